"""Agreements and sessions as programs follow them. Literal addresses: they are the contract."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from secretariados.models import Acuerdo
from tests.secretariados.factories import (
    PropuestaFactory,
    SesionFactory,
    adoptar,
    sentar_a_los_tres,
)
from tests.secretariados.test_seguimiento import proponer, sentado

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def lineas(client, recurso, **filtros):
    respuesta = client.get(f"/api/v1/{recurso}.ics", filtros)
    assert respuesta.status_code == 200, respuesta.content
    assert respuesta["Content-Type"] == "text/calendar; charset=utf-8"
    assert respuesta["Access-Control-Allow-Origin"] == "*"
    return b"".join(respuesta).decode().replace("\r\n ", "").split("\r\n")


class TestSesiones:
    def test_each_with_its_hour_and_its_agenda(self, client):
        sesion = SesionFactory(publicado=True, lugar="Sala 2, piso 3")
        dichas = lineas(client, "sesiones")
        assert f"UID:{sesion.clave}@gobierno-abierto" in dichas
        assert "LOCATION:Sala 2\\, piso 3" in dichas
        assert "DESCRIPTION:Lista de asistencia\\nEl padrón de beneficiarios" in dichas
        assert f"URL:http://testserver/sesiones/{sesion.clave}/" in dichas
        assert "STATUS:CONFIRMED" in dichas
        sesion.cancelar("Sin quórum")
        assert "STATUS:CANCELLED" in lineas(client, "sesiones")

    def test_it_reads_the_same_until_it_changes(self, client):
        SesionFactory(publicado=True)
        assert lineas(client, "sesiones") == lineas(client, "sesiones")

    def test_the_filters_are_those_of_the_list(self, client):
        una, otra = SesionFactory(publicado=True), SesionFactory(publicado=True)
        dichas = lineas(client, "sesiones", secretariado=una.secretariado.clave)
        assert f"UID:{una.clave}@gobierno-abierto" in dichas
        assert f"UID:{otra.clave}@gobierno-abierto" not in dichas
        for recurso in ("sesiones.ics", "acuerdos.ics", "acuerdos.atom"):
            mal = client.get(f"/api/v1/{recurso}?ordering=clave")
            assert mal.status_code == 400, recurso
            assert mal["Content-Type"] == "application/problem+json"

    def test_the_readers_language_changes_nothing(self, client):
        SesionFactory(publicado=True)
        en_ingles = client.get("/api/v1/sesiones.ics", headers={"accept-language": "en"})
        assert "Sesión ordinaria" in b"".join(en_ingles).decode()


class TestAcuerdos:
    def test_the_day_of_each_where_a_source_tells_it(self, client):
        dichas = lineas(client, "acuerdos")
        con_dia = Acuerdo.objects.publicos().filter(fecha_precision="dia")
        assert con_dia.exists()
        for acto in con_dia:
            assert f"UID:{acto.clave}-acuerdo@gobierno-abierto" in dichas
            assert f"DTSTART;VALUE=DATE:{acto.fecha:%Y%m%d}" in dichas
        sin_dia = Acuerdo.objects.publicos().exclude(fecha_precision="dia")
        assert not any(f"UID:{a.clave}-acuerdo@gobierno-abierto" in dichas for a in sin_dia)

    def test_until_when_it_is_answered_and_then_kept(self, client):
        acto = proponer(sentar_a_los_tres(), titulo="Abrir el padrón")
        dichas = lineas(client, "acuerdos")
        assert f"UID:{acto.clave}-responder@gobierno-abierto" in dichas
        assert f"DTSTART;VALUE=DATE:{acto.responde_hasta:%Y%m%d}" in dichas
        adoptar(acto)
        dichas = lineas(client, "acuerdos")
        assert f"UID:{acto.clave}-responder@gobierno-abierto" not in dichas
        assert f"UID:{acto.clave}-cumplir@gobierno-abierto" in dichas
        assert f"DTSTART;VALUE=DATE:{acto.cumplir_hasta:%Y%m%d}" in dichas
        hasta = timezone.localdate() + timedelta(days=90)
        acto.prorrogar(sentado(acto, "gobierno"), hasta, "Falta presupuesto")
        assert f"DTSTART;VALUE=DATE:{hasta:%Y%m%d}" in lineas(client, "acuerdos")

    def test_what_has_no_date_is_not_in_a_calendar(self, client):
        acto = adoptar(PropuestaFactory(secretariado=sentar_a_los_tres()))
        assert not any(acto.clave in linea for linea in lineas(client, "acuerdos"))

    def test_the_newest_first_in_a_feed(self, client):
        acto = proponer(sentar_a_los_tres(), titulo="Abrir el padrón")
        respuesta = client.get("/api/v1/acuerdos.atom")
        assert respuesta["Content-Type"].startswith("application/atom+xml")
        entradas = ElementTree.fromstring(b"".join(respuesta)).findall("a:entry", ATOM)  # noqa: S314
        primera = entradas[0]
        assert primera.findtext("a:title", namespaces=ATOM) == "Propuesto: Abrir el padrón"
        url = f"http://testserver/acuerdos/{acto.clave}/"
        assert primera.findtext("a:id", namespaces=ATOM) == url
        assert len(entradas) == 9  # the eight of the history too
