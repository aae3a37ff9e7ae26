"""Findings as one JSON object by the contract `kraftsamling.findings/1` (`report/as_json.py`), a line per workbook."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xl_kraftsamling.report.as_json import RUN_HEAD, dump_json, encode_unread, encode_workbook, end_run
from xl_kraftsamling.report.formats import Format, Unreadable, Validated, View


class _Part(NamedTuple):
    """A workbook as JSON text, and its profile and date; None where it could not be read."""

    text: str
    profile: str | None = None
    as_of: str | None = None


def _encode(path: str, outcome: Validated | Unreadable, view: View) -> _Part:
    if isinstance(outcome, Unreadable):
        return _Part(dump_json(encode_unread(path, outcome.code, outcome.message)))
    verdict = outcome.verdict
    document = encode_workbook(path, outcome.sha256, outcome.layout, verdict, outcome.regions, view.lang)
    return _Part(dump_json(document), verdict.profile, verdict.ledger.as_of.isoformat())


def _join(parts: Iterable[_Part], view: View) -> Iterator[str]:
    profiles: set[str | None] = set()
    days: set[str | None] = set()
    yield RUN_HEAD
    for number, part in enumerate(parts):
        yield f", {part.text}" if number else part.text
        profiles.add(part.profile)
        days.add(part.as_of)
    as_of = view.as_of.isoformat() if view.as_of else _find_common(days)
    yield end_run(view.profile or _find_common(profiles), as_of, view.settings)


def _find_common(values: set[str | None]) -> str | None:
    """What all the workbooks that could be read have in common; None where they differ."""
    known = values - {None}
    return known.pop() if len(known) == 1 else None


FORMAT = Format(_encode, _join)
