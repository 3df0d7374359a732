"""The admin asks the table of roles (`comun/roles.py`), never Django's permissions: a superuser,
who would have them all, has no side."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404

from gobierno_abierto.comun.models import Publicable
from gobierno_abierto.comun.roles import Accion

__all__ = ["ConRol", "ParteConRol"]


def _esta(request: Any, obj: models.Model, cuales: str) -> bool:
    """Is `obj` among those that `cuales` (`editables_por`, `visibles_para`) gives the account?

    Asked once per request and record: every inline of a form asks it again.
    """
    sabidas = request.__dict__.setdefault("_al_alcance", {})
    llave = (type(obj), obj.pk, cuales)
    if llave not in sabidas:
        filas = getattr(type(obj)._default_manager.all(), cuales)(request.user)
        sabidas[llave] = filas.filter(pk=obj.pk).exists()
    return sabidas[llave]


class ConRol(admin.ModelAdmin):
    """A public record in the admin: what an account sees, chooses and changes is what it reaches.
    What it does not see does not exist for it (404)."""

    model: type[Publicable]

    def acciones(self) -> set[Accion]:
        """Those that write records of this kind."""
        return {self.model.se_escribe_con, self.model.se_corrige_con}

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.puede_entrar and (
            obj is None or _esta(request, obj, "visibles_para") or self._es_suya(request, obj)
        )

    def has_add_permission(self, request):
        return request.user.puede_alguna(self.acciones())

    def has_change_permission(self, request, obj=None):
        return request.user.puede_alguna(self.acciones()) and (
            obj is None or self._es_suya(request, obj)
        )

    def has_delete_permission(self, request, obj=None):
        """Only what was never public may be deleted, one by one."""
        return bool(obj and obj.publicado_en is None and self._es_suya(request, obj))

    def get_queryset(self, request):
        todas = super().get_queryset(request)
        return todas.visibles_para(request.user) | todas.editables_por(request.user)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        elegibles = self.elegibles(db_field, request)
        if elegibles is not None:
            kwargs.setdefault("queryset", elegibles)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def elegibles(self, db_field: models.ForeignKey, request: Any) -> models.QuerySet | None:
        """What a box may refer to: of what this is part of, only where the account may write; of
        the rest, what it sees. None leaves it to the box."""
        otro = db_field.related_model
        if not (isinstance(otro, type) and issubclass(otro, Publicable)):
            return None
        filas = otro._default_manager.all()
        if db_field.name == self.model.cuelga_de:
            return filas.ampliables_por(request.user, self.model)  # type: ignore[attr-defined]
        return filas.visibles_para(request.user)  # type: ignore[attr-defined]

    def get_search_results(self, request, queryset, search_term):
        """The choices of an autocomplete box are those that its form would take."""
        filas, repetidas = super().get_search_results(request, queryset, search_term)
        elegibles = self._elegibles_de_la_caja(request)
        if elegibles is not None:
            filas = filas.filter(pk__in=elegibles.values("pk"))
        return filas, repetidas

    def _elegibles_de_la_caja(self, request):
        """Django's autocomplete says whose box asks; it has checked that there is such a box."""
        if getattr(request.resolver_match, "url_name", "") != "autocomplete":
            return None
        modelo = apps.get_model(request.GET["app_label"], request.GET["model_name"])
        quien = self.admin_site._registry.get(modelo)
        campo = modelo._meta.get_field(request.GET["field_name"])
        return quien.elegibles(campo, request) if isinstance(quien, ConRol) else None

    def save_model(self, request, obj, form, change):
        """Whatever was posted, nobody leaves a record beyond its own reach."""
        super().save_model(request, obj, form, change)
        if not type(obj)._default_manager.editables_por(request.user).filter(pk=obj.pk).exists():
            raise PermissionDenied

    def get_object(self, request, object_id, from_field=None):
        obj = super().get_object(request, object_id, from_field)
        if obj is None:
            raise Http404
        return obj

    def _es_suya(self, request, obj) -> bool:
        return _esta(request, obj, "editables_por")


class ParteConRol(admin.options.InlineModelAdmin):
    """Rows that are part of a public record: whoever may write the record may write them."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A row refers to what the account sees, as its record does."""
        otro = db_field.related_model
        if isinstance(otro, type) and issubclass(otro, Publicable):
            visibles = otro._default_manager.all().visibles_para(request.user)  # type: ignore[attr-defined]
            kwargs.setdefault("queryset", visibles)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _del_registro(self, request, obj) -> bool:
        suyo = self.admin_site._registry[self.parent_model]
        if obj is None:
            return suyo.has_add_permission(request)
        return suyo.has_change_permission(request, obj)

    def has_view_permission(self, request, obj=None):
        return self.admin_site._registry[self.parent_model].has_view_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        return self._del_registro(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._del_registro(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._del_registro(request, obj)
