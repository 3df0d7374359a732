"""What the three sides agreed is changed by their agreement and by nothing else, whoever writes."""

import pytest
from django.db import IntegrityError, connection

from compromisos.models import Compromiso
from gobierno_abierto.fuentes.models import Fuente
from planes.models import Eje, Plan
from tests.compromisos.factories import CompromisoFactory, PlanFactory
from tests.secretariados.acordar import acordar, hacer_y_acordar
from tests.secretariados.por_la_web import (
    NO_SE_MUDA,
    SOLO_POR_ACUERDO,
    TABLAS,
    la_web,
    se_puede,
    se_rechaza,
    texto,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

DE_COMPROMISO = {
    "titulo": "Otro",
    "descripcion": "Otra",
    "origen": "proactivo",
    "inicio": "2030-02-01",
    "inicio_precision": "dia",
    "fin": "2031-05-01",
    "fin_precision": "dia",
}
DE_PLAN = {columna: DE_COMPROMISO.get(columna, "Otro") for columna in Plan.TEXTO_ACORDADO}


class TestSinAcuerdo:
    """What the database refuses the web's role."""

    def test_the_table_of_columns_is_whole(self):
        assert set(DE_COMPROMISO) == set(Compromiso.TEXTO_ACORDADO)
        assert set(DE_PLAN) == set(Plan.TEXTO_ACORDADO)

    @pytest.mark.parametrize("columna", DE_COMPROMISO)
    def test_no_column_of_a_commitment_changes(self, suyo, columna):
        antes = texto(suyo)
        se_rechaza(
            f"UPDATE compromisos_compromiso SET {columna} = %s WHERE id = %s",
            DE_COMPROMISO[columna], suyo.pk,
        )  # fmt: skip
        assert texto(suyo) == antes

    @pytest.mark.parametrize("columna", DE_PLAN)
    def test_nor_of_a_plan(self, suyo, columna):
        se_rechaza(
            f"UPDATE planes_plan SET {columna} = %s WHERE id = %s", DE_PLAN[columna], suyo.plan_id
        )

    def test_a_plan_is_withdrawn_by_agreement_alone(self, suyo):
        se_rechaza("UPDATE planes_plan SET estado = 'retirado' WHERE id = %s", suyo.plan_id)
        se_puede("UPDATE planes_plan SET estado = 'en_ejecucion' WHERE id = %s", suyo.plan_id)
        acordar(suyo.plan, conclusion="retirado")
        assert suyo.plan.estado == "retirado"
        acordar(suyo.plan, conclusion=None)
        assert suyo.plan.estado == "en_ejecucion"

    def test_nor_whose_it_is(self, suyo):
        otro = hacer_y_acordar()
        se_rechaza(
            "UPDATE planes_plan SET secretariado_id = %s WHERE id = %s",
            otro.plan.secretariado_id, suyo.plan_id,
        )  # fmt: skip
        se_rechaza(
            "UPDATE planes_plan SET adenda_de_id = %s WHERE id = %s", otro.plan_id, suyo.plan_id
        )

    def test_nor_does_it_go_to_a_plan_of_the_history_to_be_free_there(self, suyo):
        historico = PlanFactory(publicado=True)
        with pytest.raises(IntegrityError), la_web() as cursor:
            cursor.execute(
                "UPDATE compromisos_compromiso SET plan_id = %s WHERE id = %s",
                [historico.pk, suyo.pk],
            )

    @pytest.mark.parametrize(
        "consulta",
        [
            "INSERT INTO compromisos_responsable (compromiso_id, institucion_id, papel, orden) "
            "VALUES (%(suyo)s, %(otra)s, 'apoyo', 9)",
            "DELETE FROM compromisos_responsable WHERE compromiso_id = %(suyo)s AND orden = 1",
            "DELETE FROM compromisos_responsable WHERE compromiso_id = %(suyo)s",
            "UPDATE compromisos_responsable SET papel = 'apoyo' "
            "WHERE compromiso_id = %(suyo)s AND orden = 0",
            "UPDATE compromisos_responsable SET lado = 'sociedad_civil' "
            "WHERE compromiso_id = %(suyo)s AND orden = 0",
            "UPDATE compromisos_responsable SET institucion_id = %(otra)s "
            "WHERE compromiso_id = %(suyo)s AND orden = 0",
            "UPDATE compromisos_responsable SET orden = 5 "
            "WHERE compromiso_id = %(suyo)s AND orden = 0",
            "UPDATE compromisos_responsable SET compromiso_id = %(borrador)s "
            "WHERE compromiso_id = %(suyo)s AND orden = 0",
        ],
    )
    def test_nor_who_answers_for_it(self, suyo, borrador, quienes, consulta):
        de_que = {"suyo": suyo.pk, "borrador": borrador.pk, "otra": quienes[2].pk}
        antes = texto(suyo)
        dice = f"{SOLO_POR_ACUERDO}|{NO_SE_MUDA}"
        with pytest.raises(IntegrityError, match=dice), la_web() as cursor:
            cursor.execute(consulta, de_que)
        assert texto(suyo) == antes

    def test_nor_is_one_brought_from_a_draft(self, suyo, borrador, quienes):
        borrador.responsables.create(institucion=quienes[2])
        se_rechaza(
            "UPDATE compromisos_responsable SET compromiso_id = %s WHERE compromiso_id = %s",
            suyo.pk, borrador.pk, dice=NO_SE_MUDA,
        )  # fmt: skip

    def test_a_draft_is_not_published(self, borrador):
        se_rechaza(
            "UPDATE compromisos_compromiso SET publicado_en = now() WHERE id = %s", borrador.pk
        )
        plan = PlanFactory(procedencia="portal", secretariado=borrador.plan.secretariado)
        se_rechaza("UPDATE planes_plan SET publicado_en = now() WHERE id = %s", plan.pk)

    def test_nor_is_it_made_public(self, suyo):
        with pytest.raises(IntegrityError, match=SOLO_POR_ACUERDO), la_web():
            CompromisoFactory(plan=suyo.plan, publicado=True)

    @pytest.mark.parametrize("procedencia", ["historica", "externa"])
    def test_nor_told_to_come_from_a_source_so_as_to_be_free(self, suyo, procedencia):
        """Only whoever loads the history says what came from it."""
        for publicado in (True, False):
            with pytest.raises(IntegrityError, match="Sólo la carga de la historia"), la_web():
                PlanFactory(
                    procedencia=procedencia,
                    secretariado=suyo.plan.secretariado,
                    publicado=publicado,
                )

    @pytest.mark.parametrize("objeto", TABLAS)
    def test_nor_is_it_withdrawn(self, suyo, objeto):
        registro = suyo if objeto == "compromiso" else suyo.plan
        se_rechaza(
            f"UPDATE {TABLAS[objeto]} SET retirado_en = clock_timestamp(), retiro_motivo = 'x' "
            "WHERE id = %s",
            registro.pk,
        )

    @pytest.mark.parametrize("estado", Compromiso.CONCLUSIONES)
    def test_nor_given_as_ended_nor_back(self, suyo, estado):
        cambia = "UPDATE compromisos_compromiso SET estado = %s WHERE id = %s"
        se_rechaza(cambia, estado, suyo.pk)
        acordar(suyo, conclusion=estado)
        for otro in set(Compromiso.Estado) - {estado, "concluido"}:  # its period is not over
            se_rechaza(cambia, otro, suyo.pk)

    def test_to_put_it_back_before_the_end_is_no_change(self, suyo):
        with la_web() as cursor:
            for titulo in ("Otro", suyo.titulo):
                cursor.execute(
                    "UPDATE compromisos_compromiso SET titulo = %s WHERE id = %s",
                    [titulo, suyo.pk],
                )


class TestLoQueQuedaLibre:
    @pytest.mark.parametrize("columna", ["notas", "titulo_original"])
    def test_what_is_not_of_the_text(self, suyo, columna):
        se_puede(f"UPDATE compromisos_compromiso SET {columna} = 'Otra' WHERE id = %s", suyo.pk)

    def test_its_course(self, suyo):
        for estado in ("en_ejecucion", "publicado", "en_ejecucion"):
            se_puede("UPDATE compromisos_compromiso SET estado = %s WHERE id = %s", estado, suyo.pk)

    def test_how_each_grouping_classifies_it(self, suyo):
        with la_web():
            suya = suyo.clasificaciones.create(eje=Eje.objects.filter(plan=None).first())
            suya.delete()

    def test_drafts(self, borrador, quienes):
        with la_web():
            Compromiso.objects.filter(pk=borrador.pk).update(titulo="Otro")
            fila = borrador.responsables.create(institucion=quienes[0])
            fila.delete()

    def test_what_sources_tell(self):
        """It is bound by its sources, which another rule asks for."""
        historico = CompromisoFactory(publicado=True)
        se_puede("UPDATE compromisos_compromiso SET titulo = 'Otro' WHERE id = %s", historico.pk)


def test_what_is_bound_is_what_was_made_here():
    assert Fuente.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM compromisos_compromiso "
            "WHERE texto_de_compromiso(clave, true) IS NOT NULL"
        )
        assert cursor.fetchone() == (0,)  # the whole history is of its sources
