"""A sheet for each month with one sum for each recipient: added up, the latest alone, or a question; never guessed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from support.build_other_layouts import FRN, KN, plain_sheets, write_map, write_sheets
from xl_kraftsamling import app
from xl_kraftsamling.verdict import Verdict

SEPTEMBER = date(2026, 9, 30)
MONTHS = ("Maj", "Juni", "Juli", "Augusti", "September 2026")
ENDS = (date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 31), SEPTEMBER)
GRANTED = {"ASN": 1_100_000, FRN: 6_100_000, "FSKN": 150_000, KN: 800_000, "GVN": 650_000, "MKB": 1_200_000}
GROWN = {
    "ASN": (100_000, 50_000, 0, 0, 200_000), FRN: (200_000, 0, 300_000, 100_000, 0), "FSKN": (0, 0, 0, 20_000, 0),
    KN: (0, 70_000, 0, 0, 11_000), "GVN": (0, 0, 0, 0, 0), "MKB": (0, 0, 90_000, 0, 0),
}  # fmt: skip
SO_FAR = {name: [*accumulate(grown)] for name, grown in GROWN.items()}
RAMAR = [("Nämnd", "Beviljat"), *GRANTED.items()]

Cells = Callable[[str, int], Sequence[Any]]


def grown(name: str, month: int) -> Sequence[Any]:
    return (GROWN[name][month],)


def so_far(name: str, month: int) -> Sequence[Any]:
    return (SO_FAR[name][month],)


def with_balance(cells: Cells) -> Cells:
    return lambda name, month: (GRANTED[name], *cells(name, month), GRANTED[name] - SO_FAR[name][month])


def lay_out(headings: Sequence[str], cells: Cells, title: str = "") -> dict[str, list[Sequence[Any]]]:
    """A sheet for each month with these columns beside the recipients."""
    return {
        month: [*([(title.format(month=month),), ()] if title else []), ("Nämnd", *headings), *((name, *cells(name, n)) for name in GRANTED)]
        for n, month in enumerate(MONTHS)
    }


def judge(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], as_of: date = SEPTEMBER, *, is_mapped: bool = False) -> Verdict:
    write_sheets(path, plain_sheets(**sheets))
    return app.validate_workbook(path, as_of=as_of, map_file=write_map(path) if is_mapped else None).verdict


def figures(verdict: Verdict) -> list[int]:
    return [each.called_off // 100 for each, is_known in verdict.balances if is_known]


def loud(verdict: Verdict) -> list[tuple[str, str]]:
    quiet = {"BE01", "BE03", "AV06", "IN02"}
    return [
        (each.rule.code, each.hit.place.address if each.hit.place else "")
        for each in verdict.findings
        if each.severity.value in ("fel", "varning") and each.rule.code not in quiet
    ]


ADDED: Mapping[str, dict[str, list[Sequence[Any]]]] = {
    "the heading": lay_out(("Avropat i månaden",), grown), "the balances beside": lay_out(("Beviljat", "Avropat", "Kvar"), with_balance(grown)),
    "the amounts, which fall": lay_out(("Avropat",), grown, "Avrop {month}"), "heading and balances": lay_out(("Ram", "Månadens avrop", "Kvar"), with_balance(grown)),
}  # fmt: skip


@pytest.mark.parametrize("is_mapped", [False, True])
@pytest.mark.parametrize("by", ADDED)
def test_sheets_of_what_was_called_off_in_a_month_add_up_at_their_days(by: str, is_mapped: bool, tmp_path: Path) -> None:
    sheets = ADDED[by] if "balances" in by else {"Ramar": RAMAR, **ADDED[by]}
    for month, day in enumerate(ENDS):
        verdict = judge(tmp_path / "bok.xlsx", sheets, day, is_mapped=is_mapped)
        assert figures(verdict) == [SO_FAR[name][month] for name in GRANTED]
    assert loud(verdict) == []


LATEST: Mapping[str, dict[str, list[Sequence[Any]]]] = {
    "the heading": lay_out(("Avropat ackumulerat",), so_far), "the balances beside": lay_out(("Beviljat", "Avropat", "Kvar"), with_balance(so_far)),
    "the titles": lay_out(("Avropat",), so_far, "Avropat t.o.m. {month}"), "one of two headings": lay_out(("Avropat i månaden", "Avropat ack"), lambda name, n: (*grown(name, n), *so_far(name, n))),
}  # fmt: skip


@pytest.mark.parametrize("is_mapped", [False, True])
@pytest.mark.parametrize("by", LATEST)
def test_of_sheets_of_all_so_far_the_latest_holds_alone(by: str, is_mapped: bool, tmp_path: Path) -> None:
    sheets = LATEST[by] if "balances" in by else {"Ramar": RAMAR, **LATEST[by]}
    verdict = judge(tmp_path / "bok.xlsx", sheets, is_mapped=is_mapped)
    assert (figures(verdict), loud(verdict)) == ([SO_FAR[name][-1] for name in GRANTED], [])


def test_an_overview_that_repeats_the_sheets_answers_for_them(tmp_path: Path) -> None:
    overview = [("Nämnd", "Beviljat", "Avropat", "Kvar"), *((name, kr, SO_FAR[name][-1], kr - SO_FAR[name][-1]) for name, kr in GRANTED.items())]
    for cells in (grown, so_far):
        verdict = judge(tmp_path / "bok.xlsx", {"Översikt": overview, **lay_out(("Avropat",), cells)})
        assert (figures(verdict), loud(verdict)) == ([SO_FAR[name][-1] for name in GRANTED], [])


def test_where_nothing_tells_it_is_one_question_with_both_totals(tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    verdict = judge(path, {"Ramar": RAMAR, **lay_out(("Avropat",), so_far)})
    (asked,) = [each for each in verdict.findings if each.rule.code == "ST12"]
    said = asked.message("sv").replace("\u00a0", " ")
    assert "bara den senaste, September 2026!A1:B7 (1 141 000 kr) eller alla tillsammans (3 601 000 kr)" in said
    assert (figures(verdict), loud(verdict)) == ([], [("ST12", "Maj!A1")])
    known = write_map(path)
    head, *maj_and_on = known.read_text("utf-8").split("#[[table]]")
    known.write_text(head + "[[table]]" + maj_and_on[-1].replace("\n#", "\n"), "utf-8")
    assert figures(app.validate_workbook(path, as_of=SEPTEMBER, map_file=known).verdict) == [SO_FAR[name][-1] for name in GRANTED]
    known.write_text(head + "".join("[[table]]" + each.partition("# Fråga")[0].replace("\n#", "\n") for each in maj_and_on), "utf-8")
    assert figures(app.validate_workbook(path, as_of=SEPTEMBER, map_file=known).verdict) == [sum(SO_FAR[name]) for name in GRANTED]


def test_a_single_sheet_of_one_month_is_no_sum_of_all(tmp_path: Path) -> None:
    sheets = {"Ramar": RAMAR, "Maj": lay_out(("Avropat i månaden",), grown)["Maj"]}
    assert ("ST01", "") in loud(judge(tmp_path / "bok.xlsx", sheets))


def test_a_list_of_the_workbooks_own_comes_before_the_sheets(tmp_path: Path) -> None:
    called = [("Datum", "Nämnd", "Belopp", "Status"), (date(2026, 5, 4), KN, 25_000, "godkänt")]
    verdict = judge(tmp_path / "bok.xlsx", {"Ramar": RAMAR, "Avrop": called, **lay_out(("Avropat i månaden",), grown)})
    assert figures(verdict) == [0, 0, 0, 25_000, 0, 0]
