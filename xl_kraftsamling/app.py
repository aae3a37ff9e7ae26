"""The use cases behind the command line and the buttons: no click, no xlwings.

Each imports what is heavy, and the rules, only when it is called, so that a command may import this module for its `--help` too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from xl_kraftsamling.domain.decision import Decision, example_path, load_decision, shipped_decisions
from xl_kraftsamling.domain.decision_choice import choose_decision
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.finding import PROFILES, Rule
from xl_kraftsamling.saving import FileState

if TYPE_CHECKING:
    from xl_kraftsamling.domain.how_read import HowRead
    from xl_kraftsamling.reading.open_workbook import OpenWorkbook
    from xl_kraftsamling.reading.region import Region
    from xl_kraftsamling.verdict import Verdict
    from xl_kraftsamling.writing.add_rows import AddedRows
    from xl_kraftsamling.writing.annotate import MarkCounts
    from xl_kraftsamling.writing.corrections import Corrections, Undone


@dataclass(frozen=True, slots=True)
class ValidatedWorkbook:
    """A workbook that was validated: its path, the SHA-256 of its bytes, the kind of its layout, the verdict, and its tables.

    `layout` is canonical (the template's), recognised, or mapped (read by a map); `regions` are where the tables were read.
    """

    path: Path
    sha256: str
    layout: str
    verdict: "Verdict"
    regions: "Sequence[Region]"


@dataclass(frozen=True, slots=True)
class FilledWorkbook:
    """A workbook that was filled: its path, the decision it follows, and how many rows each sheet got."""

    path: Path
    decision: Decision
    rows: Mapping[str, int]


def fill_workbook(
    target: Path, *, decision: Decision, data: Sequence[Path] = (), example: bool = False, force: bool = False
) -> FilledWorkbook:
    """Fill a copy of the template with a decision and, if given, with the rows of a source or the example data.

    :param data: CSV files, folders of them, JSON files or other workbooks.
    :raises BadInput: the source cannot be read, there is no example, or the target exists and `force` is not given.
    """
    from xl_kraftsamling.writing.fill_template import fill_template, find_example_data  # imports lxml

    sources = [find_example_data(decision)] if example else data
    return FilledWorkbook(target, decision, fill_template(target, decision, sources, is_example=example, overwrite=force))


def add_to_workbook(
    workbook: Path, target: Path, data: Sequence[Path], *, known: Sequence[Decision] | None = None, map_file: Path | None = None, force: bool = False
) -> "AddedRows":
    """Write a copy of a workbook with the rows of a source added to its tables.

    :param data: as for :func:`fill_workbook`; `map_file` as for :func:`validate_workbook`.
    :param force: the target may exist, and may be the workbook itself.
    :raises BadInput: the workbook or the source cannot be read, a row has nowhere to go, or the target cannot be written.
    """
    from xl_kraftsamling.writing.add_rows import add_rows  # imports polars, pandera and lxml
    from xl_kraftsamling.writing.input_rows import load_input

    return add_rows(workbook, target, load_input(data), known, map_file, overwrite=force)


def validate_workbook(
    source: "Path | OpenWorkbook", *, profile: str | None = None, as_of: date | None = None,
    known: Sequence[Decision] | None = None, map_file: Path | None = None,
) -> ValidatedWorkbook:  # fmt: skip
    """Validate a workbook, in its file or as it is open.

    :param profile: strikt, normal or mild; otherwise that of the workbook's settings, otherwise normal.
    :param as_of: the avstämningsdatum; otherwise that of the workbook's settings, otherwise today.
    :param known: the decisions that the workbook may follow, and `map_file` the map of its tables; otherwise the files beside
        it, as :func:`~xl_kraftsamling.reading.workbook.read_workbook` says.
    :raises BadInput: the file or the map cannot be read, or it is no workbook of this kind.
    """
    from xl_kraftsamling.reading.workbook import read_workbook  # imports polars and pandera
    from xl_kraftsamling.verdict import judge  # imports every rule

    workbook = read_workbook(source, known, map_file)
    settings = {name: setting.value for name, setting in workbook.book.settings.items()}
    ledger = Ledger(workbook.book, workbook.decision, as_of or settings.get("as_of") or date.today())
    verdict = judge(ledger, workbook.faults, profile or settings.get("profile") or PROFILES[1])
    return ValidatedWorkbook(workbook.path, workbook.sha256, workbook.layout, verdict, workbook.regions)


def annotate_workbook(validated: ValidatedWorkbook, target: Path, *, lang: str, now: datetime, force: bool = False) -> "MarkCounts":
    """Write a copy of a workbook with what was found in it: the sheet Kontroll, and notes and colours at the cells.

    :param force: overwrite the target, which may be the workbook itself; mark protected sheets, add a sheet to a locked
        structure and break a signature.
    :raises BadInput: without `force` any of these; the workbook or the target cannot be used.
    """
    from xl_kraftsamling.report import findings_sheet
    from xl_kraftsamling.writing.annotate import Annotation, write_annotated  # imports lxml

    verdict = validated.verdict
    word, *counts = findings_sheet.describe_verdict(verdict, lang)
    file = " · ".join((validated.path.name, *findings_sheet.describe_run(verdict, lang, now)))
    rows = partial(findings_sheet.list_finding_rows, verdict, lang)
    marks = partial(findings_sheet.list_notes, verdict.findings, lang=lang)
    counted = ". ".join(each.rstrip(".") for each in counts)
    content = Annotation((word, f"{counted}.", f"{file}."), rows, marks, lang)
    return write_annotated(FileState(validated.path, validated.sha256), target, content, force=force)


def clean_workbook(source: Path, target: Path, *, force: bool = False) -> bool:
    """Write a copy of a workbook without the sheet, notes and marks of :func:`annotate_workbook`; returns whether there were any.

    :param force: as for :func:`annotate_workbook`.
    :raises BadInput: as for :func:`annotate_workbook`.
    """
    from xl_kraftsamling.writing.annotate import write_cleaned

    return write_cleaned(source, target, force=force)


def correct_workbook(validated: ValidatedWorkbook, target: Path, *, formulas: bool = False, force: bool = False) -> "Corrections":
    """Write a copy of a workbook with what cannot be wrong corrected, and a receipt for each cell on the sheet Rättat.

    :param formulas: restore formulas that were written over, too.
    :param force: as for :func:`annotate_workbook`.
    :raises BadInput: as for :func:`annotate_workbook`.
    """
    from xl_kraftsamling.writing.corrections import write_corrected  # imports lxml

    origin = FileState(validated.path, validated.sha256)
    # in another layout the names are the workbook's own: its formulas may look for them
    names = validated.layout == "canonical"
    return write_corrected(origin, target, validated.verdict.findings, validated.regions, names=names, formulas=formulas, force=force)


def undo_corrections(source: Path, target: Path, *, force: bool = False) -> "Undone":
    """Write a copy of a workbook in which the corrections of :func:`correct_workbook` are taken back.

    :param force: as for :func:`annotate_workbook`.
    :raises BadInput: as for :func:`annotate_workbook`.
    """
    from xl_kraftsamling.writing.corrections import write_undone  # imports lxml

    return write_undone(source, target, force=force)


def explain_layout(
    workbook: Path, *, known: Sequence[Decision] | None = None, map_file: Path | None = None, lang: str = "sv"
) -> "tuple[HowRead, str] | None":
    """How a workbook in another layout is read: a description for a person, and a map (TOML) that leads to the same reading.

    None where it follows the template, and needs no map.
    :param map_file: the map to follow; otherwise the one beside the workbook, if any, otherwise the tables are recognised.
    :raises BadInput: the file or the map cannot be read.
    """
    from xl_kraftsamling.reading.canonical_layout import is_canonical
    from xl_kraftsamling.reading.companions import choose_map, describe_map, find_decisions
    from xl_kraftsamling.reading.open_workbook import WorkbookFile
    from xl_kraftsamling.reading.other_layouts import describe_other_layout  # imports polars and pandera

    opened = WorkbookFile(workbook)
    decisions, _ = find_decisions(opened, known)
    map_file = choose_map(opened, map_file)
    if is_canonical(opened.sheets) and not map_file:
        return None
    how_read, content = describe_other_layout(opened, decisions, map_file, lang)
    tables = ((account.reading.table, account.reading.sheet) for account in how_read.tables)
    return replace(how_read, companions=[*describe_map(opened, map_file, tables)]), content


def draft_transfer(
    validated: ValidatedWorkbook, target: Path, row: Transfer, *, map_file: Path | None = None, force: bool = False
) -> str:
    """Write a copy of a workbook with a transfer as *utkast*; returns the id that it got.

    :param map_file: as for :func:`validate_workbook`.
    :param force: the target may exist, and may be the workbook itself.
    :raises BadInput: the workbook has no room for it or was changed since it was validated, or the target may not or cannot be written.
    """
    from xl_kraftsamling.writing.draft_transfer import write_draft  # imports polars, pandera and lxml

    origin = FileState(validated.path, validated.sha256)
    return write_draft(origin, target, row, validated.verdict.ledger, map_file, overwrite=force)


def known_decisions(given: str | None) -> Sequence[Decision] | None:
    """The decisions that a workbook may follow where one is given; None leaves it to the file beside it, and those that ship.

    :raises BadInput: as for :func:`pick_decision`.
    """
    return (pick_decision(given),) if given is not None else None


def pick_decision(given: str | None = None, *, example: bool = False) -> Decision:
    """The decision with a diarienummer or in a TOML file; where none is given, the only one that ships.

    Where several ship nothing is picked: they are the `candidates` of the decision that is returned.
    :param example: the first by file name that has example data is picked, if any has.
    :raises BadInput: there is no such decision, or its file cannot be used.
    """
    shipped = shipped_decisions()
    if given is None:
        # the example is invented, and decides nothing: the first that has any will do
        having_example = (one for one in shipped if example and example_path(one).exists())
        return next(having_example, None) or choose_decision(shipped)
    named = [one for one in shipped if given.upper() in (one.case_number.upper(), one.reference.upper())]
    if named:
        return choose_decision(named)
    if not Path(given).is_file():
        raise BadInput(_NO_DECISION, given=given, shipped=", ".join(one.case_number for one in shipped))
    return load_decision(Path(given))


def find_rule(code: str) -> tuple[Rule | None, str | None]:
    """The rule of a code, in capitals or not; where there is none, the nearest code, to ask about."""
    from xl_kraftsamling.rules import BY_CODE

    rule = BY_CODE.get(code.strip().upper())
    if rule:
        return rule, None
    from difflib import SequenceMatcher  # only where a code is misspelt

    alike = {known: SequenceMatcher(None, code.strip().upper(), known).ratio() for known in sorted(BY_CODE)}
    near = max(alike, key=alike.__getitem__)
    return None, near if alike[near] > 0.5 else None


_NO_DECISION = Text(
    "Beslutet {given} finns inte. Ange en fil, eller ett diarienummer vars beslut följer med programmet: {shipped}.",
    "There is no decision {given}. Give a file, or a case number whose decision comes with the program: {shipped}.",
)
