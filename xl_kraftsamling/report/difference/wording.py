"""Rows, values and bridges in words, the same on a terminal and on a page."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from xl_kraftsamling.domain.book import Row, cell_of
from xl_kraftsamling.domain.comparison.bridges import Bridge, BridgeRow, FigureChange
from xl_kraftsamling.domain.comparison.changes import EntryChange, FieldChange
from xl_kraftsamling.domain.comparison.pairing import UNREAD, PairedTable
from xl_kraftsamling.domain.money import Ore, format_amount
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import FORECASTS, Column, Kind, Table
from xl_kraftsamling.domain.texts import Count, Text, Value
from xl_kraftsamling.finding import Finding
from xl_kraftsamling.reading.written_changes import WrittenChange
from xl_kraftsamling.report.difference.contents import Difference
from xl_kraftsamling.report.figures import FIGURES, Figure, explain_open_cells, format_figure

WHAT = Text("Vad", "What")
BEFORE, AFTER, DIFFERENCE = Text("Före", "Before"), Text("Efter", "After"), Text("Skillnad", "Difference")
MONEY = Text("Pengarna", "The money")
NO_MONEY = Text("Inga belopp skiljer sig: varje mottagares saldo är detsamma.", "No amounts differ: every recipient's balance is the same.")
SAME_FOR = Text("Samma saldo som förut: {names}.", "The same balance as before: {names}.")
OTHER_CHANGES = Text("Ändringar som inte flyttar pengar", "Changes that do not move money")
CAME_FINDINGS, WENT_FINDINGS = Text("Nya avvikelser", "New findings"), Text("Avvikelser som är borta", "Findings that are gone")
PAIRING = Text("Så hör raderna ihop", "How the rows belong together")
NOTHING = Text("Inget skiljer sig.", "Nothing differs.")
BASIS = Text("{decision} · avstämt {as_of} · belopp i kronor", "{decision} · as of {as_of} · amounts in kronor")
MORE_ROWS = Text("… och {n} rader till, tillsammans", "… and {n} more rows, together")
MORE = Text("… och {n} till. Alla visas med --format json.", "… and {n} more. All are shown with --format json.")

_ADDED = Text("ny: {row}", "new: {row}")
_REMOVED = Text("borttagen: {row}", "removed: {row}")
_CHANGED = Text("ändrad: {row}: {changes}", "changed: {row}: {changes}")
_ANOTHER_DATE = Text("oförändrad, men avstämningsdatumet är ett annat: {row}", "unchanged, but the as-of date is another: {row}")
_ANOTHER_FORECAST = Text("oförändrad, men det är en annan prognos som gäller: {row}", "unchanged, but another forecast applies: {row}")
_FIELD = Text("{heading} {before} → {after}", "{heading} {before} → {after}")
_UNREAD = Text("(kan inte läsas)", "(cannot be read)")
_EMPTY = Text("(tomt)", "(empty)")
_UNKNOWN = Text("okänt", "unknown")
_WHY_UNKNOWN = Text("{side}: {figure} {why}", "{side}: {figure} {why}")
_ALL_FIGURES = Text("saldot", "the balance")
_BY_CONTENT = Text(
    "{table}: {n} rader utan gemensamt id är ihopparade efter innehåll; {left} kunde inte paras ihop, och räknas som nya "
    "eller borttagna.",
    "{table}: {n} rows without a common id are paired by content; {left} could not be paired, and count as new or removed.",
)
_LOST = Text(
    "{table}: kolumnerna {columns} finns bara i den ena arbetsboken (före), och är inte jämförda.",
    "{table}: the columns {columns} exist only before, and are not compared.",
)
_GAINED = Text(
    "{table}: kolumnerna {columns} finns bara i den ena arbetsboken (efter), och är inte jämförda.",
    "{table}: the columns {columns} exist only after, and are not compared.",
)
_LOST_SHEETS = Text("Blad som bara finns före: {sheets}.", "Sheets that exist only before: {sheets}.")
_GAINED_SHEETS = Text("Blad som bara finns efter: {sheets}.", "Sheets that exist only after: {sheets}.")
_MOVED = Text("{table}: {n} rader står i en annan ordning: {rows}{more}.", "{table}: {n} rows are in another order: {rows}{more}.")
_ENTRY = Text("{sheet}: {change} ({place})", "{sheet}: {change} ({place})")
_WRITTEN = Text("{row}, {heading}: {kind}{values} ({places})", "{row}, {heading}: {kind}{values} ({places})")
_VALUES = Text(": {before} → {after}", ": {before} → {after}")
_FINDING = Text("{code} {place}: {message}", "{code} {place}: {message}")
_NAMED = 5


def name_row(table: Table, row: Row) -> str:
    """What a reader calls a row: its table and id, or what names it where it has none, and its cell."""
    first = table.columns[0]
    # neither a date nor a voucher says whose row it is
    others = () if first.kind in (Kind.ID, Kind.RECIPIENT) else (getattr(row, "recipient", None),)
    names = [str(each) for each in (getattr(row, first.field), *others) if each is not None]
    return f"{' '.join([table.sheet, ', '.join(names)]).strip()} ({cell_of(row, first.field).address})"


def describe_value(column: Column, value: Any) -> Value:
    """A value of a field as a text names it."""
    if value is UNREAD or value is None:
        return _UNREAD if value is UNREAD else _EMPTY
    if column.kind is Kind.PERCENTS:
        return "; ".join(map(str, value))
    return Ore(value) if column.kind is Kind.AMOUNT else value if isinstance(value, (int, date)) else str(value)


def describe_field(change: FieldChange | EntryChange) -> Text:
    """A field before and after."""
    before, after = (describe_value(change.column, value) for value in (change.before, change.after))
    return _FIELD.bind(heading=change.column.heading, before=before, after=after)


def describe_row(line: BridgeRow, lang: str) -> str:
    """What has become of a row."""
    before, after = line.pair
    row = name_row(line.table, before if after is None else after)
    if before is None or after is None:
        return (_ADDED if before is None else _REMOVED).fill(lang, {"row": row})
    if not line.changes:
        return (_ANOTHER_FORECAST if line.table is FORECASTS else _ANOTHER_DATE).fill(lang, {"row": row})
    return _CHANGED.fill(lang, {"row": row, "changes": tuple(map(describe_field, line.changes))})


def describe_entry(change: EntryChange) -> Text:
    """A single value before and after, and where it stands."""
    return _ENTRY.bind(sheet=change.table.sheet, change=describe_field(change), place=change.places[1] or change.places[0])


def describe_written(change: WrittenChange) -> Text:
    """In what way a cell is written differently."""
    before, after = change.places
    values: Value = _VALUES.bind(before=change.before or _EMPTY, after=change.after or _EMPTY) if change.before != change.after else ""
    places = before.address if before == after else f"{before.address} → {after.address}"
    row = name_row(change.table, change.pair.after).partition(" (")[0]
    return _WRITTEN.bind(row=row, heading=change.column.heading, kind=change.kind.text, values=values, places=places)


def describe_finding(finding: Finding, lang: str) -> str:
    """A finding on one line."""
    place = finding.hit.place
    return _FINDING.fill(lang, {"code": finding.rule.code, "place": place or "", "message": finding.message(lang)})


def list_structure(difference: Difference) -> Iterator[Text]:
    """What differs in sheets, columns and the order of rows."""
    for words, sheets in ((_LOST_SHEETS, difference.lost_sheets), (_GAINED_SHEETS, difference.gained_sheets)):
        if sheets:
            yield words.bind(sheets=tuple(sheets))
    for paired in difference.tables.values():
        for words, columns in ((_LOST, paired.lost), (_GAINED, paired.gained)):
            if columns:
                yield words.bind(table=paired.table.sheet, columns=tuple(column.heading for column in columns))
    for paired, pairs in difference.moved:
        more = Text(" och {n} till", " and {n} more").bind(n=Count(len(pairs) - _NAMED)) if len(pairs) > _NAMED else ""
        rows = tuple(name_row(paired.table, pair.after) for pair in pairs[:_NAMED])
        yield _MOVED.bind(table=paired.table.sheet, n=Count(len(pairs)), rows=rows, more=more)


def list_pairing(tables: Sequence[PairedTable]) -> Iterator[Text]:
    """Which rows were paired without an id, and how many were not."""
    for paired in tables:
        if paired.by_content or paired.unmatched:
            yield _BY_CONTENT.bind(table=paired.table.sheet, n=Count(paired.by_content), left=Count(paired.unmatched))


class BridgeLine(NamedTuple):
    """A line of a bridge: what it is, and an amount or a word for each figure; `role` is before, row, rest or after."""

    role: str
    what: str
    cells: Sequence[str]


class BridgeTable(NamedTuple):
    """The bridge of a recipient as lines: those between the first and the last add up to their difference; and notes below them."""

    figures: Sequence[Figure]
    lines: Sequence[BridgeLine]
    notes: Sequence[str]


def lay_out_bridge(bridge: Bridge, lang: str, most: int) -> BridgeTable:
    """The bridge of a recipient, with the figures that differ; of more than `most` rows those of the largest amounts, and the rest as one line."""
    figures = [figure for figure in FIGURES if _is_shown(bridge, figure.name)]
    lines = [
        BridgeLine("before", BEFORE.fill(lang, {}), [_format_side(bridge.figures[each.name], 0, each.name, lang) for each in figures]),
        *_list_rows(bridge, figures, lang, most),
        *(BridgeLine("rest", rest.why.fill(lang, {}), [_sign(rest.effects[each.name], lang) if each.name in rest.effects else "" for each in figures]) for rest in bridge.remainders),
        BridgeLine("after", AFTER.fill(lang, {}), [_format_side(bridge.figures[each.name], 1, each.name, lang) for each in figures]),
        BridgeLine("difference", DIFFERENCE.fill(lang, {}), [_format_difference(bridge.figures[each.name], lang) for each in figures]),
    ]
    return BridgeTable(figures, lines, list(dict.fromkeys(_explain_unknown(bridge, lang))))


def _is_shown(bridge: Bridge, name: str) -> bool:
    figure = bridge.figures[name]
    is_half_known = bool(figure.before.open_cells) != bool(figure.after.open_cells)
    return bool(figure.difference) or is_half_known or any(name in row.effects for row in bridge.rows)


def _list_rows(bridge: Bridge, figures: Sequence[Figure], lang: str, most: int) -> Iterator[BridgeLine]:
    largest = sorted(bridge.rows, key=lambda row: -max(map(abs, row.effects.values()), default=0))[:most]
    shown = set(map(id, largest))
    for row in bridge.rows:
        if id(row) in shown:
            yield BridgeLine("row", describe_row(row, lang), [_sign(row.effects.get(each.name, 0), lang) for each in figures])
    if rest := [row for row in bridge.rows if id(row) not in shown]:
        sums: Counter[str] = Counter()
        for row in rest:
            sums.update(row.effects)
        yield BridgeLine("rest", MORE_ROWS.fill(lang, {"n": Count(len(rest))}), [_sign(sums[each.name], lang) for each in figures])


def _format_side(figure: FigureChange, side: int, name: str, lang: str) -> str:
    amount = figure[side]
    return _UNKNOWN.fill(lang, {}) if amount.open_cells else format_figure(name, amount.ore, lang)


def _format_difference(figure: FigureChange, lang: str) -> str:
    return _UNKNOWN.fill(lang, {}) if figure.difference is None else _sign(figure.difference, lang) or "0"


def _sign(ore: int, lang: str) -> str:
    """An amount with its sign; nothing for zero."""
    return ("+" if ore > 0 else "") + format_amount(ore, lang, unit=False) if ore else ""


def _explain_unknown(bridge: Bridge, lang: str) -> Iterator[str]:
    """Why figures are unknown: once for the balance as a whole, or for the figure."""
    for side, word in enumerate((BEFORE, AFTER)):
        whole: tuple[Place, ...] = bridge.figures["allotted"][side].open_cells
        for each in FIGURES:
            cells = bridge.figures[each.name][side].open_cells
            if cells and (cells == whole or _is_shown(bridge, each.name)):
                figure: Value = _ALL_FIGURES if cells == whole else each.heading
                yield _WHY_UNKNOWN.fill(lang, {"side": word, "figure": figure, "why": explain_open_cells(cells, lang)})
