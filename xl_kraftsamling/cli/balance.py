"""`kraftsamling balance`: what every recipient has, has called off and has left; how it came to that, and where the money came from."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xl_kraftsamling import app
from xl_kraftsamling.cli.about import ABOUT
from xl_kraftsamling.cli.bilingual import Command, UsageError, current_language, say
from xl_kraftsamling.cli.output import (
    OK,
    choose_painter,
    line_width,
    print_error,
    print_lines,
)
from xl_kraftsamling.cli.shared_options import (
    PATH,
    WHICH_DECISION,
    as_of_option,
    complete_recipients,
    decision_option,
    find_decisions,
    find_recipient,
    format_option,
    map_option,
    option,
    output_option,
)
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.saving import describe_owner

if TYPE_CHECKING:
    from xl_kraftsamling.domain.ledger.ledger import Ledger

_BOTH = Text("Välj --timeline eller --trace, inte båda.", "Choose --timeline or --trace, not both.")
_ALONE = Text("--recipient hör till --timeline eller --trace.", "--recipient goes with --timeline or --trace.")
_WIDE = 180  # in a pipe or a file every figure has room


@click.command("balance", cls=Command, text=ABOUT["balance"])
@click.argument("workbook", type=PATH, metavar="WORKBOOK")
@as_of_option
@option("--timeline", is_flag=True, text=Text(
    "Visa varje händelse och saldot efter den.", "Show each event and the balance after it."))
@option("--trace", is_flag=True, text=Text(
    "Visa hur pengarna har gått: beslut, tilldelning, omfördelning, avrop, utfall.",
    "Show the way of the money: decision, allocation, transfer, call-off, outcome.",
))
@option("--recipient", "recipients", multiple=True, metavar="NAME", shell_complete=complete_recipients, text=Text(
    "Bara den här mottagaren, med --timeline eller --trace; kan anges flera gånger.",
    "Only this recipient, with --timeline or --trace; can be given several times."))
@format_option("text", "json", "csv")
@output_option
@decision_option
@map_option
def balance_command(
    workbook: Path, *, as_of: date | None, timeline: bool, trace: bool, recipients: tuple[str, ...], form: str,
    output: Path | None, decision: str | None, map_file: Path | None,
) -> int:  # fmt: skip
    """Print the balances, or how they came about; last what they rest on that is wrong."""
    from xl_kraftsamling.report.caution import describe_caution

    _check_options(timeline=timeline, trace=trace, recipients=recipients)
    verdict = app.validate_workbook(workbook, as_of=as_of, known=find_decisions(decision, workbook), map_file=map_file).verdict
    ledger, caution = verdict.ledger, describe_caution(verdict, current_language())
    names = [find_recipient(ledger.decision, name) for name in recipients] or list(ledger.balances)
    shown = (str(workbook), ledger, form, output, caution)
    lines = _format_history(*shown, names, trace=trace) if timeline or trace else _format_balances(*shown)
    print_lines(lines, output, data=form != "text", end="\r\n" if form == "csv" else "\n")
    if caution and form == "csv":  # which has no place for it
        print_error(caution)
    print_error(describe_owner(workbook, current_language()))
    if ledger.decision.candidates:
        print_error(say(WHICH_DECISION, decisions=ledger.decision.list_candidates()))
    return OK


def _check_options(*, timeline: bool, trace: bool, recipients: tuple[str, ...]) -> None:
    """Raise UsageError where the options do not go together."""
    if timeline and trace:
        raise UsageError(_BOTH)
    if recipients and not (timeline or trace):
        raise UsageError(_ALONE)


def _format_balances(path: str, ledger: "Ledger", form: str, output: Path | None, caution: str | None) -> Iterable[str]:
    from xl_kraftsamling.report import as_json
    from xl_kraftsamling.report.balance import encode_balances, export_balances, render_balances, render_year_end
    from xl_kraftsamling.report.caution import render_caution

    if form == "json":
        return [as_json.dump_json({**encode_balances(path, ledger, current_language()), "caution": caution})]
    if form == "csv":
        return export_balances(ledger, current_language())
    wide = line_width(_WIDE, output)
    lines = (*render_balances(path, ledger, current_language(), wide), *render_year_end(ledger, current_language(), wide))
    return (*lines, *render_caution(caution, wide))


def _format_history(
    path: str, ledger: "Ledger", form: str, output: Path | None, caution: str | None, names: list[str], *, trace: bool
) -> Iterable[str]:
    """The events of some recipients, or the way of their money."""
    from xl_kraftsamling.report import timeline
    from xl_kraftsamling.report import trace as trace_report
    from xl_kraftsamling.report.as_json import dump_json
    from xl_kraftsamling.report.caution import render_caution

    if form == "json":
        encode = trace_report.encode_trace if trace else timeline.encode_timeline
        return [dump_json({**encode(path, ledger, names, current_language()), "caution": caution})]
    if form == "csv":
        return (trace_report.export_trace if trace else timeline.export_timeline)(ledger, names, current_language())
    render = trace_report.render_trace if trace else timeline.render_timeline
    wide = line_width(_WIDE, output)
    return (*render(path, ledger, names, current_language(), wide, choose_painter(output)), *render_caution(caution, wide))
