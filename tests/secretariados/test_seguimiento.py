"""What comes after an adoption: more time, notes, and closing with three confirmations."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.codigos import Lado
from secretariados.consenso import Estado, cumplimiento
from secretariados.models import Acuerdo, Cierre, Prorroga
from tests.bitacora.conftest import como_web
from tests.secretariados.factories import PropuestaFactory, adoptar, sentar_a_los_tres
from tests.secretariados.test_consenso import llega_a

EN_BASE = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def dentro_de(dias):
    return timezone.localdate() + timedelta(days=dias)


def proponer(secretariado, **campos):
    datos = {
        "responsable_lado": "gobierno",
        "responsable_oficina": "Oficina gobierno",
        "cumplir_hasta": dentro_de(60),
    }
    return PropuestaFactory(secretariado=secretariado, **datos | campos)


def hecho_hace(acto, dias):
    """As if it were to be kept so many days ago: only the owner of the table can say so."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE secretariados_acuerdo DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE secretariados_prorroga DISABLE TRIGGER USER")
        pasado = dentro_de(-dias)
        Acuerdo.objects.filter(pk=acto.pk).update(
            responde_hasta=pasado - timedelta(days=30), cumplir_hasta=pasado
        )
        cursor.execute("ALTER TABLE secretariados_acuerdo ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE secretariados_prorroga ENABLE TRIGGER USER")
    acto.refresh_from_db()
    return acto


def sentado(acto, lado):
    return acto.secretariado.asientos.get(lado=lado)


def test_it_is_closed_with_the_three_and_with_nothing_less():
    for confirman in product([False, True], repeat=3):
        lados = [lado for lado, si in zip(Lado.values, confirman, strict=True) if si]
        esperado = Estado.CERRADO if all(confirman) else Estado.ADOPTADO
        assert cumplimiento(lados) == esperado
        assert cumplimiento(reversed(lados * 2)) == esperado  # once said or twice, in any order


class TestLaBase:
    """The rules, of whoever writes without asking anybody."""

    pytestmark = EN_BASE

    @pytest.fixture
    def acto(self):
        return adoptar(proponer(sentar_a_los_tres()))

    def test_it_closes_as_the_table_says(self, acto):
        for confirman in product([False, True], repeat=3):
            with transaction.atomic():
                lados = [lado for lado, si in zip(Lado, confirman, strict=True) if si]
                for lado in lados:
                    Cierre.objects.create(acuerdo=acto, lado=lado)
                assert llega_a(acto, Estado.CERRADO) == (cumplimiento(lados) == Estado.CERRADO)
                transaction.set_rollback(True)

    def test_the_web_does_not_close_it_without_the_three(self, acto):
        acto.dar_por_cumplido(sentado(acto, "gobierno"))
        with transaction.atomic(), como_web() as cursor:
            with pytest.raises(IntegrityError, match="Sin la confirmación"), transaction.atomic():
                cursor.execute(
                    "UPDATE secretariados_acuerdo SET estado = 'cerrado' WHERE id = %s", [acto.pk]
                )
            transaction.set_rollback(True)

    @pytest.mark.parametrize("estado", [e for e in Estado if e != Estado.CERRADO])
    def test_what_is_closed_stays(self, acto, estado):
        for lado in Lado:
            acto.dar_por_cumplido(sentado(acto, lado))
        with pytest.raises(IntegrityError), transaction.atomic():
            Acuerdo.objects.filter(pk=acto.pk).update(estado=estado)

    @pytest.mark.parametrize("lado", ["organo_garante", "sociedad_civil"])
    def test_only_the_side_that_answers_for_it_extends(self, acto, lado):
        with pytest.raises(IntegrityError, match="lado que responde"), transaction.atomic():
            acto.prorrogar(sentado(acto, lado), dentro_de(90), "Falta presupuesto")

    def test_an_extension_is_later_than_the_time_it_has(self, acto):
        gobierno = sentado(acto, "gobierno")
        for dias in (59, 60):
            with pytest.raises(IntegrityError, match="después del plazo"), transaction.atomic():
                acto.prorrogar(gobierno, dentro_de(dias), "x")
        acto.prorrogar(gobierno, dentro_de(90), "Falta presupuesto")
        with pytest.raises(IntegrityError, match="después del plazo"), transaction.atomic():
            acto.prorrogar(gobierno, dentro_de(90), "x")
        acto.refresh_from_db()
        assert acto.cumplir_hasta == dentro_de(60)  # the first one stays
        assert acto.plazo == dentro_de(90)

    def test_an_extension_says_why(self, acto):
        with pytest.raises(IntegrityError), transaction.atomic():
            Prorroga.objects.create(acuerdo=acto, lado="gobierno", hasta=dentro_de(90))

    def test_without_a_date_there_is_nothing_to_extend(self):
        acto = adoptar(proponer(sentar_a_los_tres(), cumplir_hasta=None))
        with pytest.raises(IntegrityError, match="no tiene fecha"), transaction.atomic():
            acto.prorrogar(sentado(acto, "gobierno"), dentro_de(90), "x")

    def test_only_what_is_adopted_is_extended_annotated_and_closed(self):
        acto = proponer(sentar_a_los_tres())
        gobierno = sentado(acto, "gobierno")
        for hacer in (
            lambda: acto.prorrogar(gobierno, dentro_de(90), "x"),
            lambda: acto.anotar(gobierno, "x"),
            lambda: acto.dar_por_cumplido(gobierno),
        ):
            with pytest.raises(IntegrityError, match=r"adopt(ado|aron)"), transaction.atomic():
                hacer()

    @pytest.mark.parametrize("orden", ["UPDATE secretariados_{} SET lado = 'gobierno'",
                                       "DELETE FROM secretariados_{}"])  # fmt: skip
    @pytest.mark.parametrize("parte", ["prorroga", "notadeseguimiento", "cierre"])
    def test_what_was_said_stays_as_it_was_said(self, acto, parte, orden):
        gobierno = sentado(acto, "gobierno")
        acto.prorrogar(gobierno, dentro_de(90), "Falta presupuesto")
        acto.anotar(gobierno, "Vamos a la mitad")
        acto.dar_por_cumplido(gobierno)
        with transaction.atomic(), como_web() as cursor:
            dicho = "no se cambia ni se borra"
            with pytest.raises(IntegrityError, match=dicho), transaction.atomic():
                cursor.execute(orden.format(parte))
            transaction.set_rollback(True)

    def test_any_side_with_a_seat_annotates_though_it_does_not_sign(self, acto):
        casa = acto.secretariado
        for lado in Lado:
            acto.anotar(sentado(acto, lado), "Así va")
        casa.asientos.filter(lado="gobierno").update(papel="integrante")
        acto.anotar(sentado(acto, "gobierno"), "Así sigue")
        casa.asientos.filter(lado="sociedad_civil").update(
            hasta=timezone.localdate(), hasta_precision="dia", fin_motivo="Se retiró"
        )
        with pytest.raises(IntegrityError, match="no tiene hoy asiento"), transaction.atomic():
            acto.anotar(sentado(acto, "sociedad_civil"), "Tarde")
        assert acto.notas_de_seguimiento.count() == 4

    def test_only_who_signs_today_confirms_or_extends(self, acto):
        acto.secretariado.asientos.filter(lado="gobierno").update(
            hasta=timezone.localdate(), hasta_precision="dia", fin_motivo="Se retiró"
        )
        gobierno = sentado(acto, "gobierno")
        for hacer in (
            lambda: acto.dar_por_cumplido(gobierno),
            lambda: acto.prorrogar(gobierno, dentro_de(90), "x"),
        ):
            dicho = "no tiene hoy quien firme"
            with pytest.raises(IntegrityError, match=dicho), transaction.atomic():
                hacer()

    def test_a_side_confirms_once(self, acto):
        acto.dar_por_cumplido(sentado(acto, "gobierno"))
        with pytest.raises(IntegrityError, match="cierre_uno_por_lado"), transaction.atomic():
            acto.dar_por_cumplido(sentado(acto, "gobierno"))

    @pytest.mark.parametrize(
        "cambio",
        [
            {"responsable_lado": "sociedad_civil"},
            {"responsable_oficina": "Otra"},
            {"cumplir_hasta": "2099-01-01"},
        ],
    )
    def test_what_it_promises_was_proposed_and_does_not_change(self, acto, cambio):
        with pytest.raises(IntegrityError, match="retírelo y proponga otro"), transaction.atomic():
            Acuerdo.objects.filter(pk=acto.pk).update(**cambio)

    def test_a_date_has_who_answers_for_it_and_comes_after_the_answers(self):
        casa = sentar_a_los_tres()
        with pytest.raises(IntegrityError, match="con_quien_responde"), transaction.atomic():
            proponer(casa, responsable_lado=None, responsable_oficina=None)
        with pytest.raises(IntegrityError, match="tras_responder"), transaction.atomic():
            proponer(casa, cumplir_hasta=dentro_de(7))

    def test_all_of_it_is_in_the_ledger_as_part_of_the_agreement(self, acto):
        version = acto.version
        acto.anotar(sentado(acto, "gobierno"), "Vamos a la mitad")
        entrada = Entrada.objects.filter(objeto_clave=acto.clave).last()
        assert entrada.parte == "notadeseguimiento"
        acto.refresh_from_db()
        assert acto.version >= version


class TestVencidos:
    pytestmark = EN_BASE

    @pytest.mark.parametrize(("dias", "vencido"), [(1, True), (0, False), (-1, False)])
    def test_overdue_is_past_its_last_day(self, dias, vencido):
        acto = hecho_hace(adoptar(proponer(sentar_a_los_tres())), dias)
        assert acto.vencido is vencido
        assert (acto in Acuerdo.objects.vencidos()) is vencido

    def test_an_extension_gives_time_and_closing_ends_it(self):
        acto = hecho_hace(adoptar(proponer(sentar_a_los_tres())), 5)
        acto.prorrogar(sentado(acto, "gobierno"), dentro_de(-2), "x")
        assert acto in Acuerdo.objects.vencidos()
        acto.prorrogar(sentado(acto, "gobierno"), dentro_de(0), "x")
        assert acto not in Acuerdo.objects.vencidos()
        assert not Acuerdo.objects.get(pk=acto.pk).vencido

    def test_only_what_was_adopted(self):
        acto = hecho_hace(proponer(sentar_a_los_tres()), 5)
        assert acto not in Acuerdo.objects.vencidos()
        assert not acto.vencido
