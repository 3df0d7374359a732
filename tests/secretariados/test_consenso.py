"""One side, one voice: the table of positions, whole, in Python and against the database."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from gobierno_abierto.comun.codigos import Lado
from secretariados.consenso import QUE_SE_DICEN, Estado, Sentido, resultado, sin_consentir
from secretariados.models import Acuerdo, Posicion
from tests.bitacora.conftest import como_web
from tests.secretariados.factories import PropuestaFactory, sentar_a_los_tres

TODOS = [*Sentido, None]


def dichas(sentidos):
    return {lado: s for lado, s in zip(Lado, sentidos, strict=True) if s is not None}


def test_the_table():
    for sentidos, *que_paso in product(product(TODOS, repeat=3), [False, True], [False, True]):
        terminado, movido = que_paso
        estado = resultado(dichas(sentidos), terminado=terminado, movido=movido)
        unanime = sentidos == (Sentido.CONSIENTE,) * 3
        assert (estado == Estado.ADOPTADO) == (unanime and not movido)
        assert (estado == Estado.RECHAZADO) == (Sentido.NO_CONSIENTE in sentidos)
        if estado not in (Estado.ADOPTADO, Estado.RECHAZADO):
            acabado = terminado or unanime  # three consents to what is no longer so
            assert estado == (Estado.VENCIDO if acabado else Estado.PROPUESTO)


def test_no_side_weighs_more_than_another():
    for sentidos, movido in product(product(TODOS, repeat=3), [False, True]):
        uno = resultado(dichas(sentidos), terminado=True, movido=movido)
        otro = dichas(sorted(sentidos, key=str))
        assert uno == resultado(otro, terminado=True, movido=movido)


def test_it_says_whose_consent_is_missing():
    assert sin_consentir({}) == list(Lado)
    assert sin_consentir({"gobierno": "consiente", "organo_garante": "se_abstiene"}) == [
        "organo_garante",
        "sociedad_civil",
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("historia")
class TestLaBase:
    """The same rule, of whoever writes without asking anybody."""

    @pytest.mark.parametrize("movido", [False, True])
    @pytest.mark.parametrize("terminado", [False, True])
    def test_it_lets_through_what_the_table_says_and_nothing_else(self, terminado, movido):
        secretariado = sentar_a_los_tres()
        for sentidos in product([*QUE_SE_DICEN, None], repeat=3):
            acto = PropuestaFactory(secretariado=secretariado, publicado_en=None)
            if movido:
                cambiar_lo_que_no_esta(acto)
            publicar(acto)
            for lado, sentido in dichas(sentidos).items():
                decir(acto, lado, sentido)
            if terminado:
                pasar_el_plazo(acto)
            esperado = resultado(dichas(sentidos), terminado=terminado, movido=movido)
            for estado in Estado:
                assert llega_a(acto, estado) == (estado in (esperado, Estado.PROPUESTO)), sentidos

    @pytest.mark.parametrize("estado", [e for e in Estado if e != Estado.PROPUESTO])
    def test_what_is_settled_stays(self, estado):
        acto = adoptado()
        assert llega_a(acto, estado) == (estado == Estado.ADOPTADO)

    @pytest.mark.parametrize("lado", Lado)
    def test_without_who_sits_there_is_no_adoption_though_it_consented(self, lado):
        acto = con_tres_consentimientos()
        acto.secretariado.asientos.filter(lado=lado).update(
            hasta=timezone.localdate(), hasta_precision="dia", fin_motivo="Se retiró"
        )
        assert not llega_a(acto, Estado.ADOPTADO)

    @pytest.mark.parametrize("papel", ["integrante", None])
    def test_only_holders_and_alternates_sign(self, papel):
        secretariado = sentar_a_los_tres(papel="integrante")
        acto = PropuestaFactory(secretariado=secretariado)
        with pytest.raises(IntegrityError, match="no tiene hoy quien firme"), transaction.atomic():
            acto.posiciones.create(lado="gobierno", sentido="consiente", papel=papel)

    def test_an_objection_says_why(self):
        acto = PropuestaFactory(secretariado=sentar_a_los_tres())
        with pytest.raises(IntegrityError, match="posicion_negada_con_razon"), transaction.atomic():
            decir(acto, "gobierno", "no_consiente", razon=None)

    @pytest.mark.parametrize("sentido", ["ausente", "vacante", "no_consta"])
    def test_nobody_is_absent_while_it_may_answer(self, sentido):
        acto = PropuestaFactory(secretariado=sentar_a_los_tres())
        with pytest.raises(IntegrityError, match="sólo consta lo que dijo"), transaction.atomic():
            decir(acto, "gobierno", sentido)

    @pytest.mark.parametrize("sentido", QUE_SE_DICEN)
    def test_nobody_answers_late(self, sentido):
        acto = PropuestaFactory(secretariado=sentar_a_los_tres())
        pasar_el_plazo(acto)
        with pytest.raises(IntegrityError, match="Ya pasó el plazo"), transaction.atomic():
            decir(acto, "gobierno", sentido)

    @pytest.mark.parametrize(
        "cambio",
        [
            {"titulo": "Otro"},
            {"texto": "Otro"},
            {"justificacion": "Otro"},
            {"responde_hasta": "2099-01-01"},
            {"propone_lado": "gobierno"},
        ],
    )
    def test_what_the_sides_are_reading_does_not_change(self, cambio):
        acto = PropuestaFactory(secretariado=sentar_a_los_tres())
        with pytest.raises(IntegrityError, match="retírelo y proponga otro"), transaction.atomic():
            Acuerdo.objects.filter(pk=acto.pk).update(**cambio)

    def test_what_a_side_said_is_not_erased_nor_put_in_another_mouth(self):
        acto = PropuestaFactory(secretariado=sentar_a_los_tres())
        posicion = decir(acto, "gobierno", "consiente")
        with pytest.raises(IntegrityError, match="no se borra"), transaction.atomic():
            posicion.delete()
        with pytest.raises(IntegrityError, match="no cambia de lado"), transaction.atomic():
            Posicion.objects.filter(pk=posicion.pk).update(lado="sociedad_civil")

    def test_what_is_adopted_is_not_taken_back(self):
        acto = adoptado()
        with pytest.raises(IntegrityError, match="Sólo se retira"), transaction.atomic():
            retirar(acto)

    def test_what_is_proposed_is_and_then_nobody_answers(self):
        acto = PropuestaFactory(secretariado=sentar_a_los_tres())
        retirar(acto)
        with pytest.raises(IntegrityError, match="ya no se toman"), transaction.atomic():
            decir(acto, "gobierno", "consiente")

    def test_a_draft_has_no_positions(self):
        acto = PropuestaFactory(secretariado=sentar_a_los_tres(), publicado_en=None)
        with pytest.raises(IntegrityError, match="ya no se toman"), transaction.atomic():
            decir(acto, "gobierno", "consiente")

    def test_an_act_begins_proposed(self):
        for estado in set(Estado) - {Estado.PROPUESTO, Estado.REGISTRADO}:
            with pytest.raises(IntegrityError, match="empieza propuesto"), transaction.atomic():
                PropuestaFactory(secretariado=sentar_a_los_tres(), estado=estado)

    def test_the_web_does_not_register_history(self):
        with transaction.atomic(), como_web() as cursor:
            with pytest.raises(IntegrityError, match="carga de la historia"), transaction.atomic():
                cursor.execute(
                    "INSERT INTO secretariados_acuerdo (clave, tipo, titulo, texto, estado) "
                    "VALUES ('ACU-X', 'acuerdo', 'x', 'x', 'registrado')"
                )
            transaction.set_rollback(True)


def cambiar_lo_que_no_esta(acto: Acuerdo) -> None:
    """A change that starts from a text that is not the one in force."""
    texto = {"secretariado": acto.secretariado.clave, "nombre": "Lo que se leía"}
    acto.cambios.create(
        objeto_tipo="plan", objeto_clave="x", antes=texto, despues=texto | {"nombre": "Otro"}
    )


def publicar(acto: Acuerdo) -> None:
    Acuerdo.objects.filter(pk=acto.pk).update(publicado_en=timezone.now())


def decir(acto, lado, sentido, razon="Porque sí", papel="titular"):
    asiento = acto.secretariado.asientos.que_firman().filter(lado=lado, papel=papel).first()
    return acto.posiciones.create(
        lado=lado, sentido=sentido, razon=razon, papel=papel, oficina=asiento and asiento.firma
    )


def retirar(acto):
    Acuerdo.objects.filter(pk=acto.pk).update(retirado_en=timezone.now(), retiro_motivo="Por error")


def con_tres_consentimientos() -> Acuerdo:
    acto = PropuestaFactory(secretariado=sentar_a_los_tres())
    for lado in Lado:
        decir(acto, lado, Sentido.CONSIENTE)
    return acto


def adoptado() -> Acuerdo:
    acto = con_tres_consentimientos()
    Acuerdo.objects.filter(pk=acto.pk).update(estado=Estado.ADOPTADO)
    return acto


def llega_a(acto: Acuerdo, estado: Estado) -> bool:
    """Would an UPDATE take it there? It is undone in any case."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                Acuerdo.objects.filter(pk=acto.pk).update(estado=estado)
        except IntegrityError:
            return False
        transaction.set_rollback(True)
        return True


def pasar_el_plazo(acto: Acuerdo) -> None:
    """As if its days had gone by: only the owner of the table can say so."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE secretariados_acuerdo DISABLE TRIGGER USER")
        Acuerdo.objects.filter(pk=acto.pk).update(
            responde_hasta=timezone.localdate() - timedelta(days=1)
        )
        cursor.execute("ALTER TABLE secretariados_acuerdo ENABLE TRIGGER USER")
    acto.refresh_from_db()
