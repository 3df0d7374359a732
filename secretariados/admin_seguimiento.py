"""The pages of the admin where a side asks for more time, tells how it goes, or confirms."""

from django.http import Http404
from django.urls import path
from django.utils.translation import gettext as _

from gobierno_abierto.bitacora.contexto import Contexto, en_contexto
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.lo_escrito import forma_de
from secretariados.admin_actos import ConActos, rechazo_en
from secretariados.consenso import Estado
from secretariados.forms import FormularioCierre, FormularioNota, FormularioProrroga
from secretariados.models import Acuerdo, Asiento

__all__ = ["SeSigue"]


class SeSigue(ConActos):
    """What comes after the adoption. Each page exists only for who may use it."""

    formas_de_seguimiento = ("prorrogar-acuerdo", "anotar-acuerdo", "dar-por-cumplido")

    def get_urls(self):
        return [
            path("<int:pk>/prorroga/", forma_de(self, self.prorrogar), name="prorrogar-acuerdo"),
            path("<int:pk>/nota/", forma_de(self, self.anotar), name="anotar-acuerdo"),
            path("<int:pk>/cumplido/", forma_de(self, self.cerrar), name="dar-por-cumplido"),
            *super().get_urls(),
        ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        respuesta = super().changeform_view(request, object_id, form_url, extra_context)
        contexto = getattr(respuesta, "context_data", None) or {}
        acto = contexto.get("original")
        if acto and acto.publico and acto.se_sigue:
            firma = _que_firma(request, acto)
            contexto["puede_prorrogar"] = _puede_prorrogar(acto, firma)
            contexto["puede_anotar"] = _del_lado(request, acto) is not None
            contexto["puede_cerrar"] = _puede_cerrar(acto, firma)
        return respuesta

    def prorrogar(self, request, pk):
        """More time, for the side that answers for it."""
        acto = self._en_seguimiento(request, pk)
        asiento = _que_firma(request, acto)
        if asiento is None or asiento.lado != acto.responsable_lado or not acto.cumplir_hasta:
            raise Http404
        if request.method == "GET" and not _puede_prorrogar(acto, asiento):
            raise Http404
        form = FormularioProrroga(request.POST or None)
        if request.method == "POST" and form.is_valid():
            hasta, motivo = form.cleaned_data["hasta"], form.cleaned_data["motivo"]
            with (
                rechazo_en(form),
                en_contexto(Contexto.desde(asiento, tipo=Entrada.Tipo.ALTA, motivo=motivo)),
            ):
                acto.prorrogar(asiento, hasta, motivo)
            if form.is_valid():
                return self._hecho(request, acto, _("La prórroga quedó a la vista, con su motivo."))
        return self._de_seguimiento(request, acto, _("Prorrogar"), form, asiento)

    def anotar(self, request, pk):
        """How it goes, as the account's side tells it."""
        acto = self._en_seguimiento(request, pk)
        asiento = _del_lado(request, acto)
        if asiento is None:
            raise Http404
        form = FormularioNota(request.POST or None)
        if request.method == "POST" and form.is_valid():
            with rechazo_en(form), en_contexto(Contexto.desde(asiento, tipo=Entrada.Tipo.REPORTE)):
                acto.anotar(asiento, form.cleaned_data["texto"])
            if form.is_valid():
                return self._hecho(request, acto, _("La nota quedó a la vista. No se cambia."))
        return self._de_seguimiento(request, acto, _("Escribir una nota"), form, asiento)

    def cerrar(self, request, pk):
        """The account's side confirms that it was kept."""
        acto = self._en_seguimiento(request, pk)
        asiento = _que_firma(request, acto)
        if asiento is None or (request.method == "GET" and not _puede_cerrar(acto, asiento)):
            raise Http404
        form = FormularioCierre(request.POST or None)
        if request.method == "POST" and form.is_valid():
            estado = None
            with rechazo_en(form), en_contexto(Contexto.desde(asiento, tipo=Entrada.Tipo.REPORTE)):
                estado = acto.dar_por_cumplido(asiento)
            if estado is not None:
                dicho = (
                    _("Los tres lados lo dieron por cumplido: quedó cerrado.")
                    if estado == Estado.CERRADO
                    else _("Su lado lo dio por cumplido. Faltan otros.")
                )
                return self._hecho(request, acto, dicho)
        return self._de_seguimiento(request, acto, _("Dar por cumplido"), form, asiento)

    def _en_seguimiento(self, request, pk) -> Acuerdo:
        """One that the account sees and the three adopted; any other does not exist (404). What is
        sent of one that was closed meanwhile is told why, with its text."""
        acto = self.get_queryset(request).filter(pk=pk).prefetch_related("prorrogas").first()
        if acto is None or not acto.publico or not acto.se_sigue:
            raise Http404
        return acto

    def _de_seguimiento(self, request, acto, titulo, form, asiento):
        pagina = self._pagina(request, acto, titulo, form, asiento=asiento)
        pagina.template_name = "admin/secretariados/seguimiento.html"
        return pagina


def _que_firma(request, acto: Acuerdo) -> Asiento | None:
    return Asiento.objects.que_firman().de(request.user, acto.secretariado_id)


def _del_lado(request, acto: Acuerdo) -> Asiento | None:
    """The seat from which the account speaks there today, though it does not sign."""
    return Asiento.objects.vigentes().de(request.user, acto.secretariado_id)


def _puede_prorrogar(acto: Acuerdo, asiento: Asiento | None) -> bool:
    abierto = acto.estado == Estado.ADOPTADO and acto.cumplir_hasta is not None
    return abierto and asiento is not None and asiento.lado == acto.responsable_lado


def _puede_cerrar(acto: Acuerdo, asiento: Asiento | None) -> bool:
    if asiento is None or acto.estado != Estado.ADOPTADO:
        return False
    return not acto.cierres.filter(lado=asiento.lado).exists()  # type: ignore[attr-defined]
