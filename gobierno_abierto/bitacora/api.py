"""What the ledger adds to the API: details as they were, and the changes as a feed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema

from gobierno_abierto.bitacora.hojas import instante as rfc3339
from gobierno_abierto.bitacora.momento import leer_al, primera_version, secuencia_al
from gobierno_abierto.bitacora.pasado import como_estaba
from gobierno_abierto.bitacora.registros import CAMBIOS
from gobierno_abierto.comun.api import parametros
from gobierno_abierto.comun.api.problemas import ParametroInvalido, SinVersion
from gobierno_abierto.comun.api.vistas import Detalle, VistaApi
from gobierno_abierto.comun.privacidad import sin_invisibles

__all__ = ["AtomDeCambios", "DetalleConPasado"]

EN_EL_ATOM = 100


class DetalleConPasado(Detalle):
    """A record, or with `?al=` the record as the portal had it then."""

    acepta = ("campos", "al")

    def hallar(self, esta, campos):
        al = self.request.query_params.get("al")
        if al is None:
            return super().hallar(esta, campos)
        with self.en_su_idioma:
            try:
                instante = leer_al(al)
            except ValidationError as error:
                raise ParametroInvalido({"al": error.messages}) from error
        clave = next(iter(esta.values()))
        primera = primera_version(self.registro.modelo.objeto, clave)
        if primera and instante < primera:
            with self.en_su_idioma:
                raise SinVersion(rfc3339(primera))
        with como_estaba(secuencia_al(instante)):
            return super().hallar(esta, campos)


class AtomDeCambios(VistaApi):
    """The newest changes, for feed readers. Who must miss none follows the list with `desde`."""

    @extend_schema(exclude=True)
    def get(self, request: Any) -> HttpResponse:
        filtro = CAMBIOS.filtro(request.query_params, queryset=CAMBIOS.publicos(), request=request)
        with self.en_su_idioma:
            parametros.validar(filtro, request.query_params, "atom")
        feed = Atom1Feed(
            title="Gobierno Abierto: cambios",
            link=self.sitio + reverse("bitacora"),
            feed_url=request.build_absolute_uri(),
            description=str(CAMBIOS.es),
            language="es-MX",
        )
        for sello in filtro.qs.select_related("entrada").order_by("-secuencia")[:EN_EL_ATOM]:
            entrada = sello.entrada
            feed.add_item(
                title=f"{entrada.get_tipo_display()}: {entrada.objeto_clave}",
                link=self.sitio + reverse("entrada", args=[sello.secuencia]),
                description=escape(sin_invisibles(entrada.motivo or _("Sin motivo anotado."))),
                pubdate=entrada.instante,
                updateddate=entrada.instante,
                unique_id=self.sitio + reverse("entrada", args=[sello.secuencia]),
                categories=[entrada.tipo, entrada.objeto_tipo],
            )
        return HttpResponse(feed.writeString("utf-8"), content_type=f"{feed.content_type}")
