"""`kraftsamling validate`: what is wrong with workbooks, at which cells, and what to do about it.

One workbook goes from its path to what is printed of it in :func:`check_workbook`, which the processes of --jobs call too.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from datetime import date, datetime
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from xl_kraftsamling import app
from xl_kraftsamling.cli.bilingual import Command, UsageError, current_language
from xl_kraftsamling.cli.output import (
    ERRORS,
    FAULT,
    OK,
    UNREADABLE,
    UNTRIED,
    choose_painter,
    describe_error,
    line_width,
    print_error,
    print_lines,
)
from xl_kraftsamling.cli.shared_options import (
    PATH,
    as_of_option,
    decision_option,
    format_option,
    map_option,
    option,
    output_option,
    parse_count,
    profile_option,
)
from xl_kraftsamling.cli.workers import map_in_processes
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.texts import Count, Text, Value
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.report import Paint
from xl_kraftsamling.saving import describe_owner

if TYPE_CHECKING:
    from xl_kraftsamling.writing.corrections import Corrections

_ABOUT = Text(
    "Kontrollerar arbetsböcker, cell för cell. Varje avvikelse visas med vad den betyder och vad man gör.\n\n"
    "Slutkod: 0 inga fel, 1 fel, 2 kommandot är fel skrivet, 3 en fil kan inte läsas, 4 något är ej prövat (--strict), "
    "70 ett fel i programmet. Av flera arbetsböcker gäller den värsta.",
    "Checks workbooks, cell by cell. Every finding is shown with what it means and what to do.\n\n"
    "Exit code: 0 no errors, 1 errors, 2 the command is not written right, 3 a file cannot be read, 4 something is not "
    "tried (--strict), 70 a fault of the program. Of several workbooks the worst counts.",
)


class Copy(Enum):
    """The copies that can be written of a workbook: with its findings, without them, corrected, and as it was before that."""

    ANNOTATED = "--annotate"
    CLEANED = "--clean"
    CORRECTED = "--fix"
    UNDONE = "--undo"


class RunOptions(NamedTuple):
    """How workbooks are to be checked, and how what is found is to be written: to stdout, and in a copy, if any, to `target`.

    `formulas` is whether the corrected copy has formulas restored too.
    """

    profile: str | None
    as_of: date | None
    known: Sequence[Decision] | None
    map_file: Path | None
    lang: str
    form: str
    width: int
    paint: Paint
    strict: bool
    write: Copy | None
    target: Path | None
    formulas: bool
    force: bool


class CheckedWorkbook(NamedTuple):
    """A workbook that was checked: its exit code and what to print.

    `word` is its verdict, None where it has none; `content` is what its format makes of it; `note` is for stderr.
    """

    code: int
    word: str | None = None
    profile: str | None = None
    as_of: date | None = None
    content: Any = None
    note: str = ""


class Format(NamedTuple):
    """How what is found is written: of each workbook its content, and of all of them the lines to print.

    The content is made in the process that checks the workbook, so it has to be picklable; where lines are no data, it is lines too.
    """

    encode_workbook: Callable[[RunOptions, Path, app.ValidatedWorkbook], Any]
    join: Callable[[RunOptions, Sequence[CheckedWorkbook]], Iterable[str]]
    is_data: bool


def _render_workbook(run: RunOptions, path: Path, validated: app.ValidatedWorkbook) -> list[str]:
    from xl_kraftsamling.report.findings import render_workbook

    return list(render_workbook(str(path), validated.verdict, run.lang, run.width, run.paint))


def _join_texts(run: RunOptions, checked: Sequence[CheckedWorkbook]) -> list[str]:
    """The workbooks' lines one after another, and a line over them all where they are several."""
    from xl_kraftsamling.report.findings import render_total

    lines = [line for one in checked if one.content for line in (*one.content, "")]
    return lines[:-1] if len(checked) == 1 else [*lines, render_total([one.word for one in checked], run.lang)]


def _encode_workbook(run: RunOptions, path: Path, validated: app.ValidatedWorkbook) -> dict[str, Any]:
    from xl_kraftsamling.report.as_json import encode_workbook

    return encode_workbook(str(path), validated.sha256, validated.layout, validated.verdict, validated.regions, run.lang)


def _join_documents(run: RunOptions, checked: Sequence[CheckedWorkbook]) -> list[str]:
    """One JSON object; its profile and date are those of all the workbooks, null where they differ."""
    from xl_kraftsamling.report.as_json import dump_json, encode_run

    readable = [one for one in checked if one.content]
    profile = run.profile or _common_value([one.profile for one in readable])
    as_of = str(run.as_of or _common_value([str(one.as_of) for one in readable]) or "") or None
    return [dump_json(encode_run([one.content for one in readable], profile, as_of))]


def _common_value(values: Sequence[str | None]) -> str | None:
    """What all the workbooks have in common; None where they differ."""
    return values[0] if len(set(values)) == 1 else None


FORMATS = {
    "text": Format(_render_workbook, _join_texts, is_data=False),
    "json": Format(_encode_workbook, _join_documents, is_data=True),
}
"""The formats by the word after `--format`, the default first."""


@click.command("validate", cls=Command, text=_ABOUT)
@click.argument("workbooks", type=PATH, nargs=-1, required=True, metavar="WORKBOOK...")
@profile_option
@as_of_option
@format_option(*FORMATS)
@output_option
@option("--strict", is_flag=True, text=Text("Slutkod 4 när något inte kunde prövas.", "Exit code 4 where something could not be tried."))
@decision_option
@map_option
@option("--jobs", type=parse_count, default="1", metavar="N", text=Text(
    "Så många arbetsböcker åt gången; annars {default}.", "So many workbooks at a time; otherwise {default}."))
@option("--annotate", type=PATH, metavar="FILE", text=Text(
    "Skriv en kopia där allt står på bladet Kontroll och cellerna är märkta.",
    "Write a copy with all of it on the sheet Kontroll and the cells marked."))
@option("--clean", type=PATH, metavar="FILE", text=Text(
    "Skriv en kopia utan det bladet och de märkningarna.", "Write a copy without that sheet and those marks."))
@option("--fix", type=PATH, metavar="FILE", text=Text(
    "Skriv en kopia där det som inte kan vara fel är rättat, med ett kvitto per cell på bladet Rättat.",
    "Write a copy in which what cannot be wrong is corrected, with a receipt per cell on the sheet Rättat."))
@option("--fix-formulas", is_flag=True, text=Text(
    "Återställ med --fix även formler som skrivits över.", "Restore with --fix formulas that were written over, too."))
@option("--undo", type=PATH, metavar="FILE", text=Text(
    "Skriv en kopia där rättelserna på bladet Rättat är tagna tillbaka.",
    "Write a copy in which the corrections on the sheet Rättat are taken back."))
@option("--force", is_flag=True, text=Text(
    "Låt kopian skriva över en fil som finns, även arbetsboken själv; ändra även det som är skyddat, låst eller signerat.",
    "Let the copy overwrite a file that exists, even the workbook itself; change what is protected, locked or signed too."))
def validate_command(
    workbooks: tuple[Path, ...], *, profile: str | None, as_of: date | None, form: str, output: Path | None,
    strict: bool, decision: str | None, map_file: Path | None, jobs: int, annotate: Path | None, clean: Path | None, fix: Path | None,
    fix_formulas: bool, undo: Path | None, force: bool,
) -> int:  # fmt: skip
    """Validate workbooks and print what is found; the worst exit code counts."""
    copies = {kind: path for kind, path in zip(Copy, (annotate, clean, fix, undo), strict=True) if path}
    if len(copies) > 1:
        raise UsageError(_ONE, options=", ".join(kind.value for kind in copies))
    if copies and len(workbooks) > 1:
        raise UsageError(_MANY, option=next(iter(copies)).value)
    if fix_formulas and not fix:
        raise UsageError(_NO_FIX)
    write, target = next(iter(copies.items()), (None, None))
    run = RunOptions(
        profile=profile, as_of=as_of, known=app.known_decisions(decision), map_file=map_file, lang=current_language(), form=form,
        width=line_width(100, output), paint=choose_painter(output), strict=strict, write=write, target=target, formulas=fix_formulas, force=force,
    )  # fmt: skip
    checked = check_workbooks(run, workbooks, jobs)
    if not output or any(one.word for one in checked):  # what could not be read at all leaves the file as it was
        print_lines(FORMATS[form].join(run, checked), output, data=FORMATS[form].is_data)
    for note in filter(None, (one.note for one in checked)):
        print_error(note)
    return max((one.code for one in checked), key=_BY_GRAVITY.index)


# not by number: that something could not be tried (4) is milder than an error (1)
_BY_GRAVITY = (OK, UNTRIED, ERRORS, UNREADABLE, FAULT)


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
        yield checked or CheckedWorkbook(UNREADABLE, note=_ENDED.fill(run.lang, {"path": str(path)}))


def check_workbook(run: RunOptions, path: Path) -> CheckedWorkbook:
    """Check one workbook; whatever is wrong with it becomes a note, so that the others are still checked."""
    try:
        validated = app.validate_workbook(path, profile=run.profile, as_of=run.as_of, known=run.known, map_file=run.map_file)
        return _format_workbook(run, path, validated)
    except Exception as problem:  # noqa: BLE001  # see above
        code, words = describe_error(problem, run.lang)
        return CheckedWorkbook(code, note=words)  # words, as an exception such as BadInput cannot be sent from one process to another


def _format_workbook(run: RunOptions, path: Path, validated: app.ValidatedWorkbook) -> CheckedWorkbook:
    verdict, chosen = validated.verdict, FORMATS[run.form]
    not_tried = UNTRIED if run.strict and verdict.counts[Severity.NOT_TRIED] else OK
    one = CheckedWorkbook(
        ERRORS if verdict.counts[Severity.ERROR] else not_tried, verdict.word, verdict.profile, verdict.ledger.as_of,
        note=describe_owner(path, run.lang),
    )  # fmt: skip
    copied = _write_copy(run, run.target, path, validated) if run.target else []
    content = chosen.encode_workbook(run, path, validated)
    if chosen.is_data:  # stdout is one document, so the lines about the copy go to stderr
        return one._replace(content=content, note="\n".join(filter(None, [one.note, *copied])))
    return one._replace(content=[*content, "", *copied] if copied else content)


def _write_copy(run: RunOptions, target: Path, source: Path, validated: app.ValidatedWorkbook) -> list[str]:
    """Write the copy that is wanted; returns the lines to print about it.

    :raises BadInput: the workbook may not be changed, or the target may not or cannot be written.
    """
    match run.write:
        case Copy.CLEANED:
            found = app.clean_workbook(source, target, force=run.force)
            return [(_CLEANED if found else _NOTHING).fill(run.lang, {"path": str(target)})]
        case Copy.CORRECTED:
            return _describe_corrections(app.correct_workbook(validated, target, formulas=run.formulas, force=run.force), target, run.lang)
        case Copy.UNDONE:
            undone = app.undo_corrections(source, target, force=run.force)
            lines = [_UNDONE.fill(run.lang, {"path": str(target), "n": Count(len(undone.cells))})]
            return [*lines, *([_KEPT.fill(run.lang, {"cells": tuple(undone.left)})] if undone.left else [])]
    marked = app.annotate_workbook(validated, target, lang=run.lang, now=datetime.now(), force=run.force)
    values: dict[str, Value] = {"path": str(target), "sheet": marked.sheet, "n": Count(marked.marked)}
    return [(_ANNOTATED if marked.sheet else _MARKED).fill(run.lang, values), *marked.explain_left_out(run.lang)]


def _describe_corrections(corrections: "Corrections", target: Path, lang: str) -> list[str]:
    """What was corrected, by rule, and the cells that were left, with the reason; then what to do next."""
    from xl_kraftsamling.report.corrections import count_corrections

    if not corrections.receipts and not corrections.left:
        return [_NOTHING_TO_CORRECT.fill(lang, {"path": str(target)})]
    counts = count_corrections((each.code for each in corrections.receipts), lang)
    left = [_LEFT.fill(lang, {"cell": place, "why": problem.message(lang)}) for place, problem in corrections.left]
    if not corrections.receipts:
        return left
    values: dict[str, Value] = {"path": str(target), "n": Count(len(corrections.receipts)), "counts": counts, "sheet": corrections.sheet}
    return [_CORRECTED.fill(lang, values), *left, _CHECK_AGAIN.fill(lang, {"path": str(target)})]


_ENDED = Text(
    "{path} är inte kontrollerad: den process som läste den avslutades, kanske för att minnet tog slut. De andra arbetsböckerna "
    "berörs inte. Kontrollera den för sig, eller spara den på nytt i Excel först.",
    "{path} is not checked: the process that read it was ended, perhaps for want of memory. The other workbooks are not concerned. "
    "Check it by itself, or save it again in Excel first.",
)
_ONE = Text("Välj en av {options}: varje kopia skrivs för sig.", "Choose one of {options}: each copy is written by itself.")
_NO_FIX = Text(
    "--fix-formulas hör till --fix: ange även --fix och kopians namn.", "--fix-formulas belongs to --fix: give --fix and the name of the copy too."
)
_MANY = Text(
    "{option} skriver en kopia av en enda arbetsbok: ange en i taget.",
    "{option} writes a copy of a single workbook: give one at a time.",
)
_ANNOTATED = Text(
    "{path} är en kopia med det som kontrollen fann: det står på bladet {sheet}. Märkta celler: {n}.",
    "{path} is a copy with what was found: it stands on the sheet {sheet}. Marked cells: {n}.",
)
_MARKED = Text("{path} är en kopia med märkta celler: {n}.", "{path} is a copy with marked cells: {n}.")
_CLEANED = Text(
    "{path} är en kopia utan kontrollens blad, anteckningar och märkningar.",
    "{path} is a copy without the sheet, the notes and the marks of the check.",
)
_NOTHING = Text(
    "{path} är en kopia; det fanns inget av kontrollen att ta bort.",
    "{path} is a copy; there was nothing of the check to take away.",
)
_CORRECTED = Text(
    "{path} är en kopia med rättelser. Rättade celler: {n} ({counts}). Bladet {sheet} visar var och en, före och efter.",
    "{path} is a copy with corrections. Corrected cells: {n} ({counts}). The sheet {sheet} shows each of them, before and after.",
)
_CHECK_AGAIN = Text(
    "Kontrollera kopian: ”kraftsamling validate {path}”. --undo tar tillbaka rättelserna.",
    "Check the copy: `kraftsamling validate {path}`. --undo takes the corrections back.",
)
_LEFT = Text("{cell} är inte rättad: {why}", "{cell} is not corrected: {why}")
_NOTHING_TO_CORRECT = Text(
    "{path} är en kopia; det fanns inget som kan rättas utan att någon avgör något.",
    "{path} is a copy; there was nothing that can be corrected without somebody deciding something.",
)
_UNDONE = Text(
    "{path} är en kopia utan rättelser. Celler som har det som stod där från början: {n}.",
    "{path} is a copy without corrections. Cells that hold what stood there at first: {n}.",
)
_KEPT = Text(
    "Dessa celler har ändrats sedan de rättades, och är som de var: {cells}.",
    "These cells were changed after they were corrected, and are as they were: {cells}.",
)
