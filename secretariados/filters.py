"""Filters of the decision-makers' resources, and the country filter that upper apps share."""

import re

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.api.parametros import sugerencia
from gobierno_abierto.comun.codigos import Lado, Procedencia
from gobierno_abierto.comun.filtros import (
    Booleano,
    Codigo,
    Dia,
    Entero,
    Familia,
    FechaParcial,
    FiltroPublico,
    Instante,
    Referencia,
)
from secretariados.linaje import linaje_de
from secretariados.models import (
    Acuerdo,
    AcuerdoOrgano,
    Institucion,
    Jurisdiccion,
    Secretariado,
    Sesion,
)

__all__ = [
    "AcuerdoFilter",
    "InstitucionFilter",
    "JurisdiccionFilter",
    "Pais",
    "PaisFilter",
    "SecretariadoFilter",
    "SesionFilter",
]


CODIGO = re.compile("[A-Z]{2}")


def paises():
    return Jurisdiccion.objects.publicos().filter(tipo=Jurisdiccion.Tipo.PAIS)


def _existe(iso: str) -> None:
    if iso == "*" or (CODIGO.fullmatch(iso) and paises().filter(iso=iso).exists()):
        return
    aceptados = list(paises().order_by("iso").values_list("iso", flat=True))
    aviso = _("«%(iso)s» no es el código ISO de un país de este portal.") % {"iso": iso[:20]}
    cercano = sugerencia(iso[:20], aceptados)
    todos = _("Se aceptan: %s.") % ", ".join(["*", *aceptados])
    raise ValidationError(" ".join([aviso, *cercano, todos]))


class Pais(Familia):
    """`pais=MX`, `pais=*`. Without it a list shows Mexico."""

    def filtros(self, nombre):
        return {
            nombre: django_filters.CharFilter(
                label=_("País"),
                method="filtrar_pais",
                validators=[_existe],
                strip=False,  # a blank is no code, and not the same as nothing
                help_text=_("Código ISO 3166 de dos letras; «*» son todos. Sin él, México."),
            )
        }


class JurisdiccionFilter(FiltroPublico):
    pais = Pais()
    tipo = Codigo(Jurisdiccion.Tipo, etiqueta=_("Tipo"))
    padre = Referencia(lambda: Jurisdiccion.objects.publicos(), "padre")
    actualizado = Instante()

    campo_ruta = "ruta"

    class Meta:
        model = Jurisdiccion
        fields: list[str] = []


class PaisFilter(FiltroPublico):
    """Of the countries: every one of them, unless asked otherwise."""

    tiene_compromisos = Booleano(etiqueta=_("Tiene compromisos aquí"))
    cohorte = Entero(etiqueta=_("Cohorte"))
    actualizado = Instante()

    class Meta:
        model = Jurisdiccion
        fields: list[str] = []


class SecretariadoFilter(FiltroPublico):
    estado = Codigo(Secretariado.Estado, etiqueta=_("Estado"))
    tipo = Codigo(Secretariado.Tipo, etiqueta=_("Tipo"))
    jurisdiccion = Referencia(
        lambda: Jurisdiccion.objects.publicos(), "jurisdiccion", etiqueta=_("Jurisdicción")
    )
    institucion = Referencia(
        lambda: Institucion.objects.publicos(),
        "asientos__institucion",
        etiqueta=_("Institución con asiento"),
        multiple=True,
    )
    sucede_a = Referencia(
        lambda: Secretariado.objects.publicos(), "sucede_a", etiqueta=_("Sucede a")
    )
    en_capitulo = Codigo(Secretariado.EnCapitulo, etiqueta=_("En el capítulo de 2016"))
    declaratoria = FechaParcial()
    instalacion = FechaParcial()
    fin = FechaParcial()
    pais = Pais()
    procedencia = Codigo(Procedencia, etiqueta=_("Procedencia"))
    actualizado = Instante()

    campo_procedencia = "procedencia"
    campo_ruta = "jurisdiccion__ruta"
    senala_pais = ("jurisdiccion", "jurisdiccion__in")
    en_pagina = ("q", "tipo", "estado", "jurisdiccion")

    class Meta:
        model = Secretariado
        fields: list[str] = []


class InstitucionFilter(FiltroPublico):
    sector = Codigo(Institucion.Sector, etiqueta=_("Sector"))
    ambito = Codigo(Institucion.Ambito, etiqueta=_("Ámbito"))
    jurisdiccion = Referencia(
        lambda: Jurisdiccion.objects.publicos(), "jurisdiccion", etiqueta=_("Jurisdicción")
    )
    lado = Codigo(Lado, "asientos__lado", etiqueta=_("Lado de un asiento suyo"), multiple=True)
    secretariado = Referencia(
        lambda: Secretariado.objects.publicos(),
        "asientos__secretariado",
        etiqueta=_("Secretariado con un asiento suyo"),
        multiple=True,
    )
    linaje = django_filters.ModelChoiceFilter(
        queryset=lambda request: Institucion.objects.publicos(),
        to_field_name="clave",
        label=_("Ella y las que la siguieron"),
        method="filtrar_linaje",
    )
    desde = FechaParcial()
    hasta = FechaParcial()
    pais = Pais()
    procedencia = Codigo(Procedencia, etiqueta=_("Procedencia"))
    actualizado = Instante()

    campo_procedencia = "procedencia"
    campo_ruta = "jurisdiccion__ruta"
    senala_pais = ("jurisdiccion", "jurisdiccion__in", "linaje", "secretariado")
    en_pagina = ("q", "sector", "ambito", "lado", "jurisdiccion")

    class Meta:
        model = Institucion
        fields: list[str] = []

    def filtrar_linaje(self, filas, _nombre, institucion):
        return filas.filter(pk__in=linaje_de(institucion.pk))


# Parameters that already name a house.
_DE_UNO = ("secretariado", "secretariado__in", "sesion", "sesion__in")


class SesionFilter(FiltroPublico):
    secretariado = Referencia(
        lambda: Secretariado.objects.publicos(), "secretariado", etiqueta=_("Secretariado")
    )
    tipo = Codigo(Sesion.Tipo, etiqueta=_("Tipo"))
    modalidad = Codigo(Sesion.Modalidad, etiqueta=_("Modalidad"))
    estado = Codigo(Sesion.Estado, etiqueta=_("Estado"))
    inicia_en = Instante()
    jurisdiccion = Referencia(
        lambda: Jurisdiccion.objects.publicos(),
        "secretariado__jurisdiccion",
        etiqueta=_("Jurisdicción"),
    )
    pais = Pais()
    procedencia = Codigo(Procedencia, "secretariado__procedencia", etiqueta=_("Procedencia"))
    actualizado = Instante()

    campo_procedencia = "secretariado__procedencia"
    campo_ruta = "secretariado__jurisdiccion__ruta"
    senala_pais = ("secretariado", "secretariado__in", "jurisdiccion", "jurisdiccion__in")
    senala_procedencia = ("secretariado", "secretariado__in")

    class Meta:
        model = Sesion
        fields: list[str] = []


class AcuerdoFilter(FiltroPublico):
    secretariado = Referencia(
        lambda: Secretariado.objects.publicos(), "secretariado", etiqueta=_("Secretariado")
    )
    tipo = Codigo(Acuerdo.Tipo, etiqueta=_("Tipo"))
    estado = Codigo(Acuerdo.Estado, etiqueta=_("Estado"))
    propone_lado = Codigo(Lado, etiqueta=_("Lo propone"))
    responsable_lado = Codigo(Lado, etiqueta=_("Responde de cumplirlo"))
    responde_hasta = Dia()
    cumplir_hasta = Dia()
    vencido = Booleano(etiqueta=_("Pasó su plazo sin darse por cumplido"), metodo="filtrar_vencido")
    sesion = Referencia(lambda: Sesion.objects.publicos(), "sesion", etiqueta=_("Sesión"))
    jurisdiccion = Referencia(
        lambda: Jurisdiccion.objects.publicos(),
        "secretariado__jurisdiccion",
        etiqueta=_("Jurisdicción"),
    )
    fecha = FechaParcial()
    pais = Pais()
    procedencia = Codigo(Procedencia, "secretariado__procedencia", etiqueta=_("Procedencia"))
    actualizado = Instante()

    campo_procedencia = "secretariado__procedencia"
    campo_ruta = "secretariado__jurisdiccion__ruta"
    senala_pais = (*_DE_UNO, "jurisdiccion", "jurisdiccion__in")
    senala_procedencia = _DE_UNO
    en_pagina = ("q", "estado", "tipo", "secretariado")

    class Meta:
        model = Acuerdo
        fields: list[str] = []

    def filtrar_vencido(self, filas, _nombre, vencido):
        suyos = Acuerdo.objects.vencidos().values("pk")
        return filas.filter(pk__in=suyos) if vencido else filas.exclude(pk__in=suyos)

    def filtrar_pais(self, filas, _nombre, iso):
        """An act that was of no secretariat is of the country of its authors."""
        if iso == "*":
            return filas
        ruta = "institucion__jurisdiccion__ruta"
        de_ahi = Q(**{ruta: iso}) | Q(**{f"{ruta}__startswith": f"{iso}/"})
        suyos = AcuerdoOrgano.objects.filter(de_ahi, acuerdo__secretariado=None)
        return super().filtrar_pais(filas, _nombre, iso) | filas.filter(
            pk__in=suyos.values("acuerdo")
        )
