"""`kraftsamling import`: the outcome of a workbook out of extracts of the accounts, without doubling what is there."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xl_kraftsamling import app
from xl_kraftsamling.cli.about import ABOUT
from xl_kraftsamling.cli.added_rows import describe_added
from xl_kraftsamling.cli.bilingual import Command, UsageError, current_language, say
from xl_kraftsamling.cli.output import ERRORS, OK, UNTRIED, choose_painter, line_width, print_error, print_lines
from xl_kraftsamling.cli.shared_options import (
    PATH,
    decision_option,
    find_decisions,
    format_option,
    map_option,
    option,
    output_option,
    require_decision,
)
from xl_kraftsamling.domain.postings.posting import name_rows
from xl_kraftsamling.domain.texts import Count, Text

if TYPE_CHECKING:
    from xl_kraftsamling.reading.extracts.review import Review
    from xl_kraftsamling.reading.workbook import WorkbookContent
    from xl_kraftsamling.writing.add_rows import AddedRows

_WIDE = 120


@click.command("import", cls=Command, text=ABOUT["import"])
@click.argument("ledgers", type=PATH, nargs=-1, required=True, metavar="LEDGER...")
@option("--into", "workbook", type=PATH, metavar="FILE", text=Text("Arbetsboken som utfallet hör till.", "The workbook that the outcome belongs to."))
@option("--write", "target", type=PATH, metavar="FILE", text=Text("Skriv en kopia av arbetsboken med de nya raderna.", "Write a copy of the workbook with the new rows."))
@option("--compare", is_flag=True, text=Text("Jämför bara: inget skrivs.", "Compare only: nothing is written."))
@option("--key", "key_file", type=PATH, metavar="FILE", text=Text(
    "Konteringsnyckeln; annars den som ligger bredvid arbetsboken.", "The coding key; otherwise the one beside the workbook."))
@option("--force", is_flag=True, text=Text(
    "Låt --write skriva över en fil som finns, även arbetsboken själv.", "Let --write overwrite a file that exists, even the workbook itself."))
@map_option
@decision_option
@format_option("text", "json")
@output_option
def import_command(
    ledgers: Sequence[Path], *, workbook: Path | None, target: Path | None, compare: bool, key_file: Path | None, force: bool,
    map_file: Path | None, decision: str | None, form: str, output: Path | None,
) -> int:  # fmt: skip
    """Compare the outcome of a workbook with the accounts, and add what is new."""
    book = _check_options(workbook, target, compare=compare, force=force)
    content = app.open_for_import(book, known=find_decisions(decision, book), map_file=map_file)
    require_decision(content.decision)
    key = key_file or app.name_coding_key(book)
    if not key_file and not key.exists():
        return _propose_key(ledgers, content, key, compare=compare)
    review = app.review_ledgers(content, ledgers, key)
    added = app.add_reviewed_costs(review, target, map_file=map_file, force=force) if target and not review.questions else None
    written = str(target) if added else None
    print_lines(_format_review(review, key, written, added, form, output), output, data=form == "json")
    if review.questions:
        print_error(say(_NOTHING_WRITTEN))
        return UNTRIED
    is_lacking = compare and review.comparison.new
    return OK if review.is_settled and not is_lacking else ERRORS


def _check_options(workbook: Path | None, target: Path | None, *, compare: bool, force: bool) -> Path:
    """The workbook; UsageError where the options do not go together."""
    if workbook is None:
        raise UsageError(_NO_WORKBOOK)
    if bool(target) == compare:
        raise UsageError(_ONE_OF_TWO)
    if target and not force and target.resolve() == workbook.resolve():
        raise UsageError(_ORIGINAL, path=str(target))
    if target and not force and os.path.lexists(target):
        raise UsageError(_EXISTS, file=str(target))
    return workbook


def _propose_key(ledgers: Sequence[Path], content: "WorkbookContent", key: Path, *, compare: bool) -> int:
    """Write the first proposal of a key, and say what to do with it; where nothing may be written, that it is missing."""
    if compare:
        others = [path.name for path in sorted(key.parent.glob(f"*{''.join(key.suffixes[-2:])}"))]
        print_error(say(_NO_KEY, key=str(key)) + (say(_OTHER_KEYS, files=", ".join(others)) if others else ""))
        return UNTRIED
    proposed = app.propose_coding_key(content, ledgers, key, current_language())
    print_lines([say(_PROPOSED, key=str(key), count=Count(proposed))])
    print_error(say(_NOTHING_WRITTEN))
    return UNTRIED


def _format_review(
    review: "Review", key: Path, written: str | None, added: "AddedRows | None", form: str, output: Path | None
) -> Iterable[str]:
    from xl_kraftsamling.report import as_json, import_review

    lang = current_language()
    if form == "json":
        return [as_json.dump_json(import_review.encode_review(review, str(key), written, lang))]
    lines = [*import_review.render_review(review, key.name, lang, line_width(_WIDE, output), choose_painter(output))]
    if written and added:
        words = _ENTERED if Path(written).samefile(review.content.path) else _WRITTEN
        lines += ["", say(words, target=written, workbook=str(review.content.path), rows=name_rows(len(review.comparison.new)))]
        lines += describe_added(added)
    return lines


_NO_WORKBOOK = Text("--into saknas: ange arbetsboken som utfallet hör till.", "--into is missing: give the workbook that the outcome belongs to.")
_ONE_OF_TWO = Text(
    "Ange antingen --write KOPIA eller --compare: den ena skriver en kopia med det nya, den andra jämför bara.",
    "Give either --write COPY or --compare: the one writes a copy with what is new, the other only compares.",
)
_ORIGINAL = Text(
    "{path} är arbetsboken själv. Ge kopian ett annat namn, eller lägg till --force om raderna ska in i originalet.",
    "{path} is the workbook itself. Give the copy another name, or add --force if the rows should go into the original.",
)
_EXISTS = Text(
    "{file} finns redan. Välj ett annat namn, eller lägg till --force för att skriva över den.",
    "{file} already exists. Choose another name, or add --force to overwrite it.",
)
_NO_KEY = Text(
    "Det finns ingen konteringsnyckel, {key}. Kör med --write i stället för --compare, så skrivs ett förslag till en.",
    "There is no coding key, {key}. Run with --write instead of --compare, and a proposal is written.",
)
_OTHER_KEYS = Text(" I mappen finns {files}: ange den med --key om den gäller.", " The folder has {files}: give it with --key if it applies.")
_PROPOSED = Text(
    "{key} är ett förslag till konteringsnyckel ur huvudboken, med mottagare för {count} koder. Läs igenom den, rätta det som är fel, svara på "
    "frågorna och kör samma kommando igen.",
    "{key} is a proposed coding key from the accounts, with recipients for {count} codes. Read it, correct what is wrong, "
    "answer the questions and run the same command again.",
)
_NOTHING_WRITTEN = Text("Inget är infört i arbetsboken.", "Nothing is entered in the workbook.")
_WRITTEN = Text(
    "{target} är en kopia av {workbook} där {rows} lagts till i Utfall.",
    "{target} is a copy of {workbook} with {rows} added to Utfall.",
)
_ENTERED = Text("{rows} har lagts till i Utfall i {target}.", "{rows} added to Utfall in {target}.")
