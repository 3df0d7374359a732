"""What must always hold of public records, said by the database whoever writes."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from compromisos.models import Compromiso
from planes.models import Mesa, Plan
from secretariados.models import Asiento, Secretariado
from tests.compromisos.factories import CompromisoFactory, PlanFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def rechazo(texto):
    return pytest.raises(IntegrityError, match=texto)


class TestClave:
    def test_never_changes(self):
        compromiso = CompromisoFactory()
        with rechazo("La clave es permanente"), transaction.atomic():
            Compromiso.objects.filter(pk=compromiso.pk).update(clave="OTRA")

    def test_is_never_repeated(self):
        with rechazo("clave"), transaction.atomic():
            CompromisoFactory(clave="MX-PA15-C06")

    def test_is_never_repeated_in_another_case(self):
        with rechazo("clave_sin_mayusculas"), transaction.atomic():
            PlanFactory(clave="PA15")

    def test_begins_with_the_prefix_of_its_plan(self):
        """Nobody takes a key that another plan will need."""
        with rechazo("empieza con el prefijo"), transaction.atomic():
            CompromisoFactory(clave="MX-PA15-C99")
        with pytest.raises(ValidationError, match="prefijo de su plan"):
            CompromisoFactory.build(plan=PlanFactory(), clave="MX-PA15-C99").full_clean()

    def test_bad_characters_are_told_in_spanish(self):
        with pytest.raises(ValidationError, match="letras sin acento"):
            CompromisoFactory.build(plan=PlanFactory(), clave="ñandú 1").full_clean()


class TestPublicacion:
    def test_public_is_published_and_not_withdrawn(self):
        borrador, publicado, retirado = (
            CompromisoFactory(),
            CompromisoFactory(publicado=True),
            CompromisoFactory(retirado=True),
        )
        publicos = Compromiso.objects.publicos()
        assert publicado in publicos
        assert borrador not in publicos
        assert retirado not in publicos
        assert retirado in Compromiso.objects.retirados()

    def test_what_was_public_is_never_deleted(self):
        publicado = CompromisoFactory(publicado=True)
        with rechazo("no se borra"), transaction.atomic():
            publicado.delete()
        with rechazo("no se borra"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM compromisos_compromiso WHERE id = %s", [publicado.pk])

    def test_a_draft_may_be_deleted(self):
        assert CompromisoFactory().delete()[0] == 1

    def test_what_was_public_is_never_unpublished(self):
        publicado = CompromisoFactory(publicado=True)
        with rechazo("no se despublica"), transaction.atomic():
            Compromiso.objects.filter(pk=publicado.pk).update(publicado_en=None)

    def test_a_plan_is_not_its_own_addendum(self):
        plan = PlanFactory()
        with rechazo("no es adenda de sí mismo"), transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(adenda_de=plan)

    def test_withdrawal_needs_a_reason(self):
        publicado = CompromisoFactory(publicado=True)
        with rechazo("compromiso_retiro_con_motivo"), transaction.atomic():
            Compromiso.objects.filter(pk=publicado.pk).update(retirado_en=timezone.now())

    def test_publishing_is_an_act_never_a_future_date(self):
        with rechazo("no puede ser futura"), transaction.atomic():
            CompromisoFactory(publicado_en=timezone.now() + timezone.timedelta(days=1))


class TestListas:
    @pytest.mark.parametrize("mala", [[1], [None], [["x"]], {"a": 1}, "x", None])
    def test_structure_is_a_list_of_sentences(self, mala):
        with pytest.raises(IntegrityError), transaction.atomic():
            PlanFactory(estructura=mala)

    @pytest.mark.parametrize(
        "mala", [[1], [{"esquema": "ogp"}], [{"esquema": 1, "valor": "x"}], {}]
    )
    def test_identifiers_say_whose_and_which(self, mala):
        with rechazo("compromiso_identificadores"), transaction.atomic():
            CompromisoFactory(identificadores=mala)

    def test_good_ones_pass(self):
        CompromisoFactory(identificadores=[{"esquema": "ogp", "valor": "MX0001"}])
        PlanFactory(estructura=["siete ejes"])
        CompromisoFactory().full_clean()


class TestHonestos:
    def test_empty_text_becomes_unknown(self):
        compromiso = CompromisoFactory(descripcion="")
        compromiso.refresh_from_db()
        assert compromiso.descripcion is None

    def test_raw_sql_cannot_write_empty_text(self):
        compromiso = CompromisoFactory()
        with rechazo("check"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE compromisos_compromiso SET notas = '' WHERE id = %s", [compromiso.pk]
            )

    def test_a_table_comes_with_who_says_so(self):
        with rechazo("compromiso_mesa_con_origen"), transaction.atomic():
            CompromisoFactory(mesa=Mesa.objects.first())

    def test_a_table_of_another_plan_is_refused_in_spanish(self):
        compromiso = CompromisoFactory(mesa=Mesa.objects.first(), mesa_origen="declarado")
        with pytest.raises(ValidationError, match="otro plan"):
            compromiso.full_clean()

    def test_one_number_per_plan(self):
        uno = CompromisoFactory()
        with rechazo("compromiso_numero_unico"), transaction.atomic():
            CompromisoFactory(plan=uno.plan, numero=uno.numero, clave=f"{uno.plan.prefijo}-OTRA")

    def test_the_end_is_not_before_the_start(self):
        with rechazo("compromiso_fin_tras_inicio"), transaction.atomic():
            CompromisoFactory(
                inicio="2020-02-01",
                inicio_precision="mes",
                fin="2020-01-01",
                fin_precision="mes",
            )


class TestProcedencia:
    def test_is_set_once(self):
        with rechazo("procedencia se fija una vez"), transaction.atomic():
            Plan.objects.filter(clave="pa15").update(procedencia="portal")

    def test_a_plan_of_practice_is_born_as_practice(self):
        de_practica = Secretariado.objects.create(
            clave="s-practica",
            nombre="De práctica",
            tipo="local",
            jurisdiccion=Plan.objects.get(clave="pa15").jurisdiccion,
            estado="instalado",
            procedencia="muestra",
        )
        de_aqui = {"procedencia": "portal"}  # what a plan that no history brings begins with
        assert Plan().procedencia == de_aqui["procedencia"]
        assert PlanFactory(secretariado=de_practica, **de_aqui).procedencia == "muestra"
        assert PlanFactory(**de_aqui).procedencia == "portal"


class TestAsiento:
    def sentar(self, **campos):
        campos = {"papel": "titular", "lado": "gobierno", "oficina": "Dirección"} | campos
        return Asiento.objects.create(secretariado=Secretariado.objects.get(clave="stt"), **campos)

    def test_members_have_a_side_and_guests_do_not(self):
        with rechazo("asiento_lado_segun_papel"), transaction.atomic():
            self.sentar(lado=None)
        with rechazo("asiento_lado_segun_papel"), transaction.atomic():
            self.sentar(papel="invitado")

    def test_one_holder_per_side_at_a_time(self):
        self.sentar(
            desde="2020-01-01", desde_precision="dia", hasta="2020-12-31", hasta_precision="dia"
        )
        with rechazo("asiento_un_titular_por_lado"), transaction.atomic():
            self.sentar(desde="2020-06-01", desde_precision="dia")
        self.sentar(lado="organo_garante", desde="2020-06-01", desde_precision="dia")
        self.sentar(desde="2021-01-01", desde_precision="dia")

    def test_somebody_holds_it(self):
        with rechazo("asiento_de_alguien"), transaction.atomic():
            self.sentar(oficina=None)
