"""Secretariats, seats and acts made here. All are drafts unless `publicado=True`."""

import factory

from secretariados.models import Acuerdo, Asiento, Jurisdiccion, Secretariado
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
