"""The use cases behind the command line, the buttons and Python: no click, no xlwings.

Each imports what is heavy, and the rules, only when it is called, so that a command may import this package for its `--help` too.
"""

from xl_kraftsamling.app.accounts import (
    add_reviewed_costs,
    name_coding_key,
    open_for_import,
    propose_coding_key,
    review_ledgers,
)
from xl_kraftsamling.app.checks import (
    ValidatedWorkbook,
    annotate_workbook,
    clean_workbook,
    correct_workbook,
    explain_layout,
    find_rule,
    undo_corrections,
    validate_workbook,
)
from xl_kraftsamling.app.comparison import compare_workbooks
from xl_kraftsamling.app.decisions import (
    FollowedDecision,
    add_to_decision,
    find_followed_decision,
    known_decisions,
    pick_decision,
    pick_decision_for,
)
from xl_kraftsamling.app.reports import report_on_workbook
from xl_kraftsamling.app.rows import FilledWorkbook, add_to_workbook, draft_transfer, fill_workbook, merge_workbooks

__all__ = [
    "FilledWorkbook",
    "FollowedDecision",
    "ValidatedWorkbook",
    "add_reviewed_costs",
    "add_to_decision",
    "add_to_workbook",
    "annotate_workbook",
    "clean_workbook",
    "compare_workbooks",
    "correct_workbook",
    "draft_transfer",
    "explain_layout",
    "fill_workbook",
    "find_followed_decision",
    "find_rule",
    "known_decisions",
    "merge_workbooks",
    "name_coding_key",
    "open_for_import",
    "pick_decision",
    "pick_decision_for",
    "propose_coding_key",
    "report_on_workbook",
    "review_ledgers",
    "undo_corrections",
    "validate_workbook",
]
