"""Commitments that an account changes with a table: only those that are, only the columns that it
brings, and by the very form with which it would change each one by hand."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from django.contrib import admin
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from compromisos.models import Compromiso
from compromisos.registros import COMPROMISOS
from gobierno_abierto.bitacora.contexto import en_contexto
from gobierno_abierto.comun import cajas
from gobierno_abierto.comun.celdas import leer
from gobierno_abierto.comun.rechazo import campos_de, en_palabras, que_romperia, rotas_por
from gobierno_abierto.fuentes.models import Fuente
from gobierno_abierto.portal.historia.lectura import HistoriaInvalida, Registro
from gobierno_abierto.portal.historia.partes import Partes
from gobierno_abierto.portal.historia.valores import Claves
from gobierno_abierto.portal.importacion.cotejo import CeldaMala
from gobierno_abierto.portal.importacion.reglas import acordadas
from gobierno_abierto.portal.importacion.visto import DESTINO, LLAVE, Vista
from gobierno_abierto.portal.paquete.tablas import columnas_de

__all__ = ["Movidas", "Parcial"]

# Boxes of the form of a record that say why → those of the page of the table.
POR_QUE = {"motivo": "motivo", "correccion_nota": "motivo", "correccion_fuente": "fuente"}


class Movidas(Exception):
    """Somebody changed some of them since they were seen: nothing is applied."""

    def __init__(self, claves: list[str]) -> None:
        super().__init__(", ".join(claves))
        self.claves = claves


class Parcial:
    """`fuente` and `motivo`: why, which the ledger keeps, and what the correction of what comes
    from sources rests on. `ilegibles`: columns of each row of the table that nobody could read."""

    def __init__(
        self,
        request: HttpRequest,
        motivo: str,
        fuente: Fuente | None,
        ilegibles: Mapping[int, set[str]] | None = None,
    ) -> None:
        self.request, self.motivo, self.fuente = request, motivo, fuente
        self.ilegibles = ilegibles or {}
        self.admin: Any = admin.site.get_model_admin(Compromiso)
        self.campos = {columna.nombre: columna for columna in columnas_de(COMPROMISOS.campos)}
        self.claves = _LasQueVe(request.user)
        self.partes = {n: Partes(DESTINO.tabla, n, self.claves) for n in DESTINO.tabla.partes}
        self.malas: dict[CeldaMala, None] = {}  # in their order, each once
        self.del_porque: dict[str, str] = {}  # what is amiss of the reason: of no cell

    def aplicar(self, vistas: Sequence[Vista], *, ensayo: bool) -> list[CeldaMala]:
        """What the form, the rules or the database find amiss; if anything is, or in an `ensayo`,
        nothing stays written. Raises Movidas."""
        with transaction.atomic():
            registros = self._tomar(vistas)
            for vista in vistas:
                self._fila(vista, registros[vista.clave])
            if not (self.malas or self.del_porque):
                self._que_cuadre(vistas)
            if ensayo or self.malas or self.del_porque:
                transaction.set_rollback(True)
        return list(self.malas)

    def _tomar(self, vistas: Iterable[Vista]) -> dict[str, Compromiso]:
        """The rows, which nobody else moves until this ends, as they were seen."""
        versiones = {vista.clave: vista.version for vista in vistas}
        filas = Compromiso.objects.select_for_update(no_key=True, of=("self",))
        suyas = filas.select_related("plan").filter(clave__in=versiones).order_by("pk")
        registros = {registro.clave: registro for registro in suyas}
        movidas = [
            clave
            for clave, version in versiones.items()
            if clave not in registros or registros[clave].version != version
        ]
        if movidas:
            raise Movidas(movidas)
        return registros

    def _fila(self, vista: Vista, registro: Compromiso) -> None:
        if not self.admin.has_change_permission(self.request, registro):
            self._mala(vista, LLAVE, _("usted no puede cambiarlo"))
            return
        de_partes = [columna for columna in vista.cambios if columna in self.partes]
        propias = [columna for columna in vista.cambios if columna not in self.partes]
        formulario = self._formulario(vista, registro, propias)
        if formulario:
            guardar = partial(self.admin.save_model, self.request, formulario.instance, formulario)
            self._intentar(vista, LLAVE, partial(guardar, change=True))
        for columna in de_partes:
            if self._que_se_pueda(vista, registro, columna):
                self._intentar(vista, columna, partial(self._igualar, vista, registro, columna))

    def _intentar(self, vista: Vista, columna: str, escribir: Callable[[], Any]) -> None:
        """What the database refuses is told, and the rest of the row is still looked at."""
        try:
            with en_contexto(self.admin.voz(self.request)):
                escribir()
        except HistoriaInvalida as mala:
            self._mala(vista, columna, f"{mala.campo}: {mala.problema}")
        except ProtectedError:
            self._mala(vista, columna, _("algo de aquí se apoya en lo que se quitaría"))
        except IntegrityError as error:
            modelos: list[Any] = [Compromiso, *(p.modelo for p in self.partes.values())]
            columna = next(iter(vista.cambios)) if len(vista.cambios) == 1 else columna
            for cual in self._culpables(vista, error, columna):
                self._mala(vista, cual, en_palabras(error, modelos))

    def _formulario(self, vista: Vista, registro: Compromiso, columnas: list[str]) -> Any:
        """The one of its page, as if only those boxes had been typed in. None if it is not good."""
        clase = self.admin.get_form(self.request, registro, change=True)
        vacio = clase(instance=registro)
        datos = QueryDict(mutable=True)
        for nombre, valor in cajas.valores_de(vacio).items():
            cajas.escribir(vacio.fields[nombre], datos, nombre, valor)
        for columna in columnas:
            if columna not in vacio.fields:
                self._mala(vista, columna, self._por_que_no(registro, columna))
                continue
            with suppress(KeyError):
                datos[columna] = self._en_caja(vista, columna)
        fuente = str(self.fuente.pk) if self.fuente else ""
        por_que = dict(zip(POR_QUE, (self.motivo, self.motivo, fuente), strict=True))
        datos.update({nombre: dicho for nombre, dicho in por_que.items() if nombre in vacio.fields})
        como_estaba = {campo.attname: getattr(registro, campo.attname) for campo in _columnas()}
        formulario = clase(datos, instance=registro)
        if formulario.is_valid():
            self._dejar_lo_demas(registro, como_estaba, columnas)
            return formulario
        self._lo_que_dice(vista, vacio, formulario)
        return None

    def _lo_que_dice(self, vista: Vista, vacio: Any, formulario: Any) -> None:
        """Each error of the form at its cell. A rule over several boxes is told at those that
        change, whether the form shows them all or leaves it to the database."""
        sin = {*formulario.errors, *self.ilegibles.get(vista.renglon, ())}
        de_reglas = {str(r.get_violation_error_message()) for r in Compromiso._meta.constraints}
        for nombre, errores in formulario.errors.items():
            if nombre in POR_QUE:
                self.del_porque[POR_QUE[nombre]] = " ".join(errores)
                continue
            columna = nombre if nombre in vista.cambios else LLAVE
            rotulo = "" if columna == nombre or nombre == "__all__" else f"{vacio[nombre].label}: "
            for dicho in errores:
                if nombre != "__all__" or dicho not in de_reglas:
                    self._mala(vista, columna, f"{rotulo}{dicho}")
        for rota in que_romperia(formulario.instance, sin):
            for cual in campos_de([rota]).intersection(vista.cambios) or [LLAVE]:
                self._mala(vista, cual, str(rota.get_violation_error_message()))

    def _culpables(self, vista: Vista, error: Exception, columna: str) -> list[str]:
        """The cells that this row changes of what a rule of the database is about; `columna`, if
        none; and none at all of a rule about what nobody could read."""
        comparados = campos_de(rotas_por(error, [Compromiso]))
        if comparados & self.ilegibles.get(vista.renglon, set()):
            return []
        de_partes = {
            n for n, partes in self.partes.items() if any(rotas_por(error, [partes.modelo]))
        }
        return [c for c in vista.cambios if c in comparados | de_partes] or [columna]

    @staticmethod
    def _dejar_lo_demas(registro: Compromiso, era: dict[str, Any], columnas: list[str]) -> None:
        """Letter by letter: to be in a box changes the ends of line of what nobody typed."""
        for campo in _columnas():
            if campo.name not in columnas:
                setattr(registro, campo.attname, era[campo.attname])

    def _en_caja(self, vista: Vista, columna: str) -> str:
        """As it would be typed. Raises KeyError, told, if it names what is not there."""
        valor = leer(self.campos[columna].campo, vista.cambios[columna][1])
        if valor is None:
            return ""
        campo: Any = Compromiso._meta.get_field(columna)
        if campo.is_relation:
            try:
                return str(self.claves.de(campo.related_model)[valor])
            except KeyError:
                self._mala(vista, columna, _("no existe, o usted no puede verlo"))
                raise
        return json.dumps(valor, ensure_ascii=False) if isinstance(valor, list) else str(valor)

    def _por_que_no(self, registro: Compromiso, columna: str) -> str:
        if columna == "fuentes":
            return _("las fuentes se citan en su página, una por una")
        if registro.texto_fijo and columna in acordadas(Compromiso):
            return _("es texto que acuerdan los tres lados: proponga el cambio en su página")
        return _("no se cambia después de publicado, o no le toca a usted")

    def _que_se_pueda(self, vista: Vista, registro: Compromiso, columna: str) -> bool:
        """As the rows of its page: those of what is agreed, by an agreement; and none that cannot
        be seen in the cell is lost."""
        partes = self.partes[columna]
        suya = next(
            parte
            for parte in self.admin.get_inline_instances(self.request, registro)
            if parte.model is partes.modelo
        )
        if not suya.has_change_permission(self.request, registro):
            self._mala(vista, columna, self._por_que_no(registro, columna))
            return False
        vistas = leer(self.campos[columna].campo, vista.cambios[columna][0])
        if len(vistas) != len(partes.actuales[registro.pk]):
            self._mala(vista, columna, _("tiene filas que aquí no se ven: cámbielas en su página"))
            return False
        return True

    def _igualar(self, vista: Vista, registro: Compromiso, columna: str) -> None:
        dichas = leer(self.campos[columna].campo, vista.cambios[columna][1])
        dicho = Registro(vista.archivo, vista.clave, {columna: DESTINO.en_parte(columna, dichas)})
        self.partes[columna].igualar(registro, self.partes[columna].deseadas(dicho))

    def _que_cuadre(self, vistas: Sequence[Vista]) -> None:
        """What the database looks at when a transaction ends, before saying that it is done."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except IntegrityError as error:
            self._mala(vistas[0], LLAVE, en_palabras(error, [Compromiso]))

    def _mala(self, vista: Vista, columna: str, problema: str) -> None:
        celda = vista.cambios.get(columna, ("", vista.clave))[1]
        self.malas[CeldaMala(vista.archivo, vista.renglon, columna, celda, problema)] = None


def _columnas() -> list[Any]:
    return [campo for campo in Compromiso._meta.concrete_fields if not campo.generated]


class _LasQueVe(Claves):
    """Keys that an account may name."""

    def __init__(self, usuario: Any) -> None:
        super().__init__()
        self.usuario = usuario

    def de(self, modelo: type[models.Model]) -> dict[str, int]:
        if modelo not in self._de:
            filas: Any = modelo._default_manager.all()
            self._de[modelo] = dict(filas.visibles_para(self.usuario).values_list("clave", "pk"))
        return self._de[modelo]
