from django.apps import AppConfig


class CompromisosConfig(AppConfig):
    name = "compromisos"
    # Codes that are not a field's `choices`: the ledger's pages read them so.
    palabras = {
        "codificacion.variable": "compromisos.templatetags.compromisos.variable",
        "codificacion.valor": "compromisos.etiquetas.etiqueta_de",
        "codificacion.hallado": "compromisos.etiquetas.etiqueta_de",
    }
