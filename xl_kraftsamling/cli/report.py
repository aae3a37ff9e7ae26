"""`kraftsamling report`: what a workbook contains and what was found in it, as a document to be read, printed and handed on.

The command states what is open and judges nothing: like `balance` it ends with 0 wherever the report could be made, also where the
workbook has errors, which the report says first.  Whoever wants a code for these asks `validate`.
"""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xl_kraftsamling import app
from xl_kraftsamling.cli.bilingual import Command, current_language
from xl_kraftsamling.cli.output import OK, print_error, print_lines
from xl_kraftsamling.cli.shared_options import (
    PATH,
    as_of_option,
    decision_option,
    format_option,
    map_option,
    output_option,
    profile_option,
)
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.saving import describe_owner

if TYPE_CHECKING:
    from xl_kraftsamling.report.written_report.contents import Contents

_ABOUT = Text(
    "Skriver en rapport om en arbetsbok. Först står omdömet, sedan vad arbetsboken innehåller och hur den lästes, vad som är rätt, "
    "varje avvikelse i sin bit av bladet med vad man gör, saldon, omfördelningar, insatser, årets slut och beslutet. Rapporten "
    "redovisar belopp och var de kommer ifrån, och bedömer inget.\n\n"
    "Slutkod: 0 rapporten är skriven, även om arbetsboken har fel, 2 kommandot är fel skrivet, 3 en fil kan inte läsas.",
    "Writes a report on a workbook. First comes the verdict, then what the workbook contains and how it was read, what is right, "
    "each finding in its piece of the sheet with what to do, balances, transfers, interventions, the end of the year and the decision. "
    "The report states amounts and where they come from, and judges nothing.\n\n"
    "Exit code: 0 the report is written, even if the workbook has errors, 2 the command is not written right, 3 a file cannot be read.",
)


def _print_html(contents: "Contents", output: Path | None) -> None:
    from xl_kraftsamling.report.written_report.html_document import render_page

    _print(render_page(contents), output)


def _print_markdown(contents: "Contents", output: Path | None) -> None:
    from xl_kraftsamling.report.written_report.markdown_document import render_markdown

    _print(render_markdown(contents), output)


def _print(lines: Iterable[str], output: Path | None) -> None:
    print_lines(lines, output, data=True)


FORMATS: "dict[str, Callable[[Contents, Path | None], None]]" = {"html": _print_html, "markdown": _print_markdown}
"""What writes a report, to stdout or a file, by the word after `--format`, the default first."""


@click.command("report", cls=Command, text=_ABOUT)
@click.argument("workbook", type=PATH, metavar="WORKBOOK")
@profile_option
@as_of_option
@format_option(*FORMATS)
@output_option
@decision_option
@map_option
def report_command(
    workbook: Path, *, profile: str | None, as_of: date | None, form: str, output: Path | None, decision: str | None, map_file: Path | None
) -> int:  # fmt: skip
    """Write a report on a workbook."""
    contents = app.report_on_workbook(
        workbook, made_on=date.today(), lang=current_language(), profile=profile, as_of=as_of, known=app.known_decisions(decision), map_file=map_file,
    )  # fmt: skip
    FORMATS[form](contents, output)
    print_error(describe_owner(workbook, current_language()))
    return OK
