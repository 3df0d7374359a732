"""Where the records that a permanent key can point to live. Names only: nothing is imported."""

from gobierno_abierto.comun.codigos import Objeto

__all__ = ["MODELOS", "TABLAS"]

# The model of each kind of record that a key can point to; tests hold it against the models.
MODELOS = {
    Objeto.PLAN: "planes.Plan",
    Objeto.EJE: "planes.Eje",
    Objeto.MESA: "planes.Mesa",
    Objeto.HITO: "planes.Hito",
    Objeto.COMPROMISO: "compromisos.Compromiso",
    Objeto.META: "compromisos.Meta",
    Objeto.ACTIVIDAD: "compromisos.Actividad",
    Objeto.REPORTE: "compromisos.Reporte",
    Objeto.EVIDENCIA: "compromisos.Evidencia",
    Objeto.EVALUACION: "compromisos.Evaluacion",
    Objeto.PRONUNCIAMIENTO: "compromisos.Pronunciamiento",
    Objeto.POSTURA: "compromisos.Postura",
    Objeto.REPLICA: "compromisos.Replica",
    Objeto.JURISDICCION: "secretariados.Jurisdiccion",
    Objeto.INSTITUCION: "secretariados.Institucion",
    Objeto.SUCESION: "secretariados.Sucesion",
    Objeto.SECRETARIADO: "secretariados.Secretariado",
    Objeto.SESION: "secretariados.Sesion",
    Objeto.ACUERDO: "secretariados.Acuerdo",
    Objeto.MEMBRESIA: "secretariados.MembresiaAGA",
    Objeto.AFIRMACION: "fuentes.Afirmacion",
    Objeto.DISCREPANCIA: "fuentes.Discrepancia",
    Objeto.FUENTE: "fuentes.Fuente",
    Objeto.TESTIGO: "bitacora.Testigo",
}
# …and the table where its rows live.
TABLAS = {tipo.value: modelo.lower().replace(".", "_") for tipo, modelo in MODELOS.items()}
