"""Check a workbook, show what was found in it or correct what cannot be wrong, and say how it is read."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xl_kraftsamling.domain.book import WORKINGS
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import PROFILES
from xl_kraftsamling.saving import FileState

if TYPE_CHECKING:
    from xl_kraftsamling.domain.how_read import HowRead
    from xl_kraftsamling.domain.mark_counts import MarkCounts
    from xl_kraftsamling.reading.open_workbook import OpenWorkbook
    from xl_kraftsamling.reading.region import Region
    from xl_kraftsamling.reading.workbook import WorkbookContent
    from xl_kraftsamling.verdict import Verdict
    from xl_kraftsamling.writing.corrections import Corrections, Undone


class ValidatedWorkbook(NamedTuple):
    """A workbook that was validated: its path, the SHA-256 of its bytes, the kind of its layout, the verdict, and its tables.

    `layout` is canonical (the template's), recognised, or mapped (read by a map), and None where no tables were found and the
    formulas alone were judged; `regions` are where the tables were read; `remarks` what was left out of the check.
    """

    path: Path
    sha256: str
    layout: str | None
    verdict: "Verdict"
    regions: "Sequence[Region]"
    remarks: Sequence[Text] = ()


def validate_workbook(
    source: "Path | OpenWorkbook", *, profile: str | None = None, as_of: date | None = None,
    known: Sequence[Decision] | None = None, map_file: Path | None = None, codes: Collection[str] | None = None,
    recalc: bool = False,
) -> ValidatedWorkbook:  # fmt: skip
    """Validate a workbook, in its file or as it is open.

    :param profile: strikt, normal or mild; otherwise that of the workbook's settings, otherwise normal.
    :param as_of: the avstämningsdatum; otherwise that of the workbook's settings, otherwise today.
    :param known: the decisions that the workbook may follow, and `map_file` the map of its tables; otherwise the files beside
        it, as :func:`~xl_kraftsamling.reading.workbook.read_workbook` says.
    :param codes: the rules to judge by (`choose_rules`), all of them by default.  Where they are about formulas alone, a workbook
        without any table that is known is judged too.
    :param recalc: calculate every formula of the file anew, and compare it with its stored value, where that can be done (`can_recalculate`).
    :raises BadInput: the file or the map cannot be read, or it is no workbook of this kind.
    """
    from xl_kraftsamling.reading.open_workbook import NoTables
    from xl_kraftsamling.reading.workbook import read_workbook  # imports polars and pandera

    try:
        content = read_workbook(source, known, map_file)
    except NoTables:
        about_formulas = _select_formula_rules(codes or ())
        if not about_formulas or not isinstance(source, Path):
            raise
        return _audit_formulas(source, profile, as_of, about_formulas, recalc=recalc)
    return _judge(_recalculate(content) if recalc else content, profile, as_of, codes)


def can_recalculate() -> bool:
    """Whether the engine that calculates formulas anew is installed: the extra `recalc`."""
    from xl_kraftsamling.reading.recalculation.process import is_installed

    return is_installed()


def _recalculate(content: "WorkbookContent") -> "WorkbookContent":
    from xl_kraftsamling.reading.recalculation.second_opinion import add_second_opinion  # its engine is an extra

    return add_second_opinion(content)


def _judge(
    workbook: "WorkbookContent", profile: str | None, as_of: date | None, codes: Collection[str] | None
) -> ValidatedWorkbook:
    from xl_kraftsamling.verdict import judge  # imports every rule

    settings = {name: setting.value for name, setting in workbook.book.settings.items()}
    ledger = Ledger(workbook.book, workbook.decision, as_of or settings.get("as_of") or date.today())
    verdict = judge(ledger, workbook.faults, profile or settings.get("profile") or PROFILES[1], codes)
    return ValidatedWorkbook(workbook.path, workbook.sha256, workbook.layout, verdict, workbook.regions)


def _select_formula_rules(codes: Collection[str]) -> Collection[str]:
    """Those of some rules that need no tables; none where any of them is about something else than formulas."""
    from xl_kraftsamling.rules import BY_CODE

    are_formulas = all(code.startswith("FO") for code in codes)
    return [code for code in codes if are_formulas and {*BY_CODE[code].needs} <= {WORKINGS}]


def _audit_formulas(
    path: Path, profile: str | None, as_of: date | None, codes: Collection[str], *, recalc: bool
) -> ValidatedWorkbook:
    """Judge the formulas of any workbook, and say that nothing else was judged."""
    from xl_kraftsamling.reading.workbook import read_formulas

    content, unread = read_formulas(path)
    remarks = [_FORMULAS_ALONE.bind(file=str(path)), *([_UNREAD.bind(file=str(path), sheets=tuple(unread))] if unread else [])]
    return _judge(_recalculate(content) if recalc else content, profile, as_of, codes)._replace(remarks=remarks)


_FORMULAS_ALONE = Text(
    "{file}: ingen tabell med tilldelning eller avrop kändes igen. Bara formlerna och arbetsbokens skick är prövade.",
    "{file}: no table of allocations or call-offs was recognised. Only the formulas and the state of the workbook were tried.",
)
_UNREAD = Text(
    "{file}: inte prövade, eftersom de är diagram, dialogrutor eller gamla makron: {sheets}.",
    "{file}: not tried, since they are charts, dialogues or old macros: {sheets}.",
)


def annotate_workbook(
    validated: ValidatedWorkbook, target: Path, *, lang: str, now: datetime, force: bool = False
) -> "MarkCounts":
    """Write a copy of a workbook with what was found in it: the sheet Kontroll, and notes and colours at the cells.

    :param force: overwrite the target, which may be the workbook itself; mark protected sheets, add a sheet to a locked
        structure and break a signature.
    :raises BadInput: without `force` any of these; the workbook or the target cannot be used.
    """
    from xl_kraftsamling.report import finding_list, findings_sheet
    from xl_kraftsamling.writing.annotate import Annotation, write_annotated  # imports lxml

    verdict = validated.verdict
    word, *counts = findings_sheet.describe_verdict(verdict, lang)
    file = " · ".join((validated.path.name, *findings_sheet.describe_run(verdict, lang, now)))
    rows = partial(finding_list.update_list, verdict, lang, now.date())
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


def correct_workbook(
    validated: ValidatedWorkbook, target: Path, *, formulas: bool = False, force: bool = False
) -> "Corrections":
    """Write a copy of a workbook with what cannot be wrong corrected, and a receipt for each cell on the sheet Rättat.

    :param formulas: restore formulas that were written over, too.
    :param force: as for :func:`annotate_workbook`.
    :raises BadInput: as for :func:`annotate_workbook`.
    """
    from xl_kraftsamling.writing.corrections import write_corrected  # imports lxml

    origin = FileState(validated.path, validated.sha256)
    # in another layout the names are the workbook's own: its formulas may look for them
    names = validated.layout == "canonical"
    return write_corrected(
        origin, target, validated.verdict.findings, validated.regions, names=names, formulas=formulas, force=force
    )


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
    from xl_kraftsamling.reading.companions import choose_map, describe_decision, describe_map, find_decisions
    from xl_kraftsamling.reading.other_layouts import describe_other_layout  # imports polars and pandera
    from xl_kraftsamling.reading.workbook_file import WorkbookFile

    opened = WorkbookFile(workbook)
    decisions, decision_file = find_decisions(opened, known)
    map_file = choose_map(opened, map_file)
    if is_canonical(opened.sheets) and not map_file:
        return None
    how_read, content = describe_other_layout(opened, decisions, map_file, lang)
    tables = ((account.reading.table, account.reading.sheet) for account in how_read.tables)
    companions = [*describe_map(opened, map_file, tables)]
    if decision_file and how_read.decision:
        companions.append(describe_decision(decision_file, decisions[0], how_read.decision))
    return how_read._replace(companions=companions), content
