"""Extracts beside a workbook: which of their postings are whose outcome, what the workbook has of them, and what is left out and why.

Every öre of the extracts is in one of the sums of a review: that of a recipient, of what the key leaves out, or of what has no key.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.postings.booked_costs import BookedCost, add_up, make_cost, unite
from xl_kraftsamling.domain.postings.coding_key import CodingKey, Fate, Placement
from xl_kraftsamling.domain.postings.comparison import Comparison, Reach, compare_costs
from xl_kraftsamling.domain.postings.cost_sign import SignAnswer, SignCounts
from xl_kraftsamling.domain.postings.posting import DIMENSIONS, Coding
from xl_kraftsamling.domain.tables import OUTCOMES, Outcome
from xl_kraftsamling.domain.texts import BadInput, Count, Text
from xl_kraftsamling.reading.extracts.extract import CodingMaker, Extract
from xl_kraftsamling.reading.extracts.open_extract import open_extract
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.reading.workbook import WorkbookContent

K = TypeVar("K")
_IDENTIFYING = DIMENSIONS[:6]


@dataclass(slots=True)
class RowsOnCode:
    """Postings of a kind, counted: how many rows, and their sum in öre."""

    rows: int = 0
    amount: int = 0

    def add(self, amount: int) -> None:
        """Count one more."""
        self.rows += 1
        self.amount += amount


class RecipientSums(NamedTuple):
    """What a recipient has in the accounts, and in the workbook before and after new rows are added, in öre."""

    recipient: str
    booked: int
    before: int
    added: int

    @property
    def after(self) -> int:
        """What the workbook has afterwards."""
        return self.before + self.added

    @property
    def difference(self) -> int:
        """What the workbook then has beyond the accounts."""
        return self.after - self.booked


@dataclass
class Review:
    """What a review of extracts beside a workbook found.

    `left_out` counts postings by what becomes of them, and of other years by year; `unplaced` those that no key, or two keys, speak of,
    by what they are booked on.  `lacking` are the headings for which the workbook's Utfall has no column.
    """

    content: WorkbookContent
    region: Region
    key: CodingKey
    extracts: Sequence[Extract]
    comparison: Comparison
    sums: Sequence[RecipientSums]
    left_out: Mapping[Fate, RowsOnCode]
    other_years: Mapping[int, RowsOnCode]
    unplaced: Mapping[str, RowsOnCode]
    repeated: Sequence[BookedCost]
    lacking: Sequence[str]
    questions: Sequence[Text] = ()

    @property
    def faults(self) -> list[Text]:
        """What is wrong in the extracts themselves."""
        return [fault for extract in self.extracts for fault in extract.faults]

    @property
    def is_settled(self) -> bool:
        """Whether, with the new rows, the workbook has what the accounts have, and nothing is left for a person to look at."""
        compared = self.comparison
        return not (self.faults or self.unplaced or compared.changed or compared.gone or compared.later or self.questions)


@dataclass
class _Sorted:
    """The postings of an extract, sorted: its costs with the sign of the extract, and everything else counted."""

    costs: list[BookedCost] = field(default_factory=list)
    left_out: dict[Fate, RowsOnCode] = field(default_factory=lambda: defaultdict(RowsOnCode))
    other_years: dict[int, RowsOnCode] = field(default_factory=lambda: defaultdict(RowsOnCode))
    unplaced: dict[str, RowsOnCode] = field(default_factory=lambda: defaultdict(RowsOnCode))
    signs: SignCounts = field(default_factory=SignCounts)
    first: int = 999_999
    last: int = 0


def open_extracts(paths: Sequence[Path], content: WorkbookContent, dimensions: Sequence[str] = ()) -> list[Extract]:
    """Open the extracts of a workbook's accounts.

    :param dimensions: those that its key names.
    :raises BadInput: one cannot be read, or is the same file as another.
    """
    register, hashes = content.decision.register, dict[str, Path]()
    makes = CodingMaker(dimensions, lambda text: register.recognise(text).name is not None)
    extracts = []
    for path in paths:
        extracts.append(open_extract(path, makes))
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest in hashes:
            raise BadInput(_SAME_FILE, file=str(path), other=str(hashes[digest]))
        hashes[digest] = path
    return extracts


def find_outcome_region(content: WorkbookContent) -> Region:
    """Where the outcome of a workbook stands.

    :raises BadInput: it has no table of outcome or several, its rows are no rows of postings, or one of them cannot be read.
    """
    regions = [region for region in content.regions if region.table.name == OUTCOMES.name]
    if not regions:
        raise BadInput(_NO_OUTCOME, file=content.path.name)
    if len(regions) > 1:
        raise BadInput(_SEVERAL, file=content.path.name, places=tuple(region.block.heading("") for region in regions))
    if (closed := regions[0]).closed_because:
        raise BadInput(_CLOSED, file=content.path.name, place=closed.block.heading(""), why=closed.closed_because)
    if broken := next((row for row in content.book.outcomes if {"amount", "recipient"} & row.unread), None):
        raise BadInput(_UNREAD, place=broken.block.cell("amount" if "amount" in broken.unread else "recipient", broken.line))
    return regions[0]


def review_extracts(content: WorkbookContent, key: CodingKey, extracts: Sequence[Extract]) -> Review:
    """Read extracts to their ends, and compare what is outcome in them with that of a workbook.

    :raises BadInput: a posting cannot be read, none is of the year of the workbook's decision, or its outcome cannot be compared.
    """
    region = find_outcome_region(content)
    year = content.decision.year
    sorted_extracts = [_sort_postings(extract, key, year) for extract in extracts]
    _refuse_other_years(sorted_extracts, extracts, content)
    questions = [question for each, extract in zip(sorted_extracts, extracts, strict=True) for question in _settle_sign(each, extract, key)]
    costs, repeated = unite([each.costs for each in sorted_extracts])
    fields = {*region.block.columns, *region.block.elsewhere}
    spans = [(each.first, each.last) for each in sorted_extracts if each.last]
    present = frozenset(cost.recipient for cost in costs)
    comparison = compare_costs([cost.keep(fields) for cost in costs], content.book.outcomes, Reach(present, present | key.recipients, spans))
    return Review(
        content, region, key, extracts, comparison, _list_sums(content, key, costs, comparison),
        _merge(each.left_out for each in sorted_extracts), _merge(each.other_years for each in sorted_extracts),
        _merge(each.unplaced for each in sorted_extracts), repeated, [c.heading for c in OUTCOMES.columns if c.field not in fields], questions,
    )  # fmt: skip


def _sort_postings(extract: Extract, key: CodingKey, year: int) -> _Sorted:
    """Read an extract to its end; BadInput where it has no posting at all."""
    found, places = _Sorted(), dict[Coding, tuple[Placement, RowsOnCode | None]]()
    for posting in extract.list_postings():
        period, coding, amount = posting.period, posting.coding, posting.amount
        if period // 100 != year:
            found.other_years[period // 100].add(amount)
            continue
        if not found.first <= period <= found.last:
            found.first, found.last = min(found.first, period), max(found.last, period)
        place, left_out = places.get(coding) or places.setdefault(coding, _place(coding, key, found))
        if left_out is None:
            found.costs.append(make_cost(posting, place, 1))
            found.signs = found.signs.add(amount) if not extract.is_signed else found.signs
            continue
        left_out.add(amount)
        if place.fate in _UNPLACED:
            found.unplaced[_name_coding(coding, key, extract)].add(amount)
    if not extract.rows:
        raise BadInput(_EMPTY, file=extract.file)
    return found


_UNPLACED = (Fate.NO_KEY, Fate.TWO_KEYS)


def _place(coding: Coding, key: CodingKey, found: _Sorted) -> tuple[Placement, RowsOnCode | None]:
    """What becomes of the postings with a coding, and where they are counted if they are left out."""
    place = key.place(coding)
    return place, None if place.fate is Fate.COUNTED else found.left_out[place.fate]


def _name_coding(coding: Coding, key: CodingKey, extract: Extract) -> str:
    """What a posting is booked on, by the dimensions that the key speaks of: “Projekt 58026199 Konferens”."""
    codes = dict(coding)
    names = [name for name in key.dimensions or _IDENTIFYING if name in codes]
    return ", ".join(" ".join(filter(None, (name, codes[name], extract.names.get((name, codes[name]), "")))) for name in names)


def _refuse_other_years(found: Sequence[_Sorted], extracts: Sequence[Extract], content: WorkbookContent) -> None:
    """Refuse an extract of which nothing is of the decision's year (BadInput): it is another year's, or the workbook is."""
    for each, extract in zip(found, extracts, strict=True):
        if not each.last and each.other_years:
            raise BadInput(
                _OTHER_YEAR, file=extract.file, years=tuple(map(str, sorted(each.other_years))), workbook=content.path.name,
                year=content.decision.year, decision=content.decision.reference,
            )  # fmt: skip


def _settle_sign(found: _Sorted, extract: Extract, key: CodingKey) -> Iterator[Text]:
    """Give costs a plus; where nobody can know which sign they have, the question."""
    if extract.is_signed or not found.costs:
        return
    answer = found.signs.settle(key.cost_sign)
    if answer is SignAnswer.TURNED:
        found.costs = [cost._replace(amount=-cost.amount) for cost in found.costs]
    if answer is SignAnswer.UNCLEAR:
        positive, negative, total = found.signs
        said = _SAID.bind(sign=key.cost_sign) if key.cost_sign else Text("", "")
        yield _WHICH_SIGN.bind(file=extract.file, positive=Count(positive), negative=Count(negative), total=Ore(total), turned=Ore(-total), said=said)


def _merge(parts: Iterable[Mapping[K, RowsOnCode]]) -> dict[K, RowsOnCode]:
    merged: dict[K, RowsOnCode] = {}
    for part in parts:
        for name, counted in part.items():
            total = merged.setdefault(name, RowsOnCode())
            total.rows, total.amount = total.rows + counted.rows, total.amount + counted.amount
    return merged


def _list_sums(content: WorkbookContent, key: CodingKey, costs: Sequence[BookedCost], comparison: Comparison) -> list[RecipientSums]:
    """The sums of every recipient that has any, or that the key names, in the order of the decision."""
    booked = add_up((cost.recipient, cost.amount) for cost in costs)
    before = add_up((row.recipient, row.amount) for row in content.book.outcomes)
    added = add_up((cost.recipient, cost.amount) for cost in comparison.new)
    names = dict.fromkeys([*content.decision.allotted, *sorted(key.recipients), *sorted(booked), *sorted(before)])
    known = {*booked, *before} | key.recipients
    return [RecipientSums(name, booked[name], before[name], added[name]) for name in names if name in known]


def total_of(rows: Sequence[Outcome]) -> int:
    """What rows of outcome come to, in öre."""
    return sum(row.amount or 0 for row in rows)


def count_by_recipient(rows: Sequence[Outcome]) -> Mapping[str, RowsOnCode]:
    """Rows of outcome by recipient."""
    counted: dict[str, RowsOnCode] = defaultdict(RowsOnCode)
    for row in rows:
        counted[row.recipient or ""].add(row.amount or 0)
    return counted


_SAME_FILE = Text(
    "{file} och {other} har samma innehåll, och raderna skulle räknas två gånger. Ange bara den ena.",
    "{file} and {other} have the same content, and their rows would be counted twice. Give only one of them.",
)
_NO_OUTCOME = Text(
    "{file} har ingen tabell för utfall, så huvudbokens rader har ingen plats. Lägg till bladet Utfall ur mallen, eller visa "
    "var utfallet står med en karta (”kraftsamling map”).",
    "{file} has no table of outcomes, so there is nowhere to put the rows of the accounts. Add the template's sheet Utfall, "
    "or show where the outcome is with a map (“kraftsamling map”).",
)
_SEVERAL = Text(
    "{file} har flera tabeller för utfall: {places}. Gör en karta med bara den som raderna ska föras in i (”kraftsamling "
    "map”).",
    "{file} has several tables of outcomes: {places}. Make a map with only the one that the rows are to be added to "
    "(“kraftsamling map”).",
)
_CLOSED = Text(
    "Huvudbokens rader kan inte föras in i tabellen vid {place} i {file}: {why}. Lägg till bladet Utfall ur mallen i stället.",
    "The rows of the accounts cannot be entered in the table at {place} of {file}: {why}. Add the template's sheet Utfall instead.",
)
_UNREAD = Text(
    "Utfall kan inte jämföras med huvudboken, eftersom {place} inte går att läsa. Rätta cellen (”kraftsamling validate” "
    "visar hur) och kör igen.",
    "The outcome cannot be compared with the accounts, because {place} cannot be read. Correct the cell (“kraftsamling "
    "validate” shows how) and run again.",
)
_EMPTY = Text(
    "{file} har inga rader med datum och belopp, så där finns inget utfall att hämta. Kontrollera att det är rätt utdrag.",
    "{file} has no rows with a date and an amount, so there is no outcome to take from it. Check that it is the right extract.",
)
_OTHER_YEAR = Text(
    "{file} gäller {years}, men {workbook} följer {decision} för {year}. Inget är infört: ange rätt utdrag eller rätt arbetsbok.",
    "{file} is about {years}, but {workbook} follows {decision} for {year}. Nothing is entered: give the right extract or workbook.",
)
_WHICH_SIGN = Text(
    "Vilket tecken har en kostnad i {file}? Av beloppen som räknas är {positive} över noll och {negative} under{said}. Är "
    'kostnader positiva blir utfallet {total}, är de negativa {turned}. Skriv cost_sign = "positivt" eller "negativt" i '
    "konteringsnyckeln, eller ta ut huvudboken med debet och kredit.",
    "What sign do costs have in {file}? Of the amounts that count, {positive} are above zero and {negative} below{said}. If "
    'costs are positive, the outcome is {total}; if they are negative, {turned}. Write cost_sign = "positivt" or '
    '"negativt" in the coding key, or export the ledger with debit and credit.',
)
_SAID = Text(", men nyckeln säger {sign}", ", but the key says {sign}")
