"""`kraftsamling balance`: what every recipient has, has called off and has left."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from xl_kraftsamling.catalogue import Text
from xl_kraftsamling.cli.complaints import OK, reservation
from xl_kraftsamling.cli.language import lang
from xl_kraftsamling.cli.options import (
    PATH,
    as_of_option,
    decision_option,
    format_option,
    lang_option,
    options,
    output_option,
)
from xl_kraftsamling.cli.speech import Command
from xl_kraftsamling.cli.streams import complain, put, width
from xl_kraftsamling.domain.balances import Ledger

_ABOUT = Text(
    "Visar varje mottagares saldo. Det är beviljat, disponibelt, avropat, kvar och vad som kan omfördelas.",
    "Shows every recipient's balance. That is allotted, disposable, called off, remaining and what can be transferred.",
)
_WIDE = 180  # in a pipe or a file every figure has room


@click.command(cls=Command, text=_ABOUT)
@click.argument("workbook", type=PATH, metavar="WORKBOOK")
@options(as_of_option, format_option("text", "json", "csv"), output_option, decision_option, lang_option)
def balance(workbook: Path, *, as_of: date | None, form: str, output: Path | None, decision: str | None) -> int:
    """Print the balances."""
    from xl_kraftsamling import app

    ledger = app.balance(workbook, as_of=as_of, known=app.known(decision))
    put(
        _written(str(workbook), ledger, form, output),
        output,
        data=form != "text",
        end="\r\n" if form == "csv" else "\n",
    )
    if words := reservation(workbook, lang()):
        complain(words)
    return OK


def _written(path: str, ledger: Ledger, form: str, output: Path | None) -> Iterable[str]:
    from xl_kraftsamling.report import as_json
    from xl_kraftsamling.report.balance import csv, table

    if form == "json":
        return [as_json.text(as_json.balance(path, ledger))]
    if form == "csv":
        return csv(ledger, lang())
    return table(path, ledger, lang(), width(_WIDE, output))
