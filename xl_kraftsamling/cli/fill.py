"""`kraftsamling fill`: a new workbook from the template, or more rows in a copy of one that exists."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from xl_kraftsamling import app
from xl_kraftsamling.cli.about import ABOUT
from xl_kraftsamling.cli.added_rows import describe_added, quote_path
from xl_kraftsamling.cli.bilingual import Command, UsageError, current_language, say
from xl_kraftsamling.cli.output import OK, print_lines
from xl_kraftsamling.cli.shared_options import (
    PATH,
    decision_option,
    find_decisions,
    map_option,
    option,
    require_decision,
)
from xl_kraftsamling.domain.money import format_count
from xl_kraftsamling.domain.texts import Text

_BOTH = Text("Välj --data eller --example, inte båda.", "Choose --data or --example, not both.")
_NO_ROWS = Text(
    "--into behöver rader att lägga till: ange --data. Exemplets rader hör inte hemma i en arbetsbok som används.",
    "--into needs rows to add: give --data. The rows of the example do not belong in a workbook that is in use.",
)
_EXISTS = Text(
    "{file} finns redan. Välj ett annat namn, eller lägg till --force för att skriva över den.",
    "{file} already exists. Choose another name, or add --force to overwrite it.",
)
_ITSELF = Text(
    "{file} är själva arbetsboken. Välj ett annat namn för kopian, eller lägg till --force för att lägga raderna i den.",
    "{file} is the workbook itself. Choose another name for the copy, or add --force to add the rows to it.",
)
_NO_MAP = Text(
    "--map visar var raderna ska in i en arbetsbok som finns: ange också --into. Mallen behöver ingen karta.",
    "--map shows where rows go in a workbook that exists: give --into too. The template needs no map.",
)
_ADDED = Text(
    "{path} är en kopia av {workbook} med fler rader: {rows}.\nKontrollera den med: kraftsamling validate {path}",
    "{path} is a copy of {workbook} with more rows: {rows}.\nCheck it with: kraftsamling validate {path}",
)
_NOTHING_NEW = Text(
    "{path} är en kopia av {workbook}, utan nya rader.\nKontrollera den med: kraftsamling validate {path}",
    "{path} is a copy of {workbook}, without new rows.\nCheck it with: kraftsamling validate {path}",
)
_GROWN = Text(
    "{path} har fått fler rader: {rows}.\nKontrollera den med: kraftsamling validate {path}",
    "{path} has got more rows: {rows}.\nCheck it with: kraftsamling validate {path}",
)
_NOT_GROWN = Text(
    "{path} har inte fått några nya rader.\nKontrollera den med: kraftsamling validate {path}",
    "{path} has got no new rows.\nCheck it with: kraftsamling validate {path}",
)
_KNOWN = Text(
    "Fanns redan i arbetsboken, och är inte införda igen: {rows}.",
    "Already in the workbook, and not entered again: {rows}.",
)
_REPEATED = Text("Stod i flera av källorna, och är införda en gång: {rows}.", "In several of the sources, and entered once: {rows}.")
_DONE = Text(
    "{path} är skapad efter {decision}{rows}.\nKontrollera den med: kraftsamling validate {path}",
    "{path} is created from {decision}{rows}.\nCheck it with: kraftsamling validate {path}",
)


@click.command("fill", cls=Command, text=ABOUT["fill"])
@click.argument("target", type=PATH, metavar="WORKBOOK")
@option("--example", is_flag=True, text=Text("Fyll med påhittade exempelrader (EX-).", "Fill with invented example rows (EX-)."))
@option("--data", type=PATH, metavar="PATH", multiple=True, text=Text(
    "Rader att föra in: en CSV-fil eller en mapp med sådana, en JSON-fil eller en annan arbetsbok. Får anges flera gånger.",
    "Rows to enter: a CSV file or a folder of them, a JSON file or another workbook. May be given several times."))
@option("--into", "workbook", type=PATH, metavar="FILE", text=Text(
    "Lägg till raderna i en kopia av den här arbetsboken i stället.", "Add the rows to a copy of this workbook instead."))
@map_option
@decision_option
@option("--force", is_flag=True, text=Text("Skriv över en arbetsbok som redan finns.", "Overwrite a workbook that exists."))
def fill_command(
    target: Path, *, example: bool, data: Sequence[Path], workbook: Path | None, map_file: Path | None, decision: str | None, force: bool
) -> int:  # fmt: skip
    """Fill the template, or add to the tables of another workbook."""
    if example and data:
        raise UsageError(_BOTH)
    if os.path.lexists(target) and not force:
        raise UsageError(_ITSELF if workbook and workbook.exists() and target.samefile(workbook) else _EXISTS, file=str(target))
    if workbook:
        return _add_rows(workbook, target, data, map_file, decision, force=force)
    if map_file:
        raise UsageError(_NO_MAP)
    followed, beside = app.pick_decision_for(target, decision, example=example)
    filled = app.fill_workbook(target, decision=require_decision(followed), data=data, example=example, force=force)
    rows = _list_counts(filled.rows)
    lines = say(_DONE, path=quote_path(target), decision=filled.decision.reference, rows=f" ({rows})" if rows else "").split("\n")
    companion = [beside.effect.fill(current_language(), {})] if beside else []
    print_lines([*companion, *lines[:1], *_describe_left_out(_REPEATED, filled.repeated), *lines[1:]])
    return OK


def _add_rows(
    workbook: Path, target: Path, data: Sequence[Path], map_file: Path | None, decision: str | None, *, force: bool
) -> int:
    if not data:
        raise UsageError(_NO_ROWS)
    added = app.add_to_workbook(workbook, target, data, known=find_decisions(decision, workbook), map_file=map_file, force=force)
    rows = _list_counts(added.counts)
    some, none = (_GROWN, _NOT_GROWN) if target.samefile(workbook) else (_ADDED, _NOTHING_NEW)
    lines = say(some if rows else none, path=quote_path(target), workbook=str(workbook), rows=rows).split("\n")
    left_out = [*_describe_left_out(_KNOWN, added.known), *_describe_left_out(_REPEATED, added.repeated)]
    print_lines([*lines[:1], *left_out, *describe_added(added), *lines[1:]])
    return OK


def _describe_left_out(words: Text, rows: Mapping[str, int]) -> list[str]:
    return [say(words, rows=_list_counts(rows))] if any(rows.values()) else []


def _list_counts(rows: Mapping[str, int]) -> str:
    return ", ".join(f"{sheet} {format_count(number, current_language())}" for sheet, number in rows.items() if number)
