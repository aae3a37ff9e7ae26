"""What must be known of a sheet before calamine reads it: its extent, error values, formulas without a stored value, merges.

calamine allocates a sheet from A1 to its last cell, which may be XFD1048576, and returns error values and formulas without a
value as empty cells.  A scan is therefore the first reading of every sheet.  It comes in two forms with the same result, a
test compares them: :func:`scan_quickly` passes one regular expression over the bytes, for sheets as programs write them, and
:func:`scan_exactly` parses every cell, for any other XML.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from xl_kraftsamling.domain.place import Place, column_letters
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.xlsx.grid import LAST_COLUMN, LAST_ROW, Area, column_number, parse_cell
from xl_kraftsamling.xlsx.package import Package, Sheet

MAX_EXACT = 64_000_000
"""Unpacked bytes of a sheet written in so unusual a way that every cell must be parsed, at about 10 MB a second."""
MAX_CELLS = 16_777_216
"""Cells from A1 to the last one that a sheet may have: a whole sheet of sixteen columns, 0.7 GB in its reader's hands."""

_FAR_CELL = Text(
    "{file}: bladet {sheet} sträcker sig till cell {cell} (dit Ctrl+End leder), {cells} miljoner celler, fler än som kan "
    "läsas. Radera raderna och kolumnerna utanför uppgifterna och spara.",
    "{file}: the sheet {sheet} reaches to cell {cell} (where Ctrl+End leads), {cells} million cells, more than can be read. "
    "Delete the rows and columns outside the data and save.",
)


@dataclass(slots=True)
class Scan:
    """Facts about a sheet that calamine does not report; cells are pairs of row and column.

    `rows` and `columns` are the last ones with a cell that has content (0 in an empty sheet), `errors` the error values by
    cell, `unvalued` the cells with a formula whose value is not stored.
    """

    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unvalued: list[tuple[int, int]] = field(default_factory=list)
    merges: list[Area] = field(default_factory=list)

    def add_cell(self, cell: tuple[int, int], kind: str, value: str | None, *, has_formula: bool) -> None:
        """Add a cell with content: its type `t` ("" if it has none) and its value (None if it has none)."""
        self.rows, self.columns = max(self.rows, cell[0]), max(self.columns, cell[1])
        if kind == "e":
            self.errors[cell] = value or ""
        elif has_formula and not (value or (kind == "str" and value is not None)):  # a formula's value may be an empty text
            self.unvalued.append(cell)


def scan_sheet(package: Package, sheet: Sheet) -> Scan:
    """Scan a sheet before it is read.

    :raises BadInput: the sheet is damaged, or its cells are so far apart that reading it would exhaust the memory.
    """
    data = package.read(sheet.part)
    try:
        scan = scan_quickly(data)
        # The exact scan may also find a smaller extent: what looked like a far cell can be inside a comment.
        if scan is None or (scan.rows * scan.columns > MAX_CELLS and len(data) <= MAX_EXACT):
            package.archive.check_size(sheet.part, MAX_EXACT)
            scan = scan_exactly(data)
    except ValueError:
        raise package.archive.damaged_error(sheet.part) from None
    cells = scan.rows * scan.columns
    if cells > MAX_CELLS:
        last = Place(sheet.name, scan.rows, scan.columns).cell
        raise BadInput(_FAR_CELL, file=str(package.path), sheet=sheet.name, cell=last, cells=cells // 1_000_000)
    return scan


# The quick scan

_SLICE = 1 << 18  # bytes in which to look for the extent: some thousands of cells

# Instructions may come before the root; behind a comment there, or in UTF-16, it is not found, and the sheet is parsed.
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:<\?[^>]*+>\s*+)*+<(\w+:)?worksheet[\s>]")
# Without it the XML is cut off, or something follows that only a parser can judge.
_END = re.compile(rb"</worksheet\s*>\s*\Z")
_PREFIXED = re.compile(rb":c\s*>")  # the end of a cell in a namespace that has a prefix
# A cell that seems to have content.  It only suggests an extent, so it may miss a cell, or find one in a comment.
_REF = re.compile(rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"[^<>/]*+>(?!</c>)')
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?\bref\s*=\s*[\"']([^\"']*)")
_FORMULA = rb"<f>[^<]*+</f>|<f [^<>]*+>(?:(?<=/>)|[^<]*+</f>)"
# Possessive (*+, ?+) throughout: what repeats itself without end must not be tried in more ways than one.  A second r would
# leave it open which of the two a reader takes.
_CELL = re.compile(
    rb'<c r="(?P<ref>[A-Z]{1,3}[1-9][0-9]{0,6})"(?P<attributes>(?: (?!r=)[a-z]+="[^"<>&/]*")*+) ?'
    rb"(?:(?P<empty>/>|></c>)|>(?P<formula>" + _FORMULA + rb")?+"
    rb"(?:(?P<value><v>[^<]*+</v>|<v ?/>)|(?=<is>|</c>)))"
)
_KIND = re.compile(rb' t="([^"]*)"')


def scan_quickly(data: bytes) -> Scan | None:
    """Scan a sheet's XML as programs usually write it; None if it is not written so, and :func:`scan_exactly` is needed.

    The beginning and the end of a sheet suggest its extent.  The regular expression then stops only at cells that are not a
    plain value inside that extent, which in most sheets are few: none of the others is made into an object.
    ValueError if a cell or a merge is outside the worksheet.
    """
    plain = strip_prefix(data)
    if not _END.search(plain, max(0, len(plain) - 100)) or _PREFIXED.search(plain):
        return None
    scan = Scan()
    _widen(scan, plain, 0)
    _widen(scan, plain, max(0, len(plain) - _SLICE))
    position = 0
    # A new pattern in each round: it holds the extent, which has grown if the last cell was outside it.
    while found := _unusual_cell(scan.rows, scan.columns).search(plain, position):
        cell = _CELL.match(plain, found.start())
        if cell is None:  # CDATA, other quotes or spaces, a cell in lower case: a parser knows what they mean
            return None
        position = cell.end()
        _add_match(scan, cell)
    if scan.rows > LAST_ROW or scan.columns > LAST_COLUMN:  # as suggested by what may be in a comment
        return None
    scan.merges.extend(find_merges(plain))
    return scan


def find_merges(data: bytes) -> list[Area]:
    """Find the merged cells in a sheet's XML, which come after its rows; ValueError if one is outside the worksheet."""
    return [Area.parse(ref.decode()) for ref in _MERGE.findall(data, max(0, data.rfind(b"</sheetData")))]


def strip_prefix(data: bytes) -> bytes:
    """Return a worksheet's XML without the namespace prefix of its root; b"" if it is no worksheet, or in UTF-16."""
    root = _ROOT.match(data)
    if root is None:
        return b""
    return data.replace(b"<" + root[1], b"<").replace(b"</" + root[1], b"</") if root[1] else data


def _add_match(scan: Scan, cell: re.Match[bytes]) -> None:
    """Add a cell that :data:`_CELL` matches, unless it is empty."""
    if cell["empty"]:
        return
    at = parse_cell(cell["ref"].decode())
    if at[0] > scan.rows or at[1] > scan.columns:
        _widen(scan, cell.string, cell.start())  # by its neighbours too, or each of them would need a new pattern
    kind = _KIND.search(cell["attributes"])
    value = None if cell["value"] is None else cell["value"][3:-4].decode()
    scan.add_cell(at, kind[1].decode() if kind else "", value, has_formula=cell["formula"] is not None)


def _widen(scan: Scan, data: bytes, start: int) -> None:
    """Extend the scan's rows and columns to the cells with content in the slice that begins there."""
    cells = _REF.findall(data, start, start + _SLICE)
    scan.rows = max(scan.rows, max((int(row) for _, row in cells), default=0))
    scan.columns = max(scan.columns, max((column_number(column.decode()) for column in {c for c, _ in cells}), default=0))


@lru_cache(maxsize=1)
def _unusual_cell(rows: int, columns: int) -> re.Pattern[bytes]:
    """Return a pattern for cells other than empty ones, and plain values within so many rows and columns.

    That a cell is within them is itself a regular expression: comparing numbers in Python would cost a call for each cell.
    """
    within = f"(?:{_up_to(column_letters(columns) or 'A', 'A', 'Z')})(?!0)(?:{_up_to(str(rows), '0', '9')})".encode()
    attributes = rb'"(?: s="[0-9]++"| t="(?:s|n|b|str|inlineStr)")*+'
    filled = rb">(?:<v>[^<]|<is>|(?:" + _FORMULA + rb")<v>[^<])"
    empty = rb'[A-Z]{1,3}+[1-9][0-9]{0,6}+"(?: s="[0-9]++")?+ ?/>'
    return re.compile(rb'<c(?! r="(?:' + within + attributes + filled + b"|" + empty + rb"))[\s/>]")


def _up_to(bound: str, first: str, last: str) -> str:
    """Return a regular expression for all names up to a bound, in an alphabet: shorter ones, and those of its length.

    For the bound 250: one or two digits, or 0 or 1 and two digits, or 2 and one of 0 to 4 and a digit, or 25 and a 0.
    """
    any_sign = f"[{first}-{last}]"
    shorter = [f"{any_sign}{{1,{len(bound) - 1}}}+"] if len(bound) > 1 else []
    lower = [
        f"{bound[:i]}[{first}-{chr(ord(sign) - 1)}]{any_sign}{{{len(bound) - i - 1}}}"
        for i, sign in enumerate(bound[:-1])
        if sign > first
    ]
    return "|".join([*shorter, *lower, f"{bound[:-1]}[{first}-{bound[-1]}]"])


# The exact scan


def scan_exactly(data: bytes) -> Scan:
    """Scan any sheet's XML by parsing it.

    ValueError if it is no worksheet, is not well-formed, or has a cell outside the worksheet.
    """
    parsing = _Parsing()
    try:
        parsing.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return parsing.scan


class _Parsing:
    """A sheet while expat parses it; a row or cell without an address follows the one before it (ECMA-376 part 1, 18.3.1.4).

    Where a row's number and its cells' addresses disagree, the larger one counts: readers go by either.
    """

    def __init__(self) -> None:
        self.scan = Scan()
        self.row = self.column = 0
        self.cell = (0, 0)
        self.kind = ""
        self.content: set[str] = set()
        self.text: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start_root
        self.parser.EndElementHandler = self._end

    def _start_root(self, name: str, _attributes: dict[str, str]) -> None:
        if _local_name(name) != "worksheet":
            raise ValueError(name)
        self.parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local_name(name)
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "f", "is"):
            self._start_content(name)
        elif name == "row":
            self._start_row(int(attributes.get("r", self.row + 1)))
        elif name == "mergeCell":
            self.scan.merges.append(Area.parse(attributes.get("ref", "")))

    def _start_row(self, number: int) -> None:
        if not 1 <= number <= LAST_ROW:
            raise ValueError(number)
        self.row, self.column = number, 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.cell = parse_cell(attributes["r"]) if "r" in attributes else (self.row, self.column + 1)
        self.row, self.column = max(self.row, self.cell[0]), self.cell[1]
        self.kind = attributes.get("t", "")
        self.content.clear()

    def _start_content(self, name: str) -> None:
        self.content.add(name)
        self.text.clear()
        if name == "f" or self.kind == "e":  # only then does the value matter, and each event costs
            self.parser.CharacterDataHandler = self.text.append

    def _end(self, name: str) -> None:
        if self.content and _local_name(name) == "c":
            value = "".join(self.text).strip() if "v" in self.content else None
            self.scan.add_cell(self.cell, self.kind, value, has_formula="f" in self.content)
            self.content.clear()
            self.parser.CharacterDataHandler = None


def _local_name(name: str) -> str:
    """Return an element's name without its prefix, which expat leaves in."""
    return name.rpartition(":")[2]
