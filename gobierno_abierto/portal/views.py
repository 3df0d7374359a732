"""Pages of the portal itself."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from compromisos.registros import COMPROMISOS
from gobierno_abierto.comun.consulta import con_frase
from gobierno_abierto.fuentes.consultas import recuentos_de
from gobierno_abierto.fuentes.models import Discrepancia, Fuente
from gobierno_abierto.portal.buscador import Hallazgo, Modo, buscar_en_todo, del_glosario
from gobierno_abierto.portal.glosario import GLOSARIO
from gobierno_abierto.portal.paginas import paginas_de
from gobierno_abierto.portal.resaltado import Resaltador
from planes.consultas import EN_EL_TIEMPO
from planes.registros import PLANES
from secretariados.models import Institucion, Jurisdiccion

__all__ = ["Buscar", "Glosario", "Inicio"]


class Inicio(TemplateView):
    """What this is, what was promised, and where sources and voices part ways."""

    template_name = "portal/inicio.html"

    def get_context_data(self, **kwargs):
        mexico = PLANES.filtro({}, queryset=PLANES.publicos()).qs
        planes = (
            mexico.select_related("jurisdiccion")
            .annotate(declarados=recuentos_de("plan"))
            .order_by(*EN_EL_TIEMPO)
        )
        return super().get_context_data(**kwargs) | {
            "planes": planes,
            "compromisos": COMPROMISOS.filtro({}, queryset=COMPROMISOS.publicos()).qs,
            "fuentes": Fuente.objects.publicos(),
            "discrepancias": Discrepancia.objects.publicos(),
            "instituciones": Institucion.objects.publicos(),
            "entidades": Jurisdiccion.objects.publicos().filter(tipo="entidad"),
        }


class Busqueda(forms.Form):
    q = forms.CharField(
        label=_("Qué busca"),
        required=False,
        max_length=500,
        help_text=_('Palabras; «"frase exacta"»; «-palabra» para quitar; o una clave entera.'),
    )


class Buscar(TemplateView):
    """Everything that has a page, in one search. Unknown parameters are ignored, as everywhere."""

    template_name = "portal/buscar.html"

    def get_context_data(self, **kwargs):
        formulario = Busqueda(self.request.GET or None)
        texto = formulario.cleaned_data["q"] if formulario.is_valid() else ""
        contexto = {"formulario": formulario, "texto": texto}
        if texto:
            contexto |= _hallado(texto)
        return super().get_context_data(**kwargs) | contexto


def _hallado(texto: str) -> dict[str, Any]:
    grupos, modo = buscar_en_todo(texto)
    terminos, dice_algo = del_glosario(texto)
    paginas = paginas_de(texto)
    vistos = [h for grupo in grupos for h in grupo.hallazgos]
    resaltador = Resaltador.de(texto, _textos(vistos), modo == Modo.ERRATAS)
    return {
        "grupos": [
            {
                "nombre": grupo.tipo.nombre,
                "lista": grupo.tipo.lista,
                "total": grupo.total,
                "hallazgos": [
                    {
                        "clave": h.clave,
                        "url": h.url,
                        "titulo": resaltador.marcar(h.titulo),
                        "fragmento": resaltador.recortar(h.texto),
                    }
                    for h in grupo.hallazgos
                ],
            }
            for grupo in grupos
        ],
        "paginas": paginas,
        "terminos": terminos,
        "modo": modo.value,
        "dice_algo": dice_algo,
        "con_frase": con_frase(texto),
        "total": sum(grupo.total for grupo in grupos) + len(paginas) + len(terminos),
    }


def _textos(hallazgos: list[Hallazgo]) -> list[str]:
    return [texto for h in hallazgos for texto in (h.titulo, h.texto)]


class Glosario(TemplateView):
    """The terms in the reader's language and in its alphabet's order, each with its word in the
    other: in Spanish, OGP's; in English, the Spanish one, which is the field's."""

    template_name = "portal/glosario.html"

    def get_context_data(self, **kwargs):
        en_ingles = (get_language() or "").startswith("en")
        with override("es-mx"):
            espanol = {termino.slug: str(termino.termino) for termino in GLOSARIO}
        terminos = [
            {
                "slug": termino.slug,
                "termino": str(termino.termino),
                "definicion": termino.definicion,
                "otro": espanol[termino.slug] if en_ingles else termino.ingles,
            }
            for termino in GLOSARIO
        ]
        terminos.sort(key=lambda termino: _alfabetico(termino["termino"]))
        return super().get_context_data(**kwargs) | {
            "terminos": terminos,
            "otro_idioma": "es" if en_ingles else "en",
        }


def _alfabetico(texto: str) -> str:
    """«Árbol» goes with the a, and «“the chapter”» with the t."""
    letras = unicodedata.normalize("NFKD", texto).casefold()
    return "".join(letra for letra in letras if letra.isalnum() or letra == " ")
