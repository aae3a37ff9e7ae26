"""Commands that are allowed to write over the workbook that they read."""

from pathlib import Path

import pytest

from support.build_other_layouts import LIST, two_sheets, write_sheets
from support.run_cli import kraft

ROWS = "Avrop-id;Datum;Mottagare;Belopp;Status\nA-99;2026-09-01;KN;1000;begärt\n"
TRANSFER = ["--from", "FRN", "--to", "KN", "--amount", "1", "--date", "2026-09-01"]
COMMANDS = [
    ["transfer", "mall.xlsx", *TRANSFER, "--write", "mall.xlsx", "--force"],
    ["fill", "mall.xlsx", "--into", "mall.xlsx", "--data", "rader", "--force"],
    ["fill", "egen.xlsx", "--into", "egen.xlsx", "--data", "rader", "--force"],
    ["validate", "mall.xlsx", "--annotate", "mall.xlsx", "--force"],
    ["validate", "egen.xlsx", "--annotate", "egen.xlsx", "--force"],
    ["validate", "egen.xlsx", "--clean", "egen.xlsx", "--force"],
]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the system lists no open files; Windows itself moves none over an open one")
@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: " ".join(arguments[:2] + arguments[-3:-2]))
def test_the_program_has_let_go_of_the_workbook_when_it_is_replaced(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows moves no file over one that is open, not even over one that the same process has open."""
    monkeypatch.chdir(tmp_path)
    Path("rader").mkdir()
    Path("rader/Avrop.csv").write_text(ROWS, "utf-8")
    kraft("fill", "--example", "mall.xlsx")
    write_sheets(Path("egen.xlsx"), two_sheets(called=[*LIST[:-1], *[()] * 3]))
    move, replaced, still_open = Path.replace, [], []

    def note_open_files(draft: Path, target: Path) -> Path:
        replaced.append(target.name)
        still_open.extend(link for link in _list_open_files() if Path(link) == target)
        return move(draft, target)

    monkeypatch.setattr(Path, "replace", note_open_files)
    result = kraft(*arguments)
    assert result.exit_code in (0, 1, 4), result.output
    assert (replaced, still_open) == ([arguments[1]], [])


def _list_open_files() -> list[str]:
    handles = list(Path("/proc/self/fd").iterdir())
    return [str(handle.readlink()) for handle in handles if handle.is_symlink()]
