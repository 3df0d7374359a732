"""The two shapes of a reading page: a filtered list and a record by its permanent key."""

from typing import Any

from django.db.models import QuerySet
from django.forms import Form, ModelChoiceField
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from gobierno_abierto.comun.registro import Registro

__all__ = ["DetallePublico", "ListaPublica"]


class ListaPublica(ListView):
    """A public list whose address is the query.

    It uses the very FilterSet of the API, but forgives: unknown parameters are ignored, and a
    value that does not exist is told above an empty list. Context: `filtro`, `avisos` (label →
    sentences), `con_erratas` (what was searched for has only look-alikes), `elegidos` (chips of the
    filters in use), `total`, `page_obj`, `consulta` (the filters in use, as a query).
    """

    registro: Registro
    paginate_by = 25
    page_kwarg = "pagina"

    def get_queryset(self):
        filas = self.para_pagina(self.registro.publicos())
        self.filtro = self.registro.filtro(self.request.GET, queryset=filas, request=self.request)
        if not self.filtro.is_valid():
            return filas.none()
        return self.filtro.qs.order_by(*self.orden())

    def para_pagina(self, filas):
        """Joins that the template needs."""
        return filas

    def orden(self) -> list[Any]:
        if self.filtro.form.cleaned_data.get("q"):
            return ["-relevancia", "pk"]
        return [self.registro.ordenes[nombre] for nombre in self.registro.orden_inicial]

    def paginate_queryset(self, queryset, page_size):
        """A page past the end is the last one: an old link must not be a dead end."""
        paginador = self.get_paginator(queryset, page_size)
        pagina = paginador.get_page(self.request.GET.get(self.page_kwarg))
        return paginador, pagina, pagina.object_list, pagina.has_other_pages()

    def get_context_data(self, **kwargs):
        contexto = super().get_context_data(**kwargs)
        formulario = self.filtro.form
        self._acotar_menus(formulario)
        return contexto | {
            "filtro": self.filtro,
            "campos_del_formulario": [formulario[nombre] for nombre in self.filtro.en_pagina],
            "avisos": {
                formulario[nombre].label or nombre: errores
                for nombre, errores in formulario.errors.items()
            },
            "con_erratas": self.filtro.con_erratas and contexto["page_obj"].object_list,
            "elegidos": self._elegidos(),
            "total": contexto["paginator"].count,
            "consulta": self._consulta(),
            "url_api": reverse(f"{self.registro.recurso}-lista"),
            "url_csv": reverse(f"{self.registro.recurso}-csv"),
            "url_xlsx": reverse(f"{self.registro.recurso}-xlsx"),
        }

    def _acotar_menus(self, formulario: Form) -> None:
        """Menus offer what the list would show: of the country that is asked for, and whatever is
        chosen already. What they leave out is there for whoever names it."""
        limpio = getattr(formulario, "cleaned_data", {})
        pais = limpio.get("pais")
        for nombre, campo in formulario.fields.items():
            if not isinstance(campo, ModelChoiceField) or pais == "*":
                continue
            todas: Any = campo.queryset
            suyas = todas.de_pais(pais) if pais else todas.de_casa()
            if elegida := limpio.get(nombre):
                suyas = suyas | todas.filter(pk=elegida.pk)
            campo.queryset = suyas

    def _consulta(self) -> str:
        """The filters in use as a query: no page, no empty box, nothing the API would refuse."""
        consulta = self.request.GET.copy()
        for nombre in list(consulta):
            if nombre not in self.filtro.filters or not consulta[nombre]:
                del consulta[nombre]
        return consulta.urlencode()

    def _elegidos(self) -> list[dict[str, str]]:
        """One chip per filter in use: its label, its value in words, and the address without it."""
        elegidos = []
        for nombre, valor in self.request.GET.items():
            if nombre not in self.filtro.filters or not valor:
                continue
            resto = self.request.GET.copy()
            del resto[nombre]
            resto.pop(self.page_kwarg, None)
            campo = self.filtro.form[nombre]
            elegidos.append(
                {
                    "nombre": str(campo.label or nombre),
                    "valor": _en_palabras(campo, self.filtro.form.cleaned_data.get(nombre), valor),
                    "url": f"?{resto.urlencode()}" if resto else self.request.path,
                }
            )
        return elegidos


def _en_palabras(campo, limpio: Any, crudo: Any) -> str:
    if hasattr(limpio, "_meta"):  # a record: its own name
        return str(limpio)
    opciones = getattr(campo.field, "choices", None)
    if opciones and not hasattr(opciones, "queryset"):
        return str(dict(opciones).get(crudo, crudo))
    return _("todos") if crudo == "*" else crudo


class DetallePublico(DetailView):
    """A public record by its key; 404 if it never was, 410 with the reason if withdrawn."""

    slug_field = "clave"
    slug_url_kwarg = "clave"

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            retirado = self.model._default_manager.retirados().filter(clave=kwargs["clave"]).first()
            if retirado is None:
                raise
            return self.responder_retirado(retirado)

    @classmethod
    def como_se_escribe(cls, **dadas: Any) -> dict[str, str]:
        """The keys in an address as the record has them, where only capitals differ; {} if none."""
        fila = cls._alguna_vez_publicas(clave__iexact=dadas["clave"]).first()
        return {"clave": fila.clave} if fila else {}

    @classmethod
    def _alguna_vez_publicas(cls, **condiciones: Any) -> QuerySet:
        return cls.model._default_manager.filter(publicado_en__isnull=False, **condiciones)

    def responder_retirado(self, registro) -> HttpResponse:
        return self.responder_lapida(registro, 410)

    def responder_lapida(self, registro, estado: int) -> HttpResponse:
        """What is left of a withdrawn record: its key, and why."""
        datos = {"registro": registro, "pasado": getattr(self, "pasado", None)}
        return render(self.request, "410.html", datos, status=estado)
