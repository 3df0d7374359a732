"""Admin of invitations: each side invites its own, and sees nobody else's."""

from itertools import groupby

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from gobierno_abierto.comun.correo import origen_de
from gobierno_abierto.comun.roles import Accion, Rol
from secretariados.admin_cuentas import DE_CUENTAS, DeLoSuyo
from secretariados.envios import mandar, reenviar, revisar_limites
from secretariados.models import Asiento, Envio, Invitacion

__all__ = ["InvitacionAdmin"]


class PorLado(forms.models.ModelChoiceIterator):
    """Seats under their secretariat and side, which each would say again at length."""

    def __iter__(self):
        yield "", self.field.empty_label
        for grupo, asientos in groupby(
            self.queryset, lambda a: f"{a.secretariado} · {a.get_lado_display()}"
        ):
            yield grupo, [self.choice(asiento) for asiento in asientos]


class EleccionDeAsiento(forms.ModelChoiceField):
    iterator = PorLado


class FormularioDeInvitacion(forms.ModelForm):
    """Only a place of one's own side may be offered, whatever the form is made to send."""

    invita = None  # who is signed in: the admin makes a form for each request

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.instance.invita = self.invita

    def clean(self):
        datos = super().clean() or self.cleaned_data
        if self.errors:
            return datos
        puesto = Invitacion(
            rol=datos.get("rol") or "",
            asiento=datos.get("asiento"),
            secretariado=datos.get("secretariado"),
        )
        # Without its seat there is nothing to compare: the model asks for it, beside its box.
        if (puesto.asiento or puesto.rol == Rol.EVALUADOR) and not puesto.a_cargo_de(
            self.instance.invita
        ):
            raise ValidationError(
                _("Sólo puede invitar a un lugar de su lado, en su secretariado.")
            )
        revisar_limites(self.instance.invita)
        return datos


class InvitacionAdmin(DeLoSuyo):
    form = FormularioDeInvitacion
    list_display = ["correo", "rol", "en", "lado", "asiento", "mandada", "estado"]
    list_select_related = [
        "asiento__institucion",
        "asiento__persona",
        "asiento__secretariado",
        "secretariado",
    ]
    list_filter = ["rol"]
    search_fields = ["correo"]
    actions = ["volver_a_enviar", "anular"]

    def get_queryset(self, request):
        envios = Envio.objects.filter(invitacion=OuterRef("pk")).values("pedido_en")
        return super().get_queryset(request).annotate(mandada_en=Subquery(envios[:1]))

    @admin.display(description=gettext_lazy("mandada"), ordering="mandada_en")
    def mandada(self, obj):
        return obj.mandada_en

    @admin.display(description=gettext_lazy("estado"))
    def estado(self, obj):
        return obj.estado

    def has_add_permission(self, request):
        return request.user.puede_alguna(DE_CUENTAS)

    def get_fields(self, request, obj=None):
        campos = ["correo", "rol", "asiento"]
        if request.user.puede_alguna([Accion.INVITAR_A_EVALUAR]):
            campos.append("secretariado")
        campos += ["institucion", "desde", "hasta"]
        del_envio = ["invita", "creada_en", "mandada", "caduca_en", "estado"]
        return [*campos, *del_envio] if obj else campos

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form asks for whoever is signed in: nobody invites in another's name."""
        form = super().get_form(request, obj, change, **kwargs)
        form.invita = request.user
        return form

    def get_changeform_initial_data(self, request):
        return {"desde": timezone.localdate()}

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "rol" and not request.user.puede_alguna([Accion.INVITAR_A_EVALUAR]):
            kwargs["choices"] = [par for par in db_field.choices if par[0] != Rol.EVALUADOR]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "asiento":
            de_su_lado = request.user.alcance(Accion.INVITAR, "secretariado", "lado")
            siguen = Q(hasta__isnull=True) | Q(hasta__gt=timezone.localdate())
            kwargs["queryset"] = (
                Asiento.objects.filter(de_su_lado, siguen, lado__isnull=False)
                .select_related("secretariado", "institucion", "persona")
                .order_by("secretariado__nombre", "secretariado", "lado", "orden", "pk")
            )
            kwargs["form_class"] = EleccionDeAsiento
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        mandar(obj, request.user, origen_de(request), get_language())

    @admin.action(description=gettext_lazy("Volver a enviar"), permissions=["terminar"])
    def volver_a_enviar(self, request, queryset):
        try:
            enviadas = reenviar(queryset, request.user, origen_de(request), get_language())
        except ValidationError as error:
            self.message_user(request, error.message, messages.ERROR)
            return
        if not enviadas:
            dicho = _("Ya se aceptaron o se anularon: no hay qué volver a enviar.")
            self.message_user(request, dicho, messages.WARNING)
            return
        dicho = ngettext(
            "Va otro enlace para %(correos)s. El anterior ya no sirve.",
            "Van otros enlaces para %(correos)s. Los anteriores ya no sirven.",
            len(enviadas),
        )
        correos = ", ".join(invitacion.correo for invitacion in enviadas)
        self.message_user(request, dicho % {"correos": correos}, messages.SUCCESS)

    @admin.action(description=gettext_lazy("Anular"), permissions=["terminar"])
    def anular(self, request, queryset):
        cuantas = queryset.anular()
        dicho = ngettext("Se anuló %(n)d.", "Se anularon %(n)d.", cuantas) % {"n": cuantas}
        self.message_user(request, dicho, messages.SUCCESS if cuantas else messages.WARNING)
