"""How to take the data from the programs that people have. What is shown is what the tests run.

`{sitio}` is the address of the portal.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["RECETAS", "Receta"]


@dataclass(frozen=True)
class Receta:
    slug: str
    titulo: str | Promise
    nota: str | Promise
    codigo: str

    def en(self, sitio: str) -> str:
        return self.codigo.replace("{sitio}", sitio)


RECETAS = (
    Receta(
        "hoja",
        _("Hoja de cálculo (Google Sheets, LibreOffice)"),
        _(
            "En Google Sheets escríbalo en una celda; se vuelve a pedir más o menos cada hora. El "
            "portal debe tener una dirección pública. En LibreOffice, vincule la misma dirección "
            "como datos externos; en Excel, añada «&bom=1» y ábralo, o baje el XLSX."
        ),
        '=IMPORTDATA("{sitio}/api/v1/compromisos.csv?plan=pa15&campos=clave,titulo,contraste")',
    ),
    Receta(
        "curl",
        _("curl"),
        _(
            "Sin clave. «-f» hace que un error lo sea también para quien llama; «--data-urlencode» "
            "escribe las comillas y los acentos como van en una dirección."
        ),
        """\
curl -fsS '{sitio}/api/v1/compromisos/?contraste=difiere&campos=clave,titulo'
curl -fsS -G '{sitio}/api/v1/compromisos/' -d campos=clave --data-urlencode 'q="datos abiertos"'
curl -fsS -o compromisos.csv '{sitio}/api/v1/compromisos.csv?plan=pa15'
curl -fsS -o cambios.ndjson '{sitio}/api/v1/cambios.ndjson?desde=100'
""",
    ),
    Receta(
        "python",
        _("Python, sin instalar nada"),
        _("Recorre las páginas por «next» hasta que no hay más."),
        """\
import json
from urllib.request import urlopen

direccion = "{sitio}/api/v1/compromisos/?plan=pa15&page_size=10&campos=clave,contraste"
compromisos = []
while direccion:
    with urlopen(direccion) as respuesta:
        pagina = json.load(respuesta)
    compromisos += pagina["results"]
    direccion = pagina["next"]

difieren = [uno["clave"] for uno in compromisos if uno["contraste"] == "difiere"]
print(len(compromisos), "compromisos;", len(difieren), "en que difieren las voces")
""",
    ),
    Receta(
        "pandas",
        _("pandas"),
        _("Las claves como texto; una celda vacía es un valor que no consta, no un cero."),
        """\
import pandas as pd

compromisos = pd.read_csv("{sitio}/api/v1/compromisos.csv?plan=pa15", dtype={"numero": "Int64"})
print(compromisos["contraste"].value_counts().to_dict())
""",
    ),
    Receta(
        "r",
        _("R, sin instalar nada"),
        _("Con «readr» o «jsonlite» también: las mismas direcciones."),
        """\
compromisos <- read.csv("{sitio}/api/v1/compromisos.csv?plan=pa15", encoding = "UTF-8")
print(table(compromisos$contraste))
""",
    ),
)
