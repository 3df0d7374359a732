"""Secrets of the second factor at rest, and what becomes of them when SECRET_KEY changes."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache import cache
from django.db import connection
from django.test import Client

from gobierno_abierto.cuentas.cifrado import recifrar
from tests.cuentas.conftest import SECRETO, codigo, con_aplicacion, entrar, esta_dentro

pytestmark = pytest.mark.django_db

CODIGO = "/cuenta/entrar/codigo/"


def entra_con(prueba: str) -> bool:
    cache.clear()  # the same half minute's code, again
    navegador = Client()
    entrar(navegador, "ana")
    assert navegador.post(CODIGO, {"code": prueba}).status_code in (200, 302)
    return esta_dentro(navegador)


def en_la_tabla() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, ' ') FROM mfa_authenticator t")
        return cursor.fetchone()[0]


def dejar_sin_cifrar(cuenta) -> None:
    """As they were kept before."""
    for factor in Authenticator.objects.filter(user=cuenta):
        factor.data = (
            {"secret": SECRETO} if factor.type == "totp" else {"migrated_codes": ["12345678"]}
        )
        factor.save()


def test_whoever_reads_the_table_has_no_codes(ana):
    recuperacion = con_aplicacion(ana)
    semilla = RecoveryCodes.activate(ana).instance.data["seed"]
    assert SECRETO not in en_la_tabla()
    assert semilla.startswith("gAAAA")
    assert entra_con(codigo())
    assert entra_con(recuperacion[0])


def test_a_former_key_still_opens_and_then_is_not_needed(ana, settings):
    uno, dos, tres, *_ = con_aplicacion(ana)
    ayer, settings.SECRET_KEY = settings.SECRET_KEY, "la de hoy"
    settings.SECRET_KEY_FALLBACKS = [ayer]
    assert entra_con(codigo())
    assert entra_con(uno)
    assert recifrar() == 2
    assert recifrar() == 0
    settings.SECRET_KEY_FALLBACKS = []
    assert entra_con(codigo())
    assert entra_con(dos)
    assert not entra_con(uno)  # what was used stays used
    assert entra_con(tres)


def test_with_the_key_lost_no_code_is_right_and_nothing_breaks(ana, settings, caplog):
    recuperacion = con_aplicacion(ana)
    antes = en_la_tabla()
    settings.SECRET_KEY = "otra"
    assert not entra_con(codigo())
    assert not entra_con(recuperacion[0])
    assert "¿cambió SECRET_KEY?" in caplog.text
    assert recifrar() == 0
    assert en_la_tabla() == antes  # the key may still turn up


def test_what_was_kept_as_it_was_serves_and_is_sealed(ana):
    con_aplicacion(ana)
    dejar_sin_cifrar(ana)
    assert entra_con(codigo())
    assert recifrar() == 2
    assert SECRETO not in en_la_tabla()
    assert "12345678" not in en_la_tabla()
    assert entra_con(codigo())
    assert entra_con("12345678")


def test_passkeys_have_no_secret_here(ana):
    llave = Authenticator.objects.create(user=ana, type="webauthn", data={"name": "llave"})
    assert recifrar() == 0
    llave.refresh_from_db()
    assert llave.data == {"name": "llave"}
