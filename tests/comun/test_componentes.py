"""Components render what they are given and refuse what they do not understand."""

import json
import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation


@pytest.fixture(autouse=True)
def _en_espanol():
    """A request of another test may have left its language on."""
    with translation.override("es-mx"):
        yield


def pintar(fuente: str, ruta: str = "/compromisos/?plan=pa15", **contexto) -> str:
    peticion = RequestFactory().get(ruta)
    return Template(fuente).render(Context({"request": peticion} | contexto)).strip()


class Busqueda(forms.Form):
    q = forms.CharField(required=False, label="Buscar")
    plan = forms.ChoiceField(required=False, label="Plan", choices=[("", "---"), ("pa15", "PA15")])
    pais = forms.CharField(required=False)


@pytest.mark.parametrize(
    "fuente",
    [
        '{% insignia "" %}',
        '{% insignia "Difieren" "rojo" %}',
        '{% aviso "" %}',
        '{% aviso "Ojo" tono="difiere" %}',
        '{% migas "Planes" "/planes/" %}',
        '{% migas "" %}',
        '{% ficha "" "valor" %}',
        '{% voz "iglesia" "Iglesia" %}',
        '{% voz "gobierno" "" %}',
        '{% voz "gobierno" "Gobierno" "Cumplido" %}',
        '{% barra "" partes %}',
        '{% barra "Nada" nada %}',
        '{% barra "Mal" mal %}',
        "{% filtros nada nada '/' %}",
        "{% filtros mal nada '/' %}",
        "{% quitar mal %}",
        "{% paginacion mal %}",
        '{% vacio "" "Pruebe otra cosa" %}',
        '{% vacio "Nada" "" %}',
        '{% vacio "Nada" "Pruebe" "/planes/" %}',
        '{% cita mal "" "/api/" %}',
        '{% lang "fr" %}',
        '{% en_idioma "fr" %}',
        "{% json_ld nada %}",
        '{% fecha_parcial nada "siglo" %}',
    ],
)
def test_wrong_arguments_are_refused(fuente):
    with pytest.raises(TemplateSyntaxError):
        pintar(fuente, nada=[], mal=[{"grado": "raro", "total": 1}], partes=[])


def test_insignia_is_text():
    assert pintar('{% insignia "Difieren" "difiere" %}') == (
        '<span class="insignia tono-difiere">Difieren</span>'
    )


def test_components_escape_what_they_are_given():
    assert "<b>" not in pintar("{% insignia texto %}{% aviso texto %}", texto="<b>hola</b>")


def test_migas_say_where_one_is_to_people_and_to_machines():
    html = pintar('{% migas "Planes" "/planes/" "PA15" %}', ruta="/planes/pa15/")

    assert '<span aria-current="page">PA15</span>' in html
    (datos,) = re.findall(r'<script type="application/ld\+json">(.+?)</script>', html)
    pasos = json.loads(datos)["itemListElement"]
    assert [(paso["position"], paso["item"]) for paso in pasos] == [
        (1, "http://testserver/"),
        (2, "http://testserver/planes/"),
        (3, "http://testserver/planes/pa15/"),
    ]


def test_linked_data_cannot_close_its_own_element():
    html = pintar("{% json_ld datos %}", datos={"@type": "Thing", "name": "</script><b>&amp;"})

    assert html.count("</script>") == 1
    assert json.loads(html[len('<script type="application/ld+json">') : -len("</script>")]) == {
        "@context": "https://schema.org",
        "@type": "Thing",
        "name": "</script><b>&amp;",
    }


def test_an_unknown_value_is_said():
    assert "No consta" in pintar('{% ficha "Lugar" nada %}', nada=None)


def test_a_silent_voice_is_said():
    assert "No consta pronunciamiento" in pintar('{% voz "sociedad_civil" "Sociedad civil" %}')


def test_barra_draws_what_it_says():
    partes = [
        {"etiqueta": "completo", "total": 5, "grado": "pleno", "url": "/x"},
        {"etiqueta": "limitado", "total": 8, "grado": "bajo", "url": ""},
    ]

    html = pintar('{% barra "Según la revisión" partes %}', partes=partes)

    assert 'viewBox="0 0 13 1"' in html
    assert 'x="5" y="0" width="8"' in html
    assert "<strong>8</strong> limitado" in html
    assert "style=" not in html


def test_filters_keep_what_the_form_does_not_offer():
    formulario = Busqueda({"plan": "pa15", "pais": "*", "pagina": "3", "utm": "x"})

    html = pintar(
        '{% filtros campos nada "/compromisos/" 1 %}',
        campos=[formulario["q"], formulario["plan"]],
        nada=[],
    )

    assert '<input type="hidden" name="pais" value="*">' in html
    assert "utm" not in html
    assert "pagina" not in html
    assert '<option value="">Cualquiera</option>' in html
    assert '<option value="pa15" selected>' in html


def test_each_chip_takes_away_its_own_filter():
    elegidos = [{"nombre": "Plan", "valor": "PA15", "url": "?contraste=difiere"}]

    html = pintar("{% quitar elegidos %}", elegidos=elegidos)

    assert 'href="?contraste=difiere"' in html
    assert "Quitar filtro:" in html


def test_pages_keep_the_filters():
    pagina = Paginator(range(100), 10).page(2)

    html = pintar('{% paginacion pagina "plan=pa15&q=a" %}', pagina=pagina)

    assert 'href="?plan=pa15&amp;q=a&amp;pagina=3"' in html
    assert pintar("{% paginacion pagina %}", pagina=Paginator([1], 10).page(1)) == ""


def test_the_same_page_in_the_other_language():
    assert pintar('{% en_idioma "en" True %}') == "/en/compromisos/?plan=pa15"
    assert pintar('{% en_idioma "en" %}') == "/en/compromisos/"
    assert pintar('{% en_idioma "en" %}', ruta="/no-existe/") == "/en/"


@pytest.mark.parametrize(
    ("idioma", "esperado"), [("es-mx", ' lang="en"'), ("en", "")], ids=["es", "en"]
)
def test_words_in_another_language_say_so(idioma, esperado):
    with translation.override(idioma):
        assert pintar('<q{% lang "en" %}>x</q>') == f"<q{esperado}>x</q>"


def test_absolute_addresses_have_the_filters_and_nothing_else():
    assert pintar("{% absoluta %}") == "http://testserver/compromisos/"
    assert pintar("{% absoluta as a %}{{ a|safe }}", consulta="plan=pa15&q=a") == (
        "http://testserver/compromisos/?plan=pa15&q=a"
    )
    assert pintar('{% absoluta "/planes/" %}') == "http://testserver/planes/"


def test_the_pages_of_last_resort_do_without_a_manifest(settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
            "OPTIONS": {"location": "/nonexistent"},
        }
    }

    assert pintar('{% hoja "css/base.css" %}') == ""
    assert "El portal vuelve en un momento" in pintar('{% include "503.html" %}')
