"""Code lists that several apps use. Codes are public and permanent; labels may be reworded."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Lado(TextChoices):
    """The three sides of a tripartite secretariat, each of equal weight."""

    GOBIERNO = "gobierno", _("Gobierno")
    ORGANO_GARANTE = "organo_garante", _("Órgano garante")
    SOCIEDAD_CIVIL = "sociedad_civil", _("Sociedad civil")


class Procedencia(TextChoices):
    """How a record came to be here; set once, changed by no form."""

    HISTORICA = "historica", _("Histórica: cargada de fuentes")
    PORTAL = "portal", _("Hecha en este portal")
    EXTERNA = "externa", _("Importada de la base de OGP")
    MUESTRA = "muestra", _("Datos de práctica")


class Precision(TextChoices):
    """How much of a date the source states."""

    DIA = "dia", _("Día")
    MES = "mes", _("Mes")
    ANIO = "anio", _("Año")
    APROXIMADA = "aproximada", _("Aproximada")
    NO_CONSTA = "no_consta", _("No consta")


class Ausencia(TextChoices):
    """Why there is no value: unknown is not zero. NR, ND and NA are the IRM database's own."""

    NO_APLICA = "no_aplica", _("No aplica")
    NO_INFORMADO = "no_informado", _("No informado")
    NO_CONSTA = "no_consta", _("No consta")
    SIN_EVIDENCIA = "sin_evidencia", _("Sin evidencia")
    PENDIENTE = "pendiente", _("Pendiente")
    NR = "NR", _("No revisado todavía (NR)")
    ND = "ND", _("Sin dato en ese ciclo (ND)")
    NA = "NA", _("No aplica según la base (NA)")


class Origen(TextChoices):
    """Whether a source says so, or somebody concluded it."""

    DECLARADO = "declarado", _("Declarado por la fuente")
    INFERIDO = "inferido", _("Inferido")
    CALCULADO = "calculado", _("Calculado")


class Idioma(TextChoices):
    ES = "es", _("Español")
    EN = "en", _("Inglés")


class Objeto(TextChoices):
    """Kinds of record that a permanent key can point to."""

    PLAN = "plan", _("Plan")
    EJE = "eje", _("Eje")
    MESA = "mesa", _("Mesa de trabajo")
    HITO = "hito", _("Hito")
    COMPROMISO = "compromiso", _("Compromiso")
    META = "meta", _("Meta")
    ACTIVIDAD = "actividad", _("Actividad")
    REPORTE = "reporte", _("Reporte")
    EVIDENCIA = "evidencia", _("Evidencia")
    EVALUACION = "evaluacion", _("Evaluación")
    PRONUNCIAMIENTO = "pronunciamiento", _("Pronunciamiento")
    POSTURA = "postura", _("Postura sobre un plan")
    REPLICA = "replica", _("Réplica a una evaluación")
    JURISDICCION = "jurisdiccion", _("Jurisdicción")
    INSTITUCION = "institucion", _("Institución")
    SUCESION = "sucesion", _("Sucesión")
    SECRETARIADO = "secretariado", _("Secretariado")
    SESION = "sesion", _("Sesión")
    ACUERDO = "acuerdo", _("Acuerdo")
    MEMBRESIA = "membresia", _("Membresía de la Alianza")
    AFIRMACION = "afirmacion", _("Afirmación de una fuente")
    DISCREPANCIA = "discrepancia", _("Discrepancia")
    FUENTE = "fuente", _("Fuente")
    TESTIGO = "testigo", _("Testigo de la bitácora")
