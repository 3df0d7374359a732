"""Small files of each edition, of what no country promised: `datos/`."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

DATOS = Path(__file__).parent / "datos"


@pytest.fixture
def importar_edicion():
    """Imports one of the small files, and returns what the command said."""

    def importar(edicion: str, **opciones) -> str:
        dicho = StringIO()
        call_command("importar_ogp", DATOS / f"edicion_{edicion}.csv", stdout=dicho, **opciones)
        return dicho.getvalue()

    return importar
