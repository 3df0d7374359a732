"""Static files: gathered and compressed once, and again only when one of them changes."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def reunir_estaticos() -> bool:
    """Run `collectstatic` if needed and say whether it was: compressing takes some seconds."""
    marca = Path(settings.STATIC_ROOT) / ".huella"
    huella = _huella()
    if marca.exists() and marca.read_text() == huella:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    marca.write_text(huella)
    return True


def _huella() -> str:
    """What `collectstatic` would read: names, sizes and dates of every file, and how it writes."""
    suma = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for buscador in get_finders():
        for nombre, almacen in sorted(buscador.list([]), key=lambda par: par[0]):
            estado = Path(almacen.path(nombre)).stat()
            suma.update(f"{nombre}\0{estado.st_size}\0{estado.st_mtime_ns}\n".encode())
    return suma.hexdigest()
