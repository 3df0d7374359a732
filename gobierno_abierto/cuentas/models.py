from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Q, UniqueConstraint
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.roles import TABLA, Accion, Alcance, Cargo, Rol, alcanza
from gobierno_abierto.cuentas.disparadores import SIN_ASCENSOS

__all__ = ["Usuario"]


class Usuario(AbstractUser):
    """An account. What it may do follows from what it is today (`cargos`), never from here: which
    side it speaks for comes from the seat that it occupies. `is_staff`, groups and permissions are
    Django's, and decide nothing here."""

    class Meta:
        verbose_name = _("cuenta")
        verbose_name_plural = _("cuentas")
        triggers = [SIN_ASCENSOS]
        constraints = [
            UniqueConstraint(
                Lower("email"),
                name="usuario_correo_de_una_cuenta",
                condition=~Q(email=""),
                violation_error_message=_("Ya hay una cuenta con ese correo."),
            )
        ]

    @classmethod
    def llamada(cls, quien: str) -> "Usuario | None":
        """The account of that name or that e-mail: a name goes first, and capitals count only
        between two that differ in nothing else."""
        parecidas = cls.objects.filter(Q(username__iexact=quien) | Q(email__iexact=quien))
        # The database takes «ı» for «I», and so for «i»: two different people.
        dicho = quien.lower()
        cuentas = [c for c in parecidas if dicho in (c.username.lower(), c.email.lower())]
        cuentas.sort(key=lambda c: (c.username != quien, c.username.lower() != quien.lower()))
        return cuentas[0] if cuentas else None

    @cached_property
    def cargos(self) -> tuple[Cargo, ...]:
        """Asked once per account read, which is once per request."""
        if not self.is_active:
            return ()
        if self.is_superuser:
            return (Cargo(Rol.ADMINISTRADOR),)
        return tuple(self.ocupaciones.vigentes().cargos())  # type: ignore[attr-defined]

    @property
    def puede_entrar(self) -> bool:
        """Whoever has nothing to do here has no session either."""
        return bool(self.cargos)

    def puede(
        self, accion: Accion, *, lado: str | None = None, secretariado: int | None = None
    ) -> bool:
        return alcanza(self.cargos, accion, lado=lado, secretariado=secretariado)

    def puede_alguna(self, acciones: Iterable[Accion]) -> bool:
        """Any of them, somewhere: which row is for `alcance` to say."""
        return any(cargo.rol in TABLA[accion] for accion in acciones for cargo in self.cargos)

    def cargos_para(self, accion: Accion) -> list[Cargo]:
        return [cargo for cargo in self.cargos if cargo.rol in TABLA[accion]]

    def alcance(
        self,
        accion: Accion,
        secretariado: str = "",
        lado: str = "",
        institucion: str = "",
        *,
        de_cualquier_lado: bool = False,
    ) -> Q:
        """The rows that the account reaches: `secretariado`, `lado` and `institucion` are the paths
        of the model to them, "" if it has none (and so only who reaches more than one reaches it).
        """
        suyas = Q(pk__in=())
        for cargo in self.cargos:
            alcance = TABLA[accion].get(cargo.rol)
            if alcance is Alcance.TODO:
                return Q(pk__isnull=False)
            if alcance is Alcance.SU_SECRETARIADO and secretariado:
                suyas |= Q(**{secretariado: cargo.secretariado})
            elif alcance is Alcance.SU_LADO and secretariado and (lado or de_cualquier_lado):
                suyo: dict[str, Any] = {} if de_cualquier_lado else {lado: cargo.lado}
                if cargo.institucion:
                    suyo[institucion or "pk__in"] = cargo.institucion if institucion else ()
                suyas |= Q(**{secretariado: cargo.secretariado}, **suyo)
        return suyas
