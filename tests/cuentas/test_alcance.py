"""Each role × each admin page and action × each owner, as the admin answers it."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.contrib import admin
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from compromisos.models import Compromiso, Evaluacion, Pronunciamiento
from gobierno_abierto.comun.models import Publicable
from gobierno_abierto.comun.roles import Accion, Rol
from gobierno_abierto.cuentas.models import Usuario
from gobierno_abierto.fuentes.models import Fuente
from planes.models import Eje, Hito, Mesa, Plan
from secretariados.models import Asiento, Ocupacion
from tests.cuentas.casas import DE_PLAN, LADOS, VOCES, cuenta, direccion, registros
from tests.secretariados.acordar import acordar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]

DEMAS = [
    m
    for m in admin.site._registry
    if issubclass(m, Publicable)
    and m not in (*DE_PLAN, *VOCES)
    and m._meta.model_name not in ("testigo", "replica", "postura")
]


def puede(rol, modelo, *, propio, borrador, su_lado=True):
    """(sees it, changes it) — written out, apart from the table that it is checked against."""
    ve = not borrador or rol is Rol.ADMINISTRADOR or (propio and rol is not Rol.MODERADOR)
    if modelo in DE_PLAN:
        cambia = rol is Rol.MIEMBRO and propio
        cambia |= rol is Rol.ADMINISTRADOR and modelo is Plan and borrador
    elif modelo is Evaluacion:
        cambia = rol is Rol.EVALUADOR and propio and borrador  # what is public stays said
    else:
        cambia = rol is Rol.MIEMBRO and propio and su_lado and borrador
    return (ve, cambia) if modelo in DE_PLAN else (not borrador or cambia, cambia)


class TestRegistrosDePlan:
    @pytest.mark.parametrize("rol", Rol)
    def test_each_record_of_each_owner(self, client, rol, casa, ajeno):
        client.force_login(cuenta(rol, casa))
        for modelo, secretariado, borrador in product(
            (*DE_PLAN, *VOCES), (casa, ajeno), (True, False)
        ):
            for lado in LADOS if modelo is Pronunciamiento else ("gobierno",):
                objeto = registros(modelo, secretariado, borrador=borrador, lado=lado)
                ve, cambia = puede(
                    rol, modelo, propio=secretariado == casa, borrador=borrador,
                    su_lado=lado == "gobierno",
                )  # fmt: skip
                caso = (rol, modelo, secretariado.clave, borrador, lado)
                pagina = client.get(direccion(objeto))
                assert pagina.status_code == (200 if ve else 404), caso
                if ve:
                    assert pagina.context["has_change_permission"] == cambia, caso
                assert client.get(direccion(objeto, "history")).status_code == (
                    200 if ve else 404
                ), caso
                guardar = client.post(direccion(objeto), {"version": objeto.version}).status_code
                assert guardar == (200 if cambia else 403 if ve else 404), caso
                datos = {"post": "yes", "version": objeto.version}
                borrar = client.post(direccion(objeto, "delete"), datos).status_code
                if not (cambia and borrador):
                    assert borrar == (403 if ve else 404), caso
                    assert modelo.objects.filter(pk=objeto.pk).exists(), caso
                else:
                    assert borrar in (200, 302), caso  # 200: what has parts is not deleted

    @pytest.mark.parametrize("rol", Rol)
    def test_lists_hold_what_is_seen(self, client, rol, casa, ajeno):
        client.force_login(cuenta(rol, casa))
        for modelo, secretariado, borrador in product(
            (*DE_PLAN, *VOCES), (casa, ajeno), (True, False)
        ):
            objeto = registros(modelo, secretariado, borrador=borrador)
            ve, _ = puede(rol, modelo, propio=secretariado == casa, borrador=borrador)
            lista = reverse(f"admin:{modelo._meta.app_label}_{modelo._meta.model_name}_changelist")
            filas = client.get(lista, {"q": objeto.clave}).context["cl"].result_list
            assert (objeto in filas) == ve, (rol, modelo, secretariado.clave, borrador)

    @pytest.mark.parametrize("rol", Rol)
    def test_the_boxes_offer_only_where_one_may_write(self, client, rol, casa, ajeno):
        client.force_login(cuenta(rol, casa))
        for modelo in (Compromiso, Mesa, Eje, Hito, *VOCES):
            base = f"admin:{modelo._meta.app_label}_{modelo._meta.model_name}"
            pagina = client.get(reverse(f"{base}_add"))
            _, cambia = puede(rol, modelo, propio=True, borrador=modelo in VOCES)
            if rol is not Rol.ADMINISTRADOR:  # who corrects the history may add to it
                assert pagina.status_code == (200 if cambia else 403), (rol, modelo)
            if pagina.status_code != 200:
                continue
            padre = "compromiso" if modelo in VOCES else "plan"
            camino = "plan__secretariado" if modelo in VOCES else "secretariado"
            elegibles = pagina.context["adminform"].form.fields[padre].queryset
            duenos = set(elegibles.values_list(camino, flat=True))
            assert ajeno.pk not in duenos, (rol, modelo)
            assert (casa.pk in duenos) == cambia, (rol, modelo)
            if modelo in VOCES:
                datos = {"app_label": "compromisos", "model_name": modelo._meta.model_name,
                         "field_name": "compromiso", "term": "C01"}  # fmt: skip
                dado = client.get(reverse("admin:autocomplete"), datos).json()["results"]
                ofrecidos = {int(fila["id"]) for fila in dado}
                assert ofrecidos <= set(elegibles.values_list("pk", flat=True)), (rol, modelo)

    def test_a_member_publishes_its_own_from_the_list_and_no_other(self, client, casa, ajeno):
        client.force_login(cuenta(Rol.MIEMBRO, casa))
        ajenos = [registros(Mesa, ajeno, borrador=True), registros(Mesa, casa, borrador=True)]
        acordar(registros(Plan, casa, borrador=True))
        datos = {
            "action": "publicar",
            "confirmo": "on",
            "_selected_action": [mesa.pk for mesa in ajenos],
        }
        client.post(reverse("admin:planes_mesa_changelist"), datos)
        assert [Mesa.objects.get(pk=m.pk).publicado_en is not None for m in ajenos] == [False, True]

    def test_what_is_posted_does_not_reach_another_house(self, client, casa, ajeno):
        """Neither moving one's own there, nor making one there."""
        client.force_login(cuenta(Rol.MIEMBRO, casa))
        otro = registros(Plan, ajeno, borrador=False)
        mio = registros(Mesa, casa, borrador=True)
        datos = {
            "plan": otro.pk,
            "nombre": "x",
            "slug": "x",
            "orden": 1,
            "clave": "MX-AJENO-MESA-z",
        }
        assert client.post(direccion(mio), datos | {"version": mio.version}).status_code == 200
        assert client.post(reverse("admin:planes_mesa_add"), datos).status_code == 200
        assert not Mesa.objects.filter(plan=otro, nombre="x").exclude(slug="x").exists()
        assert Mesa.objects.get(pk=mio.pk).plan_id == mio.plan_id

    def test_a_side_does_not_speak_for_another(self, client, casa):
        client.force_login(cuenta(Rol.MIEMBRO, casa))
        datos = {
            "clave": "ajena", "compromiso": registros(Compromiso, casa, borrador=False).pk,
            "lado": "sociedad_civil", "valor": "cumplido", "escala": "autoinforme",
            "fuente": Fuente.objects.first().pk,
        }  # fmt: skip
        client.post(reverse("admin:compromisos_pronunciamiento_add"), datos)
        assert not Pronunciamiento.objects.filter(clave="ajena").exists()


@pytest.mark.parametrize("rol", Rol)
def test_what_everybody_shares_is_kept_by_the_administration(client, rol, casa):
    client.force_login(cuenta(rol, casa))
    for modelo in DEMAS:
        objeto = modelo._default_manager.filter(publico=True).first()
        base = f"admin:{modelo._meta.app_label}_{modelo._meta.model_name}"
        administra = rol is Rol.ADMINISTRADOR
        assert client.get(reverse(f"{base}_changelist")).status_code == 200, modelo
        if objeto:
            pagina = client.get(direccion(objeto))
            assert pagina.context["has_change_permission"] == administra, modelo
        if modelo._meta.model_name not in ("acuerdo", "sesion", "meta", "reporte"):  # of the sides
            alta = client.get(reverse(f"{base}_add")).status_code
            assert alta == (200 if administra else 403), modelo


class TestHistoria:
    """What comes from sources: who keeps the history corrects it; a side, only its own house's."""

    @pytest.mark.parametrize("rol", Rol)
    def test_of_another_house(self, client, rol, casa):
        client.force_login(cuenta(rol, casa))
        historico = Compromiso.objects.get(clave="MX-PA15-C06")
        pagina = client.get(direccion(historico))
        assert pagina.context["has_change_permission"] == (rol is Rol.ADMINISTRADOR)

    def test_of_its_own(self, client):
        local = Plan.objects.filter(secretariado__isnull=False, procedencia="historica").first()
        Asiento.objects.create(
            secretariado=local.secretariado, papel="integrante", lado="gobierno", oficina="x"
        )
        asiento = Asiento.objects.filter(secretariado=local.secretariado, lado="gobierno").last()
        usuario = Usuario.objects.create_user("local", password="x")
        Ocupacion.objects.create(usuario=usuario, asiento=asiento, desde=date(2020, 1, 1))
        client.force_login(usuario)
        assert client.get(direccion(local)).context["has_change_permission"]
        evaluacion = Evaluacion.objects.filter(compromiso__plan__procedencia="historica").first()
        assert not client.get(direccion(evaluacion)).context["has_change_permission"]


class TestFin:
    def test_whoever_ends_today_is_out_today(self, client, casa):
        usuario = cuenta(Rol.MIEMBRO, casa)
        propio = registros(Compromiso, casa, borrador=True)
        client.force_login(usuario)
        assert client.get(direccion(propio)).status_code == 200
        usuario.ocupaciones.update(hasta=timezone.localdate())
        assert Usuario.objects.get(pk=usuario.pk).cargos == ()
        assert client.get(direccion(propio)).status_code != 200

    @pytest.mark.parametrize("dias", [(1, None), (-9, -1), (-9, 0)])
    def test_before_and_after_one_is_nobody(self, casa, dias):
        desde, hasta = (d if d is None else timezone.localdate() + timedelta(d) for d in dias)
        assert not cuenta(Rol.MIEMBRO, casa, desde=desde, hasta=hasta).puede_entrar

    def test_a_closed_account_is_nobody(self, casa):
        usuario = cuenta(Rol.MIEMBRO, casa)
        usuario.is_active = False
        assert not usuario.puede_entrar


class TestLaBase:
    """What the database refuses whoever asks, the web's role included."""

    def ocupar(self, **campos):
        datos = {"desde": date(2020, 1, 1)} | campos
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE gobierno_web")
            Ocupacion.objects.create(**datos)

    def test_the_administration_takes_no_seat(self, casa):
        with pytest.raises(DatabaseError, match="no tiene lado"):
            self.ocupar(usuario=cuenta(Rol.ADMINISTRADOR, casa), asiento=casa.asientos.first())

    def test_nobody_acts_from_a_seat_without_side(self, casa):
        invitado = Asiento.objects.create(secretariado=casa, papel="invitado", oficina="x")
        usuario = Usuario.objects.create_user("x")
        with pytest.raises(DatabaseError, match="no tiene lado"):
            self.ocupar(usuario=usuario, asiento=invitado)

    @pytest.mark.parametrize(
        ("rol", "con"),
        [("evaluador", "asiento"), ("miembro", "secretariado"), ("enlace", "asiento")],
    )
    def test_a_role_is_exercised_from_its_place(self, casa, rol, con):
        donde = {"asiento": casa.asientos.first()} if con == "asiento" else {"secretariado": casa}
        with pytest.raises(DatabaseError, match="ocupacion_"):
            self.ocupar(usuario=Usuario.objects.create_user("x"), rol=rol, **donde)

    def test_a_crown_put_on_a_member_takes_its_voice_away(self, casa):
        usuario = cuenta(Rol.MIEMBRO, casa)
        Usuario.objects.filter(pk=usuario.pk).update(is_superuser=True)
        cargos = Usuario.objects.get(pk=usuario.pk).cargos
        assert [cargo.lado for cargo in cargos] == [None]
        assert not Usuario.objects.get(pk=usuario.pk).puede_alguna([Accion.TOMAR_POSICION])
