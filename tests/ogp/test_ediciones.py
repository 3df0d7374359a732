"""Each edition, from the small files: every row is accounted for, and told if it is odd."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from compromisos.models import Codificacion, Compromiso, Evaluacion, Meta
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.fuentes.models import Afirmacion, Fuente
from gobierno_abierto.portal.ogp.conversion import ya_termino
from gobierno_abierto.portal.ogp.importacion import importar
from planes.models import Plan
from secretariados.models import Jurisdiccion
from tests.ogp.conftest import DATOS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

EDICIONES = {
    "2017": (12, 6, 0, 2, 4),
    "intermedia": (7, 3, 2, 1, 1),
    "2015": (4, 2, 0, 1, 1),
    "posterior": (4, 2, 0, 1, 1),
}


def codificado(compromiso: str, momento: str = "medio_termino") -> dict[str, str]:
    filas = Codificacion.objects.filter(
        evaluacion__compromiso__titulo=compromiso, evaluacion__momento=momento
    )
    return {c.variable: c.valor or c.ausencia for c in filas}


def dichas_de(clave: str) -> dict[str, str]:
    suyas = Afirmacion.objects.filter(objeto_tipo="compromiso", objeto_clave=clave)
    return dict(suyas.filter(clave__contains="-ogp-").values_list("propiedad", "valor"))


@pytest.mark.parametrize("edicion", EDICIONES)
def test_every_row_is_accounted_for(edicion):
    filas, compromisos, hitos, comparadas, rechazadas = EDICIONES[edicion]
    hecho = importar(DATOS / f"edicion_{edicion}.csv")
    assert hecho.edicion.nombre == edicion
    assert (hecho.filas, hecho.compromisos, hecho.hitos) == (filas, compromisos, hitos)
    assert (hecho.comparadas, hecho.rechazadas) == (comparadas, rechazadas)
    assert filas == compromisos + hitos + comparadas + rechazadas
    assert len(hecho.recuentos["compromisos"].nuevas) == compromisos


@pytest.mark.parametrize("edicion", EDICIONES)
def test_whom_to_write_to_is_nowhere(edicion):
    """Nor in the ledger, which holds all that was written."""
    importar(DATOS / f"edicion_{edicion}.csv")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM bitacora_entrada WHERE despues::text ~* %s",
            ["persona.inventada|Persona Inventada|555 0100|alguien@ejemplo"],
        )
        assert cursor.fetchone() == (0,)
    assert Entrada.objects.filter(procedencia="externa").exists()


class TestDe2017:
    @pytest.fixture(autouse=True)
    def dicho(self, historia, db, importar_edicion) -> str:
        return importar_edicion("2017")

    def test_a_plan_and_its_country(self):
        plan = Plan.objects.get(clave="ie-p1")
        assert (plan.prefijo, plan.procedencia, plan.estado) == ("IE-P1", "externa", "concluido")
        assert (plan.presentado.year, plan.presentado_precision) == (2014, "anio")
        assert plan.secretariado is None
        assert plan.consta_en_fuente
        assert "se infiere del año en que se entregó" in plan.notas
        assert Jurisdiccion.objects.get(iso="IE").nombre == "Irlanda"

    def test_a_commitment_as_the_source_writes_it(self):
        suyo = Compromiso.objects.get(titulo="1.1 Catálogo de la prueba")
        assert suyo.clave.startswith("UY-P2-C0101-")
        assert suyo.numero is None  # «1.1» is no number of ours
        assert {"esquema": "ogp_numero", "valor": "1.1"} in suyo.identificadores
        assert (suyo.inicio.year, suyo.inicio_precision) == (2014, "anio")
        assert suyo.fin_precision == "dia"
        assert "«07/01/2014»" in suyo.notas
        assert "Oficina de Prueba" in suyo.notas
        assert suyo.titulo_origen == "literal"
        assert suyo.estado == "concluido"

    def test_number_repeated_is_told_apart(self):
        suyos = Compromiso.objects.filter(clave__startswith="UY-P2-C0101-")
        assert suyos.count() == 2

    def test_the_review_in_its_vocabulary(self):
        primero = codificado("1.1 Catálogo de la prueba")
        assert primero["cumplimiento"] == "completo"
        assert primero["estrella"] == primero["estrella_vigente_avance"] == "si"
        assert primero["etiqueta"] == "datos abiertos"
        assert Codificacion.objects.get(
            evaluacion__compromiso__titulo="1.1 Catálogo de la prueba", variable="cumplimiento"
        ).etiqueta_original == "Complete"  # fmt: skip
        irlandes = codificado("A test commitment")
        assert (irlandes["impacto_potencial"], irlandes["estrella"]) == ("ND", "si")
        assert codificado("A test commitment", "fin_termino") == {
            "cumplimiento": "sustancial",
            "cambio_cumplimiento": "aumenta",
            "apertura_resultado": "marginal",
            "estrella": "no",
        }

    def test_what_nobody_reviewed_yet_is_no_zero(self):
        dicho = codificado("3 Sin revisar")
        assert dicho.pop("tema") == "NA"  # which is another thing
        assert set(dicho.values()) == {"NR"}
        otra = codificado("Another test commitment")
        assert otra["cumplimiento"] == "no_informado"  # a label that no table has

    def test_what_was_not_coded_of_a_whole_plan_is_told_once(self):
        dichas = Afirmacion.objects.filter(objeto_tipo="plan", objeto_clave="uy-p2")
        codigos = dict(dichas.values_list("propiedad", "valor"))
        assert codigos["sin_codificar_grupo"] == "NR"
        assert codigos["sin_codificar_fin_termino"] == "NR"
        assert "sin_codificar_gran_desafio" not in codigos  # one of its rows has them
        assert codificado("1.1 Catálogo de la prueba")["gran_desafio"] == "NR"

    def test_grand_challenges_and_themes_are_classifications(self):
        suyo = Compromiso.objects.get(titulo="2 Portal de la prueba")
        ejes = suyo.clasificaciones.values_list("eje__clave", flat=True)
        assert list(ejes) == ["desafio-integridad-publica"]
        con_tema = Compromiso.objects.get(titulo="1.1 Catálogo de la prueba")
        assert con_tema.clasificaciones.get().eje.nombre == "1. Eje de prueba"

    def test_odd_rows_are_told_with_their_line(self, dicho):
        for frase in (
            "No entró: no se conoce el país «Atlantis». Fila 10.",
            "No entró: repite país, plan, número, título y texto de la fila 5. Fila 7.",
            "No entró: es de México y no casa con ningún compromiso del portal. Filas 13-14.",
            "«e. Wonderful» en «Completion (progress report)» no está en la tabla:",
            "Termina antes de empezar: quedó sin fechas. Fila 9.",
            "La fecha de fin no existe en el calendario. Fila 4.",
            "La fecha de inicio no se sabe si va antes el día o el mes: quedó el año. Fila 3.",
            "la etiqueta «d. Complete» va con el número «4»",
            "lo que parece un correo o un teléfono: se tachó. Fila 5.",
            "12 filas: 6 compromisos, 0 hitos, 2 comparadas con lo que ya había y 4 que no",
        ):
            assert frase in dicho

    def test_mexico_is_neither_doubled_nor_changed(self):
        assert Compromiso.objects.filter(plan__jurisdiccion__ruta__startswith="MX").count() == 125
        doce = Evaluacion.objects.get(clave="MX-PA15-C12-MRI-medio-termino")
        assert doce.codificaciones.get(variable="cumplimiento").valor == "completo"
        assert doce.version == doce.version_cargada

    def test_where_the_row_differs_both_are_told(self):
        dichas = dichas_de("MX-PA15-C12")
        assert dichas["medio_termino_cumplimiento"] == "Limited"
        suya = Afirmacion.objects.get(
            objeto_clave="MX-PA15-C12", propiedad="medio_termino_cumplimiento"
        )
        assert (suya.fuente.clave, suya.preferida) == ("irm_csv", False)
        assert "Completo" in suya.nota
        # «10/01/2013» may be the October that the portal has; the impact is the same.
        assert dichas.keys().isdisjoint({"inicio", "fin", "medio_termino_impacto_potencial"})
        assert dichas_de("MX-PAA12-C05") == {"titulo": "Otra manera de titularlo"}


class TestIntermedia:
    @pytest.fixture(autouse=True)
    def importada(self, historia, db, importar_edicion):
        importar_edicion("2017")
        importar_edicion("intermedia")

    def test_milestones_are_goals_of_their_commitment(self):
        metas = Meta.objects.filter(compromiso__titulo="1. Compromiso con hitos")
        assert list(metas.values_list("numero", "titulo", "hasta_precision")) == [
            (1, "Primer hito", "mes"),
            (2, "Segundo hito de la prueba", "anio"),
        ]
        suyo = Compromiso.objects.get(titulo="1. Compromiso con hitos")
        assert suyo.avance is None  # nobody reports: unknown is no zero

    def test_what_only_this_edition_has(self):
        suyo = Compromiso.objects.get(titulo="1. Compromiso con hitos")
        assert (suyo.preexistente, suyo.inicio_precision) == ("si", "mes")
        dicho = codificado("1. Compromiso con hitos")
        assert (dicho["cumplimiento_previsto"], dicho["ritmo"]) == ("completo", "con_retraso")
        assert Compromiso.objects.get(titulo="2. Compromiso nuevo").preexistente == "no"

    def test_a_commitment_of_another_edition_is_compared_and_not_doubled(self):
        suyo = Compromiso.objects.get(titulo="1.1 Catálogo de la prueba")
        dichas = dichas_de(suyo.clave)
        assert dichas["medio_termino_especificidad"] == "medium"
        assert dichas["medio_termino_cumplimiento"] == "Substantial"
        assert codificado("1.1 Catálogo de la prueba")["cumplimiento"] == "completo"


def test_the_edition_of_2015_recommends_the_next_step(importar_edicion):
    importar_edicion("2015")
    dicho = codificado("Un compromiso de 2015")
    assert dicho["siguiente_paso"] == "continuar_implementacion_basica"
    assert (dicho["cumplimiento"], dicho["estrella"]) == ("completo", "si")
    assert codificado("Otro de 2015")["siguiente_paso"] == "sin_accion_adicional"
    suyo = Compromiso.objects.get(titulo="Un compromiso de 2015")
    assert {"esquema": "ogp_caso", "valor": "176"} in suyo.identificadores
    assert suyo.clave.startswith("PE-P1-CNA-")


def test_the_later_heading_speaks_its_own_vocabulary(importar_edicion):
    importar_edicion("posterior")
    nuevo = Evaluacion.objects.get(compromiso__titulo="Un compromiso posterior")
    assert nuevo.vocabulario == "ogp_desde_2019"
    assert nuevo.momento == "fin_termino"  # the only review, after the end
    dicho = codificado("Un compromiso posterior", "fin_termino")
    assert dicho["apertura_resultado"] == "mayor"
    assert (dicho["cumplimiento"], dicho["ambicion"]) == ("sin_evidencia", "alta")
    assert dicho["verificable"] == "si"
    de_antes = Evaluacion.objects.get(compromiso__titulo="Uno de antes")
    assert de_antes.momento == "medio_termino"
    assert de_antes.vocabulario == "mri_2011_2019"
    assert dichas_de("MX-PA18-C01")["titulo"] == "Título de la base"
    assert Plan.objects.get(clave="uy-2021").nombre.endswith("presentado en 2021")


def test_only_one_country(importar_edicion):
    dicho = importar_edicion("2017", pais="Irlanda")
    assert "2 filas: 2 compromisos, 0 hitos, 0 comparadas" in dicho
    assert not Plan.objects.filter(clave="uy-p2").exists()


def test_a_simulation_says_the_same_and_writes_nothing(importar_edicion):
    antes = (Entrada.objects.count(), Compromiso.objects.count(), Fuente.objects.count())
    dicho = importar_edicion("2017", simular=True)
    assert "6 nuevas" in dicho
    assert "Simulación: no se escribió nada." in dicho
    assert (Entrada.objects.count(), Compromiso.objects.count(), Fuente.objects.count()) == antes


SIN_FILAS = b"\n".join((DATOS / "edicion_2017.csv").read_bytes().splitlines()[:2])


@pytest.mark.parametrize(
    ("contenido", "dicho"),
    [
        (b"Nombre,Edad\nAna,3\n", "encabezado de ninguna edici"),
        (
            b"Country,Comm No,Commitment Title\nUruguay,1,X\n",
            "faltan columnas.*«action plan number»",
        ),
        (SIN_FILAS, "ninguna fila"),
        ("Country,Comm No,Commitment Title\nPerú,1,X\n".encode("latin-1"), "UTF-8"),
        (b"", "encabezado de ninguna edici"),
    ],
)
def test_a_file_that_is_none_of_them_is_told_in_a_sentence(tmp_path, contenido, dicho):
    archivo = tmp_path / "datos.csv"
    archivo.write_bytes(contenido)
    with pytest.raises(CommandError, match=dicho):
        call_command("importar_ogp", archivo)


def test_a_file_that_is_not_there_and_a_country_that_is_not_known(tmp_path):
    with pytest.raises(CommandError, match="No se pudo abrir"):
        call_command("importar_ogp", tmp_path / "no_existe.csv")
    with pytest.raises(CommandError, match="No se conoce el país «Atlantis»"):
        call_command("importar_ogp", DATOS / "edicion_2017.csv", pais="Atlantis")


def test_that_a_plan_ended_is_known_by_its_year_alone():
    assert ya_termino(["2012", "2014"])
    assert not ya_termino([str(timezone.localdate().year - 1)])
    assert not ya_termino([])
