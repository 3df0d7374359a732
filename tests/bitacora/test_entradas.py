"""Whoever changes a public row, by whatever door, leaves an entry; and nothing else does."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models.functions import Now

from compromisos.models import Codificacion, Compromiso, Responsable
from gobierno_abierto.bitacora.contexto import Contexto, completar, en_contexto
from gobierno_abierto.bitacora.models import (
    Checkpoint,
    Entrada,
    Revision,
    Sello,
    TextoBorrable,
)
from gobierno_abierto.bitacora.pasado import lo_que_no_concuerda
from gobierno_abierto.fuentes.models import Cita, Fuente
from planes.models import Mesa, Plan
from secretariados.models import Asiento, Institucion, Ocupacion
from tests.bitacora.conftest import C06, como_web, ultima
from tests.compromisos.factories import CompromisoFactory, PlanFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

Via, Tipo = Entrada.Via, Entrada.Tipo


@pytest.fixture
def nuevas():
    """The entries written since the test began."""
    antes = Entrada.objects.order_by("pk").last().pk
    return lambda: list(Entrada.objects.filter(pk__gt=antes).order_by("pk"))


class TestLaHistoria:
    def test_what_was_loaded_is_in_it_as_a_load_of_the_operator(self):
        entrada = Entrada.objects.get(objeto_clave=C06, parte=None)
        assert (entrada.tipo, entrada.via) == (Tipo.CARGA, Via.ORDEN)
        assert (entrada.procedencia, entrada.pais, entrada.version) == ("historica", "MX", 1)
        assert entrada.antes is None
        assert entrada.despues["plan"] == "pa15"
        assert entrada.despues["titulo"] == "Padrón único y abierto de beneficiarios"

    def test_the_tables_hold_what_it_tells(self):
        assert lo_que_no_concuerda() is None


class TestPorCualquierPuerta:
    def test_save(self, nuevas):
        compromiso = Compromiso.objects.get(clave=C06)
        compromiso.titulo = "Padrón único"
        compromiso.save()
        (entrada,) = nuevas()
        assert entrada.antes == {"titulo": "Padrón único y abierto de beneficiarios"}
        assert entrada.despues == {"titulo": "Padrón único"}
        assert entrada.tipo == Tipo.CORRECCION
        assert entrada.via == Via.SIN_CONTEXTO

    def test_update_writes_one_for_each_row(self, nuevas):
        Compromiso.objects.filter(plan__clave="pa15").update(notas="Visto")
        assert len(nuevas()) == 26
        assert {tuple(entrada.despues) for entrada in nuevas()} == {("notas",)}

    def test_update_that_changes_nothing_writes_none(self, nuevas):
        Compromiso.objects.filter(clave=C06).update(estado="concluido")
        assert nuevas() == []

    def test_bulk_create(self, nuevas):
        plan = PlanFactory(publicado=True)
        Compromiso.objects.bulk_create(
            Compromiso(
                clave=f"{plan.prefijo}-C{n}", plan=plan, titulo=f"Uno {n}", publicado_en=Now()
            )
            for n in range(3)
        )
        assert [entrada.tipo for entrada in nuevas()] == [Tipo.ALTA] * 4

    def test_raw_sql_with_the_role_of_the_web(self, nuevas):
        with como_web() as cursor:
            cursor.execute(
                "UPDATE compromisos_compromiso SET notas = 'A mano' WHERE clave = %s", [C06]
            )
        (entrada,) = nuevas()
        assert (entrada.via, entrada.lado, entrada.motivo) == (Via.SIN_CONTEXTO, None, None)

    def test_what_is_undone_leaves_nothing(self, nuevas):
        with transaction.atomic():
            Compromiso.objects.filter(clave=C06).update(notas="No")
            transaction.set_rollback(True)
        assert nuevas() == []

    def test_references_are_keys(self, nuevas):
        economia = Mesa.objects.exclude(clave="MX-PA15-MESA-politica-social").first()
        Compromiso.objects.filter(clave=C06).update(mesa=economia)
        (entrada,) = nuevas()
        assert entrada.antes == {"mesa": "MX-PA15-MESA-politica-social"}
        assert entrada.despues == {"mesa": economia.clave}


class TestPartes:
    def test_a_part_is_told_within_its_record(self, nuevas):
        compromiso = Compromiso.objects.get(clave=C06)
        gesoc = Institucion.objects.get(clave="fundar")
        parte = Responsable.objects.create(
            compromiso=compromiso, institucion=gesoc, lado="sociedad_civil", papel="apoyo"
        )
        parte.delete()
        puesta, quitada = nuevas()
        assert (puesta.objeto_tipo, puesta.objeto_clave, puesta.parte) == (
            "compromiso",
            C06,
            "responsable",
        )
        assert puesta.accion == Entrada.Accion.APARECE
        assert puesta.despues["institucion"] == "fundar"
        assert quitada.accion == Entrada.Accion.DESAPARECE
        assert quitada.antes == puesta.despues

    def test_a_coding_tells_of_its_review_and_of_its_commitment(self, nuevas):
        coding = Codificacion.objects.filter(
            evaluacion__clave="MX-PA15-C06-MRI-medio-termino", variable="cumplimiento"
        )
        coding.update(nota="Revisada")
        (entrada,) = nuevas()
        assert entrada.objeto_clave == "MX-PA15-C06-MRI-medio-termino"
        compromiso = Compromiso.objects.get(clave=C06)
        assert (entrada.arriba_clave, entrada.arriba_version) == (C06, compromiso.version)

    def test_a_citation_is_part_of_what_it_supports(self, nuevas):
        Cita.objects.create(
            objeto_tipo="plan", objeto_clave="pa15", fuente=Fuente.objects.get(clave="semilla")
        )
        (entrada,) = nuevas()
        assert (entrada.objeto_clave, entrada.parte) == ("pa15", "cita")
        assert entrada.version == Plan.objects.get(clave="pa15").version

    def test_a_part_does_not_move_to_another_record(self):
        parte = Responsable.objects.filter(compromiso__clave=C06).first()
        with pytest.raises(IntegrityError, match="no se muda"), transaction.atomic():
            Responsable.objects.filter(pk=parte.pk).update(
                compromiso=Compromiso.objects.get(clave="MX-PA15-C07")
            )


class TestLoQueNoEsPublico:
    def test_a_draft_is_in_no_entry(self, nuevas):
        borrador = CompromisoFactory(
            plan=Plan.objects.get(clave="pa15"), clave="MX-PA15-C99", numero=None
        )
        Responsable.objects.create(
            compromiso=borrador, institucion=Institucion.objects.get(clave="fundar")
        )
        borrador.titulo = "Otro"
        borrador.save()
        borrador.responsables.all().delete()
        borrador.delete()
        assert nuevas() == []

    def test_publishing_tells_the_whole_row_and_its_parts(self, nuevas):
        borrador = CompromisoFactory(
            plan=Plan.objects.get(clave="pa15"), clave="MX-PA15-C99", numero=None
        )
        Responsable.objects.create(
            compromiso=borrador, institucion=Institucion.objects.get(clave="fundar")
        )
        Cita.objects.create(
            objeto_tipo="compromiso",
            objeto_clave=borrador.clave,
            fuente=Fuente.objects.get(clave="semilla"),
        )
        Compromiso.objects.filter(pk=borrador.pk).update(publicado_en=Now())
        entera, *partes = nuevas()
        assert (entera.tipo, entera.antes) == (Tipo.ALTA, None)
        assert entera.despues["titulo"] == borrador.titulo
        assert {parte.parte for parte in partes} == {"responsable", "cita"}
        assert lo_que_no_concuerda() is None

    def test_nothing_is_published_before_what_it_hangs_from(self):
        plan = PlanFactory()
        with pytest.raises(IntegrityError, match="Publique antes"), transaction.atomic():
            CompromisoFactory(plan=plan, publicado=True)

    def test_what_is_public_does_not_move(self):
        mesa = Mesa.objects.first()
        with pytest.raises(IntegrityError, match=r"se muda|prefijo"), transaction.atomic():
            Mesa.objects.filter(pk=mesa.pk).update(plan=PlanFactory(publicado=True))

    def test_accounts_are_nowhere(self, nuevas, django_user_model):
        cuenta = django_user_model.objects.create_user("alguien", "alguien@example.org", "x")
        asiento = Asiento.objects.filter(lado="gobierno").first()
        Ocupacion.objects.create(asiento=asiento, usuario=cuenta, desde="2026-01-01")
        assert nuevas() == []


class TestContexto:
    def test_side_office_reason_and_agreement_reach_the_entry(self, nuevas):
        with en_contexto(
            Contexto(
                Via.ADMINISTRACION,
                lado="gobierno",
                oficina="Unidad de Apertura",
                acuerdo="ACU-STT-2012-03",
                tipo=Tipo.ENMIENDA,
            )
        ):
            completar(motivo="Porque sí")
            Compromiso.objects.filter(clave=C06).update(notas="Con contexto")
        Compromiso.objects.filter(clave=C06).update(notas="Y sin él")
        con, sin = nuevas()
        assert (con.lado, con.oficina, con.motivo, con.acuerdo, con.tipo, con.via) == (
            "gobierno",
            "Unidad de Apertura",
            "Porque sí",
            "ACU-STT-2012-03",
            Tipo.ENMIENDA,
            Via.ADMINISTRACION,
        )
        assert (sin.lado, sin.motivo, sin.via) == (None, None, Via.SIN_CONTEXTO)

    def test_withdrawing_is_told_as_what_it_is(self, nuevas):
        Compromiso.objects.filter(clave=C06).update(retirado_en=Now(), retiro_motivo="Dos veces")
        (entrada,) = nuevas()
        assert entrada.tipo == Tipo.RETIRO
        assert entrada.despues["retiro_motivo"] == "Dos veces"

    def test_a_withdrawn_record_is_still_followed(self, nuevas):
        Compromiso.objects.filter(clave=C06).update(retirado_en=Now(), retiro_motivo="Dos veces")
        Compromiso.objects.filter(clave=C06).update(retiro_motivo="Tres veces")
        assert nuevas()[-1].despues == {"retiro_motivo": "Tres veces"}


class TestInmutable:
    @pytest.mark.parametrize(
        "orden",
        [
            "UPDATE bitacora_entrada SET motivo = 'otro'",
            "DELETE FROM bitacora_entrada",
            "TRUNCATE bitacora_entrada CASCADE",
            "UPDATE bitacora_sello SET hoja = ''",
            "DELETE FROM bitacora_sello",
            "TRUNCATE bitacora_sello",
            "DELETE FROM bitacora_checkpoint",
        ],
    )
    @pytest.mark.parametrize("con_el_interruptor", [False, True])
    def test_not_even_the_owner_changes_it(self, orden, con_el_interruptor):
        """Nor with pgtrigger's own switch, which any connection can set."""
        entrada = Entrada.objects.first()
        Sello.objects.create(
            secuencia=10**9, entrada=entrada, hoja=b"x" * 32, consta_desde=entrada.instante
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            if con_el_interruptor:
                cursor.execute(
                    "SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true) "
                    "FROM pg_trigger WHERE tgname LIKE 'pgtrigger%'"
                )
            if "checkpoint" in orden:
                Checkpoint.objects.create(
                    tamano=10**9, numero=10**9, raiz=b"", nota="", clave_publica=""
                )
            with pytest.raises(IntegrityError, match="solo crece"), transaction.atomic():
                cursor.execute(orden)

    @pytest.mark.parametrize(
        "orden",
        [
            "INSERT INTO bitacora_sello (secuencia, entrada_id, hoja, subarboles) "
            "SELECT 1, min(id), '', '' FROM bitacora_entrada",
            "INSERT INTO bitacora_entrada (tipo, via, objeto_tipo, objeto_clave, version, "
            "antes) VALUES ('alta', 'orden', 'plan', 'pa15', 9, '{}')",
            "UPDATE bitacora_revision SET valor = 0",
            "TRUNCATE bitacora_entrada",
            "ALTER TABLE bitacora_entrada DISABLE TRIGGER USER",
            "ALTER TABLE compromisos_compromiso DISABLE TRIGGER USER",
            "DROP FUNCTION bitacora_anotar() CASCADE",
            "SET session_replication_role = replica",
            "DELETE FROM bitacora_textoborrable",
            "CREATE TEMP TABLE falsa (id bigint); CREATE TRIGGER t AFTER INSERT ON falsa FOR EACH "
            "ROW EXECUTE FUNCTION bitacora_anotar('{}')",
            "CREATE TEMP TABLE falsa (id bigint); CREATE TRIGGER t AFTER INSERT ON falsa "
            "REFERENCING NEW TABLE AS nuevas EXECUTE FUNCTION bitacora_anotar_nuevas('{}')",
        ],
    )
    def test_the_web_may_not_even_try(self, orden):
        with pytest.raises(DatabaseError), transaction.atomic(), como_web() as cursor:
            cursor.execute(orden)

    @pytest.mark.parametrize("modelo", [Compromiso, Plan, Fuente])
    def test_what_is_public_is_not_deleted(self, modelo):
        fila = modelo.objects.publicos().last()
        with pytest.raises(DatabaseError), transaction.atomic():
            modelo._base_manager.filter(pk=fila.pk)._raw_delete("default")


class TestTextoBorrable:
    FACILITADORA = "Lorena Cázarez, Colegio de Arquitectos del Valle de Guadiana"

    @pytest.fixture
    def asiento(self):
        return Asiento.objects.select_related("persona", "secretariado").get(
            persona__texto=self.FACILITADORA
        )

    def test_a_persons_name_is_a_hash_in_the_ledger(self, asiento):
        entrada = Entrada.objects.get(parte="asiento", fila=asiento.pk)
        assert entrada.despues["persona"] == asiento.persona.huella
        assert "Lorena" not in str(entrada.despues)

    def test_it_is_read_until_it_is_erased(self, client, asiento, nuevas):
        clave = asiento.secretariado.clave
        pagina, dato = f"/secretariados/{clave}/", f"/api/v1/secretariados/{clave}/"
        assert self.FACILITADORA in client.get(pagina).content.decode()

        with en_contexto(Contexto(Via.ORDEN, motivo="Lo pidió")):
            asiento.persona.suprimir()

        for direccion in (pagina, dato):
            contenido = client.get(direccion).content.decode()
            assert "Lorena" not in contenido
            assert "suprimido por privacidad" in contenido
        (entrada,) = nuevas()
        assert (entrada.tipo, entrada.motivo) == (Tipo.SUPRESION, "Lo pidió")
        asiento.secretariado.refresh_from_db()
        assert entrada.version == asiento.secretariado.version
        assert lo_que_no_concuerda() is None

    def test_an_erased_text_does_not_come_back_with_the_history(self, asiento):
        from gobierno_abierto.portal.historia.carga import cargar

        asiento.persona.suprimir()
        # As in another transaction: a load in this one would be the same act.
        type(asiento.secretariado).objects.filter(pk=asiento.secretariado_id).update(
            version_cargada=0
        )
        cargar()
        assert not TextoBorrable.objects.filter(texto=self.FACILITADORA).exists()

    def test_a_text_is_not_changed_for_another(self, asiento):
        for cambio in ({"texto": "Otra"}, {"huella": "0"}, {"sal": b"x"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                TextoBorrable.objects.filter(pk=asiento.persona_id).update(**cambio)


class TestRevision:
    @pytest.mark.django_db(transaction=True)
    def test_moves_once_per_transaction(self):
        antes = Revision.actual()
        with transaction.atomic():
            for nota in ("Una", "Dos"):
                Compromiso.objects.filter(clave=C06).update(notas=nota)
        assert Revision.actual() == antes + 1

    def test_drafts_do_not_move_it(self):
        antes = Revision.actual()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            CompromisoFactory(plan=Plan.objects.get(clave="pa15"), clave="MX-PA15-C99", numero=None)
        assert Revision.actual() == antes


def test_a_version_says_who_left_it(nuevas):
    Compromiso.objects.filter(clave=C06).update(notas="Una vez")
    assert ultima("compromiso", C06).version == Compromiso.objects.get(clave=C06).version
