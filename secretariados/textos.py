"""Agreed texts in words: a document, field by field, and what one has that another had not."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gobierno_abierto.bitacora.diferencias import Trozo, palabra_por_palabra
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.consentible import Texto
from gobierno_abierto.comun.objetos import MODELOS
from gobierno_abierto.comun.templatetags.formatos import fecha_parcial

__all__ = ["Renglon", "con_su_titulo", "renglones"]

# Names in a document that are keys of records of that kind.
DE_CLAVE = {
    "plan": Objeto.PLAN,
    "adenda_de": Objeto.PLAN,
    "compromiso": Objeto.COMPROMISO,
    "institucion": Objeto.INSTITUCION,
}
# Names that are no column of its record.
ROTULOS = {
    "conclusion": gettext_lazy("cómo concluye"),
    "lapida": gettext_lazy("motivo del retiro"),
}
CALLADOS = {"secretariado"}  # every text of an act is of its own secretariat

Nombres = dict[tuple[str, str], str]


class Renglon(NamedTuple):
    """One field. `antes` is None if there was no text; `trozos`, if it changed, word by word."""

    nombre: str
    antes: str | None
    despues: str
    trozos: list[Trozo]

    @property
    def cambia(self) -> bool:
        return self.antes is not None and self.antes != self.despues


def renglones(objeto: str, antes: Texto | None, despues: Texto) -> list[Renglon]:
    """The fields in the order in which people read them; those that say nothing, apart. One query
    for each kind of record that they name."""
    modelo = apps.get_model(MODELOS[Objeto(objeto)])
    nombres = _nombres(list(filter(None, [antes, despues])))
    orden = [*modelo.TEXTO_ACORDADO, *modelo.PARTES_ACORDADAS]  # type: ignore[attr-defined]
    sueltos = [n for n in despues if n not in orden and n not in CALLADOS]
    dichos = []
    for nombre in [*sorted(sueltos), *orden]:
        if nombre.endswith("_precision"):
            continue
        hoy = _en_palabras(modelo, nombre, despues, nombres)
        ayer = None if antes is None else _en_palabras(modelo, nombre, antes, nombres)
        if hoy or ayer:
            trozos = palabra_por_palabra(ayer, hoy) if ayer is not None and ayer != hoy else []
            dichos.append(Renglon(capfirst(_rotulo(modelo, nombre)), ayer, hoy, trozos))
    return dichos


@contextmanager
def con_su_titulo(acuerdo: Any, *, nuevo: bool = False) -> Iterator[None]:
    """The act is called by what it changes, and goes on so unless somebody called it otherwise."""
    puesto = nuevo or acuerdo.titulo == _titulo_de(acuerdo)
    yield
    titulo = _titulo_de(acuerdo)
    if puesto and titulo:
        acuerdo.titulo = titulo
        acuerdo.save(update_fields=["titulo"])


def _titulo_de(acuerdo: Any) -> str:
    """«Cambiar «MX-…-C01 · …»»; of several, which of them, by their keys."""
    por_verbo: dict[str, list[str]] = defaultdict(list)
    cambios = list(acuerdo.cambios.all())
    with translation.override(settings.LANGUAGE_CODE):  # what is stored is in the portal's tongue
        for cambio in cambios:
            por_verbo[_verbo(cambio)].append(cambio.objeto_clave)
        if len(cambios) == 1:
            suyo = cambios[0].modelo._default_manager.filter(clave=cambios[0].objeto_clave).first()
            nombre = Truncator(str(suyo or cambios[0].objeto_clave)).chars(120)
            (verbo,) = por_verbo
            return _("%(verbo)s «%(nombre)s»") % {"verbo": verbo, "nombre": nombre}
        return "; ".join(f"{verbo} {', '.join(claves)}" for verbo, claves in por_verbo.items())


def _verbo(cambio: Any) -> str:
    if cambio.antes is None:
        return _("Publicar")
    conclusion = cambio.despues.get("conclusion")
    if conclusion == cambio.antes.get("conclusion"):
        return _("Cambiar")
    if conclusion is None:
        return _("Reanudar")
    return _("Retirar") if conclusion.startswith("retirad") else _("Dar por cumplido")


def _rotulo(modelo: Any, nombre: str) -> str:
    if nombre in ROTULOS:
        return str(ROTULOS[nombre])
    campo = modelo._meta.get_field(nombre)
    if nombre in modelo.PARTES_ACORDADAS:
        return str(campo.related_model._meta.verbose_name_plural)
    return str(campo.verbose_name)


def _en_palabras(modelo: Any, nombre: str, texto: Texto, nombres: Nombres) -> str:
    valor = texto.get(nombre)
    if not valor:
        return ""
    if nombre in modelo.PARTES_ACORDADAS:
        parte = modelo._meta.get_field(nombre).related_model
        return "\n".join(_fila(parte, fila, nombres) for fila in valor)
    if f"{nombre}_precision" in texto:
        return strip_tags(fecha_parcial(valor, texto[f"{nombre}_precision"]))
    if nombre in DE_CLAVE:
        return nombres.get((DE_CLAVE[nombre], str(valor)), str(valor))
    if nombre == "lapida":
        return str(valor)
    campo = modelo._meta.get_field("estado" if nombre == "conclusion" else nombre)
    return str(dict(campo.flatchoices).get(valor, valor))


def _fila(parte: Any, fila: Texto, nombres: Nombres) -> str:
    """A part, as it says of itself."""
    clave = fila["institucion"]
    return str(parte.en_renglon(fila, nombres.get((Objeto.INSTITUCION, clave), clave)))


def _nombres(textos: list[Texto]) -> Nombres:
    claves: dict[Objeto, set[str]] = defaultdict(set)
    for nombre, valor in (par for texto in textos for par in _pares(texto)):
        if nombre in DE_CLAVE and valor:
            claves[DE_CLAVE[nombre]].add(valor)
    return {
        (tipo, fila.clave): str(getattr(fila, "nombre_con_siglas", fila))
        for tipo, suyas in claves.items()
        for fila in apps.get_model(MODELOS[tipo])._default_manager.filter(clave__in=suyas)  # type: ignore[attr-defined]
    }


def _pares(texto: Texto) -> Iterator[tuple[str, Any]]:
    for nombre, valor in texto.items():
        if isinstance(valor, list):
            for fila in valor:
                yield from fila.items()
        else:
            yield nombre, valor
