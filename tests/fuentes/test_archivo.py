"""A file that is kept: where, for how long, and who may download it."""

import hashlib
import io
import os
import stat
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from gobierno_abierto.fuentes.archivos import almacen
from gobierno_abierto.fuentes.archivos.rechazos import ArchivoRechazado
from gobierno_abierto.fuentes.models import Archivo
from tests.fuentes.muestras import AUTORA, foto

pytestmark = pytest.mark.django_db

SIN_NADA = UUID(int=0)


@pytest.fixture
def archivo():
    return Archivo.objects.recibir("Niñez en cifras.txt", io.BytesIO("ñ\n".encode()))


@pytest.fixture
def publico(archivo):
    archivo.publicar()
    return archivo


def cambiar(archivo, **campos):
    with transaction.atomic():
        return Archivo.objects.filter(pk=archivo.pk).update(**campos)


class TestGuardar:
    def test_what_is_kept_is_what_its_row_says(self):
        archivo = Archivo.objects.recibir("../Foto.jpeg", io.BytesIO(foto()))
        with archivo.abrir() as abierto:
            datos = abierto.read()
        assert AUTORA.encode() not in datos
        assert (archivo.nombre, archivo.tipo) == ("Foto.jpg", "image/jpeg")
        assert (archivo.tamano, archivo.sha256) == (len(datos), hashlib.sha256(datos).hexdigest())

    def test_nobody_else_reads_it_on_disk_and_its_name_is_random(self, archivo):
        ruta = almacen.ruta_de(archivo.uuid)
        assert ruta.is_relative_to(settings.DATOS_DIR)
        assert not ruta.is_relative_to(settings.STATIC_ROOT)
        assert stat.S_IMODE(ruta.stat().st_mode) == 0o600
        for carpeta in (ruta.parent, ruta.parent.parent):
            assert stat.S_IMODE(carpeta.stat().st_mode) == 0o700
        assert (ruta.name, archivo.uuid.version) == (archivo.uuid.hex, 4)
        assert [r.name for r in ruta.parent.iterdir() if r.name.startswith(".")] == []

    def test_a_folder_that_others_enter_is_not_trusted(self, settings, tmp_path):
        settings.DATOS_DIR = tmp_path
        (tmp_path / "archivos").mkdir(mode=0o755)
        with pytest.raises(PermissionError):
            almacen.guardar(uuid4(), b"x")

    def test_nor_one_that_leads_elsewhere(self, settings, tmp_path):
        settings.DATOS_DIR = tmp_path
        (tmp_path / "otra").mkdir(mode=0o700)
        (tmp_path / "archivos").symlink_to(tmp_path / "otra")
        with pytest.raises(PermissionError):
            almacen.guardar(uuid4(), b"x")

    def test_what_is_not_taken_leaves_nothing(self):
        with pytest.raises(ArchivoRechazado):
            Archivo.objects.recibir("x.pdf", io.BytesIO(b""))
        assert not Archivo.objects.exists()


class TestInmutable:
    @pytest.mark.parametrize(
        "campos", [{"nombre": "otro.txt"}, {"sha256": "0" * 64}, {"tamano": 1}, {"uuid": SIN_NADA}]
    )
    def test_nothing_of_it_changes(self, archivo, campos):
        with pytest.raises(IntegrityError, match="Un archivo guardado no se cambia"):
            cambiar(archivo, **campos)

    def test_it_is_published_once_and_when_it_is(self, archivo):
        archivo.publicar()
        primera = archivo.publicado_en
        assert primera is not None
        archivo.publicar()
        assert archivo.publicado_en == primera
        with pytest.raises(IntegrityError, match="no se cambia"):
            cambiar(archivo, publicado_en=None)

    def test_nobody_makes_one_that_is_public_already(self, publico):
        otro = Archivo.objects.create(
            nombre="a.txt",
            tipo="text/plain",
            tamano=1,
            sha256="0" * 64,
            publicado_en=publico.publicado_en,
        )
        otro.refresh_from_db()
        assert otro.publicado_en is None

    def test_what_is_public_is_not_deleted_and_a_draft_is(self, archivo):
        archivo.delete()
        otro = Archivo.objects.recibir("b.txt", io.BytesIO(b"b"))
        otro.publicar()
        with pytest.raises(IntegrityError, match="no se borra"):
            otro.delete()


class TestSobrantes:
    def test_what_no_row_knows_goes_after_a_month(self, archivo):
        suelto, a_medias = almacen.ruta_de(uuid4()), almacen.ruta_de(uuid4())
        a_medias = a_medias.with_name(f".{a_medias.name}")
        for ruta in (suelto, a_medias, nuevo := almacen.ruta_de(uuid4())):
            ruta.parent.mkdir(mode=0o700, exist_ok=True)
            ruta.write_bytes(b"x")
        for ruta in (suelto, a_medias, almacen.ruta_de(archivo.uuid)):
            os.utime(ruta, (0, 0))
        almacen.borrar_sobrantes(Archivo.objects.conocidos)
        assert not suelto.exists()
        assert not a_medias.exists()
        assert nuevo.exists()
        assert almacen.ruta_de(archivo.uuid).exists()


class TestDescargar:
    def test_it_is_downloaded_and_never_opened(self, client, publico):
        respuesta = client.get(publico.get_absolute_url())
        assert respuesta.status_code == 200
        assert b"".join(respuesta) == "ñ\n".encode()
        assert respuesta["Content-Disposition"] == (
            "attachment; filename*=utf-8''Ni%C3%B1ez%20en%20cifras.txt"
        )
        assert respuesta["Content-Type"] == "text/plain; charset=utf-8"
        assert respuesta["Content-Length"] == "3"
        assert respuesta["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in respuesta["Content-Security-Policy"]
        assert "default-src 'none'" in respuesta["Content-Security-Policy"]
        assert respuesta["Cache-Control"] == "public, max-age=31536000, immutable"
        assert respuesta["ETag"] == f'"{publico.sha256}"'
        assert not respuesta.cookies

    def test_a_browser_that_has_it_already(self, client, publico):
        respuesta = client.get(
            publico.get_absolute_url(),
            headers={"If-None-Match": f'"{publico.sha256}"', "Accept-Encoding": "gzip"},
        )
        assert respuesta.status_code == 304

    def test_it_comes_as_it_is_kept(self, client, publico):
        respuesta = client.get(publico.get_absolute_url(), headers={"Accept-Encoding": "gzip, br"})
        assert b"".join(respuesta) == "ñ\n".encode()

    def test_head_says_the_same_without_it(self, client, publico):
        respuesta = client.head(publico.get_absolute_url())
        entera = client.get(publico.get_absolute_url())
        assert respuesta.content == b""
        assert b"".join(entera)
        suyo = "X-Request-ID"  # each question has its own
        assert respuesta.headers.pop(suyo) != entera.headers.pop(suyo)
        assert dict(respuesta.headers) == dict(entera.headers)

    def test_one_that_the_disk_lost_is_no_crash(self, client, publico):
        almacen.ruta_de(publico.uuid).unlink()
        respuesta = client.get(publico.get_absolute_url())
        assert respuesta.status_code == 404

    def test_only_what_is_public(self, client, archivo):
        assert client.get(archivo.get_absolute_url()).status_code == 404

    @pytest.mark.parametrize("nombre", ["otro.txt", "%00", "..%2f..%2fclave_secreta", "%ff"])
    def test_only_by_its_address(self, client, publico, nombre):
        assert client.get(f"/archivos/{publico.uuid}/{nombre}").status_code == 404

    @pytest.mark.parametrize("direccion", [f"/archivos/{SIN_NADA}/a.txt", "/archivos/1/a.txt"])
    def test_nothing_there(self, client, direccion):
        respuesta = client.get(direccion)
        assert respuesta.status_code == 404
        assert "<h1" in respuesta.content.decode()

    def test_it_is_not_written_to(self, client, publico):
        assert client.post(publico.get_absolute_url()).status_code == 405
