"""The accounts to try the portal with: made once, labelled, and only in the demo."""

import re

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

from compromisos.models import Compromiso
from gobierno_abierto.comun.codigos import Procedencia
from gobierno_abierto.comun.roles import Cargo, Rol
from planes.models import Plan
from secretariados.models import Institucion, Ocupacion, Secretariado

pytestmark = pytest.mark.django_db

CUENTAS = {
    "administracion",
    "practica-gobierno",
    "practica-garante",
    "practica-sociedad",
    "practica-local",
    "practica-enlace",
    "practica-evaluacion",
}
MIEMBROS = sorted(CUENTAS - {"administracion", "practica-enlace", "practica-evaluacion"})


@pytest.fixture(autouse=True)
def _hashes_rapidos(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def dicho(settings, capsys) -> str:
    """What the command prints the first time, in the demo."""
    settings.ES_DEMO = True
    call_command("crear_cuentas_de_practica")
    return capsys.readouterr().out


def contrasenas(dicho: str) -> dict[str, str]:
    return dict(re.findall(r"^  ([a-z-]+) +(\S{12}) ", dicho, flags=re.MULTILINE))


def test_it_refuses_outside_the_demo(settings):
    settings.ES_DEMO = False
    with pytest.raises(CommandError, match="solo para la demostración"):
        call_command("crear_cuentas_de_practica")
    assert not Secretariado.objects.filter(clave="practica").exists()


def test_it_prints_passwords_that_open_the_door(dicho):
    assert "/admin/" in dicho
    impresas = contrasenas(dicho)
    assert set(impresas) == CUENTAS
    for cuenta, contrasena in impresas.items():
        assert authenticate(username=cuenta, password=contrasena).puede_entrar


def test_it_is_silent_ever_after(dicho, capsys):
    antes = dict(get_user_model().objects.values_list("username", "password"))
    call_command("crear_cuentas_de_practica")
    assert capsys.readouterr().out == ""
    assert dict(get_user_model().objects.values_list("username", "password")) == antes


def test_it_leaves_alone_an_account_that_somebody_had_made(settings, capsys):
    settings.ES_DEMO = True
    get_user_model().objects.create_user("administracion", password="la de siempre")
    call_command("crear_cuentas_de_practica")
    assert "administracion" not in contrasenas(capsys.readouterr().out)
    suya = get_user_model().objects.get(username="administracion")
    assert suya.check_password("la de siempre")


@pytest.mark.parametrize("cuenta", MIEMBROS)
def test_a_member_has_a_seat_and_no_crown(dicho, cuenta):
    usuario = get_user_model().objects.get(username=cuenta)
    assert not usuario.is_superuser
    asiento = Ocupacion.objects.vigentes().get(usuario=usuario).asiento
    assert usuario.cargos == (Cargo(Rol.MIEMBRO, asiento.lado, asiento.secretariado_id),)
    assert asiento.papel == "titular"
    assert asiento.secretariado.es_muestra


def test_who_evaluates_has_no_side_and_may_write_a_review(dicho, client):
    usuario = get_user_model().objects.get(username="practica-evaluacion")
    nacional = Secretariado.objects.get(clave="practica")
    assert usuario.cargos == (Cargo(Rol.EVALUADOR, None, nacional.pk),)
    client.force_login(usuario)
    assert client.get("/admin/compromisos/evaluacion/add/").status_code == 200
    assert client.get("/admin/compromisos/pronunciamiento/add/").status_code == 403


def test_one_was_promised_again(dicho, client):
    pagina = client.get("/compromisos/MX-DUR-PRACTICA-C01/").content.decode()
    assert "Prometido otra vez, aunque se había dado por cumplido." in pagina
    buscadas = "/api/v1/compromisos/?prometido_de_nuevo=true&procedencia=muestra"
    hallados = client.get(buscadas).json()["results"]
    assert [hallado["clave"] for hallado in hallados] == ["MX-DUR-PRACTICA-C01"]


def test_three_sides_in_the_practice_secretariat(dicho):
    lados = Secretariado.objects.get(clave="practica").asientos.values_list("lado", flat=True)
    assert sorted(lados) == ["gobierno", "organo_garante", "sociedad_civil"]


def test_a_member_edits_its_own_practice_plan_only(dicho):
    usuario = get_user_model().objects.get(username="practica-local")
    assert [plan.clave for plan in Plan.objects.editables_por(usuario)] == ["practica-local"]
    editables = Compromiso.objects.editables_por(usuario)
    assert [compromiso.clave for compromiso in editables] == ["MX-DUR-PRACTICA-C01"]


@pytest.mark.parametrize("modelo", [Institucion, Plan, Secretariado])
def test_everything_is_labelled(dicho, modelo):
    hechas = modelo.objects.filter(clave__startswith="practica")
    assert hechas.exists()
    assert set(hechas.values_list("procedencia", flat=True)) == {Procedencia.MUESTRA}
    assert all("de práctica" in fila.nombre for fila in hechas)
