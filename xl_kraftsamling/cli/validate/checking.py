"""Checking workbooks one by one, in this process or in others.

One workbook goes from its path to what is printed of it in :func:`check_workbook`, which the processes of --jobs call too.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import click

from xl_kraftsamling import app
from xl_kraftsamling.cli.output import ERRORS, OK, UNREADABLE, UNTRIED, describe_error
from xl_kraftsamling.cli.validate.copies import write_copy
from xl_kraftsamling.cli.validate.formats import encode_workbook
from xl_kraftsamling.cli.validate.run import CheckedWorkbook, RunOptions
from xl_kraftsamling.cli.workers import map_in_processes
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.report.formats import Unreadable
from xl_kraftsamling.saving import describe_owner


def check_workbooks(run: RunOptions, paths: Sequence[Path], jobs: int) -> list[CheckedWorkbook]:
    """Check the workbooks, several at a time if wanted, with a bar while somebody watches."""
    found = _check_in_parallel(run, paths, jobs) if min(jobs, len(paths)) > 1 else map(partial(check_workbook, run), paths)
    is_watched = len(paths) > 1 and sys.stderr.isatty()
    label = Text("Kontrollerar", "Checking").fill(run.lang, {})
    with click.progressbar(found, len(paths), label, file=sys.stderr) if is_watched else nullcontext(found) as each:
        return list(each)


def _check_in_parallel(run: RunOptions, paths: Sequence[Path], jobs: int) -> Iterator[CheckedWorkbook]:
    """Check the workbooks in other processes; one that ends its process becomes a note."""
    for path, checked in zip(paths, map_in_processes(partial(check_workbook, run), paths, jobs), strict=True):
        yield checked or _describe_unreadable(run, path, Unreadable(UNREADABLE, _ENDED.fill(run.lang, {"path": str(path)})))


def check_workbook(run: RunOptions, path: Path) -> CheckedWorkbook:
    """Check one workbook; whatever is wrong with it becomes a note, so that the others are still checked."""
    try:
        validated = app.validate_workbook(path, profile=run.profile, as_of=run.as_of, known=run.known, map_file=run.map_file)
        return _format_workbook(run, path, validated)
    except Exception as problem:  # noqa: BLE001  # see above
        # words, as an exception such as BadInput cannot be sent from one process to another
        return _describe_unreadable(run, path, Unreadable(*describe_error(problem, run.lang)))


def _describe_unreadable(run: RunOptions, path: Path, problem: Unreadable) -> CheckedWorkbook:
    return CheckedWorkbook(problem.code, content=encode_workbook(run, path, problem), note=problem.message)


def _format_workbook(run: RunOptions, path: Path, validated: app.ValidatedWorkbook) -> CheckedWorkbook:
    verdict = validated.verdict
    not_tried = UNTRIED if run.strict and verdict.counts[Severity.NOT_TRIED] else OK
    copied = write_copy(run, run.target, path, validated) if run.target else []
    return CheckedWorkbook(
        ERRORS if verdict.counts[Severity.ERROR] else not_tried, verdict.word,
        encode_workbook(run, path, validated), describe_owner(path, run.lang), copied,
    )  # fmt: skip


_ENDED = Text(
    "{path} är inte kontrollerad: den process som läste den avslutades, kanske för att minnet tog slut. De andra arbetsböckerna "
    "berörs inte. Kontrollera den för sig, eller spara den på nytt i Excel först.",
    "{path} is not checked: the process that read it was ended, perhaps for want of memory. The other workbooks are not concerned. "
    "Check it by itself, or save it again in Excel first.",
)
