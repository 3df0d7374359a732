"""Opening an addendum: who asks and why, and the plan where its commitments will be gathered."""

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gobierno_abierto.comun.lo_escrito import forma_de
from gobierno_abierto.comun.privacidad import a_la_vista
from planes.models import Plan
from secretariados.admin_cambios import asiento_en
from secretariados.forms_cambio import FormularioDeActo

__all__ = ["AbreAdenda"]


class FormularioDeAdenda(forms.Form):
    nombre = forms.CharField(
        label=gettext_lazy("Nombre de la adenda"), max_length=200, validators=[a_la_vista]
    )


class AbreAdenda(admin.ModelAdmin):
    """Of a public plan: a side proposes the addendum; the three open it; each gathers commitments
    in it, which are agreed as any other."""

    def get_urls(self):
        vista = forma_de(self, self.abrir_adenda)
        return [path("<int:pk>/adenda/", vista, name="plan-adenda"), *super().get_urls()]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        respuesta = super().changeform_view(request, object_id, form_url, extra_context)
        contexto = getattr(respuesta, "context_data", None) or {}
        plan = contexto.get("original")
        if plan and plan.publico and asiento_en(request, plan.secretariado):
            contexto["url_adenda"] = reverse("admin:plan-adenda", args=[plan.pk])
        return respuesta

    def abrir_adenda(self, request, pk):
        plan = self.get_queryset(request).filter(pk=pk, publico=True).first()
        asiento = asiento_en(request, plan.secretariado) if plan else None
        if plan is None or asiento is None:
            raise Http404
        propuesto = {"nombre": _("Adenda de %s") % plan.nombre}
        forma = FormularioDeAdenda(request.POST or None, initial=propuesto)
        acto = FormularioDeActo(request.POST or None, asiento=asiento, registro=plan)
        validas = [forma.is_valid(), acto.is_valid()]
        if request.method == "POST" and all(validas):
            return self._abrir(request, plan, asiento, forma.cleaned_data["nombre"])
        contexto = {
            **self.admin_site.each_context(request),
            "title": _("Abrir una adenda"),
            "opts": self.opts,
            "original": plan,
            "formas": [forma, acto],
            "acto": acto,
        }
        return TemplateResponse(request, "admin/planes/adenda.html", contexto)

    def _abrir(self, request, plan, asiento, nombre):
        with transaction.atomic():
            adenda = Plan.objects.redactar_adenda(plan, nombre)
            acto = FormularioDeActo(request.POST, asiento=asiento, registro=adenda)
            acto.is_valid()
            acuerdo = acto.guardar(None, adenda.texto_acordado())
        aviso = _(
            "La adenda y su propuesta están en borrador. Léala y propóngala a los otros lados; "
            "cuando los tres la abran, se le suman compromisos."
        )
        self.message_user(request, aviso, messages.SUCCESS)
        return HttpResponseRedirect(
            reverse("admin:secretariados_acuerdo_change", args=[acuerdo.pk])
        )
