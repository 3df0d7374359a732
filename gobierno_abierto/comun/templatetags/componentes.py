"""The components of the pages: each takes what its template's header says and refuses the rest."""

import json
from datetime import UTC
from typing import Any
from urllib.parse import urlencode, urlsplit

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from gobierno_abierto.comun import licencia
from gobierno_abierto.comun.citas import citar_original, citar_version, ruta_de_la_version

register = template.Library()

TONOS = ("neutro", "coincide", "difiere", "nota", "atencion")
VOCES = ("gobierno", "organo_garante", "sociedad_civil", "revision", "otra")
# What could close a <script> or start an entity, as JSON writes it.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}

GRADOS = ("pleno", "alto", "bajo", "nulo", "otro")


def exigir(condicion: Any, mensaje: str) -> None:
    """A component called wrongly must not render: the page's author finds out at once."""
    if not condicion:
        raise template.TemplateSyntaxError(mensaje)


@register.inclusion_tag("componentes/insignia.html")
def insignia(texto, tono="neutro"):
    exigir(texto, "insignia: falta el texto; un estado nunca es solo color.")
    exigir(tono in TONOS, f"insignia: tono desconocido {tono!r}.")
    return {"texto": texto, "tono": tono}


@register.inclusion_tag("componentes/aviso.html")
def aviso(texto, titulo="", tono="nota"):
    exigir(texto, "aviso: falta el texto.")
    exigir(tono in ("nota", "atencion"), f"aviso: tono desconocido {tono!r}.")
    return {"texto": texto, "titulo": titulo, "tono": tono}


@register.inclusion_tag("componentes/migas.html", takes_context=True)
def migas(context, *partes):
    exigir(
        len(partes) % 2 == 1, "migas: dé pares de nombre y dirección, y al final solo el nombre."
    )
    exigir(all(partes), "migas: hay un nombre o una dirección en blanco.")
    *pares, actual = partes
    pasos = list(zip(pares[::2], pares[1::2], strict=True))
    return {"pasos": pasos, "actual": actual, "request": context["request"]}


@register.inclusion_tag("componentes/ficha.html")
def ficha(nombre, valor, nota="", dato=False, nota_es_dato=False):
    exigir(nombre, "ficha: falta el nombre del dato.")
    return {
        "nombre": nombre, "valor": valor, "nota": nota,
        "dato": dato, "nota_es_dato": nota_es_dato,
    }  # fmt: skip


@register.inclusion_tag("componentes/referencia.html")
def referencia(registro, largo=0, url="", idioma="es"):
    """A record that another names. Withdrawn is not unknown: its address says why it is not there,
    or, if it was a part of a page, it is said here."""
    propia = registro.get_absolute_url() if registro else ""
    nombre = registro and getattr(registro, "nombre_con_siglas", "")
    if registro and not nombre:
        titulo = registro.enlace.titulo  # a column, or an expression that only SQL can read
        nombre = getattr(registro, titulo) if isinstance(titulo, str) else str(registro)
    return {
        "registro": registro,
        "texto": Truncator(nombre).chars(largo) if largo and nombre else nombre,
        "url": url or propia,
        "propia": "" if "#" in propia else propia,
        "idioma": idioma,
    }


@register.inclusion_tag("componentes/voz.html")
def voz(
    lado,
    quien,
    dice=None,
    dicho_por=None,
    momento=None,
    fecha=None,
    precision=None,
    fuente=None,
    notas=(),
    id="",
    anteriores=(),
    detalle="",
):
    exigir(lado in VOCES, f"voz: lado desconocido {lado!r}.")
    exigir(quien, "voz: falta de quién es.")
    exigir(not dice or dicho_por, "voz: lo dicho lleva quién lo dice.")
    return {
        "lado": lado, "quien": quien, "dice": dice, "dicho_por": dicho_por, "momento": momento,
        "fecha": fecha, "precision": precision, "fuente": fuente, "notas": notas,
        "id": id, "anteriores": anteriores, "detalle": detalle,
    }  # fmt: skip


@register.inclusion_tag("componentes/barra.html")
def barra(titulo, partes):
    exigir(titulo, "barra: falta el título.")
    partes = list(partes)
    exigir(all(parte["grado"] in GRADOS for parte in partes), "barra: grado desconocido.")
    inicio = 0
    for parte in partes:
        parte["x"] = inicio
        inicio += parte["total"]
    exigir(inicio, "barra: no hay nada que dibujar.")
    return {"titulo": titulo, "partes": partes, "total": inicio}


@register.inclusion_tag("componentes/filtros.html")
def filtros(campos, elegidos, accion, principales=2):
    exigir(campos, "filtros: faltan los campos.")
    exigir(all(isinstance(c, BoundField) for c in campos), "filtros: los campos son de formulario.")
    formulario = campos[0].form
    for menu in (campo.field.widget for campo in campos if hasattr(campo.field.widget, "choices")):
        menu.choices = [("", _("Cualquiera")), *(par for par in menu.choices if par[0] != "")]
    visibles = {campo.name for campo in campos}
    return {
        "principales": campos[:principales],
        "demas": campos[principales:],
        # In use, but not on the form: they stay when it is sent.
        "escondidos": [
            (nombre, valor)
            for nombre, valor in formulario.data.items()
            if valor and nombre in formulario.fields and nombre not in visibles
        ],
        "elegidos": elegidos,
        "accion": accion,
    }


@register.inclusion_tag("componentes/quitar.html")
def quitar(elegidos):
    exigir(
        all({"nombre", "valor", "url"} <= elegido.keys() for elegido in elegidos),
        "quitar: cada filtro lleva nombre, valor y url.",
    )
    return {"elegidos": elegidos}


@register.inclusion_tag("componentes/paginacion.html")
def paginacion(pagina, consulta=""):
    exigir(isinstance(pagina, Page), "paginacion: falta la página.")
    return {
        "pagina": pagina,
        "numeros": pagina.paginator.get_elided_page_range(pagina.number, on_each_side=1, on_ends=1),
        "elipsis": pagina.paginator.ELLIPSIS,
        "antes": f"?{consulta}&pagina=" if consulta else "?pagina=",
    }


@register.inclusion_tag("componentes/vacio.html")
def vacio(titulo, consejo, url="", enlace=""):
    exigir(titulo and consejo, "vacio: diga qué falta y qué se puede intentar.")
    exigir(bool(url) == bool(enlace), "vacio: la dirección y su texto van juntos.")
    return {"titulo": titulo, "consejo": consejo, "url": url, "enlace": enlace}


@register.inclusion_tag("componentes/cita.html", takes_context=True)
def cita(context, registro, titulo, url_json, original=""):
    exigir(titulo and url_json, "cita: faltan el título o la dirección de los datos.")
    datos_de_hoy, url_json = url_json, del_momento(context, url_json)
    with override(settings.LANGUAGE_CODE):  # as its files say it, on any page
        ruta = ruta_de_la_version(registro.objeto, registro.clave, registro.version)
    url_version = context["request"].build_absolute_uri(ruta)
    if original:
        citado = citar_original(registro.clave, str(titulo), original)
    else:
        citado = citar_version(
            registro.clave, registro.version, str(titulo), url_version, registro.actualizado
        )
    return {
        "registro": registro,
        "titulo": titulo,
        "url_json": url_json,
        "url_historia": _historia(registro),
        "url_version": url_version,
        "original": original,
        "citado": citado,
        "licencia": licencia,
        # As files they are of the version of today: a page of the past has its own, here.
        "url_cita": "" if context.get("pasado") else datos_de_hoy.removesuffix("/"),
    }


@register.simple_tag(takes_context=True)
def del_momento(context, url_json) -> str:
    """The address of a record's data as its page shows it: on a page of the past, those of that
    instant; nothing for a version, which may share its instant with another."""
    pasado = context.get("pasado")
    if not pasado:
        return url_json
    if pasado.get("version"):
        return ""
    return f"{url_json}?{urlencode({'al': pasado['instante'].astimezone(UTC).isoformat()})}"


def _historia(registro) -> str:
    """All that changed in it: a page of its own, or the ledger's page about it."""
    try:
        return reverse(f"{registro.objeto}-historia", args=[registro.clave])
    except NoReverseMatch:
        consulta = {"objeto_tipo": registro.objeto, "objeto_clave": registro.clave}
        return f"{reverse('bitacora')}?{urlencode(consulta)}"


@register.simple_tag
def hoja(nombre) -> SafeString:
    """A style sheet for the pages of last resort: none, rather than another error."""
    try:
        return format_html('<link rel="stylesheet" href="{}">', static(nombre))
    except ValueError:  # it is not in the manifest, or there is no manifest
        return mark_safe("")


@register.simple_tag
def lang(codigo) -> SafeString:
    """` lang="es"` for words that are not in the language of the page."""
    exigir(codigo in ("es", "en"), f"lang: idioma desconocido {codigo!r}.")
    if (get_language() or "es").startswith(codigo):
        return mark_safe("")
    return mark_safe(f' lang="{codigo}"')  # noqa: S308 — one of two literals


@register.simple_tag(takes_context=True)
def absoluta(context, direccion="") -> str:
    """Absolute address of `direccion`, or of this page with its list's filters."""
    peticion = context["request"]
    return peticion.build_absolute_uri(direccion or _con(peticion.path, context.get("consulta")))


def _con(ruta: str, consulta: str | None) -> str:
    return f"{ruta}?{consulta}" if consulta else ruta


@register.simple_tag(takes_context=True)
def en_idioma(context, codigo, con_consulta=False) -> str:
    """This page's path in another language; `con_consulta`: with the reader's whole query."""
    exigir(codigo in ("es-mx", "en"), f"en_idioma: idioma desconocido {codigo!r}.")
    peticion = context["request"]
    traducida = translate_url(peticion.path, codigo)
    if traducida == peticion.path and codigo != get_language():  # nothing is there: go home
        return "/en/" if codigo == "en" else "/"
    entera = peticion.META.get("QUERY_STRING")
    return _con(traducida, entera if con_consulta else context.get("consulta"))


@register.simple_tag(takes_context=True)
def en_seccion(context, prefijo) -> SafeString:
    """` aria-current="…"` where this page is, or is under, `prefijo`."""
    ruta = context["request"].path
    if ruta == prefijo:
        return mark_safe(' aria-current="page"')
    return mark_safe(' aria-current="true"' if ruta.startswith(prefijo) else "")  # noqa: S308


@register.simple_tag
def json_ld(datos) -> SafeString:
    """A block of linked data. It is data, never run, and cannot close its own element."""
    exigir(isinstance(datos, dict) and datos.get("@type"), "json_ld: falta «@type».")
    texto = json.dumps({"@context": "https://schema.org"} | datos, ensure_ascii=False)
    texto = texto.translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{texto}</script>')  # noqa: S308


@register.simple_tag
def sitio_ld(url) -> SafeString:
    """The portal as linked data, with its search."""
    return json_ld(
        {
            "@type": "WebSite",
            "name": "Gobierno Abierto",
            "url": url,
            "inLanguage": ["es-MX", "en"],
            "potentialAction": {
                "@type": "SearchAction",
                "target": f"{url}buscar/?q={{texto}}",
                "query-input": "required name=texto",
            },
        }
    )


@register.simple_tag(takes_context=True)
def migas_ld(context, pasos, actual) -> SafeString:
    """The breadcrumb as linked data."""
    absoluto = context["request"].build_absolute_uri
    lista = [
        (nombre, absoluto(url)) for nombre, url in [("Gobierno Abierto", reverse("inicio")), *pasos]
    ]
    elementos = [
        {"@type": "ListItem", "position": n, "name": str(nombre), "item": url}
        for n, (nombre, url) in enumerate([*lista, (actual, absoluto())], start=1)
    ]
    return json_ld({"@type": "BreadcrumbList", "itemListElement": elementos})


@register.filter
def dominio(url: str) -> str:
    """`https://www.example.org/x` → `example.org`."""
    return urlsplit(url).netloc.removeprefix("www.")
