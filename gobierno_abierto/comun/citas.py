"""How a record is cited: in words, in BibTeX and in CSL-JSON, all of one thing.

What is cited is a version, by its permanent address: that of today changes.
"""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from gobierno_abierto.comun import licencia

__all__ = ["Citado", "ruta_de_la_version"]

IDIOMA = "es-MX"
# What LaTeX takes for its own.
DE_LATEX = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{signo: f"\\{signo}" for signo in "&%$#_{}"},
}  # fmt: skip


@dataclass(frozen=True)
class Citado:
    """A version of a record. `url` is where that version is read for ever, `publicada` when it came
    to be."""

    clave: str
    version: int
    titulo: str
    url: str
    publicada: datetime

    @property
    def nombre(self) -> str:
        """What bibliographies call it: nothing but letters, digits and hyphens."""
        return re.sub(r"[^A-Za-z0-9-]+", "-", f"gobierno-abierto-{self.clave}-v{self.version}")

    @property
    def dia(self) -> date:
        return timezone.localtime(self.publicada).date()

    @property
    def nota(self) -> str:
        return f"Clave {self.clave}, versión {self.version}. {licencia.LICENCIA}"

    def csl(self) -> dict[str, Any]:
        """An item of CSL-JSON, as Zotero and pandoc read it."""
        return {
            "id": self.nombre,
            "type": "webpage",
            "title": self.titulo,
            "author": [{"literal": licencia.PUBLICA}],
            "container-title": licencia.PUBLICA,
            "issued": _partes(self.dia),
            "accessed": _partes(timezone.localdate()),
            "version": str(self.version),
            "URL": self.url,
            "language": IDIOMA,
            "note": self.nota,
        }

    def csl_json(self) -> str:
        return json.dumps([self.csl()], ensure_ascii=False, indent=1)

    def bibtex(self) -> str:
        """`@misc`, which every style has; `urldate`, for those that say when it was consulted."""
        campos = {
            "author": f"{{{licencia.PUBLICA}}}",
            "title": f"{{{_latex(self.titulo)}}}",
            "year": f"{self.dia.year}",
            "month": f"{self.dia.month}",
            "url": self.url,
            "urldate": timezone.localdate().isoformat(),
            "version": f"{self.version}",
            "language": "spanish",
            "note": _latex(self.nota),
        }
        cuerpo = ",\n".join(f"  {nombre} = {{{valor}}}" for nombre, valor in campos.items())
        return f"@misc{{{self.nombre},\n{cuerpo}\n}}\n"


def ruta_de_la_version(objeto: str, clave: str, version: int, pagina: str) -> str:
    """Where this very version can always be read, if its kind of record has such pages."""
    try:
        return reverse(f"{objeto}-version", args=[clave, version])
    except NoReverseMatch:
        return pagina


def _latex(texto: str) -> str:
    """A line: neither a sign of LaTeX's nor a brace of the title may end the field."""
    return "".join(DE_LATEX.get(letra, letra) for letra in " ".join(texto.split()))


def _partes(dia: date) -> dict[str, Any]:
    return {"date-parts": [[dia.year, dia.month, dia.day]]}
