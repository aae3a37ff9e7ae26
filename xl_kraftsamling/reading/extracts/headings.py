"""What the headings of an extract mean: which field of a posting, or which of its dimensions.  Their words are data: `headings.toml`."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.postings.posting import (
    ACCOUNT,
    ACTIVITY,
    COST_CENTRE,
    COUNTERPARTY,
    OBJECT,
    OPERATION,
    ORGANISATION,
    PROJECT,
)
from xl_kraftsamling.reading.extracts.extract import CodingMaker
from xl_kraftsamling.reading.recognition.headings.vocabulary import Vocabulary, read_vocabulary

DIMENSION_FIELDS = {
    "organisation": ORGANISATION, "account": ACCOUNT, "cost_centre": COST_CENTRE, "operation": OPERATION, "counterparty": COUNTERPARTY,
    "project": PROJECT, "activity": ACTIVITY, "object": OBJECT,
}  # fmt: skip
"""The fields of headings that are dimensions, and what these are called."""
_NAME = "_name"


@cache
def _load_words() -> Vocabulary:
    return read_vocabulary(Path(__file__).with_suffix(".toml"))


class _Meaning(NamedTuple):
    """The field that a heading means, how unusual its words are for that, and the unit that it states in kronor."""

    field: str
    rank: int
    unit: int | None


_UNSURE = 10
"""What a heading with an unknown word comes behind those without."""


@cache
def _read_heading(text: str) -> _Meaning | None:
    """What a heading means; None where it means nothing that is read."""
    heading = _load_words().read_heading(text)
    forms = _load_words().fields["postings"].items()
    found = ((field, known.index(heading.ideas)) for field, known in forms if heading.ideas in known)
    return next((_Meaning(field, rank + _UNSURE * (not heading.is_certain), heading.unit) for field, rank in found), None)


def find_dimension(text: str) -> str | None:
    """The usual dimension that a name means: Ansvar is Kostnadsställe; None for any other, also for a kind of one (Delprojekt)."""
    meaning = _read_heading(text)
    return DIMENSION_FIELDS.get(meaning.field) if meaning and meaning.rank < _UNSURE else None


class ExtractColumns(NamedTuple):
    """The columns of an extract, counted from 0, by field, by dimension, and by the dimension whose codes they name.

    `factors` are the units of amounts in kronor; `others` the headings of columns that mean nothing here, and `rivals` those of two
    columns of amounts of which nobody can know which holds.
    """

    fields: Mapping[str, int]
    dimensions: Mapping[str, int]
    names: Mapping[str, int]
    factors: Mapping[str, int]
    others: Mapping[str, int]
    rivals: Sequence[str]

    @property
    def is_signed(self) -> bool:
        """Whether debit is told from credit."""
        return {"debit", "credit"} <= self.fields.keys()

    @property
    def amounts(self) -> Mapping[str, int]:
        """The columns whose amounts are counted: debit and credit where there are both, otherwise the one of amounts."""
        names = ("debit", "credit") if self.is_signed else ("amount",)
        return {name: self.fields[name] for name in names if name in self.fields}

    @property
    def score(self) -> int:
        """How surely the headings are those of an extract, 0 where they are none: it has amounts, days, and what they are booked on."""
        has_voucher, precise = "voucher" in self.fields, self.dimensions.keys() - {ORGANISATION}
        if not self.amounts or not {"booked_on", "period"} & self.fields.keys() or not (self.dimensions or has_voucher):
            return 0
        return 1 + len(precise) + _TELLING * (has_voucher + (ACCOUNT in precise))


_TELLING = 100
"""What a voucher or an account is worth: every extract has one of them, and hardly another list."""


def read_columns(row: Sequence[Any], makes: CodingMaker) -> ExtractColumns:
    """The columns that the cells of a row head; of several that may be a field, the one whose heading is most usual for it, then the first."""
    candidates: dict[str, list[tuple[int, int, str, int]]] = {}
    own: dict[str, int] = {}
    others: dict[str, int] = {}
    for number, text in _list_headings(row):
        name, meaning = makes.find_own(text), _read_heading(text)
        if name:
            own.setdefault(name, number)
        elif meaning is None:
            others.setdefault(text, number)
        else:
            candidates.setdefault(meaning.field, []).append((meaning.rank, number, text, meaning.unit or 1))
    chosen = {field: min(columns) for field, columns in candidates.items()}
    others |= {text: number for field, columns in candidates.items() for _, number, text, _ in columns if number != chosen[field][1]}
    numbers = {field: number for field, (_, number, _, _) in chosen.items()}
    first = chosen.get("amount", (0,))[0]
    rivals = [text for rank, _, text, _ in candidates.get("amount", []) if rank == first]
    return ExtractColumns(
        {field: number for field, number in numbers.items() if field not in DIMENSION_FIELDS and not field.endswith(_NAME)},
        {name: numbers[field] for field, name in DIMENSION_FIELDS.items() if field in numbers} | own,
        {DIMENSION_FIELDS[field.removesuffix(_NAME)]: number for field, number in numbers.items() if field.endswith(_NAME)},
        {field: unit for field, (_, _, _, unit) in chosen.items()},
        others,
        rivals if len(rivals) > 1 else (),
    )


def _list_headings(row: Sequence[Any]) -> Iterator[tuple[int, str]]:
    return ((number, text) for number, cell in enumerate(row) if isinstance(cell, str) and (text := " ".join(cell_text(cell).split())))
