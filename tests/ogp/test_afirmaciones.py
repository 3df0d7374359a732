"""What the base says otherwise of a commitment is seen on its page, while a file says it."""

import pytest

from gobierno_abierto.fuentes.models import Afirmacion
from gobierno_abierto.portal.ogp.importacion import importar
from tests.compromisos.test_views import leer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def test_a_statement_is_on_its_page_and_goes_when_the_file_no_longer_makes_it(client, alterada):
    importar(alterada("2017"))
    suya = Afirmacion.objects.get(
        objeto_clave="MX-PA15-C12", propiedad="medio_termino_cumplimiento",
        clave__contains="-ogp-",
    )  # fmt: skip
    pagina = leer(client, "/compromisos/MX-PA15-C12/")
    assert "sin discrepancia abierta" in pagina
    assert "Limited" in pagina
    registro = client.get("/api/v1/compromisos/MX-PA15-C12/").json()
    assert suya.clave in registro["afirmaciones"]

    otra = importar(alterada("2017", {(11, "Completion (progress report)"): "d. Complete"}))
    assert f"se retiró: {suya.clave}" in "\n".join(otra.hallazgos.en_palabras())
    suya.refresh_from_db()
    assert not suya.publico
    assert "ya no lo dice" in suya.retiro_motivo

    importar(alterada("2017"))  # which says it again
    suya.refresh_from_db()
    assert suya.publico
