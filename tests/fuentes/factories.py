"""Sources, statements and discrepancies made here. All are drafts unless `publicado=True`."""

import factory

from gobierno_abierto.fuentes.models import (
    Afirmacion,
    Cita,
    Discrepancia,
    Fuente,
    ObjetoDiscrepancia,
)
from tests.compromisos.factories import PublicableFactory


class FuenteFactory(PublicableFactory):
    class Meta:
        model = Fuente

    clave = factory.Sequence(lambda n: f"fuente-{n}")
    titulo = factory.Sequence(lambda n: f"Fuente de prueba {n}")
    url = factory.Sequence(lambda n: f"https://ejemplo.mx/{n}")


class CitaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cita

    fuente = factory.SubFactory(FuenteFactory, publicado=True)
    objeto_tipo = "plan"
    objeto_clave = "pa15"


class DiscrepanciaFactory(PublicableFactory):
    class Meta:
        model = Discrepancia

    numero = factory.Sequence(lambda n: 1000 + n)
    clave = factory.LazyAttribute(lambda d: f"discrepancia-{d.numero}")
    titulo = factory.Sequence(lambda n: f"Discrepancia de prueba {n}")
    texto = "Una fuente dice una cosa y otra, otra."
    preferida_motivo = "Ninguna prueba más que la otra."


class ObjetoDiscrepanciaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ObjetoDiscrepancia

    discrepancia = factory.SubFactory(DiscrepanciaFactory, publicado=True)
    objeto_tipo = "plan"
    objeto_clave = "pa15"


class AfirmacionFactory(PublicableFactory):
    class Meta:
        model = Afirmacion

    clave = factory.Sequence(lambda n: f"afirmacion-{n}")
    propiedad = "plazo"
    valor = factory.Sequence(lambda n: f"{n} meses")
    fuente = factory.SubFactory(FuenteFactory, publicado=True)
    objeto_tipo = "plan"
    objeto_clave = "pa15"
