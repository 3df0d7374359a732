"""ETag of what the API says, before it is computed: it changes only when something public does.

What is asked, the revision of the data, the last sealed change, the day (on which some things are
late) and the program. It is read before the answer is: a change between the two makes somebody ask
again, and never keep what is old.
"""

import hashlib
from importlib.metadata import version

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from gobierno_abierto.portal.estado import estado_de_la_bitacora

__all__ = ["etag_de", "la_tiene", "quiere_otra"]

# Beside what is public there are the portal's visits to links, which no revision counts; and the
# documentation, which is a page.
NO_LA_TIENEN = ("/api/v1/evidencias", "/api/v1/fuentes", "/api/v1/docs/")
VERSION = version("gobierno-abierto")


def etag_de(request: HttpRequest) -> str | None:
    """None for what is not told by the revision alone. One query."""
    if request.method not in ("GET", "HEAD") or request.path.startswith(NO_LA_TIENEN):
        return None
    if "incluir" in request.META["QUERY_STRING"]:  # evidence may come inside
        return None
    partes = (
        request.META.get("HTTP_HOST", ""),
        request.is_secure(),
        request.path,
        request.META["QUERY_STRING"],
        sorted(estado_de_la_bitacora().items()),
        timezone.localdate(),
        VERSION,
        settings.SECRET_KEY,  # cursors are signed with it
    )
    return f'"{hashlib.sha256(repr(partes).encode()).hexdigest()[:32]}"'


def la_tiene(request: HttpRequest, etag: str) -> bool:
    """Whether the client says that it has it already."""
    return etag in _dadas(request, "If-None-Match")


def quiere_otra(request: HttpRequest, etag: str) -> bool:
    """Whether the client asks for it only if it is still one that it is not. Looked at here, since
    Django would with the ETag of the bytes, which is not what was given."""
    dadas = _dadas(request, "If-Match")
    request.META.pop("HTTP_IF_MATCH", None)
    return bool(dadas) and not {etag, "*"} & dadas


def _dadas(request: HttpRequest, cabecera: str) -> set[str]:
    dadas = request.headers.get(cabecera, "").split(",")
    return {dada.strip().removeprefix("W/") for dada in dadas} - {""}
