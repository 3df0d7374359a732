"""How this portal keeps and shows what each side says."""

from django.utils.translation import gettext_lazy as _

from gobierno_abierto.portal.glosario.termino import Termino

__all__ = ["DEL_PORTAL"]

DEL_PORTAL = (
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
        "por-instalar",
        _("Por instalar"),
        _(
            "Situación de un secretariado local que se anunció y del que no consta que empezara a "
            "trabajar."
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
        "contraste",
        _("Contraste"),
        _(
            "La comparación, en una misma escala, de lo que dicen el gobierno y la revisión "
            "independiente. Que difieran no prueba que una se equivoque: pueden hablar de "
            "momentos distintos."
        ),
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
        "nucleo",
        _("Núcleo de la sociedad civil"),
        _(
            "Las organizaciones que hablaron por la sociedad civil en el secretariado nacional, "
            "hasta su retiro en mayo de 2017."
        ),
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
        "testigo",
        _("Testigo de la bitácora"),
        _(
            "Uno de los tres lados, que guarda lo que vio de la bitácora, comprueba que lo de hoy "
            "lo continúa y lo firma."
        ),
        "witness",
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
