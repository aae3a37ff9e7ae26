"""The list of findings that lives: what is found now, joined with the rows that the sheet Kontroll holds from earlier checks.

A person writes remarks beside a finding.  They stay with it: each row has a key (`finding_keys`), and is known again by it after rows
were moved in the workbook, or the list was sorted.  A finding that is gone is shown as cleared, with the day on which that was seen;
only what was tried again counts as gone.  How a sheet is read and written is no matter of this module: the button in Excel does it
with Excel, the command line in the file.
"""

import re
from collections import defaultdict, deque
from collections.abc import Hashable, Sequence
from datetime import date

from xl_kraftsamling.domain.finding_rows import FindingRow
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.report.finding_keys import BY_ID, BY_WORDS, split_key
from xl_kraftsamling.report.list_rows import CELL, CODE, FOUND, MESSAGE, SEVERITY, SHEET, list_rows, name_row
from xl_kraftsamling.rules import BY_CODE
from xl_kraftsamling.verdict import Verdict

_CLEARED = Text("✔ åtgärdad {day}", "✔ cleared {day}")
_NO_LONGER_TRIED = Text(f"{Severity.NOT_TRIED.symbol} ej prövad {{day}}", f"{Severity.NOT_TRIED.symbol} not tried {{day}}")
_ABOUT_THE_CHECK = ("KO01", "KO03")  # what was not tried, and which waivers were used: when they are gone, nothing has been put right
_DATED = re.compile(r"(.) .+ (\d{4}-\d\d-\d\d)")


def update_list(verdict: Verdict, lang: str, today: date, earlier: Sequence[FindingRow]) -> list[FindingRow]:
    """The rows of the list: the findings, the gravest first, and then what is gone and what people have added as rows of their own."""
    rows, present = list_rows(verdict, lang, {name_row(row) for row in earlier if row.has_remarks})
    pairs = _pair(rows, earlier)
    kept = {number: row for number, row in enumerate(earlier) if number not in pairs.values()}
    # what is still found, and told in another row now, is not gone
    gone = {number: row for number, row in kept.items() if row.has_remarks or name_row(row) not in present}
    left = (FindingRow(row.key, texts, earlier=number) for number, row in gone.items() if (texts := _settle(row, verdict, lang, today)))
    return [*(row._replace(earlier=pairs.get(number)) for number, row in enumerate(rows)), *left]


# ---- which earlier row a finding is


def _pair(rows: Sequence[FindingRow], earlier: Sequence[FindingRow]) -> dict[int, int]:
    """The earlier row of each finding that was listed before, both by position; the surest way to know one again goes first."""
    pairs: dict[int, int] = {}
    paired: set[int] = set()
    # a row whose key is lost, or that an older version of the program has written, is known by what it says
    before = [(*_list_marks(row), *(_NOTHING if any(split_key(row.key)) else _list_words(row))) for row in earlier]
    now = [(*_list_marks(row), *_list_words(row)) for row in rows] if earlier else []
    for way in range(_WAYS):
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for number, marks in enumerate(before):
            if marks[way] and number not in paired:
                waiting[marks[way]].append(number)
        for number, marks in enumerate(now):
            if number not in pairs and waiting.get(marks[way]):
                pairs[number] = waiting[marks[way]].popleft()
                paired.add(pairs[number])
    return pairs


def _list_marks(row: FindingRow) -> tuple[Hashable, ...]:
    """By what a row may be known again by its key, the surest first; None for what says nothing of it."""
    kind, subject = split_key(row.key)
    cell = row.texts[SHEET], row.texts[CELL]
    return (
        (row.key, cell) if kind else None,
        row.key if kind else None,
        (subject, cell) if kind and kind != BY_WORDS else None,
        subject if kind == BY_ID else None,
    )


def _list_words(row: FindingRow) -> tuple[Hashable, ...]:
    says = row.texts[CODE], row.texts[SHEET]
    return (*says, row.texts[CELL], row.texts[FOUND]), (*says, row.texts[MESSAGE])


_NOTHING = (None, None)
_WAYS = 6  # four by the key, and two by the words


# ---- what becomes of a row that is no finding any more


def _settle(row: FindingRow, verdict: Verdict, lang: str, today: date) -> Sequence[str] | None:
    """The texts of a row whose finding is gone; None where nothing is left to say, and nobody has written beside it."""
    code, severity = row.texts[CODE], row.texts[SEVERITY]
    if code not in BY_CODE:  # a person's own row
        return row.texts if row.has_remarks or any(row.texts) else None
    if code in _ABOUT_THE_CHECK:
        return row.texts if row.has_remarks else None
    was_tried = code in verdict.tried
    dated = _DATED.fullmatch(severity)
    if dated and (dated[1] == _CLEARED.sv[0] or not was_tried):
        is_news = dated[2] == today.isoformat() or not was_tried
        if not row.has_remarks and not is_news:
            return None
        label = (_CLEARED if dated[1] == _CLEARED.sv[0] else _NO_LONGER_TRIED).fill(lang, {"day": dated[2]})
        return _put_severity(row, label)
    label = (_CLEARED if was_tried else _NO_LONGER_TRIED).fill(lang, {"day": today})
    return _put_severity(row, label)


def _put_severity(row: FindingRow, label: str) -> list[str]:
    """The texts of a row with another word for how grave it is."""
    return [*row.texts[:SEVERITY], label, *row.texts[SEVERITY + 1 :]]
