"""Filters of the sources and of what they state: the same for the page, the API and the exports."""

from collections.abc import Sequence

import django_filters
from django.core.validators import RegexValidator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.codigos import Objeto, Origen
from gobierno_abierto.comun.filtros import (
    Booleano,
    Codigo,
    Entero,
    FechaParcial,
    FiltroPublico,
    Instante,
    Referencia,
)
from gobierno_abierto.comun.objetos import MODELOS
from gobierno_abierto.fuentes.consultas import (
    a_el_o_a_lo_de_arriba,
    a_lo_de_fuera,
    a_publicos,
    que_apoyan,
)
from gobierno_abierto.fuentes.familias import (
    Abierta,
    ClaveDe,
    TipoDeObjeto,
    se_afirman,
    son_registros,
)
from gobierno_abierto.fuentes.models import Afirmacion, Discrepancia, Fuente, ObjetoDiscrepancia

__all__ = ["AfirmacionFilter", "DiscrepanciaFilter", "FuenteFilter"]

PAIS = r"^(?:[A-Z]{2}|\*)$"


class _DeObjetosFilter(FiltroPublico):
    """Of what points to records: `apuntador` is the model that does, `hasta` its path to the
    resource. Conditions on one record are met by the same one."""

    apuntador: type[Afirmacion] | type[ObjetoDiscrepancia]
    hasta = "pk"
    con_lo_de_arriba = False  # what points to what a record hangs from is of the record too

    objeto_tipo = TipoDeObjeto(_("Tipo de registro"))
    objeto = Abierta(son_registros, _("Registro"), "filtrar_objeto")
    plan = ClaveDe(Objeto.PLAN, etiqueta=_("Plan"))
    compromiso = ClaveDe(Objeto.COMPROMISO, etiqueta=_("Compromiso"))

    def _que_apuntan(self, filas, condicion: Q):
        """Rows that point to a public record that meets it."""
        apuntan = self.apuntador.objects.filter(a_publicos(), condicion)
        return filas.filter(pk__in=apuntan.values(self.hasta))

    def _a_los_de(self, tipos: Sequence[str], claves: Sequence[str]) -> Q:
        """They point to one of those records (of any kind, if none is said)."""
        if not self.con_lo_de_arriba:
            suyos = Q(objeto_clave__in=claves)
            return suyos & Q(objeto_tipo__in=tipos) if tipos else suyos
        condicion = Q(pk__in=[])
        for tipo in tipos or MODELOS:
            condicion |= a_el_o_a_lo_de_arriba(Objeto(tipo), claves)
        return condicion

    def _tipos(self) -> list[str]:
        dado = self.form.cleaned_data
        return dado.get("objeto_tipo__in") or list(filter(None, [dado.get("objeto_tipo")]))

    def filtrar_tipo(self, filas, _nombre, valor):
        if any(self.form.cleaned_data.get(dado) for dado in ("objeto", "objeto__in")):
            return filas  # the kind is that of the record that is named
        tipos = [valor] if isinstance(valor, str) else valor
        return self._que_apuntan(filas, Q(objeto_tipo__in=tipos))

    def filtrar_objeto(self, filas, _nombre, claves):
        return self._que_apuntan(filas, self._a_los_de(self._tipos(), claves))

    def filtrar_de_su_tipo(self, filas, camino, valor):
        claves = valor if isinstance(valor, list) else [valor.clave]
        tipo, *_clave = camino.split("__")
        return self._que_apuntan(filas, self._a_los_de([tipo], claves))


class AfirmacionFilter(_DeObjetosFilter):
    propiedad = Abierta(se_afirman, _("Propiedad"))
    fuente = Referencia(lambda: Fuente.objects.publicos(), "fuente", etiqueta=_("Fuente"))
    discrepancia = Referencia(
        lambda: Discrepancia.objects.publicos(), "discrepancia", etiqueta=_("Discrepancia")
    )
    preferida = Booleano(etiqueta=_("Preferida"))
    origen = Codigo(Origen, etiqueta=_("Origen"))
    pais = django_filters.CharFilter(
        label=_("País"),
        method="filtrar_pais",
        validators=[RegexValidator(PAIS, _("Escriba el código de dos letras de un país, o «*»."))],
        help_text=_("Código ISO 3166 de dos letras; «*» son todos. Sin él, México."),
    )
    dicho_en = FechaParcial()
    actualizado = Instante()

    apuntador = Afirmacion
    senala_pais = ("plan", "plan__in", "compromiso", "compromiso__in", "objeto", "objeto__in")

    class Meta:
        model = Afirmacion
        fields: list[str] = []

    def filter_queryset(self, queryset):
        filas = super().filter_queryset(queryset)
        dado = self.form.cleaned_data
        if any(dado.get(p) for p in ("pais", *self.senala_pais)):
            return filas
        return self.filtrar_pais(filas, "pais", "MX")

    def filtrar_pais(self, filas, _nombre, iso):
        """What was said of records of other countries is theirs; the rest, Mexico's."""
        if iso == "*":
            return filas
        return filas.exclude(a_lo_de_fuera()) if iso == "MX" else filas.filter(a_lo_de_fuera(iso))


class DiscrepanciaFilter(_DeObjetosFilter):
    fuente = Referencia(
        lambda: Fuente.objects.publicos(),
        "afirmaciones__fuente",
        etiqueta=_("Fuente"),
        multiple=True,
    )
    numero = Entero()
    actualizado = Instante()

    apuntador = ObjetoDiscrepancia
    hasta = "discrepancia"
    con_lo_de_arriba = True  # as every record lists them
    en_pagina = ("q", "objeto_tipo")

    class Meta:
        model = Discrepancia
        fields: list[str] = []


class FuenteFilter(FiltroPublico):
    tipo = TipoDeObjeto(_("Qué apoya"))
    licencia__isnull = django_filters.TypedChoiceFilter(
        field_name="licencia",
        lookup_expr="isnull",
        label=_("Licencia"),
        choices=[("false", _("La declara")), ("true", _("No la declara"))],
        coerce=lambda texto: texto == "true",
    )
    actualizado = Instante()

    en_pagina = ("q", "tipo", "licencia__isnull")

    class Meta:
        model = Fuente
        fields: list[str] = []

    def filtrar_tipo(self, filas, _nombre, valor):
        return filas.filter(que_apoyan([valor] if isinstance(valor, str) else valor))
