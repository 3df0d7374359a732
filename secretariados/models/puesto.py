"""What somebody is, from where and for how long: offered by an invitation, had by an occupation."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.roles import DE_UN_LADO, Accion, Rol
from secretariados.models.institucion import Institucion
from secretariados.models.secretariado import Asiento, Secretariado

__all__ = ["Puesto", "PuestoQuerySet"]

ROLES = [(rol.value, rol.label) for rol in Rol if rol is not Rol.ADMINISTRADOR]


class PuestoQuerySet(models.QuerySet):
    def a_cargo_de(self, usuario):
        """Those that the account may give and end: of its side, in its secretariat; of who
        evaluates, only the administrator's, since no side chooses who judges it."""
        de_un_lado = usuario.alcance(Accion.INVITAR, "asiento__secretariado", "asiento__lado")
        que_evaluan = usuario.alcance(Accion.INVITAR_A_EVALUAR, "secretariado")
        return self.filter(
            (de_un_lado & Q(asiento__isnull=False)) | (que_evaluan & Q(asiento__isnull=True))
        )

    def incompatibles_con(self, puesto):
        """At the same time as that one: of a side if it is to evaluate, to evaluate if it is of a
        side. Whoever judges has a seat nowhere."""
        siguen = Q(hasta__isnull=True) | Q(hasta__gt=Greatest(F("desde"), Value(puesto.desde)))
        filas = self.filter(siguen, asiento__isnull=puesto.rol != Rol.EVALUADOR)
        return filas.filter(desde__lt=puesto.hasta) if puesto.hasta else filas


class Puesto(models.Model):
    rol = models.CharField(_("papel"), max_length=14, choices=ROLES, default=Rol.MIEMBRO)
    asiento = models.ForeignKey(
        Asiento,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ses",
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

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_periodo",
                condition=Q(hasta__isnull=True) | Q(hasta__gte=F("desde")),
                violation_error_message=_("El fin no puede ser anterior al inicio."),
            ),
            models.CheckConstraint(
                name="%(class)s_de_un_lado_o_de_ninguno",
                condition=Q(
                    rol__in=sorted(DE_UN_LADO), asiento__isnull=False, secretariado__isnull=True
                )
                | Q(rol=Rol.EVALUADOR, asiento__isnull=True, secretariado__isnull=False),
                violation_error_message=_(
                    "Quien evalúa no tiene asiento, sino secretariado; los demás, al revés."
                ),
            ),
            models.CheckConstraint(
                name="%(class)s_institucion_de_enlace",
                condition=Q(rol=Rol.ENLACE, institucion__isnull=False)
                | (~Q(rol=Rol.ENLACE) & Q(institucion__isnull=True)),
                violation_error_message=_("Un enlace, y nadie más, dice por qué institución."),
            ),
        ]

    def clean(self):
        """The constraints' rules, each said beside its box."""
        super().clean()
        if self.rol == Rol.EVALUADOR:
            errores = {
                "asiento": self.asiento and _("Quien evalúa no tiene asiento: déjelo en blanco."),
                "secretariado": not self.secretariado and _("Diga en qué secretariado evalúa."),
            }
        else:
            sin_lado = self.asiento and self.asiento.lado is None
            errores = {
                "asiento": (not self.asiento and _("Diga desde qué asiento actúa."))
                or (sin_lado and _("Ese asiento no tiene lado: nadie actúa desde él.")),
                "secretariado": self.secretariado
                and _("Sólo se escribe de quien evalúa: déjelo en blanco."),
            }
        if errores := {caja: dicho for caja, dicho in errores.items() if dicho}:
            raise ValidationError(errores)

    @property
    def del_secretariado(self):
        return self.asiento.secretariado if self.asiento else self.secretariado

    def a_cargo_de(self, usuario) -> bool:
        """The same as the queryset's, of one that may not be saved yet."""
        if self.rol == Rol.EVALUADOR:
            return usuario.puede(Accion.INVITAR_A_EVALUAR, secretariado=self.secretariado_id)
        return self.asiento is not None and usuario.puede(
            Accion.INVITAR, lado=self.asiento.lado, secretariado=self.asiento.secretariado_id
        )
