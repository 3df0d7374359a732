"""Not called TestigoFactory: pytest would take it for tests."""

import os

import factory
from django.utils import timezone

from gobierno_abierto.bitacora.models import Testigo
from gobierno_abierto.bitacora.prueba.ed25519 import clave_publica
from gobierno_abierto.bitacora.prueba.nota import COFIRMA, ClavePublica
from gobierno_abierto.comun.codigos import Lado


class FabricaDeTestigo(factory.django.DjangoModelFactory):
    class Meta:
        model = Testigo

    clave = factory.Sequence(lambda n: f"testigo-{n}")
    nombre = factory.Sequence(lambda n: f"Organización {n}")
    lado = Lado.SOCIEDAD_CIVIL
    publicado_en = factory.LazyFunction(timezone.now)

    @factory.lazy_attribute_sequence
    def clave_publica(self, n):
        return str(ClavePublica(f"testigo{n}.example.org", COFIRMA, clave_publica(os.urandom(32))))
