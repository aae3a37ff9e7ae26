"""Checking workbooks one by one, in this process or in others.

One workbook goes from its path to what is printed of it in :func:`check_workbook`, which the processes of --jobs call too.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from xl_kraftsamling import app
from xl_kraftsamling.cli.output import ERRORS, OK, UNREADABLE, UNTRIED, describe_error
from xl_kraftsamling.cli.validate.copies import write_copy
from xl_kraftsamling.cli.validate.formats import encode_workbook, is_data
from xl_kraftsamling.cli.validate.run import CheckedWorkbook, RunOptions
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.report.formats import Unreadable
from xl_kraftsamling.saving import describe_owner


def check_workbooks(run: RunOptions, paths: Sequence[Path], jobs: int) -> Iterator[CheckedWorkbook]:
    """Check the workbooks, several at a time where that is worth starting processes for; each comes in its turn, as soon as it can."""
    if jobs > 1:
        from xl_kraftsamling.cli.workers import count_workers

        if (workers := count_workers(paths, jobs)) > 1:
            return _check_in_processes(run, paths, workers)
    return map(partial(check_workbook, run), paths)


def _check_in_processes(run: RunOptions, paths: Sequence[Path], workers: int) -> Iterator[CheckedWorkbook]:
    """Check the workbooks in other processes; one that ends its process has that as its problem."""
    from xl_kraftsamling.cli.workers import map_in_processes

    for path, checked in zip(paths, map_in_processes(partial(check_workbook, run), paths, workers), strict=True):
        yield checked or _describe_unreadable(run, path, Unreadable(UNREADABLE, _ENDED.fill(run.lang, {"path": str(path)})))


def check_workbook(run: RunOptions, path: Path) -> CheckedWorkbook:
    """Check one workbook; whatever is wrong with it becomes its problem, so that the others are still checked."""
    try:
        known = run.known or (None if app.has_decision_beside(path) else run.project_known)
        validated = app.validate_workbook(
            path, profile=run.profile, as_of=run.as_of, known=known, map_file=run.map_file, codes=run.codes, recalc=run.recalc
        )
        return _format_workbook(run, path, validated)
    except Exception as problem:  # noqa: BLE001  # see above
        # words, as an exception such as BadInput cannot be sent from one process to another
        return _describe_unreadable(run, path, Unreadable(*describe_error(problem, run.lang)))


def _describe_unreadable(run: RunOptions, path: Path, problem: Unreadable) -> CheckedWorkbook:
    return CheckedWorkbook(path, problem.code, content=encode_workbook(run, path, problem), problem=problem.message)


def _format_workbook(run: RunOptions, path: Path, validated: "app.ValidatedWorkbook") -> CheckedWorkbook:
    copied = write_copy(run, run.target, path, validated) if run.target else []
    content = encode_workbook(run, path, validated)
    notes = [describe_owner(path, run.lang), *(remark.fill(run.lang, {}) for remark in validated.remarks)]
    if is_data(run.form):  # stdout is one document, so the lines about the copy go to stderr
        notes, copied = [*notes, *copied], []
    note = "\n".join(filter(None, notes))
    return CheckedWorkbook(path, _find_code(run, validated), validated.verdict.word, content, note=note, copied=copied)


def _find_code(run: RunOptions, validated: "app.ValidatedWorkbook") -> int:
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
