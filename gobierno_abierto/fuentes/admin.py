"""Admin of sources, and what it gives to every record that rests on them."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin
from django.db.models import Exists, Max, OuterRef
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.bitacora.admin import (
    AdminConBitacora,
    ConContexto,
    FormularioConMotivo,
    caja_a_la_vista,
)
from gobierno_abierto.bitacora.contexto import completar
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.admin import CAJAS, BusquedaPlegada, ParteInline, PartesApiladas
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.elecciones import EleccionConClave
from gobierno_abierto.comun.objetos import MODELOS
from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.fuentes.models import (
    Afirmacion,
    Cita,
    Discrepancia,
    Fuente,
    ObjetoDiscrepancia,
)

__all__ = ["AdminConFuentes", "FormularioConFuentes"]

CORRIGE = {
    "fields": ["correccion_fuente", "correccion_nota"],
    "description": _(
        "Este registro consta en fuentes; el portal no presenció lo que cuenta. Para cambiarlo "
        "diga en qué fuente se apoya: quedará a la vista."
    ),
}


class SinFuente(admin.SimpleListFilter):
    """Records that no citation supports yet."""

    title = _("fuente")
    parameter_name = "fuente"

    def __init__(self, request, params, model, model_admin):
        self._sin_fuente = model_admin.sin_fuente
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [("sin", _("Sin fuente"))]

    def queryset(self, request, queryset):
        return self._sin_fuente(queryset) if self.value() == "sin" else queryset


class FormularioConFuentes(FormularioConMotivo):
    """A record that rests on sources changes only by a correction that cites one."""

    correccion_fuente = forms.ModelChoiceField(
        Fuente.objects.all(),
        label=_("Fuente de la corrección"),
        widget=EleccionConClave(Cita._meta.get_field("fuente"), admin.site),
    )
    correccion_nota = caja_a_la_vista(
        _("Qué se corrige y por qué"),
        _("Queda a la vista en la bitácora y junto a las fuentes del registro."),
    )


class AdminConFuentes(AdminConBitacora):
    """Adds the record's sources to its page and, where it is history, asks for one to change it."""

    form = FormularioConFuentes

    @property
    def se_cita(self) -> bool:
        """Does it rest on citations? What names its source in a column of its own does not."""
        return self.model.objeto != Objeto.DISCREPANCIA and not hasattr(self.model, "fuente")

    def sin_fuente(self, filas):
        """Those of `filas` that no citation supports."""
        return filas.exclude(Exists(Cita.objects.de(self.model.objeto, OuterRef("clave"))))

    def get_list_filter(self, request):
        filtros = super().get_list_filter(request)
        return [*filtros, SinFuente] if self.se_cita else filtros

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "sus_fuentes", "citar"]

    def secciones(self, request, obj):
        secciones = super().secciones(request, obj)
        if obj is None:
            return secciones
        puede_citar = ["citar"] if self.has_change_permission(request, obj) else []
        fuentes = [(_("Fuentes"), {"fields": ["sus_fuentes", *puede_citar]})]
        if obj.consta_en_fuente and self.has_change_permission(request, obj):
            fuentes.append((_("Corrección"), CORRIGE))
        return [*fuentes, *secciones]

    def pide_motivo(self, request, obj):
        """What comes from sources asks for a source instead."""
        return super().pide_motivo(request, obj) and not obj.consta_en_fuente

    def motivo_de(self, form):
        return form.cleaned_data.get("correccion_nota") or super().motivo_de(form)

    def tipo_de(self, form):
        return Entrada.Tipo.CORRECCION if form.cleaned_data.get("correccion_fuente") else None

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        fuente = form.cleaned_data.get("correccion_fuente")
        if fuente:
            suyas = Cita.objects.de(self.model.objeto, obj.clave)
            ultima = suyas.aggregate(n=Max("orden"))["n"] or 0
            suyas.create(
                objeto_tipo=self.model.objeto,
                objeto_clave=obj.clave,
                fuente=fuente,
                campo=Cita.CORRECCION,
                nota=form.cleaned_data["correccion_nota"],
                orden=ultima + 1,
            )

    @admin.display(description=_("fuentes"))
    def sus_fuentes(self, obj):
        citas = Cita.objects.de(self.model.objeto, obj.clave).select_related("fuente")
        filas = ((c.fuente, f" — {c.nota}" if c.nota else "") for c in citas)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}{}</li>", filas))

    @admin.display(description=_("citar otra"))
    def citar(self, obj):
        datos = urlencode({"objeto_tipo": self.model.objeto, "objeto_clave": obj.clave})
        nueva = reverse("admin:fuentes_cita_add")
        return format_html('<a href="{}?{}">{}</a>', nueva, datos, _("Añadir una cita"))


@admin.register(Fuente)
class FuenteAdmin(AdminConBitacora):
    list_display = ["clave", "titulo", "licencia", "publico"]
    search_fields = ["clave", "titulo", "url"]
    fields = ["clave", "titulo", "url", "licencia"]


class FormularioDeCita(forms.ModelForm):
    """Cites a record that the account may change: see `CitaAdmin.get_form`."""

    usuario: Any

    motivo = caja_a_la_vista(
        _("Por qué se añade"),
        _("Queda a la vista de todos en la bitácora, con su lado y su oficina."),
    )

    def clean(self):
        datos = super().clean() or self.cleaned_data
        tipo, clave = datos.get("objeto_tipo"), datos.get("objeto_clave")
        if tipo and clave:
            suyos = apps.get_model(MODELOS[Objeto(tipo)])._default_manager
            if not suyos.editables_por(self.usuario).filter(clave=clave).exists():  # type: ignore[attr-defined]
                self.add_error("objeto_clave", _("No hay, o no es suyo, un registro así."))
        return datos


@admin.register(Cita)
class CitaAdmin(BusquedaPlegada, ConContexto):
    """Citations are added. One that is there stays: it is part of what a public record says."""

    form = FormularioDeCita
    formfield_overrides = CAJAS
    list_display = ["objeto_tipo", "objeto_clave", "fuente", "campo"]
    list_filter = ["objeto_tipo"]
    list_select_related = ["fuente"]
    search_fields = ["objeto_clave", "fuente__titulo"]
    autocomplete_fields = ["fuente"]
    show_full_result_count = False

    def save_model(self, request, obj, form, change):
        completar(motivo=form.cleaned_data["motivo"])
        super().save_model(request, obj, form, change)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.usuario = request.user
        return form

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.puede_entrar

    def has_add_permission(self, request):
        return request.user.puede_alguna(
            [Accion.CATALOGAR, Accion.CORREGIR, Accion.REDACTAR, Accion.EVALUAR]
        )

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ObjetoInline(ParteInline):
    model = ObjetoDiscrepancia


class AfirmacionInline(PartesApiladas):
    model = Afirmacion
    autocomplete_fields = ["fuente"]
    fields = [
        "clave",
        ("objeto_tipo", "objeto_clave"),
        ("propiedad", "valor", "valor_entero"),
        ("dicho_por", "dicho_en", "dicho_en_precision"),
        ("fuente", "origen", "preferida"),
        "nota",
    ]
    can_delete = False

    def get_readonly_fields(self, request, obj=None):
        return ["clave"] if obj else []

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Discrepancia)
class DiscrepanciaAdmin(AdminConFuentes):
    list_display = ["numero", "titulo", "preferida", "publico"]
    list_display_links = ["numero", "titulo"]
    list_select_related = ["preferida"]
    search_fields = ["clave", "titulo", "texto"]
    autocomplete_fields = ["preferida"]
    inlines = [ObjetoInline, AfirmacionInline]
    fields = [
        "clave",
        "numero",
        "titulo",
        "texto",
        "explicacion",
        "preferida",
        "preferida_motivo",
    ]


@admin.register(Afirmacion)
class AfirmacionAdmin(AdminConFuentes):
    list_display = ["propiedad", "valor", "objeto_clave", "dicho_por", "fuente", "preferida"]
    list_filter = ["objeto_tipo", "preferida", "origen"]
    list_select_related = ["fuente"]
    search_fields = ["clave", "objeto_clave", "propiedad", "valor", "dicho_por", "fuente__titulo"]
    autocomplete_fields = ["fuente", "discrepancia"]
    fields = [
        "clave",
        ("objeto_tipo", "objeto_clave"),
        ("propiedad", "valor", "valor_entero"),
        ("dicho_por", "dicho_en", "dicho_en_precision"),
        ("fuente", "origen", "preferida"),
        "discrepancia",
        "nota",
    ]
