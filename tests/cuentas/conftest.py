"""People who come in, and the codes of their telephones."""

import re
import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from gobierno_abierto.cuentas.models import Usuario
from secretariados.invitaciones import mandar_invitacion
from secretariados.models import Invitacion, Jurisdiccion, Ocupacion, Secretariado
from tests.cuentas.casas import hacer_secretariado
from tests.secretariados.factories import AsientoFactory, SecretariadoFactory

CLAVE = "Una-clave-larga-77"
SECRETO = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _sin_intentos_de_antes(db):
    """Attempts are remembered in the database; what another test committed is not this one's."""
    cache.clear()


@pytest.fixture
def administradora() -> Usuario:
    return Usuario.objects.create_superuser("admin", "admin@ejemplo.mx", CLAVE)


@pytest.fixture
def secretariado(historia: None) -> Secretariado:
    return SecretariadoFactory(publicado=True)


@pytest.fixture
def sentar(secretariado):
    """Makes an account and seats it: `sentar("ana", lado="gobierno", rol="miembro")`."""

    def hacer(nombre: str, lado: str = "gobierno", rol: str = "miembro", **campos) -> Usuario:
        cuenta = Usuario.objects.create_user(nombre, f"{nombre}@ejemplo.mx", CLAVE)
        en = campos.pop("secretariado", secretariado)
        campos = {"desde": "2020-01-01"} | campos
        if rol == "evaluador":
            campos["secretariado"] = en
        else:
            campos["asiento"] = AsientoFactory(secretariado=en, lado=lado)
        Ocupacion.objects.create(usuario=cuenta, rol=rol, **campos)
        return cuenta

    return hacer


@pytest.fixture
def ana(sentar) -> Usuario:
    return sentar("ana")


def entrar(client: Client, quien: str, contrasena: str = CLAVE, **datos):
    return client.post("/cuenta/entrar/", {"login": quien, "password": contrasena} | datos)


def esta_dentro(client: Client) -> bool:
    return client.get("/cuenta/").status_code == 200


def codigo(secreto: str = SECRETO, pasos: int = 0) -> str:
    return format_hotp_value(hotp_value(secreto, int(time.time()) // 30 + pasos))


def con_aplicacion(cuenta: Usuario) -> list[str]:
    """Gives it an application of codes. Returns its recovery codes."""
    TOTP.activate(cuenta, SECRETO)
    return RecoveryCodes.activate(cuenta).get_unused_codes()


@pytest.fixture
def casa() -> Secretariado:
    return hacer_secretariado("casa")


@pytest.fixture
def ajeno() -> Secretariado:
    return hacer_secretariado("ajeno")


@pytest.fixture
def asiento(ana):
    return ana.ocupaciones.get().asiento


@pytest.fixture
def invitar(ana, asiento):
    """An invitation made and mailed. Returns it, and the path of its link."""

    def hacer(correo="eva@ejemplo.mx", **campos) -> tuple[Invitacion, str]:
        campos = {"invita": ana, "asiento": asiento, "desde": timezone.localdate()} | campos
        invitacion = Invitacion.objects.create(correo=correo, **campos)
        mail.outbox.clear()
        assert mandar_invitacion.call(invitacion.pk, "http://testserver", "es-mx")
        enlace = re.search(r"http://testserver(\S+)", mail.outbox[0].body).group(1)
        return invitacion, enlace

    return hacer


@pytest.fixture
def lugares(transactional_db):
    """Of the history, which another test that commits may have taken away."""
    hechos = {"publicado_en": timezone.now()}
    pais, _ = Jurisdiccion.objects.get_or_create(
        clave="mx",
        defaults=hechos | {"tipo": "pais", "nombre": "México", "ruta": "MX", "slug": "mx"},
    )
    Jurisdiccion.objects.get_or_create(
        clave="mx-dur",
        defaults=hechos
        | {"tipo": "entidad", "nombre": "Durango", "ruta": "MX/DUR", "slug": "dur", "padre": pais},
    )
