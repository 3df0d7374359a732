"""What the environment says, read once and checked, for `settings.py`."""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gobierno_abierto.arranque import lectura
from gobierno_abierto.arranque.conexion import BASE, PROPIETARIO, WEB, carpeta_de_conexion
from gobierno_abierto.arranque.errores import NoArranca

# Set by the supervisor for the web workers only: they use the role that owns nothing.
VARIABLE_DE_ROL = "PORTAL_ROL"
# Set by the supervisor for its worker: where the portal is read, if it has no public address.
VARIABLE_DE_LOCAL = "PORTAL_LOCAL"
LIMITE_API = 600  # requests a minute and address
LOCALES = ["localhost", "127.0.0.1", "[::1]"]


@dataclass(frozen=True)
class Entorno:
    """The environment, with every default decided. Reading it writes nothing anywhere."""

    datos_dir: Path
    sitio_url: str
    sitio_local: str
    es_demo: bool
    secret_key: str
    claves_anteriores: list[str]
    debug: bool
    allowed_hosts: list[str]
    bases_de_datos: dict[str, dict[str, Any]]
    correo: dict[str, Any]
    limite_api: int

    @classmethod
    def leer(cls, base_dir: Path) -> "Entorno":
        """Read the environment; a bad variable ends the process with one line, no traceback."""
        try:
            return cls._leer(base_dir)
        except NoArranca as error:
            raise SystemExit(f"Error: {error}") from None

    @classmethod
    def _leer(cls, base_dir: Path) -> "Entorno":
        datos_dir = lectura.carpeta("DATOS_DIR", base_dir / ".datos")
        sitio_url = lectura.sitio("SITIO_URL")
        base_externa = lectura.base_de_datos("DATABASE_URL")
        es_demo = not (base_externa or sitio_url)
        propios = [urlsplit(sitio_url).hostname or ""] if sitio_url else []
        return cls(
            datos_dir=datos_dir,
            sitio_url=sitio_url,
            sitio_local=lectura.texto(VARIABLE_DE_LOCAL) or "http://localhost:8000",
            es_demo=es_demo,
            secret_key=lectura.texto("SECRET_KEY") or _clave_guardada(datos_dir),
            claves_anteriores=lectura.lista("SECRET_KEY_FALLBACKS"),
            debug=lectura.booleano("DEBUG"),
            allowed_hosts=lectura.anfitriones("ALLOWED_HOSTS", LOCALES + propios),
            bases_de_datos={"default": _base(base_externa, datos_dir)},
            correo=lectura.correo("EMAIL_URL", datos_dir / "correo"),
            limite_api=lectura.natural("LIMITE_API", 0 if es_demo else LIMITE_API),
        )


def archivo_de_clave(datos_dir: Path) -> Path:
    return datos_dir / "clave_secreta"


def _clave_guardada(datos_dir: Path) -> str:
    """Key kept by `portal`, or one for this process only.

    Commands such as `check` must run in folders that cannot be written, so reading the settings
    never creates the file: `portal` does, before it serves anything signed.
    """
    try:
        return archivo_de_clave(datos_dir).read_text().strip() or secrets.token_urlsafe(50)
    except OSError:
        return secrets.token_urlsafe(50)


def guardar_clave(datos_dir: Path, clave: str) -> None:
    """Keep the key of this process, unless one is kept or the environment gives it."""
    if lectura.texto("SECRET_KEY"):
        return
    with (
        suppress(FileExistsError),
        open(archivo_de_clave(datos_dir), "x", opener=_privado) as archivo,
    ):
        archivo.write(clave)


def _privado(ruta: str, banderas: int) -> int:
    return os.open(ruta, banderas, 0o600)


def _base(externa: dict[str, Any], datos_dir: Path) -> dict[str, Any]:
    es_web = os.environ.get(VARIABLE_DE_ROL) == "web"
    comunes = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    if not externa:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": BASE,
            "USER": WEB if es_web else PROPIETARIO,
            "HOST": str(carpeta_de_conexion(datos_dir)),
            "PORT": "5432",
            **comunes,
        }
    opciones = dict(externa.get("OPTIONS") or {})
    if es_web:
        opciones["options"] = f"{opciones.get('options', '')} -c role={WEB}".strip()
    return {**externa, **comunes, "OPTIONS": opciones}
