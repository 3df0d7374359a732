"""What is taken: the kinds of file, and how their names may end."""

from enum import StrEnum

__all__ = ["Tipo"]


class Tipo(StrEnum):
    """Its value is what the file is served as."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    WEBP = "image/webp"
    TEXTO = "text/plain"
    CSV = "text/csv"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    ODT = "application/vnd.oasis.opendocument.text"

    @property
    def extensiones(self) -> tuple[str, ...]:
        """The first one is what its name ends in once it is kept."""
        return _EXTENSIONES[self]

    @property
    def es_imagen(self) -> bool:
        return self in (Tipo.PNG, Tipo.JPEG, Tipo.WEBP)

    @property
    def es_texto(self) -> bool:
        return self in (Tipo.TEXTO, Tipo.CSV)


_EXTENSIONES = {
    Tipo.PDF: ("pdf",),
    Tipo.PNG: ("png",),
    Tipo.JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    Tipo.WEBP: ("webp",),
    Tipo.TEXTO: ("txt", "text", "md"),
    Tipo.CSV: ("csv", "tsv"),
    Tipo.XLSX: ("xlsx",),
    Tipo.DOCX: ("docx",),
    Tipo.ODS: ("ods",),
    Tipo.ODT: ("odt",),
}
