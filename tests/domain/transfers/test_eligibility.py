"""What may be moved: the verdict, against a slow reference and against the rules of the workbook."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support import build_book, slow_arithmetic
from support.random_ledgers import FIRST, NAMES, add_proposal, dates, ledgers, proposals
from xl_kraftsamling.domain.decision import DECISIONS_FOLDER, load_decision
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.open_points import OPEN_POINTS, READINGS, Answer
from xl_kraftsamling.domain.rows import MadeRows
from xl_kraftsamling.domain.status_words import AGREED, APPROVED, ASKED, BOOKED, REQUESTED, UNDONE, WAITING
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.domain.transfers.eligibility import judge_transfer, propose
from xl_kraftsamling.rules import BY_CODE, RULES

many = settings(max_examples=500, deadline=None)
some = settings(max_examples=200, deadline=None)

FRN, KN, FSKN = "fritidsnämnden", "kulturnämnden", "förskolenämnden"
DAY = date(2026, 9, 1)
FULL = {"reference": "STK-2026-702", "agreed_on": DAY, "party": "stadskontoret", "declared_unused": "ja"}
NOTES = {"OM12", "OM16"}
"""Rules that do not stop a transfer: their reasons are only good to know."""


def list_codes(ledger: Ledger, proposal: Transfer) -> set[str]:
    return {reason.code for reason in judge_transfer(ledger, proposal).reasons}


# The figures


@many
@given(ledger=ledgers, day=dates)
def test_every_figure_is_that_of_the_slow_reference(ledger: Ledger, day: date) -> None:
    for name in NAMES:
        assert ledger.remaining(name, day) == slow_arithmetic.remaining(ledger, name, day)
        assert ledger.giveable(name, day) == slow_arithmetic.giveable(ledger, name, day)
        assert ledger.transferable(name, day) == slow_arithmetic.transferable(ledger, name, day)


@some
@given(ledger=ledgers)
def test_the_lowest_day_is_the_first_one_on_which_least_is_left(ledger: Ledger) -> None:
    for name in NAMES:
        levels = ledger.levels(name)
        day = levels.lowest_day(FIRST)
        assert levels.level_on(day) == levels.lowest_from(FIRST)
        assert all(slow_arithmetic.remaining(ledger, name, FIRST + timedelta(n)) > levels.level_on(day) for n in range((day - FIRST).days))
        assert [when for when, _ in levels.days_below_zero(FIRST)] == [when for when in levels.days if levels.level_on(when) < 0 and when >= FIRST]


# The verdict


@many
@given(ledger=ledgers, proposal=proposals)
def test_the_verdict_is_that_of_the_slow_reference(ledger: Ledger, proposal: Transfer) -> None:
    fits = proposal.amount <= slow_arithmetic.transferable(ledger, proposal.donor, proposal.date)
    refused = not fits or proposal.receiver in (proposal.donor, "MKB")
    assert (judge_transfer(ledger, proposal).answer is Answer.NO) == refused


def is_healthy(ledger: Ledger) -> bool:
    return not any(slow_arithmetic.short_days(ledger, name, FIRST) for name in NAMES)


def grant_everything(ledger: Ledger) -> Ledger:
    """Everything that waits decided in the way that costs most: every request approved, every transfer booked."""
    called = MadeRows(row._replace(status=APPROVED) if row.status == REQUESTED else row for row in ledger.book.call_offs)
    moved = MadeRows(row._replace(status=BOOKED) if row.status in WAITING else row for row in ledger.book.transfers)
    return replace(ledger, book=replace(ledger.book, call_offs=called, transfers=moved))


@many
@given(ledger=ledgers, wishes=st.lists(st.tuples(proposals, st.sampled_from((ASKED, AGREED, BOOKED))), max_size=12))
def test_no_sequence_of_permitted_transfers_breaks_a_ledger(ledger: Ledger, wishes: list[tuple[Transfer, str]]) -> None:
    was_healthy, would_stay_so = is_healthy(ledger), is_healthy(grant_everything(ledger))
    for proposal, status in wishes:
        if judge_transfer(ledger, proposal).answer is Answer.YES:
            ledger, _ = add_proposal(ledger, proposal, status)
    granted = sum(slow_arithmetic.allotted(ledger, name) for name in NAMES)
    for day in slow_arithmetic.days(ledger, FIRST):
        moved = [slow_arithmetic.received(ledger, name, day) - slow_arithmetic.ceded(ledger, name, day) for name in NAMES]
        assert granted + sum(moved) == granted
    assert is_healthy(ledger) or not was_healthy
    assert is_healthy(grant_everything(ledger)) or not would_stay_so


def codes_at(ledger: Ledger, row: Transfer) -> set[str]:
    """The codes of the rules OM that point at a row."""
    checks = [(rule.code, rule.check) for rule in RULES if rule.code.startswith("OM") and rule.check]
    return {code for code, check in checks for hit in check(ledger) if hit.place and hit.place.row == row.line}


@many
@given(ledger=ledgers, proposal=proposals, status=st.sampled_from((ASKED, AGREED)))
def test_the_rules_find_in_a_waiting_row_the_reasons_of_its_judgement(ledger: Ledger, proposal: Transfer, status: str) -> None:
    # the last to wait: of several that do not fit together OM05 points at that one alone
    proposal = proposal._replace(date=max([proposal.date, *(row.date for row in ledger.book.transfers)]))
    reasons = judge_transfer(ledger, proposal).reasons
    after, row = add_proposal(ledger, proposal, status)
    said = {reason.code for reason in reasons}
    blamed_elsewhere = {"OM05"} if any(list(BY_CODE[code].check(ledger)) for code in ("OM04", "OM06")) else set()
    assert codes_at(after, row) - blamed_elsewhere == said - blamed_elsewhere
    assert [(reason.code, reason.answer) for reason in judge_transfer(after, row).reasons] == [(reason.code, reason.answer) for reason in reasons]


@many
@given(ledger=ledgers, proposal=proposals, status=st.sampled_from((ASKED, AGREED, BOOKED)))
def test_the_rules_accept_what_eligibility_permits(ledger: Ledger, proposal: Transfer, status: str) -> None:
    if judge_transfer(ledger, proposal).answer is Answer.YES:
        after, row = add_proposal(ledger, proposal, status)
        assert codes_at(after, row) <= NOTES
        for code in ("OM04", "OM05", "OM07"):
            assert len(list(BY_CODE[code].check(after))) <= len(list(BY_CODE[code].check(ledger)))


@pytest.mark.parametrize("field", ["agreement", "agreed_on", "party", "declared_unused", "agreed_amount", "origin", "date", "amount"])
@pytest.mark.parametrize("status", [BOOKED, UNDONE])
def test_a_cell_that_cannot_be_read_breaks_no_rule_about_transfers(field: str, status: str) -> None:
    first = {"id": "O-1", "donor": FRN, "receiver": FSKN, "date": DAY, "amount": 50_000_00, "status": BOOKED}
    second = {"id": "O-2", "donor": FSKN, "receiver": KN, "date": DAY, "amount": 160_000_00, "status": status, "origin": "O-1"}
    unread = {**build_book.AGREEMENT, **second, field: None, "unread": {field}}
    called = [{"id": "A-1", "recipient": KN, "date": DAY, "status": APPROVED, "unread": {"amount"}}]
    ledger = build_book.ledger(transfers=[{**first, **build_book.AGREEMENT}, unread], call_offs=called)
    assert codes_at(ledger, ledger.book.transfers[1]) == set()


@some
@given(ledger=ledgers, proposal=proposals, order=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_no_verdict(ledger: Ledger, proposal: Transfer, order: object) -> None:
    tables = {"transfers": list(ledger.book.transfers), "call_offs": list(ledger.book.call_offs)}
    for rows in tables.values():
        order.shuffle(rows)
    shuffled = judge_transfer(replace(ledger, book=replace(ledger.book, **{name: MadeRows(rows) for name, rows in tables.items()})), proposal)
    assert shuffled.answer is judge_transfer(ledger, proposal).answer
    assert shuffled.available == judge_transfer(ledger, proposal).available


@some
@given(ledger=ledgers, proposal=proposals)
def test_a_row_of_the_ledger_is_judged_with_itself_left_out(ledger: Ledger, proposal: Transfer) -> None:
    for row in ledger.book.transfers:
        others = ledger.with_transfers([each for each in ledger.book.transfers if each is not row])
        assert judge_transfer(ledger, row) == judge_transfer(others, row)
    assert ledger.without_transfer(proposal) is ledger


@some
@given(ledger=ledgers)
def test_a_booked_transfer_is_named_once_as_the_one_that_breaks_a_later_day(ledger: Ledger) -> None:
    """OM07 against the reference, for donors whose every booked transfer fitted on its own day."""
    found = [hit.place.row for hit in BY_CODE["OM07"].check(ledger)]
    for name in NAMES:
        rows = [row for row in ledger.book.transfers if row.donor == name != row.receiver and row.status == BOOKED]
        rows.sort(key=lambda row: (row.date, row.line))
        if all(slow_arithmetic.remaining(ledger, name, row.date) >= 0 for row in rows):
            alone = [row.line for row in rows if is_cause_of_shortage(ledger, row)]
            named = [row.line for row in rows if row.line in found]
            assert named == alone[-1:] or (not alone and len(named) <= 1)


def is_cause_of_shortage(ledger: Ledger, row: Transfer) -> bool:
    short = [day for day in slow_arithmetic.short_days(ledger, row.donor, row.date) if day > row.date]
    return any(slow_arithmetic.remaining(ledger, row.donor, day) + row.amount >= 0 for day in short)


# The reasons


@some
@given(ledger=ledgers, proposal=proposals)
def test_every_reason_has_its_words_in_both_languages(ledger: Ledger, proposal: Transfer) -> None:
    for reason in judge_transfer(ledger, proposal._replace(declared_unused=None, party="MKB", agreed_amount=0, agreed_on=DAY)).reasons:
        rule = BY_CODE[reason.code]
        for lang in ("sv", "en"):
            assert rule.message.fill(lang, reason.values)
            assert rule.remedy.fill(lang, reason.values)


def test_the_reason_names_how_much_there_is_and_by_how_much_it_falls_short() -> None:
    ledger = build_book.ledger(call_offs=[
        {"id": "A-1", "recipient": FSKN, "date": date(2026, 10, 20), "amount": 80_000_00, "status": APPROVED},
        {"id": "A-2", "recipient": FSKN, "date": DAY, "amount": 20_000_00, "status": REQUESTED},
    ])  # fmt: skip
    judgement = judge_transfer(ledger, propose(FSKN, KN, 60_000_00, DAY, **FULL))
    (reason,) = judgement.reasons
    assert (judgement.answer, judgement.available) == (Answer.NO, 50_000_00)
    assert (reason.code, reason.found, reason.expected, reason.short_by) == ("OM04", 60_000_00, 50_000_00, 10_000_00)
    assert BY_CODE["OM04"].message.fill("sv", reason.values).replace("\u00a0", " ") == (
        "förskolenämnden kan lämna högst 50 000 kr den 2026-09-01, men omfördelningen till kulturnämnden är på 60 000 kr: 10 000 "
        "kr för mycket. Så har det räknats: kvar att avropa är som minst 70 000 kr, den 2026-10-20; 20 000 kr är redan begärt."
    )


def test_what_others_wait_for_is_another_reason_than_what_is_not_there() -> None:
    asked = {"id": "O-1", "donor": KN, "receiver": FRN, "date": DAY, "amount": 500_000_00, "status": ASKED}
    judgement = judge_transfer(build_book.ledger(transfers=[asked]), propose(KN, FSKN, 400_000_00, DAY, **FULL))
    (reason,) = judgement.reasons
    assert (reason.code, reason.expected, reason.short_by) == ("OM05", 300_000_00, 100_000_00)
    assert list_codes(build_book.ledger(transfers=[asked]), propose(KN, FSKN, 900_000_00, DAY, **FULL)) == {"OM04"}


def test_a_transfer_that_is_only_asked_for_needs_no_agreement_yet() -> None:
    judgement = judge_transfer(build_book.ledger(), propose(FRN, KN, 1, DAY))
    assert judgement.answer is Answer.AFTER_AGREEMENT
    assert {reason.code: reason.answer for reason in judgement.reasons} == dict.fromkeys(("OM01", "OM09"), Answer.AFTER_AGREEMENT)


def test_the_answer_is_that_of_the_gravest_reason() -> None:
    undecided = build_book.ledger(record={"status": "förslag", "executive_section": None, "decided_on": None})
    assert judge_transfer(undecided, propose(FRN, KN, 1, DAY)).answer is Answer.OPEN
    assert judge_transfer(undecided, propose(FRN, FRN, 1, DAY)).answer is Answer.NO
    assert judge_transfer(build_book.ledger(), propose("MKB", KN, 1, DAY)).answer is Answer.OPEN


@pytest.mark.parametrize(
    ("change", "code", "answer"),
    [
        ({"reference": None}, "OM01", Answer.NO),
        ({"agreed_on": None}, "OM01", Answer.NO),
        ({"agreed_on": DAY + timedelta(1)}, "OM02", Answer.NO),
        ({"party": "fritidsförvaltningen"}, "OM03", Answer.NO),
        ({"party": None}, "OM03", Answer.NO),
        ({"agreed_amount": 99}, "OM18", Answer.NO),
        ({"declared_unused": "nej"}, "OM09", Answer.NO),
        ({"declared_unused": None}, "OM09", Answer.AFTER_AGREEMENT),
        ({"receiver": FRN}, "OM06", Answer.NO),
        ({"amount": 0}, "OM06", Answer.NO),
        ({"receiver": "MKB"}, "OM10", Answer.NO),
        ({"donor": "MKB"}, "OM11", Answer.OPEN),
        ({"receiver": "grundskolenämnden"}, "OM12", Answer.YES),
        ({"receiver": "kommunstyrelsen"}, "OM13", Answer.OPEN),
        ({"receiver": "stadskontoret"}, "OM14", Answer.NO),
        ({"receiver": "Hamnnämnden"}, "VD08", Answer.NO),
        ({"day": date(2026, 5, 19)}, "OM17", Answer.NO),
        ({"day": date(2025, 12, 31)}, "OM17", Answer.NO),
        ({"day": date(2027, 1, 1)}, "BO02", Answer.NO),
    ],
)
def test_each_condition_gives_its_own_reason(change: dict, code: str, answer: Answer) -> None:
    given_ = {"donor": FRN, "receiver": KN, "amount": 100, "day": DAY, **FULL, **change}
    if "day" in change:
        given_["agreed_on"] = min(given_["agreed_on"], change["day"])
    judgement = judge_transfer(build_book.ledger(), propose(**given_))
    assert judgement.answer is answer
    assert [(reason.code, reason.answer) for reason in judgement.reasons] == [(code, answer)]


def test_without_kommunstyrelsens_decision_a_yes_is_unclear() -> None:
    undecided = build_book.ledger(record={"status": "förslag", "executive_section": None, "decided_on": None})
    judgement = judge_transfer(undecided, propose(FRN, KN, 100, DAY, **FULL))
    assert (judgement.answer, [reason.code for reason in judgement.reasons]) == (Answer.OPEN, ["BE01"])


def test_without_the_sheet_beslut_no_decision_is_recorded_and_the_rest_of_it_not_known() -> None:
    judgement = judge_transfer(build_book.ledger(missing=["record"]), propose(FRN, KN, 100, DAY, **FULL))
    assert judgement.answer is Answer.OPEN
    assert [(reason.code, reason.values.get("codes")) for reason in judgement.reasons] == [("KO01", ("OM17",)), ("BE01", None)]


def test_a_row_with_a_cell_that_cannot_be_read_is_not_judged_by_the_rest() -> None:
    for field in ("amount", "donor", "receiver", "date"):
        row = {"id": "O-1", "donor": FRN, "receiver": KN, "date": DAY, "amount": 100, "status": ASKED, **build_book.AGREEMENT}
        ledger = build_book.ledger(transfers=[{**row, field: None, "unread": {field}}])
        judgement = judge_transfer(ledger, ledger.book.transfers[0])
        assert judgement.answer is Answer.OPEN, field
        assert judgement.reasons[0].values["where"].cell == {"amount": "E2", "donor": "C2", "receiver": "D2", "date": "B2"}[field]


def test_what_is_too_much_without_a_cell_that_cannot_be_read_is_too_much_with_it() -> None:
    """OM04 is not silent where another waiting row cannot be read: that row could only take more."""
    asked = {"id": "A-1", "recipient": FSKN, "date": DAY, "status": REQUESTED, "unread": {"amount"}}
    promised = {"id": "O-1", "donor": FSKN, "receiver": FRN, "date": DAY, "status": ASKED, "unread": {"amount"}}
    for tables in ({"call_offs": [asked]}, {"transfers": [promised]}):
        waiting = {"id": "O-2", "donor": FSKN, "receiver": KN, "date": DAY, "amount": 150_000_01, "status": ASKED}
        ledger = build_book.ledger(**{**tables, "transfers": [*tables.get("transfers", ()), waiting]})
        assert [hit.place.row for hit in BY_CODE["OM04"].check(ledger)] == [ledger.book.transfers[-1].line]
        judgement = judge_transfer(ledger, ledger.book.transfers[-1])
        assert (judgement.answer, judgement.available) == (Answer.NO, None)
        fitting = ledger.with_transfers([*ledger.book.transfers[:-1], ledger.book.transfers[-1]._replace(amount=1)])
        assert list(BY_CODE["OM04"].check(fitting)) == []
        assert judge_transfer(fitting, fitting.book.transfers[-1]).answer is Answer.OPEN


def test_an_amount_that_cannot_be_read_leaves_the_answer_open() -> None:
    unread = {"id": "A-1", "recipient": FRN, "date": DAY, "status": APPROVED, "unread": {"amount"}}
    ledger = build_book.ledger(call_offs=[unread])
    judgement = judge_transfer(ledger, propose(FRN, KN, 100, DAY, **FULL))
    assert (judgement.answer, judgement.available) == (Answer.OPEN, None)
    assert [reason.code for reason in judgement.reasons] == ["KO01"]
    assert judge_transfer(ledger, propose(KN, FRN, 100, DAY, **FULL)).answer is Answer.YES


def codes_of_chain(origin: str | None, receiver: str = KN, amount: int = 160_000_00) -> set[str]:
    moved = {"id": "O-1", "donor": FRN, "receiver": FSKN, "date": DAY, "amount": 50_000_00, "status": BOOKED}
    ledger = build_book.ledger(transfers=[{**moved, **build_book.AGREEMENT}])
    return list_codes(ledger, propose(FSKN, receiver, amount, DAY, **FULL, origin=origin))


@pytest.mark.parametrize("origin", ["O-1", FRN, "FRN", "från fritidsnämnden", "omfördelning o-1, juni"])
def test_received_money_may_be_passed_on_when_its_origin_is_named(origin: str) -> None:
    assert codes_of_chain(origin) == set()


@pytest.mark.parametrize("origin", [None, "O-11", "MKB", "KS anslag"])
def test_an_origin_that_names_no_giver_leaves_a_chain_open(origin: str | None) -> None:
    assert codes_of_chain(origin) == {"OM15"}


def test_money_of_ones_own_makes_no_chain_and_money_back_to_its_giver_is_another_matter() -> None:
    assert codes_of_chain(None, amount=150_000_00) == set()
    assert codes_of_chain(None, receiver=FRN) == {"OM16"}


# What a decision leaves open


@pytest.mark.parametrize(("point", "donor", "receiver"), [
    ("company_gives", "MKB", KN), ("company_receives", FRN, "MKB"), ("executive_receives", FRN, "kommunstyrelsen"),
    ("office_receives", FRN, "stadskontoret"), ("outside_receives", FRN, "grundskolenämnden"),
])  # fmt: skip
def test_an_open_point_is_answered_by_the_decisions_file(point: str, donor: str, receiver: str) -> None:
    decision = build_book.ledger().decision
    for answer in READINGS.values():
        ledger = build_book.ledger(decision=replace(decision, open_points={point: answer}))
        judgement = judge_transfer(ledger, propose(donor, receiver, 100, DAY, **FULL))
        assert judgement.answer is answer
        assert {reason.code for reason in judgement.reasons} <= {OPEN_POINTS[point].code}


def test_a_decisions_file_settles_a_point_and_nothing_else(tmp_path: Path) -> None:
    text = (DECISIONS_FOLDER / "stk-2026-580.toml").read_text("utf-8")
    for entry, answer in (('company_gives = "ja"', Answer.YES), ('company_gives = "nej"', Answer.NO)):
        (tmp_path / "d.toml").write_text(f"{text}\n[transfers.readings]\n{entry}\n", "utf-8")
        assert load_decision(tmp_path / "d.toml").answer("company_gives") is answer
    for entry in ('company_givs = "ja"', 'company_gives = "yes"'):
        (tmp_path / "d.toml").write_text(f"{text}\n[transfers.readings]\n{entry}\n", "utf-8")
        with pytest.raises(BadInput, match="company_gives"):
            load_decision(tmp_path / "d.toml")


def test_a_settled_chain_needs_no_origin() -> None:
    moved = {"id": "O-1", "donor": FRN, "receiver": "grundskolenämnden", "date": DAY, "amount": 50, "status": BOOKED}
    decision = replace(build_book.ledger().decision, open_points={"chain": Answer.YES})
    ledger = build_book.ledger(decision=decision, transfers=[{**moved, **build_book.AGREEMENT}])
    assert judge_transfer(ledger, propose("grundskolenämnden", KN, 50, DAY, **FULL)).answer is Answer.YES


def test_every_open_point_is_on_the_page_of_its_rule_and_readme_says_how_it_is_settled() -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    for name, point in OPEN_POINTS.items():
        page = BY_CODE[point.code].why
        assert point.reading.sv in page.sv
        assert point.reading.en in page.en
        assert f"| {point.code} | `{name}` |" in readme
    assert [answer.text.en for answer in Answer] == ["yes", "yes, after agreement", "unclear", "no"]


@pytest.mark.parametrize("field", ["donor", "receiver", "amount", "date"])
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_cannot_be_read_of_a_transfer_leaves_no_gap_in_a_message(field: str, lang: str) -> None:
    row = {**build_book.transfer(1, KN, FRN, 10_00), "agreement": None, "agreed_on": date(2026, 12, 1), "party": "MKB", "declared_unused": None}
    ledger = build_book.ledger(transfers=[{**row, field: None, "unread": {field}}])
    hits = [(rule, hit) for rule in RULES if rule.code.startswith("OM") and rule.check for hit in rule.check(ledger)]
    assert {"OM01", "OM03", "OM09"} <= {rule.code for rule, _ in hits}
    for rule, hit in hits:
        for words in (hit.message or rule.message, hit.remedy or rule.remedy):
            text = words.fill(lang, hit.values)
            assert "  " not in text
            assert " ." not in text
