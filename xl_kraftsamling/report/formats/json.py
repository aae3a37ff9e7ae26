"""Findings as one JSON object by the contract `kraftsamling.findings/1` (`report/as_json.py`)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xl_kraftsamling.report.as_json import dump_json, encode_run, encode_unreadable, encode_workbook
from xl_kraftsamling.report.formats import Format, Unreadable, Validated, View


class _Part(NamedTuple):
    """A workbook as JSON text, and its profile and date; None where it could not be read."""

    text: str
    profile: str | None = None
    as_of: str | None = None


def _encode(path: str, outcome: Validated | Unreadable, view: View) -> _Part:
    if isinstance(outcome, Unreadable):
        return _Part(dump_json(encode_unreadable(path, outcome.code, outcome.message)))
    verdict = outcome.verdict
    document = encode_workbook(path, outcome.sha256, outcome.layout, verdict, outcome.regions, view.lang)
    return _Part(dump_json(document), verdict.profile, verdict.ledger.as_of.isoformat())


def _join(parts: Iterable[_Part], view: View) -> Iterator[str]:
    """One line; the profile and the date stand before the workbooks, so it is written when all of them are known."""
    listed = list(parts)
    profile = view.profile or _find_common({part.profile for part in listed})
    as_of = view.as_of.isoformat() if view.as_of else _find_common({part.as_of for part in listed})
    head = dump_json(encode_run([], profile, as_of))
    yield head.removesuffix("]}") + ", ".join(part.text for part in listed) + "]}"


def _find_common(values: set[str | None]) -> str | None:
    """What all the workbooks that could be read have in common; None where they differ."""
    known = values - {None}
    return known.pop() if len(known) == 1 else None


FORMAT = Format(_encode, _join)
