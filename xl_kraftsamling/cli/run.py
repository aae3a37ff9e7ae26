"""A run of `kraftsamling validate` over many workbooks, and what is printed of them all.

One workbook of `kraftsamling validate`, from its path to what is printed of it: what a process of --jobs does.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import click

from xl_kraftsamling.app import Validated
from xl_kraftsamling.cli import streams
from xl_kraftsamling.cli.copies import Copy, write
from xl_kraftsamling.cli.errors import ERRORS, FAULT, OK, UNREADABLE, UNTRIED, complaint, reservation
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Severity


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
        validated = app.validate(path, profile=order.profile, as_of=order.as_of, known=order.known, map_file=order.chart)
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


_BY_GRAVITY = (OK, UNTRIED, ERRORS, UNREADABLE, FAULT)


def run(order: Order, paths: Sequence[Path], jobs: int) -> list[Checked]:
    """Check the workbooks, several at a time if wanted, with a bar while somebody watches."""
    found = _parallel(order, paths, jobs) if min(jobs, len(paths)) > 1 else map(partial(check, order), paths)
    watched = len(paths) > 1 and sys.stderr.isatty()
    label = Text("Kontrollerar", "Checking").fill(order.lang, {})
    with click.progressbar(found, len(paths), label, file=sys.stderr) if watched else nullcontext(found) as each:
        return list(each)


def _parallel(order: Order, paths: Sequence[Path], jobs: int) -> Iterator[Checked]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # spawned, not forked: polars has threads
    with ProcessPoolExecutor(min(jobs, len(paths)), get_context("spawn")) as pool:
        yield from pool.map(partial(check, order), paths)


def worst(checked: Sequence[Checked]) -> int:
    """The exit code of a run: that of its worst workbook."""
    return max((one.code for one in checked), key=_BY_GRAVITY.index)


def joined(order: Order, checked: Sequence[Checked]) -> Iterable[str]:
    """What is printed of a run: one JSON object, or the workbooks' lines one after another and a line over them all."""
    if order.form == "json":
        return [_document(order, [one for one in checked if one.document])]
    lines = [line for one in checked for line in ((*one.lines, "") if one.lines else ())]
    if len(checked) == 1:
        return lines[:-1]
    from xl_kraftsamling.report.text import total

    return [*lines, total([one.word for one in checked], order.lang)]


def _document(order: Order, checked: Sequence[Checked]) -> str:
    from xl_kraftsamling.report import as_json

    profile = order.profile or _common([one.profile for one in checked])
    as_of = str(order.as_of or _common([str(one.as_of) for one in checked]) or "") or None
    return as_json.text(as_json.run([one.document for one in checked if one.document], profile, as_of))


def _common(values: Sequence[str | None]) -> str | None:
    """What all the workbooks have in common; None where they differ."""
    return values[0] if len(set(values)) == 1 else None
