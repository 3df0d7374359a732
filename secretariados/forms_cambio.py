"""Forms with which a side writes the text that it proposes."""

import hashlib
import json
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gobierno_abierto.comun.consentible import Texto
from gobierno_abierto.comun.privacidad import a_la_vista
from secretariados.models import Acuerdo
from secretariados.models.acuerdo import DIAS_PARA_RESPONDER
from secretariados.textos import con_su_titulo

__all__ = ["FILAS_LIBRES", "FilasDeTexto", "FormularioDeActo", "FormularioDeTexto", "ensayar"]

FILAS_LIBRES = 2  # so that who has no JavaScript may add some


class FormularioDeTexto(forms.ModelForm):
    """The columns of an agreed text, and how it ends. It is never saved: see `ensayar`."""

    conclusion = forms.ChoiceField(
        label=gettext_lazy("Cómo concluye"), required=False, help_text=gettext_lazy(
            "Darlo por cumplido, o retirarlo del plan, es de los tres lados."
        )
    )  # fmt: skip
    leido = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, propuesto=None, **kwargs):
        """`propuesto`: what a draft would have it say, to go on from there."""
        super().__init__(*args, **kwargs)
        self.leido_hoy = _huella(self.instance.texto_acordado())
        self.initial["leido"] = self.leido_hoy
        self.initial["conclusion"] = self.instance.conclusion or ""
        self.fields["conclusion"].choices = [
            ("", _("Sigue")),
            *((c.value, c.label) for c in self.instance.CONCLUSIONES),
        ]
        if propuesto:
            self.initial.update({n: propuesto[n] for n in self.instance.TEXTO_ACORDADO})
            self.initial["conclusion"] = propuesto["conclusion"] or ""

    def clean(self):
        datos = super().clean() or self.cleaned_data
        if datos.get("leido") != self.leido_hoy:
            self.data = self.data.copy()
            self.data["leido"] = self.leido_hoy
            raise forms.ValidationError(
                _(
                    "Los tres lados cambiaron este texto mientras usted escribía. Lo suyo sigue "
                    "aquí: compárelo con el texto de hoy y envíelo otra vez."
                )
            )
        return datos


class FilasDeTexto(forms.BaseInlineFormSet):
    """The rows of an agreed text. With `propuesto`, what a draft adds is written already, and what
    it takes away is ticked."""

    def __init__(self, *args, propuesto: Texto | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.como_quedan: dict[int, dict[str, Any]] = {}  # of the rows that there are, by number
        if propuesto:
            self._ir_a(propuesto[self.fk.remote_field.get_accessor_name()])

    def _ir_a(self, dichas: list[Texto]) -> None:
        """A row with a key is the one that has it; any other, the one that says the same."""
        nombres = [nombre for nombre in self.form.base_fields if nombre != self.fk.name]
        defecto = getattr(self.model, "SI_NO_SE_DICE", {})  # of texts older than those boxes
        dichas = [defecto | dicha for dicha in dichas]
        por_clave = {dicha["clave"]: dicha for dicha in dichas if "clave" in dicha}
        nuevas = [{nombre: dicha[nombre] for nombre in nombres} for dicha in dichas]
        for fila in self.get_queryset():
            con_clave = por_clave.get(getattr(fila, "clave", None))
            suya = con_clave or {nombre: _en_texto(getattr(fila, nombre)) for nombre in nombres}
            dicha = {nombre: suya[nombre] for nombre in nombres}
            if dicha in nuevas:
                nuevas.remove(dicha)
                self.como_quedan[fila.pk] = self._en_cajas(dicha)
            else:
                self.como_quedan[fila.pk] = {"DELETE": True}
        self.initial_extra = [self._en_cajas(nueva) for nueva in nuevas]
        self.extra = len(nuevas) + FILAS_LIBRES

    def _en_cajas(self, dicha):
        """A key, as the record that its box chooses."""
        cajas = dict(dicha)
        for nombre, valor in dicha.items():
            campo = self.form.base_fields[nombre]
            if isinstance(campo, forms.ModelChoiceField):
                cajas[nombre] = campo.queryset.filter(clave=valor).first()
        return cajas

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.initial.update(self.como_quedan.get(form.instance.pk, {}))


def _en_texto(valor):
    """As the document has it: of a record, its key."""
    return getattr(valor, "clave", valor)


class FormularioDeActo(forms.Form):
    """In which act the change goes, and why."""

    acuerdo = forms.ModelChoiceField(
        Acuerdo.objects.none(),
        required=False,
        label=gettext_lazy("En qué propuesta"),
        empty_label=gettext_lazy("En una nueva"),
        help_text=gettext_lazy("Los cambios de una misma propuesta se adoptan todos o ninguno."),
    )
    justificacion = forms.CharField(
        required=False,
        label=gettext_lazy("Por qué se propone"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[a_la_vista],
        help_text=gettext_lazy("Queda a la vista de todos."),
    )

    def __init__(self, *args, asiento, registro, **kwargs):
        super().__init__(*args, **kwargs)
        self.asiento, self.registro = asiento, registro
        borradores = Acuerdo.objects.por_proponer(asiento)
        self.fields["acuerdo"].queryset = borradores
        if not borradores:
            del self.fields["acuerdo"]

    def clean(self):
        datos = super().clean() or self.cleaned_data
        if not datos.get("acuerdo") and not datos.get("justificacion"):
            self.add_error("justificacion", _("Diga a los otros lados por qué lo propone."))
        return datos

    def guardar(self, antes: Texto | None, despues: Texto) -> Acuerdo:
        return self.sumar_a(self.cleaned_data.get("acuerdo"), antes, despues)

    def sumar_a(self, acuerdo: Acuerdo | None, antes: Texto | None, despues: Texto) -> Acuerdo:
        """The act, a new one if none is given, with the change; a change of the same text that it
        had gives way."""
        registro = self.registro
        motivo = self.cleaned_data.get("justificacion") if self.is_bound else None
        with transaction.atomic():
            nuevo = acuerdo is None
            if acuerdo is None:
                acuerdo = self._nuevo(motivo)
            elif motivo:
                acuerdo.justificacion = f"{acuerdo.justificacion}\n{registro.clave}: {motivo}"
                acuerdo.save(update_fields=["justificacion"])
            with con_su_titulo(acuerdo, nuevo=nuevo):
                acuerdo.cambios.update_or_create(  # type: ignore[attr-defined]
                    objeto_tipo=registro.objeto,
                    objeto_clave=registro.clave,
                    defaults={"antes": antes, "despues": despues},
                )
        return acuerdo

    def _nuevo(self, motivo: str | None) -> Acuerdo:
        """Called by what it changes, once it changes something."""
        return Acuerdo.objects.redactar(
            self.asiento,
            titulo=self.registro.clave,
            texto=_("Que el texto de lo que sigue quede como aquí se propone."),
            justificacion=motivo or _("Los tres lados acuerdan lo que entra en su plan."),
            responde_hasta=timezone.localdate() + DIAS_PARA_RESPONDER,
        )


def ensayar(texto: FormularioDeTexto, partes: list[forms.BaseInlineFormSet]) -> Texto:
    """The document that the forms would leave: written to the database, read there, undone."""
    with transaction.atomic():
        registro = texto.save(commit=False)
        registro.concluir(texto.cleaned_data["conclusion"])
        registro.save()
        for filas in partes:
            _poner_al_final(filas)
            filas.save()
        despues = registro.texto_acordado()
        transaction.set_rollback(True)
    return despues


def _poner_al_final(filas: forms.BaseInlineFormSet) -> None:
    if not hasattr(filas.model, "orden"):  # in the order in which they were added
        return
    ultima = max((fila.instance.orden for fila in filas.initial_forms), default=-1)
    for n, fila in enumerate(filas.extra_forms, start=ultima + 1):
        fila.instance.orden = n


def _huella(texto: Texto) -> str:
    return hashlib.sha256(json.dumps(texto, sort_keys=True).encode()).hexdigest()
