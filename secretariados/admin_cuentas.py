"""Admin of who acts from where: each side ends its own, and sees nobody else's."""

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gobierno_abierto.comun.admin import BusquedaPlegada
from gobierno_abierto.comun.roles import Accion, Rol
from secretariados.models import Ocupacion

__all__ = ["DE_CUENTAS", "DeLoSuyo", "OcupacionAdmin"]

DE_CUENTAS = (Accion.INVITAR, Accion.INVITAR_A_EVALUAR)


class DeLoSuyo(BusquedaPlegada):
    """Rows that the account may give and end; the rest, for it, does not exist."""

    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).a_cargo_de(request.user)

    def has_module_permission(self, request):
        return request.user.puede_alguna(DE_CUENTAS)

    def has_view_permission(self, request, obj=None):
        if obj is None:
            return request.user.puede_alguna(DE_CUENTAS)
        return obj.a_cargo_de(request.user)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """What somebody was, and who let them in, is kept."""
        return False

    def has_terminar_permission(self, request):
        return request.user.puede_alguna(DE_CUENTAS)

    def get_object(self, request, object_id, from_field=None):
        """What is not one's own is not there; Django would say so with a redirect."""
        hallado = super().get_object(request, object_id, from_field)
        if hallado is None:
            raise Http404
        return hallado

    @admin.display(description=gettext_lazy("secretariado"))
    def en(self, obj):
        return obj.del_secretariado

    @admin.display(description=gettext_lazy("lado"))
    def lado(self, obj):
        return obj.asiento.get_lado_display() if obj.asiento else None


@admin.action(description=gettext_lazy("Terminar"), permissions=["terminar"])
def terminar(modelo, request, queryset):
    """Ends them today, once it has been said what that does. One may end one's own."""
    abiertas = queryset.abiertas()
    if not abiertas.exists():
        modelo.message_user(request, _("Las elegidas ya habían terminado."), messages.WARNING)
        return None
    if request.POST.get("seguro"):
        cuantas = abiertas.terminar()
        dicho = ngettext(
            "Terminó %(n)d ocupación, con sus sesiones.",
            "Terminaron %(n)d ocupaciones, con sus sesiones.",
            cuantas,
        )
        modelo.message_user(request, dicho % {"n": cuantas}, messages.SUCCESS)
        return None
    contexto = {
        **modelo.admin_site.each_context(request),
        "title": _("Terminar ocupaciones"),
        "opts": modelo.opts,
        "ocupaciones": abiertas.select_related("usuario", "asiento__institucion", "secretariado"),
        "propia": abiertas.filter(usuario=request.user).exists(),
        "sin_nadie": _lados_sin_miembro(abiertas),
    }
    return render(request, "admin/secretariados/terminar.html", contexto)


def _lados_sin_miembro(abiertas):
    """The sides that would be left with nobody who speaks for them."""
    lados = {
        (o.asiento.secretariado_id, o.asiento.lado): o.asiento
        for o in abiertas.filter(rol=Rol.MIEMBRO).select_related("asiento__secretariado")
    }
    quedan = (
        Ocupacion.objects.vigentes().filter(rol=Rol.MIEMBRO).exclude(pk__in=abiertas.values("pk"))
    )
    return [
        f"{asiento.get_lado_display()} · {asiento.secretariado}"
        for (secretariado, lado), asiento in lados.items()
        if not quedan.filter(asiento__secretariado=secretariado, asiento__lado=lado).exists()
    ]


class OcupacionAdmin(DeLoSuyo):
    """An occupation begins with an accepted invitation, and only ends."""

    list_display = ["usuario", "rol", "en", "lado", "asiento", "desde", "hasta"]
    list_select_related = [
        "usuario",
        "asiento__institucion",
        "asiento__persona",
        "asiento__secretariado",
        "secretariado",
    ]
    list_filter = ["rol", "asiento__lado"]
    search_fields = ["usuario__username", "asiento__secretariado__nombre"]
    fields = ["usuario", "rol", "asiento", "secretariado", "institucion", "desde", "hasta"]
    actions = [terminar]

    def has_add_permission(self, request):
        return False
