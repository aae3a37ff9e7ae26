"""Lists of another decision are left out and named; where nothing else is of their kind, whether they count is a question."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.build_other_layouts import (
    CALLED,
    EARLIER,
    FRN,
    GRANTS,
    KN,
    LIST,
    LIST_HEADINGS,
    Rows,
    call_offs_in,
    plain_sheets,
    write_map,
    write_sheets,
)
from xl_kraftsamling import app
from xl_kraftsamling.finding import Finding
from xl_kraftsamling.reading.recognition.headings.statements import find_cases
from xl_kraftsamling.verdict import Verdict

OTHERS = [(n, day, recipient, amount // 7, status) for n, day, recipient, amount, status in CALLED]
OTHER_LIST: Rows = (LIST_HEADINGS, *OTHERS)


def judge(folder: Path, **sheets: Rows) -> Verdict:
    return app.validate_workbook(write_sheets(folder / "bok.xlsx", plain_sheets(**sheets))).verdict


def find(verdict: Verdict, code: str) -> list[Finding]:
    return [finding for finding in verdict.findings if finding.rule.code == code]


def say(verdict: Verdict, code: str) -> list[str]:
    return [finding.message("sv") for finding in find(verdict, code)]


def called_off(verdict: Verdict) -> list[int]:
    """What the recipients have called off, those of whom it can be told."""
    return [balance.called_off for balance, is_known in verdict.balances if is_known]


def own_call_offs(folder: Path) -> set[tuple[Any, ...]]:
    return call_offs_in(judge(folder, Fördelning=GRANTS, Avrop=LIST).ledger)


@pytest.mark.parametrize(
    "title",
    [
        [("Diarienummer: STK-2026-112",)],
        [("Trygga platser (stk-2026-112)",), ()],
        [("Diarienummer", "STK-2026-112"), ()],
        [("Avropslista",), ("Diarienummer", "STK-2026-112"), ("Utskriven", date(2026, 9, 1)), ()],
    ],
)
def test_a_list_below_another_diarienummer_is_left_out_and_named(tmp_path: Path, title: Sequence[Sequence[Any]]) -> None:
    verdict = judge(tmp_path, Fördelning=GRANTS, Avrop=LIST, Trygghet=[*title, *OTHER_LIST])
    assert call_offs_in(verdict.ledger) == own_call_offs(tmp_path)
    (said,) = say(verdict, "ST11")
    assert "Trygghet!A" in said
    assert "ett annat diarienummer än beslutets" in said
    assert find(verdict, "ST12") == []


def test_a_diarienummer_in_the_name_of_the_sheet_says_it_too(tmp_path: Path) -> None:
    verdict = judge(tmp_path, **{"Fördelning": GRANTS, "Avrop": LIST, "STK-2026-112": OTHER_LIST})
    assert call_offs_in(verdict.ledger) == own_call_offs(tmp_path)


def test_the_number_above_a_block_holds_for_all_of_its_tables(tmp_path: Path) -> None:
    grants = [("Nämnd/bolag", "Beviljat (kr)"), *((name, amount // 2) for name, amount in GRANTS[1:])]
    mine, others = [("Kraftsamling (STK-2026-580)",), (), *GRANTS, (), *LIST], [("Trygghet (STK-2026-112)",), (), *grants, (), *OTHER_LIST]
    for rows in ([*mine, (), (), *others], [*others, (), (), *mine]):
        verdict = judge(tmp_path, Medel=rows)
        assert call_offs_in(verdict.ledger) == own_call_offs(tmp_path)
        assert len(find(verdict, "ST11")) == 2


def test_the_decisions_own_number_near_a_list_makes_it_its_own(tmp_path: Path) -> None:
    later = [(n + 10, day.replace(month=8), recipient, amount // 7, status) for n, day, recipient, amount, status in CALLED]
    both = [("Kraftsamling STK-2026-580",), ("Sammanställd i STK-2026-901",), (), LIST_HEADINGS, *later]
    in_rows = [("STK-2026-901",), (), (*LIST_HEADINGS, "Beslut"), *((*row, "STK-2026-580") for row in later)]
    referring = [("Ersätter listan i STK-2025-112",), (), LIST_HEADINGS, *later]
    for rows in (both, in_rows, referring):
        verdict = judge(tmp_path, Fördelning=GRANTS, Avrop=LIST, Augusti=rows)
        assert len(verdict.ledger.book.call_offs) == len(CALLED) + len(later)


def test_another_authoritys_number_above_a_recipients_list_is_its_own_case(tmp_path: Path) -> None:
    rows = [(n, day, amount, status) for n, day, recipient, amount, status in CALLED if recipient == FRN]
    frn = [("Fritidsnämnden, dnr FRN-2026-45",), ("Nr", "Datum", "Summa kr", "Status"), *rows]
    kn = [LIST_HEADINGS, *(row for row in CALLED if row[2] == KN)]
    assert len(judge(tmp_path, Fördelning=GRANTS, KN=kn, FRN=frn).ledger.book.call_offs) == len(CALLED)


TRANSFERS = ("Datum", "Givande nämnd", "Mottagande nämnd", "Belopp kr", "Status")


def test_a_number_above_transfers_alone_is_that_of_their_agreement(tmp_path: Path) -> None:
    rows = [("STK-2026-777",), TRANSFERS, (date(2026, 6, 1), FRN, KN, 1000, "överenskommen")]
    assert len(judge(tmp_path, Fördelning=GRANTS, Avrop=LIST, Omfördelning=rows).ledger.book.transfers) == 1
    other = [("Trygghet (STK-2026-777)",), (), *OTHER_LIST, (), *rows]
    verdict = judge(tmp_path, Fördelning=GRANTS, Avrop=LIST, Trygghet=other)
    assert verdict.ledger.book.transfers == ()
    assert len(find(verdict, "ST11")) == 2


def test_the_only_list_below_another_number_is_a_question_that_a_map_answers(tmp_path: Path) -> None:
    verdict = judge(tmp_path, Fördelning=GRANTS, Avrop=[("Diarienummer: STK-2026-508",), (), *LIST])
    (asked,) = find(verdict, "ST12")
    assert "STK-2026-508" in asked.message("sv")
    assert "ja (720 000 kr) eller nej (0 kr)" in asked.message("sv").replace("\xa0", " ")
    assert "skriv STK-2026-580 ovanför den" in asked.remedy("sv")
    assert "write STK-2026-580 above it" in asked.remedy("en")
    assert find(verdict, "ST01") == []
    assert called_off(verdict) == []


def test_a_map_keeps_or_leaves_the_list_in_question(tmp_path: Path) -> None:
    book = write_sheets(tmp_path / "bok.xlsx", plain_sheets(Fördelning=GRANTS, Avrop=[("Diarienummer: STK-2026-508",), (), *LIST]))
    text = write_map(book).read_text("utf-8")
    before, _, after = text.partition("#[[table]]")
    assert "STK-2026-508" in before
    keep = tmp_path / "elsewhere" / "bok.karta.toml"
    lines = [line[1:] if line.startswith("#") and not line.startswith("# ") else line for line in f"#[[table]]{after}".split("\n")]
    keep.write_text(before + "\n".join(lines), "utf-8")
    verdict = app.validate_workbook(book, map_file=keep).verdict
    assert call_offs_in(verdict.ledger) == own_call_offs(tmp_path)
    assert find(verdict, "ST12") == []


def test_a_list_whose_rows_are_all_of_another_year_is_left_out_and_named(tmp_path: Path) -> None:
    verdict = judge(tmp_path, **{"Fördelning": GRANTS, "Avrop": LIST, "Fg år": (LIST_HEADINGS, *EARLIER)})
    assert call_offs_in(verdict.ledger) == own_call_offs(tmp_path)
    (said,) = say(verdict, "ST11")
    assert "Fg år!A1:E7" in said
    assert "ett annat år" in said
    assert find(verdict, "AV10") == []


def test_some_rows_of_another_year_are_slips_of_the_pen(tmp_path: Path) -> None:
    verdict = judge(tmp_path, Fördelning=GRANTS, Avrop=[LIST_HEADINGS, *EARLIER[:4], *CALLED[4:]])
    assert len(verdict.ledger.book.call_offs) == len(CALLED)
    assert len(find(verdict, "AV10")) == 4


@pytest.mark.parametrize("title", [(), ("Avrop 2026",)])
def test_the_only_list_with_rows_of_another_year_is_one_question(tmp_path: Path, title: tuple[Any, ...]) -> None:
    verdict = judge(tmp_path, Fördelning=GRANTS, Avrop=[title, (), LIST_HEADINGS, *EARLIER])
    (asked,) = find(verdict, "ST12")
    assert "rader från ett annat år än 2026" in asked.message("sv")
    assert "rätta datumen" in asked.remedy("sv")
    assert find(verdict, "AV10") == []


def test_a_list_that_is_titled_as_the_years_and_dated_in_another_is_asked_about_also_beside_others(tmp_path: Path) -> None:
    verdict = judge(tmp_path, Fördelning=GRANTS, Avrop=LIST, Mer=[("Avrop 2026",), (), LIST_HEADINGS, *EARLIER])
    assert len(find(verdict, "ST12")) == 1


def test_the_year_of_a_block_holds_for_its_undated_list(tmp_path: Path) -> None:
    headings, rows = ("Nämnd", "Avropat (kr)"), [(KN, 100_000), (FRN, 200_000), ("MKB", 1000), (KN, 7000)]
    older = [(name, amount // 3) for name, amount in rows]
    block = [("Beslut 2025",), (), ("Nämnd/bolag", "Beviljat (kr)"), *GRANTS[1:], (), headings, *older]
    verdict = judge(tmp_path, Medel=[("Beslut 2026",), (), *GRANTS, (), headings, *rows], Äldre=block)
    assert {row.amount for row in verdict.ledger.book.call_offs} == {amount * 100 for _, amount in rows}


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("Diarienummer: STK-2026-112", ["STK-2026-112"]),
        ("Trygga platser (stk-2026-112)", ["STK-2026-112"]),
        ("Avrop enligt beslut STK-2026-112", ["STK-2026-112"]),
        ("Se även STK-2026-112", []),
        ("Överenskommelse STK-2026-112", []),
        ("Delegationsordning, STK-2024-9", []),
        ("Avrop 2026", []),
        ("STK-2026-112 " * 100, []),
    ],
)
def test_a_title_states_a_case_unless_it_only_refers_to_it(text: str, cases: list[str]) -> None:
    assert [*find_cases(text)] == cases
