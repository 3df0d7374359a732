"""Commitments."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from compromisos.consultas import CompromisoQuerySet
from compromisos.disparadores import AVANCE_SEGUN_LA_REGLA
from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, ListaDe, ListaJson, TextoHonesto
from gobierno_abierto.comun.codigos import Idioma, Objeto, Origen
from gobierno_abierto.comun.consentible import ConPeriodo, Texto
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.fechas import dia, fecha_coherente, periodo_coherente, precision
from gobierno_abierto.comun.idioma import idioma_de
from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.comun.texto import (
    columna_de_busqueda,
    columna_de_orden,
    indice_de_busqueda,
)
from planes.models import Mesa, Plan, clave_ajena
from secretariados.disparadores_cambio import (
    conforme_a_lo_acordado,
    en_su_curso,
    lo_propuesto_espera,
)
from secretariados.models import Institucion, Secretariado

__all__ = ["Compromiso"]


class Compromiso(ConPeriodo):
    """A promise of a plan. Key: `MX-PA15-C06`, for ever.

    `estado` is procedural, never a judgement: whether the thing is done is what each voice says.
    """

    class Estado(models.TextChoices):
        BORRADOR = "borrador", _("Borrador")
        PROPUESTO = "propuesto", _("Propuesto")
        PUBLICADO = "publicado", _("Publicado")
        EN_EJECUCION = "en_ejecucion", _("En ejecución")
        CONCLUIDO = "concluido", _("Concluido: terminó su periodo")
        CUMPLIMIENTO_ACORDADO = (
            "cumplimiento_acordado",
            _("Cumplimiento acordado por los tres lados"),
        )
        RETIRADO = "retirado", _("Retirado")

    class OrigenCompromiso(models.TextChoices):
        """How it came into the plan."""

        COCREADO = "cocreado", _("Cocreado")
        PROACTIVO = "proactivo", _("Proactivo: propuesto por la autoridad")
        ADENDA = "adenda", _("Adenda: sumado a un plan ya presentado")
        HEREDADO = "heredado", _("Heredado de otro plan")
        PREMIO = "premio", _("Premio")
        NO_CONSTA = "no_consta", _("No consta")

    class TituloOrigen(models.TextChoices):
        LITERAL = "literal", _("Literal de la fuente")
        TRADUCCION_PROPIA = "traduccion_propia", _("Traducción del portal")
        PARAFRASEADO = "parafraseado", _("Título corto del portal")

    class DescripcionOrigen(models.TextChoices):
        OFICIAL = "oficial", _("Texto oficial")
        PROPIA = "propia", _("Palabras del portal, no texto oficial")

    class Preexistente(models.TextChoices):
        """Whether the thing was already being done before it was promised."""

        SI = "si", _("Sí")
        NO = "no", _("No")
        NO_CONSTA = "no_consta", _("No consta")

    TEXTO_ACORDADO = (
        "titulo",
        "descripcion",
        "origen",
        "inicio",
        "inicio_precision",
        "fin",
        "fin_precision",
    )
    PARTES_ACORDADAS = ("responsables",)
    CONCLUSIONES = (Estado.CUMPLIMIENTO_ACORDADO, Estado.RETIRADO)

    objeto = Objeto.COMPROMISO
    enlace = Enlace("titulo", "compromiso", texto="descripcion")
    se_escribe_con = Accion.REDACTAR
    se_corrige_con = Accion.CORREGIR
    secretariado_en = "plan__secretariado"
    cuelga_de = "plan"

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="compromisos", verbose_name=_("plan")
    )
    numero = models.PositiveSmallIntegerField(
        _("número"),
        null=True,
        blank=True,
        help_text=_("En el plan. Vacío: la fuente no lo numera."),
    )
    titulo = LineaHonesta(_("título"), help_text=_("En español y en pocas palabras."))
    titulo_original = LineaHonesta(
        _("título original"),
        null=True,
        blank=True,
        help_text=_("Cita literal de la fuente, en su idioma. Nunca palabras propias."),
    )
    titulo_idioma = models.CharField(
        _("idioma del original"), max_length=2, choices=Idioma.choices, default=Idioma.ES
    )
    titulo_origen = models.CharField(
        _("de quién es el título"),
        max_length=18,
        choices=TituloOrigen.choices,
        default=TituloOrigen.LITERAL,
    )
    titulo_origen_nota = TextoHonesto(_("nota sobre el título"), null=True, blank=True)
    descripcion = TextoHonesto(_("descripción"), null=True, blank=True)
    descripcion_origen = models.CharField(
        _("de quién es la descripción"),
        max_length=8,
        choices=DescripcionOrigen.choices,
        default=DescripcionOrigen.OFICIAL,
    )
    origen = models.CharField(
        _("origen"),
        max_length=10,
        choices=OrigenCompromiso.choices,
        default=OrigenCompromiso.NO_CONSTA,
    )
    origen_nota = TextoHonesto(_("nota sobre el origen"), null=True, blank=True)
    preexistente = models.CharField(
        _("ya se hacía antes"),
        max_length=10,
        choices=Preexistente.choices,
        default=Preexistente.NO_CONSTA,
    )
    estado = models.CharField(
        _("estado"),
        max_length=22,
        choices=Estado.choices,
        default=Estado.BORRADOR,
        help_text=_("Es de trámite, nunca un juicio: si se cumplió lo dice cada voz."),
    )
    inicio = dia(_("inicio"))
    inicio_precision = precision(_("precisión"))
    fin = dia(_("fin"))
    fin_precision = precision(_("precisión"))
    avance = models.DecimalField(
        _("avance"),
        max_digits=5,
        decimal_places=2,
        null=True,
        editable=False,
        help_text=_("De sus metas (compromisos/avance.py). Vacío: no las tiene."),
    )
    mesa = models.ForeignKey(
        Mesa,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="compromisos",
        verbose_name=_("mesa de trabajo"),
    )
    mesa_origen = models.CharField(
        _("origen de la mesa"), max_length=10, choices=Origen.choices, null=True, blank=True
    )
    identificadores = ListaJson(
        _("identificadores ajenos"),
        help_text=_('Los que le dan otros: [{"esquema": "ogp", "valor": "MX0064"}].'),
    )
    notas = TextoHonesto(_("notas"), null=True, blank=True)
    busqueda = columna_de_busqueda(titulo="A", titulo_original="B", descripcion="B", notas="D")
    titulo_orden = columna_de_orden("titulo")

    objects = CompromisoQuerySet.as_manager()

    class Meta(ConPeriodo.Meta):
        verbose_name = _("compromiso")
        verbose_name_plural = _("compromisos")
        ordering = ["plan", "numero", "clave"]
        constraints = [
            *ConPeriodo.Meta.constraints,
            fecha_coherente("inicio"),
            fecha_coherente("fin"),
            periodo_coherente("inicio", "fin"),
            models.CheckConstraint(
                name="compromiso_identificadores",
                condition=ListaDe("identificadores", "object", con=("esquema", "valor")),
                violation_error_message=_(
                    'Es una lista como [{"esquema": "ogp", "valor": "MX0064"}].'
                ),
            ),
            models.UniqueConstraint(
                fields=["plan", "numero"],
                name="compromiso_numero_unico",
                violation_error_message=_("Ese plan ya tiene un compromiso con ese número."),
            ),
            models.CheckConstraint(
                name="compromiso_mesa_con_origen",
                condition=Q(mesa__isnull=True, mesa_origen__isnull=True)
                | Q(mesa__isnull=False, mesa_origen__isnull=False),
                violation_error_message=_("Diga si la mesa la declara una fuente o se infiere."),
            ),
        ]
        indexes = [indice_de_busqueda()]
        triggers = [
            *ConPeriodo.Meta.triggers,
            AVANCE_SEGUN_LA_REGLA,
            disparadores.PublicadoTrasLoSuyo(),
            disparadores.clave_de_su_plan,
            conforme_a_lo_acordado(Objeto.COMPROMISO),
            lo_propuesto_espera(Objeto.COMPROMISO),
            en_su_curso(
                "EXISTS (SELECT FROM planes_plan WHERE id = NEW.plan_id "
                "AND procedencia IN ('portal', 'muestra'))"
            ),
        ]

    def __str__(self):
        return f"{self.clave} · {self.titulo}"

    @property
    def consta_en_fuente(self) -> bool:
        return self.plan.consta_en_fuente

    @property
    def idioma_del_titulo(self) -> str:
        """Of `titulo`: nobody translated one that is as its source writes it."""
        return self.titulo_idioma if self.titulo_origen == self.TituloOrigen.LITERAL else "es"

    @property
    def idioma_de_la_descripcion(self) -> str:
        es_nuestra = self.descripcion_origen == self.DescripcionOrigen.PROPIA
        return "es" if es_nuestra or not self.descripcion else idioma_de(self.descripcion)

    @property
    def del_secretariado(self) -> Secretariado | None:
        return self.plan.secretariado

    def aplicar_cambio(self, texto: Texto) -> None:
        if self.publicado_en is None:  # whatever its draft said: it begins now
            self.estado = self.Estado.PUBLICADO
        self.poner(texto)
        self.concluir(texto["conclusion"])
        self.save()
        self._poner_responsables(texto["responsables"])

    def _poner_responsables(self, dichos: list[Texto]) -> None:
        """Those, in that order; rows that stay are not touched. Raises IntegrityError, with a
        sentence for people, if an institution is not public: it was a draft, and may be gone."""
        claves = {dicho["institucion"] for dicho in dichos}
        publicas = {i.clave: i for i in Institucion.objects.publicos().filter(clave__in=claves)}
        for clave in sorted(claves - publicas.keys()):
            raise IntegrityError(_("La institución «%s» no es pública todavía.") % clave)
        filas: Any = self.responsables  # type: ignore[attr-defined]
        sobran = {
            (f.institucion.clave, f.lado, f.papel): f for f in filas.select_related("institucion")
        }
        for orden, dicho in enumerate(dichos):
            clave, lado, papel = dicho["institucion"], dicho["lado"], dicho["papel"]
            if (fila := sobran.pop((clave, lado, papel), None)) is None:
                filas.create(institucion=publicas[clave], lado=lado, papel=papel, orden=orden)
            elif fila.orden != orden:
                fila.orden = orden
                fila.save(update_fields=["orden"])
        for fila in sobran.values():
            fila.delete()

    def clean(self):
        super().clean()
        errores = {}
        if self.mesa and self.plan_id and self.mesa.plan_id != self.plan_id:
            errores["mesa"] = _("Esa mesa es de otro plan.")
        if clave_ajena(self.clave, self.plan if self.plan_id else None):
            cual = "clave" if self._state.adding else "plan"
            errores[cual] = _("La clave empieza con el prefijo de su plan.")
        if errores:
            raise ValidationError(errores)
