"""Uploading a table of commitments to the admin, and what it answers."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile

PAGINA = "/admin/importar/"
CLAVE = "MX-PA15-C06"
PORQUE = "La fuente lo dice así."


def en_csv(*filas):
    texto = io.StringIO()
    escritor = csv.DictWriter(texto, list(filas[0]))
    escritor.writeheader()
    escritor.writerows(filas)
    return SimpleUploadedFile("compromisos.csv", texto.getvalue().encode())


def subir(navegador, archivo, fuente=None, **mas):
    datos = {"archivo": archivo, "motivo": PORQUE, "fuente": fuente.pk if fuente else "", **mas}
    return navegador.post(PAGINA, datos)


def confirmar(navegador, vista):
    return navegador.post(PAGINA, {"visto": vista.context["visto"]})


def malas(respuesta):
    assert respuesta.status_code == 422
    return [str(mala) for mala in respuesta.context["malas"]]
