"""`kraftsamling validate`: what is wrong with workbooks, at which cells, and what to do about it."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from xl_kraftsamling import app
from xl_kraftsamling.cli.about import ABOUT
from xl_kraftsamling.cli.bilingual import Command, UsageError, current_language
from xl_kraftsamling.cli.output import (
    ERRORS,
    FAULT,
    OK,
    UNREADABLE,
    UNTRIED,
    choose_painter,
    flush_lines,
    line_width,
    print_error,
    print_lines,
    stream_lines,
)
from xl_kraftsamling.cli.progress import count_progress
from xl_kraftsamling.cli.shared_options import (
    PATH,
    as_of_option,
    decision_option,
    format_option,
    ignore_option,
    map_option,
    option,
    output_option,
    parse_count,
    pick_rules,
    profile_option,
    select_option,
)
from xl_kraftsamling.cli.validate.checking import check_workbooks
from xl_kraftsamling.cli.validate.copies import choose_copy
from xl_kraftsamling.cli.validate.formats import choose_format, is_data, join_workbooks
from xl_kraftsamling.cli.validate.run import CheckedWorkbook, RunOptions
from xl_kraftsamling.cli.validate.targets import find_targets
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.report.formats import FORMATS

_GRADES = {severity.value: severity for severity in Severity if severity is not Severity.NOT_TRIED}

_NO_ENGINE = Text(
    "--recalc räknar om formlerna med pyOfficeEditor, som inte är installerat. Installera det där programmet är installerat: "
    "pip install pyOfficeEditor==0.4.1",
    "--recalc calculates the formulas with pyOfficeEditor, which is not installed. Install it where the program is installed: "
    "pip install pyOfficeEditor==0.4.1",
)


@click.command("validate", cls=Command, text=ABOUT["validate"])
@click.argument("workbooks", type=PATH, nargs=-1, required=True, metavar="WORKBOOK...")
@profile_option
@as_of_option
@select_option
@ignore_option
@option("--exclude", multiple=True, metavar="PATTERN", text=Text(
    "Utelämna filer eller mappar: ett namn (Kopia*), en mapp (gamla/) eller en sökväg (2025/*.xlsx). Får anges flera gånger.",
    "Leave out files or folders: a name (Kopia*), a folder (gamla/) or a path (2025/*.xlsx). May be given several times."))
@format_option(*FORMATS)
@output_option
@option("--verbose", "-v", is_flag=True, text=Text(
    "Visa även det som inte kräver något, alla rader och koderna för det som inte kunde prövas.",
    "Show what asks for nothing, too, every line, and the codes of what could not be tried."))
@option("--quiet", is_flag=True, text=Text(
    "Visa bara arbetsböcker som inte klarar kontrollen, utan summering och anmärkningar.",
    "Show only workbooks that do not pass, without a total and remarks."))
@option("--fail-on", type=click.Choice([*_GRADES]), default=next(iter(_GRADES)), text=Text(
    "Det lindrigaste som ger slutkod 1; annars {default}.", "The mildest that gives exit code 1; otherwise {default}."))
@option("--strict", is_flag=True, text=Text("Slutkod 4 när något inte kunde prövas.", "Exit code 4 where something could not be tried."))
@option("--recalc", is_flag=True, text=Text(
    "Räkna om alla formler och visa dem vars sparade värde är gammalt.", "Recalculate all formulas and show those whose stored value is old."))
@decision_option
@map_option
@option("--jobs", type=parse_count, metavar="N", text=Text(
    "Högst så många arbetsböcker åt gången, när det går fortare; annars 1.", "At most so many workbooks at a time, where that is faster; otherwise 1."))
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
    workbooks: tuple[Path, ...], *, profile: str | None, as_of: date | None, select: tuple[str, ...], ignore: tuple[str, ...],
    exclude: tuple[str, ...], form: str, output: Path | None, verbose: bool, quiet: bool, fail_on: str, strict: bool, recalc: bool,
    decision: str | None, map_file: Path | None, jobs: int | None, annotate: Path | None, clean: Path | None, fix: Path | None, fix_formulas: bool,
    undo: Path | None, force: bool,
) -> int:  # fmt: skip
    """Validate workbooks and print what is found; the worst exit code counts."""
    if recalc and not app.can_recalculate():
        raise UsageError(_NO_ENGINE)
    # who selects a rule has it tried, whatever the file ignores
    given = {"profile": profile, "select": select, "ignore": ignore or select, "exclude": exclude, "decision": decision, "jobs": jobs}
    found = app.find_settings(workbooks)
    settings = found.without(given) if found else app.ProjectSettings(Path())
    targets = find_targets(workbooks, exclude, settings)
    write, target = choose_copy(annotate, clean, fix, undo, formulas=fix_formulas, workbooks=len(targets.paths))
    run = RunOptions(
        profile=profile or settings.profile, as_of=as_of, known=app.known_decisions(decision),
        project_known=app.known_decisions(settings.decision), map_file=map_file,
        codes=pick_rules(select or settings.select, ignore or settings.ignore), fail_on=_GRADES[fail_on], settings=settings if settings.used else None,
        lang=current_language(), form=choose_format(form, output), width=line_width(100, output), paint=choose_painter(output), quiet=quiet, strict=strict,
        write=write, target=target, formulas=fix_formulas, force=force, verbose=verbose, recalc=recalc,
    )  # fmt: skip
    targets.tell(settings, quiet=quiet)
    codes = [UNREADABLE] * bool(targets.failures) or [OK]
    _print_results(run, _follow(run, check_workbooks(run, targets.paths, jobs or settings.jobs or 1), codes, len(targets.paths)), output)
    return max(codes, key=_BY_GRAVITY.index)


def _print_results(run: RunOptions, checked: Iterable[CheckedWorkbook], output: Path | None) -> None:
    """Print the workbooks as they come, or write them to a file when all have come."""
    for_programs = is_data(run.form)
    if not output:
        stream_lines(join_workbooks(run, checked), data=for_programs)
        return
    known = list(checked)
    if for_programs or any(one.word for one in known):  # a page without anything to read leaves the file as it was
        print_lines(join_workbooks(run, known), output, data=for_programs)


def _follow(run: RunOptions, checked: Iterable[CheckedWorkbook], codes: list[int], workbooks: int) -> Iterator[CheckedWorkbook]:
    """The workbooks as they come; once one of them is printed, what is to be said of it on stderr, and its exit code among the codes."""
    count_progress(0, workbooks)
    for number, one in enumerate(checked, 1):
        yield one
        flush_lines()
        print_error(one.problem)
        print_error("" if run.quiet else one.note)
        codes.append(one.code)
        count_progress(number, workbooks)


# not by number: that something could not be tried (4) is milder than an error (1)
_BY_GRAVITY = (OK, UNTRIED, ERRORS, UNREADABLE, FAULT)
