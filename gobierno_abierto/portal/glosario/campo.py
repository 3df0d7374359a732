"""What people of open government call things: plans, those who agree them, reviews."""

from django.utils.translation import gettext_lazy as _

from gobierno_abierto.portal.glosario.termino import Termino

__all__ = ["DEL_CAMPO"]

DEL_CAMPO = (
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
        "reporte",
        _("Reporte"),
        _(
            "Lo que un lado dice, cada semestre, de una actividad que le toca. No lo evalúa nadie "
            "más: la revisión independiente es otra voz. Una vez público no se cambia."
        ),
        "self-reporting",
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
        "verificable",
        _("Verificable"),
        _("Que se puede comprobar si se hizo, según la revisión de los ciclos desde 2019."),
        "verifiable",
    ),
)
