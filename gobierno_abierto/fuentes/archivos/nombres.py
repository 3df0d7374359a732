"""The name that a file is shown and downloaded with; on disk it has another, at random."""

import re
import unicodedata

from gobierno_abierto.fuentes.archivos.tipos import Tipo

__all__ = ["extension_dicha", "nombre_limpio"]

SIN_NOMBRE = "archivo"
BYTES = 160  # of the name without its ending: with it, any file system keeps it
CARPETAS = re.compile(r"[/\\]")
# What Windows takes for a device or does not take, and what headers and pages have to escape.
RESERVADO = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.I)
PROHIBIDOS = re.compile(r'[<>:"|?*%;]')
# By category: controls, what turns the text around or does not show, half characters, private ones.
INVISIBLES = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def extension_dicha(crudo: str) -> str:
    """What the name says that the file is; "" if it says nothing."""
    _nombre, punto, extension = _visible(crudo).rpartition(".")
    # «Acta del 12.03.2024» ends in a date.
    es_una = punto and re.fullmatch(r"(?=.*[A-Za-z])[A-Za-z0-9]{1,8}", extension)
    return extension.lower() if es_una else ""


def nombre_limpio(crudo: str, tipo: Tipo) -> str:
    """Without folders, controls or tricks, of a length that every system keeps, and ending in what
    the file is."""
    nombre = _visible(crudo)
    if extension_dicha(crudo) in tipo.extensiones:
        nombre = nombre.rpartition(".")[0]
    nombre = _recortar(nombre.strip(" .")) or SIN_NOMBRE
    if RESERVADO.fullmatch(nombre):
        nombre = f"_{nombre}"
    return f"{nombre}.{tipo.extensiones[0]}"


def _visible(crudo: str) -> str:
    # Composed first: «ñ» may come as two characters, and what cannot be composed may be a control.
    nombre = unicodedata.normalize("NFC", crudo)
    nombre = "".join(" " if unicodedata.category(c) in INVISIBLES else c for c in nombre)
    nombre = PROHIBIDOS.sub("-", CARPETAS.split(nombre)[-1])
    return " ".join(nombre.split()).rstrip(" .")


def _recortar(nombre: str) -> str:
    return nombre.encode()[:BYTES].decode(errors="ignore").strip(" .")
