"""Addresses: what an export writes a hundred thousand times is what Django says of each."""

import pytest
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from compromisos.models import Compromiso
from gobierno_abierto.comun.enlaces import Enlace
from planes.models import Mesa

CLAVE = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}", fullmatch=True)
LIBRE = st.text(st.characters(blacklist_characters="/", blacklist_categories=("Cs",)), min_size=1)


@given(clave=CLAVE, otra=CLAVE, idioma=st.sampled_from(["es-mx", "en"]))
def test_the_same_as_django_says(clave, otra, idioma):
    with translation.override(idioma):
        assert Compromiso.enlace.direccion([clave]) == reverse("compromiso", args=[clave])
        assert Mesa.enlace.direccion([clave, otra]) == reverse("mesa", args=[clave, otra])


@given(nombre=LIBRE)
def test_any_name_of_a_file_is_quoted_as_django_does(nombre):
    partes = ["6a1f8e0c-3a55-4c39-9d7b-0f2f3f1a2b4c", nombre]
    assert Enlace("", "archivo", ("a", "b")).direccion(partes) == reverse("archivo", args=partes)


@pytest.mark.parametrize("secuencia", [1, 70_000])
def test_a_page_that_takes_only_numbers(secuencia):
    assert Enlace("", "entrada", ("secuencia",)).direccion([secuencia]).endswith(f"/{secuencia}/")
