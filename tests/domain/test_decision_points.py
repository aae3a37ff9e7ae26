"""What comes after the proposal is read from the decision's file: every key of it is checked, and told by line, key and in one language."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from xl_kraftsamling.domain.decision import DECISIONS_FOLDER, Decision, load_decision
from xl_kraftsamling.domain.decision_points import Adoption, Amendment, Deadline, Grant, Repayment
from xl_kraftsamling.domain.texts import BadInput

SHIPPED = (DECISIONS_FOLDER / "stk-2026-580.toml").read_text("utf-8")
KN, FRN, MKB = "kulturnämnden", "fritidsnämnden", "MKB"
FULL = """
[adoption]
date = 2026-05-20
section = "§ 187"

[[adoption.allocation]]
recipient = "kulturnämnden"
kronor = 900_000
reference = "punkt 1"

[[adoption.allocation]]
recipient = "MKB"
kronor = 0

[[amendment]]
date = 2026-10-01
section = "§ 340"

[[amendment.allocation]]
recipient = "fritidsnämnden"
kronor = 0

[[amendment]]
date = 2026-09-16
section = "§ 301"
case_number = "STK-2026-1201"

[[amendment.allocation]]
recipient = "kulturnämnden"
kronor = 1_000_000.50
reference = "punkt 2"

[[amendment.allocation]]
recipient = "miljönämnden"
kronor = 250_000

[[deadline]]
what = "avrop"
date = 2026-11-30
reference = "STK-2024-1374, punkt 4"

[[deadline]]
what = "återbetalning"
date = 2027-02-28
reference = "STK-2024-1374"

[[report]]
date = 2027-01-20
reference = "STK-2027-11"

[[repayment]]
date = 2027-02-10
recipient = "kulturnämnden"
kronor = 10_000
reference = "V 7"

[[repayment]]
date = 2027-02-09
recipient = "miljönämnden"
kronor = 1
"""


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], Decision]:
    def write_and_load(text: str) -> Decision:
        path = tmp_path / "bok.beslut.toml"
        path.write_text(text, "utf-8")
        return load_decision(path)

    return write_and_load


def test_everything_that_comes_after_the_proposal_is_read(load: Callable[[str], Decision]) -> None:
    decision = load(SHIPPED + FULL)
    assert decision.adoption == Adoption(date(2026, 5, 20), "§ 187")
    assert decision.allotted[KN] == 900_000_00
    assert MKB not in decision.allotted
    first, second = decision.amendments
    assert first == Amendment(date(2026, 9, 16), "STK-2026-1201", "§ 301", (
        Grant(KN, 1_000_000_50, "punkt 2", "STK-2026-1201 § 301"), Grant("miljönämnden", 250_000_00, "", "STK-2026-1201 § 301"),
    ))  # fmt: skip
    assert second.reference == "STK-2026-580 § 340"
    assert decision.deadlines == (
        Deadline("avrop", date(2026, 11, 30), "STK-2024-1374, punkt 4"), Deadline("återbetalning", date(2027, 2, 28), "STK-2024-1374"),
    )  # fmt: skip
    assert decision.reports == (date(2027, 1, 20),)
    assert decision.repayments == (
        Repayment(date(2027, 2, 9), "miljönämnden", 1_00, ""), Repayment(date(2027, 2, 10), KN, 10_000_00, "V 7"),
    )  # fmt: skip


def test_each_day_has_its_amounts(load: Callable[[str], Decision]) -> None:
    decision = load(SHIPPED + FULL)
    assert decision.recipients[-1] == "miljönämnden"
    assert [decision.allotted_on(date(2026, *day)).get(KN) for day in ((1, 1), (9, 15), (9, 16))] == [900_000_00, 900_000_00, 1_000_000_50]
    assert FRN in decision.allotted_on(date(2026, 9, 30))
    assert FRN not in decision.allotted_on(date(2026, 10, 1))
    assert [grant.amount for _, grant in decision.list_stages("miljönämnden")] == [0, 250_000_00]
    assert [decision.cite(grant) for _, grant in decision.list_stages(KN)] == ["STK-2026-580 § 187, punkt 1", "STK-2026-1201 § 301, punkt 2"]
    assert decision.cite(decision.grants[0]) == "STK-2026-580 § 266, punkt 1"


def test_a_file_without_later_points_is_as_it_was(load: Callable[[str], Decision]) -> None:
    decision = load(SHIPPED)
    assert (decision.adoption, decision.amendments, decision.deadlines, decision.reports, decision.repayments) == (None, (), (), (), ())
    assert decision.find_deadline("avrop") is None
    assert decision.allotted_on(date.max) == decision.allotted_on(date.min) == decision.allotted


class _Accepted(Exception):
    """A file was not refused."""


def find_fault(load: Callable[[str], Decision], text: str) -> BadInput:
    try:
        load(text)
    except BadInput as fault:
        return fault
    raise _Accepted


HEADINGS = ("[adoption]", "[[adoption.allocation]]", "[[amendment]]", "[[amendment.allocation]]", "[[deadline]]", "[[report]]", "[[repayment]]")
WRONG = ("true", "12", "1.5", '""', '"   "', "[]", "{}", "2026-05-20T10:00:00", "1900-01-01", "-5", "inf", "nan", "0.001", '"okänd"')


def list_entries() -> list[tuple[int, str, str]]:
    """Each line of the full file that gives a key a value: its number in the file, the key and the line."""
    first = SHIPPED.count("\n") + 1
    return [(number, line.partition(" = ")[0], line) for number, line in enumerate(FULL.split("\n"), first) if " = " in line]


@pytest.mark.parametrize(("number", "key", "line"), list_entries(), ids=lambda each: str(each)[:40])
def test_a_value_of_another_kind_is_refused_by_line_and_key(load: Callable[[str], Decision], number: int, key: str, line: str) -> None:
    before, refused = (SHIPPED + FULL).split("\n"), []
    for wrong in WRONG:
        with suppress(_Accepted):
            refused.append(find_fault(load, "\n".join([*before[: number - 1], f"{key} = {wrong}", *before[number:]])))
    for fault in refused:
        assert f"Rad {number}: " in fault.message("sv"), fault.message("sv")
        assert f"{key}: " in fault.message("sv")
        assert f"Line {number}: " in fault.message("en")
        assert "här står" not in fault.message("en")
        assert "here" not in fault.message("sv")
    # a text is no more than a text, and an amount may be an amount
    assert len(refused) >= (9 if key in ("section", "reference", "kronor") else 13), line


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_key_that_nobody_reads_is_refused(load: Callable[[str], Decision], heading: str) -> None:
    text = SHIPPED + FULL.replace(heading, f'{heading}\nkommentar = "x"', 1)
    number = text.split("\n").index('kommentar = "x"') + 1
    fault = find_fault(load, text)
    assert f"Rad {number}: " in fault.message("sv")
    assert "programmet läser ingen uppgift med det namnet här" in fault.message("sv")
    assert "the program reads nothing with that name here" in fault.message("en")


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("[adoption]", "date"), ("[adoption]", "section"), ("[[adoption.allocation]]", "recipient"), ("[[adoption.allocation]]", "kronor"),
        ("[[amendment]]", "date"), ("[[amendment]]", "section"), ("[[deadline]]", "what"), ("[[deadline]]", "date"), ("[[deadline]]", "reference"),
        ("[[report]]", "date"), ("[[repayment]]", "date"), ("[[repayment]]", "recipient"), ("[[repayment]]", "kronor"),
    ],
)  # fmt: skip
def test_a_missing_key_is_told_at_its_section(load: Callable[[str], Decision], heading: str, key: str) -> None:
    before, found, after = FULL.partition(heading)
    body, blank, rest = after.partition("\n\n")
    kept = "\n".join(line for line in body.split("\n") if not line.startswith(f"{key} ="))
    text = SHIPPED + before + found + kept + blank + rest
    fault = find_fault(load, text)
    assert f"Rad {text.split(chr(10)).index(heading) + 1}: " in fault.message("sv")
    assert f", {key}: uppgiften saknas" in fault.message("sv")


@pytest.mark.parametrize(
    ("old", "new", "swedish", "english"),
    [
        ("date = 2026-05-20", "date = 2026-04-19", "före sammanträdet som föreslog beslutet, 2026-04-20", "not before the meeting"),
        ("date = 2026-09-16", "date = 2026-05-19", "före beslutet som ändras, 2026-05-20", "not before the decision that is changed"),
        ('recipient = "MKB"', 'recipient = "kulturnämnden"', "inte redan har ett avsnitt [[allocation]]", "does not already have a section [[allocation]]"),
        ('recipient = "miljönämnden"\nkronor = 250', 'recipient = "Miljö"\nkronor = 250', "Miljö finns inte där", "does not have Miljö"),
        ('what = "återbetalning"', 'what = "avrop"', "ändra datumet där", "change the date there"),
        ('what = "avrop"', 'what = "rapport"', "något av avrop, återrapportering, återbetalning", "one of avrop"),
        ('case_number = "STK-2026-1201"', 'case_number = "1201"', "ett diarienummer", "a case number"),
        ("kronor = 250_000", "kronor = -1", "noll eller mer", "zero or more"),
        ("kronor = 1\n", "kronor = 0\n", "ett belopp över noll", "an amount above zero"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(load: Callable[[str], Decision], old: str, new: str, swedish: str, english: str) -> None:
    assert old in FULL
    fault = find_fault(load, SHIPPED + FULL.replace(old, new, 1))
    assert swedish in fault.message("sv")
    assert english in fault.message("en")


def test_a_recipient_that_two_amendments_change_on_one_day_is_refused(load: Callable[[str], Decision]) -> None:
    text = SHIPPED + FULL.replace("date = 2026-10-01", "date = 2026-09-16").replace('recipient = "fritidsnämnden"\nkronor = 0', 'recipient = "kulturnämnden"\nkronor = 0')
    assert "ändrar kulturnämnden samma dag" in find_fault(load, text).message("sv")
    # two decisions of one day that change different recipients are two decisions
    assert len(load(SHIPPED + FULL.replace("date = 2026-10-01", "date = 2026-09-16")).amendments) == 2


def test_a_later_decision_that_changes_nothing_is_refused(load: Callable[[str], Decision]) -> None:
    fault = find_fault(load, f'{SHIPPED}\n[[amendment]]\ndate = 2026-09-16\nsection = "§ 1"\n')
    assert "minst ett avsnitt [[amendment.allocation]]" in fault.message("sv")


def test_without_kommunstyrelsens_decision_a_later_one_follows_the_proposal(load: Callable[[str], Decision]) -> None:
    later = FULL[FULL.index("[[amendment]]") :]
    assert load(SHIPPED + later).adoption is None
    assert "före beslutet som ändras, 2026-04-20" in find_fault(load, SHIPPED + later.replace("2026-09-16", "2026-04-19")).message("sv")
