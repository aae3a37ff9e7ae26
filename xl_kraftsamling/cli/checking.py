"""One workbook of `kraftsamling validate`, from its path to what is printed of it: what a process of --jobs does."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from xl_kraftsamling.app import Validated
from xl_kraftsamling.catalogue import Severity
from xl_kraftsamling.cli import streams
from xl_kraftsamling.cli.complaints import ERRORS, OK, UNTRIED, complaint, reservation
from xl_kraftsamling.cli.copies import Copy, write
from xl_kraftsamling.domain.decision import Decision


class Order(NamedTuple):
    """How workbooks are to be checked, and how what is found is to be written."""

    profile: str | None
    as_of: date | None
    known: Sequence[Decision]
    chart: Path | None
    lang: str
    form: str
    width: int
    coloured: bool
    strict: bool
    copy: Copy | None = None


class Checked(NamedTuple):
    """A workbook that was checked: its exit code and what to print; `word` is its verdict, None where it has none."""

    code: int
    word: str | None = None
    profile: str | None = None
    as_of: date | None = None
    lines: Sequence[str] = ()
    document: dict[str, Any] | None = None
    complaint: str = ""


def check(order: Order, path: Path) -> Checked:
    """Check one workbook; whatever is wrong with it becomes a complaint, so that the others are still checked."""
    from xl_kraftsamling import app

    try:
        validated = app.validate(path, profile=order.profile, as_of=order.as_of, known=order.known, chart=order.chart)
        return _checked(order, path, validated)
    except Exception as problem:  # noqa: BLE001  # see above
        code, words = complaint(problem, order.lang)
        return Checked(code, complaint=words)


def _checked(order: Order, path: Path, validated: Validated) -> Checked:
    from xl_kraftsamling.report import as_json, text

    verdict = validated.verdict
    one = Checked(
        _code(order, verdict.counts),
        verdict.word,
        verdict.profile,
        verdict.ledger.as_of,
        complaint=reservation(path, order.lang),
    )
    told = write(order.copy, path, validated, order.lang) if order.copy else []
    if order.form == "json":
        document = as_json.workbook(str(path), validated.sha256, validated.layout, verdict, order.lang)
        return one._replace(document=document, complaint="\n".join(filter(None, [one.complaint, *told])))
    lines = text.workbook(str(path), verdict, order.lang, order.width, streams.painter(coloured=order.coloured))
    return one._replace(lines=[*lines, "", *told] if told else list(lines))


def _code(order: Order, counts: dict[Severity, int]) -> int:
    if counts[Severity.ERROR]:
        return ERRORS
    return UNTRIED if order.strict and counts[Severity.NOT_TRIED] else OK
