"""The key of a finding: equal in every check for as long as it is the same finding, wherever its row has been moved.

A key is a letter for how the finding is known again, the subject, and the detail, as `i3f0c…-9b2e…`.  The subject is the rule, the table,
the row and the column; the detail is what else the row holds, or what the message names.  No part of it is an address.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.tables import ALLOCATIONS, STATED_BALANCES, TABLE_BY_NAME, Kind
from xl_kraftsamling.domain.texts import Text, format_value
from xl_kraftsamling.finding import Finding
from xl_kraftsamling.report.tasks import OF_THE_WHOLE, sheet_of
from xl_kraftsamling.verdict.same_values import is_reading

BY_ID, BY_ROW, BY_WORDS = "irw"
"""How a finding is known again: by the id of its row, by all that the row holds, or by the words of its message."""

_LENGTH = 12  # hexadecimal digits: among a million keys of one workbook hardly two are equal by chance
_ONE_ROW_EACH = (ALLOCATIONS.name, STATED_BALANCES.name)  # their rows have no id, but a name that occurs once
_HAVING_IDS = {*_ONE_ROW_EACH, *(table.name for table in TABLE_BY_NAME.values() if table.columns[0].kind is Kind.ID)}


def compose_key(finding: Finding) -> str:
    """The key of a finding."""
    if is_reading(finding):  # one for all cells with the value, whichever of them is the first
        return compose_value_key(finding)
    detail = _digest(_list_details(finding))
    subject = _digest((finding.rule.code, fold_label(_find_table(finding)), finding.row_id or "", finding.heading or ""))
    return f"{_choose_kind(finding)}{subject}-{detail}"


def compose_value_key(finding: Finding) -> str:
    """The key of a row about all cells of a column with one value."""
    found = format_value(finding.hit.found, "sv")
    return f"{BY_ID}{_digest((finding.rule.code, fold_label(_find_table(finding)), finding.heading or '', found))}-"


def compose_fold_key(finding: Finding) -> str:
    """The key of a row about all that one rule tells of how a sheet, or where it is about tables the workbook, was read."""
    sheet = "" if finding.rule.code in OF_THE_WHOLE else sheet_of(finding)
    return f"{BY_ID}{_digest((finding.rule.code, fold_label(sheet), 'folded'))}-"


UNTRIED_KEY = f"{BY_ID}untried-"
"""The key of the row about what could not be tried."""


def _find_table(finding: Finding) -> str:
    """The table of a finding's row; the sheet where it is in none."""
    return finding.row.block.table if finding.row else sheet_of(finding)


def list_unique_keys(findings: Iterable[Finding]) -> Iterator[str]:
    """The keys of a workbook's findings, each with a number that tells those with the same key apart, in their order."""
    seen: Counter[str] = Counter()
    for finding in findings:
        key = compose_key(finding)
        seen[key] += 1
        yield f"{key}:{seen[key]}"


def split_key(key: str) -> tuple[str, str]:
    """How the finding is known again, and the key without its detail; both empty where it is no key."""
    subject, dash, _ = key.partition("-")
    return (subject[0], subject) if dash and subject[:1] in (BY_ID, BY_ROW, BY_WORDS) else ("", "")


def _choose_kind(finding: Finding) -> str:
    if finding.row is None:
        return BY_ID if finding.row_id else BY_WORDS  # a single value, such as those of Beslut, is known by its name
    return BY_ID if finding.row_id and finding.row.block.table in _HAVING_IDS else BY_ROW


def _list_details(finding: Finding) -> Iterable[str]:
    """What tells findings with one subject apart: the values of the row; without a row, the words that the message names.

    Amounts in a message are left out: they change when any other row does, and the finding is still the same.
    """
    if isinstance(finding.row, tuple):
        return map(str, finding.row[3:])  # behind block, line and unread
    words = (finding.hit.found, *finding.hit.values.values())
    return (format_value(value, "sv") for value in words if isinstance(value, (str, Text)))


def _digest(parts: Iterable[str]) -> str:
    return sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:_LENGTH]
