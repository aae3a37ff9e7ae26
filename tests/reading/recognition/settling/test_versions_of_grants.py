"""A list of grants with two versions of what was granted: which one applies is asked about, unless the two say the same."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.build_other_layouts import GRANTED, LIST, plain_sheets, write_sheets
from xl_kraftsamling import app


def questions(headings: tuple[str, str], second: Sequence[Any], folder: Path) -> list[str]:
    rows = [("Nämnd", *headings), *((*row, amount) for row, amount in zip(GRANTED, second, strict=True))]
    verdict = app.validate_workbook(write_sheets(folder / "bok.xlsx", plain_sheets(Ramar=rows, Avrop=LIST)), as_of=date(2026, 9, 30)).verdict
    return [each.hit.place.address for each in verdict.findings if each.rule.code == "ST12" and each.hit.place]


MOVED = [amount + {0: 100_000, 1: -100_000}.get(n, 0) for n, (_, amount) in enumerate(GRANTED)]


@pytest.mark.parametrize("headings", [("Beslutad ram", "Justerad ram"), ("Budget", "Reviderad budget"), ("Tilldelat", "Aktuell tilldelning")])
def test_two_versions_of_what_was_granted_are_asked_about(headings: tuple[str, str], tmp_path: Path) -> None:
    assert questions(headings, MOVED, tmp_path) == ["Ramar!B1"]


@pytest.mark.parametrize(("headings", "second"), [
    (("Beslutad ram", "Justerad ram"), [amount for _, amount in GRANTED]),
    (("Beslutad ram", "Justerad ram"), [None] * len(GRANTED)),
    (("Beviljat", "Sökt belopp"), MOVED),
    (("Beviljat 2026", "Beviljat 2025"), MOVED),
    (("Beviljat", "Nämndens ram"), [50 * amount for _, amount in GRANTED]),
])  # fmt: skip
def test_what_is_no_other_version_is_no_question(headings: tuple[str, str], second: Sequence[Any], tmp_path: Path) -> None:
    assert questions(headings, second, tmp_path) == []
