"""`kraftsamling decision`: the decision of a workbook, and what comes after it: adopted, changed, due, reported, paid back."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from xl_kraftsamling import app
from xl_kraftsamling.cli.about import ABOUT
from xl_kraftsamling.cli.bilingual import Command, UsageError, current_language, say
from xl_kraftsamling.cli.output import OK, line_width, print_error, print_lines
from xl_kraftsamling.cli.shared_options import (
    PATH,
    decision_option,
    find_decisions,
    find_recipient,
    format_option,
    map_option,
    option,
    output_option,
    parse_amount,
    parse_day,
    require_decision,
)
from xl_kraftsamling.domain.decision import CASE_NUMBER, Decision
from xl_kraftsamling.domain.decision_points import CALL_OFF, REPAYMENT, REPORT
from xl_kraftsamling.domain.new_points import NewAmount, NewPoints
from xl_kraftsamling.domain.texts import Text

_WIDE = 100


def parse_named_amount(text: str) -> tuple[str, str]:
    """A recipient and an amount, written as kulturnämnden=900 000; UsageError where the text is none."""
    name, sign, amount = (part.strip() for part in text.rpartition("="))
    if not (name and sign and amount):
        raise UsageError(_NO_PAIR, value=text)
    return name, amount


def parse_section(text: str) -> str:
    """A §, written as § 187 or 187."""
    number = re.fullmatch(r"§?\s*(\d+)\s*§?", text.strip())
    if not number:
        raise UsageError(_NO_SECTION, value=text)
    return f"§ {number[1]}"


def parse_case_number(text: str) -> str:
    """A diarienummer."""
    if not CASE_NUMBER.fullmatch(text):
        raise UsageError(_NO_NUMBER, value=text)
    return text


@click.command("decision", cls=Command, text=ABOUT["decision"])
@click.argument("workbook", type=PATH, metavar="WORKBOOK")
@option("--date", type=parse_day, metavar="YYYY-MM-DD", text=Text("Beslutets dag, eller återbetalningens.", "The day of the decision, or of the repayment."))
@option("--paragraph", type=parse_section, metavar="§", text=Text('Beslutets paragraf: "§ 187".', 'The § of the decision: "§ 187".'))
@option("--amount", "amounts", type=parse_named_amount, multiple=True, metavar="NAME=AMOUNT", text=Text(
    'Vad mottagaren sammanlagt får: "kulturnämnden=900 000", eller hur mycket det ändras: "KN=+100 000". Kan anges flera '
    "gånger.",
    'What the recipient gets in total: "kulturnämnden=900 000", or by how much that changes: "KN=+100 000". Can be given '
    "several times.",
))
@option("--case-number", type=parse_case_number, metavar="REF", text=Text(
    "Ett senare besluts eget diarienummer, om det har ett.", "A later decision's own case number, if it has one."))
@option("--repaid", type=parse_named_amount, multiple=True, metavar="NAME=AMOUNT", text=Text(
    "Vad mottagaren har betalat tillbaka den dagen.", "What the recipient has paid back on that day."))
@option("--last-call-off", type=parse_day, metavar="YYYY-MM-DD", text=Text("Sista dag att avropa.", "The last day to call off."))
@option("--report-by", type=parse_day, metavar="YYYY-MM-DD", text=Text("Sista dag för återrapportering.", "The last day to report."))
@option("--repay-by", type=parse_day, metavar="YYYY-MM-DD", text=Text("Sista dag att återbetala det outnyttjade.", "The last day to pay back what is unused."))
@option("--reported", type=parse_day, metavar="YYYY-MM-DD", text=Text(
    "Dagen då återrapporteringen lämnades.",
    "The day on which the report was submitted.",
))
@option("--reference", metavar="TEXT", text=Text(
    "Var det står: beslutets punkt, villkorets ärende eller verifikationen.",
    "Where it is stated: the point of the decision, the case of the condition, or the voucher.",
))
@format_option("text", "json")
@output_option
@decision_option
@map_option
def decision_command(
    workbook: Path, *, form: str, output: Path | None, decision: str | None, map_file: Path | None, **asked: Any
) -> int:  # fmt: skip
    """Enter what is asked for, and print the decision."""
    _check_options(asked)
    followed = app.find_followed_decision(workbook, known=find_decisions(decision, workbook), map_file=map_file)
    held = require_decision(followed.decision)
    if any(asked.values()):
        held = app.add_to_decision(workbook, followed, _collect_points(held, asked), lang=current_language())
    print_lines(_format(str(workbook), held, followed, form, output), output, data=form == "json")
    if held is not followed.decision:
        print_error(_describe_added(held, followed.decision, str(workbook)))
    for companion in followed.companions:
        if not companion.is_followed:
            print_error(companion.effect.fill(current_language(), {}))
    return OK


def _check_options(asked: Mapping[str, Any]) -> None:
    """Raise UsageError where the options do not go together."""
    is_decided = bool(asked["amounts"] or asked["paragraph"] or asked["case_number"])
    if is_decided and asked["repaid"]:
        raise UsageError(_APART)
    if is_decided and not (asked["date"] and asked["paragraph"]):
        raise UsageError(_NEEDED)
    if asked["repaid"] and not asked["date"]:
        raise UsageError(_NO_DAY)
    if asked["date"] and not (is_decided or asked["repaid"]):
        raise UsageError(_ONLY_DAY)
    if any(asked[name] for name in _DEADLINES) and not asked["reference"]:
        raise UsageError(_NO_REFERENCE)
    if asked["reference"] and not any(value for name, value in asked.items() if name != "reference"):
        raise UsageError(_ONLY_REFERENCE)


def _collect_points(held: Decision, asked: Mapping[str, Any]) -> NewPoints:
    """What is asked for, with official names and amounts in öre."""
    return NewPoints(
        day=asked["date"], section=asked["paragraph"], case_number=asked["case_number"], reported=asked["reported"], reference=asked["reference"],
        amounts={name: _read_new_amount(text) for name, text in _name_recipients(held, asked["amounts"]).items()},
        repaid={name: _read_repaid(text) for name, text in _name_recipients(held, asked["repaid"]).items()},
        deadlines={what: asked[name] for name, what in _DEADLINES.items() if asked[name]},
    )  # fmt: skip


def _name_recipients(held: Decision, pairs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """The texts of amounts by official name; UsageError for one that is unknown, or given twice."""
    named: dict[str, str] = {}
    for written, text in pairs:
        name = find_recipient(held, written)
        if name in named:
            raise UsageError(_TWICE, name=name)
        named[name] = text
    return named


def _read_new_amount(text: str) -> NewAmount:
    """An amount in all, or with a sign before it a change."""
    is_change = text[0] in "+-−"
    ore = parse_amount(text.lstrip("+-−").strip())
    return NewAmount(-ore if text[0] in "-−" else ore, is_change)


def _read_repaid(text: str) -> int:
    ore = parse_amount(text)
    if ore <= 0:
        raise UsageError(_NOTHING_REPAID, value=text)
    return ore


def _describe_added(held: Decision, before: Decision, workbook: str) -> str:
    """What was entered, and what to do next."""
    kind = _ADOPTED if held.adoption and not before.adoption else _AMENDED if len(held.amendments) > len(before.amendments) else ""
    return say(_DONE, file=held.file.name if held.file else "", kind=kind, workbook=workbook)


def _format(path: str, held: Decision, followed: "app.FollowedDecision", form: str, output: Path | None) -> list[str]:
    from xl_kraftsamling.report.as_json import dump_json
    from xl_kraftsamling.report.decision import encode_decision, render_decision

    if form == "json":
        return [dump_json(encode_decision(path, held))]
    return list(render_decision(path, held, followed.record, current_language(), line_width(_WIDE, output)))


_DEADLINES = {"last_call_off": CALL_OFF, "report_by": REPORT, "repay_by": REPAYMENT}
_NO_PAIR = Text(
    "”{value}” är inte en mottagare med ett belopp: skriv som kulturnämnden=900 000.",
    "“{value}” is not a recipient with an amount: write it like kulturnämnden=900 000.",
)
_NO_SECTION = Text("”{value}” är inte en paragraf: skriv den som § 187.", "“{value}” is not a §: write it like § 187.")
_NO_NUMBER = Text("”{value}” är inte ett diarienummer: skriv det som STK-2026-580.", "“{value}” is not a case number: write it like STK-2026-580.")
_NOTHING_REPAID = Text(
    "”{value}” är inte ett återbetalat belopp: skriv ett som är större än noll.",
    "“{value}” is not an amount paid back: write one above zero.",
)
_TWICE = Text(
    "Mottagaren {name} står två gånger. Ange ett belopp för varje mottagare.",
    "The recipient {name} appears twice. Give one amount for each recipient.",
)
_APART = Text(
    "--repaid förs in för sig: utelämna --amount, --paragraph och --case-number.",
    "--repaid is entered separately: leave out --amount, --paragraph and --case-number.",
)
_NEEDED = Text("Ett beslut behöver både --date och --paragraph.", "A decision needs both --date and --paragraph.")
_NO_DAY = Text("En återbetalning behöver --date.", "A repayment needs --date.")
_ONLY_DAY = Text("--date hör till --paragraph eller --repaid.", "--date goes with --paragraph or --repaid.")
_NO_REFERENCE = Text(
    "Var står villkoret? Ange det med --reference, till exempel ärendets diarienummer: beslutets egen text nämner ingen dag.",
    "Where is the condition stated? Give it with --reference, such as the case number: the decision's own text names no day.",
)
_ONLY_REFERENCE = Text("--reference anger var något står: ange också vad.", "--reference says where something is stated: say what, too.")
_ADOPTED = Text(" som kommunstyrelsens beslut om förslaget", " as kommunstyrelsen's decision on the proposal")
_AMENDED = Text(
    " som ett senare beslut, eftersom kommunstyrelsens beslut om förslaget redan är känt",
    " as a later decision, since kommunstyrelsen's decision on the proposal is already known",
)
_DONE = Text(
    'Infört i {file}{kind}. Kontrollera arbetsboken mot det med: kraftsamling validate "{workbook}"',
    'Entered in {file}{kind}. Check the workbook against it with: kraftsamling validate "{workbook}"',
)
