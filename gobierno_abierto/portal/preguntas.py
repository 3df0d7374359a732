"""Ten questions that people who write about this ask, each with the address that answers it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["PREGUNTAS", "Pregunta"]


@dataclass(frozen=True)
class Pregunta:
    """`api`: path and query of the answer as data. `pagina`: the same for people, if there is one.
    `leer`: which fields say it, and what may not be concluded."""

    slug: str
    pregunta: str | Promise
    api: str
    leer: str | Promise
    pagina: str = ""

    @property
    def csv(self) -> str:
        """The whole answer as a table; "" for a single record."""
        ruta, _signo, consulta = self.api.partition("?")
        if ruta.count("/") != 4:
            return ""
        return f"{ruta.removesuffix('/')}.csv" + (f"?{consulta}" if consulta else "")


PREGUNTAS = (
    Pregunta(
        "difieren",
        _("¿Qué compromisos dice el gobierno que cumplió y la revisión independiente no?"),
        "/api/v1/compromisos/?contraste=difiere"
        "&campos=clave,titulo,autoinforme,revision_independiente,mismo_momento",
        _(
            "Compare «autoinforme.valor» con «revision_independiente.valor». Si «mismo_momento» es "
            "falso, cada voz habla de un momento distinto: que difieran no prueba que alguna "
            "mienta."
        ),
        "/contrastes/?contraste=difiere",
    ),
    Pregunta(
        "completos",
        _("¿Qué compromisos del plan 2013–2015 halló completos la revisión?"),
        "/api/v1/compromisos/?plan=pa15&cumplimiento_mri=completo&campos=clave,titulo",
        _("«count» dice cuántos. La revisión es de medio término: no dice cómo acabaron."),
        "/compromisos/?plan=pa15&cumplimiento_mri=completo",
    ),
    Pregunta(
        "responde",
        _("¿De qué responde una institución, contando aquellas en que se convirtió?"),
        "/api/v1/compromisos/?institucion__linaje=ifai&campos=clave,titulo,responsables",
        _(
            "«institucion=ifai» es solo el IFAI, tal como firmó; «institucion__linaje=ifai» suma a "
            "sus sucesoras. Las claves están en «instituciones»."
        ),
        "/instituciones/ifai/",
    ),
    Pregunta(
        "tema",
        _("¿Qué se ha prometido sobre contrataciones públicas?"),
        "/api/v1/compromisos/?q=contrataciones&campos=clave,titulo,plan",
        _(
            'La búsqueda perdona acentos, plurales y una errata; «"frase exacta"» y «-palabra» '
            "también sirven (en una dirección, las comillas son %22 y el espacio %20). Viene "
            "primero lo que lo dice en su título."
        ),
        "/compromisos/?q=contrataciones",
    ),
    Pregunta(
        "declarados",
        _("¿Cuántos compromisos tiene un plan, según cada fuente?"),
        "/api/v1/planes/paa-2012/?campos=slug,registrados,declarados,discrepancias",
        _(
            "«registrados» son los que hay en este portal; «declarados», lo que cada fuente dice. "
            "Son dos cuentas: no las mezcle."
        ),
        "/planes/paa-2012/",
    ),
    Pregunta(
        "discrepan",
        _("¿En qué no coinciden las fuentes?"),
        "/api/v1/discrepancias/?campos=clave,titulo,texto,preferida,preferida_motivo",
        _(
            "Lo que dice cada una, con su página y su cita, está en «afirmaciones», por la clave: "
            "/api/v1/afirmaciones/?discrepancia=discrepancia-08"
        ),
        "/discrepancias/",
    ),
    Pregunta(
        "estados",
        _("¿Qué estados tienen instalado su secretariado local, según consta?"),
        "/api/v1/secretariados/?tipo=local&estado=instalado&campos=slug,nombre,jurisdiccion,estado",
        _("«por_instalar» y «declaratoria_firmada» no son «instalado»: no se suman."),
        "/ejercicios/?estado=instalado",
    ),
    Pregunta(
        "posiciones",
        _("¿Qué dijo cada lado en cada acuerdo?"),
        "/api/v1/acuerdos/?campos=clave,titulo,fecha,estado,posiciones",
        _(
            "Siempre son tres posiciones. «no_consta» quiere decir que la fuente no lo dice: no es "
            "un sí ni un no."
        ),
        "/acuerdos/",
    ),
    Pregunta(
        "otro-pais",
        _("¿Qué hay de otro país de la Alianza?"),
        "/api/v1/paises/UY/",
        _(
            "Las listas son de México si no se pide otra cosa: «pais=UY» da lo de Uruguay y "
            "«pais=*», lo de todos. Sus compromisos están si quien opera el portal importó la base "
            "de OGP."
        ),
        "/paises/UY/",
    ),
    Pregunta(
        "cambios",
        _("¿Qué ha cambiado desde la última vez que vi los datos?"),
        "/api/v1/cambios/?desde=100",
        _(
            "Guarde la última «secuencia» que leyó y pida desde ella: la lista solo crece y no "
            "tiene huecos. «tipo» separa una corrección de una enmienda acordada."
        ),
        "/bitacora/",
    ),
)
