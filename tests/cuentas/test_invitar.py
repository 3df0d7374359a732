"""A side invites its own, by mail: whom, where, and what the mail does not open."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from gobierno_abierto.portal.api import REGISTROS
from secretariados.models import Institucion, Invitacion
from tests.cuentas.invitaciones import AGREGAR, INVITACIONES, OCUPACIONES, datos
from tests.secretariados.factories import AsientoFactory

pytestmark = pytest.mark.django_db


class TestInvitar:
    def test_a_member_invites_to_its_side(self, client, ana, asiento):
        client.force_login(ana)
        assert client.post(AGREGAR, datos(asiento))["Location"] == INVITACIONES
        invitacion = Invitacion.objects.get()
        assert invitacion.invita == ana
        assert invitacion.caduca_en - invitacion.creada_en == timedelta(days=7)
        assert mail.outbox == []  # the worker's
        (tarea,) = DBTaskResult.objects.all()
        assert tarea.args_kwargs["args"] == [invitacion.pk, "http://testserver", "es-mx"]

    def test_the_mail_has_one_link_and_its_secret_is_nowhere_else(self, invitar):
        _, enlace = invitar()
        (correo,) = mail.outbox
        assert correo.to == ["eva@ejemplo.mx"]
        assert correo.body.count("http") == 1
        assert "Miembro: habla por su lado" in correo.body
        secreto = enlace.split("/")[-2]
        with connection.cursor() as cursor:
            for tabla in ("secretariados_invitacion", "django_tasks_database_dbtaskresult"):
                cursor.execute(
                    f"SELECT count(*) FROM {tabla} t WHERE t::text LIKE %s", [f"%{secreto}%"]
                )
                assert cursor.fetchone() == (0,)

    @pytest.mark.parametrize("de", ["otro lado", "otro secretariado", "sin lado"])
    def test_not_to_what_is_not_its_own(self, client, ana, secretariado, de):
        ajeno = {
            "otro lado": lambda: AsientoFactory(secretariado=secretariado, lado="sociedad_civil"),
            "otro secretariado": lambda: AsientoFactory(lado="gobierno"),
            "sin lado": lambda: AsientoFactory(
                secretariado=secretariado, papel="invitado", lado=None
            ),
        }[de]()
        client.force_login(ana)
        opciones = client.get(AGREGAR).context["adminform"].form.fields["asiento"].queryset
        assert ajeno not in opciones
        assert client.post(AGREGAR, datos(ajeno)).status_code == 200
        assert not Invitacion.objects.exists()

    def test_who_evaluates_is_invited_by_the_administrator_alone(
        self, client, ana, asiento, administradora, secretariado
    ):
        quien = datos(asiento) | {
            "rol": "evaluador",
            "asiento": "",
            "secretariado": secretariado.pk,
        }
        client.force_login(ana)
        pagina = client.get(AGREGAR).content.decode()
        assert "evaluador" not in pagina
        assert client.post(AGREGAR, quien).status_code == 200
        assert not Invitacion.objects.exists()
        client.force_login(administradora)
        assert client.post(AGREGAR, quien).status_code == 302
        assert Invitacion.objects.get().rol == "evaluador"

    @pytest.mark.parametrize("rol", ["enlace", "moderador", "evaluador"])
    def test_the_other_roles_invite_nobody(self, client, sentar, rol):
        de_enlace = {"institucion": Institucion.objects.first()} if rol == "enlace" else {}
        client.force_login(sentar("beto", rol=rol, **de_enlace))
        for ruta in (AGREGAR, INVITACIONES, OCUPACIONES):
            assert client.get(ruta).status_code == 403

    def test_an_unknown_address_is_answered_as_a_known_one(self, client, ana, asiento, sentar):
        sentar("beto", lado="sociedad_civil")
        client.force_login(ana)
        respuestas = [
            client.post(AGREGAR, datos(asiento, correo=correo))
            for correo in ("beto@ejemplo.mx", "nadie@ejemplo.mx")
        ]
        assert len({(r.status_code, r["Location"], r.content) for r in respuestas}) == 1

    def test_others_invitations_are_not_there(self, client, ana, sentar, invitar):
        invitacion, _ = invitar()
        client.force_login(sentar("beto", lado="sociedad_civil"))
        assert "eva@" not in client.get(INVITACIONES).content.decode()
        assert client.get(f"{INVITACIONES}{invitacion.pk}/change/").status_code == 404
        client.post(INVITACIONES, {"action": "anular", "_selected_action": invitacion.pk})
        invitacion.refresh_from_db()
        assert invitacion.sirve


def test_the_seats_offered(client, ana, asiento, administradora, secretariado):
    """By secretariat and side; none that ended."""
    acabado = AsientoFactory(
        secretariado=secretariado,
        lado="gobierno",
        hasta=timezone.localdate(),
        hasta_precision="dia",
    )
    otro = AsientoFactory(secretariado=secretariado, lado="sociedad_civil")
    de_ellos = {}
    for quien in (ana, administradora):
        client.force_login(quien)
        caja = client.get(AGREGAR).context["adminform"].form.fields["asiento"]
        de_ellos[quien] = {
            grupo: [v.value for v, _ in pares]
            for grupo, pares in caja.choices
            if isinstance(pares, list)
        }
        assert str(acabado.pk) not in str(de_ellos[quien])
        assert client.post(AGREGAR, datos(acabado)).status_code == 200
    assert de_ellos[ana] == {f"{secretariado} · Gobierno": [asiento.pk]}
    assert de_ellos[administradora][f"{secretariado} · Sociedad civil"] == [otro.pk]
    assert len(de_ellos[administradora]) > 2


def test_none_of_it_is_public():
    """Neither table writes in the ledger, nor has a resource in the API."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'pgtrigger_traza%'"
        )
        con_traza = {tabla for (tabla,) in cursor.fetchall()}
    privadas = {"secretariados_invitacion", "secretariados_ocupacion", "cuentas_usuario"}
    assert con_traza
    assert not con_traza & privadas
    assert not {r.modelo._meta.db_table for r in REGISTROS if hasattr(r, "modelo")} & privadas
