"""Following a map: the tables where it says that they stand, their rows told as without a map."""

from xl_kraftsamling.catalogue import BadInput, Text
from xl_kraftsamling.domain.model import Place
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.sheets.areas import Area
from xl_kraftsamling.sheets.opened import Page
from xl_kraftsamling.sheets.recognition.bands import Band, headings_at
from xl_kraftsamling.sheets.recognition.columns import KINDS, Assigned
from xl_kraftsamling.sheets.recognition.found import Found
from xl_kraftsamling.sheets.recognition.maps import TableMap
from xl_kraftsamling.sheets.recognition.reader import Reader
from xl_kraftsamling.sheets.recognition.rows import sort_rows
from xl_kraftsamling.sheets.recognition.titles import Title


def follow(table: TableMap, page: Page, reader: Reader) -> Found:
    """The table that a map speaks of.

    :raises BadInput: the map names a recipient that nobody knows, or a place outside the sheet.
    """
    area = table.headings
    columns = {*table.columns.values(), area.left, area.right}
    whole = Area(area.top, min(columns), area.bottom, max(columns))
    rows, width = len(page.grid), len(page.grid[0]) if page.grid else 0
    if whole.bottom >= rows or whole.right > width:
        raise BadInput(_OUTSIDE, sheet=table.sheet, range=whole.ref, rows=rows, columns=width)
    told = headings_at(page.grid, area.top, area.bottom, page.merges, reader)
    band = Band(area.bottom, area.top, {n: told.get(n, reader.heading("")) for n in range(whole.left, whole.right + 1)})
    assigned = Assigned(table.kind, dict(table.columns))
    end = min(table.last or len(page.grid), len(page.grid)) + 1
    lines = sort_rows(page.grid, band, end, assigned, page.merges, reader)
    return Found(table.sheet, band, assigned, lines, _title(table, reader), _units(table), table.last)


def _title(table: TableMap, reader: Reader) -> Title:
    owner = None
    if table.recipient is not None:
        if not reader.names_recipient(table.recipient):
            raise BadInput(_NOBODY, sheet=table.sheet, name=table.recipient)
        owner = table.recipient, Place(table.sheet, table.headings.bottom, table.headings.left)
    return Title(table.headings.top, frozenset(), None, None, owner)


def _units(table: TableMap) -> dict[str, int]:
    amounts = [c.field for c in KINDS[table.kind].columns if c.kind is Kind.AMOUNT and c.field in table.columns]
    return {name: table.units.get(name, table.unit) for name in amounts}


_OUTSIDE = Text(
    "Kartan säger att rubrikerna på bladet {sheet} står i {range} med uppgifter under, men bladet har bara {rows} rader och "
    "{columns} kolumner. Rätta headings eller columns i kartan.",
    "The map says that the headings of the sheet {sheet} stand at {range} with data below, but the sheet has only {rows} rows "
    "and {columns} columns. Correct headings or columns in the map.",
)
_NOBODY = Text(
    "Kartan säger att raderna på bladet {sheet} är {name}s, men någon sådan mottagare finns inte i registret. Rätta recipient i kartan.",
    "The map says that the rows of the sheet {sheet} are those of {name}, but the register has no such recipient. Correct "
    "recipient in the map.",
)
