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

from xl_kraftsamling.app import ValidatedWorkbook
from xl_kraftsamling.cli import streams
from xl_kraftsamling.cli.copies import RequestedCopy, write_copy
from xl_kraftsamling.cli.errors import ERRORS, FAULT, OK, UNREADABLE, UNTRIED, describe_error, open_elsewhere_note
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Severity


class RunOptions(NamedTuple):
    """How workbooks are to be checked, and how what is found is to be written."""

    profile: str | None
    as_of: date | None
    known: Sequence[Decision]
    map_file: Path | None
    lang: str
    form: str
    width: int
    coloured: bool
    strict: bool
    copy: RequestedCopy | None = None


class CheckedWorkbook(NamedTuple):
    """A workbook that was checked: its exit code and what to print; `word` is its verdict, None where it has none."""

    code: int
    word: str | None = None
    profile: str | None = None
    as_of: date | None = None
    lines: Sequence[str] = ()
    document: dict[str, Any] | None = None
    complaint: str = ""


def check_workbook(order: RunOptions, path: Path) -> CheckedWorkbook:
    """Check one workbook; whatever is wrong with it becomes a complaint, so that the others are still checked."""
    from xl_kraftsamling import app

    try:
        validated = app.validate_workbook(path, profile=order.profile, as_of=order.as_of, known=order.known, map_file=order.map_file)
        return _checked(order, path, validated)
    except Exception as problem:  # noqa: BLE001  # see above
        code, words = describe_error(problem, order.lang)
        return CheckedWorkbook(code, complaint=words)


def _checked(order: RunOptions, path: Path, validated: ValidatedWorkbook) -> CheckedWorkbook:
    from xl_kraftsamling.report import as_json, findings

    verdict = validated.verdict
    one = CheckedWorkbook(
        _code(order, verdict.counts),
        verdict.word,
        verdict.profile,
        verdict.ledger.as_of,
        complaint=open_elsewhere_note(path, order.lang),
    )
    told = write_copy(order.copy, path, validated, order.lang) if order.copy else []
    if order.form == "json":
        document = as_json.encode_workbook(str(path), validated.sha256, validated.layout, verdict, order.lang)
        return one._replace(document=document, complaint="\n".join(filter(None, [one.complaint, *told])))
    lines = findings.render_workbook(str(path), verdict, order.lang, order.width, streams.choose_painter(coloured=order.coloured))
    return one._replace(lines=[*lines, "", *told] if told else list(lines))


def _code(order: RunOptions, counts: dict[Severity, int]) -> int:
    if counts[Severity.ERROR]:
        return ERRORS
    return UNTRIED if order.strict and counts[Severity.NOT_TRIED] else OK


_BY_GRAVITY = (OK, UNTRIED, ERRORS, UNREADABLE, FAULT)


def check_workbooks(order: RunOptions, paths: Sequence[Path], jobs: int) -> list[CheckedWorkbook]:
    """Check the workbooks, several at a time if wanted, with a bar while somebody watches."""
    found = _parallel(order, paths, jobs) if min(jobs, len(paths)) > 1 else map(partial(check_workbook, order), paths)
    watched = len(paths) > 1 and sys.stderr.isatty()
    label = Text("Kontrollerar", "Checking").fill(order.lang, {})
    with click.progressbar(found, len(paths), label, file=sys.stderr) if watched else nullcontext(found) as each:
        return list(each)


def _parallel(order: RunOptions, paths: Sequence[Path], jobs: int) -> Iterator[CheckedWorkbook]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # spawned, not forked: polars has threads
    with ProcessPoolExecutor(min(jobs, len(paths)), get_context("spawn")) as pool:
        yield from pool.map(partial(check_workbook, order), paths)


def worst_code(checked: Sequence[CheckedWorkbook]) -> int:
    """The exit code of a run: that of its worst workbook."""
    return max((one.code for one in checked), key=_BY_GRAVITY.index)


def format_run(order: RunOptions, checked: Sequence[CheckedWorkbook]) -> Iterable[str]:
    """What is printed of a run: one JSON object, or the workbooks' lines one after another and a line over them all."""
    if order.form == "json":
        return [_document(order, [one for one in checked if one.document])]
    lines = [line for one in checked for line in ((*one.lines, "") if one.lines else ())]
    if len(checked) == 1:
        return lines[:-1]
    from xl_kraftsamling.report.findings import render_total

    return [*lines, render_total([one.word for one in checked], order.lang)]


def _document(order: RunOptions, checked: Sequence[CheckedWorkbook]) -> str:
    from xl_kraftsamling.report import as_json

    profile = order.profile or _common([one.profile for one in checked])
    as_of = str(order.as_of or _common([str(one.as_of) for one in checked]) or "") or None
    return as_json.dump_json(as_json.encode_run([one.document for one in checked if one.document], profile, as_of))


def _common(values: Sequence[str | None]) -> str | None:
    """What all the workbooks have in common; None where they differ."""
    return values[0] if len(set(values)) == 1 else None
