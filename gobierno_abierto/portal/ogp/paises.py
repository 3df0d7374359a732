"""Countries as OGP writes them: ISO 3166 code and the name that Spanish gives them."""

from types import MappingProxyType
from typing import NamedTuple

__all__ = ["PAISES", "Pais", "pais_de"]


class Pais(NamedTuple):
    iso: str
    nombre: str


_TABLA = """
AF Afghanistan=Afganistán
AL Albania=Albania
AM Armenia=Armenia
AR Argentina=Argentina
AT Austria=Austria
AU Australia=Australia
AZ Azerbaijan=Azerbaiyán
BA Bosnia and Herzegovina=Bosnia y Herzegovina
BF Burkina Faso=Burkina Faso
BG Bulgaria=Bulgaria
BJ Benin=Benín
BR Brazil=Brasil
CA Canada=Canadá
CI Cote d'Ivoire|Côte d'Ivoire=Costa de Marfil
CL Chile=Chile
CO Colombia=Colombia
CR Costa Rica=Costa Rica
CV Cabo Verde|Cape Verde=Cabo Verde
CZ Czech Republic|Czechia=República Checa
DE Germany=Alemania
DK Denmark=Dinamarca
DO Dominican Republic=República Dominicana
EC Ecuador=Ecuador
EE Estonia=Estonia
ES Spain=España
FI Finland=Finlandia
FR France=Francia
GB UK|United Kingdom=Reino Unido
GE Georgia=Georgia
GH Ghana=Ghana
GR Greece=Grecia
GT Guatemala=Guatemala
HN Honduras=Honduras
HR Croatia=Croacia
HU Hungary=Hungría
ID Indonesia=Indonesia
IE Ireland=Irlanda
IL Israel=Israel
IT Italy=Italia
JM Jamaica=Jamaica
JO Jordan=Jordania
KE Kenya=Kenia
KG Kyrgyz Republic|Kyrgyzstan=Kirguistán
KR South Korea|Republic of Korea|Korea, Republic of=Corea del Sur
LK Sri Lanka=Sri Lanka
LR Liberia=Liberia
LT Lithuania=Lituania
LU Luxembourg=Luxemburgo
LV Latvia=Letonia
MA Morocco=Marruecos
MD Moldova|Republic of Moldova=Moldavia
ME Montenegro=Montenegro
MK Macedonia|North Macedonia=Macedonia del Norte
MN Mongolia=Mongolia
MT Malta=Malta
MV Maldives=Maldivas
MW Malawi=Malaui
MX Mexico=México
NG Nigeria=Nigeria
NL Netherlands=Países Bajos
NO Norway=Noruega
NZ New Zealand=Nueva Zelanda
PA Panama=Panamá
PE Peru=Perú
PG Papua New Guinea=Papúa Nueva Guinea
PH Philippines=Filipinas
PK Pakistan=Pakistán
PT Portugal=Portugal
PY Paraguay=Paraguay
RO Romania=Rumania
RS Serbia=Serbia
RU Russia=Rusia
SC Seychelles=Seychelles
SE Sweden=Suecia
SK Slovakia|Slovak Republic=Eslovaquia
SL Sierra Leone=Sierra Leona
SN Senegal=Senegal
SV El Salvador=El Salvador
TL Timor-Leste=Timor Oriental
TN Tunisia=Túnez
TR Turkey|Türkiye=Turquía
TT Trinidad and Tobago=Trinidad y Tobago
TZ Tanzania=Tanzania
UA Ukraine=Ucrania
US USA|United States|United States of America=Estados Unidos
UY Uruguay=Uruguay
ZA South Africa=Sudáfrica
ZM Zambia=Zambia
"""


def _leer() -> dict[str, Pais]:
    paises: dict[str, Pais] = {}
    for linea in _TABLA.strip().splitlines():
        iso, _espacio, resto = linea.partition(" ")
        nombres, _igual, nombre = resto.partition("=")
        paises |= {ingles.casefold(): Pais(iso, nombre) for ingles in nombres.split("|")}
    return paises


PAISES = MappingProxyType(_leer())


def pais_de(escrito: str) -> Pais | None:
    """In English, as the database writes it; in Spanish or by its ISO code, as a person may.

    >>> pais_de("Mexico") == pais_de("méxico") == pais_de("MX")
    True
    """
    nombre = escrito.strip().casefold()
    if nombre in PAISES:
        return PAISES[nombre]
    otros = ((pais, (pais.nombre.casefold(), pais.iso.casefold())) for pais in PAISES.values())
    return next((pais for pais, nombres in otros if nombre in nombres), None)
