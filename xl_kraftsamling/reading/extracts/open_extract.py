"""Opening an extract: what a file is its content says, and not its name."""

from pathlib import Path

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.reading.extracts.extract import CodingMaker, Extract
from xl_kraftsamling.reading.extracts.sie_postings import open_sie
from xl_kraftsamling.reading.extracts.sie_records import is_sie
from xl_kraftsamling.reading.extracts.table_files import open_csv, open_sheets
from xl_kraftsamling.reading.text_files import read_text_bytes


def open_extract(path: Path, makes: CodingMaker) -> Extract:
    """Open a SIE file, a CSV file or a workbook as an extract; its postings are read when they are asked for.

    :raises BadInput: it cannot be read, or has no postings.
    """
    data = read_text_bytes(path)
    if data is None:
        return open_sheets(path, makes)
    if data.lstrip()[:1] == b"<":
        raise BadInput(_WEB_PAGE, file=path.name)
    if is_sie(data):
        return open_sie(data, path.name, makes)
    return open_csv(data, path.name, makes)


_WEB_PAGE = Text(
    "{file} är en webbsida eller XML-fil, inte ett utdrag ur en huvudbok. Ta ut huvudboken som Excel, CSV eller SIE 4.",
    "{file} is a web page or an XML file, not an extract of a ledger. Export the ledger as Excel, CSV or SIE 4.",
)
