"""A record as bibliographies take it: `compromisos/MX-PA15-C06.bib`, `….csl.json`."""

from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path
from django.utils.text import capfirst
from rest_framework.request import Request

from gobierno_abierto.comun.api import parametros
from gobierno_abierto.comun.api.operaciones import EsquemaDeCita
from gobierno_abierto.comun.api.problemas import Retirado
from gobierno_abierto.comun.api.vistas import VistaApi
from gobierno_abierto.comun.citas import Citado, citar_original, citar_version, ruta_de_la_version
from gobierno_abierto.comun.registro import Registro

__all__ = ["rutas_de_cita"]

TIPOS = {
    "bib": "application/x-bibtex; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
}


class Cita(VistaApi):
    """Its version of today, by the address where that version is read for ever; or what others
    published, where they did."""

    registro: ClassVar[Registro]
    formato = "bib"
    schema = EsquemaDeCita()
    TIPOS = TIPOS

    def get(self, request: Request, clave: str) -> HttpResponse:
        with self.en_su_idioma:
            parametros.validar_propios(request.query_params, ())
        citado = self._citado({self.registro.campo_clave: clave})
        dicho = citado.bibtex() if self.formato == "bib" else citado.csl_json()
        respuesta = HttpResponse(dicho, content_type=TIPOS[self.formato])
        nombre = f"{citado.nombre}.{self.formato.rpartition('.')[2]}"
        respuesta["Content-Disposition"] = f'attachment; filename="{nombre}"'
        return respuesta

    def _citado(self, esta: dict[str, Any]) -> Citado:
        registro = self.registro
        filas = registro.publicos().filter(**esta).como_enlaces()  # type: ignore[attr-defined]
        columnas = ("clave", "rotulo", "version", "actualizado")
        fila = filas.values(*columnas, *filter(None, [registro.original])).first()
        if fila is None:
            retirado = registro.modelo._default_manager.retirados().filter(**esta).first()
            if retirado:
                raise Retirado(retirado.motivo_del_retiro)
            raise Http404
        if registro.original:
            return citar_original(fila["clave"], fila["rotulo"], fila[registro.original])
        ruta = ruta_de_la_version(registro.modelo.objeto, fila["clave"], fila["version"])
        # What is called as what it hangs from says what it is besides.
        prestado = "__" in str(registro.modelo.enlace.titulo)
        de_que = f"{capfirst(registro.modelo._meta.verbose_name)}: " if prestado else ""
        (clave,) = esta.values()
        # A country and a local exercise are places too.
        de = "" if registro.componente == registro.modelo.__name__ else registro.recurso
        return citar_version(
            clave,
            fila["version"],
            de_que + fila["rotulo"],
            self.sitio + ruta,
            fila["actualizado"],
            de,
        )


def rutas_de_cita(registro: Registro) -> list[URLPattern]:
    vista: type[Cita] = type(f"{registro.componente}Cita", (Cita,), {"registro": registro})
    return [
        path(
            f"{registro.recurso}/<clave:clave>.{formato}",
            vista.as_view(formato=formato),
            name=f"{registro.recurso}-cita-{formato}",
        )
        for formato in TIPOS
    ]
