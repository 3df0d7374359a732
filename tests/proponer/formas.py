"""The form of a change, as a browser sends it, and its adoption."""

from django.test import Client

from secretariados.models import Acuerdo
from tests.secretariados.acordar import consentir


def entrar(usuario):
    navegador = Client()
    navegador.force_login(usuario)
    return navegador


def url_de(compromiso):
    return f"/admin/compromisos/compromiso/{compromiso.pk}/proponer/"


def llenar(client, compromiso, **escrito):
    """The form of the change, with what somebody types over it."""
    respuesta = client.get(url_de(compromiso))
    assert respuesta.status_code == 200, respuesta
    return datos_de(respuesta) | escrito


def datos_de(respuesta):
    """What a browser would send of the page as it came."""
    contexto = respuesta.context
    formas = [contexto["acto"]]
    if "adminform" in contexto:
        formas.append(contexto["adminform"].form)
        for parte in contexto["inline_admin_formsets"]:
            formas += [parte.formset.management_form, *parte.formset.forms]
    return {
        caja.html_name: "" if caja.value() is None else caja.value()
        for forma in formas
        for caja in forma
        if not caja.html_name.endswith("-DELETE")
    }


def adoptar(borrador):
    Acuerdo.objects.filter(pk=borrador.pk).update(publicado_en=borrador.creado)
    assert consentir(Acuerdo.objects.get(pk=borrador.pk)) == "adoptado"
