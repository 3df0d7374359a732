"""Acts: those that a source records, and those that the three sides agree here."""

from datetime import timedelta
from operator import attrgetter
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Lado, Objeto
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.fechas import dia, fecha_coherente, precision
from gobierno_abierto.comun.models import Publicable
from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.comun.texto import columna_de_busqueda, indice_de_busqueda
from gobierno_abierto.comun.traza import trazas_de_parte
from secretariados.consenso import Estado, Sentido, resultado
from secretariados.disparadores import ACUERDO_SEGUN_POSICIONES, LO_PROPUESTO_NO_CAMBIA
from secretariados.disparadores_cambio import LO_ADOPTADO_SE_APLICA
from secretariados.disparadores_seguimiento import SESION_DE_SU_SECRETARIADO
from secretariados.models.cumplimiento import CON_QUIEN_RESPONDE, Cumplible, CumplibleQuerySet
from secretariados.models.institucion import Institucion
from secretariados.models.numeracion import clave_siguiente
from secretariados.models.secretariado import Asiento, Secretariado
from secretariados.models.sesion import Sesion

__all__ = ["DIAS_PARA_RESPONDER", "Acuerdo", "AcuerdoOrgano"]

DIAS_PARA_RESPONDER = timedelta(days=14)  # unless whoever proposes says otherwise
SE_RECUERDA = timedelta(days=30)  # what came to nothing, to whoever proposed it


class AcuerdoQuerySet(CumplibleQuerySet):
    def abiertos(self):
        """Proposed, and neither settled nor taken back: the sides may answer."""
        return self.filter(publico=True, estado=Estado.PROPUESTO)

    def clave_nueva(self, secretariado: Secretariado) -> str:
        """The next permanent key of the year: `ACU-STT-2026-03`."""
        return clave_siguiente(self, "ACU", secretariado, timezone.localdate().year)

    def redactar(self, asiento: Asiento, **campos):
        """A draft by the side that sits there: to propose it is to publish it."""
        return self.create(
            clave=self.clave_nueva(asiento.secretariado),
            secretariado=asiento.secretariado,
            tipo=Acuerdo.Tipo.ACUERDO,
            estado=Estado.PROPUESTO,
            propone_lado=asiento.lado,
            propone_oficina=asiento.firma,
            **campos,
        )

    def por_proponer(self, asiento: Asiento):
        """Drafts of that side there, which may still take one more change."""
        return self.filter(
            publicado_en=None,
            estado=Estado.PROPUESTO,
            secretariado=asiento.secretariado_id,
            propone_lado=asiento.lado,
        )

    def terminados(self):
        """Open ones whose time to answer is over."""
        return self.abiertos().filter(responde_hasta__lt=timezone.localdate())

    def sin_respuesta_de(self, usuario):
        """Open ones that wait for a side that the account may answer for today."""
        esperan = Q(pk__in=())
        firman = Asiento.objects.que_firman()
        for suyo in firman.en_que_habla(usuario):
            donde = {"secretariado": suyo.secretariado_id, "lado": suyo.lado}
            dijo = Q(pk__in=())
            for asiento in firman.filter(**donde).select_related("institucion"):
                dijo |= self._dichas_desde(asiento)
            esperan |= Q(secretariado=suyo.secretariado_id) & ~dijo
        return self.abiertos().filter(esperan)

    def no_adoptados_de(self, usuario):
        """What the account's side proposed, and in these days came to nothing."""
        cerca = timezone.now() - SE_RECUERDA
        no = self.filter(estado__in=[Estado.RECHAZADO, Estado.VENCIDO], resuelto_en__gte=cerca)
        return no.del_lado_de(usuario, "propone_lado")

    def _dichas_desde(self, asiento: Asiento) -> Q:
        """Acts on which that seat gave a position: `Asiento.dio`, of rows."""
        posicion: Any = self.model._meta.get_field("posiciones").related_model
        dichas = posicion.objects.filter(
            lado=asiento.lado, papel=asiento.papel, oficina=asiento.firma, dada_en__isnull=False
        )
        if asiento.desde:
            dichas = dichas.filter(dada_en__date__gte=asiento.desde)
        return Q(pk__in=dichas.values("acuerdo"))


class Acuerdo(Cumplible, Publicable):
    """An act of a secretariat, or of one of its sides.

    `registrado` if a source records it: the portal did not witness it, so it is no adoption. Those
    made here are proposed by a side and become what the three positions say (`consenso.py`).
    """

    class Tipo(models.TextChoices):
        ACUERDO = "acuerdo", _("Acuerdo")
        DECLARATORIA = "declaratoria", _("Declaratoria")
        ACTO_UNILATERAL = "acto_unilateral", _("Acto de una parte")

    Estado = Estado

    objeto = Objeto.ACUERDO
    se_escribe_con = Accion.PROPONER
    borrador_compartido = False
    secretariado_en = "secretariado"
    lado_en = "propone_lado"
    se_ubica_por = "secretariado"
    enlace = Enlace("titulo", "acuerdo", texto="texto")

    secretariado = models.ForeignKey(
        Secretariado,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="acuerdos",
        verbose_name=_("secretariado"),
        help_text=_("Vacío: no fue un acto de un secretariado."),
    )
    tipo = models.CharField(_("tipo"), max_length=16, choices=Tipo.choices)
    titulo = LineaHonesta(_("título"))
    texto = TextoHonesto(_("texto"))
    fecha = dia(_("fecha"))
    fecha_precision = precision(_("precisión"))
    estado = models.CharField(
        _("estado"), max_length=12, choices=Estado.choices, default=Estado.REGISTRADO
    )
    propone_lado = models.CharField(
        _("lo propone"), max_length=16, choices=Lado.choices, null=True, blank=True
    )
    propone_oficina = LineaHonesta(_("oficina que lo propone"), null=True, blank=True)
    justificacion = TextoHonesto(_("por qué se propone"), null=True, blank=True)
    responde_hasta = models.DateField(
        _("se responde hasta"),
        null=True,
        blank=True,
        help_text=_("El último día en que los lados toman posición."),
    )
    resuelto_en = models.DateTimeField(_("se resolvió"), null=True, editable=False)
    posiciones_nota = TextoHonesto(_("nota sobre las posiciones"), null=True, blank=True)
    aplica_a_tipo = models.CharField(
        _("se aplica a"), max_length=20, choices=Objeto.choices, null=True, blank=True
    )
    aplica_a_clave = LineaHonesta(_("clave de lo aplicado"), null=True, blank=True)
    sesion = models.ForeignKey(
        Sesion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="acuerdos",
        verbose_name=_("sesión"),
        help_text=_("Aquella en cuyo orden del día va, si va en una."),
    )
    busqueda = columna_de_busqueda(titulo="A", texto="B")

    objects = AcuerdoQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("acuerdo")
        verbose_name_plural = _("acuerdos")
        ordering = ["fecha", "clave"]
        constraints = [
            *Publicable.Meta.constraints,
            fecha_coherente("fecha"),
            models.CheckConstraint(
                name="acuerdo_registrado_o_propuesto_por_un_lado",
                condition=Q(estado="registrado", propone_lado__isnull=True)
                | Q(
                    ~Q(estado="registrado"),
                    tipo="acuerdo",
                    secretariado__isnull=False,
                    propone_lado__isnull=False,
                    justificacion__isnull=False,
                    responde_hasta__isnull=False,
                ),
                violation_error_message=_(
                    "Diga en qué secretariado se propone, por qué lado, con qué motivo y hasta "
                    "cuándo se responde."
                ),
            ),
            models.CheckConstraint(
                name="acuerdo_aplica_a_entero",
                condition=Q(aplica_a_tipo__isnull=True, aplica_a_clave__isnull=True)
                | Q(aplica_a_tipo__isnull=False, aplica_a_clave__isnull=False),
                violation_error_message=_("Escriba el tipo y la clave de lo aplicado, o ninguno."),
            ),
            *CON_QUIEN_RESPONDE,
        ]
        indexes = [indice_de_busqueda()]
        triggers = [
            *Publicable.Meta.triggers,
            ACUERDO_SEGUN_POSICIONES,
            LO_PROPUESTO_NO_CAMBIA,
            LO_ADOPTADO_SE_APLICA,
            SESION_DE_SU_SECRETARIADO,
        ]

    def __str__(self):
        return f"{self.clave}: {self.titulo}"

    @classmethod
    def camino_a_la_procedencia(cls) -> str:
        """An act of a practice secretariat is practice too."""
        return "secretariado__procedencia"

    @classmethod
    def consta(cls) -> Q:
        """Whatever its secretariat is: history too may agree something here."""
        return Q(version_cargada__isnull=False)

    @property
    def abierto(self) -> bool:
        en_plazo = self.responde_hasta is None or self.responde_hasta >= timezone.localdate()
        return self.publico and self.estado == Estado.PROPUESTO and en_plazo

    @property
    def en_que_quedo(self) -> str:
        """What there is to tell of it: its state, or that whoever proposed it took it back."""
        return "retirado" if self.retirado_en else self.estado

    def registrar_posicion(self, asiento: Asiento, sentido: str, razon: str | None = None) -> str:
        """What the side of that seat says, and what the act becomes with it. One that it said
        before gives way to this one.

        Raises IntegrityError, with a sentence for people, if the act is not open, its time is over,
        the seat does not sign today or the reason is missing (triggers of `Posicion`).
        """
        with transaction.atomic():
            acto = self._tomado()
            acto.posiciones.update_or_create(  # type: ignore[attr-defined]
                lado=asiento.lado,
                defaults={
                    "sentido": sentido,
                    "razon": razon,
                    "oficina": asiento.firma,
                    "papel": asiento.papel,
                },
            )
            return acto._resolver()

    @property
    def no_se_adopto(self) -> bool:
        return self.publico and self.estado in (Estado.RECHAZADO, Estado.VENCIDO)

    def retomar(self, asiento: Asiento, justificacion: str) -> "Acuerdo":
        """A draft of the side of that seat, with what this one proposed: those of its changes whose
        text has not moved since, and its date if it is still to come."""
        responde = timezone.localdate() + DIAS_PARA_RESPONDER
        tarde = self.cumplir_hasta is not None and self.cumplir_hasta <= responde
        with transaction.atomic():
            nuevo = Acuerdo.objects.redactar(
                asiento,
                titulo=self.titulo,
                texto=self.texto,
                justificacion=justificacion,
                responde_hasta=responde,
                responsable_lado=self.responsable_lado,
                responsable_oficina=self.responsable_oficina,
                cumplir_hasta=None if tarde else self.cumplir_hasta,
            )
            for cambio in self.cambios.all():  # type: ignore[attr-defined]
                if cambio.vigente:
                    cambio.pk, cambio.acuerdo = None, nuevo
                    cambio.save(force_insert=True)
        return nuevo

    def retirar(self, motivo: str) -> None:
        """Whoever proposed it takes it back. Raises IntegrityError if it is settled (trigger)."""
        with transaction.atomic():
            self._tomado()
            Acuerdo.objects.filter(pk=self.pk).update(retirado_en=Now(), retiro_motivo=motivo)

    def vencer(self) -> str:
        """Time is over: of who did not answer it is told why, and the act becomes what it is."""
        with transaction.atomic():
            acto = self._tomado()
            dichos = set(acto.posiciones.values_list("lado", flat=True))  # type: ignore[attr-defined]
            for lado in set(Lado.values) - dichos:
                firman = Asiento.objects.que_firman().filter(
                    secretariado=acto.secretariado_id, lado=lado
                )
                sentido = Sentido.AUSENTE if firman.exists() else Sentido.VACANTE
                acto.posiciones.create(lado=lado, sentido=sentido)  # type: ignore[attr-defined]
            return acto._resolver()

    def _tomado(self) -> "Acuerdo":
        """This act as it is now, which nobody else moves until the transaction ends."""
        return Acuerdo.objects.select_for_update(no_key=True, of=("self",)).get(pk=self.pk)

    def _resolver(self) -> str:
        """What its positions make of it; of a side that nobody sits for any more, none counts."""
        suyos = Asiento.objects.que_firman().filter(secretariado=self.secretariado_id)
        tomados = suyos.select_for_update(no_key=True, of=("self",))  # nobody leaves meanwhile
        firman = list(tomados.select_related("institucion").order_by("pk"))
        posiciones = self.posiciones.all()  # type: ignore[attr-defined]
        dichas = {p.lado: p.sentido for p in posiciones if any(a.dio(p) for a in firman)}
        terminado = bool(self.responde_hasta and self.responde_hasta < timezone.localdate())
        cambios = list(self.cambios.all())  # type: ignore[attr-defined]
        movido = not all(cambio.vigente for cambio in cambios)
        estado = resultado(dichas, terminado=terminado, movido=movido)
        if estado != self.estado:
            Acuerdo.objects.filter(pk=self.pk).update(estado=estado)
        if estado == Estado.ADOPTADO:
            self._aplicar(cambios)
        return estado

    def _aplicar(self, cambios) -> None:
        """All of them or none: what the database finds amiss undoes the adoption too."""
        for cambio in sorted(cambios, key=attrgetter("turno")):
            cambio.aplicar()
        with connection.cursor() as cursor:
            for cambio in cambios:
                par = [cambio.objeto_tipo, cambio.objeto_clave]
                cursor.execute("SELECT exigir_lo_acordado(%s, %s)", par)


class AcuerdoOrgano(models.Model):
    """An institution that is author of an act which was not of the whole secretariat."""

    acuerdo = models.ForeignKey(Acuerdo, models.CASCADE, related_name="organos")
    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="+")
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    class Meta:
        verbose_name = _("órgano autor")
        verbose_name_plural = _("órganos autores")
        ordering = ["orden"]
        constraints = [
            models.UniqueConstraint(
                fields=["acuerdo", "institucion"],
                name="acuerdoorgano_unico",
                violation_error_message=_("Ese órgano ya está en la lista."),
            )
        ]
        triggers = [
            disparadores.mueve_version_de("secretariados_acuerdo", "acuerdo_id"),
            *trazas_de_parte("acuerdo"),
        ]

    def __str__(self):
        return str(self.institucion)
