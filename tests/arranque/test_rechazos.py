"""What cannot be done is refused in one clear line, before anything is touched."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.arranque.banco import RAIZ, Quien, ambiente, manage


def se_rechaza(resultado: subprocess.CompletedProcess[str], *partes: str) -> None:
    """One line on stderr that says all of it, and no success."""
    assert resultado.returncode not in {0, None}
    assert len(resultado.stderr.splitlines()) == 1, resultado.stderr
    for parte in partes:
        assert parte in resultado.stderr


def test_port_in_use(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as ajeno:
        puerto = ajeno.getsockname()[1]
        resultado = manage("portal", "--datos", tmp_path / "d", "--puerto", str(puerto))
    se_rechaza(resultado, f"El puerto {puerto} ya está en uso")
    assert not (tmp_path / "d" / "postgres").exists()


def test_data_folder_that_cannot_be_written(taller: Path, otro_usuario: Quien) -> None:
    cerrada = taller / "sin-permiso"
    cerrada.mkdir()
    cerrada.chmod(0o555)
    resultado = manage("portal", "--datos", cerrada / "d", quien=otro_usuario)
    se_rechaza(resultado, "No se puede escribir", str(cerrada), "permiso denegado")


def test_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "d").touch()
    se_rechaza(manage("portal", "--datos", tmp_path / "d"), "no es una carpeta")


@pytest.mark.parametrize(
    ("opciones", "parte"),
    [
        (["--puerto", "ocho mil"], "--puerto: «ocho mil» no es un número de 1 a 65535"),
        (["--puerto", "70000"], "--puerto"),
        (["--trabajadores", "1"], "--trabajadores: «1» no es un número de 2 a 32"),
        (["--host", "no.existe.invalid"], "--host: no se conoce «no.existe.invalid»"),
        (["--puertos", "8000"], "Opción no válida"),
        (["--datos"], "Opción no válida"),
    ],
)
def test_bad_options(opciones: list[str], parte: str, tmp_path: Path) -> None:
    variables = {"DATOS_DIR": str(tmp_path / "d")}
    se_rechaza(manage("portal", *opciones, **variables), parte)


@pytest.mark.parametrize(
    ("variable", "valor"),
    [
        ("DATABASE_URL", "mysql://ana:secreto@servidor/base"),
        ("DATABASE_URL", "postgres://ana:secreto@servidor:puerto/base"),
        ("DATABASE_URL", "postgres://ana:secreto@servidor"),
        ("DATABASE_URL", "secreto"),
        ("DEBUG", "quizá"),
        ("SITIO_URL", "portal.example.org"),
        ("SITIO_URL", "https://portal.example.org/ruta"),
        ("ALLOWED_HOSTS", "https://portal.example.org"),
        ("DATOS_DIR", "~nadie-se-llama-asi/datos"),
    ],
)
def test_malformed_variables(
    variable: str, valor: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from gobierno_abierto.arranque.entorno import Entorno

    monkeypatch.setenv(variable, valor)
    with pytest.raises(SystemExit) as salida:
        Entorno.leer(tmp_path)
    mensaje = str(salida.value)
    assert variable in mensaje
    assert "secreto" not in mensaje
    assert len(mensaje.splitlines()) == 1


@pytest.mark.parametrize("orden", ["portal", "check", "migrate"])
def test_malformed_variable_ends_the_command_without_traceback(orden: str) -> None:
    se_rechaza(manage(orden, DEBUG="quizá"), "DEBUG", "quizá")


def test_web_worker_without_traceback_too() -> None:
    resultado = subprocess.run(
        [sys.executable, "-c", "import gobierno_abierto.wsgi"],
        cwd=RAIZ, env=ambiente(SITIO_URL="x"), capture_output=True, text=True, check=False,
    )  # fmt: skip
    se_rechaza(resultado, "SITIO_URL")
