"""A package into an empty portal and out again: the same, whatever its texts have."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compromisos.models import Compromiso
from gobierno_abierto.fuentes.models import Fuente
from gobierno_abierto.portal.historia.carga import cargar
from gobierno_abierto.portal.importacion.tablas import CALCULADAS, DESTINOS, HECHAS_AQUI
from gobierno_abierto.portal.paquete.tablas import tablas
from planes.models import Plan
from tests.portal.carpeta_chica import CarpetaChica
from tests.portal.importado import datos_de, exportar, importar, vaciar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("historia")]


class TestIdaYVuelta:
    def test_into_an_empty_portal_and_out_again_it_is_the_same(self, del_portal, tmp_path):
        vaciar()
        assert not Fuente.objects.exists()
        importar(del_portal)
        antes, despues = datos_de(del_portal), datos_de(exportar(tmp_path / "otra"))
        assert antes.keys() == despues.keys()
        for nombre, dado in antes.items():
            assert despues[nombre] == dado, nombre
        uno, otro = (json.loads((d / "datapackage.json").read_text()) for d in
                     (del_portal, tmp_path / "otra"))  # fmt: skip
        assert uno | {"created": ""} == otro | {"created": ""}

    def test_whoever_loads_the_history_afterwards_leaves_it_alone(self, del_portal):
        vaciar()
        importar(del_portal)
        Plan.objects.filter(clave="pa15").update(notas="Lo que decía aquel portal.")
        cargar()
        assert Plan.objects.get(clave="pa15").notas == "Lo que decía aquel portal."

    @settings(max_examples=3, suppress_health_check=list(HealthCheck))
    @given(
        texto=st.text("áñ'=+-@|\\\"\n\r\t,;«»{}[]ab ", min_size=1).filter(str.strip),
        lista=st.lists(st.text("|\\'=a\nñ", min_size=1).filter(str.strip), max_size=4),
    )
    def test_whatever_its_texts_have(self, tmp_path_factory, texto, lista):
        """Blanks alone are no text: neither the forms nor an import take them."""
        vaciar()
        carpeta = tmp_path_factory.mktemp("raro")
        chica = CarpetaChica(carpeta)
        chica.agregar(
            "planes", clave="plan-0", nombre="Adenda", nombre_corto="A", prefijo="EJ-P0",
            jurisdiccion="ej", estado="concluido", adenda_de=None,
        )  # fmt: skip
        cargar(carpeta)
        Plan.objects.filter(clave="plan-0").update(adenda_de=Plan.objects.get(clave="plan-1"))
        Plan.objects.filter(clave="plan-1").update(notas=texto, estructura=lista)
        Compromiso.objects.update(
            titulo=texto,
            notas=texto,
            identificadores=[{"esquema": texto, "valor": texto}],
        )
        uno = exportar(carpeta / "uno")
        vaciar()
        importar(uno)
        assert datos_de(exportar(carpeta / "dos")) == datos_de(uno)
        assert Plan.objects.get(clave="plan-1").estructura == lista

    def test_every_column_of_a_form_is_in_its_table(self):
        """What is not in the package would be lost on its way."""
        del_paquete = {t.nombre: {c.nombre for c in t.columnas} for t in tablas()}
        assert del_paquete.keys() == {*DESTINOS, *HECHAS_AQUI, *CALCULADAS}
        for nombre, destino in DESTINOS.items():
            suyas = {destino.campo_de(columna) for columna in del_paquete[nombre]}
            de_formas = {
                campo.name
                for campo in destino.tabla.modelo._meta.concrete_fields
                if campo.editable and not campo.generated and not campo.primary_key
            }
            actos = {"publicado_en", "retirado_en", "retiro_motivo"}
            de_acuerdos = {"propone_oficina"} if nombre == "acuerdos" else set()
            assert de_formas - suyas - actos - de_acuerdos == set(), nombre
