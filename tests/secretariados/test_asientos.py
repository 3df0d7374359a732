"""What may happen to a seat: who holds it, who comes after, who leaves and why."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.compromisos.factories import InstitucionFactory
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
