"""The first page of the admin, for whoever opens it."""

from datetime import date

import pytest

from compromisos.models import Compromiso
from gobierno_abierto.bitacora.contexto import Contexto, en_contexto
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.roles import Rol
from planes.models import Plan
from tests.cuentas.casas import cuenta, registros
from tests.secretariados.acordar import acordar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


def texto(respuesta):
    return " ".join(respuesta.content.decode().split())


@pytest.mark.parametrize("rol", Rol)
def test_each_line_lists_as_many_as_it_says(
    client, rol, casa, ajeno, django_assert_max_num_queries
):
    client.force_login(cuenta(rol, casa))
    with django_assert_max_num_queries(13):
        portada = client.get("/admin/")
    for renglon in portada.context["espera"]:
        assert client.get(renglon.url).context["cl"].result_count == renglon.total, renglon
    espera = {str(renglon.que) for renglon in portada.context["espera"]}
    assert (
        espera
        == {
            Rol.ADMINISTRADOR: {"en borrador"},
            Rol.MIEMBRO: {
                "en borrador",
                "sin responsable de mi lado",
                "con un hallazgo que mi lado puede responder",
            },
            Rol.ENLACE: set(),
            Rol.EVALUADOR: {"en borrador"},
            Rol.MODERADOR: set(),
        }[rol]
    )


def test_a_review_that_is_missing_waits_for_whoever_reviews(client, casa):
    sin_revisar = Compromiso.objects.create(
        clave="MX-CASA-C02", plan=Plan.objects.get(clave="mx-casa"), numero=2, titulo="x",
        titulo_origen="parafraseado", descripcion="x", descripcion_origen="propia",
    )  # fmt: skip
    acordar(sin_revisar)
    client.force_login(cuenta(Rol.EVALUADOR, casa))
    assert "Compromisos sin revisión independiente</a>: 1" in texto(client.get("/admin/"))


def test_it_says_who_one_is(client, casa):
    client.force_login(cuenta(Rol.MIEMBRO, casa, hasta=date(2099, 12, 31)))
    pagina = texto(client.get("/admin/"))
    assert "Miembro: habla por su lado</strong> · Gobierno · casa · hasta el " in pagina
    assert "31 de diciembre de 2099" in pagina
    client.force_login(cuenta(Rol.ADMINISTRADOR, casa))
    assert "no tiene lado" in texto(client.get("/admin/"))


@pytest.mark.django_db(transaction=True)
def test_it_says_what_the_others_changed_in_this_house_alone(client, casa, ajeno):
    for secretariado, motivo in ((casa, "En mi casa"), (ajeno, "En la otra")):
        contexto = Contexto(
            Entrada.Via.ADMINISTRACION,
            lado="sociedad_civil",
            oficina="Oficina vecina",
            motivo=motivo,
        )
        with en_contexto(contexto):
            registros(Compromiso, secretariado, borrador=False).save()
            Compromiso.objects.filter(
                pk=registros(Compromiso, secretariado, borrador=False).pk
            ).update(notas="Otra nota")
    client.force_login(cuenta(Rol.MIEMBRO, casa))
    pagina = texto(client.get("/admin/"))
    assert "Sociedad civil · Oficina vecina" in pagina
    assert "«En mi casa»" in pagina
    assert "En la otra" not in pagina
