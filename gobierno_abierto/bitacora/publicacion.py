"""Publishing is an act, asked for twice: what is public is everybody's, and is never deleted."""

from django.contrib import admin, messages
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gobierno_abierto.comun.rechazo import en_palabras

__all__ = ["PublicaDesdeLaLista"]


class PublicaDesdeLaLista(admin.ModelAdmin):
    actions = ["publicar"]

    @admin.action(
        description=gettext_lazy("Publicar los borradores elegidos"), permissions=["change"]
    )
    def publicar(self, request, queryset):
        """Publish the drafts that the account may edit, all or none. They are taken first, so that
        of two who ask at once each is told only what it did."""
        propios = queryset.editables_por(request.user).values("pk")
        pedidos = self.que_se_publican().filter(publicado_en=None, pk__in=propios)
        tomados = pedidos.select_for_update(no_key=True, of=("self",)).order_by("pk")
        borradores = self.model._default_manager.filter(
            pk__in=list(tomados.values_list("pk", flat=True))
        )
        arriba = self.model.cuelga_de
        if arriba and borradores.filter(
            **{f"{arriba}__isnull": False, f"{arriba}__publicado_en": None}
        ):
            aviso = _("No se publicó nada: publique antes aquello de lo que estos son parte.")
            self.message_user(request, aviso, messages.ERROR)
            return None
        if borradores and "confirmo" not in request.POST:
            return self._preguntar(request, borradores)
        try:
            with transaction.atomic():
                self.al_publicar(borradores)
                cuantos = borradores.update(publicado_en=Now())
        except IntegrityError:
            self.message_user(request, self._por_que_no(borradores), messages.ERROR)
            return None
        if not cuantos:
            aviso = _(
                "No se publicó nada: lo elegido ya era público, alguien lo publicó o lo borró "
                "mientras tanto, o no le toca a esta cuenta."
            )
            self.message_user(request, aviso, messages.WARNING)
            return None
        dicho = ngettext("Se publicó %d registro.", "Se publicaron %d registros.", cuantos)
        self.message_user(request, dicho % cuantos, messages.SUCCESS)
        return None

    def que_se_publican(self):
        """Rows that who writes them may publish."""
        return self.model._default_manager.all()

    def al_publicar(self, borradores):
        """What else is to be told, or done, in the same transaction."""

    def _por_que_no(self, borradores):
        """The first that the database refuses, by itself, and its words for it."""
        for borrador in borradores.order_by("pk"):
            try:
                with transaction.atomic():
                    self.model._default_manager.filter(pk=borrador.pk).update(publicado_en=Now())
                    transaction.set_rollback(True)
            except IntegrityError as error:
                dicho = en_palabras(error, [self.model])
                return _("No se publicó nada. %(cual)s: %(dicho)s") % {
                    "cual": borrador.clave,
                    "dicho": dicho,
                }
        return _("No se publicó nada: juntos no pueden ser públicos. Publíquelos de uno en uno.")

    def _preguntar(self, request, borradores):
        contexto = {
            **self.admin_site.each_context(request),
            "title": _("¿Publicar?"),
            "opts": self.opts,
            "borradores": borradores,
        }
        return TemplateResponse(request, "admin/publicar.html", contexto)
