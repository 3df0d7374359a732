"""Folders made by the portal, and the checks before trusting one. Never changes others' modes."""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile

from gobierno_abierto.arranque.errores import NoArranca
from gobierno_abierto.arranque.persona import Persona


def carpeta_de_datos(ruta: Path) -> None:
    """Make the data folder if it is missing and check that it can be written."""
    try:
        ruta.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryFile(dir=ruta):
            pass
    except OSError as error:
        raise NoArranca(
            f"No se puede escribir en la carpeta de datos «{ruta}» ({razon(error)}); "
            "elija otra con --datos CARPETA o DATOS_DIR."
        ) from error


def carpeta_privada(ruta: Path, persona: Persona) -> None:
    """Make a folder only `persona` can enter, or check that the one found is so.

    It may be in /tmp, where anybody could have put it there first: a link, another owner or a
    laxer mode is refused.
    """
    uid = os.geteuid() if persona.uid is None else persona.uid
    with suppress(FileExistsError):
        ruta.mkdir(mode=0o700)
    estado = ruta.lstat()
    es_nuestra = stat.S_ISDIR(estado.st_mode) and estado.st_uid in {uid, os.geteuid()}
    if not es_nuestra or estado.st_mode & 0o077:
        raise NoArranca(
            f"La carpeta «{ruta}» no es privada del usuario que corre PostgreSQL; "
            "bórrela si es suya, o elija otra carpeta de datos con --datos."
        )
    persona.apropiar(ruta)


class CarpetaAbierta:
    """A folder held open, so that a process without way to its path can still work in it.

    As root the server runs as another user, who may have no permission in the folders above (such
    as /root). `/proc/self/fd/N` leads straight to an inherited descriptor: nobody's modes change,
    and neither spaces, accents nor length of the path matter. Without /proc, the path itself.
    """

    def __init__(self, carpeta: Path) -> None:
        self.carpeta = carpeta
        self.descriptor = os.open(carpeta, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        camino = Path(f"/proc/self/fd/{self.descriptor}")
        self.camino = str(camino if camino.exists() else carpeta)

    def __enter__(self) -> "CarpetaAbierta":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.descriptor)

    def escribir(self, nombre: str, texto: str, persona: Persona) -> None:
        """Replace a file whole; never follow a link that the folder's owner may have put there."""
        nuevo = f".{nombre}.nuevo"
        with suppress(FileNotFoundError):
            os.unlink(nuevo, dir_fd=self.descriptor)
        banderas = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        archivo = os.open(nuevo, banderas, 0o600, dir_fd=self.descriptor)
        with os.fdopen(archivo, "w") as abierto:
            abierto.write(texto)
            persona.apropiar(archivo)
        os.rename(nuevo, nombre, src_dir_fd=self.descriptor, dst_dir_fd=self.descriptor)


def razon(error: OSError) -> str:
    """Spanish words for the commonest system errors."""
    palabras = {
        "EACCES": "permiso denegado",
        "EPERM": "permiso denegado",
        "EROFS": "el disco es de sólo lectura",
        "ENOSPC": "no queda espacio en el disco",
        "ENOTDIR": "no es una carpeta",
        "EEXIST": "no es una carpeta",
        "ELOOP": "es un enlace simbólico",
        "ENAMETOOLONG": "el nombre es demasiado largo",
    }
    return palabras.get(errno.errorcode.get(error.errno or 0, ""), error.strerror or str(error))
