"""Admin of who says what: reviews by whoever evaluates, claims by each side. Nobody edits another's
voice, nor what was said in public of what was made here."""

from django import forms
from django.contrib import admin
from django.db.models.functions import Now
from django.http import Http404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compromisos.disparadores_voces import DIAS_PARA_REPLICAR
from compromisos.estrella import CALCULADAS
from compromisos.etiquetas import VARIABLES, etiqueta_de
from compromisos.models import Codificacion, Evaluacion, Postura, Pronunciamiento
from compromisos.vocabularios import CODIFICABLES, ERAS
from gobierno_abierto.bitacora.contexto import (
    Contexto,
    completar,
    en_contexto,
    oficina_que_evalua,
)
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.admin import FilaCargada, ParteInline
from gobierno_abierto.comun.codigos import Precision
from gobierno_abierto.comun.lo_escrito import forma_de
from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.fuentes.admin import AdminConFuentes, FormularioConFuentes
from secretariados.admin_actos import ConActos, rechazo_en
from secretariados.forms import caja_a_la_vista
from secretariados.models import Asiento

__all__ = ["EvaluacionAdmin", "PosturaAdmin", "PronunciamientoAdmin", "QuedaDicho", "clave_libre"]

SIGLAS = {"gobierno": "GOB", "organo_garante": "OG", "sociedad_civil": "SC"}


def clave_libre(modelo, base: str) -> str:
    """`base`, or `base-2`, … whichever no record has, whatever its capitals."""
    clave, n = base, 1
    while modelo._default_manager.filter(clave__iexact=clave).exists():
        n += 1
        clave = f"{base}-{n}"
    return clave


class ClaveQueSeForma(FormularioConFuentes):
    """Its key follows from what it is of, unless one is typed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "clave" in self.fields:
            self.fields["clave"].required = False
            self.fields["clave"].help_text = _("Vacía, la forma el portal. Es permanente.")


class QuedaDicho(AdminConFuentes):
    """What was said in public is followed by another, never edited; history is corrected."""

    def has_change_permission(self, request, obj=None):
        dicho = obj is not None and obj.publicado_en is not None
        if dicho and not self._plan(obj).consta_en_fuente:
            return False
        return super().has_change_permission(request, obj)

    def _plan(self, obj):
        return obj.compromiso.plan


class CodificacionForm(FilaCargada):
    """What may be coded is a published list; each row keeps what it has."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "variable" in self.fields:
            suya = self.instance.variable
            pares = [(v, VARIABLES[v]) for v in CODIFICABLES if v not in CALCULADAS]
            self._elegir("variable", pares, suya, VARIABLES)
        if "valor" in self.fields and self.instance.variable != "etiqueta":
            valores = dict.fromkeys(valor for suyos in CODIFICABLES.values() for valor in suyos)
            pares = [("", "---------"), *((v, etiqueta_de(v)) for v in valores)]
            self._elegir("valor", pares, self.instance.valor, {})
            self.fields["valor"].required = False

    def _elegir(self, nombre, pares, suyo, nombres):
        if suyo and suyo not in dict(pares):
            pares = [*pares, (suyo, nombres.get(suyo, suyo))]
        antes = self.fields[nombre]
        self.fields[nombre] = forms.TypedChoiceField(
            label=antes.label, choices=pares, empty_value=None, required=antes.required
        )


class CodificacionInline(ParteInline):
    model = Codificacion
    form = CodificacionForm
    fields = ["variable", "valor", "ausencia", "etiqueta_original", "nota"]

    def get_fields(self, request, obj=None):
        """In words where it is only read."""
        if self.has_change_permission(request, obj):
            return self.fields
        return ["variable_dicha", "valor_dicho", *self.fields[2:]]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "variable_dicha", "valor_dicho"]

    @admin.display(description=gettext_lazy("variable"))
    def variable_dicha(self, obj):
        return VARIABLES.get(obj.variable, obj.variable)

    @admin.display(description=gettext_lazy("valor"))
    def valor_dicho(self, obj):
        return etiqueta_de(obj.valor) if obj.valor else ""


class EvaluacionForm(ClaveQueSeForma):
    def clean_fecha(self):
        """The same trigger."""
        fecha = self.cleaned_data["fecha"]
        if fecha and fecha > timezone.localdate():
            dicho = _("Ese día todavía no llega: la revisión ya dice lo que halló.")
            raise forms.ValidationError(dicho)
        return fecha

    def clean_replicas_hasta(self):
        """The trigger `hallazgo_y_definitiva`, said where the box is."""
        hasta = self.cleaned_data["replicas_hasta"]
        minimo = timezone.localdate() + timezone.timedelta(days=DIAS_PARA_REPLICAR)
        if hasta and hasta < minimo:
            raise forms.ValidationError(_("Dé a los lados al menos catorce días para responder."))
        return hasta


class FormularioDefinitiva(forms.Form):
    """What the review concludes, and what it codes otherwise than it found."""

    texto = caja_a_la_vista(
        gettext_lazy("Qué concluye la revisión"),
        gettext_lazy("Qué responde a las réplicas, y por qué cambia o mantiene lo que halló."),
    )
    confirmo = forms.BooleanField(
        label=gettext_lazy("Sí, es la definitiva"),
        help_text=gettext_lazy("Queda para siempre junto al hallazgo, que no se borra."),
    )
    modelos = (Evaluacion, Codificacion)

    def __init__(self, evaluacion: Evaluacion, *args, **kwargs):
        super().__init__(*args, **kwargs)
        era = ERAS[evaluacion.vocabulario]
        self.variables = []
        for suya in evaluacion.codificaciones.all():  # type: ignore[attr-defined]
            if suya.variable not in era:
                continue
            hoy = etiqueta_de(suya.valor) if suya.valor else suya.get_ausencia_display()
            igual = ("", _("Como en el hallazgo: %s") % hoy)
            otros = [(v, etiqueta_de(v)) for v in era[suya.variable] if v != suya.valor]
            self.fields[suya.variable] = forms.ChoiceField(
                label=VARIABLES[suya.variable], choices=[igual, *otros], required=False
            )
            self.variables.append(suya.variable)
        self.order_fields(["texto", *self.variables, "confirmo"])

    @property
    def cambios(self) -> dict[str, str]:
        return {v: self.cleaned_data[v] for v in self.variables if self.cleaned_data[v]}


@admin.register(Evaluacion)
class EvaluacionAdmin(ConActos, QuedaDicho):
    form = EvaluacionForm
    change_form_template = "admin/compromisos/evaluacion.html"
    plantilla_de_actos = "admin/compromisos/evaluacion_acto.html"
    otras_formas = ("concluir-evaluacion",)
    list_display = ["clave", "compromiso", "momento", "vocabulario", "fecha", "en_que_esta"]
    list_filter = ["publico", "momento", "vocabulario", "compromiso__plan"]
    list_select_related = ["compromiso__plan"]
    search_fields = ["clave", "compromiso__titulo"]
    autocomplete_fields = ["compromiso", "fuente"]
    inlines = [CodificacionInline]
    fields = [
        "clave",
        ("compromiso", "momento", "vocabulario"),
        ("evaluador", "informe"),
        ("fecha", "fecha_precision", "fuente"),
        "replicas_hasta",
    ]

    def get_urls(self):
        concluir = forma_de(self, self.concluir)
        return [
            path("<int:pk>/definitiva/", concluir, name="concluir-evaluacion"),
            *super().get_urls(),
        ]

    def save_model(self, request, obj, form, change):
        if not obj.clave:
            momento = obj.momento.replace("_", "-")
            obj.clave = clave_libre(Evaluacion, f"{obj.compromiso.clave}-EV-{momento}")
        completar(oficina=oficina_que_evalua(obj.evaluador))
        form.publica = form.cleaned_data.pop("publicar", False)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """A finding becomes public with what it codes, and what it codes is not added later."""
        super().save_related(request, form, formsets, change)
        if form.publica:
            suya = Evaluacion.objects.filter(pk=form.instance.pk, publicado_en=None)
            suya.update(publicado_en=Now())
            form.instance.refresh_from_db()

    def voz(self, request):
        """A review is of no side, whatever else its account does."""
        return Contexto.sin_lado(oficina_que_evalua())

    def al_publicar(self, borradores):
        quienes = set(borradores.order_by().values_list("evaluador", flat=True))
        completar(oficina=oficina_que_evalua(" · ".join(sorted(quienes))))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        respuesta = super().changeform_view(request, object_id, form_url, extra_context)
        contexto = getattr(respuesta, "context_data", None) or {}
        suya = contexto.get("original")
        if suya and suya.publico and suya.de_aqui:
            contexto["puede_concluir"] = not suya.definitiva_en and self._es_suya(request, suya)
        return respuesta

    @admin.display(description=gettext_lazy("etapa"))
    def en_que_esta(self, obj):
        return obj.etapa.label if obj.publicado_en else _("En borrador")

    def concluir(self, request, pk):
        """Once: what is final, beside what was found."""
        suyas = Evaluacion.objects.editables_por(request.user).filter(pk=pk, publico=True)
        evaluacion = suyas.filter(definitiva_en=None).select_related("compromiso__plan").first()
        if evaluacion is None or not evaluacion.de_aqui:
            raise Http404
        form = FormularioDefinitiva(evaluacion, request.POST or None)
        if request.method == "POST" and form.is_valid():
            texto = form.cleaned_data["texto"]
            oficina = oficina_que_evalua(evaluacion.evaluador)
            voz = Contexto.sin_lado(oficina, tipo=Entrada.Tipo.REPORTE, motivo=texto)
            with rechazo_en(form), en_contexto(voz):
                evaluacion.concluir(texto, form.cambios)
            if form.is_valid():
                return self._hecho(request, evaluacion, _("La revisión quedó definitiva."))
        replicas = evaluacion.replicas.filter(publico=True)  # type: ignore[attr-defined]
        return self._pagina(request, evaluacion, _("Dar por definitiva"), form, replicas=replicas)


class DichoForm(ClaveQueSeForma):
    """A side says it here, today, from its office, unless it tells what was said elsewhere."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for nombre in ("dicho_por", "dicho_en_precision"):
            if nombre in self.fields and self.instance._state.adding:
                self.fields[nombre].required = False
        if "dicho_por" in self.fields:
            self.fields["dicho_por"].help_text = _("Vacío: su oficina, hoy.")

    def clean(self):
        datos = super().clean() or self.cleaned_data
        de = datos.get("compromiso") or getattr(self.instance, "compromiso", None)
        plan = de.plan if de else datos.get("plan") or getattr(self.instance, "plan", None)
        if plan and not plan.consta_en_fuente:
            if "lado" in self.fields and not datos.get("lado") and not self.errors.get("lado"):
                self.add_error("lado", _("Diga por qué lado habla."))
        elif "fuente" in self.fields and not datos.get("fuente"):
            self.add_error("fuente", _("Diga qué fuente lo cuenta."))
        if not datos.get("dicho_en_precision"):
            datos["dicho_en_precision"] = Precision.NO_CONSTA
        return datos


class _Dice(QuedaDicho):
    """A side speaks for itself."""

    form = DichoForm

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        campo = super().formfield_for_choice_field(db_field, request, **kwargs)
        if db_field.name == "lado" and not request.user.puede_alguna([Accion.CATALOGAR]):
            suyos = {cargo.lado for cargo in request.user.cargos_para(Accion.PRONUNCIARSE)}
            campo.choices = [opcion for opcion in campo.choices if opcion[0] in suyos]
        return campo

    def save_model(self, request, obj, form, change):
        de, plan = self.de(obj), self._plan(obj)
        if not plan.consta_en_fuente:
            asiento = Asiento.objects.vigentes().de(request.user, plan.secretariado_id)
            obj.dicho_por = obj.dicho_por or (asiento and asiento.firma)
            if obj.dicho_en is None and not obj.fuente_id:
                obj.dicho_en, obj.dicho_en_precision = timezone.localdate(), Precision.DIA
        if not obj.clave:
            anio = (obj.dicho_en or timezone.localdate()).year
            quien = SIGLAS.get(obj.lado, "OTRA")
            obj.clave = clave_libre(type(obj), f"{de.clave}-{quien}-{anio}")
        super().save_model(request, obj, form, change)

    def de(self, obj):
        """What it speaks of."""
        return obj.compromiso


@admin.register(Pronunciamiento)
class PronunciamientoAdmin(_Dice):
    list_display = ["clave", "compromiso", "lado", "valor", "momento", "dicho_en", "publico"]
    list_filter = ["lado", "valor", "compromiso__plan"]
    list_select_related = ["compromiso__plan"]
    search_fields = ["clave", "compromiso__titulo"]
    autocomplete_fields = ["compromiso", "fuente"]
    fields = [
        "clave",
        ("compromiso", "lado"),
        ("escala", "valor", "momento", "alcance"),
        "texto",
        ("dicho_por", "dicho_en", "dicho_en_precision", "fuente"),
    ]


@admin.register(Postura)
class PosturaAdmin(_Dice):
    list_display = ["clave", "plan", "lado", "valor", "momento", "dicho_en", "publico"]
    list_filter = ["lado", "valor", "plan"]
    list_select_related = ["plan"]
    search_fields = ["clave", "plan__nombre", "texto"]
    autocomplete_fields = ["plan", "fuente"]
    fields = [
        "clave",
        ("plan", "lado"),
        ("escala", "valor", "momento"),
        "texto",
        ("dicho_por", "dicho_en", "dicho_en_precision", "fuente"),
    ]

    def de(self, obj):
        return obj.plan

    def _plan(self, obj):
        return obj.plan
