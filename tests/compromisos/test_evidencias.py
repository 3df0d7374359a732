"""What a side shows of what it reports: a file or a link, public with the report and for ever."""

import hashlib
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from compromisos.models import Evidencia, Reporte
from gobierno_abierto.comun.roles import Rol
from gobierno_abierto.fuentes.models import Archivo, CopiaWeb
from secretariados.models import Institucion
from tests.bitacora.conftest import como_web
from tests.compromisos.factories import ReporteFactory
from tests.cuentas.casas import cuenta

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

ALTA = reverse("admin:compromisos_reporte_add")


def foto(nombre="avance.jpg"):
    imagen = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(imagen, "JPEG")
    return SimpleUploadedFile(nombre, imagen.getvalue(), "image/jpeg")


@pytest.fixture
def miembro(entrar):
    return entrar("gobierno")


@pytest.fixture
def datos(actividad, periodo):
    return {
        "actividad": actividad.pk,
        "periodo": periodo,
        "estado": "concluida",
        "texto": "Se abrió el padrón.",
    }


@pytest.fixture
def con_foto(miembro, datos):
    miembro.post(ALTA, datos | {"archivo": foto(), "muestra": "El padrón en línea"})
    return Reporte.objects.get()


class TestAlReportar:
    def test_a_photo_and_a_link(self, miembro, datos):
        miembro.post(
            ALTA,
            datos
            | {"archivo": foto(), "muestra": "El padrón", "direccion": "https://ejemplo.mx/p"},
        )
        archivo, enlace = Evidencia.objects.order_by("pk")
        assert (archivo.titulo, archivo.archivo.tipo) == ("El padrón", "image/jpeg")
        with archivo.archivo.abrir() as bytes_:
            assert archivo.sha256 == hashlib.sha256(bytes_.read()).hexdigest()
        assert (enlace.copia.url, enlace.sha256) == ("https://ejemplo.mx/p", None)

    @pytest.mark.parametrize(
        ("subido", "dicho"),
        [
            (SimpleUploadedFile("vacio.pdf", b""), "vacío"),
            (SimpleUploadedFile("foto.jpg", b"<svg onload=alert(1)>"), "tipo|marcado|texto"),
            (SimpleUploadedFile("algo.exe", b"MZ\x90\x00" * 10), "tipo"),
        ],
    )
    def test_what_is_no_evidence_is_refused_beside_its_box(self, miembro, datos, subido, dicho):
        pagina = miembro.post(ALTA, datos | {"archivo": subido})
        assert pagina.status_code == 200
        (frase,) = pagina.context["adminform"].form.errors["archivo"]
        assert frase
        assert not Reporte.objects.exists()

    @pytest.mark.parametrize(
        "direccion",
        [
            "http://127.0.0.1/",
            "http://169.254.169.254/",
            "http://10.0.0.1/",
            "ftp://ejemplo.mx/",
            "http://localhost/",
            "http://metadata.google.internal/",
            "http://servidor/",
            "http://impresora.local/",
        ],
    )
    def test_nor_is_a_link_to_inside(self, miembro, datos, direccion):
        pagina = miembro.post(ALTA, datos | {"direccion": direccion})
        assert pagina.context["adminform"].form.errors["direccion"]
        assert not CopiaWeb.objects.exists()

    def test_a_photo_outlives_a_mistake_in_another_box(self, miembro, datos):
        """A browser does not send a file again by itself."""
        pagina = miembro.post(ALTA, datos | {"texto": "", "archivo": foto()})
        form = pagina.context["adminform"].form
        assert "Ya se recibió «avance.jpg»" in pagina.content.decode()
        miembro.post(ALTA, datos | {"archivo_recibido": form["archivo_recibido"].value()})
        assert Evidencia.objects.get().archivo.nombre == "avance.jpg"

    def test_and_a_made_up_one_brings_nothing(self, miembro, datos, con_foto):
        archivo = Archivo.objects.get()
        miembro.post(ALTA, datos | {"archivo_recibido": str(archivo.uuid)})
        assert Evidencia.objects.count() == 1

    def test_a_draft_shows_it_to_its_side_alone(self, miembro, entrar, client, con_foto):
        evidencia = con_foto.evidencias.get()
        direccion = reverse("admin:ver-evidencia", args=[con_foto.pk, evidencia.pk])
        bajada = miembro.get(direccion)
        assert bajada.getvalue()
        assert bajada["Content-Disposition"].startswith("attachment")
        assert "no-store" in bajada["Cache-Control"]
        assert entrar("sociedad_civil").get(direccion).status_code == 404
        assert client.get(evidencia.archivo.get_absolute_url()).status_code == 404

    def test_and_may_take_it_out(self, miembro, con_foto):
        evidencia = con_foto.evidencias.get()
        quitar = reverse("admin:quitar-evidencia", args=[con_foto.pk, evidencia.pk])
        assert miembro.get(quitar).status_code == 200
        assert con_foto.evidencias.exists()
        assert miembro.post(quitar, {"confirmo": "on"}).status_code == 302
        assert not con_foto.evidencias.exists()

    def test_but_not_once_it_was_sent(self, miembro, con_foto):
        con_foto.enviar()
        quitar = reverse("admin:quitar-evidencia", args=[con_foto.pk, con_foto.evidencias.get().pk])
        assert miembro.post(quitar, {"confirmo": "on"}).status_code == 404


class TestQuienLaPone:
    """By SQL as the web role: of its own side, and never once its side reads it."""

    PONER = (
        "INSERT INTO compromisos_evidencia (clave, version, titulo, compromiso_id, reporte_id, "
        "copia_id) VALUES ('X-E9', 1, 'Puesta', 1, %s, %s)"
    )

    @pytest.fixture
    def borrador(self, actividad):
        return ReporteFactory(actividad=actividad, estado="concluida")

    def poner(self, quien, reporte):
        copia = CopiaWeb.objects.pedir("https://ejemplo.mx/otra")
        with transaction.atomic(), como_web() as cursor:
            cursor.execute("SELECT set_config('portal.cuenta', %s, true)", [quien])
            cursor.execute(self.PONER, [reporte.pk, copia.pk])

    def test_not_nobody_nor_another_side(self, casa, borrador):
        ajena = cuenta(Rol.MIEMBRO, casa, lado="sociedad_civil")
        for quien in ("", str(ajena.pk)):
            with pytest.raises(IntegrityError, match="Reporta quien actúa por ese lado"):
                self.poner(quien, borrador)
        self.poner(str(cuenta(Rol.ENLACE, casa).pk), borrador)
        assert borrador.evidencias.get().titulo == "Puesta"

    def test_not_once_it_was_sent(self, casa, borrador):
        borrador.enviar()
        with pytest.raises(IntegrityError, match="ya lo está leyendo"):
            self.poner(str(cuenta(Rol.MIEMBRO, casa).pk), borrador)


class TestElEnlace:
    """A liaison reports for its institution, and not for the rest of its side."""

    def test_of_what_its_institution_does(self, actividad, datos):
        enlace = Client()
        persona = cuenta(Rol.ENLACE, actividad.compromiso.plan.secretariado)
        enlace.force_login(persona)
        otra = Institucion.objects.exclude(pk=actividad.institucion_id).first()
        assert enlace.post(ALTA, datos | {"archivo": foto()}).status_code == 302
        persona.ocupaciones.update(institucion=otra)
        assert enlace.post(ALTA, datos).status_code == 200
        reporte = Reporte.objects.get()
        suya = reverse("admin:compromisos_reporte_change", args=[reporte.pk])
        assert enlace.get(suya).status_code == 404


class TestEnPublico:
    @pytest.fixture
    def publico(self, miembro, con_foto):
        con_foto.evidencias.create(
            titulo="La nota", copia=CopiaWeb.objects.pedir("https://ejemplo.mx/nota")
        )
        con_foto.enviar()
        publicar = reverse("admin:publicar-reporte", args=[con_foto.pk])
        pagina = miembro.get(publicar)
        assert "El padrón en línea" in pagina.content.decode()
        datos = {"confirmo": "on", "leido": pagina.context["form"]["leido"].value()}
        assert miembro.post(publicar, datos).status_code == 302
        return con_foto

    def test_everybody_may_see_it(self, client, publico):
        foto = publico.evidencias.get(archivo__isnull=False)
        bajada = client.get(foto.archivo.get_absolute_url())
        assert bajada.getvalue()
        assert bajada.status_code == 200
        pagina = client.get(publico.compromiso.get_absolute_url()).content.decode()
        assert "El padrón en línea" in pagina
        assert foto.sha256 in pagina

    def test_a_dead_link_says_so_and_gives_its_copy(self, client, publico):
        suya = publico.evidencias.get(copia__isnull=False)
        CopiaWeb.objects.filter(pk=suya.copia_id).update(
            revisada_en=timezone.now(), fallos=4, caida_desde=timezone.now() - timedelta(days=2)
        )
        assert (
            "Ya no responde" in client.get(publico.compromiso.get_absolute_url()).content.decode()
        )
        dado = client.get(f"/api/v1/evidencias/{suya.clave}/").json()
        assert (dado["direccion_estado"], dado["archivo"]) == ("caida", None)
        assert dado["direccion_caida_desde"]

    def test_the_api_tells_it(self, client, publico):
        lista = client.get("/api/v1/evidencias/", {"reporte": publico.clave}).json()
        foto, enlace = lista["results"]
        bajada = client.get(foto["archivo"])
        assert bajada.getvalue()
        assert bajada.status_code == 200
        assert (foto["archivo_tipo"], foto["lado"]) == ("image/jpeg", "gobierno")
        assert (enlace["direccion"], enlace["direccion_estado"]) == (
            "https://ejemplo.mx/nota", "pendiente"
        )  # fmt: skip

    @pytest.mark.parametrize("cambio", [{"titulo": "Otra cosa"}, {"archivo": None}])
    def test_it_is_never_changed(self, publico, cambio):
        suyas = Evidencia.objects.filter(reporte=publico, archivo__isnull=False)
        with pytest.raises(IntegrityError, match="publique otro"), transaction.atomic():
            suyas.update(**cambio)
        with (
            pytest.raises(IntegrityError, match=r"publique otro|no se borra"),
            transaction.atomic(),
        ):
            suyas.get().delete()

    def test_nor_added_to_not_even_by_sql(self, publico):
        otra = CopiaWeb.objects.pedir("https://ejemplo.mx/otra")
        with pytest.raises(IntegrityError, match="publique otro"), transaction.atomic():
            Evidencia(reporte=publico, titulo="x", copia=otra).save()
        with (
            pytest.raises(IntegrityError, match="publique otro"),
            transaction.atomic(),
            como_web() as cursor,
        ):
            cursor.execute("UPDATE compromisos_evidencia SET titulo = 'x', sha256 = 'y'")

    def test_nor_brought_from_a_draft(self, publico):
        """Dressed as if it had become public with it."""
        borrador = ReporteFactory(actividad=publico.actividad, estado="concluida", clave="X-R9")
        copia = CopiaWeb.objects.pedir("https://ejemplo.mx/otra")
        Evidencia(reporte=borrador, titulo="x", copia=copia).save()
        suya = Evidencia.objects.filter(reporte=borrador)
        for cuando in (publico.publicado_en, None):
            with pytest.raises(IntegrityError, match="publique otro"), transaction.atomic():
                suya.update(reporte=publico, publicado_en=cuando)
        borrador.enviar()
        otro = ReporteFactory(actividad=publico.actividad, estado="concluida", clave="X-R10")
        with pytest.raises(IntegrityError, match="ya lo está leyendo"), transaction.atomic():
            suya.update(reporte=otro)

    @pytest.mark.parametrize(
        "orden",
        [
            "UPDATE fuentes_copiaweb SET archivo_id = (SELECT min(id) FROM fuentes_archivo)",
            "UPDATE fuentes_copiaweb SET fallos = 9, caida_desde = now(), revisada_en = now()",
            "INSERT INTO fuentes_copiaweb (url, pedida_en, publica, toca_en, fallos, revisada_en) "
            "VALUES ('https://ejemplo.mx/x', now(), false, now(), 0, now())",
        ],
    )
    def test_what_is_on_the_web_is_told_by_the_worker_that_saw_it(self, publico, orden):
        """Not by the role that answers pages, even while there is no copy."""
        assert not CopiaWeb.objects.filter(archivo__isnull=False).exists()
        with (
            pytest.raises(IntegrityError, match="quien fue a verlo"),
            transaction.atomic(),
            como_web() as cursor,
        ):
            cursor.execute(orden)

    @pytest.mark.parametrize(
        "orden",
        [
            "UPDATE fuentes_copiaweb SET url = 'https://otra.mx/'",
            "UPDATE fuentes_copiaweb SET url_final = 'https://otra.mx/'",
            "UPDATE fuentes_copiaweb SET sha256 = repeat('0', 64)",
            "UPDATE fuentes_copiaweb SET archivo_id = NULL",
            "UPDATE fuentes_copiaweb SET publica = false",
            "DELETE FROM fuentes_copiaweb",
        ],
    )
    def test_the_copy_of_a_link_is_what_was_cited(self, publico, orden):
        copia = publico.evidencias.get(copia__isnull=False).copia
        CopiaWeb.objects.filter(pk=copia.pk).update(archivo=Archivo.objects.first(), sha256="a")
        with (
            pytest.raises(IntegrityError, match=r"se citó|la citan"),
            transaction.atomic(),
            como_web() as cursor,
        ):
            cursor.execute(orden)

    def test_a_file_or_a_link_and_not_both(self, actividad):
        reporte = ReporteFactory(actividad=actividad)
        with pytest.raises(IntegrityError, match="archivo_o_direccion"), transaction.atomic():
            Evidencia(reporte=reporte, titulo="x").save()
