"""A column with the recipients and, below each, the insatser that its figures are made up of."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from support.series_layouts import ASN, FRN, FSKN, GRANTED, GVN, KN, MKB, Rows, validate, write_workbook
from xl_kraftsamling.verdict import Verdict

INSATSER: Mapping[str, Sequence[int]] = {
    ASN: (300, 200), FRN: (1_500, 700, 40), FSKN: (80,), KN: (0, 90), GVN: (), MKB: (400, 0),
}  # fmt: skip
"""What is called off for each insats, in thousands of kronor."""


def list_rows(*, wrong_by: int = 0, indent: str = "  – ") -> Rows:
    rows: list[Sequence[object]] = [("Nämnd / insats", "Beviljat", "Avropat", "Kvar")]
    for name, amounts in INSATSER.items():
        called, granted = sum(amounts) + (wrong_by if name == KN else 0), GRANTED[name] // 1000
        rows.append((name, granted, called, granted - called))
        rows += [(f"{indent}Insats {n} {name[:1]}", None, amount, None) for n, amount in enumerate(amounts, 1)]
    return [("Belopp i tkr",), (), *rows, ("Totalt", 10_000, sum(sum(each) for each in INSATSER.values()) + wrong_by, None)]


def figures(verdict: Verdict) -> dict[str, tuple[int, int]]:
    """What is granted to and called off by each recipient, in thousands of kronor."""
    return {each.recipient: (each.allotted // 100_000, each.called_off // 100_000) for each in verdict.ledger.known_balances()}


@pytest.mark.parametrize("indent", ["  – ", ""])
def test_the_figures_of_a_recipient_count_once_and_not_also_those_below_them(indent: str, tmp_path: Path) -> None:
    verdict = validate(write_workbook(tmp_path / "bok.xlsx", {"Läget": list_rows(indent=indent)}))
    assert figures(verdict) == {name: (granted // 1000, sum(INSATSER[name])) for name, granted in GRANTED.items()}
    loud = {each.rule.code for each in verdict.findings if each.severity.value in ("fel", "varning")}
    assert loud <= {"BE01", "BE03", "IN02"}


def test_call_offs_alone_below_the_names_that_bear_their_sums_are_read_beside_a_list_of_grants(tmp_path: Path) -> None:
    rows = [[row[0], row[2]] for row in list_rows()[2:-1]]
    grants = [("Nämnd", "Beviljat kr"), *GRANTED.items()]
    verdict = validate(write_workbook(tmp_path / "bok.xlsx", {"Beviljat": grants, "Avrop": [("Belopp i tkr",), *rows]}))
    assert figures(verdict) == {name: (granted // 1000, sum(INSATSER[name])) for name, granted in GRANTED.items()}


def test_figures_that_those_below_do_not_add_up_to_are_not_taken_for_their_sums(tmp_path: Path) -> None:
    verdict = validate(write_workbook(tmp_path / "bok.xlsx", {"Läget": list_rows(wrong_by=7)}))
    assert figures(verdict) == {}
