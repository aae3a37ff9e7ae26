"""An overview that states transfers, in a workbook without a list of them: what each nämnd may call off is asked about."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from support.build_other_layouts import GRANTED, LIST, plain_sheets, write_map, write_sheets
from xl_kraftsamling import app
from xl_kraftsamling.verdict import Verdict


def validate(sheets: Mapping[str, Sequence[Sequence[Any]]], path: Path, map_file: Path | None = None) -> Verdict:
    return app.validate_workbook(write_sheets(path / "bok.xlsx", plain_sheets(**sheets)), map_file=map_file).verdict


def asked(verdict: Verdict) -> list[str | None]:
    return [each.hit.place.cell for each in verdict.findings if each.rule.code == "ST12" and each.hit.place]


def overview(heading: str, amounts: Sequence[Any], last: str = "Kommentar") -> list[tuple[Any, ...]]:
    return [("Nämnd", "Beviljat", heading, last), *((*row, amount, None) for row, amount in zip(GRANTED, amounts, strict=True))]


def some(*amounts: Any) -> list[Any]:
    return [*amounts, *[None] * (len(GRANTED) - len(amounts))]


@pytest.mark.parametrize(("heading", "amounts"), [
    ("Omfört in", some(50_000)), ("Omfördelning", some(50_000, -50_000)), ("Omdisponerat", some(-20_000)), ("Mottaget", some(50_000)), ("Avstått", some(50_000)),
    ("Disponibelt", [amount + (10_000 if n == 0 else 0) for n, (_, amount) in enumerate(GRANTED)]),
])  # fmt: skip
def test_transfers_that_no_list_holds_are_asked_about_and_no_balance_is_told(heading: str, amounts: Sequence[Any], tmp_path: Path) -> None:
    verdict = validate({"Översikt": overview(heading, amounts), "Avrop": LIST}, tmp_path)
    assert asked(verdict) == ["C1"]
    assert not any(is_known for _, is_known in verdict.balances)


@pytest.mark.parametrize(("heading", "amounts"), [
    ("Omfört in", some()), ("Omfört in", some(0, 0)), ("Omfördelat", some("ja", "nej")), ("Omfördelningsbart", some(50_000)), ("Kan omfördelas", some(50_000)),
    ("Disponibelt", [amount for _, amount in GRANTED]),
])  # fmt: skip
def test_what_moved_nothing_is_no_question(heading: str, amounts: Sequence[Any], tmp_path: Path) -> None:
    verdict = validate({"Översikt": overview(heading, amounts), "Avrop": LIST}, tmp_path)
    assert asked(verdict) == []
    known = [is_known for _, is_known in verdict.balances]
    assert len(known) >= len(GRANTED)
    assert all(known)


def test_where_the_workbook_has_a_list_of_transfers_that_one_holds(tmp_path: Path) -> None:
    giver, receiver = GRANTED[0][0], GRANTED[1][0]
    moved = [("Givare", "Mottagare", "Datum", "Belopp", "Status"), (giver, receiver, "2026-05-04", 20_000, "Bokförd")]
    verdict = validate({"Översikt": overview("Omfört in", some(None, 20_000)), "Avrop": LIST, "Omfördelning": moved}, tmp_path)
    assert asked(verdict) == []


def test_a_map_of_the_workbook_leaves_the_question_open(tmp_path: Path) -> None:
    sheets = {"Översikt": overview("Omfört in", some(50_000)), "Avrop": LIST}
    validate(sheets, tmp_path)
    assert asked(validate(sheets, tmp_path, write_map(tmp_path / "bok.xlsx"))) == ["C1"]
