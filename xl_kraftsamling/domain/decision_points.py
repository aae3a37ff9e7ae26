"""What a decision's file says of amounts and days: grants, kommunstyrelsen's adoption, amendments, deadlines, reports and repayments.

A proposal is one text.  What comes after it is dated: kommunstyrelsen adopts it, perhaps with other amounts; later decisions amend it
(tilläggs- och ändringsbeslut); money is paid back.  Each is a section of the file, with the place where it is decided.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.toml_file import TomlTable
from xl_kraftsamling.domain.toml_values import (
    A_DAY,
    A_TEXT,
    AN_AMOUNT,
    AN_AMOUNT_OR_ZERO,
    as_amount,
    as_amount_or_zero,
    as_day,
    as_one_of,
    as_text,
    one_of,
)


class Grant(NamedTuple):
    """What one recipient is granted, in öre, and the point of the decision where it is.

    `source` is how the decision that grants it is cited, where that is a later one than the proposal.
    """

    recipient: str
    amount: int
    reference: str
    source: str = ""


class Adoption(NamedTuple):
    """Kommunstyrelsen's own decision on the proposal: its date and §."""

    day: date
    section: str


class Amendment(NamedTuple):
    """A later decision (tilläggs- eller ändringsbeslut): its date, diarienummer and §, and what its recipients have in all from then on."""

    day: date
    case_number: str
    section: str
    grants: tuple[Grant, ...]

    @property
    def reference(self) -> str:
        """How it is cited: STK-2026-1201 § 301."""
        return f"{self.case_number} {self.section}"


CALL_OFF, REPORT, REPAYMENT = "avrop", "återrapportering", "återbetalning"
DEADLINES = (CALL_OFF, REPORT, REPAYMENT)
"""What a condition may set a last day for, by the words of the file."""
DEADLINE_WORDS = {CALL_OFF: Text(CALL_OFF, "calling off"), REPORT: Text(REPORT, "reporting"), REPAYMENT: Text(REPAYMENT, "paying back")}
"""What a deadline is for, in both languages."""


class Deadline(NamedTuple):
    """The last day that a condition sets for something (DEADLINES), and where the condition is."""

    what: str
    day: date
    reference: str


class Repayment(NamedTuple):
    """Money that a recipient has paid back, in öre: from its date on the recipient no longer has it."""

    day: date
    recipient: str
    amount: int
    reference: str


def read_grants(table: TomlTable, register: Register, source: str = "") -> tuple[Grant, ...]:
    """The sections `allocation` of a table, each recipient once.

    :param source: how a later decision is cited: there an amount may be zero, and its point may be left out.
    """
    grants: dict[str, Grant] = {}
    for entry in table.find_tables("allocation"):
        entry.check_names(("recipient", "kronor", "reference"))
        name = _read_recipient(entry, register)
        if name in grants:
            entry.refuse("recipient", _ONCE)
        if source:
            amount, reference = entry.read("kronor", as_amount_or_zero, AN_AMOUNT_OR_ZERO), entry.find("reference", as_text, A_TEXT) or ""
        else:
            amount, reference = entry.read("kronor", as_amount, AN_AMOUNT), entry.read("reference", as_text, A_TEXT)
        grants[name] = Grant(name, amount, reference, source)
    return tuple(grants.values())


def require_grants(table: TomlTable, grants: tuple[Grant, ...]) -> tuple[Grant, ...]:
    """The grants of a table, BadInput where there are none."""
    return grants or table.refuse("allocation", _AN_ALLOCATION.bind(key=".".join(str(part) for part in (*table.key, "allocation") if isinstance(part, str))))


def _read_recipient(entry: TomlTable, register: Register) -> str:
    name = entry.read("recipient", as_text, A_TEXT)
    return entry.refuse("recipient", REGISTERED.bind(name=name)) if register.kind(name) is None else name


def read_adoption(table: TomlTable, case_number: str, register: Register, meeting: date | None) -> tuple[Adoption | None, tuple[Grant, ...]]:
    """Kommunstyrelsen's decision, and the grants by which it departs from the proposal; None where the file has none."""
    table.check_names(("date", "section", "allocation"))
    if not table.values:
        return None, ()
    adoption = Adoption(_read_day(table, meeting, _MEETING), table.read("section", as_text, A_TEXT))
    return adoption, read_grants(table, register, f"{case_number} {adoption.section}")


def read_amendments(
    file: TomlTable, case_number: str, register: Register, earliest: date | None, as_case_number: tuple[Callable[[Any], str | None], Text]
) -> tuple[Amendment, ...]:
    """The later decisions, in order of date.

    :param earliest: the day of kommunstyrelsen's decision, or of the proposal.
    :param as_case_number: parses a diarienummer, and says what is wanted.
    """
    amendments: list[Amendment] = []
    for entry in file.find_tables("amendment"):
        entry.check_names(("date", "section", "case_number", "allocation"))
        day, section = _read_day(entry, earliest, _DECIDED), entry.read("section", as_text, A_TEXT)
        number = entry.find("case_number", *as_case_number) or case_number
        grants = require_grants(entry, read_grants(entry, register, f"{number} {section}"))
        _refuse_second(entry, day, grants, amendments)
        amendments.append(Amendment(day, number, section, grants))
    return tuple(sorted(amendments, key=lambda each: each.day))


def _refuse_second(entry: TomlTable, day: date, grants: tuple[Grant, ...], others: Collection[Amendment]) -> None:
    """Refuse an amendment of a recipient whom another one amends on the same day: which of them holds nobody can tell."""
    amended = {grant.recipient for other in others if other.day == day for grant in other.grants}
    for name in (grant.recipient for grant in grants if grant.recipient in amended):
        entry.refuse("date", _SAME_DAY.bind(name=name))


def read_deadlines(file: TomlTable) -> tuple[Deadline, ...]:
    """The last days that the conditions set, one of each kind at most."""
    deadlines: dict[str, Deadline] = {}
    for entry in file.find_tables("deadline"):
        entry.check_names(("what", "date", "reference"))
        what = entry.read("what", partial(as_one_of, DEADLINES), one_of(DEADLINES))
        if what in deadlines:
            entry.refuse("what", _ONE_DEADLINE)
        deadlines[what] = Deadline(what, entry.read("date", as_day, A_DAY), entry.read("reference", as_text, A_TEXT))
    return tuple(deadlines.values())


def read_reports(file: TomlTable) -> tuple[date, ...]:
    """The days on which a report (återrapportering) was handed in."""
    return tuple(_read_reports(file))


def _read_reports(file: TomlTable) -> Iterator[date]:
    for entry in file.find_tables("report"):
        entry.check_names(("date", "reference"))
        entry.find("reference", as_text, A_TEXT)
        yield entry.read("date", as_day, A_DAY)


def read_repayments(file: TomlTable, register: Register) -> tuple[Repayment, ...]:
    """What was paid back, in order of date."""
    repayments: list[Repayment] = []
    for entry in file.find_tables("repayment"):
        entry.check_names(("date", "recipient", "kronor", "reference"))
        repayments.append(Repayment(
            entry.read("date", as_day, A_DAY), _read_recipient(entry, register), entry.read("kronor", as_amount, AN_AMOUNT),
            entry.find("reference", as_text, A_TEXT) or "",
        ))  # fmt: skip
    return tuple(sorted(repayments, key=lambda each: each.day))


def _read_day(table: TomlTable, earliest: date | None, what: Text) -> date:
    day = table.read("date", as_day, A_DAY)
    if earliest and day < earliest:
        table.refuse("date", _NOT_BEFORE.bind(what=what, earliest=earliest))
    return day


REGISTERED = Text(
    "namn ur registret, och {name} finns inte där: rätta namnet, eller lägg till mottagaren under [[recipient]]",
    "names from the register, which does not have {name}: correct the name, or add the recipient under [[recipient]]",
)
_AN_ALLOCATION = Text("minst ett avsnitt [[{key}]]", "at least one section [[{key}]]")
_ONCE = Text("en mottagare som inte redan har ett avsnitt [[allocation]]", "a recipient that does not already have a section [[allocation]]")
_SAME_DAY = Text(
    "ett annat datum: ett annat avsnitt [[amendment]] ändrar {name} samma dag",
    "another date: another section [[amendment]] changes {name} on the same day",
)
_ONE_DEADLINE = Text(
    "något som inte redan har ett avsnitt [[deadline]]: ändra datumet där",
    "something that does not already have a section [[deadline]]: change the date there",
)
_NOT_BEFORE = Text("ett datum som inte ligger före {what}, {earliest}", "a date that is not before {what}, {earliest}")
_MEETING = Text("sammanträdet som föreslog beslutet", "the meeting that proposed the decision")
_DECIDED = Text("beslutet som ändras", "the decision that is changed")
