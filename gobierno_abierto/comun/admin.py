"""What every admin page of a public record shares."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AdminTextInputWidget,
)
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.busqueda import Junto
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.consulta import consulta_de
from gobierno_abierto.comun.elecciones import EleccionCargada, EleccionConClave
from gobierno_abierto.comun.permisos import ConRol, ParteConRol
from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.comun.texto import Orden, Plegar

__all__ = [
    "CAJAS",
    "AdminPublico",
    "BusquedaPlegada",
    "FormularioPublico",
    "ParteInline",
    "PartesApiladas",
]


# Django's admin gives every text column a tall box; one line is enough for most.
CAJAS: dict[type[models.Field], dict[str, Any]] = {
    LineaHonesta: {"widget": AdminTextInputWidget},
    TextoHonesto: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
}


class FormularioPublico(forms.ModelForm):
    """Publishing is an act of whoever saves, not a date to type."""

    publicar = forms.BooleanField(
        label=_("Publicar al guardar"),
        required=False,
        help_text=_("Lo publicado queda a la vista de todos y ya no se borra: solo se retira."),
    )
    confirmo = forms.BooleanField(
        label=_("Sí, publicar"),
        required=False,
        help_text=_("Lo verá todo el mundo, y quedará en la bitácora para siempre."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "confirmo" in self.fields and not self.data.get("publicar"):
            self.fields["confirmo"].widget = forms.HiddenInput()

    @property
    def solo_confirmar(self) -> bool:
        """Nothing is amiss: it is asked whether it is meant."""
        return set(self.errors) == {"confirmo"}

    def clean(self):
        """Publishing is asked for twice; and the trigger `publicado_tras_lo_suyo`, said where the
        box is."""
        datos = super().clean() or self.cleaned_data
        if datos.get("publicar") and not datos.get("confirmo"):
            self.add_error("confirmo", _("Confirme que quiere publicarlo, y guarde otra vez."))
        camino = self.instance.cuelga_de
        arriba = datos.get(camino) or (camino and getattr(self.instance, camino, None))
        if datos.get("publicar") and arriba and arriba.publicado_en is None:
            self.add_error("publicar", _("Publique antes el registro del que este es parte."))
        return datos


class BusquedaPlegada(admin.ModelAdmin):
    """A list whose search takes any part of the columns of `search_fields`, and, where the model
    has a search column, whole words of it: accents, capitals and plurals never matter.

    `campo_orden` is the folded column that names are searched and sorted by, if the model has one:
    it spares folding the others, row by row.
    """

    campo_orden = ""

    def get_search_results(self, request, queryset, search_term):
        termino = search_term.strip()
        if "\0" in termino:
            return queryset.none(), False
        if not termino or not self.search_fields:
            return queryset, False
        if self.campo_orden:
            donde: Any = F(self.campo_orden)
            partes = [Orden(Value(termino))]
        else:
            donde = Plegar(Junto(*self.search_fields))
            partes = [Plegar(Value(parte)) for parte in termino.split()]
        filas = queryset.alias(_donde=donde)
        coincide = Q(*(Q(_donde__contains=parte) for parte in partes))
        campos = {campo.name for campo in self.model._meta.get_fields()}
        if "clave" in campos:
            coincide |= Q(clave__icontains=termino)
        if "busqueda" in campos:
            coincide |= Q(busqueda=consulta_de(termino))
        return filas.filter(coincide), False


class AdminPublico(ConRol, BusquedaPlegada):
    """List, search and form of a public record.

    A subclass declares its own `fields`; what every record has comes after them, in sections.
    """

    form = FormularioPublico
    formfield_overrides = CAJAS
    list_per_page = 50
    show_full_result_count = False

    def view_on_site(self, obj):
        """Its own address, and only if anybody may read it there."""
        return obj.get_absolute_url() if obj.publico else None

    def get_readonly_fields(self, request, obj=None):
        fijos = [*super().get_readonly_fields(request, obj), *self._del_sistema()]
        if obj is None:
            return fijos
        if obj.publicado_en and self.model.cuelga_de:  # what is public does not move
            fijos.append(self.model.cuelga_de)
        return [*fijos, "clave"]

    def _del_sistema(self):
        procedencia = ["procedencia"] if hasattr(self.model, "procedencia") else []
        return [*procedencia, "publicado_en", "version", "actualizado"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs.setdefault("widget", EleccionConClave(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": self.fields}), *self.secciones(request, obj)]

    def secciones(self, request, obj) -> list[tuple[Any, dict[str, Any]]]:
        """What comes after the record's own fields: for a new one, only the act of publishing."""
        publicar = [(_("Publicación"), {"fields": ["publicar", "confirmo"]})]
        if obj is None:
            return publicar
        registro = (
            _("Registro"),
            {"fields": [tuple(self._del_sistema())], "classes": ["collapse"]},
        )
        if not self.has_change_permission(request, obj):
            return [registro]
        if obj.publicado_en is None:
            return [registro, *publicar]
        if not request.user.puede_alguna([Accion.RETIRAR]):
            return [registro]
        retiro = (_("Retiro"), {"fields": [_RETIRO], "classes": ["collapse"]})
        return [registro, retiro]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Boxes that are not columns are on the form only where a section shows them."""
        form = super().get_form(request, obj, change, **kwargs)
        a_la_vista = flatten_fieldsets(self.get_fieldsets(request, obj))
        for nombre in self.form.declared_fields:
            if nombre not in a_la_vista:
                form.base_fields.pop(nombre, None)
        return form

    def save_model(self, request, obj, form, change):
        if form.cleaned_data.get("publicar") and obj.publicado_en is None:
            obj.publicado_en = Now()
        super().save_model(request, obj, form, change)
        if change or obj.publicado_en:
            obj.refresh_from_db()  # version and instants are the database's


_RETIRO = ("retirado_en", "retiro_motivo")


class FilaCargada(forms.ModelForm):
    """A row of an inline: its choices are those that the rows' one query brought with them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        traidos = self.instance._state.fields_cache
        for nombre, campo in self.fields.items():
            eleccion = getattr(campo.widget, "widget", campo.widget)  # inside its wrapper
            if isinstance(eleccion, EleccionCargada):
                eleccion.cargado = traidos.get(nombre)


class _DeRegistro(ParteConRol):
    extra = 0
    view_on_site = False
    form = FilaCargada
    formfield_overrides = CAJAS

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.autocomplete_fields)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = EleccionCargada(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ParteInline(_DeRegistro, admin.TabularInline):
    """Parts as rows of a table; on a phone, as blocks whose boxes say what they are."""

    template = "admin/partes.html"


class PartesApiladas(_DeRegistro, admin.StackedInline):
    """Parts with too many fields for a table."""
