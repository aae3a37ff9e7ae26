"""The list of findings that lives: which earlier row a finding is, and what becomes of those that are gone."""

from collections.abc import Sequence
from datetime import date

from support import build_book
from support.annotated_copies import build_finding
from xl_kraftsamling.domain.finding_rows import FindingRow
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.finding import Finding, Hit, Severity
from xl_kraftsamling.report.finding_keys import compose_key
from xl_kraftsamling.report.finding_list import update_list
from xl_kraftsamling.verdict import Verdict

TODAY, LATER = date(2026, 11, 30), date(2026, 12, 2)
ALL = ["VD01", "VD06", "AV01", "TD05"]


def make_verdict(found: Sequence[Finding], tried: Sequence[str] = ALL) -> Verdict:
    return Verdict(build_book.ledger(), "normal", found, tried, [])


def stand(rows: Sequence[FindingRow], remarked: Sequence[int] = ()) -> list[FindingRow]:
    """Rows as they stand on the sheet afterwards, with remarks beside some of them."""
    return [FindingRow(row.key, row.texts, has_remarks=number in remarked) for number, row in enumerate(rows)]


def at(row: int, column: int = 5, code: str = "VD01") -> Finding:
    return build_finding(Place("Avrop", row, column), code)._replace(row_id=f"A-{row}")


def test_an_empty_sheet_gets_the_gravest_first_and_otherwise_the_order_of_the_verdict() -> None:
    found = [at(5)._replace(severity=Severity.NOTE), at(6), at(7)._replace(severity=Severity.WARNING), at(8)]
    rows = update_list(make_verdict(found), "sv", TODAY, [])
    assert [row.texts[3] for row in rows] == ["E6", "E8", "E7", "E5"]
    assert {row.earlier for row in rows} == {None}


def test_a_finding_keeps_its_row_when_it_has_moved_and_when_its_value_has_changed() -> None:
    before = stand(update_list(make_verdict([at(5), at(6)]), "sv", TODAY, []))
    moved = at(5)._replace(hit=Hit(place=Place("Avrop", 9, 5), values=at(5).hit.values, found="annat"))
    rows = update_list(make_verdict([at(6), moved]), "sv", TODAY, before)
    assert [(row.texts[3], row.earlier) for row in rows] == [("E6", 1), ("E9", 0)]


def test_of_findings_about_the_whole_only_the_same_words_are_the_same() -> None:
    def missing(name: str) -> Finding:
        values = {"recipient": name, "sheet": "Tilldelning", "problem": "saknas"}
        found = build_finding(Place("Tilldelning", 4, 1), "TD05")
        return found._replace(hit=Hit(place=found.hit.place, values=found.hit.values | values))

    before = stand(update_list(make_verdict([missing("KN"), missing("FRN")]), "sv", TODAY, []), [0, 1])
    rows = update_list(make_verdict([missing("FRN"), missing("MKB")]), "sv", TODAY, before)
    assert [row.earlier for row in rows] == [1, None, 0]
    assert rows[2].texts[1] == "✔ åtgärdad 2026-11-30"


def test_what_is_gone_stays_for_the_day_and_for_good_where_somebody_has_written_beside_it() -> None:
    before = stand(update_list(make_verdict([at(5), at(6)]), "sv", TODAY, []), [0])
    gone = update_list(make_verdict([]), "sv", TODAY, before)
    assert [row.texts[1] for row in gone] == ["✔ åtgärdad 2026-11-30"] * 2
    same_day = update_list(make_verdict([]), "sv", TODAY, stand(gone, [0]))
    assert [row.texts for row in same_day] == [row.texts for row in gone]
    later = update_list(make_verdict([]), "sv", LATER, stand(same_day, [0]))
    assert [(row.texts[1], row.texts[3]) for row in later] == [("✔ åtgärdad 2026-11-30", "E5")]


def test_what_was_not_tried_is_not_called_cleared_until_it_is_tried_again() -> None:
    before = stand(update_list(make_verdict([at(5)]), "sv", TODAY, []))
    untried = update_list(make_verdict([], tried=["AV01"]), "sv", TODAY, before)
    assert untried[0].texts[1] == "○ ej prövad 2026-11-30"
    still = update_list(make_verdict([], tried=["AV01"]), "sv", LATER, stand(untried))
    assert still[0].texts[1] == "○ ej prövad 2026-11-30"
    assert update_list(make_verdict([]), "en", LATER, stand(still))[0].texts[1] == "✔ cleared 2026-12-02"


def test_what_reports_on_the_check_itself_is_never_cleared() -> None:
    found = [build_finding(Place("Avrop", 5, 5), "KO01", Severity.NOT_TRIED)]
    before = stand(update_list(make_verdict(found), "sv", TODAY, []))
    assert update_list(make_verdict([]), "sv", TODAY, before) == []
    remarked = [before[0]._replace(has_remarks=True)]
    assert update_list(make_verdict([]), "sv", TODAY, remarked)[0].texts == before[0].texts


def test_rows_of_a_persons_own_stay_last_and_empty_ones_go() -> None:
    own = FindingRow("", ["", "", "", "", "Ring revisorn", "", "", ""])
    empty = FindingRow("", [""] * 8)
    remarked = FindingRow("", [""] * 8, has_remarks=True)
    rows = update_list(make_verdict([at(5)]), "sv", TODAY, [own, empty, remarked])
    assert [row.earlier for row in rows] == [None, 0, 2]


def test_a_row_whose_key_is_lost_is_known_by_its_place_or_by_its_words() -> None:
    before = [row._replace(key="") for row in stand(update_list(make_verdict([at(5), at(6, code="VD06")]), "sv", TODAY, []))]
    moved = at(6, code="VD06")._replace(hit=at(6, code="VD06").hit._replace(place=Place("Avrop", 12, 5)))
    rows = update_list(make_verdict([at(5), moved]), "sv", TODAY, before)
    assert [(row.texts[3], row.earlier) for row in rows] == [("E5", 0), ("E12", 1)]


def test_a_row_with_a_key_is_never_known_by_its_words() -> None:
    before = stand(update_list(make_verdict([at(5)]), "sv", TODAY, []), [0])
    other = at(5)._replace(row_id="A-77")  # another row has come into that cell, with the same fault
    rows = update_list(make_verdict([other]), "sv", TODAY, before)
    assert [(row.texts[1][0], row.earlier) for row in rows] == [("✖", None), ("✔", 0)]


def test_a_key_names_no_cell_and_differs_by_rule_row_and_column() -> None:
    keys = {compose_key(each) for each in (at(5), at(6), at(5, code="AV01"), at(5)._replace(heading="Belopp"))}
    assert len(keys) == 4
    moved = at(5)._replace(hit=at(5).hit._replace(place=Place("Avrop", 99, 7)))
    assert compose_key(moved) == compose_key(at(5))
