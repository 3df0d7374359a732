"""The package that is served: made once per revision, put in its place in one step, its past kept.

    DATOS_DIR/paquete/actual → hechos/<revision>-<sequence>-<random>/   one step: a link
    DATOS_DIR/paquete/instantaneas/gobierno-abierto-2026-11-27.zip       and beside it its .json

Whoever is reading a file goes on reading it when another takes its place.
"""

import json
import os
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from gobierno_abierto.bitacora.models import Entrada, Sello
from gobierno_abierto.comun.sitio import sitio_propio
from gobierno_abierto.portal.estado import estado_de_la_bitacora
from gobierno_abierto.portal.paquete import escritura
from gobierno_abierto.portal.paquete.catalogo import Archivado, catalogo
from gobierno_abierto.portal.paquete.tablas import tablas

__all__ = ["CATALOGO", "Hecho", "Publicador", "actual", "instantanea", "instantaneas", "publicar"]

ZIP = f"{escritura.NOMBRE}.zip"
CATALOGO = "catalogo.jsonld"
FICHA = "ficha.json"
RUTA = f"/datos/{ZIP}"
ESPERA_AL_SELLO = 20.0  # seconds; a package is due within 60


@dataclass(frozen=True)
class Hecho:
    """A package on disk, and of when it is."""

    nombre: str
    archivo: Path
    bytes: int
    sha256: str
    revision: int
    bitacora: int
    creado: str
    suprimido: bool = False

    @property
    def ruta(self) -> str:
        return RUTA if self.nombre == ZIP else f"/datos/instantaneas/{self.nombre}"

    @property
    def catalogado(self) -> Archivado:
        return Archivado(self.nombre, self.ruta, self.bytes, self.sha256, self.creado)

    @property
    def estado(self) -> dict[str, int]:
        return {"revision": self.revision, "bitacora": self.bitacora}

    @property
    def cuando(self) -> datetime:
        return datetime.fromisoformat(self.creado)

    def ficha(self) -> dict[str, Any]:
        return {nombre: valor for nombre, valor in asdict(self).items() if nombre != "archivo"}


def _carpeta() -> Path:
    return settings.DATOS_DIR / "paquete"


def actual() -> Hecho | None:
    """The package that is served today; None before the first."""
    with suppress(OSError):
        carpeta = (_carpeta() / "actual").resolve(strict=True)
        return Hecho(archivo=carpeta / ZIP, **json.loads((carpeta / FICHA).read_text()))
    return None


def instantaneas() -> list[Hecho]:
    """Those of past days, the newest first."""
    fichas = sorted((_carpeta() / "instantaneas").glob("*.json"), reverse=True)
    return [_leer(ficha) for ficha in fichas]


def instantanea(nombre: str) -> Hecho | None:
    ficha = _carpeta() / "instantaneas" / f"{nombre}.json"
    return _leer(ficha) if ficha.exists() else None


def _leer(ficha: Path) -> Hecho:
    return Hecho(archivo=ficha.with_suffix(".zip"), **json.loads(ficha.read_text()))


class Publicador:
    """The worker's turn: nothing to do while nothing public changed. What has just been committed
    is sealed in a moment; a package waits for that, but not for ever."""

    def __init__(self) -> None:
        self._desde: float | None = None

    def __call__(self) -> Hecho | None:
        hoy = actual()
        if hoy and hoy.estado == estado_de_la_bitacora():
            self._desde = None
            return None
        ahora = time.monotonic()
        self._desde = self._desde or ahora
        if Entrada.objects.por_sellar().exists() and ahora - self._desde < ESPERA_AL_SELLO:
            return None
        self._desde = None
        return publicar()


def publicar(sitio: str = "") -> Hecho:
    """Make the package of now and put it in its place."""
    sitio = sitio or sitio_propio()
    hechos = _carpeta() / "hechos"
    hechos.mkdir(parents=True, exist_ok=True)
    nueva = Path(tempfile.mkdtemp(dir=hechos))
    try:
        hecho = _hacer(nueva, sitio)
        _suprimir_lo_suprimido()
        _guardar_la_del_dia(hecho)
        pasadas = [una.catalogado for una in instantaneas() if not una.suprimido]
        datos = catalogo(tablas(), hecho.catalogado, pasadas, sitio)
        (nueva / CATALOGO).write_text(json.dumps(datos, ensure_ascii=False, indent=1) + "\n")
        (nueva / FICHA).write_text(json.dumps(hecho.ficha()))
        nueva.chmod(0o755)
        _poner(nueva)
    except BaseException:
        shutil.rmtree(nueva, ignore_errors=True)
        raise
    for otra in hechos.iterdir():
        if otra != nueva:
            shutil.rmtree(otra, ignore_errors=True)
    return hecho


def _hacer(nueva: Path, sitio: str) -> Hecho:
    obra = nueva / "obra"
    obra.mkdir()
    momento = escritura.escribir(obra, sitio)
    escritura.empacar(obra, nueva / ZIP)
    shutil.rmtree(obra)
    return Hecho(
        nombre=ZIP,
        archivo=nueva / ZIP,
        bytes=(nueva / ZIP).stat().st_size,
        sha256=escritura.huella(nueva / ZIP),
        **asdict(momento),
    )


def _poner(nueva: Path) -> None:
    """In one step: whoever asks has the one before or this one, whole."""
    enlace = nueva.parent / f"{nueva.name}.enlace"
    enlace.symlink_to(nueva)
    os.replace(enlace, _carpeta() / "actual")


def _guardar_la_del_dia(hecho: Hecho) -> None:
    """The first package of each day on which the data changed, for ever at the same address."""
    carpeta = _carpeta() / "instantaneas"
    carpeta.mkdir(exist_ok=True)
    nombre = f"{escritura.NOMBRE}-{timezone.localdate():%Y-%m-%d}"
    ultima = next(iter(instantaneas()), None)
    if (carpeta / f"{nombre}.json").exists() or (ultima and ultima.estado == hecho.estado):
        return
    archivo = carpeta / f"{nombre}.zip"
    archivo.unlink(missing_ok=True)  # half made by one that was killed
    try:
        os.link(hecho.archivo, archivo)
    except OSError:  # a disk without links
        shutil.copyfile(hecho.archivo, archivo)
    _anotar(carpeta / f"{nombre}.json", hecho.ficha() | {"nombre": archivo.name})


def _suprimir_lo_suprimido() -> None:
    """What somebody asked to erase is in no file that we give: the packages of before it go."""
    ultima = (
        Sello.objects.filter(entrada__tipo=Entrada.Tipo.SUPRESION)
        .order_by("-secuencia")
        .values_list("secuencia", flat=True)
        .first()
    )
    for una in instantaneas():
        if ultima and una.bitacora < ultima and not una.suprimido:
            una.archivo.unlink(missing_ok=True)
            _anotar(una.archivo.with_suffix(".json"), una.ficha() | {"suprimido": True})


def _anotar(ficha: Path, datos: dict[str, Any]) -> None:
    nueva = ficha.with_suffix(".nueva")
    nueva.write_text(json.dumps(datos))
    os.replace(nueva, ficha)
