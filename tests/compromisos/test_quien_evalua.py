"""Only whoever evaluates writes a review, and the ledger says that it was so."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from compromisos.models import Compromiso, Evaluacion
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.bitacora.sellado import sellar_todo
from gobierno_abierto.comun.roles import Rol
from gobierno_abierto.cuentas.quien_escribe import en_nombre_de
from gobierno_abierto.fuentes.models import Fuente
from planes.models import Plan
from tests.bitacora.conftest import como_web
from tests.compromisos.test_replicas import como_si_fuera
from tests.cuentas.casas import cuenta, hacer_secretariado

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

LISTA = "admin:compromisos_evaluacion_changelist"
MRI = "Mecanismo de Revisión Independiente"


@pytest.fixture
def casa():
    return hacer_secretariado("casa")


@pytest.fixture
def entrar(casa):
    def abrir(rol):
        navegador = Client()
        navegador.force_login(cuenta(rol, casa))
        return navegador

    return abrir


def formulario(**mas):
    return {
        "compromiso": Compromiso.objects.get(clave="MX-CASA-C01").pk,
        "momento": "fin_termino", "vocabulario": "ogp_desde_2019", "evaluador": MRI,
        "fecha_precision": "no_consta", "fuente": Fuente.objects.first().pk,
        "codificaciones-TOTAL_FORMS": 1, "codificaciones-INITIAL_FORMS": 0,
        "codificaciones-0-variable": "cumplimiento", "codificaciones-0-valor": "sustancial",
    } | mas  # fmt: skip


def borrador(momento, **campos):
    return Evaluacion.objects.create(
        clave=f"MX-CASA-C01-{momento}", compromiso=Compromiso.objects.get(clave="MX-CASA-C01"),
        momento=momento, vocabulario="ogp_desde_2019", evaluador=MRI,
        fuente=Fuente.objects.first(), **campos,
    )  # fmt: skip


def publicar(navegador, *borradores):
    elegidos = [suyo.pk for suyo in borradores]
    datos = {"action": "publicar", "confirmo": "on", "_selected_action": elegidos}
    return navegador.post(reverse(LISTA), datos)


class TestLoQueConstaEnFuentes:
    """History's reviews, and OGP's, are brought by the commands that load them."""

    @pytest.fixture
    def historica(self):
        return Evaluacion.objects.get(clave="MX-PA15-C12-MRI-medio-termino")

    @pytest.mark.parametrize("rol", [Rol.ADMINISTRADOR, Rol.EVALUADOR])
    def test_no_account_writes_it_by_a_form(self, entrar, historica, rol):
        navegador = entrar(rol)
        suya = reverse("admin:compromisos_evaluacion_change", args=[historica.pk])
        assert not navegador.get(suya).context["has_change_permission"]
        datos = {"version": historica.version, "evaluador": "Otro"}
        assert navegador.post(suya, datos).status_code == 403
        pa15 = Compromiso.objects.get(clave="MX-PA15-C12")
        alta = reverse("admin:compromisos_evaluacion_add")
        navegador.post(alta, formulario(compromiso=pa15.pk, momento="resultados"))
        assert not pa15.evaluaciones.filter(momento="resultados").exists()

    def test_nobody_else_is_offered_to(self, entrar):
        alta = reverse("admin:compromisos_evaluacion_add")
        assert entrar(Rol.ADMINISTRADOR).get(alta).status_code == 403

    @pytest.mark.parametrize("rol", [Rol.ADMINISTRADOR, Rol.EVALUADOR])
    def test_nor_by_any_other_way(self, casa, historica, rol):
        esta = Evaluacion.objects.filter(pk=historica.pk)
        ordenes = (
            lambda: esta.update(evaluador="Otro"),
            lambda: historica.codificaciones.update(valor=None, ausencia="NR"),
            lambda: historica.codificaciones.create(variable="etiqueta", valor="otra"),
            lambda: historica.codificaciones.all().delete(),
            lambda: por_sql("UPDATE compromisos_evaluacion SET informe = 'x' WHERE id = %s"),
        )

        def por_sql(orden):
            with como_web() as cursor:
                cursor.execute(orden, [historica.pk])

        with en_nombre_de(cuenta(rol, casa).pk):
            for orden in ordenes:
                with pytest.raises(IntegrityError, match="trae la carga"), transaction.atomic():
                    orden()

    def test_the_load_still_does(self, historica):
        esta = Evaluacion.objects.filter(pk=historica.pk)
        esta.update(evaluador="Otro")  # as an older file said, not as a person did
        esta.update(version_cargada=F("version"))
        call_command("cargar_historia", verbosity=0)
        historica.refresh_from_db()
        assert historica.evaluador.startswith(MRI)


class TestLaBitacoraDiceQuien:
    def test_an_evaluator_and_for_whom(self, entrar, client):
        navegador = entrar(Rol.EVALUADOR)
        antes = Entrada.objects.latest("pk").pk
        alta = reverse("admin:compromisos_evaluacion_add")
        assert navegador.post(alta, formulario(publicar="on", confirmo="on")).status_code == 302
        suyas = Entrada.objects.filter(pk__gt=antes)
        assert {e.parte for e in suyas} >= {None, "codificacion"}
        assert {(e.lado, e.oficina) for e in suyas} == {(None, f"Evaluación independiente · {MRI}")}

        sellar_todo()
        sello = suyas.filter(parte="codificacion").get().sello
        pagina = client.get(f"/bitacora/{sello.secuencia}/").content.decode()
        assert f"Evaluación independiente · {MRI}" in pagina
        assert "Administración del portal" not in pagina
        dada = client.get(f"/api/v1/cambios/{sello.secuencia}/").json()
        assert (dada["lado"], dada["oficina"]) == (None, f"Evaluación independiente · {MRI}")

    def test_of_what_it_publishes_from_the_list(self, entrar):
        suyo = borrador("resultados")
        publicar(entrar(Rol.EVALUADOR), suyo)
        entrada = Entrada.objects.get(objeto_clave=suyo.clave, parte=None)
        assert entrada.oficina == f"Evaluación independiente · {MRI}"

    def test_of_the_final(self, entrar):
        suyo = borrador("resultados")
        navegador = entrar(Rol.EVALUADOR)
        publicar(navegador, suyo)
        como_si_fuera(suyo, replicas_hasta=timezone.localdate() - timedelta(days=1))
        final = reverse("admin:concluir-evaluacion", args=[suyo.pk])
        datos = {"texto": "Se mantiene.", "confirmo": "on"}
        assert navegador.post(final, datos).status_code == 302
        entrada = Entrada.objects.filter(objeto_clave=suyo.clave).latest("pk")
        assert (entrada.tipo, entrada.lado) == ("reporte", None)
        assert entrada.oficina == f"Evaluación independiente · {MRI}"

    def test_the_administrator_too_is_somebody(self, entrar, client):
        pa15 = Plan.objects.get(clave="pa15")
        navegador = entrar(Rol.ADMINISTRADOR)
        cambio = reverse("admin:planes_eje_add")
        datos = {
            "clave": "pa15-eje-de-prueba", "plan": pa15.pk, "esquema": "propuesto", "orden": 99,
            "nombre": "De prueba", "nombre_idioma": "es", "publicar": "on", "confirmo": "on",
        }  # fmt: skip
        respuesta = navegador.post(cambio, datos)
        assert respuesta.status_code == 302, respuesta.context["errors"]
        entrada = Entrada.objects.get(objeto_clave="pa15-eje-de-prueba", parte=None)
        assert (entrada.lado, entrada.oficina) == (None, "Administración del portal")


def test_published_all_or_none_and_told_why(entrar):
    """The database refuses one of two: neither is public, and the page says which and why."""
    bueno = borrador("resultados")
    malo = borrador("fin_termino", replicas_hasta=timezone.localdate())
    respuesta = publicar(entrar(Rol.EVALUADOR), bueno, malo)
    assert respuesta.status_code == 302
    (dicho,) = map(str, get_messages(respuesta.wsgi_request))
    assert dicho == (
        f"No se publicó nada. {malo.clave}: Dé a los lados al menos catorce días para responder."
    )
    assert not Evaluacion.objects.filter(pk__in=[bueno.pk, malo.pk], publico=True).exists()
