"""Strict readers of environment variables: a bad value is refused, never guessed."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ  # type: ignore[import-untyped]

from gobierno_abierto.arranque.errores import NoArranca

VERDADERO = {"1", "true", "t", "yes", "y", "on", "si", "sí", "verdadero"}
FALSO = {"0", "false", "f", "no", "n", "off", "falso"}
ANFITRION = re.compile(r"\*|\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:.]+\]")

env = environ.Env()


def texto(nombre: str) -> str:
    """Value of a variable, "" if unset: an empty one counts as unset, as compose files leave it."""
    return str(env.str(nombre, default="")).strip()


def booleano(nombre: str) -> bool:
    valor = texto(nombre).lower()
    if valor in VERDADERO:
        return True
    if valor in FALSO or not valor:
        return False
    raise NoArranca(f"{nombre}: «{valor}» no es sí ni no; use {nombre}=1 o {nombre}=0.")


def natural(nombre: str, omision: int) -> int:
    valor = texto(nombre)
    if not valor:
        return omision
    if not re.fullmatch("[0-9]{1,9}", valor):
        raise NoArranca(f"{nombre}: «{valor}» no es un número entero; 0 es sin límite.")
    return int(valor)


def lista(nombre: str) -> list[str]:
    """Comma-separated."""
    return [parte.strip() for parte in texto(nombre).split(",") if parte.strip()]


def carpeta(nombre: str, omision: Path) -> Path:
    ruta = Path(texto(nombre) or omision)
    try:
        return ruta.expanduser().absolute()
    except RuntimeError as error:
        raise NoArranca(f"{nombre}: «{ruta}» nombra a un usuario que no existe.") from error


def anfitriones(nombre: str, omision: list[str]) -> list[str]:
    """Comma-separated host names, without scheme, port or path."""
    dichos = lista(nombre)
    for anfitrion in dichos:
        if not ANFITRION.fullmatch(anfitrion):
            raise NoArranca(
                f"{nombre}: «{anfitrion}» no es un nombre de servidor; escriba sólo nombres "
                "separados por comas, como portal.example.org,www.example.org."
            )
    return dichos or omision


def sitio(nombre: str) -> str:
    """Public address of the portal, without a final slash; "" if unset."""
    valor = texto(nombre)
    if not valor:
        return ""
    try:
        partes = urlsplit(valor)
        es_valida = partes.scheme in {"http", "https"} and bool(partes.hostname)
        es_raiz = partes.path in {"", "/"} and not (partes.query or partes.fragment)
        partes.port  # noqa: B018  (reading it is what checks it)
    except ValueError:
        es_valida = es_raiz = False
    if not (es_valida and es_raiz):
        raise NoArranca(
            f"{nombre}: «{valor}» no es la dirección de un sitio; "
            "escríbala completa y sin ruta, como https://portal.example.org."
        )
    return valor.rstrip("/")


def base_de_datos(nombre: str) -> dict[str, Any]:
    """Django's description of the database of a postgres:// URL; {} if unset.

    The messages never repeat the value: it may hold a password.
    """
    valor = texto(nombre)
    if not valor:
        return {}
    muestra = "postgres://usuario:contraseña@servidor:5432/base"
    if not valor.startswith(("postgres://", "postgresql://")):
        raise NoArranca(f"{nombre}: sólo se admite PostgreSQL; escríbala como {muestra}.")
    try:
        base = dict(env.db_url_config(valor))
        servidor = unquote(urlsplit(valor).netloc.rpartition("@")[2])
    except (ValueError, environ.ImproperlyConfigured) as error:
        raise NoArranca(f"{nombre}: no se entiende; escríbala como {muestra}.") from error
    if servidor.startswith("/"):  # a socket's folder, as in postgres://ana@%2Frun%2Fpg/base
        base["HOST"] = servidor
    if not base.get("NAME"):
        raise NoArranca(f"{nombre}: falta el nombre de la base; escríbala como {muestra}.")
    return base


def correo(nombre: str, carpeta_sin_servidor: Path) -> dict[str, Any]:
    """Django's settings for the mail server of a URL; without one, mail is written in a folder."""
    valor = texto(nombre)
    if not valor:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": carpeta_sin_servidor,
        }
    muestra = "smtp+tls://usuario:contraseña@servidor:587"
    if not valor.startswith(("smtp://", "smtp+tls://", "smtp+ssl://", "smtps://")):
        raise NoArranca(f"{nombre}: escríbala como {muestra}.")
    try:
        ajustes = dict(env.email_url_config(valor))
    except (ValueError, environ.ImproperlyConfigured) as error:
        raise NoArranca(f"{nombre}: no se entiende; escríbala como {muestra}.") from error
    if not ajustes.get("EMAIL_HOST"):
        raise NoArranca(f"{nombre}: falta el servidor; escríbala como {muestra}.")
    return ajustes
