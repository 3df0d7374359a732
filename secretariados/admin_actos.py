"""Pages of the admin where something is done to a record, each with a form of its own."""

from contextlib import contextmanager

from django.contrib import admin, messages
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from gobierno_abierto.comun.rechazo import en_palabras

__all__ = ["ConActos", "rechazo_en"]


class ConActos(admin.ModelAdmin):
    plantilla_de_actos = "admin/secretariados/responder.html"

    def _hecho(self, request, obj, aviso):
        """Back to the record, where what was done is seen."""
        self.message_user(request, aviso, messages.SUCCESS)
        base = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(base, args=[obj.pk]))

    def _pagina(self, request, obj, titulo, form, **mas):
        contexto = {
            **self.admin_site.each_context(request),
            "title": titulo,
            "opts": self.opts,
            "original": obj,
            "form": form,
            "adminform": {"form": form},  # as the other forms' summary of mistakes names it
            **mas,
        }
        return TemplateResponse(request, self.plantilla_de_actos, contexto)


@contextmanager
def rechazo_en(form):
    """What the database refuses is told above the form, in its own words; nothing typed is lost."""
    try:
        yield
    except IntegrityError as rechazo:
        form.add_error(None, en_palabras(rechazo, getattr(form, "modelos", ())))
