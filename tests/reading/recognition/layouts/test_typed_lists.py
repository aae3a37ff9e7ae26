"""One list of allocations, call-offs, transfers and reversals is read by the column that tells them apart, with the sign that each has there."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.build_other_layouts import GRANTED, plain_sheets, write_sheets
from xl_kraftsamling import app
from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.verdict import Verdict

AS_OF = date(2026, 12, 31)
NAMES = [name for name, _ in GRANTED]
ASN, FRN, FSKN, KN, GVN, MKB = NAMES
SWEDISH = {"grant": "Tilldelning", "call": "Avrop", "move": "Omfördelning", "back": "Återföring"}
ENGLISH = {"grant": "Grant", "call": "Call-off", "move": "Transfer", "back": "Refund"}
ABOUT_READING = ("ST", "VD", "KO", "FO", "AV04", "OM06", "TD")


class Entry(NamedTuple):
    """An event of a ledger: money from somebody to somebody, None for kommunstyrelsen."""

    kind: str
    day: date
    giver: str | None
    taker: str | None
    amount: int

    @property
    def whose(self) -> str:
        return self.taker or self.giver or ""

    @property
    def signed(self) -> int:
        return -self.amount if self.kind == "call" else self.amount


GRANTS = [Entry("grant", date(2026, 5, 6), None, name, amount) for name, amount in GRANTED]
ENTRIES = [
    *GRANTS,
    Entry("call", date(2026, 6, 5), None, FRN, 978_000),
    Entry("move", date(2026, 6, 15), FRN, KN, 200_000),
    Entry("call", date(2026, 6, 18), None, KN, 65_000),
    Entry("back", date(2026, 9, 3), KN, None, 25_000),
    Entry("call", date(2026, 9, 4), None, MKB, 233_000),
]
WITHOUT_MOVES = [entry for entry in ENTRIES if entry.kind != "move"]
Rows = list[list[Any]]


def log(entries: Sequence[Entry], words: Mapping[str, str] = SWEDISH, heads: Sequence[str] = ("Datum", "Typ", "Från", "Till", "Belopp (kr)")) -> Rows:
    return [[*heads], *([e.day, words[e.kind], e.giver or "KS", e.taker or "KS", e.amount] for e in entries)]


def bank_book(entries: Sequence[Entry]) -> Rows:
    rows: Rows = [["Nämnd/bolag", "Datum", "Händelse", "Belopp", "Saldo"]]
    for name in NAMES:
        for entry in (e for e in entries if e.whose == name):
            line, is_first = len(rows) + 1, entry.kind == "grant"
            text = "Beviljat KS § 266" if is_first else f"{SWEDISH[entry.kind]} insats {line}"
            rows.append([name, entry.day, text, entry.signed, f"=D{line}" if is_first else f"=E{line - 1}+D{line}"])
    return rows


def in_and_out(entries: Sequence[Entry], heads: Sequence[str] = ("In", "Ut")) -> Rows:
    plus = [(e.amount, None) if e.kind != "call" else (None, e.amount) for e in entries]
    return [["Datum", "Nämnd", "Text", *heads], *([e.day, e.whose, f"{SWEDISH[e.kind]} nr {n}", *plus[n]] for n, e in enumerate(entries))]


def signed(entries: Sequence[Entry], sign: int = 1) -> Rows:
    return [["Datum", "Transaktionstyp", "Nämnd", "Belopp"], *([e.day, SWEDISH[e.kind], e.whose, sign * e.signed] for e in entries)]


def validate(path: Path, **sheets: Sequence[Sequence[Any]]) -> Verdict:
    return app.validate_workbook(write_sheets(path / "bok.xlsx", plain_sheets(**sheets)), as_of=AS_OF).verdict


def read_entries(verdict: Verdict) -> Iterator[tuple[str, str | None, str | None, int]]:
    """The rows that were read, as events of a ledger: their kind, giver, taker and amount."""
    book = verdict.ledger.book
    yield from (("grant", None, row.recipient, row.amount) for row in book.allocations)
    for row in book.call_offs:
        yield ("back", row.recipient, None, row.amount) if row.status == "återfört" else ("call", None, row.recipient, row.amount)
    yield from (("move", row.donor, row.receiver, row.amount) for row in book.transfers)


def expect(entries: Sequence[Entry]) -> list[tuple[str, str | None, str | None, int]]:
    return sorted(((e.kind, e.giver, e.taker, e.amount * 100) for e in entries), key=str)


def faults(verdict: Verdict) -> list[tuple[str, str]]:
    """What is wrong about the reading, with its cell."""
    return [
        (each.rule.code, (each.hit.place.cell if each.hit.place else None) or "")
        for each in verdict.findings if each.severity.value in ("fel", "varning") and each.rule.code.startswith(ABOUT_READING)
    ]  # fmt: skip


def sheets_of_each(entries: Sequence[Entry]) -> dict[str, Rows]:
    rows = {name: [[e.day, f"{SWEDISH[e.kind]} nr {n}", e.signed] for n, e in enumerate(entries) if e.whose == name] for name in NAMES}
    return {name[:31]: [[name], [], ["Datum", "Händelse", "Belopp"], *each] for name, each in rows.items()}


def in_two_rows(entries: Sequence[Entry]) -> list[tuple[Entry, str, str, int]]:
    """The rows of an account: each event with whose row it is, what it says and its amount; a transfer has one of either side."""
    rows: list[tuple[Entry, str, str, int]] = []
    for e in entries:
        if e.kind == "move":
            rows += [(e, e.giver or "", f"Omfördelning till {e.taker}", -e.amount), (e, e.taker or "", f"Omfördelning från {e.giver}", e.amount)]
        else:
            rows.append((e, e.whose, f"{SWEDISH[e.kind]} enligt beslut", e.signed))
    return rows


def account(entries: Sequence[Entry]) -> Rows:
    return [["Datum", "Nämnd", "Händelse", "Belopp"], *([e.day, whose, text, amount] for e, whose, text, amount in in_two_rows(entries))]


LISTS: Mapping[str, tuple[Callable[[], Mapping[str, Rows]], Sequence[Entry]]] = {
    "from and to": (lambda: {"Logg": log(ENTRIES)}, ENTRIES),
    "in English": (lambda: {"Log": log(ENTRIES, ENGLISH, ("Date", "Type", "From", "To", "Amount (SEK)"))}, ENTRIES),
    "donor and receiver, in capitals": (
        lambda: {"Logg": log(ENTRIES, {kind: word.upper() for kind, word in SWEDISH.items()}, ("Datum", "Händelse", "Givare", "Mottagare", "Kronor"))},
        ENTRIES,
    ),
    "a bank book with a balance": (lambda: {"Konto": bank_book(WITHOUT_MOVES)}, WITHOUT_MOVES),
    "in and out": (lambda: {"Kassabok": in_and_out(WITHOUT_MOVES)}, WITHOUT_MOVES),
    "debit and credit": (lambda: {"Konto": in_and_out(WITHOUT_MOVES, ("Debet", "Kredit"))}, WITHOUT_MOVES),
    "plus and minus": (lambda: {"Logg": signed(WITHOUT_MOVES)}, WITHOUT_MOVES),
    "grants as minus": (lambda: {"Logg": signed([e for e in WITHOUT_MOVES if e.kind != "back"], -1)}, [e for e in WITHOUT_MOVES if e.kind != "back"]),
    "transfers in two rows": (lambda: {"Kassabok": account(ENTRIES)}, ENTRIES),
    "a sheet for each": (lambda: sheets_of_each(WITHOUT_MOVES), WITHOUT_MOVES),
}


@pytest.mark.parametrize("case", LISTS)
def test_a_list_of_several_kinds_is_read_as_what_each_row_is(case: str, tmp_path: Path) -> None:
    build, entries = LISTS[case]
    verdict = validate(tmp_path, **build())
    assert (sorted(read_entries(verdict), key=str), faults(verdict)) == (expect(entries), [])


def test_a_status_beside_the_kind_holds(tmp_path: Path) -> None:
    rows = log(ENTRIES)
    rows[7][1], rows[9][1] = "Begärt avrop", "Avrop avslaget"
    verdict = validate(tmp_path, Logg=rows)
    assert sorted(row.status or "" for row in verdict.ledger.book.call_offs) == ["avslaget", "begärt", "godkänt", "återfört"]
    assert faults(verdict) == []


def test_words_that_may_be_statuses_tell_kinds_apart_only_where_the_signs_do(tmp_path: Path) -> None:
    words = {"grant": "Beviljat", "call": "Utbetalning", "back": "Återföring"}
    rows = [["Datum", "Post", "Nämnd", "Belopp"], *([e.day, words[e.kind], e.whose, e.signed] for e in WITHOUT_MOVES)]
    assert sorted(read_entries(validate(tmp_path, Logg=rows)), key=str) == expect(WITHOUT_MOVES)
    plus = [rows[0], *([*row[:3], abs(row[3])] for row in rows[1:])]
    assert validate(tmp_path, Fördelning=[["Nämnd", "Beviljat"], *GRANTED], Avrop=plus).ledger.book.allocations[0].block.sheet == "Fördelning"


def test_a_grant_with_a_period_for_its_day_is_no_row_of_what_is_left(tmp_path: Path) -> None:
    rows = [["Period", "Nämnd", "Typ", "Belopp"], *([202601, name, "Tilldelning", amount] for name, amount in GRANTED), [202605, FRN, "Avrop", 978_000]]
    book = app.validate_workbook(write_sheets(tmp_path / "bok.xlsx", plain_sheets(Logg=rows)), as_of=AS_OF).verdict.ledger.book
    assert {(row.recipient, row.amount) for row in book.allocations} == {(name, amount * 100) for name, amount in GRANTED}
    assert [(row.recipient, row.amount) for row in book.call_offs] == [(FRN, 97_800_000)]


def test_whoever_gives_the_money_out_need_be_no_name(tmp_path: Path) -> None:
    rows = [[day, kind, *("anslaget" if party == "KS" else party for party in parties), amount] for day, kind, *parties, amount in log(ENTRIES)]
    verdict = validate(tmp_path, Logg=rows)
    assert (sorted(read_entries(verdict), key=str), faults(verdict)) == (expect(ENTRIES), [])


def test_a_status_that_nobody_wrote_is_said_with_its_reason(tmp_path: Path) -> None:
    verdict = validate(tmp_path, Logg=log(ENTRIES))
    said = " ".join(each.message("sv") for each in verdict.findings if each.rule.code == "ST10")
    assert "Status är godkänt för alla rader: raderna visar från vem och till vem pengarna har gått." in said
    assert "Status är bokförd för alla rader" in said
    assert "Bara rader med Återföring i B ”Typ”." in said


def test_a_column_of_statuses_holds(tmp_path: Path) -> None:
    rows = log([*ENTRIES, Entry("call", date(2026, 9, 20), None, FRN, 50_000)])
    states = ["Status", *([""] * len(GRANTS)), "Utbetalt", "Bokförd", "Godkänt", "", "Utbetalt", "Begärt"]
    verdict = validate(tmp_path, Logg=[[*row, state] for row, state in zip(rows, states, strict=True)])
    assert [row.status for row in verdict.ledger.book.call_offs] == ["utbetalt", "godkänt", "utbetalt", "begärt", "återfört"]
    assert faults(verdict) == []


def test_a_reversal_that_is_only_requested_gives_nothing_back_yet(tmp_path: Path) -> None:
    rows = log([*ENTRIES, Entry("back", date(2026, 9, 20), FRN, None, 50_000)])
    states = ["Status", *([""] * len(GRANTS)), "Utbetalt", "Bokförd", "Utbetalt", "Utbetalt", "Utbetalt", "Begärt"]
    verdict = validate(tmp_path, Logg=[[*row, state] for row, state in zip(rows, states, strict=True)])
    assert (sorted(read_entries(verdict), key=str), faults(verdict)) == (expect(ENTRIES), [])
    assert [each.hit.place.address for each in verdict.findings if each.rule.code == "ST11" and each.hit.place] == ["Logg!F13"]


TWO_ON_A_DAY = [*ENTRIES, Entry("move", date(2026, 6, 15), ASN, GVN, 200_000)]


@pytest.mark.parametrize("split", [False, True], ids=["plus and minus", "in and out"])
@pytest.mark.parametrize("entries", [ENTRIES, TWO_ON_A_DAY], ids=["one", "two of the same day and amount"])
def test_a_transfer_in_two_rows_of_an_account_is_one_transfer(split: bool, entries: Sequence[Entry], tmp_path: Path) -> None:
    rows = [
        [e.day, whose, text, *((amount if amount > 0 else None, -amount if amount < 0 else None) if split else (amount,))]
        for e, whose, text, amount in in_two_rows(entries)
    ]
    verdict = validate(tmp_path, Kassabok=[["Datum", "Nämnd", "Händelse", *(("In", "Ut") if split else ("Belopp",))], *rows])
    assert (sorted(read_entries(verdict), key=str), faults(verdict)) == (expect(entries), [])
    move = next(row for row in verdict.ledger.book.transfers if row.donor == FRN)
    assert (cell_of(move, "donor").cell, cell_of(move, "receiver").cell) == ("B9", "B10")


def test_a_transfer_of_which_one_row_is_missing_is_asked_about(tmp_path: Path) -> None:
    verdict = validate(tmp_path, Kassabok=[row for row in account(ENTRIES) if row[2] != f"Omfördelning från {FRN}"])
    assert faults(verdict) == [("ST12", "C9")]
    assert not any(is_known for _, is_known in verdict.balances)


def test_a_mapped_transfer_of_which_one_row_is_missing_lacks_its_receiver(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "hel.xlsx", plain_sheets(Kassabok=account(ENTRIES)))
    explained = app.explain_layout(path, known=app.known_decisions(None), map_file=None, lang="sv")
    assert explained is not None
    assert '[table.mirrored]\nMottagare = { column = "B", amount = "D" }' in explained[1]
    map_file = tmp_path / "karta.toml"
    map_file.write_text(explained[1], "utf-8")
    rows = [row for row in account(ENTRIES) if row[2] != f"Omfördelning från {FRN}"]
    path = write_sheets(tmp_path / "halv.xlsx", plain_sheets(Kassabok=rows))
    verdict = app.validate_workbook(path, as_of=AS_OF, map_file=map_file).verdict
    assert [code for code, _ in faults(verdict)] == ["VD06"]
    assert not any(is_known for name, is_known in verdict.balances if name.recipient == FRN)


def test_positive_amounts_of_which_nothing_says_that_they_have_moved_are_asked_about(tmp_path: Path) -> None:
    entries = [e for e in WITHOUT_MOVES if e.kind != "back"]
    verdict = validate(tmp_path, Logg=[["Datum", "Typ", "Nämnd", "Belopp"], *([e.day, SWEDISH[e.kind], e.whose, e.amount] for e in entries)])
    assert [code for code, _ in faults(verdict)] == ["ST12"]
    assert not any(is_known for _, is_known in verdict.balances)


def test_a_call_off_with_the_other_sign_is_not_turned_in_silence(tmp_path: Path) -> None:
    rows = signed(WITHOUT_MOVES)
    rows[7][3] = -rows[7][3]
    assert faults(validate(tmp_path, Logg=rows)) == [("AV04", "D8")]


def test_a_call_off_in_the_other_column_is_not_turned_in_silence(tmp_path: Path) -> None:
    more = Entry("call", date(2026, 9, 9), None, FRN, 10_000)
    rows = in_and_out([*WITHOUT_MOVES, more])
    rows[-1][3:] = [10_000, None]
    verdict = validate(tmp_path, Kassabok=rows)
    assert faults(verdict) == [("AV04", f"D{len(rows)}")]


@pytest.mark.parametrize("word", ["Övrigt", "Arvop", "Återföring av omfördelning", None])
def test_a_row_of_no_known_kind_is_asked_about_where_it_has_an_amount(word: str | None, tmp_path: Path) -> None:
    rows = log(ENTRIES)
    rows[7][1] = word
    verdict = validate(tmp_path, Logg=rows)
    assert faults(verdict) == [("ST12", "B8")]
    assert "978 000 kr" in next(each.message("sv") for each in verdict.findings if each.rule.code == "ST12").replace("\u00a0", " ")
    assert not any(is_known for _, is_known in verdict.balances)


def test_a_row_of_no_known_kind_without_an_amount_is_said(tmp_path: Path) -> None:
    verdict = validate(tmp_path, Logg=[*log(ENTRIES), [date(2026, 9, 9), "Möte", "KS", FRN, None]])
    assert faults(verdict) == []
    assert [each.hit.place.address for each in verdict.findings if each.rule.code == "ST11" and each.hit.place] == ["Logg!B13"]


def test_the_sum_of_a_log_is_no_record(tmp_path: Path) -> None:
    verdict = validate(tmp_path, Logg=[*log(ENTRIES), ["Summa", None, None, None, sum(e.amount for e in ENTRIES)]])
    assert (sorted(read_entries(verdict), key=str), faults(verdict)) == (expect(ENTRIES), [])


def test_a_call_off_and_its_payment_are_asked_about_and_not_both_counted(tmp_path: Path) -> None:
    calls = [e for e in ENTRIES if e.kind == "call"]
    paid = [[e.day + timedelta(days=5), "Utbetalning", "KS", e.taker, e.amount] for e in calls]
    verdict = validate(tmp_path, Logg=[*log([*GRANTS, *calls]), *paid])
    assert [code for code, _ in faults(verdict)] == ["ST12"]


def test_a_remark_that_begins_as_a_kind_does_not_make_a_list_of_several(tmp_path: Path) -> None:
    calls = [e for e in ENTRIES if e.kind == "call"]
    remarks = ["Tilldelning enligt KS", "Avrop enligt beslut", "Avrop enligt beslut"]
    rows = [[n, e.day, e.taker, e.amount, "Utbetalt", remark] for n, (e, remark) in enumerate(zip(calls, remarks, strict=True))]
    verdict = validate(
        tmp_path, Fördelning=[["Nämnd", "Beviljat"], *GRANTED], Avrop=[["Nr", "Datum", "Nämnd", "Belopp", "Status", "Kommentar"], *rows]
    )
    assert (sorted(read_entries(verdict), key=str), faults(verdict)) == (expect([*GRANTS, *calls]), [])


@pytest.mark.parametrize("case", [name for name in LISTS if name != "a sheet for each"])
def test_the_map_of_a_list_of_several_kinds_leads_to_the_same_rows(case: str, tmp_path: Path) -> None:
    build, entries = LISTS[case]
    path = write_sheets(tmp_path / "bok.xlsx", plain_sheets(**build()))
    explained = app.explain_layout(path, known=app.known_decisions(None), map_file=None, lang="sv")
    assert explained is not None
    map_file = tmp_path / "karta.toml"
    map_file.write_text(explained[1], "utf-8")
    verdict = app.validate_workbook(path, as_of=AS_OF, map_file=map_file).verdict
    assert (sorted(read_entries(verdict), key=str), faults(verdict)) == (expect(entries), [])


def test_a_balance_that_begins_anew_is_no_deviation_and_one_in_the_middle_is(tmp_path: Path) -> None:
    rows = bank_book([*GRANTS, *(Entry("call", date(2026, 6, n), None, name, 1_000 * n) for name in NAMES for n in (1, 2, 3))])
    line = next(n for n, row in enumerate(rows, 1) if row[0] == KN and n > 14)
    assert faults(validate(tmp_path, Konto=rows)) == []
    rows[line][4] = f"=D{line + 1}"
    assert faults(validate(tmp_path, Konto=rows)) == [("FO03", f"E{line + 1}")]


def test_a_balance_that_is_carried_over_to_the_next_page_is_no_deviation(tmp_path: Path) -> None:
    rows = signed(GRANTS + [e for e in ENTRIES if e.kind == "call"])
    rows = [[*rows[0], "Saldo"], *([*row, "=D2" if n == 2 else f"=E{n - 1}+D{n}"] for n, row in enumerate(rows[1:], 2))]
    carried = len(rows) + 1
    heads = [["Kassabok, sida 2"], rows[0], [None, "Transport från föregående sida", None, None, f"=E{carried}"]]
    more = [[date(2026, 9, n), "Avrop", KN, -1_000, f"=E{carried + 3 + n - 1}+D{carried + 3 + n}"] for n in (1, 2, 3)]
    pages = [*rows, [None, "Transport till nästa sida", None, None, f"=E{carried - 1}"], *heads, *more]
    assert faults(validate(tmp_path, Kassabok=pages)) == []


# ---- any ledger


def make_ledger(seed: int) -> list[Entry]:
    """Allocations, and call-offs, transfers and reversals that they cover, in the order of their days."""
    rng = random.Random(seed)
    later: list[Entry] = []
    for _ in range(rng.randint(2, 25)):
        kind = rng.choice(["call"] * 4 + ["move", "back"])
        giver, taker = rng.sample(NAMES[:-1], 2)
        amount = rng.randint(1, 40) * 500
        parties = {"call": (None, taker), "back": (taker, None), "move": (giver, taker)}[kind]
        later.append(Entry(kind, date(2026, 6, 1) + timedelta(days=rng.randint(0, 120)), *parties, amount))
    later.append(Entry("call", date(2026, 6, 1), None, FRN, 400_000))
    return [*GRANTS, *sorted(later, key=lambda e: e.day)]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["log", "english", "signed", "in_and_out"]))
def test_any_ledger_that_is_written_as_a_log_is_read_back_to_the_same_rows_at_their_cells(tmp_path_factory: pytest.TempPathFactory, seed: int, layout: str) -> None:
    entries = make_ledger(seed)
    if layout in ("signed", "in_and_out"):
        entries = [e for e in entries if e.kind != "move"]
    english = ("Date", "Type", "From", "To", "Amount")
    builders = {"log": log, "english": lambda each: log(each, ENGLISH, english), "signed": signed, "in_and_out": in_and_out}
    rows = builders[layout](entries)
    verdict = validate(tmp_path_factory.mktemp("log"), Logg=rows)
    assert sorted(read_entries(verdict), key=str) == expect(entries)
    book = verdict.ledger.book
    for row in (*book.allocations, *book.call_offs, *book.transfers):
        place = cell_of(row, "amount")
        assert abs(rows[place.row - 1][place.column - 1]) * 100 == row.amount
