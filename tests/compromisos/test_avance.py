"""How far a commitment has come: the rule, and that what is stored never says otherwise."""

from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from compromisos.avance import EstadoDeActividad, de_actividad, ponderado
from compromisos.models import Compromiso, Reporte
from tests.bitacora.conftest import como_web
from tests.compromisos.factories import ActividadFactory, MetaFactory, ReporteFactory
from tests.secretariados.acordar import acordar, hacer_y_acordar


class TestLaRegla:
    @pytest.mark.parametrize(
        ("dicho", "avance"),
        [
            ((None,), "0"),
            (("no_iniciada",), "0"),
            (("en_curso",), "50"),
            (("detenida",), "50"),
            (("concluida",), "100"),
            (("en_curso", "30", "10", "50"), "50"),
            (("en_curso", "40", "50", "20"), "33.33"),  # what should go down
            (("detenida", "2", "0", "3"), "66.67"),
            (("en_curso", "5", "10", "50"), "0"),  # it went the other way
            (("en_curso", "90", "10", "50"), "100"),
            (("en_curso", None, "10", "50"), "50"),
            (("concluida", "20", "10", "50"), "25"),  # given for done, and short
            (("concluida", "60", "10", "50"), "100"),
            (("no_iniciada", "20", "10", "50"), "0"),
        ],
    )
    def test_of_an_activity(self, dicho, avance):
        estado, *numeros = dicho
        numeros = [Decimal(numero) if numero else None for numero in numeros]
        assert de_actividad(estado, *numeros) == Decimal(avance)

    def test_of_what_is_made_of_others(self):
        assert ponderado([(1, Decimal(100)), (3, Decimal(0))]) == Decimal(25)
        assert ponderado([(1, Decimal(100)), (2, Decimal(0))]) == Decimal("33.33")
        assert ponderado([(1, Decimal("0.01")), (1, Decimal(0))]) == Decimal("0.01")  # half up
        assert ponderado([]) is None


NUMERO = st.decimals(-999, 999, places=4).map(lambda n: n.quantize(Decimal("0.0001")))
PESO = st.integers(1, 9)
ACTIVIDAD = st.fixed_dictionaries(
    {
        "peso": PESO,
        "retirada": st.booleans(),
        "mide": st.none() | st.tuples(NUMERO, NUMERO).filter(lambda par: par[0] != par[1]),
        "dice": st.none() | st.tuples(st.sampled_from(EstadoDeActividad), NUMERO),
    }
)
METAS = st.lists(st.tuples(PESO, st.lists(ACTIVIDAD, max_size=4)), max_size=3)


def hacer(metas) -> Compromiso:
    compromiso = hacer_y_acordar()
    for peso, actividades in metas:
        meta = MetaFactory(compromiso=compromiso, peso=peso)
        for dicha in actividades:
            base, objetivo = dicha["mide"] or (None, None)
            ActividadFactory(
                meta=meta, peso=dicha["peso"], retirada=False, linea_base=base, objetivo=objetivo,
                indicador="Cuántos" if dicha["mide"] else None,
            )  # fmt: skip
        acordar(meta)
        for actividad, dicha in zip(meta.actividades.order_by("pk"), actividades, strict=True):
            if dicha["dice"]:
                estado, valor = dicha["dice"]
                reportar(actividad, estado, valor)
        textos = meta.texto_acordado()["actividades"]
        retiradas = [
            texto | {"retirada": dicha["retirada"]}
            for texto, dicha in zip(textos, actividades, strict=True)
        ]
        if retiradas != textos:
            acordar(meta, actividades=retiradas)
    return compromiso


def reportar(actividad, estado, valor=None):
    reporte = ReporteFactory(
        actividad=actividad, estado=estado, valor=valor,
        obstaculos="Falta gente.",
    )  # fmt: skip
    reporte.publicar()
    return reporte


def segun_la_regla(metas):
    """From what was made, and not from the database."""
    dichas = []
    for peso, actividades in metas:
        suyas = [
            (dicha["peso"], de_actividad(*(dicha["dice"] or (None, None)), *(dicha["mide"] or ())))
            for dicha in actividades
            if not dicha["retirada"]
        ]
        if (avance := ponderado(suyas)) is not None:
            dichas.append((peso, avance))
    return ponderado(dichas)


@pytest.mark.django_db
@pytest.mark.usefixtures("historia")
class TestLoGuardado:
    @settings(max_examples=12, report_multiple_bugs=False)
    @given(METAS)
    def test_is_what_the_rule_says(self, metas):
        compromiso = hacer(metas)
        compromiso.refresh_from_db()
        assert compromiso.avance == segun_la_regla(metas)

    def test_whoever_writes_it(self):
        compromiso = hacer([(1, [{"peso": 1, "retirada": False, "mide": None, "dice": None}])])
        suyo = Compromiso.objects.filter(pk=compromiso.pk)
        assert suyo.get().avance == 0
        with como_web() as cursor:
            cursor.execute(
                "UPDATE compromisos_compromiso SET avance = 99 WHERE id = %s", [compromiso.pk]
            )
        assert suyo.get().avance == 0
        suyo.update(avance=None)
        assert suyo.get().avance == 0

    def test_nor_is_a_report_that_is_not_public_counted(self):
        compromiso = hacer([(1, [{"peso": 1, "retirada": False, "mide": None, "dice": None}])])
        actividad = compromiso.actividades.get()
        reporte = ReporteFactory(actividad=actividad, estado="concluida")
        compromiso.refresh_from_db()
        assert compromiso.avance == 0
        reporte.publicar()
        compromiso.refresh_from_db()
        assert compromiso.avance == 100
        Reporte.objects.filter(pk=reporte.pk).update(
            retirado_en=reporte.publicado_en, retiro_motivo="Era de otra."
        )
        compromiso.refresh_from_db()
        assert compromiso.avance == 0

    def test_the_last_period_says_and_in_it_the_last_report(self):
        compromiso = hacer([(1, [{"peso": 1, "retirada": False, "mide": None, "dice": None}])])
        actividad = compromiso.actividades.get()
        for periodo, estado in (("2026-S1", "concluida"), ("2025-S2", "no_iniciada")):
            ReporteFactory(actividad=actividad, periodo=periodo, estado=estado).publicar()
        compromiso.refresh_from_db()
        assert compromiso.avance == 100
        ReporteFactory(actividad=actividad, periodo="2026-S1", estado="en_curso").publicar()
        compromiso.refresh_from_db()
        assert compromiso.avance == 50

    def test_without_goals_there_is_nothing_to_measure(self):
        assert hacer_y_acordar().avance is None
        assert not Compromiso.objects.filter(plan__procedencia="historica", avance__isnull=False)

    def test_database_knows_no_other_rule(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT avance_de_compromiso(-1)")
            assert cursor.fetchone() == (None,)
