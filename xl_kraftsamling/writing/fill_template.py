"""Fills a copy of the template with a decision's figures and the rows of a source; the rest of it is untouched."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.decision import Decision, example_path
from xl_kraftsamling.domain.status_words import DECIDED
from xl_kraftsamling.domain.tables import ALLOCATIONS, NAME, RECORD, SETTINGS, TABLES, VALUE, Table
from xl_kraftsamling.domain.template import BALANCE_SHEET, HEADING_ROW
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.writing.input_rows import InputRows, load_input
from xl_kraftsamling.writing.recipient_names import list_named_recipients, use_official_names
from xl_kraftsamling.writing.saldo_formulas import compose_saldo_rows
from xl_kraftsamling.writing.template_file import TEMPLATE_ENDINGS, find_template
from xl_kraftsamling.xlsx.edit import Edit

EXAMPLE_NOTE = "EXEMPELDATA: allt på bladet är påhittat, utom mottagare, beviljade belopp och initiativtagare."


def find_example_data(decision: Decision) -> Path:
    """The example data that ships with a decision; BadInput if there is none."""
    path = example_path(decision)
    if not path.exists():
        raise BadInput(_NO_EXAMPLE, decision=decision.case_number)
    return path


class FilledTemplate(NamedTuple):
    """How many rows each sheet got, and how many of each were in several sources, and count once."""

    rows: Mapping[str, int]
    repeated: Mapping[str, int]


def fill_template(target: Path, decision: Decision, sources: Sequence[Path], *, is_example: bool, overwrite: bool) -> FilledTemplate:
    """Write a filled copy of the template to a path.

    :param sources: as for :func:`~xl_kraftsamling.writing.input_rows.load_input`.
    :raises BadInput: a source cannot be read, the target is neither .xlsx nor .xlsm, or it exists and may not be overwritten.
    """
    if target.suffix.lower() not in TEMPLATE_ENDINGS:
        raise BadInput(_NO_NAME, file=str(target))
    loaded = load_input(sources)
    source_rows = use_official_names(loaded.rows, decision.register)
    edit = Edit(find_template(target.suffix.lower()))
    counts: dict[str, int] = {}
    _set_items(edit, RECORD, {**_record_items(decision), **_items_by_name(source_rows.get(RECORD.sheet, ()))})
    _set_items(edit, SETTINGS, _items_by_name(source_rows.get(SETTINGS.sheet, ())))
    for table in TABLES:
        rows = source_rows.get(table.sheet) or (_allocation_rows(decision) if table is ALLOCATIONS else ())
        if rows:
            edit.append(table.sheet, [[row.get(heading) for heading in table.headings] for row in rows])
            # the allocations are the decision's own also in the example
            if is_example and table is not ALLOCATIONS:
                edit.set(table.sheet, f"A{HEADING_ROW - 2}", EXAMPLE_NOTE)
        counts[table.sheet] = len(rows)
    edit.replace(BALANCE_SHEET, compose_saldo_rows(_balance_recipients(decision, source_rows)))
    edit.save(target, overwrite=overwrite, like=list(sources))  # not like the template, which is anybody's
    return FilledTemplate(counts, loaded.repeated)


def _balance_recipients(decision: Decision, source_rows: InputRows) -> list[str]:
    """The recipients with a row in Saldo: those of the decision, and any other whose amounts go into balances."""
    return list(dict.fromkeys([*decision.recipients, *list_named_recipients(source_rows, decision.register)]))


def _record_items(decision: Decision) -> dict[str, Any]:
    adoption = decision.adoption
    return {
        "Diarienummer": decision.case_number,
        "Paragraf": decision.section,
        "Organ": decision.body,
        "Sammanträdesdatum": decision.meeting,
        "Rubrik": decision.title,
        "År": decision.year,
        "Finansiering": decision.reserve,
        "Status": DECIDED if adoption else decision.status,
        "Kommunstyrelsens paragraf": adoption and adoption.section,
        "Kommunstyrelsens beslutsdatum": adoption and adoption.day,
        "Villkor": decision.conditions or None,
    }


def _allocation_rows(decision: Decision) -> Sequence[Mapping[str, Any]]:
    """What is granted by all that is decided so far: from when each part of it counts stands in the decision's file."""
    return [
        {
            "Mottagare": grant.recipient,
            "Slag": decision.register.kind(grant.recipient),
            "Beviljat belopp": grant.amount / 100,
            "Beslutsreferens": decision.cite(grant),
        }
        for grant in decision.grants_on(date.max).values()
    ]


def _items_by_name(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {str(row.get(NAME)): row.get(VALUE) for row in rows}


def _set_items(edit: Edit, table: Table, values: Mapping[str, Any]) -> None:
    rows = {fold_label(column.heading): line for line, column in enumerate(table.columns, HEADING_ROW + 1)}
    for name, value in values.items():
        if fold_label(name) not in rows:
            raise BadInput(_NO_ITEM, sheet=table.sheet, name=name)
        edit.set(table.sheet, f"B{rows[fold_label(name)]}", value)


_NO_NAME = Text(
    "{file}: namnet ska sluta på .xlsx, eller på .xlsm för en arbetsbok med knappar och funktioner.",
    "{file}: the name must end in .xlsx, or in .xlsm for a workbook with the buttons and functions.",
)
_NO_EXAMPLE = Text(
    "Det finns inga exempeldata för beslutet {decision}. Utelämna --example.",
    "There is no example data for the decision {decision}. Leave out --example.",
)
_NO_ITEM = Text(
    "Bladet {sheet} har ingen uppgift som heter ”{name}”. Använd namnen i mallens kolumn Uppgift.",
    "The sheet {sheet} has no item called “{name}”. Use the names in the template's column Uppgift.",
)
