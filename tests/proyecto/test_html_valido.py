"""The W3C's validator over every page. Without it, or without Java: skipped, saying so."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db

VNU = os.environ.get("VNU_JAR", "")


@pytest.mark.skipif(
    not (VNU and Path(VNU).is_file() and shutil.which("java")),
    reason="No hay Java o VNU_JAR no nombra el verificador del W3C.",
)
def test_every_page_is_valid_html(paginas, tmp_path):
    nombres = {}
    for numero, pagina in enumerate(paginas.values()):
        archivo = tmp_path / f"{numero}.html"
        archivo.write_text(pagina.html)
        nombres[archivo.name] = pagina.direccion
    orden = ["java", "-jar", VNU, "--format", "json", "--errors-only", str(tmp_path)]
    dicho = json.loads(subprocess.run(orden, capture_output=True, text=True).stderr)
    errores = {(nombres[Path(m["url"]).name], m["message"]) for m in dicho["messages"]}
    assert sorted(errores) == []
