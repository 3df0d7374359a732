"""Which addresses are gone to: only those out in the Web, however they are written."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gobierno_abierto.fuentes.archivo_web.cliente import comprobar
from gobierno_abierto.fuentes.archivo_web.direcciones import es_publica, leer
from gobierno_abierto.fuentes.archivo_web.problemas import NoSeTrajo, Problema


def problema(url: str) -> Problema:
    with pytest.raises(NoSeTrajo) as no:
        comprobar(url)
    return no.value.problema


@pytest.mark.parametrize(
    "direccion",
    [
        *("127.0.0.1", "127.1.2.3", "0.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1"),
        *(
            "169.254.169.254",
            "168.63.129.16",
            "169.254.0.1",
            "100.64.0.1",
            "192.0.0.8",
            "198.18.0.1",
        ),
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.88.99.1", "203.0.113.9"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1"),
        *("fec0::1", "3fff::1", "2001:db8::1", "100::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8"),
        *("::127.0.0.1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "64:ff9b::127.0.0.1"),
        *("64:ff9b::169.254.169.254", "64:ff9b:1::10.0.0.1", "2001::1", "no es una"),
        "2001:0:4136:e378:8000:63bf:80ff:fffe",  # Teredo, and inside it 127.0.0.1
    ],
)
def test_nobody_elses(direccion):
    assert not es_publica(direccion)


@pytest.mark.parametrize(
    "direccion",
    ["8.8.8.8", "200.57.7.10", "2606:4700::1111", "2800:3f0:4001::200e"],
)
def test_out_in_the_web(direccion):
    assert es_publica(direccion)


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
@example(IPv4Address("127.0.0.1"))
def test_whatever_is_not_of_all_is_not_gone_to(ip):
    if not ip.is_global or ip.is_multicast:
        assert not es_publica(str(ip))


@given(st.ip_addresses(v=4))
@example(IPv4Address("169.254.169.254"))
def test_nor_inside_another(ip):
    """However it is wrapped in one of IPv6."""
    entero = int(ip)
    envueltas = {
        "mapped": (0xFFFF << 32) | entero,
        "compatible": entero,
        "6to4": (0x2002 << 112) | (entero << 80) | 1,
        "teredo": (0x2001 << 112) | (0x08080808 << 64) | (entero ^ 0xFFFFFFFF),
        "nat64": (0x64FF9B << 96) | entero,
    }
    for envuelta in envueltas.values():
        if not es_publica(str(ip)):
            assert not es_publica(str(IPv6Address(envuelta)))


@pytest.mark.parametrize(
    "url",
    [
        *("", "hola", "//gob.mx/", "ftp://gob.mx/", "file:///etc/passwd", "gopher://gob.mx"),
        *("javascript:alert(1)", "data:text/html,hola", "http://", "http:///ruta"),
        *("http://ana:clave@gob.mx/", "http://@gob.mx/", "https://gob.mx@127.0.0.1/"),
        *("http://gob.mx:22/", "https://gob.mx:8443/", "http://gob.mx:0/", "http://gob.mx:99999/"),
        *("http://gob.mx/\r\nHost: otro", "http://gob.mx/a b", "http://gob.mx\\@127.0.0.1/"),
        *("http://2130706433/", "http://0x7f000001/", "http://017700000001/", "http://127.1/"),
        *("http://0x7f.0.0.1/", "http://127.0.0.01/", "http://0177.0.0.1/", "http://1.2.3.4.5/"),
        *("http://[::1/", "http://[fe80::1%25eth0]/", "http://-gob.mx/", "http://gob..mx/"),
        "http://gob.mx/" + "a" * 2000,
        "http://" + "a" * 64 + ".mx/",
        "http://１２７.0.0.01/",
    ],
)
def test_addresses_that_are_not_of_a_page(url):
    assert problema(url) == Problema.DIRECCION


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1/", "http://[::1]/", "https://169.254.169.254/latest/meta-data/"),
        *("http://[::ffff:127.0.0.1]/", "http://[fd00:ec2::254]/", "http://10.0.0.1:443/"),
        "http://１２７.0.0.1/",
    ],
)
def test_numbers_that_are_of_somebodys_network(url):
    assert problema(url) == Problema.PROHIBIDA


@pytest.mark.parametrize(
    ("url", "queda"),
    [
        ("HTTPS://GOB.mx", "https://gob.mx/"),
        ("http://gob.mx:80/a?b=c&d=%C3%B1#parte", "http://gob.mx/a?b=c&d=%C3%B1"),
        ("https://gob.mx:443", "https://gob.mx/"),
        ("http://gob.mx:443/", "http://gob.mx:443/"),
        ("https://niñez.mx/niñez?año=1", "https://xn--niez-hqa.mx/ni%C3%B1ez?a%C3%B1o=1"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
        ("http://datos_abiertos.gob.mx./", "http://datos_abiertos.gob.mx./"),
    ],
)
def test_addresses_of_pages(url, queda):
    comprobar(url)
    assert leer(url).url == queda
    assert leer(queda).url == queda


@given(st.text())
@example("http://[")
def test_whatever_is_typed_is_read_or_refused(texto):
    for url in (texto, f"http://{texto}", f"http://gob.mx/{texto}"):
        try:
            destino = leer(url)
        except NoSeTrajo:
            continue
        assert destino.url.isascii()
        assert leer(destino.url) == destino
        assert not destino.es_numero or ip_address(destino.host)
