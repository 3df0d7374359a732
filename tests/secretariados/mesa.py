"""What anybody may try at a table of three sides, in any order, by the portal or with SQL; and what
must hold after each step."""

import json
from contextlib import contextmanager, suppress
from itertools import count

from django.db import IntegrityError, connections, transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from compromisos.models import Compromiso
from gobierno_abierto.comun.codigos import Lado
from planes.models import Plan
from secretariados.consenso import Estado, Sentido
from secretariados.models import Acuerdo, Asiento, CambioPropuesto, Institucion, Jurisdiccion
from tests.bitacora.conftest import como_web
from tests.compromisos.factories import CompromisoFactory, PlanFactory
from tests.secretariados.acordar import acordar, proponer
from tests.secretariados.factories import PropuestaFactory, sentar_a_los_tres

__all__ = ["Mesa"]

NUMEROS = count(1)
LADOS, SENTIDOS, ESTADOS = (st.sampled_from(list(codigos)) for codigos in (Lado, Sentido, Estado))
CUALES = st.sampled_from(range(3))
RETIRO = "retirado_en = clock_timestamp(), retiro_motivo = 'x'"
SUSTANCIA = [
    "titulo = 'Mío'",
    "descripcion = 'Mía'",
    "origen = 'proactivo'",
    "inicio = '2020-01-01', inicio_precision = 'dia'",
    "estado = 'cumplimiento_acordado'",
    "estado = 'retirado'",
    RETIRO,
]
LO_DICHO = ("titulo", "texto", "justificacion", "responde_hasta", "propone_lado", "resuelto_en")


@contextmanager
def intento():
    """What the database refuses is undone whole, and nothing else happens."""
    with suppress(IntegrityError), transaction.atomic():
        yield


def sql(consulta, *valores):
    """With the role of the web workers, which is what any door of the portal has."""
    with intento(), como_web() as cursor:
        cursor.execute(consulta, valores)


class Mesa(RuleBasedStateMachine):
    """Three sides that come, answer and leave; and whoever would rather not wait for them."""

    def __init__(self):
        super().__init__()
        self.secretariado = sentar_a_los_tres(
            clave=f"puerta-{next(NUMEROS)}", jurisdiccion=Jurisdiccion.objects.get(clave="ej")
        )
        self.plan = PlanFactory(
            clave=self.secretariado.clave,
            prefijo=f"EJ-PUERTA{next(NUMEROS)}",
            procedencia="portal",
            secretariado=self.secretariado,
            jurisdiccion=self.secretariado.jurisdiccion,
        )
        self.suyos = [CompromisoFactory(plan=self.plan) for _ in range(3)]
        self.suyos[0].responsables.create(institucion=Institucion.objects.first())
        acordar(self.plan, *self.suyos[:2])  # the third is a draft
        self.acto = self.nuevo()
        self.leidos: dict[int, list] = {}
        self.resueltos: dict[int, tuple] = {}

    def nuevo(self):
        return PropuestaFactory(secretariado=self.secretariado)

    def palabra(self):
        return f"Palabra {next(NUMEROS)}"

    def quien_firma(self, lado):
        return self.secretariado.asientos.all().que_firman().filter(lado=lado).first()

    @rule()
    def proponer(self):
        self.acto = self.nuevo()

    @rule(cuales=st.sets(st.sampled_from(range(3)), min_size=1), publicado=st.booleans())
    def proponer_textos(self, cuales, publicado):
        suyos = [self.suyos[cual] for cual in sorted(cuales)]
        for suyo in suyos:
            suyo.refresh_from_db()
        self.acto = proponer(*suyos, publicado=publicado, titulo=self.palabra())

    @rule()
    def publicar_la_propuesta(self):
        """A draft act is opened to the sides."""
        with intento():
            Acuerdo.objects.filter(pk=self.acto.pk, publicado_en=None).update(
                publicado_en=timezone.now()
            )

    @rule()
    def consentir_los_tres(self):
        for lado in Lado:
            self.responder(lado, Sentido.CONSIENTE, None)

    @rule(lado=LADOS, sentido=SENTIDOS, razon=st.sampled_from([None, "Porque sí"]))
    def responder(self, lado, sentido, razon):
        asiento = self.quien_firma(lado)
        if asiento:
            with intento():
                self.acto.registrar_posicion(asiento, sentido, razon)

    @rule(lado=LADOS)
    def consentir(self, lado):
        self.responder(lado, Sentido.CONSIENTE, None)

    @rule()
    def retirar(self):
        with intento():
            self.acto.retirar("Por error")

    @rule()
    def vencer(self):
        with intento():
            self.acto.vencer()

    @rule(lado=LADOS)
    def irse(self, lado):
        Asiento.objects.filter(secretariado=self.secretariado, lado=lado, hasta=None).update(
            hasta=timezone.localdate(), hasta_precision="dia", fin_motivo="Se retiró"
        )

    @rule(lado=LADOS)
    def volver(self, lado):
        if self.quien_firma(lado) is None:
            with intento():
                self.secretariado.asientos.create(
                    lado=lado, papel="titular", oficina="Otra vez", desde=timezone.localdate(),
                    desde_precision="dia",
                )  # fmt: skip

    @rule(estado=ESTADOS)
    def sql_estado(self, estado):
        sql("UPDATE secretariados_acuerdo SET estado = %s WHERE id = %s", estado, self.acto.pk)

    @rule(estado=ESTADOS)
    def sql_nuevo(self, estado):
        sql(
            "INSERT INTO secretariados_acuerdo (clave, tipo, titulo, texto, estado, "
            "secretariado_id, propone_lado, justificacion, responde_hasta, publicado_en) "
            "VALUES (%s, 'acuerdo', 'x', 'x', %s, %s, 'gobierno', 'x', '2099-01-01', now())",
            f"ACU-PUERTA-{next(NUMEROS)}", estado, self.secretariado.pk,
        )  # fmt: skip

    @rule(lado=LADOS, sentido=SENTIDOS, papel=st.sampled_from([None, *Asiento.Papel]))
    def sql_posicion(self, lado, sentido, papel):
        """In the name of the office that signs for that side, if any."""
        asiento = self.quien_firma(lado)
        sql(
            "INSERT INTO secretariados_posicion (acuerdo_id, lado, sentido, papel, oficina, razon) "
            "VALUES (%s, %s, %s, %s, %s, 'x')",
            self.acto.pk, lado, sentido, papel, asiento and asiento.firma,
        )  # fmt: skip

    @rule(lado=LADOS, otro=LADOS, sentido=SENTIDOS)
    def sql_otra_boca(self, lado, otro, sentido):
        sql(
            "UPDATE secretariados_posicion SET lado = %s, sentido = %s "
            "WHERE acuerdo_id = %s AND lado = %s",
            otro, sentido, self.acto.pk, lado,
        )  # fmt: skip

    @rule(lado=LADOS)
    def dar_por_cumplido(self, lado):
        asiento = self.quien_firma(lado)
        if asiento:
            with intento():
                self.acto.dar_por_cumplido(asiento)

    @rule(lado=LADOS)
    def sql_cierre(self, lado):
        sql(
            "INSERT INTO secretariados_cierre (acuerdo_id, lado) VALUES (%s, %s)",
            self.acto.pk, lado,
        )  # fmt: skip

    @rule()
    def sql_borrar_lo_dicho(self):
        sql("DELETE FROM secretariados_posicion WHERE acuerdo_id = %s", self.acto.pk)
        sql("DELETE FROM secretariados_cierre WHERE acuerdo_id = %s", self.acto.pk)

    @rule(columna=st.sampled_from(["titulo", "texto", "justificacion"]))
    def sql_texto(self, columna):
        sql(f"UPDATE secretariados_acuerdo SET {columna} = 'Otro' WHERE id = %s", self.acto.pk)

    @precondition(lambda self: self.resueltos)
    @rule()
    def sql_despublicar(self):
        sql("UPDATE secretariados_acuerdo SET retirado_en = NULL, retiro_motivo = NULL")
        sql("UPDATE secretariados_acuerdo SET publicado_en = NULL")

    @rule(aplica=st.sampled_from([None, *range(3)]), adopta=st.booleans())
    def sql_adoptar(self, aplica, adopta):
        """Whoever wrote three consents and adopts by herself, with a part of what it says."""
        for lado in Lado:
            self.sql_posicion(lado, Sentido.CONSIENTE, Asiento.Papel.TITULAR)
        with intento(), como_web() as cursor:
            if adopta:
                cursor.execute(
                    "UPDATE secretariados_acuerdo SET estado = 'adoptado' WHERE id = %s",
                    [self.acto.pk],
                )
            if aplica is not None:
                cursor.execute(
                    "UPDATE compromisos_compromiso c SET titulo = t.despues->>'titulo', "
                    "publicado_en = coalesce(publicado_en, now()) "
                    "FROM secretariados_cambiopropuesto t WHERE t.acuerdo_id = %s "
                    "AND t.objeto_clave = c.clave AND c.id = %s",
                    [self.acto.pk, self.suyos[aplica].pk],
                )

    @rule(cual=CUALES, aplica=st.booleans())
    def sql_adoptar_enseguida(self, cual, aplica):
        """Before anybody answers."""
        self.proponer_textos({cual}, publicado=True)
        self.sql_adoptar(cual if aplica else None, adopta=True)

    @rule(cual=CUALES, cambia=st.sampled_from(SUSTANCIA))
    def sql_sustancia(self, cual, cambia):
        sql(f"UPDATE compromisos_compromiso SET {cambia} WHERE id = %s", self.suyos[cual].pk)

    @rule(cambia=st.sampled_from(["nombre = 'Mío'", "secretariado_id = NULL", RETIRO]))
    def sql_plan(self, cambia):
        sql(f"UPDATE planes_plan SET {cambia} WHERE id = %s", self.plan.pk)

    @rule(cual=CUALES)
    def sql_notas(self, cual):
        """What nobody agrees, which does go through."""
        nota = self.palabra()
        suyo = self.suyos[cual]
        suyo.refresh_from_db()
        if suyo.publicado_en is None:  # the sides may be reading it
            return
        sql("UPDATE compromisos_compromiso SET notas = %s WHERE id = %s", nota, suyo.pk)
        suyo.refresh_from_db()
        assert suyo.notas == nota

    @rule(cual=CUALES)
    def sql_publicar(self, cual):
        sql("UPDATE compromisos_compromiso SET publicado_en = now() WHERE id = %s "
            "AND publicado_en IS NULL", self.suyos[cual].pk)  # fmt: skip

    @rule(cual=CUALES, como=st.sampled_from(["DELETE", "UPDATE", "INSERT"]))
    def sql_responsables(self, cual, como):
        tabla, pk = "compromisos_responsable", self.suyos[cual].pk
        if como == "DELETE":
            sql(f"DELETE FROM {tabla} WHERE compromiso_id = %s", pk)
        elif como == "UPDATE":
            sql(f"UPDATE {tabla} SET papel = 'apoyo' WHERE compromiso_id = %s", pk)
        else:
            sql(f"INSERT INTO {tabla} (compromiso_id, institucion_id, papel, orden) "
                "VALUES (%s, %s, 'apoyo', 9)", pk, Institucion.objects.last().pk)  # fmt: skip

    @rule(como=st.sampled_from(["DELETE", "UPDATE", "INSERT"]))
    def sql_cambios(self, como):
        """Of any act, not only of the one at hand."""
        tabla = "secretariados_cambiopropuesto"
        if como == "DELETE":
            sql(f"DELETE FROM {tabla}")
        elif como == "UPDATE":
            sql(f'UPDATE {tabla} SET despues = despues || \'{{"titulo": "Mío"}}\'')
        else:
            texto = json.dumps(self.suyos[0].texto_acordado() | {"titulo": "Mío"})
            sql(f"INSERT INTO {tabla} (acuerdo_id, objeto_tipo, objeto_clave, despues) "
                "VALUES (%s, 'compromiso', 'x', %s)", self.acto.pk, texto)  # fmt: skip

    @rule(instante=st.sampled_from(["NULL", "now() + interval '1 day'"]))
    def sql_instante(self, instante):
        """To make of an old text the last one."""
        sql(f"UPDATE secretariados_acuerdo SET resuelto_en = {instante} WHERE id = %s",
            self.acto.pk)  # fmt: skip

    @rule(procedencia=st.sampled_from(["historica", "externa", "portal"]))
    def sql_plan_de_la_historia(self, procedencia):
        """Nobody's consent would bind it."""
        n = next(NUMEROS)
        with intento(), como_web():
            plan = PlanFactory(
                clave=f"mio-{n}", prefijo=f"EJ-MIO{n}", procedencia=procedencia, publicado=True,
                secretariado=self.secretariado, jurisdiccion=self.secretariado.jurisdiccion,
            )  # fmt: skip
            CompromisoFactory(plan=plan, publicado=True)

    @invariant()
    def what_is_public_says_what_was_agreed(self):
        suyos = {"plan__secretariado": self.secretariado, "publicado_en__isnull": False}
        publicos = [self.plan, *Compromiso.objects.filter(**suyos)]
        assert list(Plan.objects.filter(
            secretariado=self.secretariado, publicado_en__isnull=False)) == [self.plan]  # fmt: skip
        for registro in publicos:
            dichos = CambioPropuesto.objects.de(registro.objeto, registro.clave).adoptados()
            assert [registro.texto_acordado()] == [c.despues for c in dichos][-1:]

    @invariant()
    def what_the_sides_read_stays(self):
        for acto in Acuerdo.objects.filter(
            secretariado=self.secretariado, publicado_en__isnull=False
        ):
            cambios = list(acto.cambios.values_list("objeto_tipo", "objeto_clave", "antes",
                                                    "despues"))  # fmt: skip
            assert self.leidos.setdefault(acto.pk, cambios) == cambios

    @invariant()
    def what_stands_is_what_the_sides_said(self):
        for acto in Acuerdo.objects.filter(secretariado=self.secretariado):
            dichas = dict(acto.posiciones.values_list("lado", "sentido"))
            if acto.estado == Estado.CERRADO:  # adopted once, and kept as the three confirm
                assert set(acto.cierres.values_list("lado", flat=True)) == set(Lado)
                acto.estado = Estado.ADOPTADO
            entero = (acto.estado, dichas, *(getattr(acto, campo) for campo in LO_DICHO))
            if acto.estado == Estado.PROPUESTO:
                assert acto.pk not in self.resueltos
                continue
            if acto.pk not in self.resueltos:
                self.resueltos[acto.pk] = entero
                assert acto.estado in (Estado.ADOPTADO, Estado.RECHAZADO, Estado.VENCIDO)
                if acto.estado != Estado.RECHAZADO:
                    assert all(map(self.quien_firma, Lado))
                    movido = not all(cambio.vigente for cambio in acto.cambios.all())
                    assert acto.estado == Estado.ADOPTADO or movido
            assert self.resueltos[acto.pk] == entero
            assert (acto.estado in (Estado.ADOPTADO, Estado.VENCIDO)) == (
                dichas == dict.fromkeys(Lado.values, Sentido.CONSIENTE)
            )
            if acto.estado == Estado.RECHAZADO:
                assert Sentido.NO_CONSIENTE in dichas.values()

    def teardown(self):
        connections.close_all()
