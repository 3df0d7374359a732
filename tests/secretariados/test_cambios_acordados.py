"""The sides answer to what they read, and an adoption is applied whole or not at all."""

import pytest
from django.db import Error, IntegrityError, transaction
from django.utils import timezone

from compromisos.models import Compromiso
from gobierno_abierto.bitacora.models import Entrada
from secretariados.models import Acuerdo, CambioPropuesto
from tests.compromisos.factories import CompromisoFactory, PlanFactory
from tests.secretariados.acordar import acordar, consentir, proponer
from tests.secretariados.factories import PropuestaFactory, sentar_a_los_tres
from tests.secretariados.por_la_web import (
    ADOPTADO,
    NO_SE_CAMBIA,
    la_web,
    por_sql,
    se_puede,
    se_rechaza,
    texto,
)
from tests.secretariados.test_consenso import decir

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


class TestLosCambios:
    """The sides answer to what they read."""

    @pytest.fixture
    def acto(self, suyo):
        return proponer(suyo, titulo="El que se lee")

    @pytest.mark.parametrize("cuando", ["abierto", "adoptado", "rechazado"])
    @pytest.mark.parametrize(
        "consulta",
        [
            """UPDATE secretariados_cambiopropuesto SET despues = '{"titulo": "Otro"}'
            WHERE acuerdo_id = %(acto)s""",
            "UPDATE secretariados_cambiopropuesto SET antes = NULL WHERE acuerdo_id = %(acto)s",
            "UPDATE secretariados_cambiopropuesto SET objeto_clave = 'x' "
            "WHERE acuerdo_id = %(acto)s",
            "DELETE FROM secretariados_cambiopropuesto WHERE acuerdo_id = %(acto)s",
            "UPDATE secretariados_cambiopropuesto SET acuerdo_id = %(otro)s "
            "WHERE acuerdo_id = %(acto)s",
            "UPDATE secretariados_cambiopropuesto SET acuerdo_id = %(acto)s "
            "WHERE acuerdo_id = %(otro)s",
            "INSERT INTO secretariados_cambiopropuesto "
            "(acuerdo_id, objeto_tipo, objeto_clave, antes, despues) "
            "SELECT %(acto)s, 'plan', 'x', antes, despues FROM secretariados_cambiopropuesto "
            "WHERE acuerdo_id = %(acto)s",
        ],
    )
    def test_what_is_read_stays(self, suyo, acto, cuando, consulta):
        otro = proponer(suyo, publicado=False, titulo="De un borrador")
        if cuando == "adoptado":
            assert consentir(acto) == "adoptado"
        elif cuando == "rechazado":
            asiento = acto.secretariado.asientos.get(lado="gobierno")
            assert acto.registrar_posicion(asiento, "no_consiente", "No") == "rechazado"
        dichos = list(CambioPropuesto.objects.order_by("pk").values())
        with (
            pytest.raises(IntegrityError, match=f"{NO_SE_CAMBIA}|no pasa de un acuerdo"),
            la_web() as cursor,
        ):
            cursor.execute(consulta, {"acto": acto.pk, "otro": otro.pk})
        assert list(CambioPropuesto.objects.order_by("pk").values()) == dichos

    def test_a_secretariat_agrees_only_what_is_its_own(self, suyo):
        ajena = PropuestaFactory(secretariado=sentar_a_los_tres(), publicado_en=None)
        suyas = ["compromiso", suyo.clave]
        for antes in (texto(suyo), None):
            with pytest.raises(IntegrityError, match="sólo acuerda lo que es suyo"), la_web():
                ajena.cambios.create(
                    objeto_tipo=suyas[0], objeto_clave=suyas[1], antes=antes,
                    despues=texto(suyo) | {"titulo": "Ajeno"},
                )  # fmt: skip

    @pytest.mark.parametrize("con_antes", [True, False])
    def test_nor_by_lying_about_whose_it_is(self, suyo, con_antes):
        """The text says another house; the one in force does not."""
        ajena = PropuestaFactory(secretariado=sentar_a_los_tres(), publicado_en=None)
        mentira = texto(suyo) | {"secretariado": ajena.secretariado.clave}
        ajena.cambios.create(
            objeto_tipo="compromiso", objeto_clave=suyo.clave,
            antes=mentira if con_antes else None, despues=mentira | {"titulo": "Ajeno"},
        )  # fmt: skip
        self.publicar(ajena)
        antes = texto(suyo)
        assert consentir(ajena) == "vencido"
        assert texto(suyo) == antes

    def test_nor_a_draft_of_another(self, suyo, borrador):
        ajena = PropuestaFactory(secretariado=sentar_a_los_tres(), publicado_en=None)
        mentira = texto(borrador) | {"secretariado": ajena.secretariado.clave}
        ajena.cambios.create(objeto_tipo="compromiso", objeto_clave=borrador.clave, despues=mentira)
        self.publicar(ajena)
        self.no_se_adopta(ajena)
        borrador.refresh_from_db()
        assert not borrador.publico

    def test_nor_after_being_moved_to_another_house(self, suyo):
        otra = sentar_a_los_tres()
        acto = proponer(suyo, publicado=False, titulo="Otro")
        Acuerdo.objects.filter(pk=acto.pk).update(secretariado=otra)
        acto.refresh_from_db()
        self.publicar(acto)
        for lado in ("gobierno", "organo_garante", "sociedad_civil"):
            decir(acto, lado, "consiente")
        se_rechaza(por_sql(acto, estado=ADOPTADO), dice="no llevan a ese estado")

    def test_nothing_is_agreed_over_what_sources_tell(self):
        """Which changes by being corrected, with a source."""
        casa = sentar_a_los_tres()
        historico = CompromisoFactory(plan__secretariado=casa, publicado=True)
        assert historico.plan.procedencia == "historica"
        for antes in (None, texto(historico)):
            acto = PropuestaFactory(secretariado=casa, publicado_en=None)
            acto.cambios.create(
                objeto_tipo="compromiso", objeto_clave=historico.clave, antes=antes,
                despues=texto(historico) | {"titulo": "Acordado"},
            )  # fmt: skip
            self.publicar(acto)
            if antes is None:
                self.no_se_adopta(acto)
            else:
                assert consentir(acto) == "vencido"
            assert texto(historico)["titulo"] != "Acordado"

    def test_to_change_nothing_is_no_change(self, suyo):
        acto = PropuestaFactory(secretariado=suyo.plan.secretariado, publicado_en=None)
        with pytest.raises(IntegrityError, match="cambiopropuesto_cambia"), la_web():
            acto.cambios.create(
                objeto_tipo="compromiso", objeto_clave=suyo.clave,
                antes=texto(suyo), despues=texto(suyo),
            )  # fmt: skip

    @staticmethod
    def publicar(acto):
        Acuerdo.objects.filter(pk=acto.pk).update(publicado_en=acto.creado)
        acto.refresh_from_db()

    @staticmethod
    def no_se_adopta(acto):
        with pytest.raises(Error), transaction.atomic():
            consentir(acto)
        acto.refresh_from_db()
        assert acto.estado == "propuesto"


class TestAMedias:
    """An adoption is applied whole, or there is none."""

    @pytest.fixture
    def consentido(self, suyo):
        """Three consents that nobody has counted yet, over two texts."""
        otro = CompromisoFactory(plan=suyo.plan)
        acordar(otro)
        acto = proponer(suyo, otro, descripcion="La de los tres")
        for lado in ("gobierno", "organo_garante", "sociedad_civil"):
            decir(acto, lado, "consiente")
        return acto, suyo, otro

    def test_none_of_it(self, consentido):
        acto, *_ = consentido
        se_rechaza(por_sql(acto, estado=ADOPTADO))

    @pytest.mark.parametrize("cual", [1, 2])
    def test_half_of_it(self, consentido, cual):
        se_rechaza(
            f"{por_sql(consentido[0], estado=ADOPTADO)}; UPDATE compromisos_compromiso "
            "SET descripcion = 'La de los tres' WHERE id = %s",
            consentido[cual].pk,
        )

    def test_more_than_it_says(self, consentido):
        acto, *suyos = consentido
        se_rechaza(
            f"{por_sql(acto, estado=ADOPTADO)}; UPDATE compromisos_compromiso "
            "SET descripcion = 'La de los tres', titulo = 'Y más' WHERE id = ANY(%s)",
            [suyo.pk for suyo in suyos],
        )

    def test_before_it_is_adopted(self, consentido):
        _acto, *suyos = consentido
        se_rechaza(
            "UPDATE compromisos_compromiso SET descripcion = 'La de los tres' WHERE id = ANY(%s)",
            [suyo.pk for suyo in suyos],
        )

    def test_the_whole_of_it_is_what_was_agreed_whoever_writes_it(self, consentido):
        acto, *suyos = consentido
        with la_web() as cursor:
            cursor.execute(por_sql(acto, estado=ADOPTADO))
            cursor.execute(
                "UPDATE compromisos_compromiso SET descripcion = 'La de los tres' "
                "WHERE id = ANY(%s)",
                [[suyo.pk for suyo in suyos]],
            )
        assert {texto(suyo)["descripcion"] for suyo in suyos} == {"La de los tres"}

    def test_when_it_was_settled_is_the_databases_to_say(self, suyo):
        """Or an old text could be made to be the last."""
        primero, segundo = acordar(suyo, titulo="Uno"), acordar(suyo, titulo="Dos")
        with la_web() as cursor:
            cursor.execute(por_sql(primero, resuelto_en="now() + interval '1 day'"))
            cursor.execute(por_sql(segundo, resuelto_en="NULL"))
        for acto in (primero, segundo):
            antes = acto.resuelto_en
            acto.refresh_from_db()
            assert acto.resuelto_en == Acuerdo.objects.get(pk=acto.pk).resuelto_en != antes
        assert primero.resuelto_en < segundo.resuelto_en


class TestPorAcuerdo:
    def test_a_change(self, suyo, quienes):
        quien = {"institucion": quienes[2].clave, "lado": "gobierno", "papel": "apoyo"}
        dichos = [quien, *texto(suyo)["responsables"][:1]]
        antes = texto(suyo)
        nuevo = {"titulo": "Otro", "fin": "2032-05-01", "responsables": dichos}
        acordar(suyo, **nuevo)
        assert texto(suyo) == antes | nuevo
        assert suyo.notas == "Una nota"
        assert [r.institucion for r in suyo.responsables.all()] == [quienes[2], quienes[0]]

    def test_publishing(self, borrador):
        acordar(borrador)
        assert borrador.publico
        assert borrador.estado == "publicado"  # whatever its draft said

    def test_a_plan_and_what_is_in_it_in_any_order(self, suyo):
        plan = PlanFactory(
            procedencia="portal", secretariado=suyo.plan.secretariado, estado="borrador"
        )
        dentro = [CompromisoFactory(plan=plan, estado="borrador") for _ in range(2)]
        acordar(dentro[0], plan, dentro[1])
        assert {registro.estado for registro in (plan, *dentro)} == {"publicado"}
        assert all(registro.publico for registro in (plan, *dentro))

    @pytest.mark.parametrize("conclusion", Compromiso.CONCLUSIONES)
    def test_it_ends_and_goes_on_again(self, suyo, conclusion):
        acordar(suyo, conclusion=conclusion)
        assert suyo.estado == conclusion
        acordar(suyo, conclusion=None)
        assert suyo.estado == "en_ejecucion"

    def test_two_changes_all_or_nothing(self, suyo):
        otro = CompromisoFactory(plan=suyo.plan)
        acordar(otro)
        acto = proponer(suyo, otro, titulo="Los dos")
        acordar(otro, titulo="Mientras tanto")
        assert consentir(acto) == "vencido"
        assert "Los dos" not in {texto(suyo)["titulo"], texto(otro)["titulo"]}
        acordar(suyo, otro, titulo="Ahora sí")
        assert {texto(suyo)["titulo"], texto(otro)["titulo"]} == {"Ahora sí"}

    def test_what_was_drafted_is_what_was_proposed(self, borrador):
        """Edited before it was proposed: what becomes public is what the sides read."""
        acto = proponer(borrador, publicado=False)
        Compromiso.objects.filter(pk=borrador.pk).update(titulo="Con una errata de último momento")
        Acuerdo.objects.filter(pk=acto.pk).update(publicado_en=timezone.now())
        acto.refresh_from_db()
        assert consentir(acto) == "adoptado"
        assert texto(borrador)["titulo"] == borrador.titulo

    def test_a_draft_that_the_sides_are_reading_is_not_deleted(self, borrador):
        """It would be to object without saying why."""
        acto = proponer(borrador)
        with pytest.raises(IntegrityError, match="ni cambia ni se borra"), transaction.atomic():
            borrador.delete()
        Acuerdo.objects.filter(pk=acto.pk).update(retirado_en=timezone.now(), retiro_motivo="x")
        borrador.delete()

    def test_nor_is_one_published_that_was_deleted_before(self, borrador):
        acto = proponer(borrador, publicado=False)
        borrador.delete()
        Acuerdo.objects.filter(pk=acto.pk).update(publicado_en=timezone.now())
        acto.refresh_from_db()
        with (
            pytest.raises(IntegrityError, match="Ya no hay nada que acordar"),
            transaction.atomic(),
        ):
            consentir(acto)

    def test_the_ledger_tells_by_which_agreement(self, suyo, quienes):
        entradas = Entrada.objects.de("compromiso", suyo.clave)
        (publica,) = entradas.filter(parte=None)
        assert (publica.tipo, publica.lado) == ("alta", None)
        assert publica.acuerdo == Acuerdo.objects.get(cambios__objeto_clave=suyo.clave).clave

        ya = list(entradas.values_list("pk", flat=True))
        acto = acordar(suyo, titulo="Otro", responsables=texto(suyo)["responsables"][:1])
        nuevas = entradas.exclude(pk__in=ya)
        assert {(e.tipo, e.acuerdo, e.lado, e.motivo) for e in nuevas} == {
            ("enmienda", acto.clave, None, acto.justificacion)
        }
        assert {e.parte for e in nuevas} == {None, "responsable"}

    def test_and_the_next_change_is_of_no_agreement(self, suyo):
        acordar(suyo, titulo="Otro")
        Compromiso.objects.filter(pk=suyo.pk).update(notas="x")
        assert Entrada.objects.de("compromiso", suyo.clave).order_by("pk").last().acuerdo is None


class TestOtraTransaccion:
    def test_who_read_an_old_text_does_not_settle_by_it(self, suyo):
        """`movido` is asked of the text in force, not of the row."""
        viejo = proponer(suyo, titulo="Uno")
        acordar(suyo, titulo="Dos")
        for lado in ("gobierno", "organo_garante", "sociedad_civil"):
            decir(viejo, lado, "consiente")
        se_rechaza(por_sql(viejo, estado=ADOPTADO), dice="no llevan a ese estado")
        se_puede(por_sql(viejo, estado="'vencido'"))
        assert texto(suyo)["titulo"] == "Dos"
