"""Plans and commitments that are not of Mexico's history. All are drafts unless `publicado=True`,
and come from sources unless told: what is made here is only published by an agreement, which
`tests.secretariados.acordar` makes."""

import factory
from django.utils import timezone

from compromisos.models import Actividad, Compromiso, Meta, Reporte
from compromisos.periodos import Periodo
from planes.models import Plan
from secretariados.models import Institucion, Jurisdiccion


class PublicableFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    class Params:
        publicado = factory.Trait(publicado_en=factory.LazyFunction(timezone.now))
        retirado = factory.Trait(
            publicado_en=factory.LazyFunction(timezone.now),
            retirado_en=factory.LazyFunction(timezone.now),
            retiro_motivo="Se registró dos veces.",
        )


class InstitucionFactory(PublicableFactory):
    class Meta:
        model = Institucion

    clave = factory.Sequence(lambda n: f"institucion-{n}")
    nombre = factory.Sequence(lambda n: f"Institución {n}")
    sector = "gobierno"
    ambito = "federal"
    jurisdiccion = factory.LazyFunction(lambda: Jurisdiccion.objects.get(clave="mx"))


class PlanFactory(PublicableFactory):
    class Meta:
        model = Plan

    clave = factory.Sequence(lambda n: f"plan-{n}")
    prefijo = factory.Sequence(lambda n: f"MX-PRUEBA{n}")
    nombre = factory.Sequence(lambda n: f"Plan de prueba {n}")
    nombre_corto = "Prueba"
    procedencia = "historica"
    estado = "en_ejecucion"
    jurisdiccion = factory.LazyFunction(lambda: Jurisdiccion.objects.get(clave="mx"))


class CompromisoFactory(PublicableFactory):
    class Meta:
        model = Compromiso

    plan = factory.SubFactory(PlanFactory, publicado=True)
    numero = factory.Sequence(lambda n: n + 1)
    clave = factory.LazyAttribute(lambda c: f"{c.plan.prefijo}-C{c.numero:02d}")
    titulo = factory.Sequence(lambda n: f"Compromiso de prueba {n}")
    estado = "en_ejecucion"


class MetaFactory(PublicableFactory):
    class Meta:
        model = Meta

    compromiso = factory.SubFactory(CompromisoFactory)
    numero = factory.Sequence(lambda n: n + 1)
    clave = factory.LazyAttribute(lambda m: f"{m.compromiso.clave}-M{m.numero}")
    titulo = factory.Sequence(lambda n: f"Meta de prueba {n}")


class ActividadFactory(PublicableFactory):
    class Meta:
        model = Actividad

    class Params:
        numero = factory.Sequence(lambda n: n + 1)

    meta = factory.SubFactory(MetaFactory)
    clave = factory.LazyAttribute(lambda a: f"{a.meta.clave}-A{a.numero}")
    titulo = factory.Sequence(lambda n: f"Actividad de prueba {n}")
    lado = "gobierno"


class ReporteFactory(PublicableFactory):
    """A draft, of the side that does the activity."""

    class Meta:
        model = Reporte

    class Params:
        numero = factory.Sequence(lambda n: n + 1)

    actividad = factory.SubFactory(ActividadFactory)
    clave = factory.LazyAttribute(lambda r: f"{r.actividad.clave}-R{r.numero}")
    lado = factory.SelfAttribute("actividad.lado")
    periodo = factory.LazyFunction(lambda: str(Periodo.de(timezone.localdate())))
    estado = "en_curso"
    texto = "Se hizo la mitad."
