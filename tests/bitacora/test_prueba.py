"""Trees, canonical JSON, signatures and notes: against the standards and other people's code."""

import hashlib
import math
import os
import struct

import pymerkle
import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from gobierno_abierto.bitacora.prueba import arbol, ed25519
from gobierno_abierto.bitacora.prueba.canonico import canonico
from gobierno_abierto.bitacora.prueba.nota import (
    COFIRMA,
    FIRMA,
    Cabeza,
    ClavePublica,
    Firma,
    NotaInvalida,
    abrir,
    de_cofirma,
)

# The test data of Certificate Transparency's reference implementation, which RFC 6962's authors
# published: eight leaves and the roots of their trees of sizes 1 to 8.
HOJAS_CT = [
    bytes.fromhex(h)
    for h in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
RAICES_CT = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
INCLUSION_CT = {  # (leaf from 1, size) → path
    (1, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (6, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (3, 3): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
}
CONSISTENCIA_CT = {
    (1, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (6, 8): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 5): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}


def memoria(datos):
    return arbol.Memoria([arbol.hoja(dato) for dato in datos])


class TestArbol:
    def test_published_vectors_of_rfc_6962(self):
        ct = memoria(HOJAS_CT)
        assert arbol.raiz(0, ct).hex() == hashlib.sha256().hexdigest()
        assert tuple(arbol.raiz(n, ct).hex() for n in range(1, 9)) == RAICES_CT
        for (hoja, tamano), camino in INCLUSION_CT.items():
            dado = arbol.inclusion(hoja - 1, tamano, ct)
            assert tuple(paso.hex() for paso in dado) == camino
        for (antes, despues), camino in CONSISTENCIA_CT.items():
            dado = arbol.consistencia(antes, despues, ct)
            assert tuple(paso.hex() for paso in dado) == camino

    @given(st.integers(1, 300), st.data())
    def test_agrees_with_an_independent_implementation(self, tamano, data):
        """pymerkle, by other hands: same roots, and each verifies the other's proofs."""
        datos = [os.urandom(9) for _ in range(tamano)]
        suyo = pymerkle.InmemoryTree(algorithm="sha256")
        for dato in datos:
            suyo.append_entry(dato)
        nuestro = memoria(datos)
        raiz = arbol.raiz(tamano, nuestro)
        assert raiz == suyo.get_root(tamano)
        hoja = data.draw(st.integers(1, tamano))
        prueba = suyo.prove_inclusion(hoja, tamano)
        camino = arbol.inclusion(hoja - 1, tamano, nuestro)
        assert set(camino) <= set(prueba.path)
        pymerkle.verify_inclusion(arbol.hoja(datos[hoja - 1]), raiz, prueba)
        antes = data.draw(st.integers(1, tamano))
        raiz_antes = arbol.raiz(antes, nuestro)
        assert raiz_antes == suyo.get_root(antes)
        pymerkle.verify_consistency(raiz_antes, raiz, suyo.prove_consistency(antes, tamano))

    @given(st.integers(1, 130), st.data())
    def test_proofs_prove_what_they_say_and_nothing_else(self, tamano, data):
        hojas = [arbol.hoja(os.urandom(4)) for _ in range(tamano)]
        guardadas = arbol.Memoria(hojas)
        raiz = arbol.raiz(tamano, guardadas)
        i = data.draw(st.integers(0, tamano - 1))
        camino = arbol.inclusion(i, tamano, guardadas)
        assert arbol.raiz_por_inclusion(i, tamano, hojas[i], camino) == raiz
        assert arbol.raiz_por_inclusion(i, tamano, os.urandom(32), camino) != raiz
        assert arbol.raiz_por_inclusion(tamano, tamano, hojas[i], camino) is None
        assert arbol.raiz_por_inclusion(i, tamano, hojas[i], [*camino, hojas[0]]) is None
        antes = data.draw(st.integers(1, tamano))
        prueba = arbol.consistencia(antes, tamano, guardadas)
        vieja = arbol.raiz(antes, guardadas)
        assert arbol.son_consistentes(antes, tamano, vieja, raiz, prueba)
        assert not arbol.son_consistentes(antes, tamano, os.urandom(32), raiz, prueba)
        assert not arbol.son_consistentes(antes, tamano, vieja, os.urandom(32), prueba)
        if prueba:
            rota = [os.urandom(32), *prueba[1:]]
            assert not arbol.son_consistentes(antes, tamano, vieja, raiz, rota)
            assert not arbol.son_consistentes(antes, tamano, vieja, raiz, prueba[:-1])

    @given(st.integers(1, 200))
    def test_the_subtrees_that_each_leaf_completes_are_the_trees(self, tamano):
        hojas = [arbol.hoja(bytes([n % 256])) for n in range(tamano)]
        entera = arbol.Memoria(hojas)
        for indice, hoja in enumerate(hojas):
            for nivel, octetos in enumerate(arbol.completados(indice, hoja, entera), start=1):
                assert octetos == entera(nivel, indice >> nivel)


JSONES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda hijos: st.lists(hijos) | st.dictionaries(st.text(), hijos),
    max_leaves=20,
)  # fmt: skip


class TestCanonico:
    @given(JSONES)
    def test_agrees_with_an_independent_implementation_of_rfc_8785(self, valor):
        assert canonico(valor) == rfc8785.dumps(valor)

    @given(st.binary(min_size=8, max_size=8).map(lambda b: struct.unpack("d", b)[0]))
    def test_any_double(self, numero):
        if math.isfinite(numero):
            assert canonico(numero) == rfc8785.dumps(numero)

    def test_the_example_of_the_standard(self):
        """RFC 8785, 3.2.2 to 3.2.4."""
        numeros = [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001]
        texto = '\u20ac$\u000f\u000aA\'B"\\\\"/'
        dado = {"numbers": numeros, "string": texto, "literals": [None, True, False]}
        assert canonico(dado).decode() == (
            '{"literals":[null,true,false],'
            '"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
            '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
        )

    @pytest.mark.parametrize("malo", [math.nan, math.inf, 2**53 + 1, b"x", object()])
    def test_refuses_what_json_cannot_say(self, malo):
        with pytest.raises(ValueError, match="JSON"):
            canonico(malo)


class TestEd25519:
    @given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
    def test_agrees_with_cryptography(self, semilla, mensaje):
        suya = Ed25519PrivateKey.from_private_bytes(semilla)
        publica = suya.public_key().public_bytes_raw()
        assert ed25519.clave_publica(semilla) == publica
        firma = ed25519.firmar(semilla, mensaje)
        assert firma == suya.sign(mensaje)
        assert ed25519.verificar(publica, mensaje, firma)
        assert not ed25519.verificar(publica, mensaje + b".", firma)

    @given(st.binary(max_size=40), st.binary(max_size=70))
    def test_nonsense_is_refused_and_breaks_nothing(self, publica, firma):
        assert not ed25519.verificar(publica, b"hola", firma)

    def test_a_signature_with_a_bigger_number_is_not_the_same_signature(self):
        """RFC 8032 asks for S below the order, so that nobody makes a second signature of one."""
        semilla = bytes(range(32))
        firma = ed25519.firmar(semilla, b"hola")
        otra = int.from_bytes(firma[32:], "little") + ed25519.ORDEN
        maleada = firma[:32] + otra.to_bytes(32, "little")
        assert not ed25519.verificar(ed25519.clave_publica(semilla), b"hola", maleada)


# A real note and key from the documentation of Go's `note` package, the form that C2SP adopted.
NOTA_DE_GO = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6"
    "KE6RyyBwJnAM=\n"
)
CLAVE_DE_GO = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


class TestNotas:
    def test_a_note_made_by_others_is_understood(self):
        clave = ClavePublica.leer(CLAVE_DE_GO)
        texto, firmas = abrir(NOTA_DE_GO)
        assert clave.firma_de(texto, firmas).nombre == "PeterNeumann"
        assert str(clave) == CLAVE_DE_GO
        assert f"{texto}\n{firmas[0]}" == NOTA_DE_GO

    def test_a_changed_word_is_not_what_was_signed(self):
        texto, firmas = abrir(NOTA_DE_GO.replace("answer", "anzwer"))
        with pytest.raises(NotaInvalida, match="no corresponde"):
            ClavePublica.leer(CLAVE_DE_GO).firma_de(texto, firmas)

    def test_a_cosignature_signs_the_time_too(self):
        semilla = bytes(range(32))
        clave = ClavePublica("testigo.example.org", COFIRMA, ed25519.clave_publica(semilla))
        texto = str(Cabeza("localhost/bitacora", 3, b"\1" * 32))
        firma = ed25519.firmar(semilla, de_cofirma(texto, 1_700_000_000))
        cuando = (1_700_000_000).to_bytes(8, "big")
        buena = Firma(clave.nombre, clave.codigo, cuando + firma)
        assert clave.firma_de(texto, [buena]).segundo == 1_700_000_000
        otra_hora = Firma(clave.nombre, clave.codigo, (1_700_000_001).to_bytes(8, "big") + firma)
        with pytest.raises(NotaInvalida):
            clave.firma_de(texto, [otra_hora])

    @given(st.integers(0, 2**40), st.binary(min_size=32, max_size=32))
    def test_a_head_reads_back(self, tamano, raiz):
        cabeza = Cabeza("portal.example.org/bitacora", tamano, raiz)
        assert Cabeza.leer(str(cabeza)) == cabeza

    @pytest.mark.parametrize(
        "mala",
        ["", "x", "a+b", "a+00000000+AAAA", CLAVE_DE_GO[:-4], CLAVE_DE_GO.replace("c74f", "c74e")],
    )
    def test_a_key_that_is_not_one(self, mala):
        with pytest.raises(NotaInvalida):
            ClavePublica.leer(mala)

    @given(st.text())
    def test_nothing_but_a_note_is_a_note(self, texto):
        try:
            cuerpo, firmas = abrir(texto)
        except NotaInvalida:
            return
        assert cuerpo.endswith("\n")
        assert firmas

    def test_the_kinds_of_key_are_told_apart(self):
        octetos = ed25519.clave_publica(bytes(32))
        de_firma = ClavePublica("x", FIRMA, octetos)
        de_cofirma_ = ClavePublica("x", COFIRMA, octetos)
        assert de_firma.codigo != de_cofirma_.codigo
