"""A column for each month, quarter, tertial or day: every filled cell is a record, dated by the heading of its column.

    Nämnd | Ram | jan | feb | … | Summa | Kvar

A period is dated its last day (:mod:`~xl_kraftsamling.reading.recognition.headings.period_labels` says why).  A column of sums is no part of the
series, nor a quarter beside its months.  Months that overlap, two columns for a month, and amounts of which
nothing says what they are, are asked about and not chosen; amounts that add up from the beginning of the year are settled in `running_amounts`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from xl_kraftsamling.domain.place import PlacedValue
from xl_kraftsamling.domain.tables import CALL_OFFS, OUTCOMES
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.recognition.headed_rows import HeadedRows
from xl_kraftsamling.reading.recognition.headings.period_labels import (
    Period,
    as_months,
    choose_periods,
    read_period_label,
)
from xl_kraftsamling.reading.recognition.headings.vocabulary import Heading
from xl_kraftsamling.reading.recognition.layouts.series import (
    FEWEST,
    Series,
    are_no_records,
    ask,
    ask_kind,
    find_heading_cell,
    find_kind,
    is_total,
    make_series_table,
    read_columns_as,
)
from xl_kraftsamling.reading.recognition.tables import FoundTable, Part

_OF_PERIODS = frozenset({"period", "date", "amount", "running"})
"""Ideas in the heading of a month that do not say what its amounts are."""


class _Months(NamedTuple):
    """Columns whose headings mean the same, each of a period; `doubt` is what makes it unclear how they add up, if anything."""

    ideas: frozenset[str]
    columns: Mapping[int, Period]
    doubt: Text | None


def find_month_columns(below: HeadedRows) -> Series | None:
    """The tables of the columns of months below a heading row; None where it has none."""
    headings = below.heading_row.headings
    periods = {n: period for n, heading in headings.items() if (period := read_heading_period(heading))}
    if len(periods) < FEWEST:
        return None
    below = replace(
        below, heading_row=below.heading_row._replace(headings={**headings, **_state_years(headings, periods)})
    )
    years = {n: period.year or headings[n].year or below.title.year or below.year for n, period in periods.items()}
    dated = {
        n: period._replace(year=years[n]) for n, period in periods.items() if years[n] in (below.title.year, below.year)
    }
    rest = {n: heading for n, heading in headings.items() if n not in periods and not is_total(heading)}
    by_kind: dict[str | None, list[_Months]] = {}
    for months in _group_by_meaning(headings, as_months(dated)):
        kind = find_kind(below, months.ideas, rest)
        if not are_no_records(below, months.ideas, kind):
            by_kind.setdefault(kind, []).append(months)
    tables = [table for kind, groups in by_kind.items() if (table := _make_table(below, kind, groups, rest))]
    return Series(tables, below.heading_row._replace(headings=rest)) if tables else None


def read_heading_period(heading: Heading) -> Period | None:
    """The period that a heading names: as a whole, or in the lowest of its rows that names one, as a month below its quarter."""
    below = (period for cell in reversed(heading.cells) if (period := read_period_label(cell.text)))
    return read_period_label(heading.text) or next(below, None)


def _state_years(headings: Mapping[int, Heading], periods: Mapping[int, Period]) -> dict[int, Heading]:
    """The headings of months with the year that they state, if only as “maj-25”: those of another year are not read."""
    return {n: headings[n]._replace(year=period.year or headings[n].year) for n, period in periods.items()}


def _group_by_meaning(headings: Mapping[int, Heading], periods: Mapping[int, Period]) -> Iterator[_Months]:
    """The columns by what their headings say besides the period; those that add up from the year's beginning only where there are no others."""
    groups: dict[frozenset[str], dict[bool, dict[int, Period]]] = {}
    for n, period in periods.items():
        is_running = period.is_running or "running" in headings[n].ideas
        groups.setdefault(headings[n].ideas - _OF_PERIODS, {}).setdefault(is_running, {})[n] = period
    for ideas, by_running in groups.items():
        columns = by_running.get(False) or by_running[True]
        if len(columns) >= FEWEST:
            chosen = choose_periods(columns)
            runs = False not in by_running or _are_nested([*columns.values()])
            doubt = _OVERLAP if chosen is None and not runs else None
            yield _Months(ideas, columns if chosen is None or runs else {n: columns[n] for n in chosen}, doubt)


def _are_nested(periods: Sequence[Period]) -> bool:
    """Whether all periods begin with the same month and each ends with another one: “jan–mar”, “jan–apr”."""
    return len({period.first for period in periods}) == 1 and len({period.last for period in periods}) == len(periods)


def _make_table(
    below: HeadedRows, kind: str | None, groups: Sequence[_Months], rest: Mapping[int, Heading]
) -> FoundTable | None:
    parts = [[_make_part(below, kind, n, period) for n, period in sorted(months.columns.items())] for months in groups]
    found = make_series_table(below, kind or CALL_OFFS.name, [part for each in parts for part in each], rest)
    if found is None:
        return None
    if kind is None:
        return ask_kind(found, below.grid)
    if len(groups) > 1:
        readings = [read_columns_as(found, each, below.grid, _name_columns(below, each)) for each in parts]
        return ask(found, _SEVERAL.bind(table=found.location), readings, "columns")
    if doubt := groups[0].doubt:
        last = max(groups[0].columns, key=lambda n: groups[0].columns[n].last)
        alone = [part for part in parts[0] if part.columns["amount"] == last]
        readings = [
            read_columns_as(found, each, below.grid, what)
            for each, what in ((parts[0], _ALL), (alone, _name_columns(below, alone)))
        ]
        return ask(found, doubt.bind(table=found.location), readings, "columns")
    return found


def _make_part(below: HeadedRows, kind: str | None, number: int, period: Period) -> Part:
    """The part of a month: its amounts, and its day from the heading; the outcome of a month is booked in it too."""
    place = find_heading_cell(below, number, lambda cell: read_period_label(cell.text))
    day = PlacedValue(period.find_last_day(below.year), place)
    month = PlacedValue(day.value.year * 100 + day.value.month, place)
    fixed = {"booked_on": day, "period": month} if kind == OUTCOMES.name else {"date": day}
    unit = below.heading_row.headings[number].unit
    return Part({"amount": number}, fixed, {"amount": unit} if unit else {})


def _name_columns(below: HeadedRows, parts: Sequence[Part]) -> Text:
    texts = [" ".join(below.heading_row.headings[part.columns["amount"]].text.split()) for part in parts]
    return (
        Text("”{first}”", "“{first}”").bind(first=texts[0])
        if len(texts) == 1
        else _FROM_TO.bind(first=texts[0], last=texts[-1])
    )


_ALL = Text("varje kolumn är sin månads belopp", "each column is the amount of its month")
_FROM_TO = Text("”{first}” till ”{last}”", "“{first}” to “{last}”")
_OVERLAP = Text(
    "Några av kolumnerna i {table} gäller samma månader. Vad gäller",
    "Some of the columns in {table} are for the same months. Which applies",
)
_SEVERAL = Text(
    "{table} har flera belopp för varje månad. Vilka gäller",
    "{table} has several amounts for each month. Which apply",
)
