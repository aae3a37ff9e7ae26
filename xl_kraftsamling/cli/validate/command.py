"""`kraftsamling validate`: what is wrong with workbooks, at which cells, and what to do about it."""

from collections.abc import Sequence
from datetime import date
from itertools import chain
from pathlib import Path

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
)
from xl_kraftsamling.cli.validate.checking import check_workbooks
from xl_kraftsamling.cli.validate.formats import choose_format, is_data, join_workbooks
from xl_kraftsamling.cli.validate.run import CheckedWorkbook, Copy, RunOptions
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import PROFILES
from xl_kraftsamling.report.formats import FORMATS

_ABOUT = Text(
    "Kontrollerar arbetsböcker, cell för cell. Varje avvikelse visas med vad den betyder och vad man gör.\n\n"
    "Slutkod: 0 inga fel, 1 fel, 2 kommandot är fel skrivet, 3 en fil kan inte läsas, 4 något är ej prövat (--strict), "
    "70 ett fel i programmet. Av flera arbetsböcker gäller den värsta.",
    "Checks workbooks, cell by cell. Every finding is shown with what it means and what to do.\n\n"
    "Exit code: 0 no errors, 1 errors, 2 the command is not written right, 3 a file cannot be read, 4 something is not "
    "tried (--strict), 70 a fault of the program. Of several workbooks the worst counts.",
)


@click.command("validate", cls=Command, text=_ABOUT)
@click.argument("workbooks", type=PATH, nargs=-1, required=True, metavar="WORKBOOK...")
@option("--profile", type=click.Choice(PROFILES), text=Text(
    "Hur strängt; annars arbetsbokens profil, annars normal.", "How strictly; otherwise the workbook's profile, otherwise normal."))
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
        profile=profile, as_of=as_of, known=app.known_decisions(decision), map_file=map_file, lang=current_language(),
        form=choose_format(form, output),
        width=line_width(100, output), paint=choose_painter(output), strict=strict, write=write, target=target, formulas=fix_formulas, force=force,
    )  # fmt: skip
    checked = check_workbooks(run, workbooks, jobs)
    _print_findings(run, checked, output)
    return max((one.code for one in checked), key=_BY_GRAVITY.index)


def _print_findings(run: RunOptions, checked: Sequence[CheckedWorkbook], output: Path | None) -> None:
    """Write what was found, and to stderr what else there is to say; where stdout is data, the lines about a copy too."""
    for_programs, copied = is_data(run.form), [line for one in checked for line in one.copied]
    lines = chain(join_workbooks(run, checked), ["", *copied] if copied and not for_programs else [])
    if not output or for_programs or any(one.word for one in checked):  # for a person, what could not be read at all leaves the file as it was
        print_lines(lines, output, data=for_programs)
    for one in checked:
        print_error("\n".join(filter(None, [one.note, *(one.copied if for_programs else ())])))


# not by number: that something could not be tried (4) is milder than an error (1)
_BY_GRAVITY = (OK, UNTRIED, ERRORS, UNREADABLE, FAULT)

_ONE = Text("Välj en av {options}: varje kopia skrivs för sig.", "Choose one of {options}: each copy is written by itself.")
_NO_FIX = Text(
    "--fix-formulas hör till --fix: ange även --fix och kopians namn.", "--fix-formulas belongs to --fix: give --fix and the name of the copy too."
)
_MANY = Text(
    "{option} skriver en kopia av en enda arbetsbok: ange en i taget.",
    "{option} writes a copy of a single workbook: give one at a time.",
)
