"""Three people of three sides, and one of another secretariat, each in her own browser: what they
propose, object to, agree, and what everybody sees of it. Each test begins with a fresh database."""

import re
import threading
from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from playwright.sync_api import expect

from gobierno_abierto.bitacora.sellado import sellar_todo
from gobierno_abierto.cuentas.models import Usuario
from secretariados.avisos import vencer_los_terminados
from secretariados.models import Acuerdo, Asiento, Ocupacion
from tests.portal.historia_cargada import reponer_historia

CUENTAS = {
    "gobierno": "practica-gobierno",
    "garante": "practica-garante",
    "sociedad": "practica-sociedad",
    "ajena": "practica-local",
}
C01 = "MX-PRACTICA-C01"


def en_la_base(hacer):
    """What `hacer` gives, in a thread with a connection of its own: as the worker would be."""
    dado = []

    def tarea():
        try:
            dado.append(hacer())
        finally:
            connections.close_all()

    hilo = threading.Thread(target=tarea)
    hilo.start()
    hilo.join()
    return dado[0]


pytestmark = pytest.mark.django_db(transaction=True)  # whose end empties the database


@pytest.fixture(autouse=True)
def _fresca(sitio):
    reponer_historia()


@pytest.fixture
def sesiones(_fresca):
    """The session of each practice account, which has an address to be told at."""

    def crear():
        from django.test import Client

        with pytest.MonkeyPatch.context() as parche:
            parche.setattr("django.conf.settings.ES_DEMO", True)
            call_command("crear_cuentas_de_practica", stdout=StringIO())
        galletas = {}
        for quien, cuenta in [*CUENTAS.items(), ("administra", "administracion")]:
            usuario = Usuario.objects.get(username=cuenta)
            usuario.email = f"{quien}@ejemplo.mx"
            usuario.save()
            navegador = Client()
            navegador.force_login(usuario)
            galletas[quien] = navegador.cookies["sessionid"].value
        return galletas

    return en_la_base(crear)


@pytest.fixture
def entrar(sesiones, visitar, sitio):
    """The page of each, who stays signed in; phone for who is on the street."""
    abiertas = {}

    def abrir(quien):
        if quien not in abiertas:
            visita = visitar(360 if quien == "sociedad" else 1280)
            galleta = {"name": "sessionid", "value": sesiones[quien], "url": sitio}
            visita.pagina.context.add_cookies([galleta])
            abiertas[quien] = visita
        return abiertas[quien]

    return abrir


def pulsar(pagina, nombre, papel="button"):
    with pagina.expect_navigation():
        pagina.get_by_role(papel, name=nombre, exact=True).first.click()


def editar(visita, clave, lista="compromisos/compromiso"):
    pagina = visita.ir(f"/admin/{lista}/?q={clave}")
    pagina.click("#result_list tbody th a >> nth=0")
    return pagina


def proponer_el_borrador(pagina):
    """From the draft act, where what changes is read, to the three sides. Its key."""
    clave = re.search(r"ACU-[A-Z]+-\d{4}-\d{2}", pagina.inner_text("#content"))[0]
    pagina.check("#id_publicar")
    pagina.locator("[name=_save]").first.click()
    pagina.check("#id_confirmo")
    with pagina.expect_navigation():
        pagina.locator("[name=_save]").first.click()
    return clave


def cambiar_titulo(visita, titulo, motivo):
    pagina = editar(visita, C01)
    pulsar(pagina, "Proponer un cambio", "link")
    pagina.fill("#id_titulo", titulo)
    pagina.fill("#id_justificacion", motivo)
    pulsar(pagina, "Guardar en un borrador y ver cómo queda")
    expect(pagina.locator("ins")).to_contain_text(titulo.split()[-1])
    return proponer_el_borrador(pagina)


def responder(visita, clave, dicho, razon=""):
    """From her first page, where it waits for her."""
    pagina = visita.ir("/admin/")
    pagina.get_by_role("link", name=re.compile("esperan la respuesta de su lado")).click()
    pagina.locator("#result_list tbody tr", has_text=clave).locator("th a").click()
    pulsar(pagina, "Responder por su lado", "link")
    pagina.get_by_label(dicho, exact=True).check()
    if razon:
        pagina.fill("#id_razon", razon)
    pulsar(pagina, "Responder")
    expect(pagina.locator(".messagelist .success")).to_have_count(1)


def correos():
    """What the worker would send by now, as (to, subject)."""

    def repartir():
        for tarea in DBTaskResult.objects.filter(status="READY").order_by("enqueued_at"):
            tarea.task.func(*tarea.args_kwargs["args"])
            DBTaskResult.objects.filter(pk=tarea.pk).delete()

    for _vuelta in range(2):  # the first queues one mail a person
        en_la_base(repartir)
    enviados = [(correo.to[0], correo.subject) for correo in mail.outbox]
    mail.outbox.clear()
    return enviados


def api(visita, ruta):
    return visita.pagina.request.get(f"{visita.sitio}/api/v1/{ruta}").json()


def test_objection_a_second_proposal_and_three_consents(entrar):
    gobierno, garante, sociedad = entrar("gobierno"), entrar("garante"), entrar("sociedad")
    clave = cambiar_titulo(sociedad, "Padrón abierto cada semana", "Lo pide la ciudadanía")
    assert {para for para, _a in correos()} == {f"{q}@ejemplo.mx" for q in list(CUENTAS)[:3]}

    ajena = entrar("ajena")
    assert "esperan la respuesta" not in ajena.ir("/admin/").inner_text("#content")
    numero = en_la_base(lambda: Acuerdo.objects.get(clave=clave).pk)
    negada = ajena.pagina.request.get(
        f"{ajena.sitio}/admin/secretariados/acuerdo/{numero}/posicion/"
    )
    assert negada.status == 404

    responder(gobierno, clave, "No consiente", "Cada semana no alcanza el presupuesto")
    assert all("Rechazado" in asunto for _para, asunto in correos())
    pagina = garante.ir(f"/acuerdos/{clave}/")
    expect(pagina.locator("main")).to_contain_text("Cada semana no alcanza el presupuesto")
    assert api(garante, f"compromisos/{C01}/")["titulo"] == "Compromiso de práctica 1"

    clave = cambiar_titulo(sociedad, "Padrón abierto cada mes", "Cada mes sí alcanza")
    correos()
    for quien in (sociedad, gobierno, garante):
        responder(quien, clave, "Consiente")
    assert {para for para, asunto in correos() if "Adoptado" in asunto} == {
        f"{q}@ejemplo.mx" for q in list(CUENTAS)[:3]
    }
    pagina = ajena.ir(f"/compromisos/{C01}/")
    expect(pagina.locator("h1")).to_have_text("Padrón abierto cada mes")
    expect(pagina.get_by_role("link", name=re.compile("Cambiar")).first).to_be_visible()
    dado = api(ajena, f"compromisos/{C01}/")
    assert (dado["titulo"], dado["acuerdos"][-1]) == ("Padrón abierto cada mes", clave)
    acto = api(ajena, f"acuerdos/{clave}/")
    assert {p["sentido"] for p in acto["posiciones"]} == {"consiente"}
    en_la_base(sellar_todo)
    cambios = api(ajena, f"cambios/?objeto_clave={C01}&acuerdo={clave}")["results"]
    (entrada,) = cambios
    assert (entrada["tipo"], entrada["lado"]) == ("enmienda", None)
    assert "Padrón abierto cada mes" in str(entrada["campos"]["titulo"])
    noticias = ajena.pagina.request.get(f"{ajena.sitio}/api/v1/acuerdos.atom?procedencia=muestra")
    assert clave in noticias.text()
    assert not [queja for visita in (gobierno, garante, sociedad) for queja in visita.quejas]


def test_an_addendum_that_adds_two_commitments(entrar):
    gobierno, garante, sociedad = entrar("gobierno"), entrar("garante"), entrar("sociedad")
    pagina = sociedad.ir("/admin/planes/plan/?q=practica")
    pagina.get_by_role("link", name="Plan de práctica", exact=True).click()
    pulsar(pagina, "Abrir una adenda a este plan", "link")
    pagina.fill("#id_nombre", "Plan de práctica ampliado")
    pagina.fill("#id_justificacion", "Faltaron dos temas de la ciudadanía")
    pulsar(pagina, "Ver cómo queda")
    clave = proponer_el_borrador(pagina)
    for quien in (gobierno, garante, sociedad):
        responder(quien, clave, "Consiente")

    for visita, titulo in ((sociedad, "Presupuesto con lupa"), (gobierno, "Trámites sin papel")):
        pagina = visita.ir("/admin/compromisos/compromiso/add/")
        pagina.select_option("#id_plan", label="Plan de práctica ampliado")
        pagina.fill("#id_titulo", titulo)
        with pagina.expect_navigation():
            pagina.locator("[name=_save]").first.click()
    pagina = garante.ir("/admin/compromisos/compromiso/?publico__exact=0")
    for caja in pagina.locator("#result_list tbody input.action-select").all():
        caja.check()
    pagina.select_option("[name=action]", "proponer_juntos")
    with pagina.expect_navigation():
        pagina.locator(".actions button").first.click()
    expect(pagina.locator("#content")).to_contain_text("Presupuesto con lupa")
    expect(pagina.locator("#content")).to_contain_text("Trámites sin papel")
    clave = proponer_el_borrador(pagina)
    for quien in (gobierno, garante, sociedad):
        responder(quien, clave, "Consiente")

    pagina = entrar("ajena").ir("/planes/practica-adenda-1/")
    expect(pagina.locator("h1")).to_have_text("Plan de práctica ampliado")
    expect(pagina.get_by_role("link", name="Presupuesto con lupa")).to_be_visible()
    expect(pagina.get_by_role("link", name="Trámites sin papel")).to_be_visible()
    expect(pagina.get_by_role("link", name="Plan de práctica", exact=True)).to_be_visible()
    planes = api(entrar("ajena"), "planes/?procedencia=muestra")["results"]
    dichos = {p["slug"]: (p["registrados"], p["adenda_de"]) for p in planes}
    assert dichos["practica"] == (2, None)
    assert dichos["practica-adenda-1"] == (2, "practica")


def test_a_side_withdraws_and_nothing_is_adopted_until_it_returns(entrar):
    gobierno, garante, sociedad = entrar("gobierno"), entrar("garante"), entrar("sociedad")
    clave = cambiar_titulo(gobierno, "Padrón abierto cada mes", "Es mejor")
    pagina = editar(entrar("administra"), "practica", "secretariados/secretariado")
    fila = pagina.locator(".inline-related.has_original", has_text="Organización civil").first
    fila.locator("[name$=-hasta]").fill(timezone.localdate().strftime("%d/%m/%Y"))
    fila.locator("[name$=-hasta_precision]").select_option("dia")
    fila.locator("[name$=-fin_motivo]").fill("Se retira: no hay confianza")
    pagina.fill("#id_motivo", "La sociedad civil anunció su retiro")
    with pagina.expect_navigation():
        pagina.locator("[name=_save]").first.click()
    expect(pagina.locator(".messagelist .success")).to_have_count(1)

    for quien in (gobierno, garante):
        responder(quien, clave, "Consiente")
    expect(sociedad.ir("/admin/")).to_have_url(re.compile(r"/cuenta/entrar/"))  # it sits no more
    assert api(gobierno, f"acuerdos/{clave}/")["estado"] == "propuesto"
    en_la_base(lambda: terminar_el_plazo(clave))
    acto = api(gobierno, f"acuerdos/{clave}/")
    assert acto["estado"] == "vencido"
    assert {p["lado"]: p["sentido"] for p in acto["posiciones"]}["sociedad_civil"] == "vacante"
    expect(entrar("ajena").ir("/secretariados/practica/").locator("main")).to_contain_text(
        "Se retira: no hay confianza"
    )

    en_la_base(volver)
    clave = cambiar_titulo(gobierno, "Padrón abierto cada mes", "Ahora que están los tres")
    for quien in (gobierno, garante, sociedad):
        responder(quien, clave, "Consiente")
    assert api(gobierno, f"compromisos/{C01}/")["titulo"] == "Padrón abierto cada mes"


def terminar_el_plazo(clave):
    """As if its last day had been yesterday; then the worker's turn."""
    from tests.secretariados.test_consenso import pasar_el_plazo

    pasar_el_plazo(Acuerdo.objects.get(clave=clave))
    vencer_los_terminados()


def volver():
    """The side is seated again, by another of its organizations."""
    usuario = Usuario.objects.get(username=CUENTAS["sociedad"])
    viejo = Asiento.objects.get(ocupaciones__usuario=usuario)
    nuevo = Asiento.objects.create(
        secretariado=viejo.secretariado, papel="titular", lado="sociedad_civil",
        oficina="Otra organización", desde=timezone.localdate(), desde_precision="dia",
    )  # fmt: skip
    Ocupacion.objects.filter(usuario=usuario).delete()
    Ocupacion.objects.create(asiento=nuevo, usuario=usuario, desde=date(2020, 1, 1))
