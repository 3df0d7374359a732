"""Two houses: secretariats of this portal with everything that an account may or may not reach."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from compromisos.models import Compromiso, Evaluacion, Pronunciamiento
from gobierno_abierto.comun.roles import Rol
from gobierno_abierto.cuentas.models import Usuario
from gobierno_abierto.fuentes.models import Fuente
from planes.models import Eje, Hito, Mesa, Plan
from secretariados.models import Asiento, Institucion, Ocupacion, Secretariado
from tests.compromisos.factories import CompromisoFactory
from tests.secretariados.acordar import acordar
from tests.secretariados.factories import SecretariadoFactory

DE_PLAN = [Plan, Compromiso, Mesa, Eje, Hito]
VOCES = [Evaluacion, Pronunciamiento]
LADOS = ("gobierno", "organo_garante", "sociedad_civil")


def hacer_secretariado(clave: str) -> Secretariado:
    """Real, of this portal, with a seat for each side and a plan with one record of each kind,
    public and in draft."""
    mexico = Plan.objects.get(clave="pa15").jurisdiccion
    secretariado = Secretariado.objects.create(
        clave=clave, nombre=clave, tipo="local", jurisdiccion=mexico, estado="instalado",
        publicado_en=timezone.now(),
    )  # fmt: skip
    for lado in LADOS:
        Asiento.objects.create(
            secretariado=secretariado, papel="titular", lado=lado, oficina=f"Oficina {lado}",
            desde=date(2020, 1, 1), desde_precision="dia",
        )  # fmt: skip
    for publicado in (timezone.now(), None):
        prefijo = f"MX-{clave.upper()}{'' if publicado else '-B'}"
        plan = Plan.objects.create(
            clave=prefijo.lower(), prefijo=prefijo, nombre=prefijo, nombre_corto=prefijo,
            jurisdiccion=mexico, secretariado=secretariado,
        )  # fmt: skip
        comunes = {"plan": plan, "publicado_en": publicado}
        compromiso = CompromisoFactory(plan=plan, numero=1, clave=f"{prefijo}-C01")
        if publicado:
            acordar(plan, compromiso)
        Mesa.objects.create(clave=f"{prefijo}-MESA-x", slug="x", nombre="x", orden=1, **comunes)
        Eje.objects.create(clave=f"{prefijo}-E1", esquema="eje", nombre="x", **comunes)
        Hito.objects.create(
            clave=f"{prefijo}-H1", tipo="plan", titulo="x", descripcion="x", **comunes
        )
        fuente = Fuente.objects.first()
        Evaluacion.objects.create(
            clave=f"{prefijo}-C01-MRI", compromiso=compromiso, momento="diseno",
            vocabulario="ogp_desde_2019", evaluador="MRI", fuente=fuente, publicado_en=publicado,
        )  # fmt: skip
        for lado in LADOS:
            Pronunciamiento.objects.create(
                clave=f"{prefijo}-C01-{lado}", compromiso=compromiso, lado=lado,
                valor="cumplido", momento="fin_termino", dicho_por="x", fuente=fuente,
                publicado_en=publicado,
            )  # fmt: skip
    return secretariado


def cuenta(rol: Rol, secretariado: Secretariado, lado: str = "gobierno", **fechas) -> Usuario:
    if rol is Rol.ADMINISTRADOR:
        return Usuario.objects.create_superuser("admin", password="x")
    usuario = Usuario.objects.create_user(f"{rol}-{lado}", password="x")
    donde = (
        {"secretariado": secretariado}
        if rol is Rol.EVALUADOR
        else {"asiento": secretariado.asientos.get(lado=lado)}
    )
    if rol is Rol.ENLACE:
        donde["institucion"] = Institucion.objects.first()
    Ocupacion.objects.create(
        usuario=usuario, rol=rol, **donde, **({"desde": date(2020, 1, 1)} | fechas)
    )
    return usuario


def direccion(objeto, pagina="change"):
    opciones = objeto._meta
    return reverse(f"admin:{opciones.app_label}_{opciones.model_name}_{pagina}", args=[objeto.pk])


def registros(modelo, secretariado, *, borrador, lado="gobierno"):
    plan = Plan.objects.get(secretariado=secretariado, publicado_en__isnull=borrador)
    if modelo is Plan:
        return plan
    if modelo in DE_PLAN:
        return modelo.objects.get(plan=plan)
    filas = modelo.objects.filter(compromiso__plan=plan)
    return filas.get(lado=lado) if modelo is Pronunciamiento else filas.get()


def sentar(
    nombre: str,
    lado: str = "gobierno",
    oficina: str = "Oficina de prueba",
    rol: Rol = Rol.MIEMBRO,
) -> Usuario:
    """An account that speaks for a side in a secretariat that all the plans of nobody become of."""
    secretariado = Secretariado.objects.first() or SecretariadoFactory(publicado=True)
    Plan.objects.filter(secretariado=None).update(secretariado=secretariado)
    asiento = Asiento.objects.create(
        secretariado=secretariado, papel="integrante", lado=lado, oficina=oficina
    )
    usuario = Usuario.objects.create_user(nombre, password="x")
    Ocupacion.objects.create(asiento=asiento, usuario=usuario, rol=rol, desde=date(2020, 1, 1))
    return usuario
