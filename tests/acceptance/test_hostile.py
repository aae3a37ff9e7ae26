"""Workbooks that were made to break readers: whatever is let in can also be read, in bounded time and memory."""

import subprocess
import sys
from pathlib import Path

import pytest

from support import SHARED

ADDRESSES, MEMORY = 3 << 30, 500
"""Bytes of address space (polars sets some aside for each thread) and megabytes of memory that reading all of them, and writing into
each, may take."""

WORKBOOKS = SHARED / "workbooks"
READ = """
import resource, sys, time
from pathlib import Path
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.xlsx.edit import Edit
from xl_kraftsamling.xlsx.cells.reader import SheetReader
from xl_kraftsamling.xlsx.package import Package

resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]), int(sys.argv[1])))
for name in sys.argv[3:]:
    start = time.process_time()
    print(name, end=": ", flush=True)
    try:
        package = Package(Path(name))
        reader = SheetReader(package)
        for sheet in package.sheets:
            reader.read(sheet)
            package.tables(sheet)
        print("read", end=" ")
        edit = Edit(Path(name), force=True)
        edit.set(package.sheets[0].name, "B3", "text")
        edit.save(Path(sys.argv[2]), overwrite=True)
        print("and written", end=" ")
    except BadInput as refusal:
        print("refused,", refusal, end=" ")
    print("slow" if time.process_time() - start > 10 else "", flush=True)
# not ru_maxrss, which a new process inherits from the one that starts it
peak = next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(peak // 1024)
"""


@pytest.fixture
def hostile(tmp_path: Path) -> list[str]:
    """The hostile workbooks that lie beside a checkout of the project, and those that a program there makes."""
    if not WORKBOOKS.exists():
        pytest.skip("the collection ../shared/workbooks is not here")
    pytest.importorskip("resource", reason="the system cannot bound a process's memory")
    subprocess.run([sys.executable, WORKBOOKS / "hostile" / "make_hostile.py", tmp_path], check=True)
    return [str(path) for path in sorted([*WORKBOOKS.glob("*.xl*"), *WORKBOOKS.glob("hostile/*.xl*"), *tmp_path.iterdir()])]


def test_no_hostile_workbook_kills_its_reader_or_writer_or_keeps_it_busy(hostile: list[str], tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", READ, str(ADDRESSES), tmp_path / "kopia.xlsx", *hostile],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-300:] + run.stderr[-600:]
    assert len(run.stdout.splitlines()) == len(hostile) + 1
    assert int(run.stdout.splitlines()[-1]) < MEMORY
    assert " slow" not in run.stdout
    refused = [line for line in run.stdout.splitlines() if ": refused" in line]
    assert len(refused) > 40
    assert run.stdout.count("and written") > 60
