"""Nobody learns who has an account: the same words, the same work, the same time."""

import re
import statistics
import time

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher, PBKDF2PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from gobierno_abierto.cuentas.models import Usuario
from tests.cuentas.conftest import CLAVE, entrar

pytestmark = pytest.mark.django_db

OLVIDADA = "/cuenta/contrasena/olvidada/"
FICHA = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
QUIENES = ["ana", "ana@ejemplo.mx", "terminada", "terminada@ejemplo.mx", "inactiva"]


class Lento(PBKDF2PasswordHasher):
    """Strong enough to be what a sign-in mostly does, and no more."""

    iterations = 150_000


@pytest.fixture
def cuentas(sentar):
    sentar("ana")
    sentar("terminada", hasta="2021-01-01")
    inactiva = sentar("inactiva")
    inactiva.is_active = False
    inactiva.save()


def pagina(respuesta, *quienes: str) -> bytes:
    """The answer, tokens apart, and what was typed."""
    cuerpo = FICHA.sub(b"", respuesta.content)
    for quien in quienes:
        cuerpo = cuerpo.replace(f'value="{quien}"'.encode(), b"X")
    return cuerpo


@pytest.fixture
def hechos(monkeypatch) -> list[str]:
    """Each password that is hashed."""
    llamadas: list[str] = []
    original = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, contrasena, sal: (
            llamadas.append(contrasena) or original(self, contrasena, sal)
        ),
    )
    return llamadas


@pytest.mark.usefixtures("cuentas")
class TestEntrar:
    @pytest.mark.parametrize("quien", QUIENES)
    def test_same_words_byte_by_byte(self, client, quien):
        desconocido = quien.replace("a", "z")
        con_cuenta = entrar(client, quien, "no es esta")
        sin_cuenta = entrar(client, desconocido, "no es esta")
        assert con_cuenta.status_code == sin_cuenta.status_code == 200
        assert "La cuenta o la contraseña no son correctas." in con_cuenta.content.decode()
        assert pagina(con_cuenta, quien) == pagina(sin_cuenta, desconocido)
        for respuesta in (con_cuenta, sin_cuenta):
            del respuesta["Expires"], respuesta["X-Request-ID"]  # the instant and name of each
        assert con_cuenta.headers == sin_cuenta.headers

    @pytest.mark.parametrize("quien", ["terminada", "inactiva", "terminada@ejemplo.mx"])
    def test_its_own_password_opens_no_other_answer(self, client, quien):
        buena = entrar(client, quien, CLAVE)
        mala = entrar(client, quien, "no es esta")
        assert pagina(buena) == pagina(mala)

    @pytest.mark.parametrize("quien", [*QUIENES, "nadie", "nadie@ejemplo.mx"])
    def test_one_password_is_hashed(self, client, hechos, quien):
        hechos.clear()
        entrar(client, quien, "no es esta")
        assert hechos == ["no es esta"]

    def test_same_time(self, client, settings):
        """Real hashing, interleaved; the medians are near each other."""
        settings.PASSWORD_HASHERS = ["tests.cuentas.test_enumeracion.Lento"]
        ana = Usuario.objects.get(username="ana")
        ana.set_password(CLAVE)
        ana.save()
        tiempos: dict[str, list[float]] = {"ana@ejemplo.mx": [], "nadie@ejemplo.mx": []}
        for _ in range(7):
            for quien, suyos in tiempos.items():
                cache.clear()
                inicio = time.process_time()  # what this process worked, however busy the machine
                entrar(client, quien, "no es esta")
                suyos.append(time.process_time() - inicio)
        con_cuenta, sin_cuenta = map(statistics.median, tiempos.values())
        assert con_cuenta == pytest.approx(sin_cuenta, rel=0.4)


@pytest.mark.usefixtures("cuentas")
class TestContrasenaOlvidada:
    @pytest.mark.parametrize(
        "correo", ["ana@ejemplo.mx", "terminada@ejemplo.mx", "nadie@ejemplo.mx"]
    )
    def test_the_page_only_queues(self, client, correo):
        """No account is looked for, and no mail goes out, before the answer."""
        respuesta = client.post(OLVIDADA, {"email": correo})
        assert respuesta["Location"] == "/cuenta/contrasena/olvidada/enviada/"
        assert respuesta.content == b""
        (tarea,) = DBTaskResult.objects.all()
        assert tarea.args_kwargs["args"][0] == correo
        assert mail.outbox == []

    def test_same_work(self, client):
        hechas = []
        for correo in ("ana@ejemplo.mx", "nadie@ejemplo.mx"):
            cache.clear()
            with CaptureQueriesContext(connection) as consultas:
                client.post(OLVIDADA, {"email": correo})
            hechas.append([c["sql"].split(" ")[0] for c in consultas])
            assert not any("cuentas_usuario" in c["sql"] for c in consultas)
        assert hechas[0] == hechas[1]

    def test_the_queue_holds_no_link(self, client):
        client.post(OLVIDADA, {"email": "ana@ejemplo.mx"})
        (tarea,) = DBTaskResult.objects.all()
        assert "contrasena/nueva" not in str(tarea.args_kwargs)
