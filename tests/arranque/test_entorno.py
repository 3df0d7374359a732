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


def test_former_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SECRET_KEY_FALLBACKS", raising=False)
    assert Entorno.leer(tmp_path).claves_anteriores == []
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", "la de ayer, la de antier")
    assert Entorno.leer(tmp_path).claves_anteriores == ["la de ayer", "la de antier"]


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


def test_without_a_mail_server_mail_is_written_in_a_folder(tmp_path: Path) -> None:
    assert Entorno.leer(tmp_path).correo == {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": tmp_path / ".datos" / "correo",
    }


def test_mail_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://ana:a%40b@correo.example.org:587")
    correo = Entorno.leer(tmp_path).correo
    assert (correo["EMAIL_HOST"], correo["EMAIL_PORT"]) == ("correo.example.org", 587)
    assert (correo["EMAIL_HOST_USER"], correo["EMAIL_HOST_PASSWORD"]) == ("ana", "a@b")
    assert correo["EMAIL_USE_TLS"]


@pytest.mark.parametrize("mala", ["correo.example.org", "http://x", "smtp://"])
def test_a_mail_server_that_is_not_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mala: str
) -> None:
    monkeypatch.setenv("EMAIL_URL", mala)
    with pytest.raises(SystemExit, match="EMAIL_URL"):
        Entorno.leer(tmp_path)


@pytest.mark.parametrize(
    ("sitio", "dado", "limite"),
    [("", "", 0), ("https://x.mx", "", 600), ("https://x.mx", "0", 0), ("", "30", 30)],
)
def test_how_much_the_api_may_be_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sitio: str, dado: str, limite: int
) -> None:
    monkeypatch.setenv("SITIO_URL", sitio)
    monkeypatch.setenv("LIMITE_API", dado)
    assert Entorno.leer(tmp_path).limite_api == limite


def test_a_limit_that_is_no_number(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LIMITE_API", "muchas")
    with pytest.raises(SystemExit, match="LIMITE_API: «muchas»"):
        Entorno.leer(tmp_path)
