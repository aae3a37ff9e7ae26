"""Runs of the command line that write into a workbook and are cut off, or meet each other: what is there afterwards."""

import random
import subprocess
import time
from pathlib import Path
from zipfile import ZipFile

from support.read_ledger import read_ledger
from support.run_cli import ENVIRONMENT, command
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import pick_shipped_decision

BOOK = "bok.xlsx"
WRITERS = {
    "fill": ("fill", BOOK, "--into", BOOK, "--data", "rader", "--force"),
    "refill": ("fill", BOOK, "--into", BOOK, "--data", "andra", "--force"),
    "transfer": (
        "transfer", BOOK, "--from", "FRN", "--to", "KN", "--amount", "1000", "--date", "2026-10-01", "--write", BOOK, "--force",
    ),
    "annotate": ("validate", BOOK, "--annotate", BOOK, "--force"),
}  # fmt: skip
"""Commands that change the workbook itself: `fill` and `refill` add a call-off each, `transfer` a transfer, `annotate` what is found."""


def build_folder(folder: Path) -> None:
    """Put a workbook, and two rows to be added to it, into a folder."""
    app.fill_workbook(folder / BOOK, decision=pick_shipped_decision("STK-2026-580"), example=True)
    for name, amount in (("rader", 1000), ("andra", 2000)):  # the same row would be entered once
        (folder / name).mkdir()
        row = f"Datum;Mottagare;Insats-id;Belopp;Status\n2026-10-01;kulturnämnden;EX-07;{amount};begärt\n"
        (folder / name / "Avrop.csv").write_text(row, "utf-8")


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a command in a folder."""
    return subprocess.Popen(
        command(*arguments), cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def count_rows(folder: Path) -> int:
    """How many call-offs and transfers the workbook has; fails where any part of it is damaged."""
    with ZipFile(folder / BOOK) as archive:
        assert archive.testzip() is None
    book = read_ledger(folder / BOOK).book
    return len(book.call_offs) + len(book.transfers)


def cut_off(folder: Path, number: int, luck: random.Random, runs: int) -> list[int]:
    """Start runs one after another and send each a signal at a random moment; returns how they ended.

    After each the workbook has all the rows that it had, and at most the one that this run adds.
    """
    ends, lasts, rows = [], _time_run(folder), count_rows(folder)
    for _ in range(runs):
        process = start(folder, *WRITERS[luck.choice(list(WRITERS))])
        try:
            process.wait(timeout=luck.uniform(0.0, 1.2 * lasts))
            lasts *= 0.9  # it was done before its time: the next one is cut off earlier
        except subprocess.TimeoutExpired:
            process.send_signal(number)
            lasts *= 1.05
        _, said = process.communicate()
        ends.append(process.returncode)
        before, rows = rows, count_rows(folder)
        assert rows in (before, before + 1), said
    return ends


def _time_run(folder: Path) -> float:
    """The seconds that a run takes which nobody cuts off."""
    begun = time.monotonic()
    process = start(folder, *WRITERS["annotate"])
    process.communicate()
    assert process.returncode in (0, 1)
    return time.monotonic() - begun


def race(folder: Path, first: str, second: str) -> list[tuple[int, str]]:
    """Start two writers at once; returns the exit code and the complaints of each."""
    both = [start(folder, *WRITERS[name]) for name in (first, second)]
    said = [process.communicate()[1] for process in both]
    return [(process.returncode, words) for process, words in zip(both, said, strict=True)]


def list_leftovers(folder: Path) -> list[str]:
    """The files in a folder that are neither the workbook nor the rows."""
    return sorted({path.name for path in folder.iterdir()} - {BOOK, "rader", "andra"})
