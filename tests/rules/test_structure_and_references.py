"""The checks on structure and references that no table alone can answer: ST04, ST09 and VD12, beyond their examples."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from support import build_book, rule_pages
from xl_kraftsamling import app
from xl_kraftsamling.domain.place import Block
from xl_kraftsamling.domain.rows import MadeRows
from xl_kraftsamling.domain.tables import CallOff
from xl_kraftsamling.rules import BY_CODE
from xl_kraftsamling.verdict import Verdict

CALL_OFFS = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Avser avrop |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | MKB | I-10 | 75 000 | utbetalt | |
| A-2 | 2026-06-02 | MKB | I-99 | 48 500 | utbetalt | A-9 |
"""


def validate_example(example: str, folder: Path) -> Verdict:
    rule_pages.write(rule_pages.book_with(example), folder / "book.xlsx")
    return app.validate_workbook(folder / "book.xlsx").verdict


def list_cells(verdict: Verdict, code: str) -> list[str]:
    return [finding.hit.place.address for finding in verdict.findings if finding.rule.code == code and finding.hit.place]


def with_example_rows(count: int, example: str) -> str:
    """An example in which the first insatser are those of the example data."""
    rows = "".join(f"| ~~I-{n:02d}~~ | |\n| EX-{n:02d} | kulturnämnden |\n" for n in range(1, count + 1))
    return f"Insatser\n| Insats-id | Mottagare |\n|---|---|\n{rows}\n{example}"


def test_references_to_insatser_and_call_offs_are_tried_alike(tmp_path: Path) -> None:
    assert list_cells(validate_example(CALL_OFFS, tmp_path), "VD12") == ["Avrop!D3", "Avrop!G3"]


def test_references_to_a_sheet_that_is_missing_are_not_tried(tmp_path: Path) -> None:
    verdict = validate_example(CALL_OFFS + "\n~~Insatser~~\n", tmp_path)
    assert list_cells(verdict, "VD12") == []
    assert "VD12" in dict(verdict.not_tried)


def test_references_to_ids_of_which_one_cannot_be_read_are_not_tried(tmp_path: Path) -> None:
    verdict = validate_example(CALL_OFFS + "\nInsatser\n| Insats-id |\n|---|\n| #REF! |\n", tmp_path)
    assert list_cells(verdict, "VD12") == ["Avrop!G3"]
    assert "VD12" in dict(verdict.not_tried)


def test_a_workbook_without_outcomes_has_its_other_references_tried(tmp_path: Path) -> None:
    assert list_cells(validate_example(CALL_OFFS + "\n~~Utfall~~\n", tmp_path), "VD12") == ["Avrop!D3", "Avrop!G3"]


def test_a_workbook_whose_insatser_are_all_examples_is_an_example(tmp_path: Path) -> None:
    assert list_cells(validate_example(with_example_rows(11, CALL_OFFS), tmp_path), "ST09") == []


def test_examples_among_other_insatser_are_found_in_every_table(tmp_path: Path) -> None:
    example = (
        CALL_OFFS.replace("A-1", "EX-A1")
        + """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| EX-O1 | 2026-06-01 | fritidsnämnden | kulturnämnden | 1 000 | utkast |
"""
    )
    verdict = validate_example(with_example_rows(2, example), tmp_path)
    assert list_cells(verdict, "ST09") == ["Insatser!A11", "Insatser!A12", "Avrop!A2", "Omfördelning!A2"]


@pytest.mark.parametrize(
    "version, found", [("1", False), ('"1"', False), ("", False), ("2", True), ("1,5", True), ('"1.0.3"', True)]
)
def test_only_another_version_than_ours_is_found(version: str, found: bool, tmp_path: Path) -> None:
    example = f"Inställningar\n| Uppgift | Värde |\n|---|---|\n| Mallversion | {version} |\n"
    assert list_cells(validate_example(example, tmp_path), "ST04") == (["Inställningar!B6"] if found else [])


def test_a_workbook_that_names_no_version_is_let_be(tmp_path: Path) -> None:
    example = "Inställningar\n| Uppgift | Värde |\n|---|---|\n| ~~Mallversion~~ | |\n"
    assert list_cells(validate_example(example, tmp_path), "ST04") == []


def call_offs_on(sheet: str, *entries: build_book.Fields) -> Sequence[CallOff]:
    """The rows of a list of its own, with its ids in the first column."""
    of = Block("call_offs", sheet, 1, {"id": 1, "reverses": 7}, {})
    return [row._replace(block=of) for row in build_book.rows("call_offs", entries)]


def test_a_reference_that_may_mean_a_row_of_several_lists_is_no_guess() -> None:
    lists = [call_offs_on(sheet, {"id": "1", "recipient": sheet}, {"id": "2", "recipient": sheet}) for sheet in ("ASN", "KN")]
    gone = call_offs_on("Återfört", {"id": "Å-1", "reverses": "2"}, {"id": "Å-2", "reverses": "2", "recipient": "KN"}, {"id": "Å-3"})
    ledger = build_book.ledger()
    ledger = replace(ledger, book=replace(ledger.book, call_offs=MadeRows(row for rows in (*lists, gone) for row in rows)))
    (hit,) = BY_CODE["VD12"].check(ledger)
    assert (hit.place.address, [place.address for place in hit.related]) == ("Återfört!G2", ["ASN!A3", "KN!A3"])
