"""What an agreement promises: which side answers for it, until when, and what it did of it."""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.campos import LineaHonesta
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.fechas import HOY
from gobierno_abierto.comun.models import PublicableQuerySet
from secretariados.consenso import Estado, cumplimiento
from secretariados.models.secretariado import Asiento

__all__ = ["CON_QUIEN_RESPONDE", "Cumplible", "CumplibleQuerySet"]


class CumplibleQuerySet(PublicableQuerySet):
    def vencidos(self):
        """Overdue: adopted, not confirmed by the three, and past its date with its extensions. Not
        to be taken for `estado` «vencido», of what was never adopted."""
        pasada = self.filter(estado=Estado.ADOPTADO, cumplir_hasta__lt=HOY)
        return pasada.exclude(prorrogas__hasta__gte=HOY)

    def para_lista(self):
        """Each with `esta_vencido` and `lados_que_firman`, at no query more."""
        suyo = self.model._default_manager.vencidos().filter(pk=OuterRef("pk"))
        firman = Asiento.objects.que_firman().filter(secretariado=OuterRef("secretariado"))
        return self.annotate(
            esta_vencido=Exists(suyo), lados_que_firman=ArraySubquery(firman.values("lado"))
        )

    def que_vencen(self, dia: date):
        """Adopted ones whose time, with its extensions, ends that day."""
        suya = Q(cumplir_hasta=dia) | Q(prorrogas__hasta=dia)
        adoptados = self.filter(estado=Estado.ADOPTADO, publico=True).filter(suya)
        return adoptados.exclude(prorrogas__hasta__gt=dia).distinct()

    def por_confirmar_de(self, usuario):
        """Adopted ones that a side said were kept, and one that the account signs for has not."""
        cierre = self.model._meta.get_field("cierres").related_model
        dijo = cierre._default_manager.filter(
            acuerdo=OuterRef(OuterRef("pk")), lado=OuterRef("lado")
        )
        firma = Asiento.objects.que_firman().en_que_habla(usuario).filter(~Exists(dijo))
        adoptados = self.filter(estado=Estado.ADOPTADO, publico=True, cierres__isnull=False)
        return adoptados.filter(
            Exists(firma.filter(secretariado=OuterRef("secretariado")))
        ).distinct()

    def vencidos_de(self, usuario):
        """Overdue ones that a side for which the account speaks answers for."""
        return self.filter(publico=True).vencidos().del_lado_de(usuario, "responsable_lado")

    def del_lado_de(self, usuario, columna: str):
        """Those that name in that column a side for which the account speaks there."""
        suyo = Asiento.objects.en_que_habla(usuario).filter(
            secretariado=OuterRef("secretariado"), lado=OuterRef(columna)
        )
        return self.filter(Exists(suyo))


class Cumplible(models.Model):
    """Agreed as the rest of what is proposed, and so as unchangeable: only the side that answers
    for it moves the date, in public, and the first one stays in sight."""

    responsable_lado = models.CharField(
        _("responde de cumplirlo"), max_length=16, choices=Lado.choices, null=True, blank=True
    )
    responsable_oficina = LineaHonesta(_("oficina que responde"), null=True, blank=True)
    cumplir_hasta = models.DateField(
        _("se cumple hasta"),
        null=True,
        blank=True,
        help_text=_("Vacío: no se acuerda una fecha."),
    )

    class Meta:
        abstract = True

    @property
    def plazo(self) -> date | None:
        """Its date, with the extensions."""
        ultimas = [prorroga.hasta for prorroga in self.prorrogas.all()]  # type: ignore[attr-defined]
        return max([d for d in (self.cumplir_hasta, *ultimas) if d], default=None)

    @property
    def vencido(self) -> bool:
        """The same as `vencidos()`, of one that is loaded with its extensions."""
        if self.estado != Estado.ADOPTADO or self.plazo is None:  # type: ignore[attr-defined]
            return False
        return self.plazo < timezone.localdate()

    @property
    def se_sigue(self) -> bool:
        """The three adopted it: there is something to follow."""
        return self.estado in (Estado.ADOPTADO, Estado.CERRADO)  # type: ignore[attr-defined]

    def prorrogar(self, asiento: Asiento, hasta: date, motivo: str) -> None:
        """The side that answers for it asks for more time, and says why. It and its sisters raise
        IntegrityError, with a sentence for people, if the side may not (triggers)."""
        self.prorrogas.create(  # type: ignore[attr-defined]
            lado=asiento.lado, hasta=hasta, motivo=motivo
        )

    def anotar(self, asiento: Asiento, texto: str) -> None:
        """What a side says of how it goes; nobody's word is written over."""
        self.notas_de_seguimiento.create(  # type: ignore[attr-defined]
            lado=asiento.lado, oficina=asiento.firma, texto=texto
        )

    def dar_por_cumplido(self, asiento: Asiento) -> str:
        """The side confirms that it was kept; what the act becomes with it."""
        with transaction.atomic():
            acto = self._tomado()  # type: ignore[attr-defined]
            acto.cierres.create(lado=asiento.lado, oficina=asiento.firma)
            estado = cumplimiento(acto.cierres.values_list("lado", flat=True))
            if estado != acto.estado:
                acto.estado = estado
                acto.save(update_fields=["estado"])
            return estado


# Constraints of whoever is `Cumplible`.
CON_QUIEN_RESPONDE = (
    models.CheckConstraint(
        name="%(class)s_plazo_con_quien_responde",
        condition=Q(responsable_lado__isnull=False)
        | Q(cumplir_hasta__isnull=True, responsable_oficina__isnull=True),
        violation_error_message=_("Diga qué lado responde de cumplirlo."),
    ),
    models.CheckConstraint(
        name="%(class)s_se_cumple_tras_responder",
        condition=Q(cumplir_hasta__isnull=True)
        | Q(responde_hasta__isnull=True)
        | Q(cumplir_hasta__gt=F("responde_hasta")),
        violation_error_message=_(
            "La fecha en que se cumple tiene que ser posterior al último día para responder."
        ),
    ),
)
