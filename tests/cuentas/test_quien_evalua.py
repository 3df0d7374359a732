"""Whoever evaluates has a seat nowhere: by the forms, by accepting, by SQL, and two at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from gobierno_abierto.cuentas.models import Usuario
from secretariados.invitaciones import NoSirve, aceptar
from secretariados.models import Invitacion, Ocupacion
from tests.cuentas.invitaciones import ACEPTAR, AGREGAR, datos, invitacion_huella
from tests.secretariados.factories import AsientoFactory

pytestmark = pytest.mark.django_db

DICHO = "Quien evalúa no habla por ningún lado"


def a_evaluar(secretariado, **campos):
    return {"rol": "evaluador", "asiento": "", "secretariado": secretariado.pk} | campos


class TestInvitar:
    @pytest.mark.parametrize("como", ["ya lo es", "ya se le ofreció"])
    def test_a_member_is_not_invited_to_evaluate(
        self, client, administradora, asiento, secretariado, invitar, como
    ):
        if como == "ya lo es":
            correo = "ana@ejemplo.mx"
        else:
            correo = "eva@ejemplo.mx"
            invitar(correo)
        antes = Invitacion.objects.count()
        client.force_login(administradora)
        quien = datos(asiento, correo=correo.upper()) | a_evaluar(secretariado)
        pagina = client.post(AGREGAR, quien).content.decode()
        assert DICHO in pagina
        assert Invitacion.objects.count() == antes

    @pytest.mark.parametrize("en", ["ese secretariado", "otro"])
    def test_who_evaluates_is_not_invited_to_a_seat(
        self, client, ana, asiento, sentar, secretariado, en
    ):
        otro = secretariado if en == "ese secretariado" else AsientoFactory().secretariado
        sentar("beto", rol="evaluador", secretariado=otro)
        client.force_login(ana)
        pagina = client.post(AGREGAR, datos(asiento, correo="beto@ejemplo.mx")).content.decode()
        assert DICHO in pagina
        assert not Invitacion.objects.exists()

    def test_who_was_a_member_may_evaluate_afterwards(
        self, client, administradora, asiento, secretariado, ana
    ):
        ana.ocupaciones.all().terminar()
        client.force_login(administradora)
        quien = datos(asiento, correo="ana@ejemplo.mx") | a_evaluar(secretariado)
        assert client.post(AGREGAR, quien).status_code == 302

    @pytest.mark.parametrize(
        ("campos", "dicho"),
        [
            ({"secretariado": ""}, "Diga en qué secretariado evalúa."),
            ({"asiento": "suyo"}, "Quien evalúa no tiene asiento: déjelo en blanco."),
        ],
    )
    def test_what_is_wrong_is_said_once_beside_its_box(
        self, client, administradora, asiento, secretariado, campos, dicho
    ):
        campos = {c: asiento.pk if v == "suyo" else v for c, v in campos.items()}
        client.force_login(administradora)
        respuesta = client.post(AGREGAR, datos(asiento) | a_evaluar(secretariado) | campos)
        errores = respuesta.context["adminform"].form.errors
        assert errores == {next(iter(campos)): [dicho]}
        assert "los demás, al revés" not in respuesta.content.decode()

    def test_who_has_a_side_is_told_of_its_seat(
        self, client, administradora, asiento, secretariado
    ):
        client.force_login(administradora)
        campos = datos(asiento) | {"asiento": "", "secretariado": secretariado.pk}
        errores = client.post(AGREGAR, campos).context["adminform"].form.errors
        assert errores == {
            "asiento": ["Diga desde qué asiento actúa."],
            "secretariado": ["Sólo se escribe de quien evalúa: déjelo en blanco."],
        }


class TestAceptar:
    def test_two_offers_from_before_are_not_both_taken(
        self, client, invitar, secretariado, sentar, administradora
    ):
        """Made by hand, since no form makes the second."""
        beto = sentar("beto")
        _, enlace = invitar(
            "beto@ejemplo.mx", invita=administradora, rol="evaluador", asiento=None,
            secretariado=secretariado,
        )  # fmt: skip
        client.force_login(beto)
        client.get(enlace)
        assert client.post(ACEPTAR).status_code == 410
        assert [o.rol for o in beto.ocupaciones.all()] == ["miembro"]


class TestBase:
    """Raw, as the web's role."""

    def escribir(self, sql, valores):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE gobierno_web")
            cursor.execute(sql, valores)

    def test_no_second_role(self, ana, secretariado):
        with pytest.raises(DatabaseError, match=DICHO):
            self.escribir(
                "INSERT INTO secretariados_ocupacion (usuario_id, rol, secretariado_id, desde) "
                "VALUES (%s, 'evaluador', %s, %s)",
                [ana.pk, secretariado.pk, date(2026, 1, 1)],
            )

    def test_nor_moved_to_the_other_role_or_lengthened_into_it(self, ana, sentar, secretariado):
        suya = Ocupacion.objects.create(
            usuario=ana, rol="evaluador", secretariado=secretariado,
            desde=date(2010, 1, 1), hasta=date(2012, 1, 1),
        )  # fmt: skip
        mover = "UPDATE secretariados_ocupacion SET {} WHERE id = %s"
        with pytest.raises(DatabaseError, match=DICHO):
            self.escribir(mover.format("hasta = NULL"), [suya.pk])
        beto = sentar("beto", rol="evaluador")
        with pytest.raises(DatabaseError, match=DICHO):
            self.escribir(
                mover.format(f"usuario_id = {beto.pk}"), [ana.ocupaciones.exclude(pk=suya.pk)[0].pk]
            )

    def test_to_end_one_is_always_free(self, ana, secretariado):
        """Of who has both from before there was a rule, too."""
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE secretariados_ocupacion DISABLE TRIGGER USER")
            suya = Ocupacion.objects.create(
                usuario=ana, rol="evaluador", secretariado=secretariado, desde=date(2020, 1, 1)
            )
            cursor.execute("ALTER TABLE secretariados_ocupacion ENABLE TRIGGER USER")
        assert Ocupacion.objects.filter(pk=suya.pk).terminar() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("lugares")
def test_two_places_accepted_at_once_make_one(invitar, sentar, secretariado, administradora):
    beto = sentar("beto", hasta="2021-01-01")
    asiento = AsientoFactory(secretariado=secretariado, lado="sociedad_civil")
    comunes = {"correo": beto.email, "invita": administradora}
    ofrecidas = [
        invitar(**comunes, asiento=asiento)[0],
        invitar(**comunes, rol="evaluador", asiento=None, secretariado=secretariado)[0],
    ]
    huellas = [invitacion_huella(invitacion) for invitacion in ofrecidas]
    salida = Barrier(2)

    def tomar(huella: str) -> bool:
        cuenta = Usuario.objects.get(pk=beto.pk)
        salida.wait()
        try:
            aceptar(huella, cuenta)
        except NoSirve:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as hilos:
        assert sorted(hilos.map(tomar, huellas)) == [False, True]
    hoy = timezone.localdate()
    assert beto.ocupaciones.filter(desde=hoy).count() == 1
    assert Usuario.objects.filter(email=beto.email).count() == 1
