"""What the ledger adds to the API: details as they were, and the changes as a feed."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gobierno_abierto.bitacora.hojas import instante as rfc3339
from gobierno_abierto.bitacora.momento import leer_al, primera_version, secuencia_al
from gobierno_abierto.bitacora.pasado import como_estaba
from gobierno_abierto.bitacora.registros import CAMBIOS
from gobierno_abierto.comun.api.problemas import ParametroInvalido, SinVersion
from gobierno_abierto.comun.api.seguibles import EnAtom, Novedad
from gobierno_abierto.comun.api.vistas import Detalle

__all__ = ["AtomDeCambios", "DetalleConPasado"]


class DetalleConPasado(Detalle):
    """A record, or with `?al=` the record as the portal had it then."""

    acepta = ("campos", "incluir", "al")

    def hallar(self, esta, campos):
        al = self.request.query_params.get("al")
        if al is None:
            return super().hallar(esta, campos)
        with self.en_su_idioma:
            if self.request.query_params.get("incluir"):
                # What hangs from it is read as it is today: the two together would be of no moment.
                raise ParametroInvalido({"incluir": [_("No se puede con «al».")]})
            try:
                instante = leer_al(al)
            except ValidationError as error:
                raise ParametroInvalido({"al": error.messages}) from error
        clave = next(iter(esta.values()))
        primera = primera_version(self.registro.modelo.objeto, clave)
        if primera and instante < primera:
            with self.en_su_idioma:
                raise SinVersion(rfc3339(primera))
        with como_estaba(secuencia_al(instante), timezone.localdate(instante)):
            return super().hallar(esta, campos)


A_LA_VEZ = 500


class AtomDeCambios(EnAtom):
    """Every change, the newest first; `desde` cuts it. Who must miss none follows the list."""

    registro = CAMBIOS
    titulo = "cambios"
    pagina = "bitacora"

    def novedades(self, filas: QuerySet) -> Iterator[Novedad]:
        sellos = filas.select_related("entrada").order_by("-secuencia")
        for sello in sellos.iterator(chunk_size=A_LA_VEZ):
            entrada = sello.entrada
            yield Novedad(
                f"{entrada.get_tipo_display()}: {entrada.objeto_clave}",
                reverse("entrada", args=[sello.secuencia]),
                entrada.motivo or _("Sin motivo anotado."),
                entrada.instante,
                entrada.instante,
                [entrada.tipo, entrada.objeto_tipo],
            )
