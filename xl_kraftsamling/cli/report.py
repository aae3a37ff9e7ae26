"""`kraftsamling report`: what a workbook contains and what was found in it, as a document to be read, printed and handed on.

The command states what is open and judges nothing: like `balance` it ends with 0 wherever the report could be made, also where the
workbook has errors, which the report says first.  Whoever wants a code for these asks `validate`.
"""

from collections.abc import Callable, Iterable
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xl_kraftsamling import app
from xl_kraftsamling.cli.about import ABOUT
from xl_kraftsamling.cli.bilingual import Command, UsageError, current_language
from xl_kraftsamling.cli.output import OK, print_error, print_lines, write_result
from xl_kraftsamling.cli.shared_options import (
    PATH,
    as_of_option,
    decision_option,
    format_option,
    map_option,
    option,
    output_option,
    profile_option,
)
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.saving import describe_owner

if TYPE_CHECKING:
    from xl_kraftsamling.report.written_report.contents import Contents



_NO_PLACE = Text(
    "Ett Word-dokument skrivs till en fil: ange ett namn som slutar på .docx efter --output.",
    "A Word document is written to a file: give a name that ends in .docx after --output.",
)
_NO_TEMPLATE = Text("--template hör till --format docx.", "--template goes with --format docx.")
_NO_PROGRAM = Text(
    'Word-dokument skrivs med python-docx, som inte är installerat. Installera det med: pip install "python-docx>=1.1,<2"',
    'Word documents are written with python-docx, which is not installed. Install it with: pip install "python-docx>=1.1,<2"',
)


def _print_html(contents: "Contents", output: Path | None) -> None:
    from xl_kraftsamling.report.written_report.html_document import render_page

    _print(render_page(contents), output)


def _print_markdown(contents: "Contents", output: Path | None) -> None:
    from xl_kraftsamling.report.written_report.markdown_document import render_markdown

    _print(render_markdown(contents), output)


def _print(lines: Iterable[str], output: Path | None) -> None:
    print_lines(lines, output, data=True)


def _write_docx(contents: "Contents", output: Path, template: Path | None) -> None:
    from xl_kraftsamling.report.written_report.docx_document import render_docx

    write_result(render_docx(contents, template), output)


FORMATS: "dict[str, Callable[[Contents, Path | None], None]]" = {"html": _print_html, "markdown": _print_markdown}
"""What writes a report as text, to stdout or a file, by the word after `--format`, the default first."""
WORD = "docx"
"""The format that is no text: it needs a file, and may have a template."""


@click.command("report", cls=Command, text=ABOUT["report"])
@click.argument("workbook", type=PATH, metavar="WORKBOOK")
@profile_option
@as_of_option
@format_option(*FORMATS, WORD)
@output_option
@option("--template", type=PATH, metavar="FILE", text=Text(
    "Ett eget Word-dokument, vars formatmallar, sidhuvud och sidfot används; rapporten skrivs där det står {{{{rapport}}}}, annars sist.",
    "A Word document of your own, whose styles, header and footer are used; the report goes where it says {{{{rapport}}}}, otherwise last."))
@decision_option
@map_option
def report_command(
    workbook: Path, *, profile: str | None, as_of: date | None, form: str, output: Path | None, template: Path | None, decision: str | None,
    map_file: Path | None,
) -> int:  # fmt: skip
    """Write a report on a workbook."""
    document = _choose_document(form, output, template)
    contents = app.report_on_workbook(
        workbook, made_on=date.today(), lang=current_language(), profile=profile, as_of=as_of, known=app.known_decisions(decision), map_file=map_file,
    )  # fmt: skip
    if document:
        _write_docx(contents, document, template)
    else:
        FORMATS[form](contents, output)
    print_error(describe_owner(workbook, current_language()))
    return OK


def _choose_document(form: str, output: Path | None, template: Path | None) -> Path | None:
    """The Word document that is to be written; None for another format.

    UsageError where the options do not go together, or what writes Word documents is not installed.
    """
    if form != WORD:
        if template:
            raise UsageError(_NO_TEMPLATE)
        return None
    if output is None or output.suffix.lower() != f".{WORD}":
        raise UsageError(_NO_PLACE)
    if find_spec("docx") is None:
        raise UsageError(_NO_PROGRAM)
    return output
