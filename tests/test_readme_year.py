"""The year that README lives through: its commands in their order on one workbook, of the template and of an own layout, and what it shows of them."""

import csv
import json
import shlex
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support import TESTS
from support.build_other_layouts import GRANTED, plain_sheets, write_sheets
from support.read_ledger import read_ledger
from support.readme import fenced, kraftsamling, replace
from xl_kraftsamling.xlsx.edit import Edit

BOOK = "Medel.xlsx"
KEY = "Medel.kontering.toml"
LEFT_OUT = '#[[left_out]]\n#"Projekt" = "58040"\n'
CUT = "[…]"
SHOWN = {
    "register": [("Medel.xlsx är skapad", "Medel.xlsx är skapad"), ("Kommunstyrelsen beslutade", "Kommunstyrelsen beslutade"), ("Resultat", "Prövade")],
    "call-off": [("Medel.xlsx har fått", "Medel.xlsx har fått"), ("✖ 1 fel", "Prövade")],
    "transfer": [("200 000 kr från", "Högst"), ("● återstår  OM01", "● återstår  OM01"), ("● återstår  OM09", "● återstår  OM09"), ("Mottagare", "kulturnämnden, efter")],
    "month": [("Medel ASN", "Medel.xlsx är en kopia"), ("Mottagare", "16 rader")],
    "month-key": [("# 58007", "intervention"), ("# ? 58040", "#[[left_out]]"), ('#"Projekt"', '#"Projekt"')],
    "closing": [("Kvar vid slutet", "Summa"), ("Beslutet säger", "Beslutet säger")],
}  # fmt: skip
"""The pieces of each output that README shows: how their first and last lines begin, in order. Where something is left out it says […]."""


def shorten(text: str, pieces: Sequence[tuple[str, str]]) -> str:
    lines, at, shown = text.rstrip("\n").split("\n"), 0, list[str]()
    plain = [line.replace("\xa0", " ").lstrip() for line in lines]
    for first, last in pieces:
        begin = next(number for number in range(at, len(lines)) if plain[number].startswith(first))
        if any(lines[at:begin]):
            shown.append(CUT)
        elif begin > at > 0:
            shown.append("")
        at = 1 + next(number for number in range(begin, len(lines)) if plain[number].startswith(last))
        shown += lines[begin:at]
    return "\n".join([*shown, CUT] if any(lines[at:]) else shown)


def run(name: str, folder: Path, *codes: int) -> str:
    """What the lines of a block print, each with its exit code (0 where none is given)."""
    lines = [shlex.split(line) for line in fenced(name).strip("`").splitlines()]
    expected = [*codes, *[0] * (len(lines) - len(codes))]
    printed = []
    for line, code in zip(lines, expected, strict=True):
        if line[0] == "mkdir":
            (folder / line[1]).mkdir()
            continue
        assert line[0] == "kraftsamling"
        printed.append(kraftsamling(line[1:], folder, (code,)))
    return "".join(printed)


def write_in_excel(folder: Path, sheet: str, before: Any, after: Any) -> None:
    """What the economist does in Excel: every cell of the sheet with this value gets another."""
    book = folder / BOOK
    cells = [cell.coordinate for row in openpyxl.load_workbook(book)[sheet].iter_rows() for cell in row if cell.value == before]
    assert cells
    edit = Edit(book)
    for cell in cells:
        edit.set(sheet, cell, after)
    edit.save(folder / "sparad.xlsx")
    (folder / "sparad.xlsx").replace(book)


def commands_of(name: str) -> list[list[str]]:
    return [shlex.split(line)[1:] for line in fenced(name).strip("`").splitlines()]


def spend_the_money(folder: Path, moves: str) -> dict[str, str]:
    """Tasks 2 and 3, with what each prints.

    :param moves: the sheet of transfers
    """
    called_off = run("call-off", folder, 0, 1)
    write_in_excel(folder, "Avrop", 2_500_000, 250_000)
    assert "✖" not in kraftsamling(commands_of("call-off")[1], folder)
    asked = run("transfer", folder, 4)
    assert "O-1 är införd som utkast" in run("agreed", folder)
    write_in_excel(folder, moves, "utkast", "bokförd")
    return {"call-off": called_off, "transfer": asked}


def end_the_month(folder: Path) -> dict[str, str]:
    """Task 4, with what it prints and the key that it proposes."""
    shutil.copy(folder / BOOK, folder / "Medel-augusti.xlsx")
    run("answers", folder)
    merge, take, compare = commands_of("month")
    merged = kraftsamling(merge, folder)
    kraftsamling(take, folder, (4,))
    key = (folder / KEY).read_text("utf-8")
    assert LEFT_OUT in key
    (folder / KEY).write_text(key.replace(LEFT_OUT, LEFT_OUT.replace("#", "")), "utf-8")
    taken = kraftsamling(take, folder)
    assert "0 rader har lagts till" in kraftsamling(take, folder)
    page = shlex.split(fenced("page").strip("`"))
    kraftsamling([*compare, *page], folder, (1,))
    for shown in (kraftsamling(compare, folder, (1,)), (folder / page[-1]).read_text("utf-8")):
        assert "+143 775,25" in shown.replace("\xa0", " ")
    return {"month-key": key, "month": merged + taken}


def live_through_the_year(folder: Path, moves: str) -> dict[str, str]:
    """Everything from the first call-off to the reports, with what each task prints."""
    printed = spend_the_money(folder, moves) | end_the_month(folder)
    write_in_excel(folder, "Avrop", "begärt", "godkänt")
    kraftsamling(commands_of("december")[0], folder)
    return printed | {"closing": run("closing", folder)}


def balances(folder: Path) -> Any:
    return json.loads(kraftsamling(["balance", BOOK, "--as-of", "2026-12-31", "--format", "json"], folder))["balances"]


@pytest.fixture(scope="module")
def template_year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The folder at the end of the year, and what README shows on the way."""
    pytest.importorskip("docx", reason="python-docx is not installed: no report in Word")
    folder = tmp_path_factory.mktemp("år")
    shutil.copytree(TESTS / "year", folder, dirs_exist_ok=True)
    printed = {"register": run("register", folder)} | live_through_the_year(folder, "Omfördelning")
    return folder, {name: shorten(text, SHOWN[name]) for name, text in printed.items()}


@pytest.mark.parametrize("name", SHOWN)
def test_a_task_prints_what_readme_shows(template_year: tuple[Path, dict[str, str]], request: pytest.FixtureRequest, name: str) -> None:
    shown, mark = template_year[1][name], name if name == "month-key" else f"{name}-output"
    language = "toml" if name == "month-key" else ""
    if request.config.getoption("--update-snapshots"):
        replace(mark, f"```{language}\n{shown}\n```\n")
    assert fenced(mark).removeprefix(language).strip("\n") == shown


def test_at_the_end_of_the_year_nothing_is_wrong_and_both_reports_are_there(template_year: tuple[Path, dict[str, str]]) -> None:
    folder = template_year[0]
    assert "Resultat: ✔ arbetsboken uppfyller kontrollerna" in kraftsamling(["validate", BOOK, "--as-of", "2026-12-31"], folder)
    assert {"rapport.html", "rapport.docx"} <= {path.name for path in folder.iterdir()}
    assert sum(each["outcome"] for each in balances(folder)) == 4_518_375.75


def write_own_workbook(path: Path) -> None:
    """A workbook as an office keeps one, with what it had before the year of README begins."""
    with (TESTS / "year" / "insatser.csv").open(encoding="utf-8") as file:
        planned = [[row["Insats-id"], row["Insats"], row["Mottagare"], int(row["Planerat belopp"].replace(" ", "")), row["Status"]] for row in csv.DictReader(file, delimiter=";")]
    sheets: dict[str, Sequence[Sequence[Any]]] = {
        "Fördelning": [["Kraftsamlande insatser, STK-2026-580"], [], ["Nämnd/bolag", "Beviljat 2026"], *GRANTED, ["Totalt", "=SUM(B4:B9)"]],
        "Insatser": [["Nr", "Insats", "Nämnd", "Planerat kr", "Läge"], *planned],
        "Avrop": [["Nr", "Datum", "Förvaltning", "Insats nr", "Summa kr", "Läge"], ["A-01", date(2026, 5, 25), GRANTED[0][0], "I-01", 350_000, "godkänt"]],
        "Flyttat": [["Nr", "Datum", "Från nämnd", "Till nämnd", "Summa kr", "Läge", "Överenskommelse", "Överenskommelsens datum", "Överenskommelse med", "Outnyttjat"],
                    ["O-0", date(2026, 6, 1), "fritidsnämnden", "förskolenämnden", 1_000, "avslagen", "STK-2026-700", date(2026, 5, 29), "stadskontoret", "ja"]],
        "Huvudbok": [["Ver", "Bokförd", "Period", "Nämnd", "Insats nr", "Utfall kr", "Text"], ["V1001", date(2026, 6, 12), 202606, GRANTED[0][0], "I-01", 88_400, "Handledartid"]],
        "Prognos": [["Prognosdatum", "Nämnd", "Prognos helår kr"], [date(2026, 6, 1), "förskolenämnden", 140_000]],
    }  # fmt: skip
    write_sheets(path, plain_sheets(**sheets))


def test_the_same_commands_live_through_the_year_in_an_own_layout(template_year: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    shutil.copytree(TESTS / "year", tmp_path, dirs_exist_ok=True)
    write_own_workbook(tmp_path / BOOK)
    kraftsamling(["map", BOOK, "--write", "Medel.karta.toml"], tmp_path)
    _, decide, check = commands_of("register")
    assert "§ 187" in kraftsamling(decide, tmp_path) + kraftsamling(check, tmp_path)
    live_through_the_year(tmp_path, "Flyttat")
    assert balances(tmp_path) == balances(template_year[0])


def test_what_was_changed_after_the_copy_was_sent_out_is_kept_when_it_lies_among_the_answers(template_year: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    for name in ("Medel-augusti.xlsx", "Medel.beslut.toml"):
        shutil.copy(template_year[0] / name, tmp_path)
    shutil.copytree(template_year[0] / "svar", tmp_path / "svar")
    shutil.copy(tmp_path / "Medel-augusti.xlsx", tmp_path / BOOK)
    (tmp_path / "Avrop.csv").write_text("Avrop-id;Datum;Mottagare;Insats-id;Belopp;Status\nA-08;2026-09-03;MKB;I-11;200 000;godkänt\n", "utf-8")
    again = ["fill", BOOK, "--into", BOOK, "--data", "Avrop.csv", "--force"]
    assert "Medel.xlsx har fått fler rader: Avrop 1" in kraftsamling(again, tmp_path)
    assert "Medel.xlsx har inte fått några nya rader" in kraftsamling(again, tmp_path)
    shutil.copy(tmp_path / BOOK, tmp_path / "svar")
    kraftsamling(commands_of("month")[0], tmp_path)
    assert {"A-08", "A-KN-1", "A-GVN-1"} <= {row.id for row in read_ledger(tmp_path / BOOK).book.call_offs}
