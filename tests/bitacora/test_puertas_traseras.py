"""What whoever writes SQL with the role of the web may try, and what the ledger makes of it."""

import json

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models.functions import Now

from compromisos.models import Compromiso, Responsable
from gobierno_abierto.bitacora.models import Entrada, Revision
from gobierno_abierto.bitacora.pasado import lo_que_no_concuerda
from gobierno_abierto.fuentes.models import Cita, Fuente
from secretariados.models import Institucion
from tests.bitacora.conftest import como_web, revisar

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def por_sql(compromiso):
    """Statements over the commitment, in a transaction of their own, as the web's role."""

    def hacer(*sentencias, valores=()):
        with transaction.atomic(), como_web() as cursor:
            for sentencia in sentencias:
                cursor.execute(sentencia, valores)

    return hacer


def poner(columnas):
    return f"UPDATE compromisos_compromiso SET {columnas}"


class TestLoQueLlevaLaBase:
    """Version and dates are the database's: no entry is missing because nothing changes."""

    @pytest.mark.parametrize(
        "columnas",
        [
            "version = 500",
            "version = version + 1",
            "actualizado = '2001-01-01'",
            "creado = '2001-01-01'",
            "version = 7, actualizado = now(), creado = now()",
        ],
    )
    def test_what_is_written_there_is_ignored(self, por_sql, compromiso, columnas):
        como_estaba = Compromiso.objects.filter(pk=compromiso.pk)
        antes = como_estaba.values("version", "actualizado", "creado").get()
        cuantas, revision = Entrada.objects.count(), Revision.actual()
        por_sql(poner(columnas))
        assert como_estaba.values("version", "actualizado", "creado").get() == antes
        assert (Entrada.objects.count(), Revision.actual()) == (cuantas, revision)
        assert lo_que_no_concuerda() is None

    def test_with_a_real_change_it_moves_by_one(self, por_sql, compromiso):
        por_sql(poner("version = 500, notas = 'Otra'"))
        compromiso.refresh_from_db()
        assert compromiso.version == 2
        assert lo_que_no_concuerda() is None

    def test_a_row_is_born_with_the_first(self, por_sql, compromiso):
        columnas = [
            campo.column
            for campo in Compromiso._meta.concrete_fields
            if not (campo.primary_key or campo.generated)
        ]
        dichas = {"clave": "clave || '-X'", "numero": "NULL", "version": "77"}
        dichas |= dict.fromkeys(["creado", "actualizado"], "'2001-01-01'")
        por_sql(
            f"INSERT INTO compromisos_compromiso ({', '.join(columnas)}) SELECT "
            f"{', '.join(dichas.get(c, c) for c in columnas)} FROM compromisos_compromiso "
            "WHERE clave = %s",
            valores=[compromiso.clave],
        )
        assert Compromiso.objects.get(clave=f"{compromiso.clave}-X").version == 1
        assert lo_que_no_concuerda() is None

    def test_only_who_loads_the_history_says_what_came_from_it(self, por_sql, compromiso):
        with pytest.raises(DatabaseError, match="Sólo la carga de la historia"):
            por_sql(poner("version_cargada = 1"))

    def test_a_source_of_a_review_moves_its_commitment_and_says_so(self, compromiso):
        evaluacion = revisar(compromiso, Now())
        Cita.objects.create(
            objeto_tipo="evaluacion", objeto_clave=evaluacion.clave, fuente=Fuente.objects.last()
        )
        compromiso.refresh_from_db()
        entrada = Entrada.objects.order_by("pk").last()
        assert (entrada.arriba_clave, entrada.arriba_version) == (compromiso.clave, 3)
        assert compromiso.version == 3
        assert lo_que_no_concuerda() is None


class TestSinInterruptor:
    """The triggers' library lets any connection switch them off by name: here it does not."""

    @pytest.fixture
    def apagados(self, por_sql):
        with connection.cursor() as cursor:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger_%'")
            nombres = "{" + ",".join(nombre for (nombre,) in cursor.fetchall()) + "}"
        apagar = f"SET LOCAL pgtrigger.ignore = '{nombres}'"
        return lambda sentencia: por_sql(apagar, sentencia)

    @pytest.mark.parametrize(
        ("sentencia", "aviso"),
        [
            (poner("publicado_en = NULL"), "no se despublica"),
            (poner("clave = clave || '-OTRA'"), "La clave es permanente"),
            ("DELETE FROM compromisos_compromiso", "no se borra"),
            (poner("publicado_en = now() + interval '1 day'"), "no puede ser futura"),
        ],
    )
    def test_a_rule_is_kept(self, apagados, sentencia, aviso):
        with pytest.raises(DatabaseError, match=aviso):
            apagados(sentencia)

    def test_a_change_is_told(self, apagados, compromiso):
        apagados(poner("titulo = 'Sin huella'"))
        assert Entrada.objects.order_by("pk").last().despues == {"titulo": "Sin huella"}
        compromiso.refresh_from_db()
        assert compromiso.version == 2


class TestContextoFalso:
    @pytest.mark.parametrize(
        "contexto", [{"tipo": "zzz"}, {"via": "pirata"}, {"lado": "marciano"}, "no es JSON"]
    )
    def test_what_is_no_code_is_refused(self, por_sql, contexto):
        dicho = contexto if isinstance(contexto, str) else json.dumps(contexto)
        with pytest.raises(DatabaseError):
            por_sql(f"SET LOCAL portal.contexto = '{dicho}'", poner("notas = 'x'"))
        assert not Entrada.objects.filter(despues__notas="x").exists()


class TestLoQueNoSeSella:
    """A value that could never be sealed would stop all that comes after it."""

    @pytest.mark.parametrize(
        ("valor", "aviso"),
        [
            ("12345678901234567890123", "demasiado grande"),
            ("-9007199254740993", "demasiado grande"),
            ("1e400", "demasiado grande"),
            ("[" * 60 + "1" + "]" * 60, "demasiadas listas"),
        ],
    )
    def test_is_refused(self, por_sql, valor, aviso):
        dato = f'[{{"esquema": "x", "valor": "y", "otro": {valor}}}]'
        with pytest.raises(DatabaseError, match=aviso):
            por_sql(poner("identificadores = %s"), valores=[dato])

    @pytest.mark.parametrize("valor", ["9007199254740992", "0.1", "-1.5e-7", "[[[1]]]"])
    def test_what_can_be_is_taken(self, por_sql, valor):
        por_sql(
            poner("identificadores = %s"),
            valores=[f'[{{"esquema": "x", "valor": "y", "otro": {valor}}}]'],
        )
        assert lo_que_no_concuerda() is None


class TestNumeroInterno:
    def test_of_a_part_does_not_change(self, por_sql, compromiso):
        institucion = Institucion.objects.all()[0]
        Responsable.objects.create(compromiso=compromiso, institucion=institucion)
        with pytest.raises(DatabaseError, match="El número interno"):
            por_sql("UPDATE compromisos_responsable SET id = id + 1000")

    def test_of_a_record_does_not_change(self, por_sql):
        with pytest.raises(DatabaseError, match="El número interno"):
            por_sql(poner("id = id + 1000"))


def test_the_revision_moves_by_one_with_each_act(por_sql):
    """Whatever the transaction pretends."""
    for n in range(40):
        antes = Revision.actual()
        por_sql(
            "SELECT set_config('portal.revision', pg_current_xact_id()::text, true)",
            poner(f"notas = 'Vuelta {n}'"),
            poner(f"notas = 'Y otra {n}'"),
        )
        assert Revision.actual() == antes + 1
