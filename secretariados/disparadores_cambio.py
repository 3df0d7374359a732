"""Triggers of agreed text: nothing changes it but the agreement that says so, letter by letter.

The text in force of a record is what its last adopted change leaves (SQL function
`texto_en_vigor`). Two checks at the end of each transaction meet in `exigir_lo_acordado`: one of
whatever an adoption says, another of whatever changes in a record. So an agreement is never half
applied, and whoever writes around it is refused.
"""

import pgtrigger

from gobierno_abierto.comun.disparadores import rechazo
from secretariados.disparadores import HOY

__all__ = [
    "LO_ADOPTADO_SE_APLICA",
    "LO_QUE_SE_LEE_NO_CAMBIA",
    "conforme_a_lo_acordado",
    "en_su_curso",
    "lo_propuesto_espera",
]

# The sides answer to what they read, changes included.
LO_QUE_SE_LEE_NO_CAMBIA = pgtrigger.Trigger(
    name="lo_que_se_lee_no_cambia",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("acto", "secretariados_acuerdo"), ("casa", "text")],
    func=f"""
        IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;
        SELECT * INTO acto FROM secretariados_acuerdo
            WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.acuerdo_id ELSE NEW.acuerdo_id END
            FOR NO KEY UPDATE;
        IF acto.publicado_en IS NOT NULL OR acto.estado <> 'propuesto' THEN
            {rechazo("Lo propuesto no se cambia: retírelo y proponga otro.")}
        ELSIF TG_OP = 'DELETE' THEN
            RETURN OLD;
        ELSIF TG_OP = 'UPDATE' AND OLD.acuerdo_id <> NEW.acuerdo_id THEN
            {rechazo("Un cambio no pasa de un acuerdo a otro.")}
        END IF;
        SELECT clave INTO casa FROM secretariados_secretariado WHERE id = acto.secretariado_id;
        IF casa IS DISTINCT FROM coalesce(NEW.antes, NEW.despues)->>'secretariado' THEN
            {rechazo("Un secretariado sólo acuerda lo que es suyo.")}
        END IF;
        RETURN NEW;
    """,  # noqa: S608 — our own literals
)

LO_ADOPTADO_SE_APLICA = pgtrigger.Trigger(
    name="lo_adoptado_se_aplica",
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    timing=pgtrigger.Deferred,
    condition=pgtrigger.Condition("NEW.estado = 'adoptado' AND OLD.estado <> 'adoptado'"),
    func="""
        PERFORM exigir_lo_acordado(objeto_tipo, objeto_clave)
            FROM secretariados_cambiopropuesto WHERE acuerdo_id = NEW.id;
        RETURN NULL;
    """,
)


def lo_propuesto_espera(objeto: str) -> pgtrigger.Trigger:
    """For the table of a `Consentible`: the sides are reading that draft. To take it away would be
    to object without a reason; to write in it, to publish what nobody read."""
    return pgtrigger.Trigger(
        name="lo_propuesto_espera",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Condition("OLD.publicado_en IS NULL"),
        func=f"""
            IF EXISTS (
                SELECT FROM secretariados_cambiopropuesto c
                    JOIN secretariados_acuerdo a ON a.id = c.acuerdo_id
                WHERE c.objeto_tipo = '{objeto}' AND c.objeto_clave = OLD.clave
                    AND a.publico AND a.estado = 'propuesto'
            ) AND texto_en_vigor('{objeto}', OLD.clave) IS NULL THEN
                {rechazo("Está propuesto a los tres lados: ni cambia ni se borra si responden.")}
            END IF;
            RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
        """,
    )


def en_su_curso(de_aqui: str) -> pgtrigger.Trigger:
    """For the table of a `Consentible` with a period (`fin`), whose rows were made here if the SQL
    `de_aqui` says so: it is over when its period is, and not when one side says so. How it ends
    before is for the three. Its twin for forms: `Consentible.clean`."""
    return pgtrigger.Trigger(
        name="en_su_curso",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.publicado_en IS NOT NULL AND OLD.estado <> NEW.estado "
            "AND 'concluido' IN (OLD.estado, NEW.estado)"
        ),
        declare=[("termino", "boolean")],
        func=f"""
            IF NOT ({de_aqui}) THEN RETURN NEW; END IF;
            termino := coalesce(ultimo_dia_de(NEW.fin, NEW.fin_precision) < {HOY}, false);
            IF NEW.estado = 'concluido' AND NOT termino THEN
                {rechazo("Todavía no termina su periodo: antes, cómo concluye es de los tres.")}
            ELSIF NEW.estado IN ('borrador', 'propuesto', 'publicado', 'en_ejecucion') AND termino
                THEN
                {rechazo("Su periodo ya terminó: sigue concluido.")}
            END IF;
            RETURN NEW;
        """,
    )


def conforme_a_lo_acordado(objeto: str, *, de: str = "", columna: str = "") -> pgtrigger.Trigger:
    """For the table of a `Consentible` whose code is `objeto`; or for one of its parts, whose
    `columna` names its row in the table `de`."""
    publicos = f"FROM {de} WHERE publicado_en IS NOT NULL AND id"
    suyo = f"""
        PERFORM exigir_lo_acordado('{objeto}', clave) {publicos} IN (
            CASE WHEN TG_OP <> 'INSERT' THEN OLD.{columna} END,
            CASE WHEN TG_OP <> 'DELETE' THEN NEW.{columna} END);
    """
    propio = f"""
        IF NEW.publicado_en IS NOT NULL THEN
            PERFORM exigir_lo_acordado('{objeto}', NEW.clave);
        END IF;
    """
    cuando = pgtrigger.Insert | pgtrigger.Update
    return pgtrigger.Trigger(
        name="conforme_a_lo_acordado",
        when=pgtrigger.After,
        operation=cuando | pgtrigger.Delete if de else cuando,
        timing=pgtrigger.Deferred,
        func=f"{suyo if de else propio} RETURN NULL;",
    )
