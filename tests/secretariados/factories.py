"""Secretariats, seats and acts made here. All are drafts unless `publicado=True`."""

from datetime import timedelta

import factory
from django.utils import timezone

from gobierno_abierto.comun.codigos import Lado
from secretariados.models import Acuerdo, Asiento, Jurisdiccion, Secretariado, Sesion
from tests.compromisos.factories import InstitucionFactory, PublicableFactory


class SecretariadoFactory(PublicableFactory):
    class Meta:
        model = Secretariado

    clave = factory.Sequence(lambda n: f"secretariado-{n}")
    nombre = factory.Sequence(lambda n: f"Secretariado de prueba {n}")
    tipo = "local"
    estado = "instalado"
    jurisdiccion = factory.LazyFunction(lambda: Jurisdiccion.objects.get(clave="mx-dur"))


class AsientoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Asiento

    secretariado = factory.SubFactory(SecretariadoFactory, publicado=True)
    institucion = factory.SubFactory(InstitucionFactory, publicado=True)
    papel = "integrante"
    lado = "gobierno"


class AcuerdoFactory(PublicableFactory):
    class Meta:
        model = Acuerdo

    clave = factory.Sequence(lambda n: f"ACU-PRUEBA-{n}")
    secretariado = factory.SubFactory(SecretariadoFactory, publicado=True)
    tipo = "acuerdo"
    titulo = factory.Sequence(lambda n: f"Acto de prueba {n}")
    texto = "Se acuerda probar."


class PropuestaFactory(AcuerdoFactory):
    """An act that a side proposes here, open for a week. It begins published: proposing is that."""

    publicado_en = factory.LazyFunction(timezone.now)
    estado = "propuesto"
    propone_lado = "sociedad_civil"
    justificacion = "Para probar"
    responde_hasta = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))


class SesionFactory(PublicableFactory):
    """Called for next week."""

    class Meta:
        model = Sesion

    clave = factory.Sequence(lambda n: f"SES-PRUEBA-{n}")
    secretariado = factory.SubFactory(SecretariadoFactory, publicado=True)
    inicia_en = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    orden_del_dia = "Lista de asistencia\nEl padrón de beneficiarios"
    convoca_lado = "gobierno"


def adoptar(acuerdo):
    """With the consent of the three, each from its own seat."""
    for asiento in acuerdo.secretariado.asientos.all():
        acuerdo.registrar_posicion(asiento, "consiente")
    acuerdo.refresh_from_db()
    return acuerdo


def sentar_a_los_tres(papel="titular", **campos):
    """A secretariat whose three sides have a seat."""
    secretariado = SecretariadoFactory(publicado=True, **campos)
    for lado in Lado:
        AsientoFactory(
            secretariado=secretariado,
            lado=lado,
            papel=papel,
            institucion=None,
            oficina=f"Oficina {lado}",
        )
    return secretariado
