"""What a person does with a form of the admin: open it, send it, press «Save» again."""

import re
from html import unescape

from django.urls import reverse

from gobierno_abierto.fuentes.models import Fuente
from tests.admin.formularios import datos_del_formulario


def direccion_de(objeto, que="change"):
    base = f"admin:{objeto._meta.app_label}_{objeto._meta.model_name}"
    return reverse(f"{base}_{que}", args=[objeto.pk])


def abrir(client, objeto):
    """The form as somebody opens it, and what she would send untouched."""
    return datos_del_formulario(client.get(direccion_de(objeto)))


def enviar(client, objeto, datos, **escrito):
    """`motivo` says why: of what sources tell, in a correction that cites one."""
    todo = datos | escrito
    if "motivo" in todo and objeto.consta_en_fuente:
        nota = todo.pop("motivo")
        todo |= {"correccion_fuente": Fuente.objects.first().pk, "correccion_nota": nota}
    return client.post(direccion_de(objeto), todo)


def pagina(respuesta):
    return " ".join(unescape(respuesta.content.decode()).split())


def caja(respuesta, nombre):
    """What a box of the page says, by its HTML: what the test client knows of the template is mixed
    among threads."""
    html = respuesta.content.decode()
    escrito = re.search(rf'<textarea name="{nombre}"[^>]*>\n?([^<]*)<', html) or re.search(
        rf'<input [^>]*name="{nombre}"[^>]* value="([^"]*)"|<input [^>]*value="([^"]*)"[^>]*'
        rf'name="{nombre}"',
        html,
    )
    return unescape(next(filter(None, escrito.groups()), "").strip())


def enviar_de_nuevo(client, objeto, respuesta, **escrito):
    """Press «Save» on the page of the conflict, as it comes."""
    assert respuesta.status_code == 409
    return enviar(client, objeto, datos_del_formulario(respuesta), **escrito)
