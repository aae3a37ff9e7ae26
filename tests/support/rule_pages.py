"""The example tables of the rule pages, made into real workbooks.

An example stands on a book that is right.  A line with a sheet's name begins a table; in Avrop, Omfördelning, Utfall,
Prognos and Undantag its rows are all the rows there are, elsewhere a row replaces the one with the same first cell or
comes last.  `75 000` is a number, `"75 000"` a text, 2026-06-01 a date, `#REF!` an error value, `^` merged with the cell above,
`~~name~~` takes a row, a column (in the heading) or, after a sheet's name, the sheet away.  A second `|---|` ends the Excel table:
the rows below it stand outside.  `(dold)` after the last `|` hides the row, `=…` is a formula without a stored value, `=… → 75 000` one
that was calculated, and a table `Arbetsboken` says how the workbook is calculated.  An example that begins with `En egen arbetsbok` stands on
nothing: its sheets are the workbook.  A table `Beslutsfilen` is what the decision file beside the workbook has more than the shipped one, and
`Kartan` what is corrected in the map that the program proposes (`example_map`).  What stands after the last `|` marks the findings of the row:
`← AV01, VD09`.

A mended example (:func:`mend`) holds the tables of the bad one that change when the remedy is followed; the others stay.
"""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from openpyxl.worksheet.table import Table as ExcelTable

from support.example_map import write_map
from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.domain.tables import NAME, RECORD, SETTINGS, STATED_BALANCES, TABLES, VALUE
from xl_kraftsamling.domain.template import SHEETS

OWN, WHOLE, DECISION, MAP = "En egen arbetsbok", "Arbetsboken", "Beslutsfilen", "Kartan"
ALL_ROWS = {DECISION, "Avrop", "Omfördelning", "Utfall", "Prognos", "Undantag"}
AS_OF = date(2026, 9, 30)
_SIX = ("arbetsmarknads- och socialnämnden", "fritidsnämnden", "förskolenämnden", "kulturnämnden",
        "gymnasie- och vuxenutbildningsnämnden", "MKB")  # fmt: skip
_PLANNED = ((0, 0, 500_000), (0, 0, 400_000), (1, 1, 2_000_000), (1, 1, 1_500_000), (1, 1, 1_000_000), (3, 2, 120_000),
            (3, 3, 300_000), (3, 3, 200_000), (4, 4, 500_000), (5, 5, 500_000), (5, 5, 300_000))  # fmt: skip

_STANDING = {"Tilldelning", "Insatser", "Beslut", "Inställningar"}
"""Sheets in which a row of an example replaces the one of the right book with the same first cell."""

ExampleTable = tuple[str, str | None, list[str]]
"""The line that names a table, the line of its headings (None where there is no table), and the lines below."""

Mark = tuple[str, str, int]
"""A finding: its code, its sheet, and its row (0 for the sheet as a whole)."""


class Calculated(NamedTuple):
    """A formula with the value that a program has calculated and stored."""

    formula: str
    value: Any


@dataclass
class Sheet:
    """A sheet to be: headings, rows (a list of cells each), and the marks on heading (-1), sheet (None) or row.

    `inside` is the number of rows in the Excel table, None for all of them; `hidden` are rows that are not shown.
    """

    headings: list[str]
    rows: list[list[Any]]
    marks: list[tuple[int | None, str]] = field(default_factory=list)
    gone: bool = False
    inside: int | None = None
    hidden: list[int] = field(default_factory=list)


def right_book() -> dict[str, Sheet]:
    """A workbook in which nothing is wrong: the decision recorded, eleven insatser, nothing called off."""
    decision = pick_shipped_decision("STK-2026-580")
    sheets = {name: Sheet(["Om arbetsboken"], []) for name in SHEETS}
    for table in (*TABLES, STATED_BALANCES):
        sheets[table.sheet] = Sheet(list(table.headings), [])
    record = {
        "case_number": decision.case_number, "section": decision.section, "body": decision.body,
        "meeting": date(2026, 4, 20), "title": decision.title, "year": 2026, "reserve": decision.reserve,
        "status": "beslut", "executive_section": "§ 187", "decided_on": date(2026, 5, 20), "conditions": "",
    }  # fmt: skip
    settings = {"profile": "normal", "as_of": AS_OF, "thresholds": "70; 85; 100", "cost_sign": "positivt", "version": 1}
    for table, values in ((RECORD, record), (SETTINGS, settings)):
        sheets[table.sheet] = Sheet([NAME, VALUE], [[c.heading, values[c.field]] for c in table.columns])
    sheets["Tilldelning"].rows = [
        [g.recipient, decision.register.kind(g.recipient), g.amount / 100, decision.reference, ""] for g in decision.grants
    ]
    sheets["Insatser"].rows = [
        [f"I-{n:02d}", f"Insats {n}", _SIX[a], _SIX[b], planned, "pågår", ""] for n, (a, b, planned) in enumerate(_PLANNED, 1)
    ]
    return sheets


def book_with(example: str) -> dict[str, Sheet]:
    """The right book with the tables of an example in place."""
    return _build_book(_tables(example))


def _build_book(tables: list[ExampleTable]) -> dict[str, Sheet]:
    own = bool(tables) and tables[0][0].startswith(OWN)
    sheets = {} if own else right_book()
    for name, header, lines in tables:
        title, mark = _split_mark(name)
        if own:
            sheets[title.removeprefix(OWN)] = Sheet([], [], gone=title == OWN)
            title = title.removeprefix(OWN)
        sheet = sheets.setdefault(title.strip("~").strip(), Sheet([], [], gone=title == WHOLE))
        sheet.gone = sheet.gone or title.startswith("~~")
        sheet.marks += [(None, code) for code in mark]
        if header is not None:
            _apply(sheet, title.strip("~"), header, lines)
    return sheets


def mend(bad: str, mended: str) -> dict[str, Sheet]:
    """The workbook of a bad example, with the tables of a mended one in place; without the marks of what was wrong."""
    tables = _tables(re.sub("←.*", "", bad))
    names = [_name_of(table) for table in tables]
    for table in _tables(mended):
        if _name_of(table) in names and _name_of(table) not in _STANDING:
            tables[names.index(_name_of(table))] = table
        else:
            tables.append(table)
    return _build_book(tables)


def _name_of(table: ExampleTable) -> str:
    return _split_mark(table[0])[0].strip("~").strip()


def _tables(example: str) -> list[ExampleTable]:
    tables: list[ExampleTable] = []
    for line in example.strip().splitlines():
        if not line.strip().startswith("|"):
            if line.strip():
                tables.append((line.strip(), None, []))
        elif tables[-1][1] is None:
            tables[-1] = (tables[-1][0], line, [])
        else:
            tables[-1][2].append(line)
    return tables


def _split_mark(line: str) -> tuple[str, list[str]]:
    text, _, marks = line.partition("←")
    return text.strip(), re.findall(r"[A-Z]{2}\d\d", marks)


def _cells(line: str) -> tuple[list[str], list[str]]:
    text, marks = _split_mark(line)
    return [cell.strip() for cell in text.strip().removeprefix("|").removesuffix("|").split("|")], marks


def _apply(sheet: Sheet, name: str, header: str, lines: list[str]) -> None:
    headings, marks = _cells(header)
    sheet.marks += [(-1, code) for code in marks]
    columns: list[int] = []
    for heading in headings:
        if heading.startswith("~~"):
            column = sheet.headings.index(heading.strip("~"))
            sheet.headings[column] = "\0gone"
        elif heading in sheet.headings and sheet.headings.index(heading) not in columns:
            column = sheet.headings.index(heading)
        else:
            sheet.headings.append(heading)
            column = len(sheet.headings) - 1
        columns.append(column)
    if name in ALL_ROWS:
        sheet.rows = []
    for number, line in enumerate(lines):
        if not _is_rule(line):
            _put(sheet, name, columns, line)
        elif number:
            sheet.inside = len(sheet.rows)


def _is_rule(line: str) -> bool:
    return "-" in line and re.fullmatch(r"\|[\s:|-]+\|", line.strip()) is not None


def _put(sheet: Sheet, name: str, columns: list[int], line: str) -> None:
    shown = line.replace("(dold)", "")
    cells, marks = _cells(shown)
    if cells[0].startswith("~~"):
        sheet.rows = [row for row in sheet.rows if row[0] != cells[0].strip("~")]
        return
    row = next((row for row in sheet.rows if name in _STANDING and cells[0] and row[0] == cells[0]), None)
    if row is None:
        row = [""] * len(sheet.headings)
        sheet.rows.append(row)
    row += [""] * (len(sheet.headings) - len(row))
    for column, cell in zip(columns, cells, strict=False):
        row[column] = value_of(cell)
    at = next(i for i, other in enumerate(sheet.rows) if other is row)
    sheet.marks += [(at, code) for code in marks]
    sheet.hidden += [at] if shown != line else []


def value_of(cell: str) -> Any:
    """What a cell of an example holds."""
    if re.fullmatch(r'".*"', cell):
        return cell[1:-1]
    if cell.startswith("=") and "→" in cell:
        formula, _, value = cell.partition("→")
        return Calculated(formula.strip(), value_of(value.strip()))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return datetime.fromisoformat(cell)
    if re.fullmatch(r"-?\d{1,3}( \d{3})*(,\d+)?|-?\d+(,\d+)?", cell):
        number = float(cell.replace(" ", "").replace(",", "."))
        return int(number) if number.is_integer() else number
    return cell


def write(sheets: dict[str, Sheet], path: Path) -> set[Mark]:
    """Write a workbook with one Excel table per sheet; returns what must be found in it."""
    _write_decision(sheets.get(DECISION), path.with_suffix(".beslut.toml"))
    book = openpyxl.Workbook()
    book.remove(book.active)
    wanted: set[Mark] = set()
    stored: dict[str, dict[str, Any]] = {}
    for name, sheet in sheets.items():
        wanted |= {(code, "" if name == WHOLE else name, 0 if at is None else at + 2) for at, code in sheet.marks}
        if name == WHOLE:
            book.calculation.calcMode = "manual" if ["manuell"] in sheet.rows else "auto"
        elif name not in (DECISION, MAP) and not sheet.gone:
            stored[f"xl/worksheets/sheet{len(stored) + 1}.xml"] = _write_sheet(book.create_sheet(name), name, sheet)
    book.save(path)
    if any(stored.values()):
        _store_values(path, stored)
    write_map(sheets[MAP].rows if MAP in sheets else [], path)
    return wanted


def _store_values(path: Path, stored: Mapping[str, Mapping[str, Any]]) -> None:
    """Put the calculated values of formulas into the parts of their sheets: openpyxl writes formulas without them."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for part, values in stored.items():
        for cell, value in values.items():
            there = rf'(<c r="{cell}"[^>]*><f>[^<]*</f>)<v ?(?:/>|></v>)'.encode()
            parts[part], count = re.subn(there, rf"\g<1><v>{value}</v>".encode(), parts[part])
            assert count == 1, (part, cell)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _write_decision(sheet: Sheet | None, path: Path) -> None:
    """Write the decision that ships with what the table adds to it; without the table, leave no file."""
    path.unlink(missing_ok=True)
    if sheet:
        shipped = pick_shipped_decision("STK-2026-580").file
        assert shipped is not None
        path.write_text(shipped.read_text("utf-8") + "".join(_compose_entry(*row) for row in sheet.rows), "utf-8")


def _compose_entry(what: str, day: datetime, recipient: str, kronor: int) -> str:
    if what.startswith("sista dag för "):
        return f'\n[[deadline]]\nwhat = "{what.removeprefix("sista dag för ")}"\ndate = {day:%Y-%m-%d}\nreference = "STK-2024-1374"\n'
    if what == "återrapporterat":
        return f"\n[[report]]\ndate = {day:%Y-%m-%d}\n"
    if what == "kommunstyrelsens beslut":
        return f'\n[adoption]\ndate = {day:%Y-%m-%d}\nsection = "§ 187"\n'
    if what == "ändrat belopp":
        granted = f'[[amendment.allocation]]\nrecipient = "{recipient}"\nkronor = {kronor}\n'
        return f'\n[[amendment]]\ndate = {day:%Y-%m-%d}\nsection = "§ 301"\ncase_number = "STK-2026-1201"\n\n{granted}'
    if what.startswith("ny "):
        return f'\n[[recipient]]\nname = "{recipient}"\nkind = "{what.removeprefix("ny ")}"\n'
    assert what == "återbetalning", what
    return f'\n[[repayment]]\ndate = {day:%Y-%m-%d}\nrecipient = "{recipient}"\nkronor = {kronor}\n'


def _write_sheet(page: Any, name: str, sheet: Sheet) -> dict[str, Any]:
    """Write a sheet; returns the values of its calculated formulas, by their cells."""
    calculated: dict[str, Any] = {}
    kept = [i for i, heading in enumerate(sheet.headings) if heading != "\0gone"]
    headings = [sheet.headings[i] for i in kept]
    page.append(headings)
    for row in sheet.rows:
        cells = [row[i] if i < len(row) else "" for i in kept]
        page.append([None if cell in ("", "^") else cell.formula if isinstance(cell, Calculated) else cell for cell in cells])
        for column, cell in enumerate(cells, 1):
            if cell == "^":
                page.merge_cells(start_row=page.max_row - 1, end_row=page.max_row, start_column=column, end_column=column)
            elif isinstance(cell, Calculated):
                calculated[page.cell(page.max_row, column).coordinate] = cell.value
            elif isinstance(cell, str) and cell.startswith("#"):
                page.cell(page.max_row, column).data_type = "e"
    for at in sheet.hidden:
        page.row_dimensions[at + 2].hidden = True
    if len(headings) > 1 and len(set(headings)) == len(headings):
        inside = len(sheet.rows) if sheet.inside is None else sheet.inside
        last = page.cell(max(2, inside + 1), len(headings)).coordinate
        page.add_table(ExcelTable(displayName=name.replace(" ", "_"), ref=f"A1:{last}"))
    return calculated
