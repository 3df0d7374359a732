"""What the admin tells the ledger: who asks for each change, and why."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.bitacora.contexto import Contexto, completar, en_contexto
from gobierno_abierto.bitacora.edicion import SinPisarse
from gobierno_abierto.bitacora.models import Entrada, Testigo
from gobierno_abierto.bitacora.publicacion import PublicaDesdeLaLista
from gobierno_abierto.comun.admin import AdminPublico, FormularioPublico
from gobierno_abierto.comun.privacidad import a_la_vista
from gobierno_abierto.comun.roles import Accion, Rol

__all__ = ["AdminConBitacora", "ConContexto", "FormularioConMotivo", "caja_a_la_vista"]


def caja_a_la_vista(etiqueta: Any, ayuda: Any) -> forms.CharField:
    """A box for words that the ledger keeps for ever."""
    return forms.CharField(
        label=etiqueta,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=ayuda,
        validators=[a_la_vista],
    )


class FormularioConMotivo(FormularioPublico):
    motivo = caja_a_la_vista(
        _("Por qué cambia"),
        _("Queda a la vista de todos en la bitácora, con su lado y su oficina."),
    )


class ConContexto(admin.ModelAdmin):
    """Every change asked for here reaches the ledger with the voice of the account's seat."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with self._contexto(request):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        with self._contexto(request):
            return super().delete_view(request, object_id, extra_context)

    def changelist_view(self, request, extra_context=None):
        with self._contexto(request):
            return super().changelist_view(request, extra_context)

    def voz(self, request) -> Contexto:
        """Whose voice what is asked for here has."""
        return Contexto.de(request.user)

    def _contexto(self, request):
        """Nothing is told for reading."""
        if request.method == "POST":
            return en_contexto(self.voz(request))
        return transaction.atomic()


class AdminConBitacora(ConContexto, SinPisarse, PublicaDesdeLaLista, AdminPublico):
    """A public record whose changes say why."""

    form = FormularioConMotivo

    def secciones(self, request, obj):
        secciones = super().secciones(request, obj)
        if self.pide_motivo(request, obj):
            secciones.append((_("Motivo"), {"fields": ["motivo"]}))
        return secciones

    def pide_motivo(self, request, obj) -> bool:
        """Of what is public, from whoever may change it."""
        publico = obj is not None and obj.publicado_en is not None
        return publico and self.has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        completar(motivo=self.motivo_de(form), tipo=self.tipo_de(form))
        super().save_model(request, obj, form, change)

    def motivo_de(self, form) -> str | None:
        return form.cleaned_data.get("motivo")

    def tipo_de(self, form) -> Entrada.Tipo | None:
        """None leaves it to the database."""
        return None


@admin.register(Testigo)
class TestigoAdmin(AdminConBitacora):
    """The side is that of whoever registers the key: nobody speaks for another."""

    list_display = ["nombre", "lado", "clave", "publico"]
    list_filter = ["lado"]
    search_fields = ["clave", "nombre"]
    fields = ["clave", "nombre", ("lado", "secretariado"), "clave_publica"]

    def get_readonly_fields(self, request, obj=None):
        """Whoever withdraws keys does not speak through them."""
        ajena = obj and not request.user.puede_alguna([Accion.ATESTIGUAR])
        fijos = [*(["clave_publica"] if obj else []), *(["nombre"] if ajena else [])]
        return [*super().get_readonly_fields(request, obj), "lado", "secretariado", *fijos]

    def acciones(self):
        return {Accion.ATESTIGUAR}

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return request.user.puede_alguna([Accion.ATESTIGUAR, Accion.RETIRAR])
        return super().has_change_permission(request, obj) or self._es_suya(request, obj)

    def save_model(self, request, obj, form, change):
        if not change:
            asiento = _asiento_de(request.user)
            obj.lado, obj.secretariado = asiento.lado, asiento.secretariado.clave
            obj.procedencia = asiento.secretariado.procedencia_de_lo_suyo
        super().save_model(request, obj, form, change)


def _asiento_de(usuario):
    """The seat from which the account speaks for a side today."""
    ocupacion = (
        usuario.ocupaciones.vigentes()
        .filter(rol=Rol.MIEMBRO)
        .select_related("asiento__secretariado")
        .order_by("pk")
        .first()
    )
    return ocupacion.asiento
