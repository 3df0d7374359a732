"""The name that is shown: whatever it was called, it is a name and nothing else."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gobierno_abierto.comun.privacidad import sin_invisibles
from gobierno_abierto.fuentes.archivos.nombres import extension_dicha, nombre_limpio
from gobierno_abierto.fuentes.archivos.tipos import Tipo

RESERVADOS = {"CON", "PRN", "AUX", "NUL", *(f"{p}{n}" for p in ("COM", "LPT") for n in range(10))}


@pytest.mark.parametrize(
    ("crudo", "limpio"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        (r"C:\Users\ana\Acta.PDF", "Acta.pdf"),
        ("acta\u202efdp.exe", "acta fdp.exe.pdf"),
        ("acta\r\nSet-Cookie: a.pdf", "acta Set-Cookie- a.pdf"),
        ("\0\x07.pdf", "archivo.pdf"),
        ("", "archivo.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("con.pdf", "_con.pdf"),
        ("LPT1.2024.pdf", "_LPT1.2024.pdf"),
        ("consejo.pdf", "consejo.pdf"),
        ('a"b;c%22.pdf', "a-b-c-22.pdf"),
        ("  Acta   final . .pdf", "Acta final.pdf"),
        ("nin\u0303ez.pdf", "niñez.pdf"),
        ("a" * 300 + ".pdf", "a" * 160 + ".pdf"),
        ("ñ" * 300, "ñ" * 80 + ".pdf"),
    ],
)
def test_a_name_is_cleaned(crudo, limpio):
    assert nombre_limpio(crudo, Tipo.PDF) == limpio


@pytest.mark.parametrize(
    ("crudo", "extension"),
    [("a.PDF", "pdf"), ("a", ""), (".pdf", "pdf"), ("12.03.2024", ""), ("a.pdf\u202e.exe", "exe")],
)
def test_what_it_says_that_it_is(crudo, extension):
    assert extension_dicha(crudo) == extension


@given(crudo=st.text(max_size=400), tipo=st.sampled_from(Tipo))
@example(crudo="../" * 100, tipo=Tipo.PDF)
@example(crudo="\ud800.pdf", tipo=Tipo.PDF)
@example(crudo="aux" + "\u200b.pdf", tipo=Tipo.PDF)
def test_any_name_at_all(crudo, tipo):
    limpio = nombre_limpio(crudo, tipo)
    assert limpio.endswith(f".{tipo.extensiones[0]}")
    assert len(limpio.encode()) <= 200
    assert not set('/\\<>:"|?*%;') & set(limpio)
    assert not any(unicodedata.category(c)[0] == "C" for c in limpio)
    assert sin_invisibles(limpio) == limpio
    assert not limpio.startswith((".", " "))
    assert limpio.split(".")[0].upper().strip() not in RESERVADOS
    assert nombre_limpio(limpio, tipo) == limpio
