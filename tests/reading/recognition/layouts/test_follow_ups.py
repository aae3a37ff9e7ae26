"""What a follow-up states is read as lists of their own where the workbook has no other list of the kind."""

from datetime import date
from pathlib import Path

import pytest

from support.build_other_layouts import FRN, GRANTED, KN, LIST, Rows, Sheet, plain_sheets, write_map, write_sheets
from xl_kraftsamling import app
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.verdict import Verdict

AS_OF = date(2026, 9, 30)
NAMES = [name for name, _ in GRANTED]


def judge(folder: Path, as_of: date = AS_OF, **sheets: Rows) -> Verdict:
    return app.validate_workbook(write_sheets(folder / "bok.xlsx", plain_sheets(**sheets)), as_of=as_of).verdict


def alarms(verdict: Verdict) -> list[str]:
    """The codes of every fel and varning but those about the decision, which these workbooks do not record."""
    graves = (each.rule.code for each in verdict.findings if each.severity.value in ("fel", "varning"))
    return [code for code in graves if code not in ("BE01", "BE03")]


def follow_up(*headings: str, title: str = "Uppföljning", outcome: int = 1, called_off: int = 5) -> Rows:
    """A follow-up whose amounts, in thousands of kronor, are a multiple of the place of the recipient."""
    values = {"Budget": None, "Avropat": called_off, "Utfall": outcome, "Prognos": 7}
    kinds = [next((each for name, each in values.items() if heading.startswith(name)), 0) for heading in headings]
    rows = [
        (name, *(granted // 1000 if each is None else each * n for each in kinds)) for n, (name, granted) in enumerate(GRANTED, 1)
    ]
    return ((title,), ("Belopp i tkr",), ("Organisation", *headings), *rows)


def figures(ledger: Ledger, name: str) -> tuple[int | None, ...]:
    """F, A, U and P of a recipient in thousands of kronor."""
    balance = ledger.balance(name)
    assert name not in ledger.unsettled
    amounts = balance.allotted, balance.called_off, balance.outcome, balance.forecast
    return tuple(None if amount is None else amount // 1000_00 for amount in amounts)


def test_the_columns_of_a_follow_up_are_allocations_outcome_and_forecast(tmp_path: Path) -> None:
    verdict = judge(tmp_path, T2=follow_up("Budget helår", "Utfall t.o.m. aug", "Prognos helår", title="Uppföljning T2 2026"), Avrop=LIST)
    assert figures(verdict.ledger, KN) == (800, 140, 4, 28)
    assert {row.booked_on for row in verdict.ledger.book.outcomes} == {date(2026, 8, 31)}
    assert {(row.date, row.block.cell("date", row.line).address) for row in verdict.ledger.book.forecasts} == {(date(2026, 8, 31), "T2!A1")}
    assert alarms(verdict) == ["UT01"] * 4  # the others' costs, without call-offs
    assert {"UT02", "UT06"} <= {code for code, _ in verdict.not_tried}


def test_a_share_in_per_cent_is_no_amount(tmp_path: Path) -> None:
    verdict = judge(tmp_path, T2=follow_up("Budget", "Utfall ack", "Förbrukat %"), Avrop=LIST)
    assert figures(verdict.ledger, KN) == (800, 140, 4, None)


def test_what_nobody_dated_counts_at_any_date(tmp_path: Path) -> None:
    verdict = judge(tmp_path, date(2026, 7, 1), Läget=follow_up("Budget", "Utfall ack", "Prognos"), Avrop=LIST)
    assert figures(verdict.ledger, KN) == (800, 140, 4, 28)
    assert alarms(verdict) == ["UT01"] * 4


def test_a_summary_alone_states_what_is_called_off(tmp_path: Path) -> None:
    verdict = judge(tmp_path, Läget=follow_up("Budget", "Avropat", "Kvar"))
    assert figures(verdict.ledger, KN)[:2] == (800, 20)
    assert alarms(verdict) == []


@pytest.mark.parametrize("empty", [0, None, "–"])
def test_a_recipient_of_whom_a_summary_states_nothing_has_called_off_nothing(tmp_path: Path, empty: object) -> None:
    rows = [("Nämnd", "Beviljat kr", "Avropat kr"), *((name, granted, empty if name == FRN else 5000) for name, granted in GRANTED)]
    verdict = judge(tmp_path, Läget=rows)
    assert figures(verdict.ledger, FRN)[1] == 0
    assert alarms(verdict) == []


def test_a_summary_of_more_than_was_granted_is_an_overdraft(tmp_path: Path) -> None:
    rows = [("Nämnd", "Beviljat kr", "Avropat kr"), *((name, granted, granted + (name == KN)) for name, granted in GRANTED)]
    found = [each.hit.place for each in judge(tmp_path, Läget=rows).findings if each.rule.code == "AV01"]
    assert [place.address for place in found if place] == ["Läget!C5"]


def test_a_list_of_the_workbooks_own_is_read_and_not_what_a_follow_up_states_of_it(tmp_path: Path) -> None:
    booked = (("Verifikation", "Bokföringsdatum", "Period", "Nämnd", "Belopp kr"), ("V-1", date(2026, 6, 1), 202606, KN, 9000))
    verdict = judge(tmp_path, Läget=follow_up("Budget", "Avropat", "Utfall", "Prognos"), Avrop=LIST, Utfall=booked)
    assert figures(verdict.ledger, KN)[1:3] == (140, 9)
    assert [row.block.sheet for row in verdict.ledger.book.outcomes] == ["Utfall"]


def test_of_running_outcomes_the_latest_follow_up_holds_and_of_forecasts_each_at_its_time(tmp_path: Path) -> None:
    first = follow_up("Budget", "Utfall t.o.m. apr", "Prognos", title="T1 2026")
    second = follow_up("Budget", "Utfall t.o.m. aug", "Prognos", title="T2 2026", outcome=2)
    verdict = judge(tmp_path, T1=first, T2=second, Avrop=LIST)
    assert figures(verdict.ledger, KN) == (800, 140, 8, 28)
    assert {row.date for row in verdict.ledger.book.forecasts} == {date(2026, 4, 30), date(2026, 8, 31)}
    assert any(each.rule.code == "ST11" and "T1" in each.message("sv") for each in verdict.findings)


def test_whether_outcomes_of_two_follow_ups_are_to_be_added_is_a_question(tmp_path: Path) -> None:
    first, second = (follow_up("Budget", "Utfall", title=title, outcome=n) for n, title in ((1, "T1 2026"), (2, "T2 2026")))
    verdict = judge(tmp_path, T1=first, T2=second, Avrop=LIST)
    assert alarms(verdict) == ["ST12"]
    assert verdict.ledger.balance(KN).outcome is None


@pytest.mark.parametrize(("sheet", "heading", "figure"), [("Utfall", "Utfall kr", 2), ("Avropat", "Avropat kr", 1), ("Prognos", "Helårsprognos kr", 3)])
def test_a_table_of_one_amount_for_each_recipient_is_what_its_heading_says(
    sheet: str, heading: str, figure: int, tmp_path: Path
) -> None:
    grants, stated = [("Nämnd", "Beviljat kr"), *GRANTED], [("Nämnd", heading), *((name, 7_000) for name in NAMES)]
    read = figures(judge(tmp_path, Fördelning=grants, **{sheet: stated}, **({} if figure == 1 else {"Avrop": LIST})).ledger, KN)
    assert (read[0], read[figure]) == (800, 7)


def test_a_name_that_nobody_has_is_one_finding_though_several_lists_are_read_from_its_row(tmp_path: Path) -> None:
    rows = [("Nämnd", "Beviljat kr", "Avropat kr"), *((name, granted, 5000) for name, granted in GRANTED[:5]), ("MBK", 1_200_000, 5000)]
    verdict = judge(tmp_path, Läget=rows)
    assert alarms(verdict) == ["VD08"]
    assert {"TD05", "AV01"} <= {code for code, _ in verdict.not_tried}


BOOKED = ("Konto", "Ansvar", "Vernr", "Datum", "Text")


def test_an_extract_of_the_accounts_is_outcome_and_never_call_offs(tmp_path: Path) -> None:
    grants, costs = [("Nämnd", "Beviljat kr"), *GRANTED], [("4610", "710", f"V{n}", date(2026, 6, n), "Buss", KN, 9_000) for n in (1, 2)]
    ledger = judge(tmp_path, Fördelning=grants, Avrop=LIST, Blad1=[(*BOOKED, "Nämnd", "Belopp"), *costs]).ledger
    assert figures(ledger, KN) == (800, 140, 18, None)


def test_whose_an_extract_of_the_accounts_is_may_be_said_by_its_sheet_alone(tmp_path: Path) -> None:
    grants = [("Nämnd", "Beviljat kr"), *GRANTED]
    sheets = {name: [(*BOOKED, "Belopp"), *(("4610", "710", f"V{n}", date(2026, 6, n), "Buss", 9_000 * n) for n in (1, 2))] for name in ("KN", "FRN")}
    ledger = judge(tmp_path, Fördelning=grants, Avrop=LIST, **sheets).ledger
    assert [figures(ledger, name)[1:3] for name in (KN, FRN)] == [(140, 27), (520, 27)]


def turn(rows: Rows) -> Rows:
    """The rows of a follow-up as columns: the recipients beside each other, below the title."""
    return (*rows[:2], *zip(*rows[2:], strict=True))


def test_a_follow_up_with_the_recipients_beside_each_other_states_the_same_lists(tmp_path: Path) -> None:
    headings = ("Budget", "Avropat", "Utfall t.o.m. aug", "Prognos helår")
    upright = judge(tmp_path, T2=follow_up(*headings, title="Uppföljning T2 2026"))
    across = judge(tmp_path, T2=turn(follow_up(*headings, title="Uppföljning T2 2026")))
    assert [figures(across.ledger, name) for name in NAMES] == [figures(upright.ledger, name) for name in NAMES]
    assert figures(across.ledger, KN) == (800, 20, 4, 28)
    assert {(row.booked_on, row.block.cell("booked_on", row.line).address) for row in across.ledger.book.outcomes} == {(date(2026, 8, 31), "T2!A6")}
    assert alarms(across) == alarms(upright)


def test_what_recipients_beside_each_other_have_left_is_no_list_where_there_is_one(tmp_path: Path) -> None:
    verdict = judge(tmp_path, Läget=turn(follow_up("Budget", "Avropat", "Kvar")), Avrop=LIST)
    assert figures(verdict.ledger, KN)[:2] == (800, 140)


GROUPED = ("Nämnd", "Beviljat kr", "Insats", "Datum", "Belopp kr", "Status")


def grouped(*, again: int | None = None) -> Rows:
    """Two call-offs of each recipient, named with what it was granted on the first; the second says `again`."""
    rows: list[tuple[object, ...]] = []
    for name, granted in GRANTED:
        rows.append((name, granted, "Lov", date(2026, 5, 4), 20_000, "Godkänt"))
        rows.append((None, again, "Läsår", date(2026, 6, 4), 30_000, "Utbetalt"))
        rows.append(("Summa", granted, None, None, 50_000, None))
    return (GROUPED, *rows)


def test_what_is_granted_on_the_first_row_of_each_recipient_is_its_allocation(tmp_path: Path) -> None:
    verdict = app.validate_workbook(write_sheets(tmp_path / "bok.xlsx", {"Avrop": Sheet(grouped())}), as_of=AS_OF).verdict
    assert {name: figures(verdict.ledger, name)[:2] for name in NAMES} == {name: (granted // 1000, 50) for name, granted in GRANTED}
    assert {each.block.cell("amount", each.line).address for each in verdict.ledger.book.allocations} == {f"Avrop!B{n}" for n in range(2, 20, 3)}
    assert [code for code in alarms(verdict) if code != "IN02"] == []


def test_amounts_on_every_row_beside_the_call_offs_are_no_allocations(tmp_path: Path) -> None:
    verdict = app.validate_workbook(write_sheets(tmp_path / "bok.xlsx", {"Avrop": Sheet(grouped(again=40_000))}), as_of=AS_OF).verdict
    assert verdict.ledger.book.allocations == ()


# ---- what is requested

CALLED_OFF = dict(zip(NAMES, (350_000, 600_000, 20_000, 81_000, 0, 90_000), strict=True))
ASKED = dict(zip(NAMES, (10_000, 0, 0, 5_000, 0, 0), strict=True))


def with_requests(heading: str = "Begärt", called: str = "Avropat", *, whole: bool = False) -> list[tuple[object, ...]]:
    """A follow-up with what is requested beside what is called off; of the whole, the one contains the other."""
    rows = [
        (name, kr, ASKED[name] + whole * CALLED_OFF[name], CALLED_OFF[name], kr - CALLED_OFF[name]) for name, kr in GRANTED
    ]
    return [("Nämnd", "Beviljat", heading, called, "Kvar"), *rows]


def requested(verdict: Verdict) -> list[tuple[int, int]]:
    return [(each.called_off // 100, each.requested // 100) for each, is_known in verdict.balances if is_known]


@pytest.mark.parametrize("is_mapped", [False, True])
@pytest.mark.parametrize(("heading", "called"), [("Begärt", "Avropat"), ("Sökt", "Beviljade avrop"), ("Begärt, ej beslutat", "Avropat"), ("Begärda avrop", "Avropat belopp")])
def test_what_is_requested_beyond_what_is_called_off_waits(heading: str, called: str, is_mapped: bool, tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", plain_sheets(Läget=with_requests(heading, called)))
    verdict = app.validate_workbook(path, as_of=AS_OF, map_file=write_map(path) if is_mapped else None).verdict
    assert requested(verdict) == [(CALLED_OFF[name], ASKED[name]) for name in NAMES]
    assert alarms(verdict) == []


def test_the_rows_of_recipients_beside_each_other_state_requests_too(tmp_path: Path) -> None:
    names = [None, "ASN", "FRN", "FSKN", "KN", "GVN", "MKB"]
    rows = [*zip(*[row[1:] for row in with_requests()[1:]], strict=True)]
    labels = ("Beviljat", "Begärt", "Avropat", "Kvar")
    verdict = judge(tmp_path, Läget=[("Uppföljning",), (), names, *((label, *row) for label, row in zip(labels, rows, strict=True))])
    assert requested(verdict) == [(CALLED_OFF[name], ASKED[name]) for name in NAMES]


def test_requests_that_may_contain_what_is_called_off_are_not_read_and_that_is_said(tmp_path: Path) -> None:
    verdict = judge(tmp_path, Läget=with_requests("Begärt totalt", whole=True))
    assert requested(verdict) == [(CALLED_OFF[name], 0) for name in NAMES]
    said = [(each.hit.place.address, each.message("sv")) for each in verdict.findings if each.rule.code == "ST11" and each.hit.place]
    assert [place for place, _ in said] == ["Läget!C1"]
    assert "det går inte att se om det som är avropat räknas med i dem" in said[0][1]


def test_a_list_of_the_workbooks_own_says_what_is_requested(tmp_path: Path) -> None:
    verdict = judge(tmp_path, Läget=with_requests(), Avrop=LIST)
    assert dict(zip(NAMES, requested(verdict), strict=True))[FRN] == (520_000, 60_000)
