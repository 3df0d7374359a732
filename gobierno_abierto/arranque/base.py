"""The database in use: the embedded server, or the one that DATABASE_URL names."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, OperationalError, connections, transaction

from gobierno_abierto.arranque import lectura
from gobierno_abierto.arranque.cluster import Cluster, callar
from gobierno_abierto.arranque.conexion import WEB
from gobierno_abierto.arranque.errores import NoArranca


def es_propia() -> bool:
    """Whether the portal runs its own server, for want of DATABASE_URL."""
    return not lectura.texto("DATABASE_URL")


def cluster_propio(avisar: Callable[[str], None] = callar) -> Cluster | None:
    """The embedded server, unless DATABASE_URL names another."""
    return Cluster(settings.DATOS_DIR, avisar=avisar) if es_propia() else None


def base_disponible(cluster: Cluster | None) -> AbstractContextManager[None]:
    """Have the database up during the block, or refuse in one line."""
    return _externa() if cluster is None else cluster.usar()


def nombre_publico() -> str:
    """Which server and database, without user or password."""
    ajustes = _ajustes()
    servidor = ajustes["HOST"] or "local"
    puerto = f":{ajustes['PORT']}" if ajustes["PORT"] else ""
    return f"{servidor}{puerto}/{ajustes['NAME']}"


def comprobar_rol_web() -> None:
    """Refuse if this user may not step down to the web workers' role, before they all fail."""
    try:
        with transaction.atomic(), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {WEB}")
    except Error as error:
        raise NoArranca(
            f"El usuario de la base no puede actuar como «{WEB}»; quien la administra debe "
            f"ejecutar: GRANT {WEB} TO {_ajustes()['USER'] or 'ese usuario'};"
        ) from error


@contextmanager
def _externa() -> Iterator[None]:
    conexion = connections[DEFAULT_DB_ALIAS]
    try:
        conexion.ensure_connection()
    except OperationalError as error:
        raise NoArranca(
            f"No se pudo entrar a la base de DATABASE_URL ({nombre_publico()}): {_motivo(error)}"
        ) from error
    yield


def _motivo(error: OperationalError) -> str:
    """The last line of what the library says, in Spanish where it is of the common kind."""
    linea = str(error).strip().splitlines()[-1]
    comunes = {
        "password authentication failed": "usuario o contraseña incorrectos",
        "no password supplied": "falta la contraseña",
        "Connection refused": "nadie atiende en ese servidor y puerto",
        "could not translate host name": "no se conoce ese servidor",
        "No such file or directory": "no hay un servidor en esa carpeta",
        "timeout expired": "el servidor no contesta",
        "does not exist": "no existe ese usuario o esa base",
    }
    texto = str(error)
    return next((motivo for frase, motivo in comunes.items() if frase in texto), linea)


def _ajustes() -> dict[str, Any]:
    return connections[DEFAULT_DB_ALIAS].settings_dict
