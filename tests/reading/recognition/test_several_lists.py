"""Several lists of one kind are one table: a sheet for each month or nämnd, cards beside each other."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from support.build_other_layouts import FRN, GRANTS, KN, Rows, plain_sheets, write_sheets
from xl_kraftsamling import app
from xl_kraftsamling.finding import Finding
from xl_kraftsamling.verdict import Verdict

HEADINGS = ("Nr", "Datum", "Nämnd", "Belopp kr", "Status", "Avser avrop")
DAY = date(2026, 6, 1)


def paid(name: Any, amount: int, recipient: str = KN, status: str = "utbetalt", reverses: Any = None) -> tuple[Any, ...]:
    """A row of a list; the amount tells the rows apart."""
    return name, DAY, recipient, amount, status, reverses


def judge(folder: Path, **sheets: Rows) -> Verdict:
    return app.validate_workbook(write_sheets(folder / "bok.xlsx", plain_sheets(Fördelning=GRANTS, **sheets))).verdict


def find(verdict: Verdict, code: str) -> list[Finding]:
    return [finding for finding in verdict.findings if finding.rule.code == code]


def cells(findings: Sequence[Finding]) -> list[str]:
    return [finding.hit.place.address for finding in findings if finding.hit.place]


def test_a_row_copied_into_the_next_months_sheet_has_an_id_that_is_used_twice(tmp_path: Path) -> None:
    june, july = [paid("26-001", 1000), paid("26-002", 2000)], [paid("26-002", 2000), paid("26-003", 3000)]
    (finding,) = find(judge(tmp_path, Juni=(HEADINGS, *june), Juli=(HEADINGS, *july)), "VD11")
    assert (finding.hit.place.address, finding.row_id, finding.heading) == ("Juli!A2", "26-002", "Nr")
    assert [place.address for place in finding.hit.related] == ["Juni!A3"]
    assert "Juni!A3" in finding.message("sv")
    assert "Juni!A3" in finding.message("en")


def test_numbers_that_begin_anew_on_each_sheet_are_no_double_ids(tmp_path: Path) -> None:
    lists = {f"Lista {n}": (HEADINGS, *(paid(row, 1000 * n + row) for row in (1, 2, 3))) for n in (1, 2, 3)}
    assert find(judge(tmp_path, **lists), "VD11") == []


def test_a_reversal_is_of_the_call_off_in_its_own_list(tmp_path: Path) -> None:
    def lay_out(reversed_in_kn: int) -> Verdict:
        frn = [paid(1, 5000, FRN), paid(2, 50_000, FRN)]
        kn = [paid(1, 2000), paid(2, 3000), paid(3, reversed_in_kn, status="återfört", reverses=2)]
        return judge(tmp_path, FRN=(HEADINGS, *frn), KN=(HEADINGS, *kn))

    assert [find(lay_out(3000), code) for code in ("AV05", "AV09", "VD12")] == [[], [], []]
    (finding,) = find(lay_out(3001), "AV05")
    assert (finding.hit.place.address, [place.address for place in finding.hit.related]) == ("KN!D4", ["KN!D3"])


def test_a_reversal_in_a_list_of_its_own_is_of_its_recipients_call_off(tmp_path: Path) -> None:
    frn, kn = [paid(1, 5000, FRN), paid(2, 50_000, FRN)], [paid(1, 2000), paid(2, 3000)]
    gone = [paid("Å-1", 3001, status="återfört", reverses=2)]
    verdict = judge(tmp_path, FRN=(HEADINGS, *frn), KN=(HEADINGS, *kn), Återfört=(HEADINGS, *gone))
    assert cells(find(verdict, "AV05")) == ["Återfört!D2"]


INSATSER = ("Insats-id", "Insats", "Mottagare", "Planerat belopp")
CALLED = ("Nr", "Datum", "Nämnd", "Belopp kr", "Status", "Insats")


def of_insats(name: Any, recipient: str, insats: Any) -> tuple[Any, ...]:
    return name, DAY, recipient, 1000, "utbetalt", insats


def with_insatser(*called: Sequence[Any]) -> dict[str, Rows]:
    """Two lists of insatser that number their own, and call-offs for them."""
    frn = [(1, "Lovläger", FRN, 1000), (2, "Nattvandring", FRN, 1000)]
    kn = [(1, "Bokbussen", KN, 1000), (2, "Nattvandring", KN, 1000)]
    return {"Insatser FRN": (INSATSER, *frn), "Insatser KN": (INSATSER, *kn), "Avrop": (CALLED, *called)}


def test_a_call_off_is_for_its_own_recipients_insats_of_those_with_one_number(tmp_path: Path) -> None:
    verdict = judge(tmp_path, **with_insatser(of_insats("A-1", KN, 1), of_insats("A-2", FRN, 2)))
    assert [find(verdict, code) for code in ("VD11", "VD12", "AV07")] == [[], [], []]


def test_an_insats_is_named_by_its_name_also_where_two_have_it(tmp_path: Path) -> None:
    verdict = judge(tmp_path, **with_insatser(of_insats("A-1", KN, "Nattvandring"), of_insats("A-2", FRN, "Lovläger")))
    assert [row.intervention for row in verdict.ledger.book.call_offs] == ["2", "1"]
    assert [find(verdict, code) for code in ("VD12", "AV07")] == [[], []]


def test_a_number_that_may_mean_several_lists_rows_is_no_guess(tmp_path: Path) -> None:
    (finding,) = find(judge(tmp_path, **with_insatser(of_insats("A-1", "MKB", 1))), "VD12")
    assert finding.hit.place.address == "Avrop!F2"
    assert [place.address for place in finding.hit.related] == ["Insatser FRN!A2", "Insatser KN!A2"]
    assert all("Insatser KN!A2" in finding.message(lang) and finding.remedy(lang) for lang in ("sv", "en"))


def test_a_finding_names_the_row_of_its_own_table_where_several_are_on_a_line(tmp_path: Path) -> None:
    left, right = [paid("A-1", 1000), paid("A-2", 0)], [paid("B-1", -1), paid("B-2", 1000)]
    rows = [(*one[:5], None, *other[:5]) for one, other in zip((HEADINGS, *left), (HEADINGS, *right), strict=True)]
    found = find(judge(tmp_path, Avrop=rows), "AV04")
    assert [(finding.hit.place.address, finding.row_id) for finding in found] == [("Avrop!J2", "B-1"), ("Avrop!D3", "A-2")]
