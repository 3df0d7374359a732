"""Which rows become records of this edition, and which are about records that are already here."""

from collections import Counter, defaultdict
from typing import Any

from django.db.models import Max
from django.utils.text import slugify

from compromisos.models import Compromiso
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.idioma import idioma_de
from gobierno_abierto.portal.ogp.celdas import ausencia_de, es_blanco
from gobierno_abierto.portal.ogp.claves import clave_de_plan, prefijo_de_plan
from gobierno_abierto.portal.ogp.comparacion import diferencias
from gobierno_abierto.portal.ogp.conversion import Conversion, PlanDeOGP, clave_de_eje, tema_de
from gobierno_abierto.portal.ogp.ediciones import NUMERICAS
from gobierno_abierto.portal.ogp.existentes import (
    MEXICO,
    Existentes,
    Suyos,
    dice_lo_mismo,
    primera_fuente,
)
from gobierno_abierto.portal.ogp.hallazgos import Hallazgos
from gobierno_abierto.portal.ogp.lectura import Fila
from gobierno_abierto.portal.ogp.paises import Pais, pais_de
from gobierno_abierto.portal.ogp.revision import DE_UN_PLAN
from planes.models import Eje, Plan
from secretariados.models import Jurisdiccion

__all__ = ["Reparto"]


class Reparto:
    """`registros`: table → key → fields, as the loader takes them. Every row is counted once: in
    `propias`, `hitos`, `comparadas` or the rejected of `hallazgos`."""

    def __init__(self, conversion: Conversion, hallazgos: Hallazgos) -> None:
        self.conversion, self.hallazgos = conversion, hallazgos
        self.fuente = conversion.edicion.fuente
        self.registros: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        self.propias = self.hitos = self.comparadas = 0
        self.cotejados: set[str] = set()  # keys of those that a row was compared with

    def de(self, filas: list[Fila]) -> None:
        por_plan = self._por_plan(filas)
        self._avisar_de_numeros(filas)
        self.existentes = Existentes(por_plan)
        self._lugares(por_plan)
        for plan in por_plan:
            if plan.pais.iso == MEXICO:
                self._de_mexico(plan)
            else:
                self._de_otro(plan)
        self._ejes(por_plan)

    def _por_plan(self, filas: list[Fila]) -> list[PlanDeOGP]:
        agrupadas: dict[tuple[Pais, str], list[Fila]] = defaultdict(list)
        por_anio = not self.conversion.edicion.cerrada
        for fila in filas:
            pais, plan = pais_de(fila["pais"]), fila["anio"] if por_anio else fila["plan"]
            if pais is None:
                escrito = fila["pais"]
                que = f"no se conoce el país «{escrito}»." if escrito else "no dice de qué país es."
                self.hallazgos.rechazar(que, fila.linea)
            elif not plan.isdigit():
                self.hallazgos.rechazar("no dice de qué plan es.", fila.linea)
            elif not Conversion.titulo(fila) and ("titulo" in fila or not fila["identificador"]):
                self.hallazgos.rechazar("no trae título.", fila.linea)
            else:
                agrupadas[pais, str(int(plan))].append(fila)
        return [self._plan(pais, plan, suyas) for (pais, plan), suyas in agrupadas.items()]

    def _plan(self, pais: Pais, plan: str, filas: list[Fila]) -> PlanDeOGP:
        """By its number; the later heading only gives years, each of one plan at most."""
        if self.conversion.edicion.cerrada:
            return PlanDeOGP(
                pais, plan, clave_de_plan(pais.iso, f"p{plan}"),
                prefijo_de_plan(pais.iso, f"p{plan}"), filas,
            )  # fmt: skip
        de_ese_anio = Plan.objects.filter(
            jurisdiccion__iso=pais.iso, procedencia="externa", presentado__year=int(plan)
        ).exclude(clave=clave_de_plan(pais.iso, plan))
        if len(de_ese_anio) == 1:
            suyo = de_ese_anio[0]
            return PlanDeOGP(pais, plan, suyo.clave, suyo.prefijo, filas)
        return PlanDeOGP(
            pais, plan, clave_de_plan(pais.iso, plan), prefijo_de_plan(pais.iso, plan), filas
        )

    def _lugares(self, planes: list[PlanDeOGP]) -> None:
        """Countries that are not here yet."""
        conocidos = set(Jurisdiccion.objects.filter(tipo="pais").values_list("iso", flat=True))
        for pais in dict.fromkeys(plan.pais for plan in planes):
            if pais.iso not in conocidos:
                self.registros["jurisdicciones"][pais.iso.lower()] = {
                    "tipo": "pais",
                    "nombre": pais.nombre,
                    "ruta": pais.iso,
                    "iso": pais.iso,
                    "slug": slugify(pais.nombre),
                    "fuentes": [self.fuente],
                }

    def _de_mexico(self, plan: PlanDeOGP) -> None:
        suyos = self.existentes.de_mexico(plan.plan, por_anio=not self.conversion.edicion.cerrada)
        for fila in plan.filas:
            hallado = suyos.hallar(fila)
            if _es_hito(fila):  # of its review nothing is of the commitment
                que = "es un hito de México, cuyos compromisos cuenta ya la historia del portal."
                self.hallazgos.rechazar(que, fila.linea)
            elif hallado is None:
                que = "es de México y no casa con ningún compromiso del portal."
                self.hallazgos.rechazar(que, fila.linea)
            else:
                self._comparar(hallado, fila)

    def _comparar(self, suyo: Compromiso, fila: Fila) -> None:
        self.comparadas += 1
        self.cotejados.add(suyo.clave)
        if not dice_lo_mismo(suyo, fila):
            que = "Se comparó por su número: ni su título ni su texto son los que tiene el portal."
            self.hallazgos.anotar(que, fila.linea)
        codificado = self.existentes.codificado(suyo)
        for clave, campos in diferencias(suyo, fila, self.conversion, codificado):
            self.registros["afirmaciones"].setdefault(clave, campos)

    def _de_otro(self, plan: PlanDeOGP) -> None:
        fuente_del_plan = self.existentes.fuente_del_plan(plan.clave)
        campos = self.conversion.plan(plan)
        if fuente_del_plan in (None, self.fuente):
            self.registros["planes"][plan.clave] = campos
        for clave, afirmacion in self.conversion.anios_rivales(plan):
            self.hallazgos_de_anios(plan)
            self.registros["afirmaciones"][clave] = afirmacion
        numeros = self._numeros(plan)
        propios, ajenos = self.existentes.del_plan(plan, self.fuente)
        claves, de_aqui = self._claves(plan, propios, numeros), propios.por_clave
        dadas: dict[str, Fila] = {}
        casadas: dict[str, Fila] = {}  # of those that another edition brought
        for fila in filter(_es_compromiso, plan.filas):
            numero = Conversion.numero(fila)
            if numero and numeros[numero] > 1:
                que = "Su número se repite en el plan: la distingue la huella de su texto."
                self.hallazgos.anotar(que, fila.linea)
            clave = claves[fila.linea]
            if clave not in de_aqui and (suyo := ajenos.hallar(fila, clave)):
                casadas[suyo.clave] = fila
                self._comparar(suyo, fila)
            else:
                sin_repetir = numero if numero and numeros[numero] == 1 else None
                self._propio(plan, fila, clave, dadas, sin_repetir, ajenos, campos["estado"])
        for fila in filter(_es_hito, plan.filas):
            self._hito(fila, dadas | casadas)
        self._del_plan_entero(plan, dadas)

    def _claves(
        self, plan: PlanDeOGP, propios: Suyos, numeros: Counter[str | None]
    ) -> dict[int, str]:
        """Line → key. One whose title or text was corrected keeps the one that it had: that of the
        only one with its number, if no row of the file says any longer what it said."""
        filas = list(filter(_es_compromiso, plan.filas))
        claves = {fila.linea: self.conversion.clave(plan, fila) for fila in filas}
        dichas = {*claves.values(), *(self.conversion.clave(plan, f, largo=8) for f in filas)}
        sueltos = {c: suyo for c, suyo in propios.por_clave.items() if c not in dichas}
        por_marca = Suyos(list(sueltos.values()))
        for fila in filas if sueltos else ():
            if claves[fila.linea] in propios.por_clave:
                continue
            suyo = por_marca.por_marca(fila, con_numero=numeros[Conversion.numero(fila)] == 1)
            if suyo and sueltos.pop(suyo.clave, None):
                claves[fila.linea] = suyo.clave
                self.hallazgos.anotar(f"Corrige a «{suyo.clave}», que ya estaba.", fila.linea)
        self.hallazgos.ya_no_estan += sueltos
        return claves

    def _numeros(self, plan: PlanDeOGP) -> Counter[str | None]:
        """How many commitments have each: neither a milestone nor a row told twice is another."""
        suyos = {
            (Conversion.numero(fila), Conversion.titulo(fila), fila["texto"])
            for fila in filter(_es_compromiso, plan.filas)
        }
        return Counter(numero for numero, *_resto in suyos)

    def _del_plan_entero(self, plan: PlanDeOGP, dadas: dict[str, Fila]) -> None:
        """A code of absence that all the rows of a plan share is told once, of the plan."""
        evaluaciones = self.registros["evaluaciones"]
        suyas = [
            evaluaciones[clave]["codificaciones"]
            for clave in map(Conversion.clave_del_avance, dadas)
            if clave in evaluaciones
        ]
        for variable in DE_UN_PLAN:
            dichas = [c for lista in suyas for c in lista if c["variable"] == variable]
            codigos = {c.get("ausencia") for c in dichas}
            if len(dichas) != len(suyas) or len(codigos) != 1 or None in codigos:
                continue
            for lista in suyas:
                lista[:] = [c for c in lista if c["variable"] != variable]
            clave, campos = self.conversion.sin_codificar(plan, variable, codigos.pop())
            self.registros["afirmaciones"][clave] = campos

    def hallazgos_de_anios(self, plan: PlanDeOGP) -> None:
        for fila in plan.filas:
            que = f"{plan.pais.nombre}, plan {plan.plan}: sus filas dan años de entrega distintos."
            self.hallazgos.anotar(que, fila.linea)

    def _propio(
        self, plan: PlanDeOGP, fila: Fila, clave: str, dadas: dict[str, Fila],
        numero: str | None, ajenos: Suyos, estado: str,
    ) -> None:  # fmt: skip
        if clave in dadas:
            otra = dadas[clave]
            if (Conversion.titulo(otra), otra["texto"]) == (Conversion.titulo(fila), fila["texto"]):
                que = f"repite país, plan, número, título y texto de la fila {otra.linea}."
                self.hallazgos.rechazar(que, fila.linea)
                return
            clave = self.conversion.clave(plan, fila, largo=8)
        dadas[clave] = fila
        if fila["es_compromiso"] == "0":
            que = (
                "La base dice que no es un compromiso, y no dice de cuál es parte: entró como uno."
            )
            self.hallazgos.anotar(que, fila.linea)
        entero = int(numero) if numero and numero.isdigit() and len(numero) < 5 else None
        if self.existentes.de_quien_es(plan, entero) not in (None, clave):
            entero = None
        self._compromiso(plan, fila, clave, entero, estado)

    def _compromiso(
        self, plan: PlanDeOGP, fila: Fila, clave: str, numero: int | None, estado: str
    ) -> None:
        self.propias += 1
        self._avisar_de_la_revision(fila)
        self.registros["compromisos"][clave] = self.conversion.compromiso(
            plan, fila, numero, estado
        )
        self.registros["evaluaciones"].update(self.conversion.evaluaciones(clave, fila))

    def _hito(self, fila: Fila, dadas: dict[str, Fila]) -> None:
        """A row of a milestone says of which commitment, of those that the file gives, by its text
        and its number, or by the one that no other shares."""
        numero, texto = Conversion.numero(fila), (Conversion.titulo(fila), fila["texto"])
        por_numero = {c for c, f in dadas.items() if numero and Conversion.numero(f) == numero}
        por_texto = {c for c, f in dadas.items() if (Conversion.titulo(f), f["texto"]) == texto}
        candidatos = (por_numero & por_texto, por_texto, por_numero)
        suyo = next((c.pop() for c in candidatos if len(c) == 1), None)
        if suyo is None:
            self.hallazgos.rechazar("es un hito, y no se sabe de qué compromiso.", fila.linea)
            return
        self.hitos += 1
        prefijo = f"{suyo}-M"
        cuantos = sum(1 for c in self.registros["metas"] if c.startswith(prefijo))
        meta, campos = self.conversion.hito(suyo, cuantos + 1, fila)
        self.registros["metas"][meta] = campos

    def _ejes(self, planes: list[PlanDeOGP]) -> None:
        """Themes of the rows that became records, after those that their plan already has, which
        stay as whatever brought them left them."""
        usados = {
            parte["eje"]
            for campos in self.registros["compromisos"].values()
            for parte in campos["clasificaciones"]
        }
        hay = {e.clave: e for e in Eje.objects.filter(clave__in=usados).select_related("plan")}
        de_otra = {
            clave for clave, fuente in primera_fuente(Objeto.EJE, list(hay)).items()
            if fuente != self.fuente
        }  # fmt: skip
        ultimos = dict(
            Eje.objects.filter(esquema="agrupacion_mri", plan__isnull=False)
            .order_by()
            .values_list("plan__clave")
            .annotate(Max("orden"))
        )
        for plan in planes:
            for tema in dict.fromkeys(filter(None, map(tema_de, plan.filas))):
                clave = clave_de_eje(plan.clave, tema)
                if clave not in usados or clave in de_otra:
                    continue
                orden = hay[clave].orden if clave in hay else ultimos.get(plan.clave, 0) + 1
                ultimos[plan.clave] = max(orden, ultimos.get(plan.clave, 0))
                self.registros["ejes"][clave] = {
                    "plan": plan.clave,
                    "esquema": "agrupacion_mri",
                    "orden": orden,
                    "nombre": tema,
                    "nombre_idioma": idioma_de(tema),
                    "fuentes": [self.fuente],
                }

    def _avisar_de_numeros(self, filas: list[Fila]) -> None:
        """Labels rule; a number that is not the one that nearly always goes with it is told."""
        for variable in NUMERICAS:
            pares = Counter((f[variable], f[f"n:{variable}"]) for f in filas if f[f"n:{variable}"])
            comunes = {e: n for (e, n), _veces in reversed(pares.most_common())}
            columna = self.hallazgos.columna(variable)
            for fila in filas:
                etiqueta, numero = fila[variable], fila[f"n:{variable}"]
                if numero and comunes[etiqueta] != numero:
                    self.hallazgos.anotar(
                        f"En «{columna}» la etiqueta «{etiqueta}» va con el número «{numero}», "
                        f"y casi siempre va con «{comunes[etiqueta]}»: vale la etiqueta.",
                        fila.linea,
                    )

    def _avisar_de_la_revision(self, fila: Fila) -> None:
        cumplimiento = fila["cumplimiento"]
        dicho = not es_blanco(cumplimiento) and not ausencia_de(cumplimiento)
        if fila["revisado"] == "0" and dicho:
            self.hallazgos.anotar("Dice que no se revisó, y trae cumplimiento.", fila.linea)
        valores = [fila[f"valor_{v}"] for v in ("acceso_informacion", "participacion",
                                                 "rendicion_cuentas")]  # fmt: skip
        if fila["relevante"] == "1" and set(valores) == {"0"}:
            que = "Dice que es relevante y no le da ninguno de los valores que lo hacen: quedó así."
            self.hallazgos.anotar(que, fila.linea)


def _es_hito(fila: Fila) -> bool:
    """It tells a milestone, or numbers one. Not every file has a column only to say so."""
    dichos = (fila["hito"], fila["hito_numero"])
    return any(not es_blanco(d) and not ausencia_de(d) and d != "0" for d in dichos)


def _es_compromiso(fila: Fila) -> bool:
    return not _es_hito(fila)
