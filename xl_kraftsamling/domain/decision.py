"""A decision: who was granted what, by whom, from when, and at which point of its text; loaded from a TOML file, never written in code.

Next year's decision, or another grant's, is a new file: in `decisions/`, or beside a workbook.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path

from xl_kraftsamling.domain.decision_points import (
    REGISTERED,
    Adoption,
    Amendment,
    Deadline,
    Grant,
    Repayment,
    read_adoption,
    read_amendments,
    read_deadlines,
    read_grants,
    read_repayments,
    read_reports,
    require_grants,
)
from xl_kraftsamling.domain.late_patterns import compile_at_use
from xl_kraftsamling.domain.open_points import OPEN_POINTS, READINGS, Answer
from xl_kraftsamling.domain.recipients import KINDS, Recipient, Register, load_register
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.domain.toml_file import TomlTable, read_toml
from xl_kraftsamling.domain.toml_values import (
    A_DAY,
    A_TEXT,
    A_WHOLE,
    A_YEAR,
    TEXTS,
    as_day,
    as_one_of,
    as_text,
    as_texts,
    as_whole,
    as_year,
    one_of,
)

DECISIONS_FOLDER = Path(__file__).parent.parent / "decisions"
CASE_NUMBER = compile_at_use(r"[A-ZÅÄÖ]{2,5}(-[A-ZÅÄÖ]{2,4})?-(19|20)\d{2}-\d{1,5}")
"""The form of a diarienummer."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision with every figure's reference.

    `interventions` is the number of insatser that the decision speaks of (None: it names none); `meeting` the date of the
    meeting that made the proposal; `open_points` the points of law that its file settles (`domain/open_points.py`).
    `grants` are what kommunstyrelsen adopted, or as long as it has not, what is proposed: they hold from the beginning, until one of the
    `amendments`.  `deadlines`, `reports` and `repayments` are empty where the file says nothing.  `file` is where it was read.
    `candidates` are the decisions that a workbook may follow where more than one fits: then this one is what they have in common.
    `missing` names what a rule may need of a decision and this one lacks, as `Rule.needs` does: `decision` is its grants.
    """

    case_number: str
    section: str
    body: str
    title: str
    year: int
    reserve: str
    status: str
    party: str
    grants: tuple[Grant, ...]
    initiators: tuple[str, ...] = ()
    interventions: int | None = None
    meeting: date | None = None
    conditions: str = ""
    adoption: Adoption | None = None
    amendments: tuple[Amendment, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    reports: tuple[date, ...] = ()
    repayments: tuple[Repayment, ...] = ()
    file: Path | None = field(default=None, compare=False)
    register: Register = field(compare=False)  # two that were read from the same file are the same decision
    open_points: Mapping[str, Answer] = field(default_factory=dict)
    candidates: tuple["Decision", ...] = ()
    missing: frozenset[str] = frozenset()

    @cached_property
    def allotted(self) -> dict[str, int]:
        """The granted amount of each recipient before any amendment, in öre."""
        return {grant.recipient: grant.amount for grant in self.grants}

    @property
    def total(self) -> int:
        """The sum of the grants before any amendment in öre: derived, the decision's text does not name it."""
        return sum(self.allotted.values())

    def grants_on(self, day: date) -> dict[str, Grant]:
        """The grant that holds for each recipient on a day, those that an amendment has set to zero left out."""
        held = {grant.recipient: grant for grant in self.grants}
        held |= {grant.recipient: grant for each in self.amendments if each.day <= day for grant in each.grants}
        return {name: grant for name, grant in held.items() if grant.amount}

    def allotted_on(self, day: date) -> dict[str, int]:
        """What each recipient is granted on a day, in öre."""
        return {name: grant.amount for name, grant in self.grants_on(day).items()}

    @cached_property
    def recipients(self) -> tuple[str, ...]:
        """Everybody who is granted something at any time, those of the first decision first."""
        granted = (*self.grants, *(grant for each in self.amendments for grant in each.grants))
        return tuple(dict.fromkeys(grant.recipient for grant in granted))

    def list_stages(self, recipient: str) -> list[tuple[date, Grant]]:
        """What a recipient is granted from which day on: first from the beginning of time, then by each amendment of it."""
        first = next((grant for grant in self.grants if grant.recipient == recipient), Grant(recipient, 0, ""))
        later = [(each.day, grant) for each in self.amendments for grant in each.grants if grant.recipient == recipient]
        return [(date.min, first), *later]

    def cite(self, grant: Grant) -> str:
        """Where a grant is decided: STK-2026-580 § 266, punkt 1."""
        return ", ".join(filter(None, (grant.source or self.reference, grant.reference)))

    def find_deadline(self, what: str) -> Deadline | None:
        """The last day for something (`DEADLINES`); None where the decision's file says nothing of it."""
        return next((each for each in self.deadlines if each.what == what), None)

    def answer(self, point: str) -> Answer:
        """How an open point of law is read: as the decision's file says, otherwise with caution (`domain/open_points.py`)."""
        return self.open_points.get(point, OPEN_POINTS[point].default)

    @property
    def reference(self) -> str:
        """How the decision is cited: STK-2026-580 § 266; every candidate where there are several."""
        return " / ".join(each.reference for each in self.candidates) or f"{self.case_number} {self.section}"

    @property
    def is_shipped(self) -> bool:
        """Whether it is one of those that come with the program, as they came."""
        return self.file is not None and self.file.parent == DECISIONS_FOLDER

    def list_candidates(self) -> Text:
        """The candidates as a question names them: STK-2026-580 § 266 eller STK-2026-999 § 12."""
        *first, last = (each.reference for each in self.candidates)
        return Text("{first} eller {last}", "{first} or {last}").bind(first=tuple(first), last=last)


_NAMES = (
    "case_number", "section", "body", "meeting", "title", "year", "reserve", "status", "conditions", "interventions", "initiators",
    "allocation", "transfers", "recipient", "adoption", "amendment", "deadline", "report", "repayment",
)  # fmt: skip


def load_decision(path: Path, data: bytes | None = None) -> Decision:
    """Read a decision from a TOML file.

    :param data: what the file is to hold, where it is not written yet.
    :raises BadInput: the file, the line and the key of what is missing, unknown or wrong in it.
    """
    file = read_toml(path, _FILE, data)
    file.check_names(_NAMES)
    register = _read_register(file)
    transfers = file.find_table("transfers")
    transfers.check_names(("reference", "text", "party", "readings"))
    transfers.find("reference", as_text, A_TEXT)
    transfers.find("text", as_text, A_TEXT)
    case_number, meeting = file.read("case_number", _as_case_number, _A_CASE_NUMBER), file.find("meeting", as_day, A_DAY)
    proposed = require_grants(file, read_grants(file, register))
    adoption, adopted = read_adoption(file.find_table("adoption"), case_number, register, meeting)
    earliest = adoption.day if adoption else meeting
    return Decision(
        case_number=case_number, section=file.read("section", as_text, A_TEXT),
        body=file.read("body", as_text, A_TEXT), title=file.read("title", as_text, A_TEXT),
        year=file.read("year", as_year, A_YEAR), reserve=file.read("reserve", as_text, A_TEXT),
        status=file.read("status", as_text, A_TEXT), party=transfers.read("party", as_text, A_TEXT),
        grants=_replace_grants(proposed, adopted), initiators=_read_initiators(file, register),
        interventions=file.find("interventions", as_whole, A_WHOLE), meeting=meeting,
        conditions=file.find("conditions", as_text, A_TEXT) or "", register=register, open_points=_read_answers(transfers),
        adoption=adoption, amendments=read_amendments(file, case_number, register, earliest, (_as_case_number, _A_CASE_NUMBER)),
        deadlines=read_deadlines(file), reports=read_reports(file), repayments=read_repayments(file, register), file=path,
    )  # fmt: skip


def _replace_grants(proposed: Sequence[Grant], adopted: Sequence[Grant]) -> tuple[Grant, ...]:
    """What is granted: as adopted where that differs from the proposal, without those that were refused."""
    held = {grant.recipient: grant for grant in (*proposed, *adopted)}
    return tuple(grant for grant in held.values() if grant.amount)


def _as_case_number(value: object) -> str | None:
    return value if isinstance(value, str) and CASE_NUMBER.fullmatch(value) else None


def _read_register(file: TomlTable) -> Register:
    """The known recipients with those of the file, and with its further names for known ones.

    A name that already means another is refused: it would go on to mean that one.
    """
    entries = file.find_tables("recipient")
    recipients = [_read_recipient(entry) for entry in entries]
    register = load_register().with_more(recipients)
    for entry, recipient in zip(entries, recipients, strict=True):
        for key, name in (("name", recipient.name), ("office", recipient.office), *(("aliases", alias) for alias in recipient.aliases)):
            others = _find_others(register, name, recipient.name) if name else ()
            if others:
                entry.refuse(key, _OTHER_NAME.bind(name=name, others=Text(" eller ", " or ").join(others)))
    return register


def _find_others(register: Register, name: str, own: str) -> Sequence[str]:
    """Whom a name means instead of the recipient whose own it is to be."""
    found = register.recognise(name)
    meant = (register.name_in_full(name) or found.name,) if found.name else found.candidates
    return () if meant == (own,) else [each for each in meant if each]


def _read_recipient(entry: TomlTable) -> Recipient:
    entry.check_names(("name", "kind", "office", "aliases"))
    return Recipient(
        entry.read("name", as_text, A_TEXT), entry.read("kind", partial(as_one_of, KINDS), one_of(KINDS)),
        entry.find("office", as_text, A_TEXT) or "", tuple(entry.find("aliases", as_texts, TEXTS) or ()),
    )  # fmt: skip


def _read_initiators(file: TomlTable, register: Register) -> tuple[str, ...]:
    names = file.find("initiators", as_texts, TEXTS) or []
    for name in names:
        if register.kind(name) is None:
            file.refuse("initiators", REGISTERED.bind(name=name))
    return tuple(names)


def _read_answers(transfers: TomlTable) -> dict[str, Answer]:
    readings = transfers.find_table("readings")
    readings.check_names(OPEN_POINTS)
    return {point: READINGS[readings.read(point, partial(as_one_of, READINGS), one_of(READINGS))] for point in readings.values}


def example_path(decision: Decision) -> Path:
    """Where the example data of a decision is, if it has any: beside its file."""
    name = Path(f"{decision.case_number.lower()}.exempel.json").name  # a case number with a slash leads to no other folder
    return DECISIONS_FOLDER / name


@cache
def shipped_decisions() -> tuple[Decision, ...]:
    """The decisions that ship with the program, by file name.

    :raises BadInput: one of their files cannot be used, or has the diarienummer of another.
    """
    shipped: dict[str, Decision] = {}
    files: dict[str, str] = {}
    for path in sorted(DECISIONS_FOLDER.glob("*.toml")):
        decision = load_decision(path)
        number = decision.case_number.upper()
        if number in files:
            raise BadInput(_SAME_NUMBER, folder=str(DECISIONS_FOLDER), file=path.name, other=files[number], number=decision.case_number)
        shipped[number], files[number] = decision, path.name
    return tuple(shipped.values())


def pick_shipped_decision(case_number: str) -> Decision:
    """The decision that ships with a diarienummer; StopIteration where there is none."""
    return next(decision for decision in shipped_decisions() if decision.case_number == case_number)


_FILE = Text("Beslutsfilen {file}", "The decision file {file}")
_A_CASE_NUMBER = Text("ett diarienummer, som STK-2026-580", "a case number, like STK-2026-580")
_OTHER_NAME = Text("ett annat namn än {name}, som redan betyder {others}", "a name other than {name}, which already means {others}")
_SAME_NUMBER = Text(
    "Filerna {other} och {file}, i {folder}, har samma diarienummer: {number}. Rätta den ena eller ta bort den, och försök igen.",
    "The files {other} and {file}, in {folder}, have the same case number: {number}. Correct or remove one of them, and try again.",
)
