"""A list whose amounts run is asked about with both totals, and never added up in silence; a follow-up is none."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from support.build_other_layouts import CALLED, FRN, GRANTED, GRANTS, KN, plain_sheets, write_map, write_sheets
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
    assert "den sista raden för var och en (660 000 kr) eller alla rader tillsammans (1 235 000 kr)" in asked(verdict)[0]
    assert called_off(verdict) == {}
    known = write_map(path)
    text = known.read_text("utf-8")
    for said, figures in (("last", {KN: 140_000, FRN: 520_000}), ("all", {KN: 315_000, FRN: 920_000})):
        known.write_text(text.replace(f'#step_rows = "{said}"', f'step_rows = "{said}"'), "utf-8")
        answered = app.validate_workbook(path, as_of=SEPTEMBER, map_file=known).verdict
        assert (called_off(answered), asked(answered)) == (figures, [])


def test_the_last_row_is_that_of_the_last_day(tmp_path: Path) -> None:
    heading, *rows = running()
    assert "(660 000 kr)" in asked(validate(tmp_path / "bok.xlsx", [heading, *rows[::-1]]))[0]


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
