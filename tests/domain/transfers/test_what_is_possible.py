"""What is said to be possible, booked, breaks nothing; and more than that is refused: over ledgers with every kind of odd row."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from support import brute_force, build_book
from support.random_ledgers import FIRST, NAMES, add_proposal, dates, names, odd_ledgers
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import read_amount
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.rows import MadeRows
from xl_kraftsamling.domain.status_words import AGREED, ASKED, BOOKED, CALLED_OFF, REFUSED, UNDONE
from xl_kraftsamling.domain.tables import CallOff, Transfer
from xl_kraftsamling.domain.transfers.eligibility import judge_transfer, propose
from xl_kraftsamling.domain.transfers.room import find_limit
from xl_kraftsamling.finding import Hit
from xl_kraftsamling.rules import BY_CODE

many = settings(max_examples=200, deadline=None)
BOARDS = tuple(name for name in NAMES if name not in ("MKB", "kommunstyrelsen"))
boards = st.sampled_from(BOARDS)
GUARDED = ("AV01", "AV02", "AV11", "AV12", "OM04", "OM05", "OM07", "OM15", "OM18", "OM19")
"""The rules that an amount can break."""
terms = st.fixed_dictionaries({
    "reference": st.sampled_from(["STK-2026-799", "STK-2026-701"]), "agreed_on": st.just(FIRST), "party": st.just("stadskontoret"),
    "declared_unused": st.sampled_from(["ja", None]), "agreed_amount": st.sampled_from([None, None, 4, 30]),
    "origin": st.sampled_from([None, None, "O-1", "fritidsnämnden"]),
})  # fmt: skip


def list_hits(ledger: Ledger, codes: tuple[str, ...] = GUARDED) -> Iterator[tuple[str, Hit]]:
    return ((code, hit) for code in codes for hit in BY_CODE[code].check(ledger))


def list_codes_of(ledger: Ledger, who: str) -> set[str]:
    """The rules broken by a recipient as the one who gives or calls off; not OM15, which asks whose money went first."""
    return {code for code, hit in list_hits(ledger) if code != "OM15" and who in (hit.values.get("donor"), hit.values.get("recipient"))}


# Ω and the largest amount


@many
@given(ledger=odd_ledgers, who=names, day=dates)
def test_omega_is_what_is_found_by_trying(ledger: Ledger, who: str, day: date) -> None:
    assert ledger.transferable(who, day) == brute_force.find_most(ledger, who, day, 200)
    assert ledger.spare(who, day) == min(brute_force.left_on(ledger, who, day + timedelta(n)) for n in range(20))


@many
@given(ledger=odd_ledgers, donor=names, receiver=names, day=dates)
def test_omega_booked_breaks_nothing_of_its_donor(ledger: Ledger, donor: str, receiver: str, day: date) -> None:
    amount = ledger.transferable(donor, day)
    assume(amount and donor != receiver)
    row = propose(donor, receiver, amount, day, reference="STK-2026-799", agreed_on=FIRST, party="stadskontoret", origin=" ".join(NAMES))
    for status in (ASKED, AGREED, BOOKED):
        after, _ = add_proposal(ledger, row, status)
        assert list_codes_of(after, donor) <= list_codes_of(ledger, donor)
        beyond, _ = add_proposal(ledger, row._replace(amount=amount + 1), status)
        assert ledger.spare(donor, day) < 0 or not brute_force.leaves_room(beyond, donor, day, 0)


@many
@given(ledger=odd_ledgers, donor=boards, receiver=boards, day=dates, agreed=terms)
def test_the_largest_amount_is_permitted_and_one_ore_more_is_not(ledger: Ledger, donor: str, receiver: str, day: date, agreed: dict) -> None:
    assume(donor != receiver)
    limit = find_limit(ledger, propose(donor, receiver, 1, day, **agreed))
    assert (limit is None) == (donor in ledger.unsettled)
    assume(limit is not None)
    event(limit.basis.sv.split(" ")[0])
    beyond = judge_transfer(ledger, propose(donor, receiver, limit.amount + 1, day, **agreed))
    assert beyond.available == limit.amount
    assert beyond.answer in (Answer.NO, Answer.OPEN)
    assert {reason.code for reason in beyond.reasons} & {"OM04", "OM05", "OM15", "OM18", "OM19"}
    if limit.amount:
        row = propose(donor, receiver, limit.amount, day, **agreed)
        permitted = Answer.YES if agreed["declared_unused"] else Answer.AFTER_AGREEMENT
        assert judge_transfer(ledger, row).answer is permitted
        for status in (ASKED, AGREED, BOOKED):
            after, _ = add_proposal(ledger, row, status)
            assert list_codes_of(after, donor) <= list_codes_of(ledger, donor)


@many
@given(ledger=odd_ledgers, donor=boards, receiver=boards, day=dates, amount=st.integers(1, 45))
def test_every_largest_amount_of_an_answer_is_the_same(ledger: Ledger, donor: str, receiver: str, day: date, amount: int) -> None:
    judgement = judge_transfer(ledger, propose(donor, receiver, amount, day))
    stated = {reason.values["available"] for reason in judgement.reasons if "available" in reason.values}
    assert len(stated) <= 1
    assert judgement.available is None or stated <= {judgement.available}


# A remedy, followed to the letter


@many
@given(ledger=odd_ledgers)
def test_a_transfer_that_is_too_large_fits_when_it_is_lowered_as_told(ledger: Ledger) -> None:
    for _, hit in list_hits(ledger, ("OM04", "OM05", "OM15")):
        event(hit.place.cell[0])
        after = follow_cuts(ledger, hit)
        if after is not None:
            assert not [each for code, each in list_hits(after, ("OM04", "OM05", "OM15")) if each.place == hit.place]
            assert list_errors(after) <= list_errors(ledger)


def follow_cuts(ledger: Ledger, hit: Hit) -> Ledger | None:
    """The ledger as a remedy about amounts wants it, where that is for its rows to do; None where the call-offs must change too."""
    words = hit.remedy.fill("sv", hit.values) if hit.remedy else BY_CODE["OM15"].remedy.fill("sv", hit.values)
    if "sänk också" in words or "under Ursprung" in words:
        return None
    rows = {row.id: row for row in ledger.book.transfers}
    own = next(row.id for row in ledger.book.transfers if row.line == hit.place.row)
    for name, amount in re.findall(r"[Ss]änk (\S+) till ([\d\s,]+kr)", words):
        key = name if name in rows else own
        rows[key] = rows[key]._replace(amount=read_amount(amount).ore)
    for name, status in re.findall(rf"[Ss]ätt (\S+) till ({REFUSED}|{UNDONE})", words):
        key = name if name in rows else own
        rows[key] = rows[key]._replace(status=status)
    return ledger.with_transfers(list(rows.values()))


KINDS = {"AV02": "AV01", "AV11": "AV01", "OM07": "OM04"}
"""The rules that find the same shortage at another time: which of them does so may change with a part of it mended."""


def list_errors(ledger: Ledger) -> set[tuple[str, str | None]]:
    """The kinds of errors, and at whom."""
    found = list_hits(ledger, ("AV01", "AV02", "AV11", "OM04", "OM05", "OM06", "OM07", "OM08"))
    return {(KINDS.get(code, code), hit.values.get("recipient") or hit.values["receiver" if code == "OM08" else "donor"]) for code, hit in found}


@many
@given(ledger=odd_ledgers)
def test_the_call_offs_lowered_as_told_clear_what_lacks_cover(ledger: Ledger) -> None:
    for code, whose in (("OM07", "donor"), ("OM08", "receiver")):
        for hit in BY_CODE[code].check(ledger):
            who, until = hit.values[whose], hit.values.get("day", date.max)
            after = lower_call_offs(ledger, who, hit.values["total"], until)
            if after is not None:
                event(code)
                assert not [each for each in BY_CODE[code].check(after) if each.place == hit.place]
                assert list_errors(after) <= list_errors(ledger)


def lower_call_offs(ledger: Ledger, who: str, total: int, until: date) -> Ledger | None:
    """The ledger with the first call-offs of a recipient lowered by a total; None where there are none to lower by so much."""
    rows: list[CallOff] = []
    for row in sorted(ledger.book.call_offs, key=lambda row: row.date or date.max):
        counts = row.recipient == who and row.status in CALLED_OFF and (row.amount or 0) > 0 and (row.date or date.max) <= until
        cut = min(total, row.amount or 0) if counts else 0
        rows.append(row._replace(amount=(row.amount or 0) - cut) if cut else row)
        total -= cut
    return None if total else replace(ledger, book=replace(ledger.book, call_offs=MadeRows(rows)))


@many
@given(ledger=odd_ledgers)
def test_a_transfer_to_be_undone_or_booked_again_as_told_clears_its_finding(ledger: Ledger) -> None:
    for code, word, status in (("OM07", "återförd", UNDONE), ("OM08", "bokförd", BOOKED)):
        for hit in BY_CODE[code].check(ledger):
            words = hit.remedy.fill("sv", hit.values) if hit.remedy else ""
            lowered = re.search(r"sänk omfördelningen till ([\d\s,]+kr)", words)
            if word in words or lowered:
                event(f"{code} {bool(lowered)}")
                change = {"amount": read_amount(lowered[1]).ore} if lowered else {"status": status}
                rows = [row._replace(**change) if row.line == hit.place.row else row for row in ledger.book.transfers]
                after = ledger.with_transfers(rows)
                assert not [each for each in BY_CODE[code].check(after) if each.place == hit.place]
                assert list_errors(after) <= list_errors(ledger)


# What cannot be told


def test_a_recipient_that_stands_twice_has_no_figure_that_can_be_told() -> None:
    twice = [{"recipient": "kulturnämnden", "amount": 80}, {"recipient": "kulturnämnden", "amount": 80}]
    ledger = build_book.ledger(allocations=[*build_book.allocation_rows(build_book.ledger().decision), twice[0]])
    assert "kulturnämnden" in ledger.unsettled.disposable
    assert [name for name in ledger.balances if name in ledger.unsettled] == ["kulturnämnden"]
    assert find_limit(ledger, propose("kulturnämnden", "fritidsnämnden", 1, FIRST)) is None
    (hit,) = BY_CODE["TD03"].check(ledger)
    assert ledger.unsettled.transferable.cells["kulturnämnden"] == [hit.place]


def test_a_transfer_to_oneself_has_no_largest_amount() -> None:
    ledger = build_book.ledger()
    row: Transfer = propose("kulturnämnden", "kulturnämnden", 1, FIRST)
    assert find_limit(ledger, row) is None
    assert judge_transfer(ledger, row).available is None


# The words of a limit


def say(words: object) -> str:
    return words.fill("sv", {}).replace("\u00a0", " ")


def test_what_other_transfers_took_of_an_agreement_is_not_there_twice() -> None:
    taken = {**build_book.transfer(1, "fritidsnämnden", "kulturnämnden", 60_00), "agreed_amount": 100_00}
    ledger = build_book.ledger(transfers=[taken])
    terms_ = {"reference": "stk-2026-701", "agreed_on": FIRST, "party": "stadskontoret", "declared_unused": "ja"}
    row = propose("fritidsnämnden", "kulturnämnden", 40_01, build_book.AS_OF, **terms_)
    judgement = judge_transfer(ledger, row)
    assert [(reason.code, reason.short_by) for reason in judgement.reasons] == [("OM19", 1)]
    assert (judgement.answer, judgement.available) == (Answer.NO, 40_00)
    assert say(judgement.limit.basis) == "överenskommelsen gäller 100 kr; 60 kr av det har andra omfördelningar tagit"
    assert judge_transfer(ledger, row._replace(amount=40_00)).answer is Answer.YES
    assert judge_transfer(ledger, ledger.book.transfers[0]).available == 100_00


def test_what_cannot_be_read_and_may_take_more_is_named() -> None:
    unread = {"id": "A-1", "recipient": "förskolenämnden", "date": FIRST, "status": "begärt", "unread": {"amount"}}
    ledger = build_book.ledger(call_offs=[unread])
    (reason, *_) = (r for r in judge_transfer(ledger, propose("förskolenämnden", "kulturnämnden", 150_000_01, FIRST)).reasons if r.code == "OM04")
    assert say(reason.values["basis"]).endswith("; Avrop!E2 kan inte läsas och kan ta mer")


def test_a_booked_transfer_whose_receiver_used_the_money_is_not_lowered_alone() -> None:
    used = build_book.call_off(1, "kulturnämnden", 900_000_00, "godkänt", build_book.AS_OF)
    moved = build_book.transfer(1, "förskolenämnden", "kulturnämnden", 160_000_00)
    (hit,) = BY_CODE["OM04"].check(build_book.ledger(call_offs=[used], transfers=[moved]))
    assert say(hit.remedy) == "Sänk beloppet till 150 000 kr, eller välj en annan givare."
    used_up = {**used, "amount": 960_000_00}
    (hit,) = BY_CODE["OM04"].check(build_book.ledger(call_offs=[used_up], transfers=[moved]))
    assert "Då saknas 10 000 kr hos kulturnämnden" in say(hit.remedy)


def test_where_nothing_can_go_the_words_say_so_and_what_to_do() -> None:
    spent = build_book.call_off(1, "förskolenämnden", 150_000_00, "godkänt", FIRST)
    for status, way in (("bokförd", "återförd"), ("begärd", "avslagen")):
        moved = build_book.transfer(1, "förskolenämnden", "kulturnämnden", 5_00, status)
        (hit,) = BY_CODE["OM04"].check(build_book.ledger(call_offs=[spent], transfers=[moved]))
        assert say(hit.remedy) == f"Sätt omfördelningen till {way}, eller välj en annan givare."
        assert hit.message.fill("sv", hit.values).startswith("Inget kan lämnas av förskolenämnden den 2026-09-01: ")
