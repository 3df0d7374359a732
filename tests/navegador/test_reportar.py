"""A liaison tells from a phone how her activity goes, with a photo; a member of her side publishes
it, and everybody sees it."""

import io
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from PIL import Image
from playwright.sync_api import expect

from gobierno_abierto.cuentas.models import Usuario
from tests.navegador.test_acuerdos import en_la_base
from tests.portal.historia_cargada import reponer_historia

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def entrar(sitio, visitar):
    reponer_historia()

    def crear():
        with pytest.MonkeyPatch.context() as parche:
            parche.setattr("django.conf.settings.ES_DEMO", True)
            call_command("crear_cuentas_de_practica", stdout=StringIO())
        galletas = {}
        for cuenta in ("practica-enlace", "practica-gobierno"):
            navegador = Client()
            navegador.force_login(Usuario.objects.get(username=cuenta))
            galletas[cuenta] = navegador.cookies["sessionid"].value
        return galletas

    galletas = en_la_base(crear)

    def abrir(cuenta, ancho, **opciones):
        visita = visitar(ancho, **opciones)
        galleta = {"name": "sessionid", "value": galletas[cuenta], "url": sitio}
        visita.pagina.context.add_cookies([galleta])
        return visita

    return abrir


@pytest.mark.parametrize("java_script", [True, False])
def test_a_report_with_a_photo_from_a_phone(entrar, visitar, java_script):
    foto = io.BytesIO()
    Image.new("RGB", (1200, 900), "teal").save(foto, "JPEG")
    visita = entrar("practica-enlace", 360, java_script_enabled=java_script)

    pagina = visita.ir("/admin/")
    pagina.get_by_role("link", name="Reportar «Actividad de práctica").first.click()
    pagina.select_option("[name=estado]", label="En curso")
    pagina.fill("[name=valor]", "40")
    pagina.fill("[name=texto]", "Se publicaron cuarenta.")
    pagina.set_input_files(
        "[name=archivo]",
        {"name": "IMG_0001.JPG", "mimeType": "image/jpeg", "buffer": foto.getvalue()},
    )
    pagina.fill("[name=muestra]", "El padrón en línea")
    pagina.click("[name=_save]")
    expect(pagina.get_by_text("envíelo a su lado")).to_be_visible()
    pagina.fill("[name=texto]", "Se publicaron cuarenta registros.")
    pagina.get_by_role("button", name="Guardar y enviar a su lado").click()
    expect(pagina.get_by_text("Se publicaron cuarenta registros.")).to_be_visible()
    pagina.check("[name=confirmo]")
    pagina.click("[type=submit] >> nth=-1")
    expect(pagina.get_by_text("Su lado ya lo tiene.")).to_be_visible()
    assert pagina.evaluate("document.documentElement.scrollWidth") <= 360

    pagina = entrar("practica-gobierno", 1280, java_script_enabled=java_script).ir("/admin/")
    pagina.get_by_role("link", name="Reportes que enviaron a su lado").click()
    pagina.click("#result_list tbody th a >> nth=0")
    pagina.get_by_role("link", name="Publicar", exact=True).click()
    pagina.check("[name=confirmo]")
    pagina.click("[type=submit] >> nth=-1")
    expect(pagina.get_by_text("El reporte quedó a la vista de todos.")).to_be_visible()

    pagina = visitar(360).ir("/compromisos/MX-PRACTICA-C01/")
    expect(pagina.get_by_text("40 %").first).to_be_visible()
    pagina.get_by_text("1 reporte", exact=True).click()
    expect(pagina.get_by_role("link", name="El padrón en línea")).to_be_visible()
    assert pagina.evaluate("document.documentElement.scrollWidth") <= 360
