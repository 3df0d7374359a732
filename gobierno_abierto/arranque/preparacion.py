"""A new cluster, made whole or not at all: `initdb`, the two roles, the database."""

import pwd
import shutil
import subprocess
from pathlib import Path

from gobierno_abierto.arranque.carpetas import CarpetaAbierta, carpeta_privada
from gobierno_abierto.arranque.conexion import BASE, PROPIETARIO, SUPERUSUARIO, WEB
from gobierno_abierto.arranque.errores import NoArranca
from gobierno_abierto.arranque.persona import Persona

# One statement a line, as single-user mode reads them. CREATEROLE and CREATEDB: the migrations
# make roles, the tests make databases. Not a superuser: the extensions in use are trusted ones.
ROLES = f"""\
CREATE ROLE {PROPIETARIO} LOGIN CREATEDB CREATEROLE
CREATE ROLE {WEB} LOGIN
GRANT {WEB} TO {PROPIETARIO} WITH ADMIN OPTION
CREATE DATABASE {BASE} OWNER {PROPIETARIO}
REVOKE ALL ON DATABASE {BASE} FROM PUBLIC
GRANT CONNECT ON DATABASE {BASE} TO {WEB}
"""

# Nothing of ours (keys, passwords, PG* variables) reaches the server's environment.
AMBIENTE = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}


def preparar(carpeta: Path, binarios: Path, persona: Persona, *, sincronizar: bool = True) -> None:
    """Make the cluster in a folder beside it and rename: a half-made one never passes for good."""
    nueva = carpeta.with_name(f"{carpeta.name}.nuevo")
    shutil.rmtree(nueva, ignore_errors=True)
    carpeta_privada(nueva, persona)
    with CarpetaAbierta(nueva) as datos:
        # No ICU in the package: Spanish is sorted by a folded key, so byte order is enough here.
        initdb = [
            "initdb", "-D", datos.camino, "--username", SUPERUSUARIO, "--encoding", "UTF8",
            "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8",
            "--data-checksums", "--auth", "peer", "--no-instructions",
            *([] if sincronizar else ["--no-sync"]),
        ]  # fmt: skip
        monousuario = [
            "postgres", "--single", "-D", datos.camino, "-c", "exit_on_error=on",
            *([] if sincronizar else ["-c", "fsync=off"]), SUPERUSUARIO,
        ]  # fmt: skip
        for (programa, *argumentos), entrada in ((initdb, ""), (monousuario, ROLES)):
            resultado = subprocess.run(  # noqa: S603
                [binarios / programa, *argumentos],
                input=entrada,
                text=True,
                capture_output=True,
                check=False,
                cwd="/",
                env=AMBIENTE,
                pass_fds=[datos.descriptor],
                **persona.para_subprocess(),
            )
            if resultado.returncode:
                motivo = (resultado.stderr.strip().splitlines() or ["sin explicación"])[-1]
                raise NoArranca(f"No se pudo preparar la base de datos en «{carpeta}»: {motivo}")
    nueva.rename(carpeta)


def escribir_acceso(datos: CarpetaAbierta, persona: Persona, duenio: int) -> None:
    """Who may connect: only root and the owner of the data folder, through the socket, as asked.

    Written at each start, so that it is true after a `chown` or a move to another machine.
    """
    try:
        nombres = {pwd.getpwuid(uid).pw_name for uid in {0, duenio}}
    except KeyError as error:
        raise NoArranca(
            f"El usuario {duenio} no tiene nombre en este sistema y PostgreSQL lo exige; "
            "añádalo a /etc/passwd o use DATABASE_URL."
        ) from error
    roles = (SUPERUSUARIO, PROPIETARIO, WEB)
    lineas = [f'portal "{nombre}" {rol}\n' for nombre in sorted(nombres) for rol in roles]
    datos.escribir("pg_ident.conf", "".join(lineas), persona)
    reglas = "local all all peer map=portal\nlocal replication postgres peer map=portal\n"
    datos.escribir("pg_hba.conf", reglas, persona)


def olvidar_proceso_muerto(datos: CarpetaAbierta, persona: Persona) -> None:
    """Mark the process of a leftover postmaster.pid as gone.

    Called while holding the server's lock, which every process of the server keeps: none is left.
    But its number may be another program's by now (always, in a restarted container), and
    PostgreSQL would then refuse to start. The rest of the file is kept: by the shared memory it
    names, PostgreSQL makes sure once more that nobody uses the data.
    """
    try:
        texto = (datos.carpeta / "postmaster.pid").read_text()
    except FileNotFoundError:
        return
    _pid, salto, resto = texto.partition("\n")
    inexistente = 2**31 - 2  # above any limit of the kernel
    datos.escribir("postmaster.pid", f"{inexistente}{salto}{resto}", persona)
