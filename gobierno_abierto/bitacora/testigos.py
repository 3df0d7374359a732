"""The witnesses' page, and where they leave their co-signatures."""

from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from gobierno_abierto.bitacora.models import Checkpoint, Cofirma, Testigo
from gobierno_abierto.bitacora.prueba.nota import Cabeza, ClavePublica, NotaInvalida, abrir
from gobierno_abierto.comun.api.problemas import problema
from gobierno_abierto.comun.codigos import Lado

__all__ = ["Testigos", "recibir", "testigos_json"]

LARGO = 10_000  # bytes of a note: a checkpoint and a few signatures take one


def _con_su_ultima() -> list[dict[str, Any]]:
    """Each public witness with the last checkpoint that it co-signed."""
    ultimas = Cofirma.objects.select_related("checkpoint").order_by("testigo_id", "-checkpoint_id")
    testigos = (
        Testigo.objects.publicos()
        .order_by("lado", "clave")
        .prefetch_related(Prefetch("cofirmas", ultimas.distinct("testigo"), "ultimas"))
    )
    return [{"testigo": t, "cofirma": next(iter(t.ultimas), None)} for t in testigos]  # type: ignore[attr-defined]


@method_decorator(csrf_exempt, name="dispatch")
class Testigos(TemplateView):
    """Who vouches for the ledger. A POST is a signed note: its signature, not a session or a
    cookie, says whose it is."""

    template_name = "bitacora/testigos.html"

    def get_context_data(self, **kwargs):
        testigos = _con_su_ultima()
        return super().get_context_data(**kwargs) | {
            "testigos": testigos,
            "con_testigo": {fila["testigo"].lado for fila in testigos},
            "lados": Lado,
            "ultimo": Checkpoint.objects.first(),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        if len(request.body) > LARGO:
            return problema(400, _("Cofirma no válida"), _("La nota es demasiado larga."))
        try:
            cofirma = recibir(request.body.decode())
        except UnicodeDecodeError:
            return problema(400, _("Cofirma no válida"), _("La nota no es texto en UTF-8."))
        except NotaInvalida as error:
            return problema(400, _("Cofirma no válida"), str(error))
        dicho = _("Recibida: %(nombre)s atestigua %(tamano)s entradas.") % {
            "nombre": cofirma.testigo.nombre,
            "tamano": cofirma.checkpoint_id,
        }
        return HttpResponse(f"{dicho}\n", content_type="text/plain; charset=utf-8")


def recibir(nota: str) -> Cofirma:
    """Keep the co-signature of a registered witness on one of our checkpoints.

    Raises NotaInvalida, with the reason. The same one twice is kept once.
    """
    texto, firmas = abrir(nota)
    cabeza = Cabeza.leer(texto)
    checkpoint = Checkpoint.objects.filter(tamano=cabeza.tamano).first()
    if checkpoint is None or abrir(checkpoint.nota)[0] != texto:
        raise NotaInvalida(_("Eso no es un checkpoint que este portal haya publicado."))
    for testigo in Testigo.objects.publicos():
        clave = ClavePublica.leer(testigo.clave_publica)
        suyas = [f for f in firmas if (f.nombre, f.codigo) == (clave.nombre, clave.codigo)]
        if suyas:
            return _guardar(testigo, checkpoint, clave.firma_de(texto, suyas))
    raise NotaInvalida(
        _("Ninguna firma es de un testigo registrado: registre antes su clave pública.")
    )


def _guardar(testigo: Testigo, checkpoint: Checkpoint, firma: Any) -> Cofirma:
    try:
        cuando = datetime.fromtimestamp(firma.segundo, UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise NotaInvalida(_("La hora de la cofirma no existe.")) from error
    try:
        with transaction.atomic():
            return Cofirma.objects.create(
                testigo=testigo, checkpoint=checkpoint, linea=str(firma), atestiguado_en=cuando
            )
    except IntegrityError:
        return Cofirma.objects.get(testigo=testigo, checkpoint=checkpoint)


def testigos_json(request: HttpRequest) -> HttpResponse:
    """The same for programs: each witness's key and the last note that it co-signed."""
    datos = [
        {
            "clave": fila["testigo"].clave,
            "nombre": fila["testigo"].nombre,
            "lado": fila["testigo"].lado,
            "clave_publica": fila["testigo"].clave_publica,
            "nota": fila["cofirma"]
            and abrir(fila["cofirma"].checkpoint.nota)[0] + "\n" + fila["cofirma"].linea,
        }
        for fila in _con_su_ultima()
    ]
    respuesta = JsonResponse(datos, safe=False, json_dumps_params={"ensure_ascii": False})
    respuesta["Access-Control-Allow-Origin"] = "*"
    return respuesta
