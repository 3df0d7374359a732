"""`manage.py`: Django's command line, with PostgreSQL up for the commands that need it."""

import os
import sys
import warnings
from contextlib import AbstractContextManager, nullcontext

from gobierno_abierto.arranque.errores import NoArranca

# `portal` runs its own; the others work on code and files. Any other command is given a database.
SIN_BASE = {
    "",
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "makemigrations",
    "portal",
    "sendtestemail",
    "spectacular",
    "startapp",
    "startproject",
    "version",
}


def ejecutar(argv: list[str]) -> int:
    """Run one command and return its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gobierno_abierto.settings")
    if datos := _datos_de(argv):
        os.environ["DATOS_DIR"] = os.path.abspath(os.path.expanduser(datos))
    # Without a server running it cannot compare with the database: nothing to alarm anyone with.
    warnings.filterwarnings("ignore", "Got an error checking a consistent migration history")
    # Whether the server answers is asked before Django is up, on purpose.
    warnings.filterwarnings("ignore", "Accessing the database during app initialization")
    from django.core.management import execute_from_command_line

    try:
        with _base_para(argv):
            execute_from_command_line(argv)
    except NoArranca as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _datos_de(argv: list[str]) -> str:
    """Value of `portal --datos`, read before the settings, which depend on it."""
    if argv[1:2] != ["portal"]:
        return ""
    for indice, argumento in enumerate(argv):
        if argumento.startswith("--datos="):
            return argumento.partition("=")[2]
        if argumento == "--datos":
            return "".join(argv[indice + 1 : indice + 2])
    return ""


def _necesita_base(argv: list[str]) -> bool:
    if {"-h", "--help", "--version"} & set(argv):
        return False
    return "".join(argv[1:2]) not in SIN_BASE or "--database" in argv


def _base_para(argv: list[str]) -> AbstractContextManager[None]:
    """The database for one command: the running server, or one for its own duration."""
    if not _necesita_base(argv):
        return nullcontext()
    from gobierno_abierto.arranque.base import base_disponible, cluster_propio

    return base_disponible(cluster_propio())
