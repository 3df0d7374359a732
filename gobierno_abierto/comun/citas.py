"""How a record is cited: in words, in BibTeX and in CSL-JSON, all of one thing.

Of what the portal publishes, a version is cited, by its permanent address: that of today changes.
A source is cited as what it is: somebody else's.
"""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from gobierno_abierto.comun import licencia

__all__ = ["Citado", "citar_original", "citar_version", "ruta_de_la_version"]

IDIOMA = "es-MX"
# What LaTeX takes for its own.
DE_LATEX = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{signo: f"\\{signo}" for signo in "&%$#_{}"},
}  # fmt: skip


# «La Jornada, 15 dic 2018: …»: how the title of a source says whose it is, and of when.
DE_OTROS = re.compile(
    r"(?P<autor>[^:]{2,80}?)(?:, (?:(?P<dia>\d{1,2}) )?(?:(?P<mes>[a-z]{3})[a-z]*(?: de)? )?"
    r"(?P<anio>\d{4})(?: \([^)]*\))?)?: (?P<titulo>.+)"
)
# The months of BibTeX, which each style writes in its language.
MACROS = ("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MESES = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")


@dataclass(frozen=True)
class Citado:
    """`nombre` is what bibliographies call it: nothing but letters, digits and hyphens. `fecha`:
    year, month and day, or as many of them as are known. `autor` is empty if nobody says."""

    nombre: str
    autor: str
    titulo: str
    sitio: str
    fecha: list[int]
    url: str
    nota: str
    version: str = ""
    idioma: str = ""

    def csl(self) -> dict[str, Any]:
        """An item of CSL-JSON, as Zotero and pandoc read it."""
        dicho = {
            "id": self.nombre,
            "type": "webpage",
            "title": self.titulo,
            "author": [{"literal": self.autor}] if self.autor else None,
            "container-title": self.sitio,
            "issued": _partes(self.fecha) if self.fecha else None,
            "accessed": _partes(_del_dia(timezone.localdate())),
            "version": self.version,
            "URL": self.url,
            "language": self.idioma,
            "note": self.nota,
        }
        return {nombre: valor for nombre, valor in dicho.items() if valor}

    def csl_json(self) -> str:
        return json.dumps([self.csl()], ensure_ascii=False, indent=1)

    def bibtex(self) -> str:
        """`@misc`, which every style has; `urldate`, for those that say when it was consulted."""
        campos: dict[str, Any] = {
            "author": f"{{{_latex(self.autor)}}}" if self.autor else "",
            "title": f"{{{_latex(self.titulo)}}}",
            "howpublished": "" if self.sitio == self.autor else _latex(self.sitio),
            **dict(zip(("year", "month", "day"), self.fecha, strict=False)),
            "url": self.url,
            "urldate": timezone.localdate().isoformat(),
            "version": self.version,
            "language": "spanish" if self.idioma else "",
            "note": _latex(self.nota),
        }
        dichos = [
            f"  {nombre} = {MACROS[valor]}" if nombre == "month" else f"  {nombre} = {{{valor}}}"
            for nombre, valor in campos.items()
            if valor
        ]
        return f"@misc{{{self.nombre},\n" + ",\n".join(dichos) + "\n}\n"


def citar_version(
    clave: str, version: int, titulo: str, url: str, publicada: datetime, de: str = ""
) -> Citado:
    """A version of a record, which the portal publishes. `url` is where that version is read for
    ever, `publicada` when it came to be; `de`, the resource, where another has the same keys."""
    return Citado(
        _nombre("-".join(filter(None, ("gobierno-abierto", de, clave, f"v{version}")))),
        licencia.PUBLICA,
        titulo,
        licencia.PUBLICA,
        _del_dia(timezone.localtime(publicada).date()),
        url,
        f"Clave {clave}, versión {version}. {licencia.LICENCIA}",
        str(version),
        IDIOMA,
    )


def citar_original(clave: str, titulo: str, url: str) -> Citado:
    """What others published and the portal names: its own author and date, if its title says them.
    What it does not say is not made up."""
    dicho = DE_OTROS.fullmatch(titulo)
    partes = dicho.groupdict() if dicho else {"titulo": titulo}
    return Citado(
        _nombre(f"fuente-{clave}"),
        partes.get("autor") or "",
        partes["titulo"],
        urlsplit(url).netloc.removeprefix("www."),
        _fecha_dicha(partes),
        url,
        f"Citada por {licencia.PUBLICA}, con la clave {clave}",
    )


def _fecha_dicha(partes: dict[str, Any]) -> list[int]:
    anio, mes, dia = (partes.get(parte) for parte in ("anio", "mes", "dia"))
    if not anio:
        return []
    if mes not in MESES:
        return [int(anio)]
    return [int(anio), MESES.index(mes) + 1, *([int(dia)] if dia else [])]


def ruta_de_la_version(objeto: str, clave: str, version: int) -> str:
    """Where this very version can always be read: its page, if its kind of record has them; or what
    the ledger says that made it."""
    try:
        return reverse(f"{objeto}-version", args=[clave, version])
    except NoReverseMatch:
        suya = {"objeto_tipo": objeto, "objeto_clave": clave, "version": version}
        return f"{reverse('bitacora')}?{urlencode(suya)}"


def _latex(texto: str) -> str:
    """A line: neither a sign of LaTeX's nor a brace of the title may end the field."""
    return "".join(DE_LATEX.get(letra, letra) for letra in " ".join(texto.split()))


def _nombre(texto: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]+", "-", texto)


def _del_dia(dia: date) -> list[int]:
    return [dia.year, dia.month, dia.day]


def _partes(fecha: list[int]) -> dict[str, Any]:
    return {"date-parts": [fecha]}
