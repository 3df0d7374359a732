"""A side invites its own, by mail, and ends them: whose, how, and what it does not open."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from gobierno_abierto.cuentas.models import Usuario
from gobierno_abierto.portal.api import REGISTROS
from secretariados.envios import reenviar
from secretariados.invitaciones import NoSirve, aceptar, mandar_invitacion
from secretariados.models import Envio, Institucion, Invitacion, Jurisdiccion, Ocupacion
from tests.cuentas.conftest import CLAVE, con_aplicacion, entrar, esta_dentro
from tests.secretariados.factories import AsientoFactory, SecretariadoFactory

pytestmark = pytest.mark.django_db

AGREGAR = "/admin/secretariados/invitacion/add/"
INVITACIONES = "/admin/secretariados/invitacion/"
OCUPACIONES = "/admin/secretariados/ocupacion/"
ACEPTAR = "/cuenta/invitacion/"
NUEVA = {"password1": CLAVE, "password2": CLAVE}


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


def datos(asiento, **campos):
    return {
        "correo": "eva@ejemplo.mx",
        "rol": "miembro",
        "asiento": asiento.pk,
        "desde": timezone.localdate().isoformat(),
    } | campos


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


class TestAceptar:
    def test_the_link_makes_the_account(self, client, invitar, asiento):
        invitacion, enlace = invitar()
        abierta = client.get(enlace)
        assert abierta["Location"] == ACEPTAR
        pagina = client.get(ACEPTAR).content.decode()
        assert "eva@ejemplo.mx" in pagina
        assert client.post(ACEPTAR, NUEVA)["Location"] == "/cuenta/entrar/"
        eva = Usuario.objects.get(username="eva@ejemplo.mx")
        ocupacion = eva.ocupaciones.get()
        assert (ocupacion.rol, ocupacion.asiento) == ("miembro", asiento)
        invitacion.refresh_from_db()
        assert invitacion.aceptada_en
        assert entrar(client, "eva@ejemplo.mx").status_code == 302
        assert client.get("/admin/").status_code == 200

    def test_opening_it_spends_nothing(self, client, invitar):
        _, enlace = invitar()
        for _ in range(3):
            otro = Client()
            assert otro.get(enlace).status_code == 302
            assert otro.head(enlace).status_code == 302
            assert otro.get(ACEPTAR).status_code == 200
        assert not Usuario.objects.filter(email="eva@ejemplo.mx").exists()

    def test_what_the_answers_carry(self, client, invitar):
        _, enlace = invitar()
        abierta = client.get(enlace)
        assert abierta["Referrer-Policy"] == "no-referrer"
        for respuesta in (abierta, client.get(ACEPTAR), client.get(enlace[:-3] + "xx/")):
            assert "no-store" in respuesta["Cache-Control"]
            assert "noindex" in respuesta["X-Robots-Tag"]
        assert enlace.split("/")[-2] not in client.get(ACEPTAR).content.decode()

    @pytest.mark.parametrize(
        "como", ["usada", "caducada", "anulada", "inventada", "de quien acabó"]
    )
    def test_one_page_for_all_that_serve_no_more(self, client, invitar, ana, como):
        invitacion, enlace = invitar()
        if como == "usada":
            aceptar(invitacion_huella(invitacion), None, CLAVE)
        elif como == "caducada":
            Invitacion.objects.update(caduca_en=timezone.now() - timedelta(seconds=1))
        elif como == "anulada":
            Invitacion.objects.all().anular()
        elif como == "de quien acabó":
            ana.ocupaciones.all().terminar()
        else:
            enlace = ACEPTAR + "A" * 43 + "/"
        respuesta = client.get(enlace)
        assert respuesta.status_code == 410
        assert "Esta invitación ya no sirve" in respuesta.content.decode()
        assert client.get(ACEPTAR).status_code == 410
        assert client.post(ACEPTAR, NUEVA).status_code == 410

    def test_a_replay_with_the_page_already_open(self, client, invitar):
        _, enlace = invitar()
        otro = Client()
        for navegador in (client, otro):
            navegador.get(enlace)
        client.post(ACEPTAR, NUEVA)
        assert (
            otro.post(
                ACEPTAR, {"password1": "Robada-por-otro-9", "password2": "Robada-por-otro-9"}
            ).status_code
            == 410
        )
        assert Usuario.objects.get(username="eva@ejemplo.mx").check_password(CLAVE)
        assert Ocupacion.objects.filter(usuario__username="eva@ejemplo.mx").count() == 1

    def test_sent_again_the_link_before_serves_no_more(self, client, invitar):
        invitacion, viejo = invitar()
        mandar_invitacion.call(invitacion.pk, "http://testserver", "es-mx")
        assert client.get(viejo).status_code == 410

    def test_a_foreign_one(self, client, invitar, sentar):
        _, enlace = invitar()
        client.force_login(sentar("beto", lado="sociedad_civil"))
        client.get(enlace)
        for respuesta in (client.get(ACEPTAR), client.post(ACEPTAR, NUEVA)):
            assert respuesta.status_code == 403
            assert "es para otra cuenta" in respuesta.content.decode()
            assert "eva@" not in respuesta.content.decode()
        assert not Usuario.objects.filter(username="eva@ejemplo.mx").exists()

    def test_an_account_that_exists_signs_in_first(self, client, invitar, sentar):
        beto = sentar("beto")
        _, enlace = invitar("beto@ejemplo.mx")
        client.get(enlace)
        assert client.get(ACEPTAR)["Location"] == f"/cuenta/entrar/?next={ACEPTAR}"
        assert client.post(ACEPTAR, NUEVA).status_code == 302
        assert beto.ocupaciones.count() == 1
        entrar(client, "beto", next=ACEPTAR)
        assert 'type="password"' not in client.get(ACEPTAR).content.decode()
        assert client.post(ACEPTAR)["Location"] == "/admin/"
        assert beto.ocupaciones.count() == 2

    def test_who_speaks_for_another_side_takes_no_place_in_this(self, client, invitar, sentar):
        beto = sentar("beto", lado="sociedad_civil")
        _, enlace = invitar("beto@ejemplo.mx")
        client.force_login(beto)
        client.get(enlace)
        assert client.post(ACEPTAR).status_code == 410
        assert {o.asiento.lado for o in beto.ocupaciones.all()} == {"sociedad_civil"}

    def test_of_two_addresses_that_look_alike_each_is_its_own(self, client, invitar, sentar):
        """A dotless «ı» is no «i»: nobody opens another's account with it."""
        fin = sentar("fin", hasta="2021-01-01")
        _, enlace = invitar("fın@ejemplo.mx")
        client.get(enlace)
        client.post(ACEPTAR, NUEVA)
        fin.refresh_from_db()
        assert not fin.puede_entrar
        assert Usuario.objects.filter(username="fın@ejemplo.mx").exists()

    def test_an_account_that_had_ended_comes_back_with_its_second_factor(
        self, client, invitar, sentar
    ):
        beto = sentar("beto", hasta="2021-01-01")
        con_aplicacion(beto)
        _, enlace = invitar("beto@ejemplo.mx")
        client.get(enlace)
        otra = {"password1": "Otra-muy-distinta-88", "password2": "Otra-muy-distinta-88"}
        assert client.post(ACEPTAR, otra).status_code == 302
        respuesta = entrar(client, "beto", "Otra-muy-distinta-88")
        assert respuesta["Location"] == "/cuenta/entrar/codigo/"

    @pytest.mark.parametrize("quien", ["inactiva", "administradora"])
    def test_some_accounts_take_no_place(self, client, invitar, sentar, administradora, quien):
        if quien == "inactiva":
            sentar("beto")
            Usuario.objects.filter(username="beto").update(is_active=False)
        _, enlace = invitar("beto@ejemplo.mx" if quien == "inactiva" else "admin@ejemplo.mx")
        if quien == "administradora":
            client.force_login(administradora)
        client.get(enlace)
        antes = Ocupacion.objects.count()
        assert client.post(ACEPTAR, NUEVA).status_code == 410
        assert Ocupacion.objects.count() == antes

    @pytest.mark.parametrize(
        ("uno", "dos", "dicho"),
        [
            ("corta7", "corta7", "muy corta"),
            ("eva@ejemplo.mx", "eva@ejemplo.mx", "muy similar"),
            (CLAVE, CLAVE + "x", "No es la misma contraseña."),
        ],
    )
    def test_the_password_has_rules(self, client, invitar, uno, dos, dicho):
        _, enlace = invitar()
        client.get(enlace)
        respuesta = client.post(ACEPTAR, {"password1": uno, "password2": dos})
        assert respuesta.status_code == 200
        assert dicho in respuesta.content.decode()

    def test_csrf(self, invitar):
        _, enlace = invitar()
        navegador = Client(enforce_csrf_checks=True)
        navegador.get(enlace)
        assert navegador.post(ACEPTAR, NUEVA).status_code == 403
        assert not Usuario.objects.filter(username="eva@ejemplo.mx").exists()


class TestVolverAEnviar:
    def reenviar(self, client, *invitaciones):
        elegidas = [i.pk for i in invitaciones]
        datos = {"action": "volver_a_enviar", "_selected_action": elegidas}
        return client.post(INVITACIONES, datos, follow=True).content.decode()

    def enlace_nuevo(self) -> str:
        """What the worker mails, of the last that was queued."""
        mail.outbox.clear()
        mandar_invitacion.call(
            *DBTaskResult.objects.order_by("enqueued_at").last().args_kwargs["args"]
        )
        return re.search(r"http://testserver(\S+)", mail.outbox[0].body).group(1)

    def test_another_link_and_the_one_before_stops_at_once(self, client, ana, invitar):
        invitacion, viejo = invitar()
        Invitacion.objects.update(caduca_en=timezone.now() + timedelta(hours=1))
        client.force_login(ana)
        assert "Va otro enlace para eva@ejemplo.mx" in self.reenviar(client, invitacion)
        assert Client().get(viejo).status_code == 410  # before the worker gets to it
        nuevo = self.enlace_nuevo()
        assert nuevo != viejo
        assert Client().get(viejo).status_code == 410
        assert Client().get(nuevo).status_code == 302
        invitacion.refresh_from_db()
        assert timedelta(days=6) < invitacion.caduca_en - timezone.now() < timedelta(days=8)

    def test_it_is_dated_and_says_by_whom(self, client, ana, invitar):
        invitacion, _ = invitar()
        client.force_login(ana)
        self.reenviar(client, invitacion)
        (envio,) = Envio.objects.all()
        assert envio.quien == ana
        fila = client.get(INVITACIONES).context["cl"].result_list[0]
        assert fila.mandada_en == envio.pedido_en
        ficha = client.get(f"{INVITACIONES}{invitacion.pk}/change/").content.decode()
        assert "Mandada:" in ficha

    def test_one_that_expired_serves_again(self, client, ana, invitar):
        invitacion, viejo = invitar()
        Invitacion.objects.update(caduca_en=timezone.now() - timedelta(days=1))
        client.force_login(ana)
        self.reenviar(client, invitacion)
        assert Client().get(viejo).status_code == 410
        assert Client().get(self.enlace_nuevo()).status_code == 302

    def test_who_sends_it_again_answers_for_it(self, client, ana, sentar, invitar):
        """Who first did may be gone, and with her what she had given."""
        invitacion, _ = invitar()
        ana.ocupaciones.all().terminar()
        beto = sentar("beto")
        client.force_login(beto)
        self.reenviar(client, invitacion)
        invitacion.refresh_from_db()
        assert invitacion.invita == beto
        assert Client().get(self.enlace_nuevo()).status_code == 302

    @pytest.mark.parametrize("quien", ["otro lado", "otro secretariado"])
    def test_not_by_who_may_not_invite_there(self, client, invitar, sentar, quien):
        invitacion, viejo = invitar()
        if quien == "otro lado":
            client.force_login(sentar("beto", lado="sociedad_civil"))
        else:
            client.force_login(sentar("beto", secretariado=SecretariadoFactory(publicado=True)))
        self.reenviar(client, invitacion)
        assert Client().get(viejo).status_code == 302
        assert not Envio.objects.exists()

    def test_the_administrator_may(self, client, invitar, administradora):
        invitacion, viejo = invitar()
        client.force_login(administradora)
        self.reenviar(client, invitacion)
        assert Client().get(viejo).status_code == 410
        assert Client().get(self.enlace_nuevo()).status_code == 302

    @pytest.mark.parametrize("como", ["aceptada", "anulada"])
    def test_what_is_over_is_not_sent(self, client, ana, invitar, como):
        invitacion, _ = invitar()
        if como == "aceptada":
            aceptar(invitacion_huella(invitacion), None, CLAVE)
        else:
            Invitacion.objects.all().anular()
        client.force_login(ana)
        assert "no hay qué volver a enviar" in self.reenviar(client, invitacion)
        assert not Envio.objects.exists()


class TestLimites:
    @pytest.fixture(autouse=True)
    def _pocas(self, monkeypatch):
        monkeypatch.setattr("secretariados.envios.PENDIENTES", 3)
        monkeypatch.setattr("secretariados.envios.POR_HORA", 2)

    def test_of_pending_ones(self, client, ana, asiento, invitar):
        for n in range(3):
            invitar(f"x{n}@ejemplo.mx")
        client.force_login(ana)
        respuesta = client.post(AGREGAR, datos(asiento))
        assert respuesta.status_code == 200
        assert "Puede tener 3 invitaciones sin aceptar y tiene 3" in respuesta.content.decode()
        assert Invitacion.objects.count() == 3
        Invitacion.objects.filter(correo="x0@ejemplo.mx").anular()
        assert client.post(AGREGAR, datos(asiento)).status_code == 302

    def test_what_expired_does_not_count_until_it_is_sent_again(self, client, ana, invitar):
        vieja, _ = invitar("vieja@ejemplo.mx")
        Invitacion.objects.update(caduca_en=timezone.now() - timedelta(days=1))
        for n in range(3):
            invitar(f"x{n}@ejemplo.mx")
        client.force_login(ana)
        dicho = TestVolverAEnviar().reenviar(client, vieja)
        assert "anule alguna" in dicho
        assert not Envio.objects.exists()

    def test_of_sends_in_an_hour(self, client, ana, asiento):
        client.force_login(ana)
        for n in range(2):
            assert (
                client.post(AGREGAR, datos(asiento, correo=f"x{n}@ejemplo.mx")).status_code == 302
            )
        dicho = client.post(AGREGAR, datos(asiento)).content.decode()
        assert "Puede mandar 2 invitaciones por hora y ya mandó 2." in dicho
        assert re.search(r"Podrá mandar otra desde las \d\d:\d\d\.", dicho)
        una = Invitacion.objects.first()
        assert "Puede mandar 2 invitaciones" in TestVolverAEnviar().reenviar(client, una)
        assert DBTaskResult.objects.count() == 2
        Envio.objects.update(pedido_en=timezone.now() - timedelta(minutes=61))
        assert client.post(AGREGAR, datos(asiento)).status_code == 302

    def test_all_that_were_chosen_or_none(self, client, ana, invitar):
        elegidas = [invitar(f"x{n}@ejemplo.mx")[0] for n in range(3)]
        client.force_login(ana)
        dicho = TestVolverAEnviar().reenviar(client, *elegidas)
        assert "Puede mandar 2 invitaciones por hora: elija menos." in dicho
        assert not DBTaskResult.objects.exists()

    def test_each_person_has_her_own(self, client, ana, asiento, sentar):
        client.force_login(ana)
        for n in range(2):
            client.post(AGREGAR, datos(asiento, correo=f"x{n}@ejemplo.mx"))
        client.force_login(sentar("beto"))
        assert client.post(AGREGAR, datos(asiento)).status_code == 302


def test_the_seats_offered(client, ana, asiento, administradora, secretariado):
    """By secretariat and side; none that ended."""
    acabado = AsientoFactory(
        secretariado=secretariado, lado="gobierno", hasta="2020-01-01", hasta_precision="dia"
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


def invitacion_huella(invitacion) -> str:
    invitacion.refresh_from_db()
    return invitacion.huella


class TestTerminar:
    def test_at_once_sessions_included(self, client, ana, sentar):
        beto = sentar("beto")
        de_beto = Client()
        entrar(de_beto, "beto")
        entrar(client, "ana")
        suya = beto.ocupaciones.get()
        cual = {"action": "terminar", "_selected_action": suya.pk}
        pagina = client.post(OCUPACIONES, cual).content.decode()
        assert "Terminan hoy" in pagina
        assert "usted también queda fuera" not in pagina
        assert esta_dentro(de_beto)
        assert client.post(OCUPACIONES, cual | {"seguro": "1"}).status_code == 302
        suya.refresh_from_db()
        assert suya.hasta is not None
        assert not esta_dentro(de_beto)
        assert de_beto.get("/admin/")["Location"] == "/cuenta/entrar/?next=/admin/"
        suya.hasta = None
        suya.save()
        assert not esta_dentro(de_beto)  # the session itself is gone

    def test_its_own_after_being_told(self, client, ana):
        entrar(client, "ana")
        cual = {"action": "terminar", "_selected_action": ana.ocupaciones.get().pk}
        pagina = client.post(OCUPACIONES, cual).content.decode()
        assert "usted también queda fuera" in pagina
        assert "Nadie más habla por este lado: Gobierno" in pagina
        client.post(OCUPACIONES, cual | {"seguro": "1"})
        assert not esta_dentro(client)

    def test_another_role_in_force_keeps_the_session(self, client, ana, sentar):
        beto = sentar("beto")
        otra = Ocupacion.objects.create(
            usuario=beto, asiento=AsientoFactory(lado="gobierno"), desde="2020-01-01"
        )
        entrar(client, "beto")
        beto.ocupaciones.exclude(pk=otra.pk).terminar()
        assert esta_dentro(client)

    def test_what_had_not_begun_and_what_was_over(self, sentar):
        futura = sentar("beto", desde="2999-01-01").ocupaciones
        pasada = sentar("caro", hasta="2021-01-01").ocupaciones
        assert futura.all().terminar() == 1
        assert pasada.all().terminar() == 0
        assert str(futura.get().hasta) == "2999-01-01"
        assert str(pasada.get().hasta) == "2021-01-01"

    @pytest.mark.parametrize("de", ["otro lado", "otro secretariado"])
    def test_nobody_elses(self, client, ana, sentar, de):
        beto = (
            sentar("beto", lado="organo_garante")
            if de == "otro lado"
            else sentar("beto", secretariado=SecretariadoFactory(publicado=True))
        )
        suya = beto.ocupaciones.get()
        client.force_login(ana)
        assert "beto" not in client.get(OCUPACIONES).content.decode()
        assert client.get(f"{OCUPACIONES}{suya.pk}/change/").status_code == 404
        cual = {"action": "terminar", "_selected_action": suya.pk, "seguro": "1"}
        client.post(OCUPACIONES, cual)
        suya.refresh_from_db()
        assert suya.hasta is None

    def test_the_administrator_ends_any(self, client, administradora, ana, sentar):
        sentar("beto", rol="evaluador")
        client.force_login(administradora)
        todas = list(Ocupacion.objects.values_list("pk", flat=True))
        client.post(OCUPACIONES, {"action": "terminar", "_selected_action": todas, "seguro": "1"})
        assert not Ocupacion.objects.vigentes().exists()

    def test_nobody_writes_an_occupation_by_hand(self, client, administradora, ana):
        client.force_login(administradora)
        suya = ana.ocupaciones.get()
        assert client.get(f"{OCUPACIONES}add/").status_code == 403
        ruta = f"{OCUPACIONES}{suya.pk}/"
        assert client.post(f"{ruta}change/", {"rol": "moderador"}).status_code == 403
        assert client.post(f"{ruta}delete/", {"post": "yes"}).status_code == 403


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


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("lugares")
def test_two_acceptances_at_once_make_one_account(invitar):
    invitacion, _ = invitar()
    huella = invitacion_huella(invitacion)
    salida = Barrier(4)

    def tomar(n: int) -> bool:
        salida.wait()
        try:
            aceptar(huella, None, f"{CLAVE}{n}")
        except NoSirve:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(4) as hilos:
        tomadas = list(hilos.map(tomar, range(4)))
    assert sorted(tomadas) == [False, False, False, True]
    assert Ocupacion.objects.filter(usuario__username="eva@ejemplo.mx").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("lugares")
def test_of_many_sent_at_once_no_more_go_than_may(ana, invitar, monkeypatch):
    monkeypatch.setattr("secretariados.envios.POR_HORA", 2)
    numeros = [invitar(f"x{n}@ejemplo.mx")[0].pk for n in range(4)]
    salida = Barrier(4)

    def mandar(numero: int) -> bool:
        salida.wait()
        try:
            reenviar(Invitacion.objects.filter(pk=numero), ana, "http://testserver", "es-mx")
        except ValidationError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(4) as hilos:
        mandadas = list(hilos.map(mandar, numeros))
    assert sorted(mandadas) == [False, False, True, True]
    assert Envio.objects.count() == DBTaskResult.objects.count() == 2


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
