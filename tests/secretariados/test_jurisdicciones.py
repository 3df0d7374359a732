"""A place has the code that the world knows it by, or none."""

import pytest
from django.db import IntegrityError, transaction

from secretariados.models import Jurisdiccion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


@pytest.mark.parametrize(
    ("tipo", "iso"),
    [("pais", "XXX9"), ("pais", "mx"), ("pais", "MX-DUR"), ("entidad", "DUR"), ("entidad", "MX")],
)
def test_what_is_no_code_of_iso_is_refused(tipo, iso):
    lugares = Jurisdiccion.objects.filter(tipo=tipo)
    with pytest.raises(IntegrityError, match="jurisdiccion_iso_escrito"), transaction.atomic():
        lugares.filter(pk=lugares.first().pk).update(iso=iso)


@pytest.mark.parametrize(
    ("tipo", "iso"), [("pais", "ZZ"), ("pais", None), ("entidad", "MX-ZZZ"), ("entidad", "UY-9")]
)
def test_what_is_one_is_taken(tipo, iso):
    lugares = Jurisdiccion.objects.filter(tipo=tipo)
    assert lugares.filter(pk=lugares.first().pk).update(iso=iso) == 1
