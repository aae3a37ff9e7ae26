"""A Word document as bytes that depend on its content alone."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive can name: the same content always gives the same file


def pack_document(document: Document) -> bytes:
    """The bytes of a document."""
    written, packed = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(packed, "w") as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, _EPOCH), source.read(name), ZIP_DEFLATED)
    return packed.getvalue()
