"""`kraftsamling diff` as a person and as git call it: exit codes, misuse, and edits found again in real workbooks."""

import json
import random
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support import ROOT, rule_pages
from support.run_cli import ENVIRONMENT, kraft

HEAD = "Avrop\n| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Kommentar |\n|---|---|---|---|---:|---|---|\n"
NAMES = {"kulturnämnden": "I-07", "fritidsnämnden": "I-03", "MKB": "I-10", "förskolenämnden": "I-06"}


def write(path: str, example: str) -> None:
    rule_pages.write(rule_pages.book_with(HEAD + example), Path(path))


ONE = "| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | begärt | |\n"


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, also the working one, with a workbook before and after."""
    monkeypatch.chdir(tmp_path)
    write("f.xlsx", ONE)
    write("e.xlsx", ONE.replace("begärt", "utbetalt"))
    return tmp_path


def compare(*arguments: str) -> Any:
    result = kraft("diff", *arguments, "--format", "json")
    assert result.exit_code in (0, 1), result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize(("after", "code"), [
    (ONE, 0), (ONE.replace("| |", "| sent |"), 0), (ONE.replace("75 000", "75 000,01"), 1), (ONE.replace("kulturnämnden", "KN"), 0),
    (ONE.replace("75 000", '"75 000"'), 1), (ONE.replace("begärt", "avslaget"), 1), (ONE.replace("A-1", "A-2"), 0), ("", 1),
])  # fmt: skip
def test_the_exit_code_says_whether_money_differs(after: str, code: int, two: Path) -> None:
    write("e.xlsx", after)
    assert kraft("diff", "f.xlsx", "e.xlsx").exit_code == code
    assert kraft("diff", "e.xlsx", "f.xlsx").exit_code == code


def test_a_cell_that_can_be_read_neither_before_nor_after_may_hide_money(two: Path) -> None:
    write("f.xlsx", ONE.replace("75 000", '"ca 5"'))
    write("e.xlsx", ONE.replace("75 000", '"ca 6"'))
    assert kraft("diff", "f.xlsx", "e.xlsx").exit_code == 1
    assert kraft("diff", "f.xlsx", "f.xlsx").exit_code == 0


@pytest.mark.parametrize(("arguments", "code", "words"), [
    (["f.xlsx"], 2, "Ange två arbetsböcker"),
    (["f.xlsx", "e.xlsx", "f.xlsx"], 2, "Ange två arbetsböcker"),
    (["f.xlsx", "saknas.xlsx"], 3, "saknas.xlsx"),
    (["trasig.xlsx", "f.xlsx"], 3, "trasig.xlsx"),
    (["f.xlsx", "e.xlsx", "--git"], 2, "git"),
    (["f.xlsx", "e.xlsx", "--as-of", "i dag"], 2, "inget datum"),
    (["f.xlsx", "e.xlsx", "--output", "f.xlsx"], 2, "--output"),
])  # fmt: skip
def test_what_cannot_be_compared_is_a_sentence(arguments: list[str], code: int, words: str, two: Path) -> None:
    Path("trasig.xlsx").write_bytes(b"PK\x03\x04 ingen arbetsbok")
    result = kraft("diff", *arguments)
    assert (result.exit_code, words in result.stderr, result.stdout) == (code, True, "")


def test_each_workbook_is_seen_at_its_own_date_unless_one_is_given(two: Path) -> None:
    setting = "\nInställningar\n| Uppgift | Värde |\n|---|---|\n| Avstämningsdatum | {} |\n"
    late = ONE.replace("begärt", "utbetalt").replace("2026-06-01", "2026-09-15")
    write("f.xlsx", late + setting.format("2026-08-31"))
    write("e.xlsx", late + setting.format("2026-09-30"))
    (kn,) = (each for each in compare("f.xlsx", "e.xlsx")["recipients"] if each["recipient"] == "kulturnämnden")
    assert [(row["row_id"], row["change"], row["amounts"]["called_off"]) for row in kn["rows"]] == [("A-1", "counted", 75_000)]
    assert "avstämningsdatumet är ett annat: Avrop A-1" in kraft("diff", "f.xlsx", "e.xlsx").stdout
    assert kraft("diff", "f.xlsx", "e.xlsx", "--as-of", "2026-09-30").exit_code == 0


def test_a_result_in_a_file_is_the_same_page(two: Path) -> None:
    assert kraft("diff", "f.xlsx", "e.xlsx", "--format", "html", "--output", "s.html").exit_code == 1
    assert Path("s.html").read_text("utf-8") == kraft("diff", "f.xlsx", "e.xlsx", "--format", "html").stdout


# ---- edits at random in real workbooks


def draw_row(draw: random.Random, number: int) -> list[Any]:
    name = draw.choice(list(NAMES))
    status = draw.choice(["begärt", "godkänt", "utbetalt"])
    return [f"A-{number}", date(2026, 6, draw.randint(1, 28)), name, NAMES[name], draw.randint(1, 500_000) / 100, status, None, None, None]


def save(path: str, rows: Mapping[str, list[Any]], order: list[str]) -> None:
    workbook = openpyxl.load_workbook("mall.xlsx")
    sheet = workbook["Avrop"]
    sheet.delete_rows(2, sheet.max_row)
    for line, name in enumerate(order, 2):
        for column, value in enumerate(rows[name], 1):
            sheet.cell(line, column, value)
    for table in sheet.tables.values():
        table.ref = f"A1:I{max(len(order) + 1, 2)}"
    workbook.save(path)


@pytest.mark.parametrize("seed", range(8))
def test_edits_at_random_are_found_and_no_others_and_their_money_adds_up(seed: int, two: Path) -> None:
    write("mall.xlsx", ONE)
    draw = random.Random(seed)
    before = {row[0]: row for row in (draw_row(draw, number) for number in range(1, 13))}
    after = {name: list(row) for name, row in before.items()}
    edits: set[tuple[str, str]] = set()
    for name in draw.sample(sorted(before), 4):
        kind = draw.choice(["removed", "amount", "status", "comment", "recipient"])
        row = after[name]
        if kind == "removed":
            del after[name]
        elif kind == "amount":
            row[4] += draw.randint(1, 9_999) / 100
        elif kind == "recipient":
            row[2] = draw.choice([each for each in NAMES if each != row[2]])
        else:
            row[5 if kind == "status" else 8] = "avslaget" if kind == "status" else "ny"
        edits.add((name, "removed" if kind == "removed" else "changed"))
    for number in range(20, 20 + draw.randint(0, 3)):
        after[f"A-{number}"] = draw_row(draw, number)
        edits.add((f"A-{number}", "added"))
    order = list(after)
    draw.shuffle(order)
    save("f.xlsx", before, list(before))
    save("e.xlsx", after, order)
    document = compare("f.xlsx", "e.xlsx")
    explaining = [row for each in document["recipients"] for row in each["rows"]]
    assert {(row["row_id"], row["change"]) for row in (*explaining, *document["rows"])} == edits
    assert document["cells"] == document["values"] == []
    for each in document["recipients"]:
        for name, figure in each["figures"].items():
            if figure["difference"] is not None:
                parts = [row["amounts"].get(name, 0) for row in each["rows"]] + [rest["amount"] for rest in each["remainders"] if rest["figure"] == name]
                assert round(sum(parts) * 100) == round(figure["difference"] * 100)


# ---- git


def git(*arguments: str) -> str:
    settings = ["-c", "user.name=N", "-c", "user.email=n@example.org", "-c", "core.quotePath=false"]
    environment = ENVIRONMENT | {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run(["git", *settings, *arguments], env=environment, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture
def repository(two: Path) -> Path:
    """A git repository whose diff of workbooks is set as README says, with one workbook in it."""
    found = re.search(r"^git config (diff\.\S+) \"kraftsamling diff --git\" && echo '([^']+)' >> \.gitattributes$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert found
    git("init", "-q")
    git("config", found[1], f'"{sys.executable}" -m xl_kraftsamling diff --git')
    Path(".gitattributes").write_text(found[2] + "\n", "utf-8")
    Path("f.xlsx").rename("Medel 2026.xlsx")
    git("add", ".gitattributes", "Medel 2026.xlsx")
    git("commit", "-qm", "a")
    return two


def test_git_shows_what_differs_in_a_workbook(repository: Path) -> None:
    Path("e.xlsx").replace("Medel 2026.xlsx")
    shown = git("diff")
    assert "Före: Medel 2026.xlsx" in shown
    assert "ändrad: Avrop A-1 (Avrop!A2): Status begärt → utbetalt" in shown
    git("commit", "-qam", "b")
    assert "Status begärt → utbetalt" in git("log", "-1", "-p", "--ext-diff")
    assert "Medel 2026.xlsx: en ny arbetsbok." in git("show", "HEAD~1", "--ext-diff")


def test_git_goes_on_where_a_workbook_cannot_be_read_or_is_gone(repository: Path) -> None:
    Path("Medel 2026.xlsx").write_bytes(b"trasig")
    Path("text.txt").write_text("rad\n", "utf-8")
    git("add", "-N", "text.txt")
    shown = git("diff")
    assert "Medel 2026.xlsx: " in shown
    assert "+rad" in shown
    git("rm", "-qf", "Medel 2026.xlsx")
    assert "Medel 2026.xlsx: arbetsboken är borttagen." in git("diff", "--cached")


def test_git_reads_the_map_beside_the_workbook_itself(repository: Path) -> None:
    from support.build_other_layouts import EXAMPLE, write_sheets

    write_sheets(Path("Egen.xlsx"), EXAMPLE)
    assert kraft("map", "Egen.xlsx", "--write", "Egen.karta.toml").exit_code == 0
    git("add", "Egen.xlsx")
    git("commit", "-qm", "c")
    workbook = openpyxl.load_workbook("Egen.xlsx")
    workbook["Avrop"]["D2"] = 80
    workbook.save("Egen.xlsx")
    shown = git("diff", "Egen.xlsx")
    assert "Läst efter kartan Egen.karta.toml" in shown
    assert "Belopp 75 000 kr → 80 000 kr" in shown.replace("\xa0", " ")


def test_a_merge_that_is_not_finished_is_said(two: Path) -> None:
    assert kraft("diff", "--git", "Medel.xlsx").stdout == "Medel.xlsx: inte sammanslagen.\n"
