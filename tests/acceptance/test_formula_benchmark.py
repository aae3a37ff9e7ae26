"""How much is found on real workbooks whose faults people have labelled, where these are at hand (`../shared/formula-benchmark`).

The floors are what was reached, with a little room.  Its script says how it measures.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from xl_kraftsamling.reading.formulas.inspection import inspect_formulas
from xl_kraftsamling.reading.formulas.references import FormulaSheets
from xl_kraftsamling.reading.workbook_file import WorkbookFile

BENCHMARK = Path(__file__).parents[2].parent / "shared" / "formula-benchmark"

pytestmark = pytest.mark.skipif(not BENCHMARK.is_dir(), reason="the labelled workbooks are not at hand")


@pytest.fixture(scope="module")
def flags(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cells that FO02, FO03 and FO05 speak of, by workbook, as the script reads them."""
    found = {path.name: list_flags(path) for path in sorted((BENCHMARK / "workbooks").glob("*.xls?"))}
    file = tmp_path_factory.mktemp("flaggor") / "flags.json"
    file.write_text(json.dumps(found), "utf-8")
    return file


def list_flags(path: Path) -> list[tuple[str, str | None, str]]:
    facts = inspect_formulas(WorkbookFile(path), [])
    overwritten = [(place, "FO02") for each in facts.overwritten_formulas for place in each.places]
    differing = [(place, "FO03") for each in facts.differing_formulas for place in each.places]
    totals = [(each.place, "FO05") for each in facts.short_totals]
    wide = [(place, "FO05") for each in facts.wide_totals for place in each.places]
    return [(place.sheet, place.cell, code) for place, code in (*overwritten, *differing, *totals, *wide)]


def test_more_faults_are_hit_and_fewer_cells_wrongly_flagged_than_by_the_best_published_checker(flags: Path) -> None:
    floors = ["--min-hits", "145", "--max-false", "30", "--min-precision", "0.85", "--min-recall", "0.75"]
    done = subprocess.run(
        [sys.executable, BENCHMARK / "score.py", "--flags", flags, *floors], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_called_overwritten_is_labelled_so(flags: Path) -> None:
    labels = {(each["workbook"], each["sheet"], each["cell"]) for each in json.loads((BENCHMARK / "labels.json").read_text("utf-8"))}
    found = json.loads(flags.read_text("utf-8"))
    overwritten = [(name, sheet, cell) for name, flagged in found.items() for sheet, cell, code in flagged if code == "FO02"]
    assert len(overwritten) >= 18
    assert sum(each in labels for each in overwritten) >= 0.97 * len(overwritten)


def test_of_a_thousand_formulas_few_are_wrongly_flagged() -> None:
    sheets = [sheet for path in (BENCHMARK / "workbooks").glob("*.xls?") for sheet in FormulaSheets(WorkbookFile(path), []).with_formulas]
    formulas = sum(run.height for sheet in sheets for _, run in sheet.formulas)
    assert 1_000 * 30 / formulas < 4  # 30 is the most that the test above allows
