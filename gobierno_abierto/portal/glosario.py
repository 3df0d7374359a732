"""The field's terms, as this portal uses them. Definitions are the portal's own words."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["GLOSARIO", "Termino"]


class Termino(NamedTuple):
    """`slug` is its anchor for ever; `ingles` is OGP's own term, shown in both languages."""

    slug: str
    termino: str | Promise
    definicion: str | Promise
    ingles: str = ""


GLOSARIO = (
    Termino(
        "acto-de-una-parte",
        _("Acto de una parte"),
        _(
            "Lo que hizo un solo lado de un secretariado, sin los otros dos: un retiro, por "
            "ejemplo. Consta como acto suyo; no es un acuerdo."
        ),
    ),
    Termino(
        "arbol",
        _("Árbol de la bitácora"),
        _(
            "La manera de juntar las huellas de todas las entradas, de dos en dos, hasta una sola "
            "que depende de todas. Permite comprobar una entrada sin tener que recalcular las "
            "demás."
        ),
        "Merkle tree",
    ),
    Termino(
        "capitulo",
        _("Capítulo, el"),
        _(
            "«Breve historia del gobierno abierto en México», que la UNAM publicó en 2016: la "
            "fuente de la que partió este portal. Quien la escribió es a quien se llama aquí "
            "«autora del capítulo»."
        ),
    ),
    Termino(
        "checkpoint",
        _("Checkpoint"),
        _(
            "La huella de toda la bitácora y cuántas entradas tiene, con la firma del portal. "
            "Quien guarda una copia puede demostrar después qué decía ese día."
        ),
    ),
    Termino(
        "espejo",
        _("Espejo"),
        _(
            "Copia de una página en otro sitio. Se cita la copia cuando no se pudo consultar el "
            "original."
        ),
    ),
    Termino(
        "huella",
        _("Huella (SHA-256)"),
        _(
            "Un número largo que se calcula con un texto. Si cambia una sola letra, sale otro: por "
            "eso delata cualquier alteración."
        ),
    ),
    Termino(
        "paa",
        _("PAA"),
        _("El Plan de Acción Ampliado de 2012: la adenda del PAO."),
    ),
    Termino(
        "pa15",
        _("PA15"),
        _("El Plan de Acción 2013-2015, con 26 compromisos."),
    ),
    Termino(
        "pao",
        _("PAO"),
        _("El plan de acción original de México, de 2011 a 2012: el primero."),
    ),
    Termino(
        "por-instalar",
        _("Por instalar"),
        _(
            "Situación de un secretariado local que se anunció y del que no consta que empezara a "
            "trabajar."
        ),
    ),
    Termino(
        "acuerdo",
        _("Acuerdo"),
        _(
            "Lo que deciden los tres lados de un secretariado. Aquí los de antes se registran "
            "tal como los cuenta una fuente: el portal no los presenció."
        ),
    ),
    Termino(
        "adenda",
        _("Adenda"),
        _(
            "Compromisos que se suman a un plan ya presentado. El Plan Ampliado de 2012 es la "
            "adenda del primer plan de México."
        ),
    ),
    Termino(
        "afirmacion",
        _("Afirmación"),
        _(
            "Lo que una fuente dice de un dato, con sus palabras y su fecha. Si otra fuente "
            "dice algo distinto, las dos se guardan."
        ),
    ),
    Termino(
        "aga",
        _("Alianza para el Gobierno Abierto (AGA)"),
        _(
            "Reunión voluntaria de países que se obligan a abrir su gobierno por medio de "
            "planes de acción. Nació en 2011; México la fundó con otros siete países."
        ),
        "Open Government Partnership (OGP)",
    ),
    Termino(
        "autoinforme",
        _("Autoinforme"),
        _("Lo que el gobierno dice de su propio cumplimiento."),
        "self-assessment",
    ),
    Termino(
        "avance",
        _("Avance"),
        _(
            "Cuánto se ha andado de las metas de un compromiso, de 0 a 100. Se calcula de lo que "
            "los lados reportan y nadie lo escribe. Sin metas no hay avance, que no es un cero."
        ),
        "progress",
    ),
    Termino(
        "bitacora",
        _("Bitácora"),
        _(
            "El libro donde queda cada cambio de lo público. Solo crece: cada entrada se sella en "
            "un árbol de huellas, de modo que reescribir una las cambiaría todas."
        ),
    ),
    Termino(
        "clave",
        _("Clave permanente"),
        _(
            "El nombre que identifica a un registro para siempre, como MX-PA15-C06. No cambia "
            "ni se da a otro; sirve para citar y para pedirlo por la API."
        ),
    ),
    Termino(
        "cocreacion",
        _("Cocreación"),
        _("Escribir un compromiso entre gobierno y sociedad, no solo consultarla después."),
        "co-creation",
    ),
    Termino(
        "cohorte",
        _("Cohorte"),
        _("Los países que entraron a la Alianza al mismo tiempo."),
    ),
    Termino(
        "compromiso",
        _("Compromiso"),
        _(
            "Una promesa concreta de un plan de acción, con quienes responden por ella en cada "
            "lado y un plazo."
        ),
        "commitment",
    ),
    Termino(
        "contraste",
        _("Contraste"),
        _(
            "La comparación, en una misma escala, de lo que dicen el gobierno y la revisión "
            "independiente. Que difieran no prueba que una se equivoque: pueden hablar de "
            "momentos distintos."
        ),
    ),
    Termino(
        "declaratoria",
        _("Declaratoria"),
        _("El acto por el que un estado anuncia que formará su secretariado técnico local."),
    ),
    Termino(
        "desafios",
        _("Desafíos de la Alianza"),
        _(
            "Los cinco grandes temas con los que la Alianza pidió, al principio, ordenar los "
            "compromisos."
        ),
        "grand challenges",
    ),
    Termino(
        "discrepancia",
        _("Discrepancia"),
        _(
            "Un punto en el que las fuentes se contradicen, o lo parece. Se muestra qué dice "
            "cada una, cuál sigue el portal y por qué."
        ),
    ),
    Termino(
        "eje",
        _("Eje"),
        _(
            "Tema que agrupa compromisos. Un mismo plan puede tener varias maneras de "
            "agruparlos, según quién lo haga; ninguna sustituye a otra."
        ),
    ),
    Termino(
        "ejercicio-local",
        _("Ejercicio local"),
        _(
            "La copia del modelo nacional en un estado: secretariado técnico local, mesas y "
            "plan de acción local."
        ),
    ),
    Termino(
        "especificidad",
        _("Especificidad"),
        _(
            "Qué tan claro y medible es el texto de un compromiso, según la revisión de los "
            "ciclos de 2011 a 2019. Después se cambió por «verificable»."
        ),
        "specificity",
    ),
    Termino(
        "estrella",
        _("Estrella"),
        _(
            "Marca de la revisión para compromisos sobresalientes. Su regla cambió varias "
            "veces: no compare estrellas de un plan con las de otro."
        ),
        "starred commitment",
    ),
    Termino(
        "gobierno-abierto",
        _("Gobierno abierto"),
        _(
            "Manera de gobernar que da a conocer lo que hace, rinde cuentas y deja participar a "
            "la gente en las decisiones."
        ),
        "open government",
    ),
    Termino(
        "impacto-potencial",
        _("Impacto potencial"),
        _("Cuánto cambiaría las cosas un compromiso si se cumpliera entero, según la revisión."),
        "potential impact",
    ),
    Termino(
        "integracion",
        _("Integración"),
        _("El conjunto de quienes formaron un secretariado en una etapa."),
    ),
    Termino(
        "lado",
        _("Lado"),
        _(
            "Cada una de las tres partes de un secretariado: gobierno, órgano garante y "
            "sociedad civil. Las tres pesan lo mismo, aunque una tenga más personas."
        ),
    ),
    Termino(
        "mesa",
        _("Mesa de trabajo"),
        _(
            "Grupo de autoridades y organizaciones que, sobre un tema, propone compromisos. En "
            "el PA15 hubo nueve, con hasta dos compromisos cada una."
        ),
        "working table",
    ),
    Termino(
        "meta",
        _("Meta"),
        _(
            "Lo que un compromiso se propone alcanzar, con la fecha en que se mira y su peso. La "
            "forman actividades, cada una de un lado; los tres lados las acuerdan."
        ),
        "milestone",
    ),
    Termino(
        "mri",
        _("Mecanismo de Revisión Independiente (MRI)"),
        _(
            "Quienes, por encargo de la Alianza y sin depender del gobierno, revisan cada "
            "compromiso y codifican su cumplimiento."
        ),
        "Independent Reporting Mechanism (IRM)",
    ),
    Termino(
        "nucleo",
        _("Núcleo de la sociedad civil"),
        _(
            "Las organizaciones que hablaron por la sociedad civil en el secretariado nacional, "
            "hasta su retiro en mayo de 2017."
        ),
    ),
    Termino(
        "organo-garante",
        _("Órgano garante"),
        _(
            "La autoridad que cuida el derecho de acceso a la información. En el país fue el "
            "IFAI y luego el INAI, suprimido en 2025; en los estados, sus institutos de "
            "transparencia."
        ),
        "oversight body",
    ),
    Termino(
        "plan",
        _("Plan de acción"),
        _("Documento de compromisos que un país o un estado presenta, por lo común cada dos años."),
        "action plan",
    ),
    Termino(
        "proactivo",
        _("Compromiso proactivo"),
        _("El que propone por su cuenta una autoridad, fuera de las mesas de trabajo."),
    ),
    Termino(
        "procedencia",
        _("Procedencia"),
        _(
            "De dónde viene un registro: cargado de fuentes, hecho en este portal, importado de "
            "la base de OGP o de práctica. No se puede cambiar."
        ),
    ),
    Termino(
        "pronunciamiento",
        _("Pronunciamiento"),
        _("Lo que un lado dice del cumplimiento de un compromiso, con su fecha y su fuente."),
    ),
    Termino(
        "replica",
        _("Réplica"),
        _(
            "Lo que un lado responde a un hallazgo de la revisión independiente, con evidencia si "
            "no está de acuerdo. Queda junto al hallazgo, que no cambia."
        ),
        "right of reply",
    ),
    Termino(
        "reporte",
        _("Reporte"),
        _(
            "Lo que un lado dice, cada semestre, de una actividad que le toca. No lo evalúa nadie "
            "más: la revisión independiente es otra voz. Una vez público no se cambia."
        ),
        "self-reporting",
    ),
    Termino(
        "silencio",
        _("Silencio"),
        _(
            "Un semestre que terminó sin que el lado al que le toca reportara. Se muestra como "
            "tal; no quiere decir que no se haya hecho nada."
        ),
    ),
    Termino(
        "sin-dato",
        _("NR, ND y NA"),
        _(
            "Tres maneras de no tener un dato en la base de la revisión: no revisado todavía "
            "(NR), sin dato en ese ciclo (ND) y no aplica (NA). Ninguna es un cero."
        ),
    ),
    Termino(
        "stl",
        _("Secretariado Técnico Local (STL)"),
        _("El mismo órgano de tres lados, en un estado."),
    ),
    Termino(
        "stt",
        _("Secretariado Técnico Tripartita (STT)"),
        _(
            "Órgano que coordinó los planes de México de 2011 a 2019, con tres lados de igual "
            "peso: gobierno, órgano garante y sociedad civil."
        ),
    ),
    Termino(
        "testigo",
        _("Testigo de la bitácora"),
        _(
            "Uno de los tres lados, que guarda lo que vio de la bitácora, comprueba que lo de hoy "
            "lo continúa y lo firma."
        ),
        "witness",
    ),
    Termino(
        "verificable",
        _("Verificable"),
        _("Que se puede comprobar si se hizo, según la revisión de los ciclos desde 2019."),
        "verifiable",
    ),
    Termino(
        "version",
        _("Versión"),
        _(
            "Número que sube con cada cambio público de un registro. Con la clave, sirve para "
            "citarlo."
        ),
    ),
)
