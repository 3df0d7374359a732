"""What may happen to a seat: who holds it, who comes after, who leaves and why."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gobierno_abierto.comun.roles import Rol
from tests.admin.formularios import datos_del_formulario
from tests.bitacora.conftest import como_web
from tests.compromisos.factories import InstitucionFactory
from tests.cuentas.casas import cuenta
from tests.secretariados.factories import SecretariadoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


@pytest.fixture
def casa():
    return SecretariadoFactory(publicado=True)


def leer(client, casa):
    return " ".join(client.get(f"/secretariados/{casa.clave}/").content.decode().split())


def sentar(casa, lado="sociedad_civil", papel="titular", **campos):
    for fecha in ("desde", "hasta"):
        if campos.get(fecha):
            campos[f"{fecha}_precision"] = "dia"
    return casa.asientos.create(lado=lado, papel=papel, **campos)


def test_holders_alternates_guests_and_who_facilitates(client, casa):
    sentar(casa, "gobierno", oficina="Contraloría")
    sentar(casa, "gobierno", "suplente", oficina="Dirección de enlace")
    sentar(casa, None, "invitado", oficina="Congreso local")
    sentar(casa, None, "facilitador", institucion=InstitucionFactory(publicado=True, nombre="ICMA"))
    pagina = leer(client, casa)
    for dicho in ("Contraloría", "Dirección de enlace", "Congreso local", "ICMA"):
        assert dicho in pagina
    for papel in ("Titular", "Suplente", "Invitado", "Facilitador"):
        assert papel in pagina
    assert pagina.index("Sin lado: invitados") < pagina.index("Congreso local")


def test_the_seat_of_civil_society_rotates(client, casa):
    """One after another, each with its dates, told in order whatever order they were written in."""
    for anio in (2024, 2020, 2022):
        sentar(
            casa, oficina=f"Organización {anio}", desde=date(anio, 1, 1),
            hasta=date(anio + 2, 1, 1), fin_motivo="Terminó su turno",
        )  # fmt: skip
    hoy = timezone.localdate()
    sentar(casa, oficina="Organización de hoy", desde=date(2026, 1, 1))
    pagina = leer(client, casa)
    lugares = [pagina.index(f"Organización {quien}") for quien in (2020, 2022, 2024, "de hoy")]
    assert lugares == sorted(lugares)
    assert "Terminó su turno" in pagina
    assert "Asiento vacante" not in pagina
    firma = casa.asientos.all().que_firman().get(lado="sociedad_civil")
    assert (firma.oficina, hoy.year >= 2026) == ("Organización de hoy", True)


def test_two_do_not_hold_it_at_once(casa):
    sentar(casa, oficina="Una", desde=date(2020, 1, 1))
    with pytest.raises(IntegrityError, match="un_titular_por_lado"), transaction.atomic():
        sentar(casa, oficina="Otra", desde=date(2022, 1, 1))


def test_a_collective_behind_one_seat(client, casa):
    """However many organisations it is of, it is one seat, with one voice."""
    nucleo = InstitucionFactory(
        publicado=True, nombre="Núcleo de organizaciones de Durango", sector="sociedad_civil"
    )
    sentar(casa, institucion=nucleo, oficina="Vocería rotativa")
    firma = casa.asientos.all().que_firman().get(lado="sociedad_civil")
    assert firma.firma == "Vocería rotativa"
    pagina = leer(client, casa)
    assert "Núcleo de organizaciones de Durango" in pagina
    assert "Vocería rotativa" in pagina


def test_a_vacancy_says_since_when_and_why(client, casa):
    ayer = timezone.localdate() - timedelta(days=1)
    sentar(casa, oficina="Núcleo", hasta=ayer, fin_motivo="Se retiró por el espionaje")
    pagina = leer(client, casa)
    vacante = pagina[pagina.index("Asiento vacante") :].split("</p>")[0]
    assert "Se retiró por el espionaje" in vacante
    assert f'datetime="{ayer.isoformat()}"' in vacante
    dado = client.get(f"/api/v1/secretariados/{casa.clave}/").json()["vacantes"]
    assert dado == [
        {
            "lado": "sociedad_civil",
            "desde": ayer.isoformat(),
            "desde_precision": "dia",
            "motivo": "Se retiró por el espionaje",
        }
    ]


def test_who_leaves_next_month_still_sits(client, casa):
    sentar(casa, oficina="Núcleo", hasta=timezone.localdate() + timedelta(days=30))
    assert "Asiento vacante" not in leer(client, casa)
    assert client.get(f"/api/v1/secretariados/{casa.clave}/").json()["vacantes"] == []


def test_an_alternate_who_stays_keeps_the_side(client, casa):
    sentar(casa, oficina="Titular que se fue", hasta=timezone.localdate())
    sentar(casa, papel="suplente", oficina="Suplente")
    assert "Asiento vacante" not in leer(client, casa)


class TestLoQueTermino:
    """A withdrawal is a fact: it is neither undone nor taken off the page."""

    @pytest.fixture
    def asiento(self, casa):
        ayer = timezone.localdate() - timedelta(days=1)
        return sentar(casa, oficina="Núcleo", hasta=ayer, fin_motivo="Se retiró")

    def test_it_does_not_sit_again(self, casa, asiento):
        suyo = casa.asientos.filter(pk=asiento.pk)
        for hasta in (None, timezone.localdate() + timedelta(days=9)):
            precision = hasta and "dia"
            with pytest.raises(IntegrityError, match="ya terminó"), transaction.atomic():
                suyo.update(hasta=hasta, hasta_precision=precision)
        suyo.update(hasta=date(2020, 5, 1))  # its date may be corrected
        assert sentar(casa, oficina="Otra organización", desde=timezone.localdate())

    def test_nor_does_the_web_delete_it(self, asiento):
        with como_web(), pytest.raises(IntegrityError, match="no se borra"), transaction.atomic():
            asiento.delete()

    def test_the_form_says_so(self, casa, asiento):
        navegador = Client()
        navegador.force_login(cuenta(Rol.ADMINISTRADOR, casa))
        direccion = reverse("admin:secretariados_secretariado_change", args=[casa.pk])
        datos = datos_del_formulario(navegador.get(direccion)) | {"motivo": "Volvió"}
        (caja,) = [c for c in datos if c.endswith("-0-hasta")]
        vacia = datos | {caja: "", f"{caja}_precision": ""}
        pagina = navegador.post(direccion, vacia)
        assert "agregue otro con su fecha" in pagina.content.decode()
        borrada = datos | {caja.replace("hasta", "DELETE"): "on"}
        pagina = navegador.post(direccion, borrada)
        assert "es parte de la historia" in pagina.content.decode()
        asiento.refresh_from_db()
        assert asiento.fin_motivo == "Se retiró"
