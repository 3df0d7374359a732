"""Which account acts from where, and when."""

from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.roles import DE_UN_LADO, Cargo, Rol
from secretariados.disparadores import CON_LADO
from secretariados.models.institucion import Institucion
from secretariados.models.secretariado import Asiento, Secretariado

__all__ = ["Ocupacion"]

ROLES = [(rol.value, rol.label) for rol in Rol if rol is not Rol.ADMINISTRADOR]


class OcupacionQuerySet(models.QuerySet):
    def vigentes(self):
        """In force today. Whoever ends one today is out at once: the last day does not count."""
        hoy = Func(
            function="CURRENT_DATE", template="%(function)s", output_field=models.DateField()
        )
        return self.filter(Q(desde__lte=hoy), Q(hasta__isnull=True) | Q(hasta__gt=hoy))

    def cargos(self) -> Iterator[Cargo]:
        filas = self.values_list(
            "rol", "asiento__lado", "asiento__secretariado", "secretariado"
        ).order_by("pk")
        for rol, lado, del_asiento, suyo in filas:
            yield Cargo(Rol(rol), lado, del_asiento or suyo)


class Ocupacion(models.Model):
    """An account acts from a seat, with its side; who evaluates acts from none, in a secretariat
    whose plans it reviews. Private: accounts are never published."""

    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="ocupaciones",
        verbose_name=_("cuenta"),
    )
    rol = models.CharField(_("papel"), max_length=14, choices=ROLES, default=Rol.MIEMBRO)
    asiento = models.ForeignKey(
        Asiento,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ocupaciones",
        verbose_name=_("asiento"),
    )
    secretariado = models.ForeignKey(
        Secretariado,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("secretariado"),
        help_text=_("Sólo de quien evalúa: los demás tienen el de su asiento."),
    )
    institucion = models.ForeignKey(
        Institucion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("institución"),
        help_text=_("Sólo de un enlace: aquella por la que reporta."),
    )
    desde = models.DateField(_("desde"))
    hasta = models.DateField(
        _("hasta"), null=True, blank=True, help_text=_("El primer día en que ya no actúa.")
    )

    objects = OcupacionQuerySet.as_manager()

    class Meta:
        verbose_name = _("ocupación")
        verbose_name_plural = _("ocupaciones")
        constraints = [
            models.CheckConstraint(
                name="ocupacion_periodo",
                condition=Q(hasta__isnull=True) | Q(hasta__gte=F("desde")),
                violation_error_message=_("El fin no puede ser anterior al inicio."),
            ),
            models.CheckConstraint(
                name="ocupacion_de_un_lado_o_de_ninguno",
                condition=Q(
                    rol__in=sorted(DE_UN_LADO), asiento__isnull=False, secretariado__isnull=True
                )
                | Q(rol=Rol.EVALUADOR, asiento__isnull=True, secretariado__isnull=False),
                violation_error_message=_(
                    "Quien evalúa no tiene asiento, sino secretariado; los demás, al revés."
                ),
            ),
            models.CheckConstraint(
                name="ocupacion_institucion_de_enlace",
                condition=Q(rol=Rol.ENLACE, institucion__isnull=False)
                | (~Q(rol=Rol.ENLACE) & Q(institucion__isnull=True)),
                violation_error_message=_("Un enlace, y nadie más, dice por qué institución."),
            ),
        ]
        triggers = [CON_LADO]

    def __str__(self):
        return f"{self.usuario} · {self.asiento or self.secretariado}"

    def clean(self):
        """The trigger's rules, said where the boxes are."""
        super().clean()
        if self.usuario_id and self.usuario.is_superuser:
            raise ValidationError({"usuario": _("La administración no tiene lado ni evalúa.")})
        if self.asiento and self.asiento.lado is None:
            raise ValidationError(
                {"asiento": _("Ese asiento no tiene lado: nadie actúa desde él.")}
            )
