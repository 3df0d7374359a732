"""Ed25519 (RFC 8032) for machines where nothing can be installed.

Written for clarity, not against whoever can time it: it verifies anywhere, and signs only on a
witness's own machine. The portal signs with a library that was made for it.
"""

import hashlib

__all__ = ["clave_publica", "firmar", "verificar"]

P = 2**255 - 19
ORDEN = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
RAIZ_DE_MENOS_UNO = pow(2, (P - 1) // 4, P)

# Points of the curve as (X, Y, Z, T): x = X/Z, y = Y/Z, x*y = T/Z.
Punto = tuple[int, int, int, int]
NEUTRO: Punto = (0, 1, 1, 0)


def _sumar(p: Punto, q: Punto) -> Punto:
    a, b = (p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0])
    c, d = 2 * p[3] * q[3] * D, 2 * p[2] * q[2]
    e, f, g, h = (b - a) % P, (d - c) % P, (d + c) % P, (b + a) % P
    return e * f % P, g * h % P, f * g % P, e * h % P


def _multiplicar(n: int, p: Punto) -> Punto:
    suma = NEUTRO
    while n:
        if n & 1:
            suma = _sumar(suma, p)
        p, n = _sumar(p, p), n >> 1
    return suma


def _iguales(p: Punto, q: Punto) -> bool:
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def _x_de(y: int, impar: int) -> int | None:
    """The x of that parity on the curve at height `y`, if there is one."""
    cuadrado = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(cuadrado, (P + 3) // 8, P)
    if (x * x - cuadrado) % P:
        x = x * RAIZ_DE_MENOS_UNO % P
    if (x * x - cuadrado) % P or (x == 0 and impar):
        return None
    return x if x & 1 == impar else P - x


def _escribir(p: Punto) -> bytes:
    inverso = pow(p[2], -1, P)
    x, y = p[0] * inverso % P, p[1] * inverso % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _leer(octetos: bytes) -> Punto | None:
    numero = int.from_bytes(octetos, "little")
    y, impar = numero & (2**255 - 1), numero >> 255
    x = _x_de(y, impar) if y < P and len(octetos) == 32 else None
    return None if x is None else (x, y, 1, x * y % P)


def _base() -> Punto:
    y = 4 * pow(5, -1, P) % P
    x = _x_de(y, 0) or 0
    return x, y, 1, x * y % P


BASE = _base()


def _reto(*partes: bytes) -> int:
    return int.from_bytes(hashlib.sha512(b"".join(partes)).digest(), "little") % ORDEN


def _secreto(semilla: bytes) -> tuple[int, bytes]:
    resumen = hashlib.sha512(semilla).digest()
    escalar = int.from_bytes(resumen[:32], "little")
    return escalar & ((1 << 254) - 8) | (1 << 254), resumen[32:]


def clave_publica(semilla: bytes) -> bytes:
    """The public key (32 bytes) of a secret seed (32 random bytes)."""
    return _escribir(_multiplicar(_secreto(semilla)[0], BASE))


def firmar(semilla: bytes, mensaje: bytes) -> bytes:
    """The signature (64 bytes) of a message."""
    escalar, prefijo = _secreto(semilla)
    publica = clave_publica(semilla)
    azar = _reto(prefijo, mensaje)
    compromiso = _escribir(_multiplicar(azar, BASE))
    respuesta = (azar + _reto(compromiso, publica, mensaje) * escalar) % ORDEN
    return compromiso + respuesta.to_bytes(32, "little")


def verificar(publica: bytes, mensaje: bytes, firma: bytes) -> bool:
    punto, compromiso = _leer(publica), _leer(firma[:32])
    respuesta = int.from_bytes(firma[32:], "little")
    if punto is None or compromiso is None or len(firma) != 64 or respuesta >= ORDEN:
        return False
    reto = _reto(firma[:32], publica, mensaje)
    derecha = _sumar(compromiso, _multiplicar(reto, punto))
    return _iguales(_multiplicar(respuesta, BASE), derecha)
