"""`kraftsamling validate`: what is wrong with workbooks, at which cells, and what to do about it."""

from datetime import date
from pathlib import Path

import click

from xl_kraftsamling.cli import streams
from xl_kraftsamling.cli.bilingual import Command
from xl_kraftsamling.cli.language import current_language
from xl_kraftsamling.cli.options import (
    PATH,
    as_of_option,
    parse_count,
    decision_option,
    format_option,
    lang_option,
    map_option,
    option,
    options,
    output_option,
)
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import PROFILES

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
@options(
    option("--profile", type=click.Choice(PROFILES), text=Text(
        "Hur strängt; annars arbetsbokens profil, annars normal.", "How strictly; otherwise the workbook's profile, otherwise normal.")),
    as_of_option,
    format_option("text", "json"),
    output_option,
    option("--strict", is_flag=True, text=Text("Slutkod 4 när något inte kunde prövas.", "Exit code 4 where something could not be tried.")),
    decision_option,
    map_option,
    option("--jobs", type=parse_count, default="1", metavar="N", text=Text(
        "Så många arbetsböcker åt gången; annars {default}.", "So many workbooks at a time; otherwise {default}.")),
    option("--annotate", type=PATH, metavar="FILE", text=Text(
        "Skriv en kopia där allt står på bladet Kontroll och cellerna är märkta.",
        "Write a copy with all of it on the sheet Kontroll and the cells marked.")),
    option("--clean", type=PATH, metavar="FILE", text=Text(
        "Skriv en kopia utan det bladet och de märkningarna.", "Write a copy without that sheet and those marks.")),
    option("--force", is_flag=True, text=Text(
        "Låt kopian skriva över en fil som finns, även arbetsboken själv; ändra även det som är skyddat, låst eller signerat.",
        "Let the copy overwrite a file that exists, even the workbook itself; change what is protected, locked or signed too.")),
    lang_option,
)  # fmt: skip
def validate_command(
    workbooks: tuple[Path, ...], *, profile: str | None, as_of: date | None, form: str, output: Path | None,
    strict: bool, decision: str | None, map_file: Path | None, jobs: int, annotate: Path | None, clean: Path | None, force: bool,
) -> int:  # fmt: skip
    """Validate workbooks and print what is found; the worst exit code counts."""
    from xl_kraftsamling import app
    from xl_kraftsamling.cli.copies import requested_copy
    from xl_kraftsamling.cli.run import RunOptions, format_run, check_workbooks, worst_code

    order = RunOptions(
        profile=profile, as_of=as_of, known=app.known_decisions(decision), map_file=map_file, lang=current_language(), form=form, strict=strict,
        width=streams.line_width(100, output), coloured=streams.can_colour(output),
        copy=requested_copy(annotate, clean, force=force, workbooks=workbooks),
    )  # fmt: skip
    checked = check_workbooks(order, workbooks, jobs)
    if not output or any(one.word for one in checked):  # what could not be read at all leaves the file as it was
        streams.print_lines(format_run(order, checked), output, data=form == "json")
    for one in checked:
        if one.complaint:
            streams.print_error(one.complaint)
    return worst_code(checked)
