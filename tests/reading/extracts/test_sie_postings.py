"""SIE files as programs write them: each transaction counted once, letters and dimensions as they are meant, and nothing lost."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from xl_kraftsamling.domain.postings.posting import Posting
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.reading.extracts.extract import CodingMaker, Extract
from xl_kraftsamling.reading.extracts.sie_postings import open_sie
from xl_kraftsamling.reading.extracts.sie_records import find_encoding, is_sie, parse_objects

HEAD = "#FLAGGA 0\n#SIETYP 4\n"
VOUCHER = '#VER A 1 20260504 "Köp"\n{{\n{}\n}}\n'
REAL = Path(__file__).parents[4] / "shared" / "sie"


def read(text: str, encoding: str = "cp437", dimensions: tuple[str, ...] = ()) -> tuple[Extract, list[Posting]]:
    extract = open_sie(text.encode(encoding), "a.se", CodingMaker(dimensions))
    return extract, list(extract.list_postings())


def read_transactions(*transactions: str, head: str = HEAD) -> list[Posting]:
    return read(head + VOUCHER.format("\n".join(transactions)))[1]


@pytest.mark.parametrize(("transactions", "amounts"), [
    (("#TRANS 4010 {} 5.50", "#TRANS 1930 {} -5.5"), [550, -550]),
    (("#RTRANS 4010 {} 5", '#TRANS 4010 {} 5 "" "x"', "#BTRANS 4010 {} 7"), [500]),
    (("#RTRANS 4010 {} 5", "#RTRANS 4011 {} 6", "#TRANS 4012 {} 7"), [500, 600, 700]),
    (("#TRANS 4010 {} 5", "#RTRANS 4010 {} 5"), [500, 500]),
    (("#TRANS 4010 5,25", '#TRANS "4010" {"1" "a b"} +.5'), [525, 50]),
    (("#TRANS 4010 {} 5.500000",), [550]),
])  # fmt: skip
def test_every_transaction_is_counted_once(transactions: tuple[str, ...], amounts: list[int]) -> None:
    assert [each.amount for each in read_transactions(*transactions)] == amounts


def test_a_transaction_has_the_day_and_text_of_its_voucher_unless_it_has_its_own() -> None:
    first, second = read_transactions("#TRANS 4010 {} 5", '#TRANS 4010 {} 5 20260601 "Egen \\"text\\""')
    assert (first.voucher, first.booked_on, first.period, first.text) == ("A1", date(2026, 5, 4), 202605, "Köp")
    assert (second.booked_on, second.period, second.text) == (date(2026, 6, 1), 202606, 'Egen "text"')


def test_dimensions_are_named_by_the_file_or_else_by_the_format() -> None:
    head = HEAD + '#DIM 1 "Resultatenheter"\n#DIM 20 "Aktivitet"\n#UNDERDIM 21 "Delprojekt" 6\n#DIM 30 "Ansvar"\n#OBJEKT 6 "7" "Läs"\n'
    line = '#TRANS 4010 {1 "a" 6 "7" 20 "b" 21 "c" 8 "d" 30 "e"} 5'
    extract, (posting,) = read(head + VOUCHER.format(line))
    assert dict(posting.coding) == {"Konto": "4010", "Kostnadsställe": "a", "Projekt": "7", "Aktivitet": "b"}
    assert extract.names["Projekt", "7"] == "Läs"
    _, (named,) = read(head + VOUCHER.format(line), dimensions=("Delprojekt", "Kund"))
    assert dict(named.coding) == {"Konto": "4010", "Kostnadsställe": "a", "Projekt": "7", "Aktivitet": "b", "Delprojekt": "c", "Kund": "d"}


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_letters_are_those_of_the_program_that_wrote_them(encoding: str) -> None:
    extract, (posting,) = read(HEAD + VOUCHER.format('#TRANS 4010 {} 5 "" "Åtgärd på ön"'), encoding)
    assert posting.text == "Åtgärd på ön"
    assert bool(extract.remarks) == (encoding != "cp437")
    assert is_sie((HEAD + "x").encode(encoding))


def test_what_is_plain_ascii_is_read_by_rule() -> None:
    assert find_encoding(b"#FLAGGA 0") == "cp437"


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_lines_may_end_in_any_way_and_the_file_in_that_of_dos(ends: str) -> None:
    text = HEAD + "en rad som inte är en post\n#VER A 1 20260504 {\n#TRANS\t4010\t{}\t5 \n}\n\x1a"
    extract, postings = read(text.replace("\n", ends))
    assert [each.amount for each in postings] == [500]
    assert sum(extract.skipped.values()) == 1


def test_quotation_marks_and_backslashes_inside_texts_do_no_harm() -> None:
    texts = ['#TRANS 4010 {} 5 "" "C:\\mapp\\"', '#TRANS 4010 {} 5 "" "5" skruv"']
    assert [each.text for each in read_transactions(*texts)] == ["C:\\mapp\\", "5"]


def test_what_the_file_says_of_results_is_compared() -> None:
    head = HEAD + "#RES 0 4010 5.00\n#RES 0 4020 1.00\n#RES -1 4010 9\n"
    extract, _ = read(head + VOUCHER.format("#TRANS 4010 {} 5\n#TRANS 1930 {} -5"))
    assert ["4020: 0" in each.sv for each in extract.faults] == [True]


def test_what_is_not_whole_ore_is_told() -> None:
    extract, postings = read(HEAD + VOUCHER.format("#TRANS 4010 {} 5.555\n#TRANS 1930 {} -5.555"))
    assert [each.amount for each in postings] == [556, -556]
    assert len(extract.faults) == 2


@pytest.mark.parametrize("line", ["#TRANS 4010 {} ", "#TRANS 4010 {1} 5", '#TRANS 4010 {1 "a" 5', "#TRANS 4010 {} 1,500", "#TRANS 4010 {} x"])
def test_a_transaction_that_is_cut_off_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(BadInput, match="rad 5"):
        read_transactions(line)


def test_objects_are_pairs() -> None:
    assert parse_objects('{1 "a b" 6 c}') == (("1", "a b"), ("6", "c"))
    assert parse_objects("{}") == ()
    assert parse_objects("{1}") is None


@pytest.mark.skipif(not REAL.exists(), reason="the files of others are not at hand")
def test_real_files_are_read_and_balance() -> None:
    counted, unbalanced, refused = Counter[str](), Counter[str](), Counter[str]()
    for path in sorted(REAL.iterdir()):
        data = path.read_bytes()
        if path.suffix.lower() in (".se", ".si") and is_sie(data):
            extract = open_sie(data, path.name, CodingMaker())
            try:
                counted[path.name] = sum(1 for _ in extract.list_postings())
                unbalanced[path.name] = len(extract.faults)
            except BadInput as problem:
                refused[problem.message("sv").partition(" är en ")[2][:13]] += 1
    assert sum(counted.values()) == data_lines()
    assert {name for name, number in unbalanced.items() if number} == {"testWrite.se", "testWrite1.se", "transaktioner_ovnbolag-bad-balance.se"}
    assert set(refused) == {"SIE-fil av typ"[:13]}


def data_lines() -> int:
    """The transactions of the real files, counted by their labels alone."""
    files = (path.read_bytes() for path in REAL.iterdir() if path.suffix.lower() in (".se", ".si"))
    return sum(line.strip().startswith(b"#TRANS") for data in files for line in data.splitlines())
