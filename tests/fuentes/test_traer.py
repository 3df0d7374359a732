"""Fetching from the Web, against real servers: what comes, and what is not gone to."""

import hashlib
import socket
import ssl
import time
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

from gobierno_abierto.fuentes.archivo_web.cliente import SALTOS, traer
from gobierno_abierto.fuentes.archivo_web.problemas import NoSeTrajo, Problema
from tests.fuentes.sitio import crudo, sitio

OK = "HTTP/1.1 200 OK\r\n"


def problema(url: str, **como) -> Problema:
    with pytest.raises(NoSeTrajo) as no:
        traer(url, **como)
    return no.value.problema


def a(url: str, estado: int = 302):
    return (estado, {"Location": url}, b"")


def aqui(_host: str, _puerto: int) -> list[str]:
    return ["127.0.0.1"]


class TestLoQueViene:
    def test_what_is_there_and_what_it_was_asked(self):
        cuerpo = b"%PDF-1.7 acta"
        with sitio({"/acta?n=1": (200, {"Content-Type": "application/pdf"}, cuerpo)}) as este:
            traido = traer(este.url("/acta?n=1#pagina"), permitidas=este.permitida)
        assert (traido.estado, traido.tipo, traido.datos) == (200, "application/pdf", cuerpo)
        assert traido.url == este.url("/acta?n=1")
        assert traido.sha256 == hashlib.sha256(cuerpo).hexdigest()
        assert abs((timezone.now() - traido.cuando).total_seconds()) < 60
        ((_ruta, cabeceras),) = este.pedidos
        assert cabeceras["Host"] == f"127.0.0.1:{este.puerto}"
        assert cabeceras["Accept-Encoding"] == "identity"
        assert "Cookie" not in cabeceras

    def test_an_answer_that_says_no_is_an_answer(self):
        with sitio({}) as este:
            assert traer(este.url(), permitidas=este.permitida).estado == 404

    def test_it_goes_where_it_is_sent_without_its_cookies(self):
        respuestas = {
            "/1": (301, {"Location": "2", "Set-Cookie": "quien=ana"}, b""),
            "/2": a("/niñez"),
            "/ni%C3%B1ez": (200, {}, b"aqui"),
        }
        with sitio(respuestas) as este:
            traido = traer(este.url("/1"), permitidas=este.permitida)
        assert (traido.datos, traido.url) == (b"aqui", este.url("/ni%C3%B1ez"))
        assert all("Cookie" not in cabeceras for _ruta, cabeceras in este.pedidos)

    def test_the_environment_names_no_proxy(self, monkeypatch):
        for variable in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(variable, "http://127.0.0.1:1")
        with sitio({"/": (200, {}, b"si")}) as este:
            assert traer(este.url(), permitidas=este.permitida).datos == b"si"


class TestLoProhibido:
    def test_without_a_permission_this_machine_is_not_gone_to(self):
        with sitio({"/": (200, {}, b"secreto")}) as este:
            assert problema(este.url()) == Problema.DIRECCION  # its port
            for url in ("http://127.0.0.1/", "http://localhost/", "https://[::1]/"):
                assert problema(url) == Problema.PROHIBIDA
            otra = frozenset({("127.0.0.1", este.puerto + 1)})
            assert problema(este.url(), permitidas=otra) == Problema.DIRECCION
        assert este.pedidos == []

    @pytest.mark.parametrize(
        "direccion",
        ["127.0.0.1", "10.1.2.3", "169.254.169.254", "fd00:ec2::254", "::ffff:10.0.0.1", "fe80::1"],
    )
    def test_nor_by_a_name_that_leads_to_it(self, direccion):
        for otras in ([], ["8.8.8.8"]):

            def lleva_ahi(host, puerto, otras=otras):
                return [*otras, direccion]

            assert problema("http://malo.mx/", resolver=lleva_ahi) == Problema.PROHIBIDA

    @pytest.mark.parametrize(
        ("lleva", "cual"),
        [
            ("http://169.254.169.254/latest/meta-data/", Problema.PROHIBIDA),
            ("http://10.0.0.1/", Problema.PROHIBIDA),
            ("http://[::1]/", Problema.PROHIBIDA),
            ("//127.0.0.1/", Problema.PROHIBIDA),
            ("http://127.1/", Problema.DIRECCION),
            ("file:///etc/passwd", Problema.DIRECCION),
            ("http://ana:clave@gob.mx/", Problema.DIRECCION),
            ("http://127.0.0.1:22/", Problema.DIRECCION),
        ],
    )
    def test_nor_being_sent_there(self, lleva, cual):
        with sitio({"/": a("/2", 308), "/2": a(lleva, 307)}) as este:
            assert problema(este.url(), permitidas=este.permitida) == cual

    def test_a_name_is_asked_for_once_and_its_second_answer_does_not_count(self):
        """Its server says first an address that may be gone to, and the next time another."""
        respuestas = [["127.0.0.1"], ["10.0.0.1"]]
        preguntas = []

        def cambiante(host, puerto):
            preguntas.append(host)
            return respuestas[len(preguntas) - 1]

        with sitio({"/": (200, {}, b"bien"), "/otra": a("/")}) as este:
            url = f"http://malo.mx:{este.puerto}/"
            assert traer(url, permitidas=este.permitida, resolver=cambiante).datos == b"bien"
            assert preguntas == ["malo.mx"]
            assert este.pedidos[0][1]["Host"] == f"malo.mx:{este.puerto}"
            preguntas.clear()
            como = {"permitidas": este.permitida, "resolver": cambiante}
            assert problema(url + "otra", **como) == Problema.DIRECCION  # looked at again
            assert len(preguntas) == 2

    def test_round_and_round(self):
        with sitio({"/": a("/")}) as este:
            assert problema(este.url(), permitidas=este.permitida) == Problema.VUELTAS
        assert len(este.pedidos) == SALTOS + 1


class TestSinFin:
    """Nothing that a site does keeps us for longer, or gives us more, than was said."""

    @pytest.mark.parametrize(
        ("principio", "trozo"),
        [
            ("", "H"),  # not even the first line
            (OK + "X: ", "a"),
            (OK + "\r\n", "a"),
            ("HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\n"),
        ],
    )
    def test_a_byte_now_and_then_does_not_make_the_time_longer(self, principio, trozo):
        with crudo(principio.encode(), trozo.encode(), cada=0.05) as este:
            empezo = time.monotonic()
            cual = problema(este.url(), permitidas=este.permitida, segundos=0.6)
            assert cual == Problema.TARDA
            assert time.monotonic() - empezo < 3

    def test_a_body_without_end(self):
        with crudo(f"{OK}\r\n".encode(), b"a" * 65536) as este:
            cual = problema(este.url(), permitidas=este.permitida, tamano=100_000)
        assert cual == Problema.GRANDE

    def test_a_body_that_is_longer_than_it_says_counts_as_it_says(self):
        with sitio({"/": (200, {"Content-Length": "3"}, b"abcdef")}) as este:
            assert traer(este.url(), permitidas=este.permitida).datos == b"abc"

    def test_headers_without_end(self):
        with crudo(f"{OK}X: ".encode(), b"a" * 65536) as este:
            assert problema(este.url(), permitidas=este.permitida) in (
                Problema.CONFUSO,
                Problema.GRANDE,
            )

    def test_many_headers_without_end(self):
        with crudo(OK.encode(), b"X: y\r\n" * 1000) as este:
            assert problema(este.url(), permitidas=este.permitida) == Problema.CONFUSO

    def test_a_name_that_takes_for_ever(self):
        def lento(host, puerto):
            time.sleep(1)
            return []

        assert problema("http://gob.mx/", resolver=lento, segundos=0.2) == Problema.TARDA


class TestLoQueNoSeEntiende:
    @pytest.mark.parametrize(
        ("respuesta", "cual"),
        [
            ("SSH-2.0-OpenSSH\r\n\r\n", Problema.CONFUSO),
            (f"{OK}Content-Encoding: gzip\r\n\r\n", Problema.CONFUSO),
            (f"{OK}Content-Length: 1\r\nContent-Length: 2\r\n\r\n", Problema.CONFUSO),
            ("HTTP/1.1 302 Found\r\nLocation: http://[\r\n\r\n", Problema.DIRECCION),
        ],
    )
    def test_what_a_site_may_say(self, respuesta, cual):
        with crudo(respuesta.encode(), b"") as este:
            assert problema(este.url(), permitidas=este.permitida) == cual

    def test_nobody_there(self):
        with socket.create_server(("127.0.0.1", 0)) as puerta:
            puerto = puerta.getsockname()[1]
        permitida = frozenset({("127.0.0.1", puerto)})
        url = f"http://127.0.0.1:{puerto}/"
        assert problema(url, permitidas=permitida) == Problema.NO_RESPONDE

    def test_a_name_that_is_nobodys(self):
        assert problema("http://gob.mx/", resolver=lambda *_: []) == Problema.NO_EXISTE

        def no_hay(host, puerto):
            raise OSError("no hay")

        assert problema("http://gob.mx/", resolver=no_hay) == Problema.NO_EXISTE


@pytest.fixture(scope="module")
def certificado(tmp_path_factory):
    """Of `bueno.mx`, signed by itself."""
    clave = ec.generate_private_key(ec.SECP256R1())
    nombre = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "bueno.mx")])
    hoy = timezone.now()
    hecho = (
        x509.CertificateBuilder()
        .subject_name(nombre)
        .issuer_name(nombre)
        .public_key(clave.public_key())
        .serial_number(1)
        .not_valid_before(hoy - timedelta(days=1))
        .not_valid_after(hoy + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("bueno.mx")]), critical=False)
        .sign(clave, hashes.SHA256())
    )
    archivo = tmp_path_factory.mktemp("tls") / "bueno.pem"
    archivo.write_bytes(
        clave.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + hecho.public_bytes(serialization.Encoding.PEM)
    )
    return archivo


class TestCifrado:
    @pytest.fixture
    def este(self, certificado):
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificado)
        with sitio({"/": (200, {}, b"cifrado")}, tls) as este:
            yield este

    def test_by_its_name_although_the_address_is_the_one_that_was_looked_at(
        self, este, certificado
    ):
        traido = traer(
            f"https://bueno.mx:{este.puerto}/",
            permitidas=este.permitida,
            resolver=aqui,
            tls=ssl.create_default_context(cafile=str(certificado)),
        )
        assert traido.datos == b"cifrado"
        assert este.nombre_tls == "bueno.mx"
        assert este.pedidos[0][1]["Host"] == f"bueno.mx:{este.puerto}"

    def test_anothers_certificate_is_not_its_own(self, este, certificado):
        cual = problema(
            f"https://otro.mx:{este.puerto}/",
            permitidas=este.permitida,
            resolver=aqui,
            tls=ssl.create_default_context(cafile=str(certificado)),
        )
        assert cual == Problema.CERTIFICADO

    def test_one_that_nobody_vouches_for(self, este):
        url = f"https://bueno.mx:{este.puerto}/"
        assert problema(url, permitidas=este.permitida, resolver=aqui) == Problema.CERTIFICADO
