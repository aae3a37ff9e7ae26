"""`kraftsamling balance`: what every recipient has, has called off and has left; how it came to that, and whence the money."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from xl_kraftsamling.cli.bilingual import Command
from xl_kraftsamling.cli.errors import OK, Misuse, reservation
from xl_kraftsamling.cli.language import lang
from xl_kraftsamling.cli.options import (
    PATH,
    as_of_option,
    decision_option,
    format_option,
    lang_option,
    option,
    options,
    output_option,
)
from xl_kraftsamling.cli.recipient_names import official
from xl_kraftsamling.cli.streams import coloured, complain, painter, put, width
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Text

_ABOUT = Text(
    "Visar varje mottagares saldo. Det är beviljat, disponibelt, avropat, kvar och vad som kan omfördelas. Från årets sista "
    "dag visas också vad som är kvar, hos vem och av vilket slag.",
    "Shows every recipient's balance. That is allotted, disposable, called off, remaining and what can be transferred. From the "
    "last day of the year on it also shows what is left, with whom and of what kind.",
)
_BOTH = Text("Välj --timeline eller --trace, inte båda.", "Choose --timeline or --trace, not both.")
_ALONE = Text("--recipient hör till --timeline eller --trace.", "--recipient goes with --timeline or --trace.")
_WIDE = 180  # in a pipe or a file every figure has room


@click.command(cls=Command, text=_ABOUT)
@click.argument("workbook", type=PATH, metavar="WORKBOOK")
@options(
    as_of_option,
    option("--timeline", is_flag=True, text=Text(
        "Visa varje händelse och saldot efter den.", "Show each event and the balance after it.")),
    option("--trace", is_flag=True, text=Text(
        "Visa kronans väg: beslut, tilldelning, omfördelning, avrop, utfall.",
        "Show the way of the money: decision, allocation, transfer, call-off, outcome.")),
    option("--recipient", "recipients", multiple=True, metavar="NAME", text=Text(
        "Bara den här mottagaren, med --timeline eller --trace; kan anges flera gånger.",
        "Only this recipient, with --timeline or --trace; can be given several times.")),
    format_option("text", "json", "csv"),
    output_option,
    decision_option,
    lang_option,
)  # fmt: skip
def balance(
    workbook: Path, *, as_of: date | None, timeline: bool, trace: bool, recipients: tuple[str, ...], form: str,
    output: Path | None, decision: str | None,
) -> int:  # fmt: skip
    """Print the balances, or how they came about."""
    from xl_kraftsamling import app

    if timeline and trace:
        raise Misuse(_BOTH)
    if recipients and not (timeline or trace):
        raise Misuse(_ALONE)
    ledger = app.balance(workbook, as_of=as_of, known=app.known(decision))
    names = [official(ledger.decision, name) for name in recipients] or list(ledger.balances)
    lines = _told(str(workbook), ledger, names, form, output, trace=trace) if timeline or trace else _written(
        str(workbook), ledger, form, output
    )  # fmt: skip
    put(lines, output, data=form != "text", end="\r\n" if form == "csv" else "\n")
    if words := reservation(workbook, lang()):
        complain(words)
    return OK


def _written(path: str, ledger: Ledger, form: str, output: Path | None) -> Iterable[str]:
    from xl_kraftsamling.report import as_json, closing
    from xl_kraftsamling.report.balance import csv, table

    if form == "json":
        return [as_json.text(as_json.balance(path, ledger))]
    if form == "csv":
        return csv(ledger, lang())
    wide = width(_WIDE, output)
    return (*table(path, ledger, lang(), wide), *closing.table(ledger, lang(), wide))


def _told(
    path: str, ledger: Ledger, names: list[str], form: str, output: Path | None, *, trace: bool
) -> Iterable[str]:
    """The story of some recipients: their events, or the way of their money."""
    from xl_kraftsamling.report import as_json
    from xl_kraftsamling.report import timeline as events
    from xl_kraftsamling.report import trace as ways

    if form == "json":
        return [as_json.text((ways if trace else events).document(path, ledger, names))]
    if form == "csv":
        return (ways.csv if trace else events.csv)(ledger, names, lang())
    written = ways.text if trace else events.text
    return written(path, ledger, names, lang(), width(_WIDE, output), painter(coloured=coloured(output)))
