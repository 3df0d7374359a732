"""Defaults of the environment, and that reading it leaves no trace."""

from pathlib import Path

import pytest

from gobierno_abierto.arranque.entorno import Entorno, guardar_clave


@pytest.fixture(autouse=True)
def _sin_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("DATABASE_URL", "SITIO_URL", "SECRET_KEY", "DATOS_DIR", "PORTAL_ROL"):
        monkeypatch.delenv(variable, raising=False)


def test_demo_with_nothing_set(tmp_path: Path) -> None:
    entorno = Entorno.leer(tmp_path)
    assert entorno.es_demo
    assert not entorno.debug
    assert entorno.datos_dir == tmp_path / ".datos"
    assert entorno.allowed_hosts == ["localhost", "127.0.0.1", "[::1]"]
    assert entorno.bases_de_datos["default"]["USER"] == "gobierno_propietario"
    assert not list(tmp_path.iterdir())


def test_empty_variables_count_as_unset(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in ("DATABASE_URL", "SITIO_URL", "SECRET_KEY", "DEBUG", "ALLOWED_HOSTS"):
        monkeypatch.setenv(variable, "")
    assert Entorno.leer(tmp_path).es_demo


def test_host_of_the_site_is_allowed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SITIO_URL", "https://portal.example.org/")
    entorno = Entorno.leer(tmp_path)
    assert entorno.sitio_url == "https://portal.example.org"
    assert "portal.example.org" in entorno.allowed_hosts
    assert not entorno.es_demo


def test_key_is_kept_once_and_for_us_only(tmp_path: Path) -> None:
    guardar_clave(tmp_path, "la primera")
    guardar_clave(tmp_path, "otra")
    archivo = tmp_path / "clave_secreta"
    assert archivo.stat().st_mode & 0o777 == 0o600
    assert archivo.read_text() == "la primera"


def test_database_url(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://ana:a%40b@servidor:5433/base?sslmode=require")
    base = Entorno.leer(tmp_path).bases_de_datos["default"]
    assert (base["HOST"], base["PORT"], base["NAME"]) == ("servidor", 5433, "base")
    assert (base["USER"], base["PASSWORD"]) == ("ana", "a@b")
    assert base["OPTIONS"] == {"sslmode": "require"}
    assert base["CONN_HEALTH_CHECKS"]


def test_database_url_of_a_socket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://ana@%2Frun%2FPG/base")
    assert Entorno.leer(tmp_path).bases_de_datos["default"]["HOST"] == "/run/PG"
