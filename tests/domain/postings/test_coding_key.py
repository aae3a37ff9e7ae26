"""Which coding is whose: the entry with most dimensions holds, and nothing is guessed where none does."""

import pytest

from xl_kraftsamling.domain.postings.coding_key import (
    CodingKey,
    Fate,
    KeyEntry,
    Placement,
    find_repeated,
    parse_span,
)
from xl_kraftsamling.domain.postings.posting import find_leading_code, fold_voucher, join_voucher, name_rows

KEY = CodingKey(
    "STK-2026-580",
    (
        KeyEntry({"Projekt": "100"}, "kulturnämnden", "I-1"),
        KeyEntry({"Projekt": "100", "Kostnadsställe": "7"}, "fritidsnämnden"),
        KeyEntry({"Kostnadsställe": "8"}, "MKB"),
        KeyEntry({"Projekt": "", "Kostnadsställe": ""}, None),
        KeyEntry({"Projekt": "Åb 3"}, "MKB"),
    ),
    [span for text in ("4", "60-6199") if (span := parse_span(text))],
    frozenset({"110"}),
)


@pytest.mark.parametrize(("coding", "placed"), [
    ({"Projekt": "100"}, Placement(Fate.COUNTED, "kulturnämnden", "I-1")),
    ({"Projekt": "100 Läsfrämjande", "Konto": "4010"}, Placement(Fate.COUNTED, "kulturnämnden", "I-1")),
    ({"Projekt": "100", "Kostnadsställe": "7"}, Placement(Fate.COUNTED, "fritidsnämnden")),
    ({"Projekt": "100", "Kostnadsställe": "8"}, Placement(Fate.TWO_KEYS)),
    ({"Projekt": "200"}, Placement(Fate.NO_KEY)),
    ({"Projekt": "åB 3"}, Placement(Fate.COUNTED, "MKB")),
    ({"Konto": "4010"}, Placement(Fate.LEFT_OUT)),
    ({"Konto": "5010", "Projekt": "100"}, Placement(Fate.ACCOUNT)),
    ({"Konto": "6150", "Projekt": "100"}, Placement(Fate.COUNTED, "kulturnämnden", "I-1")),
    ({"Konto": "6200", "Projekt": "100"}, Placement(Fate.ACCOUNT)),
    ({"Motpart": "110 Egna", "Projekt": "100"}, Placement(Fate.COUNTERPARTY)),
    ({"Motpart": "870", "Projekt": "100"}, Placement(Fate.COUNTED, "kulturnämnden", "I-1")),
])  # fmt: skip
def test_a_posting_is_placed_by_the_entry_that_names_most_of_its_codes(coding: dict[str, str], placed: Placement) -> None:
    assert KEY.place(tuple(sorted(coding.items()))) == placed


def test_a_key_without_accounts_counts_them_all() -> None:
    key = CodingKey("STK-2026-580", KEY.entries)
    assert key.place((("Konto", "1930"), ("Projekt", "100"))).fate is Fate.COUNTED
    assert key.dimensions == ("Projekt", "Kostnadsställe")
    assert key.recipients == {"kulturnämnden", "fritidsnämnden", "MKB"}


@pytest.mark.parametrize("text", ["", "x", "4-", "7-4", "-4", "4-5-6", "٤"])
def test_what_is_no_span_of_accounts_is_none(text: str) -> None:
    assert parse_span(text) is None


def test_spans_are_by_the_digits_that_accounts_begin_with() -> None:
    span = parse_span("4000 – 6999")
    assert span is not None
    assert [account for account in ("3999", "4000", "46101", "6999", "69995", "7000") if span.holds(account)] == ["4000", "46101", "6999", "69995"]


def test_entries_about_the_same_codes_are_found() -> None:
    entries = [KeyEntry({"Projekt": "A"}, "MKB"), KeyEntry({"Konto": "1"}, None), KeyEntry({"Projekt": "a"}, None)]
    assert list(find_repeated(entries)) == [2]


def test_vouchers_are_the_same_however_their_series_is_written() -> None:
    assert fold_voucher("A 8") == fold_voucher("a-8") == fold_voucher("A8") == "a8"
    assert fold_voucher("1-8") != fold_voucher("18")
    assert fold_voucher(None) == ""
    assert (join_voucher("A", "8"), join_voucher("1", "8"), join_voucher("", "8"), join_voucher("1", "")) == ("A8", "1-8", "8", "1")


def test_a_code_with_its_name_is_known_by_the_code() -> None:
    assert find_leading_code("58026110 Feriejobb") == "58026110"
    assert find_leading_code("Feriejobb 2") == "Feriejobb 2"
    assert find_leading_code("100 200") == "100 200"


def test_one_row_is_no_rows() -> None:
    assert name_rows(1).sv == "1 rad"
    assert name_rows(2).en == "2 rows"
