"""Admin of the right of reply: a side answers a finding, with evidence if it disagrees."""

from django.contrib import admin
from django.utils.translation import gettext as _

from compromisos.admin_voces import ClaveQueSeForma, QuedaDicho
from compromisos.models import Evaluacion, Replica
from gobierno_abierto.comun.models import DE_FUENTES
from secretariados.models import Asiento

__all__ = ["ReplicaAdmin"]


class ReplicaForm(ClaveQueSeForma):
    def clean(self):
        """The trigger `replica_a_su_hora`, said where the box is."""
        datos = super().clean() or self.cleaned_data
        suya = datos.get("evaluacion") or getattr(self.instance, "evaluacion", None)
        if datos.get("publicar") and suya and suya.definitiva_en:
            dicho = _("La revisión ya es definitiva: su lado puede pronunciarse.")
            self.add_error("publicar", dicho)
        return datos


@admin.register(Replica)
class ReplicaAdmin(QuedaDicho):
    form = ReplicaForm
    list_display = ["clave", "evaluacion", "lado", "sentido", "publico"]
    list_display_links = ["clave", "evaluacion"]
    list_filter = ["publico", "lado", "sentido"]
    list_select_related = ["evaluacion__compromiso", "compromiso__plan"]
    search_fields = ["clave", "texto", "compromiso__titulo"]
    autocomplete_fields = ["evaluacion", "fuente"]
    fields = ["evaluacion", "sentido", "texto", ("fuente", "evidencia_url")]

    def elegibles(self, db_field, request):
        """Findings that are public and not final, of one's own house."""
        elegibles = super().elegibles(db_field, request)
        if db_field.name != "evaluacion":
            return elegibles
        abiertas = elegibles.filter(publico=True, definitiva_en=None)
        return abiertas.exclude(compromiso__plan__procedencia__in=DE_FUENTES)

    def que_se_publican(self):
        return Replica.objects.filter(evaluacion__definitiva_en=None)

    def get_readonly_fields(self, request, obj=None):
        fijos = super().get_readonly_fields(request, obj)
        return [*fijos, "evaluacion"] if obj else fijos

    def save_model(self, request, obj, form, change):
        if not change:
            evaluacion: Evaluacion = obj.evaluacion
            casa = evaluacion.compromiso.plan.secretariado_id
            asiento = Asiento.objects.vigentes().de(request.user, casa)
            obj.compromiso = evaluacion.compromiso
            obj.lado, obj.oficina = asiento.lado, asiento.firma
            cuantas = evaluacion.replicas.count()  # type: ignore[attr-defined]
            obj.clave = f"{evaluacion.clave}-R{cuantas + 1}"
        super().save_model(request, obj, form, change)
