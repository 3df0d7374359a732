"""Where each kind of record is read: one declaration per model, for Python and for SQL alike.

    class Mesa(Publicable):
        enlace = Enlace("nombre", "mesa", ("plan__clave", "slug"))

From it come `get_absolute_url`, the `url` of every public record and the union of records of many
kinds (search, sitemap, what a source supports), in one query.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Any
from urllib.parse import quote

from django.db.models import F, Func, JSONField
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.http import RFC3986_SUBDELIMS
from django.utils.translation import get_language

__all__ = ["Enlace"]


@dataclass(frozen=True)
class Enlace:
    """How to reach a record.

    `titulo` and `texto` are the column (or expression) that names it and the one that tells most of
    it; `pagina` is a URL pattern's name, `args` the paths of its arguments, and `ancla` the path of
    the fragment, for a record that is part of another's page. Where the page depends on the record,
    `pagina` is a function that makes the address from those values.
    """

    titulo: Any
    pagina: str | Callable[..., str]
    args: tuple[str, ...] = ("clave",)
    ancla: str = ""
    texto: Any = None

    @property
    def pasos(self) -> tuple[str, ...]:
        return (*self.args, self.ancla) if self.ancla else self.args

    @property
    def partes(self) -> Func:
        """What `direccion` needs, as SQL: a JSON array."""
        return Func(*map(F, self.pasos), function="jsonb_build_array", output_field=JSONField())

    def direccion(self, partes: Sequence[Any]) -> str:
        """Path of the page, from the values of `partes`."""
        if callable(self.pagina):
            return self.pagina(*partes)
        if not self.ancla:
            return _ruta(self.pagina, partes)
        *args, ancla = partes
        return f"{_ruta(self.pagina, args)}#{ancla}"

    def de(self, registro: Any) -> str:
        """Path of the page of a loaded record."""
        return self.direccion([_seguir(registro, paso) for paso in self.pasos])


SIN_CITAR = RFC3986_SUBDELIMS + "/~:@"  # what Django leaves as it is in a path


def _ruta(pagina: str, args: Sequence[Any]) -> str:
    """As `reverse`, which costs an export as much as reading each row: asked once a page."""
    molde = _molde(pagina, len(args), get_language(), get_script_prefix())
    if molde is None:
        return reverse(pagina, args=args)
    return molde.format(*(quote(str(arg), safe=SIN_CITAR) for arg in args))


@lru_cache(maxsize=1024)
def _molde(pagina: str, cuantos: int, _idioma: str | None, _prefijo: str) -> str | None:
    """`/compromisos/{}/`; None where the page does not take any text."""
    marcas = [f"marca-{numero}" for numero in range(cuantos)]
    try:
        ruta = reverse(pagina, args=marcas)
    except NoReverseMatch:
        return None
    return reduce(lambda hasta, marca: hasta.replace(marca, "{}"), marcas, ruta)


def _seguir(registro: Any, camino: str) -> Any:
    """`plan__clave` of a record; None where a step is empty."""
    return reduce(lambda paso, nombre: paso and getattr(paso, nombre), camino.split("__"), registro)
