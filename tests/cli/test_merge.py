"""`kraftsamling merge` on real workbooks: what the copies have is in the result, once, and nothing else of the base has changed."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support import SHARED, rule_pages
from support.build_other_layouts import EXAMPLE, call_offs_in, write_sheets
from support.build_xlsx import find_changed_parts, pack, unpack
from support.read_ledger import read_ledger
from support.run_cli import kraft
from xl_kraftsamling.xlsx.edit import Edit

ROWS = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | begärt |
| A-2 | 2026-06-02 | fritidsnämnden | I-03 | 5 000 | begärt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V-1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 1 000 |
"""
CALL = [date(2026, 9, 1), "kulturnämnden", "I-07", 1_000, "begärt", None, None, None]
Change = Callable[[Edit], None]


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, also the working one, with the workbook that was sent out."""
    monkeypatch.chdir(tmp_path)
    rule_pages.write(rule_pages.book_with(ROWS), tmp_path / "bas.xlsx")
    return tmp_path


def answer(name: str, *changes: Change) -> str:
    """A copy of the base with changes."""
    Path(name).parent.mkdir(exist_ok=True)
    edit = Edit(Path("bas.xlsx"))
    for change in changes:
        change(edit)
    edit.save(Path(name), overwrite=True)
    return name


def put(cell: str, value: Any, sheet: str = "Avrop") -> Change:
    return lambda edit: edit.set(sheet, cell, value)


def add(name: str, who: str = "kulturnämnden", amount: Any = 1_000) -> Change:
    return lambda edit: edit.append("Avrop", [[name, CALL[0], who, *CALL[2:3], amount, *CALL[4:]]])


def calls(path: str) -> list[tuple[Any, ...]]:
    return [(row.id, row.recipient, row.amount and row.amount // 100, row.status) for row in read_ledger(Path(path)).book.call_offs]


def merge(*copies: str, code: int = 0, target: str = "ut.xlsx") -> str:
    result = kraft("merge", "bas.xlsx", *copies, "--write", target)
    assert result.exit_code == code, result.stdout + result.stderr
    assert Path(target).exists() == (code == 0)
    return result.stdout + result.stderr


def test_new_and_changed_rows_of_each_copy_are_in_the_result(base: Path) -> None:
    shown = merge(answer("Medel KN.xlsx", put("F2", "godkänt"), add("A-3")), answer("Medel FRN.xlsx", put("E3", 6_000.5), add("A-4", "fritidsnämnden")))
    assert "Medel KN.xlsx (kulturnämnden): 1 ny rad, 1 ändrad rad" in shown
    assert calls("ut.xlsx") == [
        ("A-1", "kulturnämnden", 75_000, "godkänt"), ("A-2", "fritidsnämnden", 6_000, "begärt"),
        ("A-3", "kulturnämnden", 1_000, "begärt"), ("A-4", "fritidsnämnden", 1_000, "begärt"),
    ]  # fmt: skip
    assert kraft("validate", "ut.xlsx").exit_code == 0


def test_the_order_does_not_matter_and_the_same_copy_twice_changes_nothing(base: Path) -> None:
    copies = [answer("KN.xlsx", add("A-3"), put("F2", "godkänt")), answer("FRN.xlsx", add("A-4", "fritidsnämnden")), answer("FSKN.xlsx", add("A-5", "förskolenämnden"))]
    merge(*copies)
    expected = unpack(Path("ut.xlsx"))
    for order in permutations(copies):
        assert kraft("merge", "bas.xlsx", *order, "--write", "två.xlsx", "--force").exit_code == 0
        assert unpack(Path("två.xlsx")) == expected
    shutil.copy("KN.xlsx", "KN igen.xlsx")
    assert "är samma fil som en annan" in merge(*copies, "KN igen.xlsx", copies[0], target="tre.xlsx")
    assert unpack(Path("tre.xlsx")) == expected
    merge(answer("KN.xlsx", add("A-3"), put("F2", "godkänt"), put("A1", "en egen anteckning", "Läs mig")), *copies[1:], "KN igen.xlsx", target="fyra.xlsx")
    assert unpack(Path("fyra.xlsx")) == expected


def test_merging_in_steps_is_merging_at_once(base: Path) -> None:
    copies = [answer("a.xlsx", add("A-3")), answer("b.xlsx", put("E3", 6_000)), answer("c.xlsx", add("A-5", "förskolenämnden"))]
    merge(*copies)
    merge(*copies[:2], target="ab.xlsx")
    merge("ab.xlsx", copies[2], target="abc.xlsx")
    assert unpack(Path("abc.xlsx")) == unpack(Path("ut.xlsx"))


def test_only_the_sheets_with_changes_differ_from_the_base(base: Path) -> None:
    merge(answer("KN.xlsx", put("F2", "godkänt")))
    (changed,) = find_changed_parts(Path("bas.xlsx"), Path("ut.xlsx")) - {"xl/workbook.xml"}
    old, new = (unpack(Path(name))[changed].decode() for name in ("bas.xlsx", "ut.xlsx"))
    assert len(old) - len(new) < 100
    merge(answer("FRN.xlsx"), target="lika.xlsx")
    assert Path("lika.xlsx").read_bytes() == Path("bas.xlsx").read_bytes()
    before = Path("bas.xlsx").read_bytes()
    merge("KN.xlsx", target="tre.xlsx")
    assert Path("bas.xlsx").read_bytes() == before


@pytest.mark.parametrize(("copies", "words"), [
    ({"KN 1.xlsx": [put("E2", 1)], "KN 2.xlsx": [put("E2", 2)]}, ["Avrop A-1. Flera kopior", "bas.xlsx, Avrop!E2: Belopp 75 000 kr", "KN 1.xlsx, Avrop!E2: Belopp 1 kr", "KN 2.xlsx, Avrop!E2: Belopp 2 kr"]),
    ({"KN.xlsx": [add("A-3")], "FRN.xlsx": [add("A-3", "fritidsnämnden")]}, ["Avrop A-3. Flera nya rader", "KN.xlsx, Avrop!A4", "FRN.xlsx, Avrop!A4", '--take "Avrop A-3=alla"']),
    ({"KN.xlsx": [put("E3", 9)]}, ["Avrop A-2. Raden hör till en annan", "bas.xlsx, Avrop!E3: Belopp 5 000 kr", "KN.xlsx, Avrop!E3: Belopp 9 kr"]),
    ({"KN.xlsx": [put("E3", "ca 9")]}, ["KN.xlsx, Avrop!E3: Belopp ”ca 9”"]),
    ({"KN.xlsx": [put("C7", 1, "Tilldelning")]}, ["Konflikt: Tilldelning"]),
    ({"KN.xlsx": [put("B9", "förslag", "Beslut")]}, ["Konflikt: Beslut. Den uppgiften ändras"]),
    ({"KN.xlsx": [lambda edit: edit.replace("Avrop", [["A-2", date(2026, 6, 2), "fritidsnämnden", "I-03", 5_000, "begärt", None, None, None]])]}, ["Avrop A-1. Raden finns i bas.xlsx men saknas", "KN.xlsx: raden saknas"]),
])  # fmt: skip
def test_a_conflict_is_listed_with_the_cells_on_both_sides_and_nothing_is_written(copies: dict[str, list[Change]], words: list[str], base: Path) -> None:
    shown = merge(*(answer(name, *changes) for name, changes in copies.items()), code=1).replace("\xa0", " ")
    for each in (*words, "Inget är skrivet: 1 konflikt"):
        assert each in " ".join(shown.split())


def test_a_conflict_is_decided_by_what_is_taken(base: Path) -> None:
    copies = answer("KN.xlsx", add("A-3"), put("E3", 9)), answer("FRN.xlsx", add("A-3", "fritidsnämnden"))
    assert kraft("merge", "bas.xlsx", *copies, "--write", "ut.xlsx", "--take", "Avrop A-3=alla").exit_code == 1
    result = kraft("merge", "bas.xlsx", *copies, "--write", "ut.xlsx", "--take", "Avrop A-3=alla", "--take", "bas")
    assert "Avrop A-3 (Avrop!A4) i KN.xlsx har fått id A-4" in result.stdout
    assert calls("ut.xlsx")[1:] == [("A-2", "fritidsnämnden", 5_000, "begärt"), ("A-3", "fritidsnämnden", 1_000, "begärt"), ("A-4", "kulturnämnden", 1_000, "begärt")]
    assert kraft("merge", "bas.xlsx", *copies, "--write", "två.xlsx", "--take", "KN.xlsx").exit_code == 0
    assert calls("två.xlsx")[1:] == [("A-2", "fritidsnämnden", 9, "begärt"), ("A-3", "kulturnämnden", 1_000, "begärt")]


def test_a_value_of_beslut_can_be_taken(base: Path) -> None:
    copy = answer("KN.xlsx", put("B12", "nya villkor", "Beslut"))
    assert kraft("merge", "bas.xlsx", copy, "--write", "ut.xlsx", "--take", "Beslut=KN.xlsx").exit_code == 0
    assert read_ledger(Path("ut.xlsx")).book.record["conditions"].value == "nya villkor"


def test_without_a_target_it_is_only_shown(base: Path) -> None:
    result = kraft("merge", "bas.xlsx", answer("KN.xlsx", add("A-3")))
    assert (result.exit_code, "lägg till --write" in result.stdout) == (0, True)
    assert sorted(path.name for path in base.iterdir()) == ["KN.xlsx", "bas.xlsx"]


def test_a_folder_is_searched_for_workbooks_and_what_is_left_out_is_said(base: Path) -> None:
    answer("svar/KN.xlsx", add("A-3"))
    answer("svar/FRN.xlsx", add("A-4", "fritidsnämnden"))
    Path("svar/~$KN.xlsx").write_bytes(b"x")
    Path("svar/mejl.txt").write_text("hej", "utf-8")
    shutil.copy("bas.xlsx", "svar/ut.xlsx")
    result = kraft("merge", "svar/ut.xlsx", "svar", "--write", "ut.xlsx")
    assert "Inte med ur svar: mejl.txt, ut.xlsx, ~$KN.xlsx." in result.stderr
    assert [row[0] for row in calls("ut.xlsx")] == ["A-1", "A-2", "A-3", "A-4"]


@pytest.mark.parametrize(("arguments", "code", "words"), [
    (["bas.xlsx"], 2, "Ange också svaren, till exempel Svar/."),
    (["bas.xlsx", "tom"], 2, "har inga arbetsböcker"),
    (["bas.xlsx", "KN.xlsx", "--write", "KN.xlsx", "--force"], 2, "ett av svaren"),
    (["bas.xlsx", "KN.xlsx", "--write", "upptagen.xlsx"], 2, "finns redan"),
    (["bas.xlsx", "KN.xlsx", "--take", "Avrop A-9=bas"], 3, "det finns ingen sådan konflikt"),
    (["bas.xlsx", "KN.xlsx", "--take", "FRN.xlsx"], 3, "det finns ingen sådan kopia"),
    (["bas.xlsx", "trasig.xlsx"], 3, "trasig.xlsx"),
    (["bas.xlsx", "saknas.xlsx"], 3, "saknas.xlsx"),
    (["bas.xlsx", "annat.xlsx"], 3, "Slå bara ihop kopior av samma arbetsbok"),
    (["bas.xlsx", "utanför.xlsx"], 3, "raden vid Avrop!A6 står nedanför tabellens slut"),
    (["bas.xlsx", "formel.xlsx"], 3, "Avrop!E2 innehåller =, som saknar värde"),
])  # fmt: skip
def test_what_cannot_be_merged_is_a_sentence_and_writes_nothing(arguments: list[str], code: int, words: str, base: Path) -> None:
    Path("tom").mkdir()
    Path("upptagen.xlsx").write_bytes(b"")
    Path("trasig.xlsx").write_bytes(b"trasig")
    answer("KN.xlsx", add("A-3"))
    answer("annat.xlsx", put("B2", "STK-2027-1", "Beslut"))
    answer("utanför.xlsx", put("A6", "A-9"), put("E6", 5))
    workbook = openpyxl.load_workbook("bas.xlsx")
    workbook["Avrop"]["E2"] = "=1+1"
    workbook.save("formel.xlsx")
    before = {path: path.read_bytes() for path in base.glob("*.xlsx")}
    result = kraft("merge", *arguments)
    assert (result.exit_code, words in result.stderr) == (code, True), result.stderr
    assert {path: path.read_bytes() for path in base.glob("*.xlsx")} == before


def test_a_column_that_the_base_lacks_is_said_not_to_follow(base: Path) -> None:
    workbook = openpyxl.load_workbook("bas.xlsx")
    workbook["Avrop"]["J1"], workbook["Avrop"]["J2"] = "Handläggare", "N"
    workbook["Avrop"].tables["Avrop"].ref = "A1:J3"
    workbook["Avrop"].tables["Avrop"].tableColumns.append(openpyxl.worksheet.table.TableColumn(id=10, name="Handläggare"))
    workbook.save("KN.xlsx")
    assert "kolumnen Handläggare finns inte i arbetsboken som skickades ut" in " ".join(merge("KN.xlsx").split())


def test_rows_without_an_id_are_paired_by_content_and_that_is_said(base: Path) -> None:
    def book(edit: Edit) -> None:
        edit.append("Utfall", [["V-2", date(2026, 8, 1), 202608, "kulturnämnden", "I-07", 50, None]] * 2)

    shown = merge(answer("KN.xlsx", book, put("F2", 900, "Utfall")))
    assert "Utfall: 1 rader utan gemensamt id är ihopparade efter innehåll; 2 kunde inte paras ihop" in " ".join(shown.split())
    assert [row.amount for row in read_ledger(Path("ut.xlsx")).book.outcomes] == [900_00, 50_00, 50_00]


def test_a_formula_that_has_only_been_computed_is_no_change(base: Path) -> None:
    workbook = openpyxl.load_workbook("bas.xlsx")
    workbook["Avrop"]["E3"] = "=2000+3000"
    workbook.save("bas.xlsx")
    parts = {name: re.sub(rb"(<f>2000\+3000</f>)<v ?/>|(<f>2000\+3000</f>)<v></v>", rb"\1\2<v>5000</v>", data) for name, data in unpack(Path("bas.xlsx")).items()}
    pack(Path("KN.xlsx"), parts)
    assert calls("KN.xlsx")[1] == ("A-2", "fritidsnämnden", 5_000, "begärt")
    assert "KN.xlsx (kulturnämnden): inget nytt" in merge("KN.xlsx")


def test_copies_in_a_layout_of_ones_own_keep_their_units(base: Path) -> None:
    write_sheets(Path("bas.xlsx"), EXAMPLE)
    workbook = openpyxl.load_workbook("bas.xlsx")
    workbook["Avrop"]["D2"], workbook["Avrop"]["E2"] = 80.5, "Godkänt"
    workbook.save("KN.xlsx")
    merge("KN.xlsx")
    assert openpyxl.load_workbook("ut.xlsx")["Avrop"]["D2"].value == 80.5
    found = call_offs_in(read_ledger(Path("ut.xlsx")))
    assert {(name, status) for name, _, _, status in found if name == "kulturnämnden"} == {("kulturnämnden", "godkänt")}
    assert sorted(row.amount for row in read_ledger(Path("ut.xlsx")).book.call_offs) == [40_000_00, 80_500_00, 400_000_00]


def test_a_copy_with_amounts_in_another_unit_is_converted(base: Path) -> None:
    write_sheets(Path("bas.xlsx"), EXAMPLE)
    workbook = openpyxl.load_workbook("bas.xlsx")
    sheet = workbook["Avrop"]
    sheet["D1"] = "Summa kr"
    for line in range(2, 6):
        sheet.cell(line, 4).value *= 1_000
    sheet["D2"] = 80_500
    workbook.save("KN.xlsx")
    shown = merge("KN.xlsx")
    assert "1 ändrad rad" in shown
    assert openpyxl.load_workbook("ut.xlsx")["Avrop"]["D2"].value == 80.5


@pytest.mark.skipif(not (SHARED / "faults" / "year").is_dir(), reason="the collection ../shared/faults is not here")
def test_five_answers_come_together_as_an_economist_would_do_it(base: Path) -> None:
    year = SHARED / "faults" / "year"
    copies = sorted(map(str, year.glob("sept_*.xlsx")))
    first = kraft("merge", str(year / "sept.xlsx"), *copies, "--write", "ut.xlsx")
    assert (first.exit_code, first.stdout.count("Konflikt:")) == (1, 1)
    assert kraft("merge", str(year / "sept.xlsx"), *copies, "--write", "ut.xlsx", "--take", "Avrop A04=alla").exit_code == 0
    ledger = read_ledger(Path("ut.xlsx"))
    assert (len(ledger.book.call_offs), len(ledger.book.forecasts)) == (8, 5)
    assert kraft("validate", "ut.xlsx").exit_code == 0
