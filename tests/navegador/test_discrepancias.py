"""From every record that a discrepancy touches, a reader gets to it by its title."""

import pytest

from compromisos.models import Compromiso
from gobierno_abierto.fuentes.directorio import destinos_de
from gobierno_abierto.fuentes.models import Discrepancia, ObjetoDiscrepancia
from gobierno_abierto.portal.historia.lectura import DATOS, leer

DISCREPANCIAS = [
    (registro.clave, registro.campos["titulo"]) for registro in leer(DATOS, "discrepancias.json")
]


def enlace(visita, direccion, discrepancia):
    """On the record's page, or on its row of a page, the discrepancy's title leads to it."""
    ruta, _, ancla = direccion.partition("#")
    pagina = visita.ir(ruta)
    donde = pagina.locator(f"[id='{ancla}']" if ancla else "main")
    enlace = donde.get_by_role("link", name=discrepancia.titulo, exact=True).first
    assert enlace.is_visible(), direccion
    assert enlace.get_attribute("href") == f"/discrepancias/#{discrepancia.clave}"
    return enlace


@pytest.mark.parametrize("clave", [clave for clave, _titulo in DISCREPANCIAS])
def test_from_every_record_it_touches(visitar, clave):
    discrepancia = Discrepancia.objects.get(clave=clave)
    pares = list(discrepancia.objetos.values_list("objeto_tipo", "objeto_clave"))
    direcciones = [destino.url for destino in destinos_de(pares).values()]
    assert len(direcciones) == len(pares)
    visita = visitar()
    for direccion in direcciones or ["/alianza/"]:  # the one that touches none is about it
        ultimo = enlace(visita, direccion, discrepancia)
    ultimo.click()
    visita.pagina.wait_for_url(f"**/discrepancias/#{clave}")
    articulo = visita.pagina.locator(f"[id='{clave}']")
    assert articulo.is_visible()
    assert discrepancia.titulo in articulo.inner_text()
    vueltas = articulo.get_by_role("link").evaluate_all(
        "enlaces => enlaces.map(enlace => enlace.getAttribute('href'))"
    )
    assert set(direcciones) <= set(vueltas)


def test_a_commitment_leads_to_those_of_its_plan(visitar):
    de_planes = ObjetoDiscrepancia.objects.filter(objeto_tipo="plan").select_related("discrepancia")
    visita, vistas = visitar(), 0
    for tocado in de_planes:
        compromiso = Compromiso.objects.publicos().filter(plan__clave=tocado.objeto_clave).first()
        if compromiso:  # the portal holds none of the original plan
            enlace(visita, compromiso.get_absolute_url(), tocado.discrepancia)
            vistas += 1
    assert vistas >= 10


def test_all_around_a_commitment(visitar):
    """Its plan, table, institutions, secretariat, source and review, and back again."""
    visita = visitar(360)
    inicio = "/compromisos/MX-PA15-C06/"
    for texto, destino in (
        ("Plan de Acción 2013-2015", "/planes/pa15/"),
        ("Política social", "/planes/pa15/mesas/politica-social/"),
        ("Secretaría de Desarrollo Social (SEDESOL)", "/instituciones/sedesol/"),
        ("GESOC, Agencia para el Desarrollo, A.C.", "/instituciones/gesoc/"),
    ):
        pagina = visita.ir(inicio)
        pagina.locator("main").get_by_role("link", name=texto).first.click()
        pagina.wait_for_url(f"**{destino}")
        pagina.locator("main").get_by_role("link", name="Padrón único y abierto").first.click()
        pagina.wait_for_url(f"**{inicio}")
    pagina.get_by_role("link", name="Secretariado Técnico Tripartita").first.click()
    pagina.wait_for_url("**/secretariados/stt/")
    pagina.locator("main").get_by_role("link", name="Plan de Acción 2013-2015").first.click()
    pagina.wait_for_url("**/planes/pa15/")
    pagina = visita.ir(inicio)
    pagina.get_by_role("link", name="variable por variable").click()
    assert "#MX-PA15-C06-MRI" in pagina.url
    assert pagina.locator(f"[id='{pagina.url.split('#')[1]}']").is_visible()
    pagina.locator("section:has(#fuentes)").get_by_role("link").first.click()
    pagina.wait_for_url("**/fuentes/**")
    pagina.locator("main").get_by_text("Ver").first.wait_for()
    for plegado in pagina.locator("main summary").all():
        plegado.click()
    pagina.locator(f"main a[href='{inicio}']").first.click()
    pagina.wait_for_url(f"**{inicio}")
