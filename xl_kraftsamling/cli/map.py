"""`kraftsamling map`: how a workbook in another layout than the template's is read, and a map of it to correct."""

from pathlib import Path

import click

from xl_kraftsamling import app
from xl_kraftsamling.cli.about import ABOUT
from xl_kraftsamling.cli.bilingual import Command, current_language, say
from xl_kraftsamling.cli.output import OK, print_lines
from xl_kraftsamling.cli.shared_options import PATH, decision_option, find_decisions, map_option, option
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.saving import write_file

_HINT = Text(
    'Stämmer det inte, skriv en karta och rätta den: kraftsamling map "{workbook}" --write "{target}"',
    'If that is not right, write a map and correct it: kraftsamling map "{workbook}" --write "{target}"',
)
_FILL_IN = Text(
    'Ingen tabell kändes igen. Skriv en karta att fylla i: kraftsamling map "{workbook}" --write "{target}"',
    'No table was recognised. Write a map to fill in: kraftsamling map "{workbook}" --write "{target}"',
)
_DONE = Text(
    "Kartan är skriven: {target}. Rätta det som är fel i den och kontrollera igen.",
    "The map is written: {target}. Correct what is wrong in it and check again.",
)
_OURS = Text("{workbook} följer mallen och behöver ingen karta.", "{workbook} follows the template and needs no map.")
_EXISTS = Text(
    "{target} finns redan och kan vara rättad för hand. Ge ett annat namn eller lägg till --force.",
    "{target} already exists and may have been corrected by hand. Give another name or add --force.",
)
_NO_MAP = Text(
    "{target}: en karta är en textfil, så dess namn ska sluta på .toml.",
    "{target}: a map is a text file, so its name must end in .toml.",
)


@click.command("map", cls=Command, text=ABOUT["map"])
@click.argument("workbook", type=PATH, metavar="WORKBOOK")
@option("--write", "target", type=PATH, metavar="FILE", text=Text("Skriv läsningen som en karta (.toml).", "Write the reading as a map (.toml)."))
@option("--force", is_flag=True, text=Text("Skriv över en karta som redan finns.", "Overwrite a map that exists."))
@map_option
@decision_option
def map_command(workbook: Path, *, target: Path | None, force: bool, map_file: Path | None, decision: str | None) -> int:
    """Show how a workbook is read, and write it as a map."""
    from xl_kraftsamling.report.how_read import format_how_read

    if target and target.suffix.lower() != ".toml":
        raise BadInput(_NO_MAP, target=str(target))
    if target and target.exists() and not force:
        raise BadInput(_EXISTS, target=str(target))
    read = app.explain_layout(workbook, known=find_decisions(decision, workbook), map_file=map_file, lang=current_language())
    if read is None:
        print_lines([say(_OURS, workbook=str(workbook))])
        return OK
    how_read, content = read
    print_lines(format_how_read(how_read, current_language()))
    if target:
        write_file(target, content.encode(), overwrite=force, like=[workbook])
        print_lines([say(_DONE, target=str(target))])
    else:
        print_lines([say(_HINT if how_read.tables else _FILL_IN, workbook=str(workbook), target=str(workbook.with_suffix(".karta.toml")))])
    return OK
