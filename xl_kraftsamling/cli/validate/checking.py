"""Checking workbooks one by one, in this process or in others.

One workbook goes from its path to what is printed of it in :func:`check_workbook`, which the processes of --jobs call too.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from xl_kraftsamling import app
from xl_kraftsamling.cli.output import ERRORS, OK, UNREADABLE, UNTRIED, describe_error
from xl_kraftsamling.cli.validate.copies import write_copy
from xl_kraftsamling.cli.validate.formats import FORMATS
from xl_kraftsamling.cli.validate.run import CheckedWorkbook, RunOptions
from xl_kraftsamling.cli.workers import count_workers, map_in_processes
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.saving import describe_owner


def check_workbooks(run: RunOptions, paths: Sequence[Path], jobs: int) -> Iterator[CheckedWorkbook]:
    """Check the workbooks, several at a time where that is worth starting processes for; each comes in its turn, as soon as it can."""
    workers = count_workers(paths, jobs)
    return _check_in_processes(run, paths, workers) if workers > 1 else map(partial(check_workbook, run), paths)


def _check_in_processes(run: RunOptions, paths: Sequence[Path], workers: int) -> Iterator[CheckedWorkbook]:
    """Check the workbooks in other processes; one that ends its process has that as its problem."""
    for path, checked in zip(paths, map_in_processes(partial(check_workbook, run), paths, workers), strict=True):
        yield checked or CheckedWorkbook(path, UNREADABLE, problem=_ENDED.fill(run.lang, {"path": str(path)}))


def check_workbook(run: RunOptions, path: Path) -> CheckedWorkbook:
    """Check one workbook; whatever is wrong with it becomes its problem, so that the others are still checked."""
    try:
        known = run.known or (None if app.has_decision_beside(path) else run.project_known)
        validated = app.validate_workbook(
            path, profile=run.profile, as_of=run.as_of, known=known, map_file=run.map_file, codes=run.codes
        )
        return _format_workbook(run, path, validated)
    except Exception as problem:  # noqa: BLE001  # see above
        code, words = describe_error(problem, run.lang)
        # words, as an exception such as BadInput cannot be sent from one process to another
        return CheckedWorkbook(path, code, problem=words)


def _format_workbook(run: RunOptions, path: Path, validated: app.ValidatedWorkbook) -> CheckedWorkbook:
    verdict, chosen = validated.verdict, FORMATS[run.form]
    copied = write_copy(run, run.target, path, validated) if run.target else []
    content = chosen.encode_workbook(run, path, validated)
    notes = [describe_owner(path, run.lang), *(remark.fill(run.lang, {}) for remark in validated.remarks)]
    if chosen.is_data:  # stdout is one document, so the lines about the copy go to stderr
        notes += copied
    elif copied:
        content = [*content, "", *copied]
    return CheckedWorkbook(
        path, _find_code(run, validated), verdict.word, verdict.profile, verdict.ledger.as_of, content, note="\n".join(filter(None, notes))
    )


def _find_code(run: RunOptions, validated: app.ValidatedWorkbook) -> int:
    """The exit code of a workbook that was checked."""
    counts, graded = validated.verdict.counts, (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    if any(counts[severity] for severity in graded[: graded.index(run.fail_on) + 1]):
        return ERRORS
    return UNTRIED if run.strict and counts[Severity.NOT_TRIED] else OK


_ENDED = Text(
    "{path} är inte kontrollerad: den process som läste den avslutades, kanske för att minnet tog slut. De andra arbetsböckerna "
    "berörs inte. Kontrollera den för sig, eller spara den på nytt i Excel först.",
    "{path} is not checked: the process that read it was ended, perhaps for want of memory. The other workbooks are not concerned. "
    "Check it by itself, or save it again in Excel first.",
)
