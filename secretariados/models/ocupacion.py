"""Which account acts from where, and when."""

from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Func, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.roles import Cargo, Rol
from gobierno_abierto.cuentas.sesiones import cerrar_sesiones
from secretariados import disparadores
from secretariados.disparadores import CON_LADO
from secretariados.models.puesto import Puesto, PuestoQuerySet

__all__ = ["Ocupacion"]

# The day of the triggers and of everybody here: the connection's own is six hours ahead.
HOY = Func(template=disparadores.HOY, output_field=models.DateField())


class OcupacionQuerySet(PuestoQuerySet):
    def vigentes(self):
        """In force today. Whoever ends one today is out at once: the last day does not count, and
        nobody acts from a seat that ended."""
        del_asiento = Q(asiento__hasta__isnull=True) | Q(asiento__hasta__gt=HOY)
        suya = Q(hasta__isnull=True) | Q(hasta__gt=HOY)
        return self.filter(del_asiento, suya, desde__lte=HOY)

    def abiertas(self):
        return self.filter(Q(hasta__isnull=True) | Q(hasta__gt=HOY))

    def terminar(self) -> int:
        """End them today, sessions included. How many were not over. What had not begun ends as
        it begins; what was over stays as it was."""
        abiertas = self.abiertas()
        with transaction.atomic():
            cuentas = {o.usuario_id: o.usuario for o in abiertas.select_related("usuario")}
            terminadas = abiertas.update(hasta=Greatest("desde", HOY))
            for cuenta in cuentas.values():
                if not cuenta.puede_entrar:
                    cerrar_sesiones(cuenta)
        return terminadas

    def cargos(self) -> Iterator[Cargo]:
        filas = self.values_list(
            "rol", "asiento__lado", "asiento__secretariado", "secretariado", "institucion"
        ).order_by("pk")
        for rol, lado, del_asiento, suyo, institucion in filas:
            yield Cargo(Rol(rol), lado, del_asiento or suyo, institucion)


class Ocupacion(Puesto):
    """An account acts from a seat, with its side; who evaluates acts from none, in a secretariat
    whose plans it reviews. Private: accounts are never published."""

    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="ocupaciones",
        verbose_name=_("cuenta"),
    )

    objects = OcupacionQuerySet.as_manager()

    class Meta(Puesto.Meta):
        verbose_name = _("ocupación")
        verbose_name_plural = _("ocupaciones")
        triggers = [CON_LADO]

    def __str__(self):
        return f"{self.usuario} · {self.asiento or self.secretariado}"

    def clean(self):
        """The trigger's rules, said where the boxes are."""
        super().clean()
        if self.usuario_id and self.usuario.is_superuser:
            raise ValidationError({"usuario": _("La administración no tiene lado ni evalúa.")})
