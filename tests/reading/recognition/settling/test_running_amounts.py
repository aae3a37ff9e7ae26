"""Amounts that run, in a list, in columns or in rows of months: never added up in silence, and read where the workbook says that they run."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from support.build_other_layouts import CALLED, FRN, GRANTED, GRANTS, KN, plain_sheets, write_map, write_sheets
from support.run_cli import kraft
from xl_kraftsamling import app
from xl_kraftsamling.verdict import Verdict

SEPTEMBER = date(2026, 9, 30)
HEADINGS = ("Datum", "Nämnd", "Avropat ack (kr)", "Status")


def running() -> list[tuple[Any, ...]]:
    """The first five call-offs of CALLED in the order of their days, each with what its recipient has called off so far."""
    so_far = Counter[str]()
    rows: list[tuple[Any, ...]] = [HEADINGS]
    for _, day, name, amount, _ in sorted(CALLED[:5], key=lambda row: row[1]):
        so_far[name] += amount
        rows.append((day, name, so_far[name], "utbetalt"))
    return rows


def validate(path: Path, rows: Sequence[Sequence[Any]], map_file: Path | None = None) -> Verdict:
    write_sheets(path, plain_sheets(Beviljat=GRANTS, Avrop=rows))
    return app.validate_workbook(path, as_of=SEPTEMBER, map_file=map_file).verdict


def called_off(verdict: Verdict) -> dict[str, int]:
    return {each.recipient: each.called_off // 100 for each, is_known in verdict.balances if is_known and each.recipient in (KN, FRN)}


def asked(verdict: Verdict) -> list[str]:
    return [each.message("sv").replace("\u00a0", " ") for each in verdict.findings if each.rule.code == "ST12"]


def test_running_amounts_are_asked_about_and_a_map_answers(tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    verdict = validate(path, running())
    assert "det sista beloppet för var och en (660 000 kr) eller alla belopp tillsammans (1 235 000 kr)" in asked(verdict)[0]
    assert called_off(verdict) == {}
    known = write_map(path)
    text = known.read_text("utf-8")
    for said, figures in (("last", {KN: 140_000, FRN: 520_000}), ("all", {KN: 315_000, FRN: 920_000})):
        known.write_text(text.replace(f'#running = "{said}"', f'running = "{said}"'), "utf-8")
        answered = app.validate_workbook(path, as_of=SEPTEMBER, map_file=known).verdict
        assert (called_off(answered), asked(answered)) == (figures, [])


def test_the_last_row_is_that_of_the_last_day(tmp_path: Path) -> None:
    heading, *rows = running()
    assert "(660 000 kr)" in asked(validate(tmp_path / "bok.xlsx", [heading, *rows[::-1]]))[0]


def test_a_list_is_read_as_running_where_a_follow_up_says_so(tmp_path: Path) -> None:
    follow_up = [("Nämnd", "Beviljat", "Kvar att avropa"), *((name, kr, kr - {KN: 140_000, FRN: 520_000}.get(name, 0)) for name, kr in GRANTED)]
    path = write_sheets(tmp_path / "bok.xlsx", plain_sheets(Avrop=running(), Uppföljning=follow_up))
    for day, figures in ((SEPTEMBER, {KN: 140_000, FRN: 520_000}), (date(2026, 5, 31), {KN: 100_000, FRN: 400_000})):
        verdict = app.validate_workbook(path, as_of=day).verdict
        assert (called_off(verdict), asked(verdict)) == (figures, [])


def test_a_follow_up_with_a_row_for_each_recipient_is_not_asked_about(tmp_path: Path) -> None:
    sums = {name: sum(row[3] for row in CALLED[:5] if row[2] == name) for name, _ in GRANTED}
    verdict = validate(tmp_path / "bok.xlsx", [HEADINGS[:3], *((SEPTEMBER, name, amount) for name, amount in sums.items())])
    assert (called_off(verdict), asked(verdict)) == ({KN: 140_000, FRN: 520_000}, [])


def test_a_list_of_what_came_in_and_was_asked_for_is_of_call_offs_that_wait(tmp_path: Path) -> None:
    for heading in ("Sökt belopp", "Sökt", "Äskat belopp"):
        rows = [("Inkom", "Mottagare", "Insats", heading), (date(2026, 9, 3), KN, "Filmlabbet", 20_000), (date(2026, 9, 9), FRN, "Ledarskola", 30_000)]
        verdict = validate(tmp_path / "bok.xlsx", rows)
        requested = {each.recipient: each.requested // 100 for each, _ in verdict.balances if each.requested}
        assert (requested, asked(verdict)) == ({KN: 20_000, FRN: 30_000}, [])


# ---- months

MONTHS = ("maj", "jun", "jul", "aug", "sep")
GROWN = {"ASN": (100, 50, 0, 0, 200), FRN: (200, 0, 300, 100, 0), "FSKN": (0, 0, 0, 20, 0), KN: (0, 70, 0, 0, 11), "MKB": (0, 0, 90, 0, 0)}
"""What the recipients called off in each month, in thousands of kronor."""
RAMAR = {"ASN": 1_100_000, FRN: 6_100_000, "FSKN": 150_000, KN: 800_000, "GVN": 650_000, "MKB": 1_200_000}
SO_FAR = {name: [*accumulate(1_000 * each for each in GROWN.get(name, (0,) * 5))] for name in RAMAR}


def matrix(title: str, headings: Sequence[str], beside: Sequence[str] = ("Kvar",)) -> list[list[Any]]:
    """A row for each recipient, with what it has called off by the end of each month, and what stands beside that."""
    rows: list[list[Any]] = [[title], [], ["Nämnd", "Beviljat", *headings, *beside]]
    for name, granted in RAMAR.items():
        blank = [None] * (len(headings) - len(MONTHS))
        ends = {"Kvar": granted - SO_FAR[name][-1], "Summa": SO_FAR[name][-1], "Avropat totalt": SO_FAR[name][-1], "Alla": sum(SO_FAR[name])}
        rows.append([name, granted, *(each or None for each in SO_FAR[name]), *blank, *(ends[each] for each in beside)])
    return rows


def read(path: Path, rows: Sequence[Sequence[Any]], as_of: date = SEPTEMBER) -> Verdict:
    return app.validate_workbook(write_sheets(path, plain_sheets(Blad1=rows)), as_of=as_of).verdict


def figures_at(verdict: Verdict) -> list[int]:
    return [each.called_off // 1_000_00 for each, is_known in verdict.balances if is_known]


def loud(verdict: Verdict) -> list[tuple[str, str]]:
    quiet = {"BE01", "BE03", "AV06", "IN02"}
    return [
        (each.rule.code, each.hit.place.cell or "")
        for each in verdict.findings
        if each.hit.place and each.severity.value in ("fel", "varning") and each.rule.code not in quiet
    ]


RUNNING: Mapping[str, list[list[Any]]] = {
    "headings": matrix("Avrop 2026", [f"t.o.m. {month}" for month in MONTHS]), "a title": matrix("Ackumulerade avrop 2026", MONTHS),
    "spans": matrix("Avrop 2026", [f"jan–{month}" for month in MONTHS]), "no word": matrix("Avrop per månad 2026", MONTHS),
    "months to come": matrix("Avropat ack 2026", [*MONTHS, "okt", "nov"]), "what was called off": matrix("Avropat 2026", MONTHS, ["Avropat totalt"]),
    "a sum beside": matrix("Avropat 2026", [f"Ack {month}" for month in MONTHS], ["Summa"]),
}  # fmt: skip


@pytest.mark.parametrize("how", RUNNING)
def test_months_that_run_are_read_so_where_a_balance_beside_them_says_it(how: str, tmp_path: Path) -> None:
    for month, day in enumerate((date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 31), SEPTEMBER)):
        verdict = read(tmp_path / "bok.xlsx", RUNNING[how], day)
        assert figures_at(verdict) == [SO_FAR[name][month] // 1_000 for name in RAMAR]
    assert loud(verdict) == []
    said = [each.message("sv") for each in verdict.findings if each.rule.code == "ST10"]
    assert any("Beloppen är ackumulerade" in text and "saldon stämmer bara då" in text for text in said)


@pytest.mark.parametrize("how", RUNNING)
def test_the_map_of_months_that_run_reads_them_alike(how: str, tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    read(path, RUNNING[how])
    mapped = app.validate_workbook(path, as_of=SEPTEMBER, map_file=write_map(path)).verdict
    assert (figures_at(mapped), loud(mapped)) == ([SO_FAR[name][-1] // 1_000 for name in RAMAR], [])


def test_a_row_for_each_month_runs_as_a_column_does(tmp_path: Path) -> None:
    for title in ("Ackumulerat avrop 2026", "Avrop 2026"):
        rows = [[title], [], [None, *RAMAR], ["Beviljat", *RAMAR.values()]]
        rows += [[month, *(SO_FAR[name][n] or None for name in RAMAR)] for n, month in enumerate(MONTHS)]
        rows.append(["Kvar att avropa", *(granted - SO_FAR[name][-1] for name, granted in RAMAR.items())])
        verdict = read(tmp_path / "bok.xlsx", rows)
        assert (figures_at(verdict), loud(verdict)) == ([SO_FAR[name][-1] // 1_000 for name in RAMAR], [])


def test_a_list_by_month_runs_where_its_follow_up_says_so(tmp_path: Path) -> None:
    for heading in ("Avropat ack", "Avropat"):
        rows = [("Månad", "Nämnd", heading), *((month, name, SO_FAR[name][n]) for n, month in enumerate(MONTHS) for name in RAMAR)]
        left = [("Nämnd", "Beviljat", "Kvar"), *((name, granted, granted - SO_FAR[name][-1]) for name, granted in RAMAR.items())]
        verdict = app.validate_workbook(write_sheets(tmp_path / "bok.xlsx", plain_sheets(Avrop=rows, Läget=left)), as_of=SEPTEMBER).verdict
        assert (figures_at(verdict), loud(verdict)) == ([SO_FAR[name][-1] // 1_000 for name in RAMAR], [])


def test_months_of_which_nothing_says_whether_they_run_are_asked_about_and_a_map_holds_next_month_too(tmp_path: Path) -> None:
    path, rows = tmp_path / "bok.xlsx", matrix("Avropat per månad 2026", [*MONTHS, "okt"], [])
    verdict = read(path, rows)
    assert figures_at(verdict) == []
    assert "det sista beloppet för var och en (1 141 000 kr) eller alla belopp tillsammans (3 601 000 kr)" in asked(verdict)[0]
    known = write_map(path)
    known.write_text(known.read_text("utf-8").replace('#running = "last"', 'running = "last"').replace('#Status = "godkänt"', 'Status = "godkänt"'), "utf-8")
    assert figures_at(app.validate_workbook(path, as_of=SEPTEMBER, map_file=known).verdict) == [SO_FAR[name][-1] // 1_000 for name in RAMAR]
    for row, name in zip(rows[3:], RAMAR, strict=True):
        row[7] = SO_FAR[name][-1] + 5_000
    write_sheets(path, plain_sheets(Blad1=rows))
    later = app.validate_workbook(path, as_of=date(2026, 10, 31), map_file=known).verdict
    assert figures_at(later) == [SO_FAR[name][-1] // 1_000 + 5 for name in RAMAR]


def test_months_that_happen_to_rise_are_each_their_own_where_the_sums_say_so(tmp_path: Path) -> None:
    rows = matrix("Avropat per månad 2026", MONTHS, ["Alla"])
    rows[2][-1] = "Summa"
    verdict = read(tmp_path / "bok.xlsx", rows)
    assert (figures_at(verdict), asked(verdict)) == ([sum(SO_FAR[name]) // 1_000 for name in RAMAR], [])


def test_sums_of_running_months_are_compared_month_by_month(tmp_path: Path) -> None:
    rows = RUNNING["headings"] + [["Summa", 10_000_000, *(sum(SO_FAR[name][n] for name in RAMAR) for n in range(5)), 8_859_000]]
    assert loud(read(tmp_path / "bok.xlsx", rows)) == []
    rows[-1][4] += 1_000
    assert loud(read(tmp_path / "bok.xlsx", rows)) == [("ST08", "E10")]


def test_what_is_wrong_in_a_running_month_is_found_in_its_cell(tmp_path: Path) -> None:
    rows = [[*row] for row in RUNNING["headings"]]
    rows[3][3] = "150 000"
    assert ("VD01", "D4") in loud(read(tmp_path / "bok.xlsx", rows))
    rows = [[*row] for row in RUNNING["headings"]]
    rows[4][5] = 100_000  # less than the month before
    assert ("AV04", "F5") in loud(read(tmp_path / "bok.xlsx", rows))


def test_no_row_is_added_to_a_list_whose_amounts_run(tmp_path: Path) -> None:
    follow_up = [("Nämnd", "Beviljat", "Kvar att avropa"), *((name, kr, kr - {KN: 140_000, FRN: 520_000}.get(name, 0)) for name, kr in GRANTED)]
    path = write_sheets(tmp_path / "bok.xlsx", plain_sheets(Avrop=running(), Uppföljning=follow_up))
    rows = tmp_path / "rader.json"
    rows.write_text(json.dumps({"Avrop": [{"Datum": "2026-09-01", "Mottagare": KN, "Belopp": 5_000, "Status": "godkänt"}]}), "utf-8")
    refused = kraft("fill", str(tmp_path / "ut.xlsx"), "--into", str(path), "--data", str(rows))
    assert refused.exit_code != 0
    assert "beloppen där är ackumulerade" in " ".join(refused.stderr.split())
