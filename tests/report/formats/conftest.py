"""Workbooks that every format is tried with: the bad example of each rule, made once."""

from pathlib import Path

import pytest

from support import rule_pages
from support.waived_book import WAIVED
from xl_kraftsamling.rules import RULES


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workbook for each rule that has a bad example, one with a waiver, one that is right and one that is no workbook."""
    folder = tmp_path_factory.mktemp("examples")
    (folder / "regler").mkdir()
    for rule in RULES:
        if rule.bad:
            rule_pages.write(rule_pages.book_with(rule.bad), folder / "regler" / f"{rule.code}.xlsx")
    rule_pages.write(rule_pages.book_with(WAIVED), folder / "undan tåg.xlsx")
    rule_pages.write(rule_pages.right_book(), folder / "right.xlsx")
    (folder / "broken.xlsx").write_bytes(b"not a workbook")
    return folder


@pytest.fixture(scope="module")
def rule_books(examples: Path) -> list[str]:
    """The workbooks of the rules by their paths from the folder."""
    return sorted(str(path.relative_to(examples).as_posix()) for path in (examples / "regler").glob("*.xlsx"))
