"""What several tests share: snapshots of what a person is shown, and workbooks to look at."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from support import one_decision, rule_pages
from xl_kraftsamling import app

one_decision.ship_one_decision()  # before any test module is imported

SNAPSHOTS = Path(__file__).parent / "snapshots"

# A slow machine is no fault of the program.  On Windows the same is tried of the same modules, and only what lies around them can differ.
settings.register_profile("patient", deadline=None, max_examples=10 if sys.platform == "win32" else 100)
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-snapshots", action="store_true", help="write the snapshots anew; read the difference")


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the snapshot of a name, or write it where the tests are run with --update-snapshots."""

    def compare(name: str, text: str) -> None:
        path = SNAPSHOTS / f"{name}.txt"
        if request.config.getoption("--update-snapshots"):
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8")

    return compare


@pytest.fixture
def workbooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, also the working one, with a workbook that is right, one with errors, one overdrawn, and no workbook."""
    monkeypatch.chdir(tmp_path)
    rule_pages.write(rule_pages.right_book(), tmp_path / "right.xlsx")
    rule_pages.write(rule_pages.book_with(ERRORS), tmp_path / "errors.xlsx")
    rule_pages.write(rule_pages.book_with(OVERDRAWN), tmp_path / "overdrawn.xlsx")
    (tmp_path / "broken.xlsx").write_bytes(b"not a workbook")
    return tmp_path


@pytest.fixture
def validated(tmp_path: Path) -> Callable[[str], app.ValidatedWorkbook]:
    """Validate the right book with an example in place."""

    def validate(example: str) -> app.ValidatedWorkbook:
        rule_pages.write(rule_pages.book_with(example), tmp_path / "bok.xlsx")
        return app.validate_workbook(tmp_path / "bok.xlsx")

    return validate


ERRORS = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | "75 000" | utbetalt |
| A-2 | 2026-07-01 | fritidsnämnden | I-03 | 40 000 | godkänt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V-1 | 2026-07-15 | 202607 | fritidsnämnden | I-03 | "ca 12 000" |
"""

OVERDRAWN = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 400 000 | godkänt |
| A-3 | 2026-08-01 | fritidsnämnden | I-03 | 1 250 000,50 | utbetalt |
| A-4 | 2026-08-01 | förskolenämnden | I-06 | 75 000 | begärt |
"""
