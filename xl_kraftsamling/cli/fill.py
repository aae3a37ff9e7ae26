"""`kraftsamling fill`: a new workbook from the template."""

from pathlib import Path

import click

from xl_kraftsamling.catalogue import Text
from xl_kraftsamling.cli.complaints import OK, Misuse
from xl_kraftsamling.cli.language import say
from xl_kraftsamling.cli.options import PATH, decision_option, lang_option, option, options
from xl_kraftsamling.cli.speech import Command
from xl_kraftsamling.cli.streams import put

_ABOUT = Text(
    "Skapar en arbetsbok ur mallen. Den får ett besluts belopp, och om man vill egna rader eller exempeldata.",
    "Makes a workbook from the template. It gets the figures of a decision and, if wanted, rows of your own or example data.",
)
_BOTH = Text("Välj --data eller --example, inte båda.", "Choose --data or --example, not both.")
_DONE = Text(
    "{path} är skapad efter {decision}{rows}.\nKontrollera den med: kraftsamling validate {path}",
    "{path} is made after {decision}{rows}.\nCheck it with: kraftsamling validate {path}",
)


@click.command(cls=Command, text=_ABOUT)
@click.argument("target", type=PATH, metavar="WORKBOOK")
@options(
    option("--example", is_flag=True, text=Text("Fyll med påhittade exempelrader (EX-).", "Fill with invented example rows (EX-).")),
    option("--data", type=PATH, metavar="PATH", text=Text(
        "Rader att föra in: en mapp med CSV-filer, en JSON-fil eller en annan arbetsbok.",
        "Rows to enter: a folder of CSV files, a JSON file or another workbook.")),
    decision_option,
    option("--force", is_flag=True, text=Text("Skriv över en arbetsbok som redan finns.", "Overwrite a workbook that exists.")),
    lang_option,
)  # fmt: skip
def fill(target: Path, *, example: bool, data: Path | None, decision: str | None, force: bool) -> int:
    """Fill the template."""
    from xl_kraftsamling import app

    if example and data:
        raise Misuse(_BOTH)
    filled = app.fill(target, decision=app.decision(decision), data=data, example=example, force=force)
    rows = ", ".join(f"{sheet} {number}" for sheet, number in filled.rows.items() if number)
    path = f'"{target}"' if " " in str(target) else str(target)
    put([say(_DONE, path=path, decision=filled.decision.reference, rows=f" ({rows})" if rows else "")])
    return OK
