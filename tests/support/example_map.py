"""The map beside a workbook, as a person makes it: what the program proposes, corrected in some lines."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from xl_kraftsamling import app

Correction = Sequence[str]
"""A line that is corrected: the kind of table, its sheet, the area of its headings, a field, and the column where it stands."""


def write_map(corrections: Iterable[Correction], workbook: Path) -> None:
    """Write the map that the program proposes for a workbook, with the corrections; without any, leave no map."""
    path = workbook.with_suffix(".karta.toml")
    path.unlink(missing_ok=True)
    if not corrections:
        return
    explained = app.explain_layout(workbook)
    assert explained is not None, "a workbook in the template's layout has no map"
    content = explained[1]
    for kind, sheet, headings, field, column in corrections:
        content = _correct(content, f'kind = "{kind}"\nsheet = "{sheet}"\nheadings = "{headings}"\n', f'"{field}" = "{column}"\n')
    path.write_text(content, "utf-8")


def _correct(content: str, table: str, line: str) -> str:
    """The map with a line for a field in place of the one that stands there, in a table that is added where it is missing."""
    if table not in content:
        return f"{content}\n[[table]]\n{table}[table.columns]\n{line}"
    before, after = content.split(table)
    its, next_one, others = after.partition("\n[[table]]")
    kept = re.sub(rf"(?m)^{re.escape(line.partition(' = ')[0])} = .*\n", "", its)
    return before + table + kept.replace("[table.columns]\n", f"[table.columns]\n{line}", 1) + next_one + others
