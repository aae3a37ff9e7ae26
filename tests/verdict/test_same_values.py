"""Cells of a column with the same wrong value are one finding where the rule says so, and each its own where it does not."""

from datetime import date

from support import build_book
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.verdict import judge

KN = "kulturnämnden"


def hit(row: int, column: int, found: str) -> Hit:
    return Hit(place=Place("Avrop", row, column), values={"found": found, "heading": "Status", "expected": "begärt"}, found=found)


def judge_hits(code: str, *hits: Hit) -> list[tuple[str | None, list[str | None]]]:
    faults = [Fault(code, each) for each in hits]
    verdict = judge(build_book.ledger(as_of=date(2026, 9, 30)), faults, "normal")
    return [
        (each.hit.place.cell, [place.cell for place in each.hit.related])
        for each in verdict.findings
        if each.rule.code == code and each.hit.place
    ]


def test_the_first_cell_stands_for_those_of_its_column_with_its_value() -> None:
    hits = [hit(4, 6, "klart"), hit(2, 6, "klart"), hit(3, 6, "ok"), hit(5, 7, "klart"), hit(6, 6, "klart")]
    assert judge_hits("VD13", *hits) == [("F2", ["F4", "F6"]), ("F3", []), ("G5", [])]


def test_the_message_says_in_how_many_cells_it_is() -> None:
    verdict = judge(build_book.ledger(), [Fault("VD13", hit(line, 6, "klart")) for line in range(2, 30)], "normal")
    (finding,) = [each for each in verdict.findings if each.rule.code == "VD13"]
    assert "Det står i 28 celler" in finding.message("sv")
    assert "It is in 28 cells" in finding.message("en")


def test_each_cell_is_a_finding_of_its_own_for_other_rules() -> None:
    assert judge_hits("VD01", hit(2, 5, "5 kr"), hit(3, 5, "5 kr")) == [("E2", []), ("E3", [])]


def test_what_is_not_tried_leads_to_the_finding_that_its_cause_went_into() -> None:
    faults = [Fault("VD13", hit(line, 6, "klart"), "call_offs.status") for line in (2, 3)]
    verdict = judge(build_book.ledger(), faults, "normal")
    causes = {verdict.findings[number].rule.code for _, number in verdict.not_tried}
    assert causes == {"VD13"}
