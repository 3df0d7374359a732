from django.apps import AppConfig


class FuentesConfig(AppConfig):
    name = "gobierno_abierto.fuentes"
    # Codes that are not a field's `choices`: the ledger's pages read them so.
    palabras = {"afirmacion.propiedad": f"{name}.templatetags.fuentes.propiedad_en_palabras"}
