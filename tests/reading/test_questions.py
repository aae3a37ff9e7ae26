"""What can be read in two ways is asked at its place with the totals of both, and has no figure until a map or the workbook answers."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from support import rule_pages
from support.build_other_layouts import (
    CALLED,
    FRN,
    GRANTED,
    GRANTS,
    KN,
    LIST_HEADINGS,
    Rows,
    plain_sheets,
    two_sheets,
    write_map,
    write_sheets,
)
from xl_kraftsamling import app
from xl_kraftsamling.verdict import Verdict

SEPTEMBER = date(2026, 9, 30)
EVERY = frozenset(name for name, _ in GRANTED)
KN_CALLED, FRN_CALLED = 140_000, 520_000
"""Kronor called off by the two in the list of CALLED; 60 000 more wait."""


def validate(path: Path, map_file: Path | None = None) -> Verdict:
    return app.validate_workbook(path, as_of=SEPTEMBER, map_file=map_file).verdict


def questions(verdict: Verdict) -> dict[str, str]:
    """The message of each question by its cell."""
    asked = (each for each in verdict.findings if each.rule.code == "ST12")
    return {each.hit.place.address: each.message("sv").replace("\u00a0", " ") for each in asked if each.hit.place}


def unknown(verdict: Verdict) -> set[str]:
    return {balance.recipient for balance, is_known in verdict.balances if not is_known}


def called_off(verdict: Verdict) -> dict[str, int]:
    """What the two recipients of the list have called off, in kronor."""
    return {balance.recipient: balance.called_off // 100 for balance, _ in verdict.balances if balance.recipient in (KN, FRN)}


def alarms(verdict: Verdict) -> set[str]:
    return {each.rule.code for each in verdict.findings if each.severity.value in ("fel", "varning")} - {"BE01", "BE03"}


def answer(map_file: Path, *lines: str) -> Path:
    """Take away the sign before some lines of a map, as a person answers."""
    text = map_file.read_text("utf-8")
    for line in lines:
        assert f"\n#{line}" in text, text
        text = text.replace(f"\n#{line}", f"\n{line}")
    map_file.write_text(text, "utf-8")
    return map_file


# ---- struck-through rows


def strike(path: Path, *cells: str, sheet: str = "Avrop") -> Path:
    book = openpyxl.load_workbook(path)
    for cell in cells:
        book[sheet][cell].font = Font(strike=True)
    book.save(path)
    return path


@pytest.mark.parametrize(("cells", "asked", "whose"), [
    (["D3"], {"Avrop!D3"}, {KN}),
    (["A3", "B3", "C3", "D3", "E3"], {"Avrop!D3"}, {KN}),
    (["D2", "D6"], {"Avrop!D2", "Avrop!D6"}, {KN, FRN}),
    (["D7"], {"Avrop!D7"}, {FRN}),  # a waiting one: what can be given away depends on it
    (["A3", "C5", "E3", "D1", "D8"], set(), set()),  # no amount of a row
])  # fmt: skip
def test_struck_amounts_are_asked_about_and_their_recipients_have_no_figure(
    cells: list[str], asked: set[str], whose: set[str], tmp_path: Path
) -> None:
    done = validate(strike(write_sheets(tmp_path / "bok.xlsx", two_sheets()), *cells))
    assert ({*questions(done)}, unknown(done)) == (asked, whose)


def test_a_question_about_a_struck_amount_names_both_totals_and_a_map_answers_it(tmp_path: Path) -> None:
    path = strike(write_sheets(tmp_path / "bok.xlsx", two_sheets()), "D3")
    assert questions(validate(path))["Avrop!D3"] == (
        "25 000 kr är överstruket. Räknas beloppen i tabellen: utan sådana rader (695 000 kr) eller med dem (720 000 kr)? "
        "Det som beror på svaret räknas inte förrän frågan är besvarad."
    )
    known = write_map(path)
    assert unknown(validate(path, known)) == {KN}
    skipped = validate(path, answer(known, 'cancelled = "skip"'))
    assert (unknown(skipped), questions(skipped), called_off(skipped)[KN]) == (set(), {}, KN_CALLED - 25_000)
    assert [each.hit.place and each.hit.place.address for each in skipped.findings if each.rule.code == "ST11"] == ["Avrop!D3"]
    known.write_text(known.read_text("utf-8").replace('cancelled = "skip"', 'cancelled = "count"'), "utf-8")
    counted = validate(path, known)
    assert (unknown(counted), questions(counted), called_off(counted)[KN]) == (set(), {}, KN_CALLED)


def test_a_sum_that_leaves_the_struck_rows_out_answers(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=[LIST_HEADINGS, *CALLED, ("Summa", None, None, 695_000)]))
    done = validate(strike(path, "D3"))
    assert (questions(done), called_off(done)[KN], alarms(done)) == ({}, KN_CALLED - 25_000, set())
    path = write_sheets(tmp_path / "alla.xlsx", two_sheets(called=[LIST_HEADINGS, *CALLED, ("Summa", None, None, 720_000)]))
    done = validate(strike(path, "D3"))  # Excel's own SUM counts struck rows too: that is no answer
    assert ({*questions(done)}, alarms(done)) == ({"Avrop!D3"}, {"ST12"})


def test_a_struck_amount_of_an_allocation_is_asked_about(tmp_path: Path) -> None:
    done = validate(strike(write_sheets(tmp_path / "bok.xlsx", two_sheets()), "B4", sheet="Fördelning"))
    assert ({*questions(done)}, unknown(done)) == ({"Fördelning!B4"}, {"förskolenämnden"})


def test_an_amount_of_which_a_part_is_struck_is_asked_about(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets())
    book = openpyxl.load_workbook(path)
    book["Avrop"]["D3"] = CellRichText(TextBlock(InlineFont(strike=True), "75 tkr "), "80 tkr")
    book.save(path)
    assert "Avrop!D3" in questions(validate(path))


def test_of_the_amounts_by_step_only_the_rows_own_is_asked_about(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", called(STEPS, step_row))
    assert {*questions(validate(strike(path, "D2", "E3", "D7", "F2")))} == {"Avrop!E3", "Avrop!D7"}


def test_a_struck_amount_in_the_templates_layout_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    rule_pages.write(rule_pages.right_book(), path)
    done = validate(strike(path, "C3", sheet="Tilldelning"))
    assert {*questions(done)} == {"Tilldelning!C3"}
    assert len(unknown(done)) == 1
    assert "KO01" in {each.rule.code for each in done.findings}


# ---- which column, which list, which rows, which unit


class Case(NamedTuple):
    """A workbook's call-offs, the cell of the question, words of it, the lines of the map that answer it, and what KN and FRN have then."""

    sheets: Mapping[str, Any]
    asked: str | None
    words: Sequence[str] = ()
    lines: Sequence[str] = ()
    right: tuple[int, int] = (KN_CALLED, FRN_CALLED)


def called(headings: Sequence[str], make: Callable[[Any], Sequence[Any]]) -> dict[str, Any]:
    """The two tables, each call-off's row made anew."""
    return dict(two_sheets(called=[headings, *map(make, CALLED)]))


def beside(rows: Rows, name: str = "Lista 2") -> dict[str, Any]:
    """The two tables and another list."""
    return two_sheets() | plain_sheets(**{name: rows})


VAT = ("Nr", "Datum", "Nämnd", "Belopp exkl moms", "Belopp inkl moms", "Status")
FOLLOW_UP = (("Nämnd", "Beviljat", "Avropat"), (KN, 800_000, 140_000), (FRN, 6_100_000, 520_000))
STEPS = ("Nr", "Datum", "Nämnd", "Sökt belopp", "Beviljat belopp", "Utbetalt belopp", "Status")
LATER = [LIST_HEADINGS, *((n + 100, day + timedelta(days=2), name, amount + 200, "utbetalt") for n, day, name, amount, _ in CALLED)]


def step_row(row: Any) -> tuple[Any, ...]:
    number, day, name, amount, status = row
    approved = None if status == "begärt" else amount
    return number, day, name, amount + 10_000 if approved else amount, approved, amount - 500 if status == "utbetalt" else None, status


CASES = {
    "without and with VAT": Case(
        called(VAT, lambda row: (*row[:4], row[3] * 1.25, row[4])), "Avrop!D1", ["D ”Belopp exkl moms” (720 000 kr)", "E ”Belopp inkl moms” (900 000 kr)"],
        ['"Belopp" = "D"'],
    ),
    "without and with VAT, short headings": Case(
        called(("Nr", "Datum", "Nämnd", "Exkl. moms", "Moms", "Inkl. moms", "Status"), lambda row: (*row[:4], row[3] // 4, row[3] * 5 // 4, row[4])),
        "Avrop!D1", ["(720 000 kr)", "(900 000 kr)"], ['"Belopp" = "D"'],
    ),
    "a plain amount and a new one": Case(
        called(("Nr", "Datum", "Nämnd", "Belopp", "Nytt belopp", "Status"), lambda row: (*row[:4], row[3] - 1_000, row[4])), "Avrop!D1",
        ["(720 000 kr)", "(714 000 kr)"], ['"Belopp" = "D"'],
    ),
    "without and with VAT, of which one is summed": Case(
        dict(two_sheets(called=[VAT, *((*row[:4], row[3] * 1.25, row[4]) for row in CALLED), ("Summa", None, None, 720_000, None, None)])), None,
    ),
    "without and with VAT, of which the second is summed": Case(
        dict(two_sheets(called=[VAT, *((*row[:3], row[3] / 1.25, row[3], row[4]) for row in CALLED), ("Summa", None, None, None, 720_000, None)])), None,
    ),
    "a list dated later, beside a follow-up that counts the first": Case(beside(LATER) | plain_sheets(Uppföljning=FOLLOW_UP), None),
    "the same amount twice": Case(called(VAT, lambda row: (*row[:4], row[3], row[4])), None),
    "steps with a status": Case(called(STEPS, step_row), None),
    "steps without a status": Case(
        called(STEPS[:6], lambda row: step_row(row)[:6]), "Avrop!D1", ["”Sökt belopp”", "”Beviljat belopp” (660 000 kr)", "”Utbetalt belopp”"],
        ['"Belopp" = "E"'],
    ),
    "requested and paid": Case(
        called(("Nr", "Datum", "Nämnd", "Begärt", "Utbetalt", "Status"), lambda row: (*row[:3], row[3] + 5, None if row[4] == "begärt" else row[3], row[4])), None,
    ),
    "a list renumbered, dated later and rounded": Case(
        beside(LATER), "Lista 2!A1", ["bara Avrop!A1:E7 (720 000 kr)", "bara Lista 2!A1:E7 (721 200 kr)", "båda (1 441 200 kr)"],
    ),
    "an older version with other statuses": Case(beside([LIST_HEADINGS, *((*row[:4], "begärt") for row in CALLED)]), "Lista 2!A1", ["(720 000 kr)"]),
    "a part of the list, from before the others": Case(beside([LIST_HEADINGS, *CALLED[:3]]), None),
    "the older version first": Case(
        plain_sheets(Fördelning=GRANTS, Mars=[LIST_HEADINGS, *CALLED[:3]], April=[LIST_HEADINGS, *CALLED]), None,
    ),
    "a list for each month": Case(
        plain_sheets(Fördelning=GRANTS, Maj=[LIST_HEADINGS, *(row for row in CALLED if row[1].month == 5)],
                     Senare=[LIST_HEADINGS, *(row for row in CALLED if row[1].month > 5)]), None,
    ),
    "a list for each insats": Case(plain_sheets(Fördelning=GRANTS, A=[LIST_HEADINGS, *CALLED[::2]], B=[LIST_HEADINGS, *CALLED[1::2]]), None),
    "rows of several decisions, ours among them": Case(
        dict(two_sheets(called=[("Dnr", *LIST_HEADINGS), *(("STK-2026-580", *row) for row in CALLED),
                                ("STK-2026-333", 7, date(2026, 6, 3), KN, 99_000, "godkänt"), (None, "Summa", None, None, 819_000, None)])), None,
    ),
    "rows of several decisions, none of them ours": Case(
        called(("Dnr", *LIST_HEADINGS), lambda row: (f"STK-2026-{331 + row[0] % 2}", *row)), "Avrop!A1",
        ["bara raderna med STK-2026-331", "alla rader (720 000 kr)"], ['A = ["STK-2026-332", "STK-2026-331"]'],
    ),
    "a number of its own for each row": Case(called(("Dnr", *LIST_HEADINGS), lambda row: (f"STK-2026-{700 + row[0]}", *row)), None),
    "years in a column": Case(
        dict(two_sheets(called=[("År", *LIST_HEADINGS), *((2026, *row) for row in CALLED), (2025, 7, date(2026, 2, 1), KN, 5_000, "utbetalt")])), None,
    ),
    "other years in a column": Case(called(("År", *LIST_HEADINGS), lambda row: (2024 + row[0] % 2, *row)), "Avrop!A1", ["2025", "2024"], []),
    "amounts in thousands that say no unit": Case(
        called((*LIST_HEADINGS[:3], "Belopp", "Status"), lambda row: (*row[:3], row[3] / 1_000, row[4])), "Avrop!D1",
        ["tusental kronor (720 000 kr)", "kronor (720 kr)"], ['unit = "tkr"'],
    ),
    "small amounts that say kronor": Case(
        called((*LIST_HEADINGS[:3], "Belopp (kr)", "Status"), lambda row: (*row[:3], row[3] // 1_000, row[4])), None, right=(140, 520),
    ),
    "few small amounts": Case(called(("Nr", "Datum", "Nämnd", "Belopp", "Status"), lambda row: (*row[:3], row[0], row[4])), None, right=(6, 9)),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_two_readings_are_live_of_is_asked_and_nothing_else(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    path = write_sheets(tmp_path / "bok.xlsx", case.sheets)
    done = validate(path)
    assert {*questions(done)} == ({case.asked} if case.asked else set())
    if case.asked is None:
        assert called_off(done) == dict(zip((KN, FRN), case.right, strict=True))
        assert (unknown(done), alarms(done)) == (set(), set())
        assert called_off(validate(path, write_map(path))) == called_off(done)
    else:
        assert unknown(done) == EVERY
        assert all(word in questions(done)[case.asked] for word in case.words), questions(done)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.asked and case.lines])
def test_a_map_shows_the_question_and_the_chosen_line_answers_it(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    path = write_sheets(tmp_path / "bok.xlsx", case.sheets)
    known = write_map(path)
    assert "# Fråga: " in known.read_text("utf-8")
    assert unknown(validate(path, known)) == EVERY
    done = validate(path, answer(known, *case.lines))
    assert questions(done) == {}
    assert called_off(done) == dict(zip((KN, FRN), case.right, strict=True))


def test_of_two_lists_in_a_map_neither_is_read_before_one_is_chosen(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", beside(LATER))
    known = write_map(path)
    assert unknown(validate(path, known)) == EVERY
    text = known.read_text("utf-8")
    first = text.index("#[[table]]")
    second = text.index("# Fråga", first)
    chosen = "\n".join(line.removeprefix("#") for line in text[first:second].split("\n"))
    known.write_text(text[:first] + chosen + text[second:], "utf-8")
    done = validate(path, known)
    assert (questions(done), called_off(done), unknown(done)) == ({}, {KN: KN_CALLED, FRN: FRN_CALLED}, set())


def test_an_allocation_list_with_other_amounts_is_a_question(tmp_path: Path) -> None:
    other = [GRANTS[0], *((name, amount + 1_000) for name, amount in GRANTED)]
    done = validate(write_sheets(tmp_path / "bok.xlsx", two_sheets() | plain_sheets(Ramar=other)))
    assert {*questions(done)} == {"Ramar!A1"}
    assert unknown(done) == EVERY


def test_the_step_of_an_amount_is_said(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", called(STEPS, step_row))
    said = [each.message("sv") for each in validate(path).findings if each.rule.code == "ST10"]
    assert "Belopp är stegets: begärt = D ”Sökt belopp”, godkänt = E ”Beviljat belopp”, utbetalt = F ”Utbetalt belopp”." in said[0] + said[1]
    rows = [*map(step_row, CALLED), (7, date(2026, 7, 3), KN, "ca 5", None, None, "begärt")]
    path = write_sheets(tmp_path / "oklart.xlsx", two_sheets(called=[STEPS, *rows]))
    unclear = [each.hit.place.address for each in validate(path).findings if each.rule.code == "VD02" and each.hit.place]
    assert unclear == ["Avrop!D8"]
