"""May this transfer be made?  The command, the function and the button give one answer for one workbook, for the same reasons."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from support import pywin32_stubs, rule_pages
from support.call_function import com_table, to_com_value
from support.excel_engine import open_book
from support.press_button import sheet_of
from support.pywin32_stubs import MISSING, call_function
from support.run_cli import kraft
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.excel import buttons

BOOK = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | godkänt |
| A-2 | 2026-07-01 | kulturnämnden | I-07 | -400 000 | begärt |
| A-3 | 2026-10-20 | förskolenämnden | I-06 | 110 000 | godkänt |
| A-4 | 2026-10-01 | MKB | I-10 | "ca 5" | godkänt |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-07-01 | kulturnämnden | kulturnämnden | 50 000 | begärd | | | | | |
| O-2 | 2026-07-01 | kulturnämnden | fritidsnämnden | -70 000 | begärd | | | | | |
| O-3 | 2026-11-01 | kulturnämnden | fritidsnämnden | 100 000 | begärd | | | | | |
"""
HEAD = "\nBeslut\n| Uppgift | Värde |\n|---|---|\n"
UNDECIDED = f"{HEAD}| Status | förslag |\n| Kommunstyrelsens paragraf | |\n| Kommunstyrelsens beslutsdatum | |\n"
TWICE = "\nTilldelning\n| Mottagare | Beviljat belopp |\n|---|---:|\n| Kulturförvaltningen | 800 000 |\n"
AGREED = "överenskommen | STK-2026-702 | 2026-09-01 | stadskontoret | "
KN, FRN, FSKN = "kulturnämnden", "fritidsnämnden", "förskolenämnden"
GVN = "gymnasie- och vuxenutbildningsnämnden"

CASES = [
    ("", KN, GVN, "200 000", f"{AGREED}| ja", Answer.YES),
    ("", KN, GVN, "200 000", f"{AGREED}| ", Answer.AFTER_AGREEMENT),
    ("", KN, GVN, "200 000", "begärd | | | | |", Answer.AFTER_AGREEMENT),
    ("", KN, GVN, "200 000", f"{AGREED}| nej", Answer.NO),
    ("", KN, GVN, "200 000", f"{AGREED}100 000 | ja", Answer.NO),
    ("", KN, GVN, "200 000,01", f"{AGREED}| ja", Answer.NO),
    ("", FSKN, KN, "40 000", f"{AGREED}| ja", Answer.YES),
    ("", FSKN, KN, "40 000,01", f"{AGREED}| ja", Answer.NO),
    ("", "MKB", KN, "1", f"{AGREED}| ja", Answer.OPEN),
    ("", FRN, FRN, "1", f"{AGREED}| ja", Answer.NO),
    (UNDECIDED, KN, GVN, "200 000", f"{AGREED}| ja", Answer.OPEN),
    (TWICE, KN, GVN, "200 000", f"{AGREED}| ja", Answer.OPEN),
]


@pytest.mark.parametrize(("more", "donor", "receiver", "amount", "rest", "answer"), CASES)
def test_the_three_faces_give_one_answer_for_the_same_reasons(
    more: str, donor: str, receiver: str, amount: str, rest: str, answer: Answer, tmp_path: Path
) -> None:
    pywin32_stubs.load_functions()
    row = f"| O-9 | 2026-09-01 | {donor} | {receiver} | {amount} | {rest} |"
    with_row = rule_pages.book_with(BOOK + row + more)
    rule_pages.write(rule_pages.book_with(BOOK + more), tmp_path / "utan.xlsx")
    rule_pages.write(with_row, tmp_path / "med.xlsx")

    tables = [com_table(with_row, name) for name in ("Tilldelning", "Omfördelning", "Avrop")]
    asked = (donor, receiver, amount, to_com_value(date(2026, 9, 1)), *tables, MISSING, com_table(with_row, "Beslut"))
    reasons = call_function("KRAFT_VARFOR", *asked)
    rows = reasons if reasons and isinstance(reasons[0], list) else [reasons] if reasons else []
    by_function = call_function("KRAFT_FAR_OMFORDELAS", *asked), {each[0] for each in rows if each and each[0]}

    document = json.loads(kraft(*make_arguments(tmp_path / "utan.xlsx", donor, receiver, amount, rest), "--format", "json").stdout)
    by_command = document["answer"], {reason["code"] for reason in document["reasons"]}

    opened = open_book(tmp_path / "med.xlsx")
    opened.impl.file.active = sheet_of(opened, "Omfördelning")
    sheet_of(opened, "Omfördelning").sheet_view.selection[0].sqref = "A5"
    sentence = buttons.transfer(opened)
    by_button = sentence.split("Svar: ")[1].split(".\n")[0].rstrip("."), set(re.findall(r"^([A-Z]{2}\d\d): ", sentence, re.MULTILINE))

    assert by_function == by_button == (answer.value, by_command[1])
    assert by_command[0] == answer.code


def make_arguments(path: Path, donor: str, receiver: str, amount: str, rest: str) -> Iterator[str]:
    """The options of the command that say what a row of the table says."""
    yield from ("transfer", str(path), "--from", donor, "--to", receiver, "--amount", amount, "--date", "2026-09-01")
    _, agreement, agreed_on, party, agreed_amount, declared = (cell.strip() for cell in rest.split("|"))
    for option, value in (("--agreement", agreement), ("--agreed-on", agreed_on), ("--party", party), ("--agreed-amount", agreed_amount)):
        yield from (option, value) if value else ()
    yield from {"ja": ["--declared-unused"], "nej": ["--declared-needed"]}.get(declared, [])
