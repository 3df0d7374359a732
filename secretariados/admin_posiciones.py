"""The pages of the admin where a side answers what another proposes, or takes back its own."""

from django.db import transaction
from django.http import Http404
from django.urls import path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from gobierno_abierto.bitacora.contexto import Contexto, en_contexto
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.correo import origen_de
from gobierno_abierto.comun.lo_escrito import forma_de
from gobierno_abierto.comun.roles import Accion
from secretariados.admin_actos import ConActos, rechazo_en
from secretariados.avisos import avisar
from secretariados.consenso import Estado
from secretariados.forms import (
    FormularioPosicion,
    FormularioQuitar,
    FormularioRetiro,
    FormularioRetomar,
)
from secretariados.models import Acuerdo, Asiento, Posicion
from secretariados.textos import con_su_titulo

__all__ = ["SeResponde"]


class SeResponde(ConActos):
    change_form_template = "admin/secretariados/acuerdo.html"
    otras_formas: tuple[str, ...] = ("tomar-posicion", "retirar-propuesta", "retomar-propuesta")

    def get_urls(self):
        return [
            path("<int:pk>/posicion/", forma_de(self, self.tomar_posicion), name="tomar-posicion"),
            path("<int:pk>/retirar/", forma_de(self, self.retirar), name="retirar-propuesta"),
            path("<int:pk>/de-nuevo/", forma_de(self, self.retomar), name="retomar-propuesta"),
            path(
                "<int:pk>/cambios/<int:cambio>/quitar/",
                forma_de(self, self.quitar_cambio),
                name="quitar-cambio",
            ),
            *super().get_urls(),
        ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        respuesta = super().changeform_view(request, object_id, form_url, extra_context)
        contexto = getattr(respuesta, "context_data", None) or {}
        acto = contexto.get("original")
        if acto and acto.abierto:
            contexto["puede_responder"] = _asiento(request, acto) is not None
            contexto["puede_retirar"] = _propone(request, acto)
        elif acto and acto.no_se_adopto:
            contexto["puede_retomar"] = _asiento(request, acto) is not None
        return respuesta

    def tomar_posicion(self, request, pk):
        """What the account's side says. Whatever is refused, what was typed stays in the boxes."""
        acto = self._abierto(request, pk)
        asiento = _asiento(request, acto)
        if asiento is None:
            raise Http404
        form = FormularioPosicion(
            request.POST or None,
            instance=acto.posiciones.filter(lado=asiento.lado).first() or Posicion(),
        )
        if request.method == "POST" and form.is_valid():
            dicho, razon = form.cleaned_data["sentido"], form.cleaned_data["razon"]
            with rechazo_en(form), en_contexto(_voz(asiento, razon)):
                estado = acto.registrar_posicion(asiento, dicho, razon)
            if form.is_valid():
                if estado != Estado.PROPUESTO:
                    self.avisar_de(request, acto, estado)
                return self._hecho(request, acto, _QUEDA[estado])
        return self._pagina(request, acto, _("Responder"), form, asiento=asiento)

    def retirar(self, request, pk):
        """Whoever proposed it thinks better of it, while nobody has settled it."""
        acto = self._abierto(request, pk)
        if not _propone(request, acto):
            raise Http404
        form = FormularioRetiro(request.POST or None)
        if request.method == "POST" and form.is_valid():
            motivo = form.cleaned_data["motivo"]
            with rechazo_en(form), en_contexto(_voz(_asiento(request, acto), motivo)):
                acto.retirar(motivo)
            if form.is_valid():
                self.avisar_de(request, acto, "retirado")
                return self._hecho(request, acto, _("La propuesta quedó retirada, con su motivo."))
        return self._pagina(request, acto, _("Retirar la propuesta"), form)

    def retomar(self, request, pk):
        """What came to nothing, in a draft: any side goes on from there."""
        acto = self.get_queryset(request).filter(pk=pk).first()
        asiento = acto and acto.no_se_adopto and _asiento(request, acto)
        if not asiento:
            raise Http404
        form = FormularioRetomar(request.POST or None, initial={"motivo": acto.justificacion})
        if request.method == "POST" and form.is_valid():
            nuevo = acto.retomar(asiento, form.cleaned_data["motivo"])
            aviso = _(
                "Está en un borrador que los otros lados todavía no reciben: corríjalo y "
                "propóngalo."
            )
            return self._hecho(request, nuevo, aviso)
        return self._pagina(request, acto, _("Proponer de nuevo"), form)

    def quitar_cambio(self, request, pk, cambio):
        """Out of a draft, once it is confirmed: what is proposed does not change."""
        acto = self.get_queryset(request).filter(pk=pk, publicado_en=None).first()
        suyo = acto and acto.cambios.filter(pk=cambio).first()
        if suyo is None or not _propone(request, acto):
            raise Http404
        form = FormularioQuitar(request.POST or None)
        if request.method == "POST" and form.is_valid():
            with con_su_titulo(acto):
                suyo.delete()
            return self._hecho(request, acto, _("Ese cambio ya no va en la propuesta."))
        return self._pagina(request, acto, _("Quitar de la propuesta: %s") % suyo, form)

    def _abierto(self, request, pk) -> Acuerdo:
        """One that the account sees and the sides may answer; any other does not exist (404)."""
        acto = self.get_queryset(request).filter(pk=pk).first()
        if acto is None or acto.estado == Estado.REGISTRADO or not acto.publico:
            raise Http404
        if request.method == "GET" and not acto.abierto:  # what is sent is told why, with its text
            raise Http404
        return acto

    def avisar_de(self, request, acto, estado):
        """The sides are told what became of it, once it is really written."""
        datos = (acto.pk, origen_de(request), get_language(), estado)
        transaction.on_commit(lambda: avisar.enqueue(*datos))


_QUEDA = {
    Estado.PROPUESTO: gettext_lazy("La posición de su lado quedó registrada. Faltan otras."),
    Estado.ADOPTADO: gettext_lazy(
        "Con el consentimiento de su lado, los tres adoptaron el acuerdo."
    ),
    Estado.VENCIDO: gettext_lazy(
        "La posición de su lado quedó registrada, pero el texto ya era otro: no se aplica."
    ),
    Estado.RECHAZADO: gettext_lazy("Su lado no consintió: la propuesta quedó rechazada."),
}


def _voz(asiento: Asiento | None, motivo: str | None) -> Contexto:
    """What the ledger is told: the side and its reason. No agreement: there is none yet."""
    return Contexto.desde(asiento, tipo=Entrada.Tipo.ALTA, motivo=motivo or None)


def _asiento(request, acto: Acuerdo) -> Asiento | None:
    """The seat from which the account speaks for its side there, if it signs today."""
    return Asiento.objects.que_firman().de(request.user, acto.secretariado_id)


def _propone(request, acto: Acuerdo) -> bool:
    return request.user.puede(
        Accion.PROPONER, lado=acto.propone_lado, secretariado=acto.secretariado_id
    )
