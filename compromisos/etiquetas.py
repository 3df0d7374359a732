"""Words for the codes of reviews and claims, in the reader's language."""

from functools import lru_cache

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

__all__ = ["CUMPLIMIENTO", "LO_QUE_MIRA", "VALORES", "VARIABLES", "etiqueta_de"]

CUMPLIMIENTO = {
    "completo": _("Completo"),
    "sustancial": _("Sustancial"),
    "limitado": _("Limitado"),
    "no_iniciado": _("No iniciado"),
    "no_claro": _("No claro"),
    "retirado": _("Retirado"),
    "sin_evidencia": _("Sin evidencia"),
}

VALORES = CUMPLIMIENTO | {
    "a_tiempo": _("A tiempo"),
    "adelantado": _("Adelantado"),
    "con_retraso": _("Con retraso"),
    "alta": pgettext_lazy("grado", "Alta"),  # «alta» is also how a record enters the ledger
    "aumenta": _("Aumenta"),
    "baja": _("Baja"),
    "cumplido": _("Cumplido"),
    "disminuye": _("Disminuye"),
    "empeora": _("Empeora"),
    "igual": _("Igual"),
    "marginal": _("Marginal"),
    "mayor": _("Mayor"),
    "media": _("Media"),
    "menor": _("Menor"),
    "moderado": _("Moderado"),
    "ninguna": _("Ninguna"),
    "ninguno": _("Ninguno"),
    "no": _("No"),
    "no_cambio": _("No cambió"),
    "no_cumplido": _("No cumplido"),
    "nuevo": _("Era nuevo"),
    "si": _("Sí"),
    "sobresaliente": _("Sobresaliente"),
    "transformador": _("Transformador"),
    "ya_se_hacia": _("Ya se hacía antes"),
    "ampliar_lo_implementado": _("Ampliar lo implementado"),
    "continuar_implementacion_basica": _("Continuar la implementación básica"),
    "mantenimiento_y_monitoreo": _("Mantenimiento y monitoreo"),
    "revision_significativa": _("Revisión significativa"),
    "sin_accion_adicional": _("Sin acción adicional"),
}

# Each moment (`Momento`), in words for who has never read of mid-terms.
LO_QUE_MIRA = {
    "diseno": _("cómo se diseñó"),
    "medio_termino": _("cómo iba a la mitad del plan"),
    "fin_termino": _("cómo quedó al final del plan"),
    "resultados": _("qué resultados dio"),
}

VARIABLES = {
    "ambicion": _("Ambición"),
    "apertura_resultado": _("¿Abrió el gobierno?"),
    "cambio_cumplimiento": _("Cambio en el cumplimiento"),
    "cumplimiento": _("Cumplimiento"),
    "cumplimiento_previsto": _("Cumplimiento previsto para entonces"),
    "especificidad": _("Especificidad"),
    "estrella": _("Compromiso con estrella"),
    "etiqueta": _("Temas de OGP"),
    "grupo": _("Grupo de trabajo de OGP"),
    "impacto_potencial": _("Impacto potencial"),
    "relevante": _("Relevante para los valores de la Alianza"),
    "ritmo": _("Ritmo"),
    "siguiente_paso": _("Siguiente paso recomendado"),
    "valor_acceso_informacion": _("Acceso a la información"),
    "valor_participacion": _("Participación ciudadana"),
    "valor_rendicion_cuentas": _("Rendición de cuentas"),
    "valor_tecnologia": _("Tecnología e innovación"),
    "verificable": _("Verificable"),
    # The database's own columns that no vocabulary gives values to: only why there is none.
    "anio_informe_fin": _("Año del informe de fin de término"),
    "conglomerado": _("Conglomerado"),
    "estrella_2015": _("Estrella, edición de 2015"),
    "estrella_antes_junio_2014": _("Estrella, regla anterior a junio de 2014"),
    "estrella_vigente_avance": _("Estrella vigente en el informe de avance"),
    "estrella_vigente_fin": _("Estrella vigente al fin de término"),
    "etiqueta_marginalized_communities": _("Tema: comunidades marginadas"),
    "fin_termino": _("Revisión de fin de término"),
    "gran_desafio": _("Grandes desafíos"),
    "gran_desafio_comunidades_seguras": _("Gran desafío: comunidades más seguras"),
    "gran_desafio_integridad_publica": _("Gran desafío: integridad pública"),
    "gran_desafio_recursos_publicos": _("Gran desafío: recursos públicos"),
    "gran_desafio_responsabilidad_corporativa": _("Gran desafío: responsabilidad corporativa"),
    "gran_desafio_servicios_publicos": _("Gran desafío: servicios públicos"),
    "grupo_acceso_informacion": _("Grupo: acceso a la información"),
    "grupo_apertura_fiscal": _("Grupo: apertura fiscal"),
    "grupo_apertura_legislativa": _("Grupo: apertura legislativa"),
    "grupo_datos_abiertos": _("Grupo: datos abiertos"),
    "grupo_recursos_naturales": _("Grupo: recursos naturales"),
    "preexistente": _("Ya se hacía antes de prometerse"),
    "punto_contacto_especificado": _("Punto de contacto especificado"),
    "tema": _("Tema"),
}


def etiqueta_de(valor: str) -> str:
    """A coded value in words; the code itself where there are none."""
    return _etiqueta_en(get_language(), valor)


@lru_cache(maxsize=256)  # an export asks it three times a row
def _etiqueta_en(_idioma: str | None, valor: str) -> str:
    return str(VALORES.get(valor, valor))
