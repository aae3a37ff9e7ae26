"""The garbage collector while a workbook is read."""

import gc
from pathlib import Path

from support import rule_pages
from xl_kraftsamling import app


def test_a_process_that_reads_many_workbooks_keeps_the_waste_of_one_at_most(tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    rule_pages.write(rule_pages.right_book(), path)
    app.validate_workbook(path)
    frozen = gc.get_freeze_count()
    assert frozen
    for _ in range(3):
        app.validate_workbook(path)
    assert gc.get_freeze_count() <= frozen
    gc.collect()
    before = len(gc.get_objects())
    for _ in range(3):
        app.validate_workbook(path)
    gc.collect()
    assert len(gc.get_objects()) - before < 300  # each leaves 700 in circles until they are collected
