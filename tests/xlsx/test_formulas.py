"""Formulas as patterns: copies are equal, whatever the XML; the content of a formula is what openpyxl finds in it."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.formula.translate import Translator

from xl_kraftsamling.domain.formula_facts import FormulaNumber, find_unsourced_numbers
from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.xlsx.formulas.copies import MAX_ARRAY_COLUMNS, FormulaCell, Formulas, group_copies
from xl_kraftsamling.xlsx.formulas.patterns import format_formula, parse_content, parse_pattern, show_formula
from xl_kraftsamling.xlsx.formulas.sheet import read_formulas
from xl_kraftsamling.xlsx.grid import LAST_COLUMN

ROWS, COLUMNS = st.integers(30, 5000), st.integers(10, 60)


@st.composite
def references(draw: st.DrawFn) -> str:
    row = draw(st.sampled_from(["", "$"])) + str(draw(ROWS))
    column = draw(st.sampled_from(["", "$"])) + column_letters(draw(COLUMNS))
    sheet = draw(st.sampled_from(["", "Blad1!", "'Tilldelning 2026'!", "'Åsa''s'!"]))
    whole = draw(st.sampled_from([f"{column}{row}", f"{column}{row}:{column}{row}", f"{column}:{column}"]))
    return sheet + whole


OTHERS = st.sampled_from(
    ["1.25", '"ABC12"', "Avrop[Belopp]", "Saldo[[#This Row],[Kvar A1]]", "TRUE", "Namn_1", "LOG10(5)", "25%"]
)


@st.composite
def formulas(draw: st.DrawFn) -> str:
    terms = draw(st.lists(st.one_of(references(), OTHERS), min_size=1, max_size=5))
    signs = draw(st.lists(st.sampled_from(["+", "-", "*", "&", "<="]), min_size=5, max_size=5))
    text = "".join(term + sign for term, sign in zip(terms, signs, strict=False)).rstrip("+-*&<=")
    return draw(st.sampled_from(["{}", "SUM({})", "IF($A$1>0,{},0)", "ROUND({},2)", "-({})"])).format(text)


@given(formulas(), ROWS, COLUMNS, st.integers(-20, 400), st.integers(-5, 40))
def test_a_copy_has_the_pattern_of_its_original(formula: str, row: int, column: int, down: int, right: int) -> None:
    here, there = f"{column_letters(column)}{row}", f"{column_letters(column + right)}{row + down}"
    copy = Translator("=" + formula, origin=here).translate_formula(there)
    parts = parse_pattern(formula, row, column)
    assert parse_pattern(copy[1:], row + down, column + right) == parts
    assert format_formula(parts, row + down, column + right) == copy


@given(formulas(), references(), ROWS, COLUMNS)
def test_a_formula_with_one_reference_moved_has_another_pattern(
    formula: str, reference: str, row: int, column: int
) -> None:
    moved = Translator("=" + reference, origin="A1").translate_formula("B2")[1:]
    same = moved == reference  # fixed altogether
    ours, other = (parse_pattern(f"{formula}+{each}", row, column) for each in (reference, moved))
    assert (ours == other) is same


@given(formulas())
def test_numbers_and_ranges_are_those_that_openpyxl_finds(formula: str) -> None:
    tokens = Tokenizer("=" + formula).items
    found = parse_content(parse_pattern(formula, 1, 1))
    numbers = [token.value for token in tokens if token.type == Token.OPERAND and token.subtype == Token.NUMBER]
    assert [number.text.rstrip("%") for number in found.numbers] == numbers
    operands = [token.value for token in tokens if token.type == Token.OPERAND and token.subtype == Token.RANGE]
    ranges = [each for each in operands if "[" not in each and each != "Namn_1"]
    assert (len(found.ranges), len(found.tables)) == (len(ranges), sum("[" in each for each in operands))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SUM(K2:K7)+25000", ["25000"]),
        ("B5*1.25", ["1.25"]),
        ("B5*25%", ["25%"]),
        ("ROUND(B5*0.3142,2)", ["0.3142"]),
        ("SUBTOTAL(109,B2:B9)", []),
        ("_xlfn.XLOOKUP(A2,B:B,C:C,0,-1)", []),
        ("VLOOKUP(A2,$B$2:$E$90,4,FALSE)", []),
        ("ROUND((B5+(C5*2)),2)", ["2"]),
        ("IF(YEAR(B5)=2026,C5,0)", []),
        ("IF(B5>DATE(2026,6,30),C5,100)", []),
        ('SUMIFS(E:E,D:D,5010,C:C,"<2")', []),
        ("SUM(B2:B9)/1000-3*B3*3", ["1000", "3"]),
        ("CHOOSE(2,B5,{7,8})+0.0", []),
    ],
)
def test_numbers_in_a_calculation_are_distinguished_from_switches(formula: str, expected: list[str]) -> None:
    numbers: tuple[FormulaNumber, ...] = parse_content(parse_pattern(formula, 5, 4)).numbers
    assert list(find_unsourced_numbers("=" + formula, numbers)) == expected


@pytest.mark.parametrize(
    ("formula", "linked"),
    [
        ("[1]Blad1!A1", True),
        ("SUM('[2]Ramar 2026'!B2:B9)", True),
        ("[3]!Namn", True),
        ("'C:\\Mapp\\[Budget.xlsx]Blad 1'!A1", True),
        ("[0]!Namn", False),
        ('Avrop[Datum]&"<="&Blad1!B3', False),
        ('"[1]Blad1!A1"', False),
        ("Saldo[[#This Row],[1]]+Blad1!A1", False),
    ],
)
def test_links_to_other_workbooks_are_distinguished_from_tables_and_texts(formula: str, linked: bool) -> None:
    assert parse_content(parse_pattern(formula, 5, 4)).linked is linked


def test_a_formula_that_ends_in_a_colon_is_read_like_any_other() -> None:
    content = parse_content(parse_pattern("SUM(A1)+B5:", 5, 4))
    assert [(each.first, each.last) for each in content.ranges] == [(each.first, each.first) for each in content.ranges]
    assert len(content.ranges) == 2


@pytest.mark.parametrize("piece", ['"', "'", "''", "['", "[a", "{", "+[1]+", "1", "a.", "A1:", "SUBTOTAL(9,A1,1,"])
@pytest.mark.parametrize("start", ['"', "SUM(", "{1,"])
def test_a_formula_of_many_letters_is_parsed_whatever_it_repeats(start: str, piece: str) -> None:
    # with a pattern that goes back, each of these would take minutes
    formula = start + piece * (100_000 // len(piece)) + "!x"
    parts = parse_pattern(formula, 5, 4)
    parse_content(parts)
    assert format_formula(parts, 5, 4) == "=" + formula


def test_a_text_or_bracket_that_nothing_closes_reaches_to_the_end_of_its_formula() -> None:
    for opening in ('"', "'", "["):
        content = parse_content(parse_pattern(f"SUM(A1,{opening}B2,3)", 5, 4))
        assert (len(content.ranges), content.numbers) == (1, ())


@pytest.mark.parametrize(
    ("formula", "sheet"),
    [
        ("Blad1!A1", "Blad1"),
        ("'Åsa''s'!A1", "Åsa's"),
        ("B2+'Ej A1'!A1", "Ej A1"),
        ("'A'&'B'!A1", "B"),
        ("[1]Blad1!A1", None),
        ("Blad1:Blad3!A1", "Blad1:Blad3"),
        ("A1", ""),
    ],
)
def test_a_range_is_on_the_sheet_named_before_it(formula: str, sheet: str | None) -> None:
    assert parse_content(parse_pattern(formula, 5, 4)).ranges[-1].sheet == sheet


def test_a_long_formula_is_shown_from_its_beginning() -> None:
    parts = parse_pattern("A1+" * 5_000 + "A1", 5, 4)
    assert show_formula(parts, 5, 4) == "=" + ("A1+" * 5_000)[:1_000] + "…"
    assert show_formula(parse_pattern("A1+$B$2*2", 5, 4), 6, 4) == "=A2+$B$2*2"
    assert show_formula(parse_pattern('"' + "ö" * 5_000 + '"', 5, 4), 6, 4) == '="' + "ö" * 999 + "…"


def sheet(cells: str) -> bytes:
    """A worksheet with these cells in a row each."""
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="x"><sheetData>{cells}</sheetData></worksheet>'.encode()


def rows(*formulas: str) -> bytes:
    """A worksheet with these XML formulas in column C, from row 2 on."""
    return sheet("".join(f'<row r="{n}"><c r="C{n}" s="1">{f}<v>1</v></c></row>' for n, f in enumerate(formulas, 2)))


def described(formulas: Formulas) -> Iterator[tuple[int, int, int, str]]:
    return ((c, s.top, s.bottom, format_formula(s.pattern, s.top, c)) for c, runs in formulas.items() for s in runs)


def test_copies_below_each_other_are_one_run() -> None:
    data = rows(
        "<f>A2-B2</f>",
        "<f>A3-B3</f>",
        "<f>A4-B3</f>",
        "<f>A5-B5</f>",
        "<f>IF(A6&lt;B6,1,2)</f>",
        "<f>IF(A7&lt;B7,1,2)</f>",
    )
    assert list(described(read_formulas(data))) == [
        (3, 2, 3, "=A2-B2"), (3, 4, 4, "=A4-B3"), (3, 5, 5, "=A5-B5"), (3, 6, 7, "=IF(A6<B6,1,2)"),
    ]  # fmt: skip


def test_followers_of_a_shared_formula_have_its_pattern() -> None:
    followers = ['<f t="shared" si="0"/>'] * 3
    data = rows('<f t="shared" ref="C2:C5" si="0">A2*2</f>', *followers, "<f>A6*2</f>", '<f t="shared" si="7"/>')
    assert list(described(read_formulas(data))) == [(3, 2, 6, "=A2*2")]


def test_every_cell_of_an_array_and_of_a_what_if_table_is_computed() -> None:
    data = rows('<f t="array" ref="C2:D4">A2:B4*2</f>', '<f t="dataTable" ref="C6:C7" dt2D="0"/>')
    found = read_formulas(data)
    assert [(column, s.top, s.bottom) for column, runs in found.items() for s in runs] == [
        (3, 2, 4),
        (3, 6, 7),
        (4, 2, 4),
    ]


def test_array_formulas_that_claim_more_columns_than_a_sheet_has_use_for_are_refused() -> None:
    array = '<f t="array" ref="A{0}:XFD{0}">B{0}*{0}</f>'
    few = rows(*(array.format(n) for n in range(2, 6)))
    assert len(read_formulas(few)) == LAST_COLUMN
    with pytest.raises(ValueError, match=str(MAX_ARRAY_COLUMNS)):
        read_formulas(rows(*(array.format(n) for n in range(2, 20))))


def test_array_formulas_that_are_copies_of_each_other_are_one_run() -> None:
    data = rows(*(f'<f t="array" ref="C{n}:D{n}">A{n}*2</f>' for n in range(2, 9)))
    assert [(column, s.top, s.bottom) for column, runs in read_formulas(data).items() for s in runs] == [(3, 2, 8), (4, 2, 8)]


def test_a_shared_formula_is_known_in_columns_where_no_cell_states_it() -> None:
    cells = '<c r="C2"><f t="shared" si="0">A2*2</f></c>' + "".join(f'<c r="{c}2"><f t="shared" si="0"/></c>' for c in "DEF")
    below = '<c r="D3"><f t="shared" si="0"/></c><c r="E3"><f>C3*2</f></c><c r="F3"><f>C3*2</f></c>'
    found = read_formulas(sheet(f'<row r="2">{cells}</row><row r="3">{below}</row>'))
    assert list(described(found)) == [(3, 2, 2, "=A2*2"), (4, 2, 3, "=B2*2"), (5, 2, 3, "=C2*2"), (6, 2, 2, "=D2*2"), (6, 3, 3, "=C3*2")]


def test_what_is_inside_the_value_of_an_attribute_is_no_attribute() -> None:
    data = rows("""<f x="t='shared' si='0'">A2*2</f>""", """<f x='ref="C3:C9"' t='array'>A3*2</f>""", "<f>A4*2</f>")
    assert list(described(read_formulas(data))) == [(3, 2, 4, "=A2*2")]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: (
            text.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x=")
        ),
        lambda text: text.replace("<sheetData>", "<!-- before --><sheetData>"),
        lambda text: text.replace(' r="C2" s="1"', ' s="1" r="C2"'),
        lambda text: text.replace("<f>A3-B3</f>", "<f><![CDATA[A3-B3]]></f>"),
        lambda text: text.replace("<f>A4", "<f\n>A4"),
        lambda text: text.replace('<row r="3"><c r="C3" s="1">', "<row><c/><c/><c>"),
        lambda text: text.replace("<f>A2-B2", '<f ca="1">A2-B2'),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_same_formulas_are_found_however_the_xml_is_written(change: object, encoding: str) -> None:
    data = rows("<f>A2-B2</f>", "<f>A3-B3</f>", "<f>A4-B4</f>")
    text = change(data.decode()).replace("UTF-8", encoding.upper())
    assert list(described(read_formulas(text.encode(encoding)))) == [(3, 2, 4, "=A2-B2")]


@pytest.mark.parametrize("comment", ["", "<!-- read exactly -->"])
def test_formulas_behind_the_cells_belong_to_none_of_them(comment: str) -> None:
    sparkline = '<extLst><ext><xm:f xmlns:xm="y">Blad1!B2</xm:f></ext></extLst></worksheet>'
    data = rows("<f>A2-B2</f>", "<f>A3-B3</f>").replace(b"</worksheet>", sparkline.encode()).replace(b"<row", comment.encode() + b"<row", 1)
    assert list(described(read_formulas(data))) == [(3, 2, 3, "=A2-B2")]


def test_damaged_xml_is_an_error() -> None:
    with pytest.raises(ValueError, match="line"):
        read_formulas(rows("<f>A2-B2</f>")[:-20].replace(b"<f>", b"<!-- --><f>"))


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=30))
def test_runs_hold_each_cell_once_and_in_order(kinds: list[tuple[int, bool]]) -> None:
    texts = [
        ("A{0}-B{0}", "$A$1*B{0}", "C{1}+A{0}", "SUM(A{0}:B{0})")[kind].format(n, n - 1)
        for n, (kind, _) in enumerate(kinds, 2)
    ]
    there = [(n, text) for n, (text, (_, is_there)) in enumerate(zip(texts, kinds, strict=True), 2) if is_there]
    found = read_formulas(
        sheet("".join(f'<row r="{n}"><c r="C{n}"><f>{text}</f><v>1</v></c></row>' for n, text in there))
    )
    cells = [(row, format_formula(s.pattern, row, 3)[1:]) for s in found.get(3, ()) for row in range(s.top, s.bottom + 1)]
    assert cells == there
    assert found == group_copies(FormulaCell(row, 3, text) for row, text in there)
    assert all(
        a.pattern != b.pattern or a.bottom + 1 < b.top
        for a, b in zip(found.get(3, ()), found.get(3, ())[1:], strict=False)
    )
