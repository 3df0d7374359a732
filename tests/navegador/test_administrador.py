"""The administrator and a member of the practice secretariat, in a real browser, adding and then
editing one of each thing they may. The module leaves the history clean."""

from io import StringIO
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import expect

from gobierno_abierto.cuentas.models import Usuario
from tests.navegador.test_paginas import REGLAS
from tests.navegador.test_retratos import CARPETA as RETRATOS

CLAVE_DE_PRUEBA = "Una-clave-larga-77"

# model → what the form needs beyond "something in every required box"
DE_LA_ADMINISTRADORA = {
    # of history: it says where it was said, and by whom
    "compromisos/pronunciamiento": {"fuente": "", "dicho_por": "De prueba"},
    "fuentes/afirmacion": {},
    "fuentes/cita": {"objeto_tipo": "plan", "objeto_clave": "pa15"},
    "fuentes/discrepancia": {"numero": "99"},
    "fuentes/fuente": {"url": "https://ejemplo.mx/acta"},
    "planes/eje": {"orden": "77"},
    "planes/hito": {"fecha": "2020-05-01", "fecha_precision": "mes"},
    "planes/plan": {"prefijo": "MX-PRUEBA"},
    "secretariados/institucion": {},
    "secretariados/jurisdiccion": {"tipo": "pais", "ruta": "ZZ", "slug": "zeta"},
    "secretariados/membresiaaga": {"tipo": "cohorte", "cantidad": "3"},
    "secretariados/secretariado": {},
    "secretariados/sucesion": {"de": "IMCO", "a": "Fundar"},
}
DEL_MIEMBRO = {
    "compromisos/compromiso": {},
    "planes/eje": {"orden": "78"},
    "planes/hito": {"fecha": "2020-05-01", "fecha_precision": "mes"},
    "planes/mesa": {"clave": "MX-PRACTICA-MESA-sol", "slug": "sol"},
}


@pytest.fixture(scope="module", autouse=True)
def _cuentas(sitio, django_db_blocker):
    """Before the browser starts: from then on this thread may not use the database."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as parche:
        parche.setattr("django.conf.settings.ES_DEMO", True)
        call_command("crear_cuentas_de_practica", stdout=StringIO())
        for cuenta in Usuario.objects.all():
            cuenta.set_password(CLAVE_DE_PRUEBA)
            cuenta.save()


@pytest.fixture(scope="module")
def sesiones(chromium, sitio):
    """Each account signs in once, as people do, and keeps its session."""
    guardadas = {}
    for cuenta in ("administracion", "practica-gobierno"):
        contexto = chromium.new_context(locale="es-MX")
        pagina = contexto.new_page()
        pagina.goto(f"{sitio}/admin/")
        pagina.fill("#id_login", cuenta)
        pagina.fill("#id_password", CLAVE_DE_PRUEBA)
        with pagina.expect_navigation():
            pagina.get_by_role("button", name="Entrar", exact=True).click()
        guardadas[cuenta] = contexto.storage_state()
        contexto.close()
    return guardadas


@pytest.fixture
def entrar(visitar, sesiones):
    return lambda cuenta, ancho=1280: visitar(ancho, storage_state=sesiones[cuenta])


def elegir(pagina, nombre, texto):
    """Pick in an autocomplete box as a person does: open it, type, take the first."""
    pagina.click(f"#id_{nombre} + .select2 .select2-selection")
    pagina.fill(".select2-search__field", texto)
    pagina.wait_for_selector(".select2-results__option:not(.loading-results)")
    pagina.wait_for_timeout(400)  # the list is asked for again as one types
    pagina.click(".select2-results__option:not(.loading-results) >> nth=0")


def llenar(pagina, dados):
    """Something in every required box, and `dados` where they say."""
    for nombre, valor in dados.items():
        caja = pagina.locator(f"#id_{nombre}")
        if "admin-autocomplete" in (caja.get_attribute("class") or ""):
            elegir(pagina, nombre, valor)
        elif caja.evaluate("caja => caja.tagName") == "SELECT":
            caja.select_option(valor)
        else:
            caja.fill(valor)
    for caja in pagina.locator("#content form [required]").all():
        nombre = caja.get_attribute("name")
        clase = caja.get_attribute("class") or ""
        if nombre in dados or "__prefix__" in nombre or caja.input_value():
            continue
        if "admin-autocomplete" in clase:
            elegir(pagina, nombre, "")
        elif caja.evaluate("caja => caja.tagName") == "SELECT":
            caja.select_option(index=1)
        elif caja.get_attribute("type") == "number":
            caja.fill("77")
        elif nombre == "clave":
            caja.fill(f"MX-PRACTICA-{uuid4().hex[:6]}")
        else:
            caja.fill("De prueba")


def guardar(pagina):
    with pagina.expect_navigation():
        pagina.locator("[name=_continue]").first.click()
    exito = pagina.locator(".messagelist .success")
    assert exito.count() == 1, pagina.locator(".errornote, .errorlist").all_inner_texts()


def corregir(pagina):
    """Change the first box of free text, if there is one."""
    cajas = pagina.locator(
        "#content form fieldset :is(textarea, input.vTextField):visible"
        ":not([name=clave], [name=username], [name=objeto_clave], [name=slug], [name=ruta])"
    )
    if cajas.count() == 0:
        return
    caja = cajas.first
    texto = f"{caja.input_value()} corregido".strip()
    nombre = caja.get_attribute("name")
    caja.fill(texto)
    guardar(pagina)
    assert pagina.locator(f"[name={nombre}]").input_value() == texto


@pytest.mark.parametrize("modelo", DE_LA_ADMINISTRADORA)
def test_the_administrator_adds_and_edits(entrar, modelo):
    visita = entrar("administracion")
    pagina = visita.ir(f"/admin/{modelo}/add/")
    llenar(pagina, DE_LA_ADMINISTRADORA[modelo])
    if modelo == "fuentes/cita":  # citations are only added
        pagina.locator("[name=_save]").first.click()
        pagina.wait_for_selector(".messagelist .success")
        return
    guardar(pagina)
    corregir(pagina)
    assert visita.ajenas == []
    assert visita.quejas == []


@pytest.mark.parametrize("modelo", DEL_MIEMBRO)
def test_a_member_adds_and_edits(entrar, modelo):
    visita = entrar("practica-gobierno")
    pagina = visita.ir(f"/admin/{modelo}/add/")
    llenar(pagina, DEL_MIEMBRO[modelo])
    guardar(pagina)
    corregir(pagina)
    assert visita.quejas == []


def test_a_member_names_who_answers_for_a_commitment(entrar):
    visita = entrar("practica-gobierno")
    pagina = visita.ir("/admin/compromisos/compromiso/add/")
    llenar(pagina, {"titulo": "Agua limpia para todos"})
    pagina.click("#responsables-group .add-row a")
    elegir(pagina, "responsables-0-institucion", "gesoc")
    pagina.select_option("#id_responsables-0-lado", "sociedad_civil")
    guardar(pagina)
    assert "GESOC" in pagina.inner_text("#responsables-group")


def test_a_member_edits_its_plan(entrar):
    pagina = entrar("practica-gobierno").ir("/admin/planes/plan/?q=práctica")
    pagina.click("#result_list tbody th a >> nth=0")
    pagina.fill("#id_notas", "Una nota de quien lleva el plan")
    pagina.fill("#id_motivo", "Lo acordó la mesa")
    guardar(pagina)


def test_a_mistake_is_told_in_spanish_and_nothing_typed_is_lost(entrar):
    pagina = entrar("practica-gobierno", ancho=390).ir("/admin/compromisos/compromiso/add/")
    llenar(pagina, {"titulo": "Agua limpia", "inicio": "2020-05-15", "inicio_precision": "mes"})
    with pagina.expect_navigation():
        pagina.locator("[name=_save]").first.click()
    assert "La fecha y su precisión no concuerdan" in pagina.inner_text("#content")
    assert pagina.input_value("#id_titulo") == "Agua limpia"
    assert pagina.input_value("#id_inicio") in ("2020-05-15", "15/05/2020")


def test_a_real_record_is_only_looked_at_by_a_member(entrar):
    pagina = entrar("practica-gobierno").ir("/admin/compromisos/compromiso/?q=padron")
    pagina.click("#result_list tbody th a >> nth=0")
    assert pagina.locator("[name=_save]").count() == 0
    assert "Padrón único y abierto de beneficiarios" in pagina.inner_text("#content")


@pytest.mark.parametrize("ancho", [320, 1280])
@pytest.mark.parametrize("cuenta", ["administracion", "practica-gobierno"])
def test_la_primera_pagina_dice_que_falta_y_lleva_a_ello(entrar, cuenta, ancho):
    pagina = entrar(cuenta, ancho).ir("/admin/")
    if RETRATOS:
        pagina.screenshot(path=f"{RETRATOS}/admin.{cuenta}.{ancho}.png", full_page=True)
    assert Axe().run(pagina, options=REGLAS).violations_count == 0
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")

    if cuenta != "administracion":
        assert "Gobierno · Secretariado de práctica" in pagina.inner_text("#content")
        return
    pagina.get_by_role("link", name="Ejes sin traducción al español").click()

    expect(pagina.locator("#result_list tbody tr")).to_have_count(11)


CON_PARTES = {
    "compromisos/compromiso/?q=MX-PRACTICA-C01": "practica-gobierno",
    "compromisos/compromiso/?q=MX-PA15-C06": "practica-gobierno",  # only looked at
    "compromisos/evaluacion/": "administracion",
    "fuentes/discrepancia/": "administracion",
    "secretariados/acuerdo/": "administracion",
    "secretariados/secretariado/?q=durango": "administracion",
    "secretariados/sucesion/": "administracion",
}


@pytest.mark.parametrize("ancho", [320, 800, 1280])
@pytest.mark.parametrize("lista", CON_PARTES)
def test_the_parts_of_a_record_fit_and_each_box_says_what_it_is(entrar, lista, ancho):
    visita = entrar(CON_PARTES[lista], ancho)
    pagina = visita.ir(f"/admin/{lista}")
    with pagina.expect_navigation():
        pagina.click("#result_list tbody th a >> nth=0")
    pagina.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    for otra in pagina.locator(".add-row a:visible").all():
        otra.click()
    if RETRATOS:
        nombre = lista.split("/")[1] + ("-visto" if "C06" in lista else "")
        pagina.screenshot(path=f"{RETRATOS}/partes.{nombre}.{ancho}.png", full_page=True)
    assert pagina.locator(".partes, .inline-group").count()
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if pagina.locator(".inline-group .select2-selection").count():
        caja = pagina.locator(".inline-group .form-row:not(.empty-form) .select2-selection").last
        assert caja.get_attribute("aria-labelledby").split()[0].endswith("-rotulo")
    hallado = Axe().run(pagina, context={"include": [[".inline-group"]]}, options=REGLAS)
    assert hallado.violations_count == 0, hallado.generate_report()
    for caja in pagina.locator(".partes tr:not(.empty-form) > td:visible").all():
        rotulo = caja.locator(".de-celda").first
        if ancho < 1024 and rotulo.count() and caja.locator("input, select, textarea").count():
            assert rotulo.bounding_box()["height"] > 5, caja.inner_html()


@pytest.mark.parametrize("cuenta", ["administracion", "practica-gobierno"])
def test_to_invite_and_to_send_it_again_on_a_phone(entrar, cuenta):
    visita = entrar(cuenta, 360)
    pagina = visita.ir("/admin/secretariados/invitacion/add/")
    if RETRATOS:
        pagina.screenshot(path=f"{RETRATOS}/invitar.{cuenta}.png", full_page=True)
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visita.quejas == []  # axe adds its own
    hallado = Axe().run(pagina, context={"include": [["#content"]]}, options=REGLAS)
    assert hallado.violations_count == 0, hallado.generate_report()
    grupos = pagina.locator("#id_asiento optgroup")
    if cuenta != "administracion":
        expect(grupos).to_have_count(1)
    grupo = pagina.locator("#id_asiento optgroup[label='Secretariado de práctica · Gobierno']")
    pagina.select_option("#id_asiento", grupo.locator("option").first.get_attribute("value"))
    correo = f"{cuenta}-invita@ejemplo.mx"
    pagina.fill("#id_correo", correo)
    with pagina.expect_navigation():
        pagina.locator("[name=_save]").click()
    pagina.locator("#result_list tbody tr", has_text=correo).locator("input").check()
    pagina.select_option("select[name=action]", "volver_a_enviar")
    with pagina.expect_navigation():
        pagina.locator("button[name=index]").first.click()
    expect(pagina.locator(".messagelist .success")).to_contain_text(f"Va otro enlace para {correo}")
    if RETRATOS:
        pagina.screenshot(path=f"{RETRATOS}/invitaciones.{cuenta}.png", full_page=True)
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")
