"""Sets of commitments, and what each voice says of them as SQL expressions.

The comparison itself is `compromisos.vocabularios`: this module only writes it as SQL, so that
lists can be filtered by it in the database.
"""

from django.apps import apps
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DecimalField,
    Exists,
    Expression,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import JSONObject
from django.db.models.lookups import IsNull

from compromisos.vocabularios import COMUN
from gobierno_abierto.comun.campos_publicos import si_es_publico
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.fechas import ultimo_dia
from gobierno_abierto.comun.models import PublicableQuerySet

__all__ = ["CompromisoQuerySet", "SegunLaRegla", "comun_de"]


class SegunLaRegla(Func):
    """`compromisos/avance.py`, as the database says it: `avance_de_actividad(pk)`,
    `esperado_de_meta(pk, day)`…"""

    output_field = DecimalField(max_digits=5, decimal_places=2)


class CompromisoQuerySet(PublicableQuerySet):
    def con_voces(self):
        """Adds `autoinforme`, `revision_independiente`, `sociedad_civil` (JSON or NULL),
        `contraste` and `mismo_momento`. Costs subqueries, not queries."""
        gobierno, revision = _dicho_por(Lado.GOBIERNO), _revisiones()
        return self.annotate(
            autoinforme=_voz(gobierno),
            revision_independiente=_voz(revision),
            sociedad_civil=_voz(_dicho_por(Lado.SOCIEDAD_CIVIL)),
            valor_revision=_dato(revision, "valor"),
            comun_gobierno=_dato(gobierno, "comun"),
            comun_revision=_dato(revision, "comun"),
            momento_gobierno=_dato(gobierno, "momento"),
            momento_revision=_dato(revision, "momento"),
        ).annotate(
            contraste=Case(
                When(
                    Q(comun_gobierno__isnull=True) | Q(comun_revision__isnull=True),
                    then=Value("sin_contraste"),
                ),
                When(comun_gobierno=F("comun_revision"), then=Value("coincide")),
                default=Value("difiere"),
                output_field=CharField(),
            ),
            mismo_momento=Case(
                When(
                    Q(momento_gobierno__isnull=True) | Q(momento_revision__isnull=True),
                    then=Value(None),
                ),
                When(momento_gobierno=F("momento_revision"), then=Value(True)),
                default=Value(False),
                output_field=BooleanField(null=True),
            ),
        )

    def con_continuidad(self):
        """Adds `prometido_de_nuevo`: it takes up again what had been given as fulfilled, by the
        government or by the three sides."""
        antes = apps.get_model("compromisos", "Continuidad").objects.filter(
            compromiso=OuterRef("pk"), anterior__publico=True, anterior__plan__publico=True
        )
        suyos = (
            apps.get_model("compromisos", "Pronunciamiento")
            .objects.publicos()
            .filter(compromiso=OuterRef("anterior"), lado=Lado.GOBIERNO)
            .alias(comun=comun_de("escala", "valor"))
            .filter(comun="completo")
        )
        cumplido = Exists(suyos) | Q(anterior__estado="cumplimiento_acordado")
        return self.annotate(prometido_de_nuevo=Exists(antes.filter(cumplido)))

    def con_atraso(self, dia):
        """Adds `esperado` by that day (None without goals), and `atrasado`: still under way after
        the last day of its stated period, or of an activity that nobody said is concluded."""
        actividades = apps.get_model("compromisos", "Actividad").objects.publicos()
        tarde = actividades.con_lo_dicho(dia).filter(compromiso=OuterRef("pk"), atrasada=True)
        vencido = Q(fin_ultimo__lt=dia) | Exists(tarde)
        return self.alias(fin_ultimo=ultimo_dia("fin")).annotate(
            esperado=SegunLaRegla(F("pk"), Value(dia), function="esperado_de_compromiso"),
            atrasado=Case(
                When(Q(estado__in=["publicado", "en_ejecucion"]) & vencido, then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            ),
        )


def comun_de(escala: str, valor: str) -> Expression:
    """`vocabularios.comun` as a CASE; `escala` and `valor` are column names."""
    return Case(
        *(
            When(Q(**{escala: nombre, valor: propio}), then=Value(igual))
            for nombre, tabla in COMUN.items()
            for propio, igual in tabla.items()
        ),
        default=Value(None),
        output_field=CharField(),
    )


def _dicho_por(lado: str) -> QuerySet:
    """What a side says of the outer commitment, the newest first: of whether it was fulfilled, and
    then of anything else, which replaces nothing."""
    return (
        apps.get_model("compromisos", "Pronunciamiento")
        .objects.publicos()
        .filter(compromiso=OuterRef("pk"), lado=lado)
        .annotate(
            fecha=F("dicho_en"),
            fecha_precision=F("dicho_en_precision"),
            clave_fuente=si_es_publico("fuente__clave"),
            comun=comun_de("escala", "valor"),
        )
        .order_by(IsNull(F("comun"), True), F("dicho_en").desc(nulls_last=True), "-pk")
    )


def _revisiones() -> QuerySet:
    """Codings of how far the outer commitment was fulfilled, the latest moment first."""
    return (
        apps.get_model("compromisos", "Codificacion")
        .objects.filter(
            evaluacion__compromiso=OuterRef("pk"),
            evaluacion__publico=True,
            variable="cumplimiento",
            valor__isnull=False,
        )
        .annotate(
            escala=Value("cumplimiento_mri"),
            fecha=F("evaluacion__fecha"),
            fecha_precision=F("evaluacion__fecha_precision"),
            momento=F("evaluacion__momento"),
            dicho_por=F("evaluacion__evaluador"),
            clave_fuente=si_es_publico("evaluacion__fuente__clave"),
        )
        .annotate(comun=comun_de("escala", "valor"))
        .order_by(Case(When(momento="fin_termino", then=0), default=1), "pk")
    )


def _voz(dichos: QuerySet) -> Subquery:
    """The first of them as JSON; its labels are added where it is shown."""
    return Subquery(
        dichos.values(
            json=JSONObject(
                valor="valor",
                escala="escala",
                comun="comun",
                momento="momento",
                fecha="fecha",
                fecha_precision="fecha_precision",
                dicho_por="dicho_por",
                fuente="clave_fuente",
            )
        )[:1]
    )


def _dato(dichos: QuerySet, nombre: str) -> Subquery:
    return Subquery(dichos.values(nombre)[:1], output_field=CharField())
