"""A file that the portal keeps: what the database knows of it. Its bytes are on disk."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.contrib.postgres.functions import TransactionNow
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.campos import LineaHonesta
from gobierno_abierto.fuentes.archivos import almacen
from gobierno_abierto.fuentes.archivos.examen import Examinado, Flujo, examinar
from gobierno_abierto.fuentes.archivos.tipos import Tipo
from gobierno_abierto.fuentes.disparadores import ARCHIVO_INMUTABLE, PUBLICADO_QUEDA

__all__ = ["Archivo", "limpiar_archivos"]

UN_RATO = timedelta(days=2)


class ArchivoQuerySet(models.QuerySet):
    def publicos(self):
        """The one place that says which are served."""
        return self.filter(publicado_en__isnull=False)

    def recibir(self, nombre: str, flujo: Flujo):
        """Examine, clean and keep what somebody sends. `ArchivoRechazado` if it is not taken."""
        return self.guardar(examinar(nombre, flujo))

    def guardar(self, examinado: Examinado):
        """The bytes first: a row without them would be a broken promise, and bytes without a row
        are nobody's and go away (`almacen.borrar_sobrantes`)."""
        uuid = uuid4()
        almacen.guardar(uuid, examinado.datos)
        return self.create(
            uuid=uuid,
            nombre=examinado.nombre,
            tipo=examinado.tipo,
            tamano=len(examinado.datos),
            sha256=examinado.sha256,
        )

    def sueltos(self):
        """Nobody refers to them, and nobody ever saw them: what was sent with a form that was then
        left, or was taken out of a draft."""
        nadie = {f"{suya.name}__isnull": True for suya in self.model._meta.related_objects}
        return self.filter(publicado_en=None, **nadie)

    def conocidos(self, uuids: set[UUID]) -> set[UUID]:
        return set(self.filter(uuid__in=uuids).values_list("uuid", flat=True))


class Archivo(models.Model):
    """It never changes (trigger): whoever corrects a file keeps another.

    Its address has 122 random bits, so nobody finds it by guessing; and only a public one is
    served. `sha256` is of what is kept and served.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    nombre = LineaHonesta(_("nombre"), editable=False)
    tipo = models.CharField(
        _("tipo"),
        max_length=80,
        choices=[(tipo.value, tipo.extensiones[0].upper()) for tipo in Tipo],
        editable=False,
    )
    tamano = models.PositiveIntegerField(_("tamaño en bytes"), editable=False)
    sha256 = models.CharField(
        "SHA-256", max_length=64, validators=[RegexValidator("^[0-9a-f]{64}$")], editable=False
    )
    creado = models.DateTimeField(_("guardado"), db_default=TransactionNow(), editable=False)
    publicado_en = models.DateTimeField(_("publicado"), null=True, editable=False)

    se_refiere_por = "uuid"  # in the ledger

    objects = ArchivoQuerySet.as_manager()

    class Meta:
        verbose_name = _("archivo")
        verbose_name_plural = _("archivos")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="archivo_sha256",
                condition=Q(sha256__regex="^[0-9a-f]{64}$"),
                violation_error_message=_("Un SHA-256 son 64 cifras hexadecimales."),
            ),
        ]
        triggers = [ARCHIVO_INMUTABLE, PUBLICADO_QUEDA]

    def __str__(self):
        return self.nombre

    def get_absolute_url(self):
        return reverse("archivo", args=[self.uuid, self.nombre])

    def publicar(self) -> None:
        """From now on anybody may download it. Whoever refers to it does this when it is itself
        published; again does nothing, and it is not undone."""
        Archivo.objects.filter(pk=self.pk, publicado_en=None).update(publicado_en=TransactionNow())
        self.refresh_from_db(fields=["publicado_en"])

    def abrir(self):
        return almacen.ruta_de(self.uuid).open("rb")


def limpiar_archivos() -> int:
    """Files of nobody, after a while in which somebody might be writing; and later, their bytes."""
    Archivo.objects.sueltos().filter(creado__lt=timezone.now() - UN_RATO).delete()
    return almacen.borrar_sobrantes(Archivo.objects.conocidos)
