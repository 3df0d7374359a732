"""Who runs PostgreSQL: oneself, or an unprivileged user where one is root (it refuses root)."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gobierno_abierto.arranque.errores import NoArranca

# Of its own: `nobody` or `postgres` may be shared with other programs, which could then read it.
CUENTA = "gobierno-abierto"


@dataclass(frozen=True)
class Persona:
    """User and group of a process; none means the present ones."""

    uid: int | None = None
    gid: int | None = None

    def para_subprocess(self) -> dict[str, Any]:
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def apropiar(self, ruta: Path | int) -> None:
        """Make this user the owner of a file or folder that we have just made."""
        if self.uid is not None and self.gid is not None:
            os.chown(ruta, self.uid, self.gid)


def quien_corre(carpeta: Path) -> Persona:
    """As root, the owner of the cluster's `carpeta` if it has one already; else our own account."""
    if os.geteuid() != 0:
        return Persona()
    if carpeta.exists() and (estado := carpeta.stat()).st_uid != 0:
        return Persona(estado.st_uid, estado.st_gid)
    try:
        cuenta = pwd.getpwnam(CUENTA)
    except KeyError:
        cuenta = _crear_cuenta()
    return Persona(cuenta.pw_uid, cuenta.pw_gid)


def _crear_cuenta() -> pwd.struct_passwd:
    """A system account without home, password or shell (Debian and Red Hat's tool, or Alpine's)."""
    ordenes = (
        ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
         "--shell", "/usr/sbin/nologin", CUENTA],
        ["adduser", "-S", "-D", "-H", "-h", "/nonexistent", "-s", "/sbin/nologin", CUENTA],
    )  # fmt: skip
    for orden in ordenes:
        if programa := shutil.which(orden[0]):
            subprocess.run([programa, *orden[1:]], check=False, capture_output=True)  # noqa: S603
            try:
                return pwd.getpwnam(CUENTA)
            except KeyError:
                continue
    raise NoArranca(
        f"PostgreSQL no puede correr como root y no se pudo crear la cuenta «{CUENTA}»; "
        "use otro usuario, o un servidor propio con DATABASE_URL."
    )
