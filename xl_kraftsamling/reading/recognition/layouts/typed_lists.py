"""One list that holds records of several kinds, told apart by a column: “Typ” is Tilldelning, Avrop or Omfördelning, or the words of a text begin so.

Each kind is a table of its own, which reads the rows of its kind alone (`FoundTable.only`), with the columns that hold its fields and the
sign that its amounts have there.  The rows of no known kind are said, and asked about where they have an amount.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text, fold_label
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.status_words import (
    APPROVED,
    BOOKED,
    CALL_OFF_STATES,
    REJECTED,
    REQUESTED,
    TRANSFER_STATES,
    parse_state,
)
from xl_kraftsamling.domain.sum_labels import is_carried_label, is_opening_label, is_sum_row
from xl_kraftsamling.domain.tables import ALLOCATIONS, CALL_OFFS, TRANSFERS
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.recognition.column_assignment import SAMPLE_ROWS, ColumnAssignment, assign_kind
from xl_kraftsamling.reading.recognition.headed_rows import HeadedRows
from xl_kraftsamling.reading.recognition.labels import label_column
from xl_kraftsamling.reading.recognition.layouts.account_columns import AccountColumns, find_account_columns
from xl_kraftsamling.reading.recognition.layouts.events import Event, read_event
from xl_kraftsamling.reading.recognition.layouts.mirrored_rows import has_pairs, list_mirrors
from xl_kraftsamling.reading.recognition.layouts.party_columns import PartyColumns, find_party_columns
from xl_kraftsamling.reading.recognition.layouts.untyped_rows import settle_untyped_rows
from xl_kraftsamling.reading.recognition.settling.own_rows import keep_mapped_rows
from xl_kraftsamling.reading.recognition.sources import Fixed, Mirrored
from xl_kraftsamling.reading.recognition.tables import FoundTable, Part
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.reading.row_roles import SortedRows

_MOST = 0.7
"""The share of the texts of a column that must say what their rows are: some rows of every log are remarks, or misspelt."""
_NEARLY_ALL = 0.95
"""The same share where all that say it are of one kind."""
_FILLED = 0.5
"""The share of the rows that must say it."""
_FEWEST = 2
"""Kinds of rows that make a list of several kinds."""
_SAYING = frozenset({"status", "date", "period", "comment"})
"""Ideas of headings over other columns, whatever the words there: “Beviljat” is a status too, and a remark may begin with anything."""
_UNDONE = frozenset({REQUESTED, REJECTED})
"""Statuses of a reversal that has not been made."""
_TURNED = frozenset({ALLOCATIONS.name, CALL_OFFS.name, TRANSFERS.name})
"""The kinds whose amounts may be turned; the sign of costs is a setting of its own."""


class _KindColumn(NamedTuple):
    """The column that says what each row is, with what it says, by row."""

    number: int
    events: Mapping[int, Event]
    texts: Mapping[int, str]

    @property
    def are_statuses(self) -> bool:
        """Whether every text may say how far a call-off or a transfer has come, and nothing more."""
        return all(map(_is_status, {*self.texts.values()}))

    def rank(self) -> tuple[bool, bool, int]:
        """How well a column tells the kinds of rows apart, compared with another one of the list."""
        return len(set(self.events.values())) >= _FEWEST, not self.are_statuses, len(self.events)


class _Log(NamedTuple):
    """A list of several kinds: its rows, the column of its kinds, and the columns of its amounts and of those between whom they go."""

    below: HeadedRows
    kinds: _KindColumn
    account: AccountColumns
    parties: PartyColumns
    rows: SortedRows


def find_typed_tables(below: HeadedRows) -> Sequence[FoundTable]:
    """The tables of a list that holds records of several kinds, one for each; none where it is no such list."""
    kinds = _find_kind_column(below)
    if kinds is None:
        return ()
    log = _read_log(below, kinds)
    whole = [found for event in dict.fromkeys(kinds.events.values()) if (found := _make_table(log, event))]
    tables = [kept for each in whole if (kept := keep_mapped_rows(each, below.grid)).rows.data and has_pairs(kept)]
    are_several = len({(each.kind, each.gives_back) for each in tables}) >= _FEWEST
    if not (are_several or _is_account(log, tables)) or (kinds.are_statuses and not _go_out(tables)):
        return ()
    read = {line for each in tables for line in each.rows.data}
    read |= {place.row for each in tables for place in list_mirrors(each)}
    if any(each.gives_back for each in tables):  # those that are not made have been said
        read |= {line for line, event in kinds.events.items() if event.is_reversal}
    rest = [line for line in log.rows.data if line not in read]
    amounts = {line: log.account.read_amount(below.grid, line) for line in rest}
    return settle_untyped_rows(_settle_statuses(log, tables), below.grid, below.reader, amounts, kinds.number)


def _go_out(tables: Sequence[FoundTable]) -> bool:
    """Whether call-offs are minus and allocations plus: no words for how far a call-off has come would have them so."""
    signs = {each.kind: bool(each.negative) for each in tables if not each.gives_back}
    return signs.get(CALL_OFFS.name, False) and not signs.get(ALLOCATIONS.name, True)


def _is_account(log: _Log, tables: Sequence[FoundTable]) -> bool:
    """Whether a list with rows of one kind is an account all the same, that of a nämnd without call-offs or a further page: not a list of call-offs."""
    plain = next(iter(log.below.assign_columns()), None)
    runs = bool(log.account.balances) or any(each.negative or each.kind == ALLOCATIONS.name for each in tables)
    return bool(tables) and runs and plain is not None and plain.kind == CALL_OFFS.name


# ---- the column of kinds


def _find_kind_column(below: HeadedRows) -> _KindColumn | None:
    """The column whose texts say what their rows are; of several, the one that tells them apart and says it of most rows."""
    headings = below.heading_row.headings
    found = [each for n, heading in headings.items() if not heading.ideas & _SAYING and (each := _read_kinds(below, n))]
    return max(found, key=_KindColumn.rank, default=None)


def _read_kinds(below: HeadedRows, number: int) -> _KindColumn | None:
    first = below.heading_row.row + 1
    if not _are_kinds(below, number, below.sample):
        return None
    rows = below.grid[first - 1 : below.last]
    texts = {line: cell_text(row[number - 1]) for line, row in enumerate(rows, first) if any(cell_text(cell) for cell in row if cell != "")}
    texts = {line: text for line, text in texts.items() if not is_sum_row([cell for cell in below.grid[line - 1] if isinstance(cell, str)])}
    known = {text: read_event(text, below.reader) for text in {*texts.values()}}
    return _KindColumn(number, {line: event for line, text in texts.items() if (event := known[text])}, texts)


def _are_kinds(below: HeadedRows, number: int, sample: Sequence[Sequence[object]]) -> bool:
    """Whether the first rows of a column say what they are, of one kind or several."""
    counted = Counter(cell_text(cell) for row in sample if isinstance(cell := row[number - 1], str))
    texts = Counter({text: times for text, times in counted.items() if text and not _is_of_sum(text)})
    events = {text: event for text in texts if (event := read_event(text, below.reader))}
    said, of = sum(texts[text] for text in events), texts.total()
    several = len({(event.kind, event.is_reversal) for event in events.values()}) >= _FEWEST or said >= _NEARLY_ALL * of > 0
    return several and said >= max(_MOST * of, _FILLED * sum(any(cell_text(cell) for cell in row if cell != "") for row in sample))


def _is_of_sum(text: str) -> bool:
    """Whether a text is the label of a sum, or of one that is carried over or brought forward."""
    return is_sum_row([text]) or is_carried_label(text) or is_opening_label(text)


def _is_status(text: str) -> bool:
    return bool(parse_state(text, CALL_OFF_STATES) or parse_state(text, TRANSFER_STATES))


# ---- the table of each kind


def _read_log(below: HeadedRows, kinds: _KindColumn) -> _Log:
    """The list with its columns and its rows by their role, which is the same whatever they are records of."""
    lines = sorted(kinds.texts)
    account, parties = find_account_columns(below, lines, kinds.number), find_party_columns(below, lines, kinds.number)
    dated = assign_kind(CALL_OFFS.name, below.heading_row.headings, below.sample, below.reader, below.year).columns
    columns = {name: dated[name] for name in ("date",) if name in dated} | {"intervention": kinds.number}
    columns |= {"amount": account.columns[0]} if account.columns else {}
    columns |= {OWNER: parties.columns[0]} if parties.columns else {}
    parts = [Part({"amount": n}) for n in account.opposites]
    rows = below.sort_rows(ColumnAssignment(CALL_OFFS.name, columns), parts)
    return _Log(below, kinds, account, parties, _with_grants(below, rows, kinds))


def _with_grants(below: HeadedRows, rows: SortedRows, kinds: _KindColumn) -> SortedRows:
    """The rows with those of grants among the data: “Tilldelning” names there what the row is, and not what there is to draw from."""
    number = kinds.number
    grants = {line for line in rows.left_over if (event := kinds.events.get(line)) and event.kind == ALLOCATIONS.name and _has_name(below, line, number)}
    left = [line for line in rows.left_over if line not in grants]
    return replace(rows, data=sorted({*rows.data, *grants}), left_over=left) if grants else rows


def _has_name(below: HeadedRows, line: int, number: int) -> bool:
    """Whether a row names its recipient, in another column than that of the kinds."""
    return any(below.reader.names_recipient(cell) for n, cell in enumerate(below.grid[line - 1], 1) if n != number)


def _make_table(log: _Log, event: Event) -> FoundTable | None:
    """The table of one kind, with all rows of the list; None where its amounts or its recipients are nowhere."""
    lines = [line for line, each in log.kinds.events.items() if each == event]
    amounts = log.account.find_amounts(log.below.grid, lines)
    assignment = _assign(log, event, lines, amounts)
    if event.kind == TRANSFERS.name and "receiver" not in assignment.columns:
        return _make_mirrored(log, event, assignment)
    parts = [Part({"amount": n}) for n in amounts] if len(amounts) > 1 else ()
    found = log.below.make_table(assignment, parts, _share_rows(log, assignment)) if _is_enough(log, assignment) else None
    if found is None:
        return None
    found = _with_kind(log, event, found)
    negative = log.account.find_negative(log.below.grid, lines, amounts) if event.kind in _TURNED else frozenset[int]()
    found = replace(found, negative=negative)
    return _keep_done(log, found, lines) if event.is_reversal else found


def _with_kind(log: _Log, event: Event, found: FoundTable) -> FoundTable:
    """A table with the words that its rows have in the column of kinds, and the status that these say."""
    sources = {"status": Fixed(event.state, _heading(log), _SAID)} if event.state and not found.has("status") else {}
    return replace(found, sources=sources, only={log.kinds.number: _name_values(log.kinds, event)})


def _make_mirrored(log: _Log, event: Event, assignment: ColumnAssignment) -> FoundTable | None:
    """The transfers of an account in which one row is the giver's and another the receiver's: the money goes out where call-offs do."""
    calls = [line for line, each in log.kinds.events.items() if each.kind == CALL_OFFS.name and not each.is_reversal]
    given = log.account.find_amounts(log.below.grid, calls)[:1]
    if not given or not log.parties.columns:
        return None
    taken = next((n for n in log.account.opposites if n not in given), given[0])
    columns = {**assignment.columns, "amount": given[0], "donor": log.parties.columns[0]}
    found = log.below.make_table(replace(assignment, columns=columns), (), _share_rows(log, assignment))
    if found is None:
        return None
    found = _with_kind(log, event, found)
    negative = log.account.find_negative(log.below.grid, calls, given)
    return replace(found, negative=negative, sources={**found.sources, "receiver": Mirrored(log.parties.columns[0], taken)})


def _keep_done(log: _Log, found: FoundTable, lines: Sequence[int]) -> FoundTable:
    """The reversals that a column of statuses does not say are still to come, or were refused; its words are about the money otherwise."""
    headings = log.below.heading_row.headings
    number = next((n for n, heading in headings.items() if "status" in heading.ideas and n != log.kinds.number), None)
    states = {line: cell_text(log.below.grid[line - 1][number - 1]) for line in lines} if number else {}
    undone = [line for line in lines if parse_state(states.get(line, ""), CALL_OFF_STATES) in _UNDONE]
    if not number or not undone:
        return found
    done = tuple(dict.fromkeys(text for line, text in states.items() if line not in undone))
    values = {"what": _REVERSALS.bind(n=len(undone), sheet=found.sheet), "why": _NOT_DONE.bind(column=label_column(found, number))}
    place, *related = (Place(found.sheet, line, number) for line in undone)
    return replace(found, only={**found.only, number: done}, said=(*found.said, Fault("ST11", Hit(place=place, values=values, related=tuple(related)))))


def _assign(log: _Log, event: Event, lines: Sequence[int], amounts: Sequence[int]) -> ColumnAssignment:
    below = log.below
    apart = {log.kinds.number, *log.account.opposites, *log.parties.columns}
    headings = {n: heading for n, heading in below.heading_row.headings.items() if n not in apart}
    sample = [below.grid[line - 1] for line in lines[:SAMPLE_ROWS]]
    assignment = assign_kind(event.kind, headings, sample, below.reader, below.year)
    # a column that is empty in these rows is that of another kind
    columns = {name: n for name, n in assignment.columns.items() if name == OWNER or any(cell_text(row[n - 1]) for row in sample)}
    if log.account.opposites or "amount" not in columns:
        columns |= {"amount": amounts[0]} if amounts else {}
    if event.kind == TRANSFERS.name:
        columns |= log.parties.find_pair()
    elif recipient := log.parties.find_recipient(below, lines, gives_back=event.is_reversal):
        columns[OWNER] = recipient
    if event.is_reversal:
        columns.pop("status", None)  # how far the money has come, and not that it goes back
    return ColumnAssignment(event.kind, columns, score=2 * len(columns))


def _share_rows(log: _Log, assignment: ColumnAssignment) -> SortedRows:
    """The rows of the list for the table of one kind, whose recipients may be in another column than those of the others."""
    column, rows = assignment.columns.get(OWNER), log.rows
    has_own = {line for line in rows.owners if column and cell_text(log.below.grid[line - 1][column - 1])}
    owners = {line: place for line, place in rows.owners.items() if line not in has_own}
    return replace(rows, owners=owners if assignment.kind != TRANSFERS.name else {})


def _is_enough(log: _Log, assignment: ColumnAssignment) -> bool:
    columns = assignment.columns
    if assignment.kind == TRANSFERS.name:
        return {"amount", "donor", "receiver"} <= columns.keys()
    return "amount" in columns and (OWNER in columns or bool(log.below.title.owner or log.rows.owners))


def _name_values(kinds: _KindColumn, event: Event) -> tuple[str, ...]:
    """The values of the column that are of a kind, as a map names them: a word, or the word with which texts begin."""
    own = {text: None for line, text in kinds.texts.items() if kinds.events.get(line) == event}
    others = {fold_label(text) for line, text in kinds.texts.items() if kinds.events.get(line) != event}
    return tuple(value for word, texts in groupby(sorted(own), _first_word) for value in _name_group(word, [*texts], others))


def _first_word(text: str) -> str:
    return text.split(maxsplit=1)[0].rstrip(",.:;")


def _name_group(word: str, texts: Sequence[str], others: set[str]) -> Sequence[str]:
    is_clear = len(word) > 1 and not any(text.startswith(fold_label(word)) for text in others)
    return [f"{word}*"] if is_clear and any(" " in text for text in texts) else texts


# ---- how far the money has come


def _settle_statuses(log: _Log, tables: Sequence[FoundTable]) -> list[FoundTable]:
    """The tables with the status of rows that have moved money already, where the list shows that they have and has no column of statuses."""
    why = _find_movement(log, tables)
    states = {CALL_OFFS.name: APPROVED, TRANSFERS.name: BOOKED}
    if why is None:
        return list(tables)
    return [
        replace(each, sources={**each.sources, "status": Fixed(states[each.kind], _heading(log), why)})
        if each.kind in states and not each.has("status") else each
        for each in tables
    ]  # fmt: skip


def _find_movement(log: _Log, tables: Sequence[FoundTable]) -> Text | None:
    """Why the rows are movements that have happened, and not wishes; None where nothing shows it."""
    if log.account.opposites:
        return _BY_COLUMNS
    if any(each.negative for each in tables) and (log.account.balances or not all(each.negative for each in tables)):
        return _BY_SIGN
    if log.parties.find_pair():
        return _BY_PARTIES
    if log.account.runs(log.below.grid, sorted(log.kinds.events)):
        return _BY_BALANCE
    return _BY_REVERSALS if any(each.gives_back for each in tables) else None


def _heading(log: _Log) -> Place:
    return Place(log.below.sheet, log.below.heading_row.row, log.kinds.number)


_REVERSALS = Text("{n} återföringar på bladet {sheet}", "{n} reversals on the sheet {sheet}")
_NOT_DONE = Text("enligt {column} är de inte gjorda", "according to {column} they have not been made")
_SAID = Text("det står så på raderna", "the rows say so")
_BY_COLUMNS = Text("beloppen är bokförda in och ut", "the amounts are entered in and out")
_BY_SIGN = Text("beloppen är bokförda som plus och minus", "the amounts are entered as plus and minus")
_BY_PARTIES = Text("raderna visar från vem och till vem pengarna har gått", "the rows show from whom and to whom the money went")
_BY_BALANCE = Text("det löpande saldot räknar varje rad", "the running balance counts every row")
_BY_REVERSALS = Text("listan har återföringar, så det är pengar som har gått", "the list has reversals, so it is about money that has moved")
