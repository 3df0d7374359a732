"""Accounts to try the admin with, and a labelled place where nothing that is done is real."""

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db.models.functions import Now
from django.utils import timezone

from compromisos.models import Actividad, Compromiso, Meta, Pronunciamiento, Responsable
from compromisos.models.voces import Momento
from gobierno_abierto.bitacora.contexto import Contexto, en_contexto
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.codigos import Lado, Origen, Precision, Procedencia
from gobierno_abierto.comun.roles import Rol
from gobierno_abierto.portal.estructura import exigir_estructura
from planes.models import Plan
from secretariados.consenso import Sentido
from secretariados.models import (
    Acuerdo,
    Asiento,
    Institucion,
    Jurisdiccion,
    Ocupacion,
    Secretariado,
    Sesion,
)

ADMINISTRACION = "administracion"
ENLACE = "practica-enlace"
EVALUA = "practica-evaluacion"
GOBIERNO = "Dependencia de práctica"

MUESTRA = {"procedencia": Procedencia.MUESTRA}
AVISO = "Datos de práctica: nada de lo que aparece aquí es real."


class Command(BaseCommand):
    help = (
        "Crea una vez, solo en la demostración, las cuentas y el secretariado de práctica. "
        "Las contraseñas se muestran una sola vez."
    )

    def handle(self, *args, **options):
        exigir_estructura()
        if not settings.ES_DEMO:
            raise CommandError("Las cuentas de práctica son solo para la demostración.")
        if Secretariado.objects.filter(clave="practica").exists():
            return
        with en_contexto(Contexto(Entrada.Via.ORDEN, motivo=AVISO)):
            cuentas = crear()
        self.stdout.write("\nCuentas de práctica: anótelas, no se vuelven a mostrar.")
        self.stdout.write("Se usan en /admin/\n\n")
        for cuenta, contrasena, quien in [("CUENTA", "CONTRASEÑA", "QUIÉN ES"), *cuentas]:
            self.stdout.write(f"  {cuenta:<20}{contrasena:<16}{quien}")
        self.stdout.write("\nSi pierde una: manage.py nueva_contrasena CUENTA\n\n")


def crear() -> list[tuple[str, str, str]]:
    """Everything, once. Returns (account, password, who it is) of the accounts made."""
    mexico = _lugar("mx", tipo="pais", nombre="México", ruta="MX", slug="mexico")
    durango = _lugar(
        "mx-dur", tipo="entidad", nombre="Durango", ruta="MX/DUR", slug="durango", padre=mexico
    )
    nacional = _secretariado("practica", "Secretariado de práctica", "nacional_tripartita", mexico)
    local = _secretariado("practica-local", "Secretariado local de práctica", "local", durango)
    cuentas = [(ADMINISTRACION, _cuenta(ADMINISTRACION, is_superuser=True), "administra; sin lado")]
    for secretariado, lado, cuenta, nombre in (
        (nacional, Lado.GOBIERNO, "practica-gobierno", GOBIERNO),
        (nacional, Lado.ORGANO_GARANTE, "practica-garante", "Órgano garante de práctica"),
        (nacional, Lado.SOCIEDAD_CIVIL, "practica-sociedad", "Organización civil de práctica"),
        (local, Lado.GOBIERNO, "practica-local", "Dependencia local de práctica"),
    ):
        contrasena = _cuenta(cuenta)
        asiento = _asiento(secretariado, lado, cuenta, nombre)
        usuario = get_user_model().objects.get(username=cuenta)
        Ocupacion.objects.create(asiento=asiento, usuario=usuario, desde=asiento.desde)
        cuentas.append((cuenta, contrasena, f"{lado.label} en el {secretariado.nombre}"))
    cuentas.append((ENLACE, _enlace(nacional), f"enlace de {GOBIERNO}: reporta lo que le toca"))
    cuentas.append((EVALUA, _evalua(nacional), f"evalúa en el {nacional.nombre}; sin lado"))
    garante, sociedad = "practica-local-garante", "practica-local-sociedad"
    _asiento(local, Lado.ORGANO_GARANTE, garante, "Órgano garante local de práctica")
    _asiento(local, Lado.SOCIEDAD_CIVIL, sociedad, "Organización civil local de práctica")
    _plan(nacional, "MX-PRACTICA", "Plan de práctica", "practica-gobierno", compromisos=2)
    _plan(local, "MX-DUR-PRACTICA", "Plan local de práctica", "practica-local", compromisos=1)
    _prometido_de_nuevo("MX-DUR-PRACTICA-C01", "MX-PRACTICA-C02")
    _sesion(nacional)
    _propuesta(nacional)
    return [cuenta for cuenta in cuentas if cuenta[1]]


def _cuenta(nombre: str, *, is_superuser: bool = False) -> str:
    """Make the account and return its password; "" if somebody had made it before."""
    usuarios = get_user_model().objects
    if usuarios.filter(username=nombre).exists():
        return ""
    contrasena = secrets.token_urlsafe(9)
    usuarios.create_user(nombre, password=contrasena, is_superuser=is_superuser)
    return contrasena


def _enlace(secretariado: Secretariado) -> str:
    """Reports for the practice institution of the government's side."""
    contrasena = _cuenta(ENLACE)
    Ocupacion.objects.create(
        asiento=secretariado.asientos.get(lado=Lado.GOBIERNO),  # type: ignore[attr-defined]
        usuario=get_user_model().objects.get(username=ENLACE),
        rol=Rol.ENLACE,
        institucion=Institucion.objects.get(clave="practica-gobierno"),
        desde=timezone.localdate(),
    )
    return contrasena


def _evalua(secretariado: Secretariado) -> str:
    """Writes the independent review of the practice plan, and acts from no seat."""
    contrasena = _cuenta(EVALUA)
    Ocupacion.objects.create(
        secretariado=secretariado,
        usuario=get_user_model().objects.get(username=EVALUA),
        rol=Rol.EVALUADOR,
        desde=timezone.localdate(),
    )
    return contrasena


def _lugar(clave: str, **campos) -> Jurisdiccion:
    """The place, made here if the history was not loaded (which will complete it)."""
    defectos = {**campos, "publicado_en": Now(), "version_cargada": 1}
    lugar, _ = Jurisdiccion.objects.get_or_create(clave=clave, defaults=defectos)
    return lugar


def _secretariado(clave: str, nombre: str, tipo: str, lugar: Jurisdiccion) -> Secretariado:
    return Secretariado.objects.create(
        clave=clave,
        nombre=nombre,
        tipo=tipo,
        jurisdiccion=lugar,
        estado=Secretariado.Estado.INSTALADO,
        notas=AVISO,
        publicado_en=Now(),
        **MUESTRA,
    )


def _asiento(secretariado: Secretariado, lado: Lado, clave: str, nombre: str) -> Asiento:
    """Seat a practice institution as holder of the side."""
    institucion = Institucion.objects.create(
        clave=clave,
        nombre=nombre,
        sector=lado.value,
        ambito="estatal" if secretariado.tipo == "local" else "federal",
        jurisdiccion=secretariado.jurisdiccion,
        notas=AVISO,
        publicado_en=Now(),
        **MUESTRA,
    )
    return Asiento.objects.create(
        secretariado=secretariado,
        papel=Asiento.Papel.TITULAR,
        lado=lado,
        institucion=institucion,
        desde=timezone.localdate(),
        desde_precision=Precision.DIA,
    )


def _propuesta(secretariado: Secretariado) -> None:
    """Something that waits for an answer, so that each side has a first task."""
    acuerdo = Acuerdo.objects.redactar(
        secretariado.asientos.get(lado=Lado.SOCIEDAD_CIVIL),  # type: ignore[attr-defined]
        titulo="Acuerdo de práctica: publicar las minutas",
        texto=f"{AVISO} Los tres lados acuerdan publicar la minuta de cada sesión.",
        justificacion="Para probar cómo responde cada lado a lo que otro propone.",
        responde_hasta=timezone.localdate() + timedelta(days=30),
        responsable_lado=Lado.GOBIERNO,
        responsable_oficina=Institucion.objects.get(clave="practica-gobierno").nombre,
        cumplir_hasta=timezone.localdate() + timedelta(days=120),
        sesion=secretariado.sesiones.first(),
    )
    Acuerdo.objects.filter(pk=acuerdo.pk).update(publicado_en=Now())


def _sesion(secretariado: Secretariado) -> None:
    """One that is to come, so that there is something to call, hold or cancel."""
    cuando = timezone.localtime() + timedelta(days=14)
    sesion = Sesion(
        clave=Sesion.objects.clave_nueva(secretariado, cuando.year),
        secretariado=secretariado,
        inicia_en=cuando.replace(hour=10, minute=0, second=0, microsecond=0),
        modalidad=Sesion.Modalidad.VIRTUAL,
        orden_del_dia=f"{AVISO}\nLista de asistencia\nLas minutas de cada sesión",
        publicado_en=Now(),
    )
    sesion.convocar(secretariado.asientos.get(lado=Lado.GOBIERNO))  # type: ignore[attr-defined]
    sesion.save()


def _acordar(secretariado: Secretariado, que: str, registros: Sequence[Any]) -> None:
    """As everything that is made here becomes public: the three sides consent."""
    asientos = list(secretariado.asientos.order_by("pk"))  # type: ignore[attr-defined]
    acuerdo = Acuerdo.objects.redactar(
        asientos[0],
        titulo=f"Acuerdo de práctica: {que}",
        texto=f"{AVISO} Los tres lados acuerdan el texto de lo que sigue.",
        justificacion="Para que haya algo acordado con lo que probar.",
        responde_hasta=timezone.localdate(),
    )
    for registro in registros:
        acuerdo.cambios.create(
            objeto_tipo=registro.objeto,
            objeto_clave=registro.clave,
            despues=registro.texto_acordado(),
        )
    Acuerdo.objects.filter(pk=acuerdo.pk).update(publicado_en=Now())
    for asiento in asientos:
        acuerdo.registrar_posicion(asiento, Sentido.CONSIENTE)


def _plan(
    secretariado: Secretariado, prefijo: str, nombre: str, responsable: str, *, compromisos: int
) -> None:
    """A plan of this year and the next, with example commitments."""
    anio = timezone.localdate().year
    periodo = {
        "inicio": date(anio, 1, 1),
        "inicio_precision": Precision.ANIO,
        "fin": date(anio + 1, 1, 1),
        "fin_precision": Precision.ANIO,
    }
    plan = Plan.objects.create(
        clave=secretariado.clave,
        nombre=nombre,
        nombre_corto=nombre,
        prefijo=prefijo,
        jurisdiccion=secretariado.jurisdiccion,
        secretariado=secretariado,
        notas=AVISO,
        **periodo,
        **MUESTRA,
    )
    suyos = []
    for numero in range(1, compromisos + 1):
        compromiso = Compromiso.objects.create(
            clave=f"{prefijo}-C{numero:02}",
            plan=plan,
            numero=numero,
            titulo=f"Compromiso de práctica {numero}",
            titulo_origen=Compromiso.TituloOrigen.PARAFRASEADO,
            descripcion=f"{AVISO} Sirve para probar cómo se propone un cambio.",
            descripcion_origen=Compromiso.DescripcionOrigen.PROPIA,
            **periodo,
        )
        Responsable.objects.create(
            compromiso=compromiso,
            institucion=Institucion.objects.get(clave=responsable),
            lado=Lado.GOBIERNO,
        )
        suyos.append(compromiso)
    _acordar(secretariado, nombre.lower(), [plan, *suyos])
    _acordar(secretariado, f"meta del {nombre.lower()}", [_meta(suyos[0], responsable)])


def _meta(compromiso: Compromiso, responsable: str) -> Meta:
    """With something for each side to do, so that there is something to report."""
    hoy = timezone.localdate()
    meta = Meta.objects.create(
        clave=f"{compromiso.clave}-M1",
        compromiso=compromiso,
        numero=1,
        titulo="Meta de práctica: el padrón en línea",
        descripcion=f"{AVISO} Sirve para probar cómo se reporta.",
        hasta=hoy + timedelta(days=180),
        hasta_precision=Precision.DIA,
    )
    medible = {
        "indicador": "registros publicados",
        "unidad": "registros",
        "linea_base": 0,
        "objetivo": 100,
        "desde": hoy - timedelta(days=60),
        "desde_precision": Precision.DIA,
        "peso": 2,
        "institucion": Institucion.objects.get(clave=responsable),
    }
    for lado, titulo, dias, mas in (
        (Lado.GOBIERNO, "Actividad de práctica: publicar el padrón", 120, medible),
        (Lado.ORGANO_GARANTE, "Actividad de práctica: revisar qué datos se reservan", 60, {}),
        (Lado.SOCIEDAD_CIVIL, "Actividad de práctica: probarlo con la gente", 150, {}),
    ):
        Actividad(
            meta=meta,
            titulo=titulo,
            lado=lado,
            hasta=hoy + timedelta(days=dias),
            hasta_precision=Precision.DIA,
            medio_de_verificacion="La página publicada",
            **mas,
        ).save()
    return meta


def _prometido_de_nuevo(otra_vez: str, antes: str) -> None:
    """One that the government gave as fulfilled and another plan takes up, so that the page and the
    filter have something to show: no source tells of any in the history."""
    compromiso, anterior = (Compromiso.objects.get(clave=clave) for clave in (otra_vez, antes))
    Pronunciamiento.objects.create(
        clave=f"{antes}-GOB",
        compromiso=anterior,
        lado=Lado.GOBIERNO,
        valor=Pronunciamiento.Valor.CUMPLIDO,
        momento=Momento.FIN_TERMINO,
        texto=AVISO,
        dicho_por=GOBIERNO,
        dicho_en=timezone.localdate(),
        dicho_en_precision=Precision.DIA,
        publicado_en=Now(),
    )
    compromiso.antecedentes.create(  # type: ignore[attr-defined]
        anterior=anterior, origen=Origen.INFERIDO, nota="Promete lo mismo, para probar."
    )
