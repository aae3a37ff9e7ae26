"""All use cases under one roof: what the package `app` gives by their names."""

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
    can_recalculate,
    clean_workbook,
    correct_workbook,
    explain_layout,
    undo_corrections,
    validate_workbook,
)
from xl_kraftsamling.app.comparison import compare_workbooks
from xl_kraftsamling.app.decisions import (
    FollowedDecision,
    add_to_decision,
    find_followed_decision,
    has_decision_beside,
    known_decisions,
    pick_decision,
    pick_decision_for,
)
from xl_kraftsamling.app.exclusions import Exclusion, parse_exclusion
from xl_kraftsamling.app.project_settings import ProjectSettings, find_settings
from xl_kraftsamling.app.reports import report_on_workbook
from xl_kraftsamling.app.rows import FilledWorkbook, add_to_workbook, draft_transfer, fill_workbook, merge_workbooks
from xl_kraftsamling.app.rule_choice import ALWAYS_TOLD, UnknownRule, choose_rules, find_rule, list_codes
from xl_kraftsamling.app.workbook_search import find_workbooks

__all__ = [
    "ALWAYS_TOLD",
    "Exclusion",
    "FilledWorkbook",
    "FollowedDecision",
    "ProjectSettings",
    "UnknownRule",
    "ValidatedWorkbook",
    "add_reviewed_costs",
    "add_to_decision",
    "add_to_workbook",
    "annotate_workbook",
    "can_recalculate",
    "choose_rules",
    "clean_workbook",
    "compare_workbooks",
    "correct_workbook",
    "draft_transfer",
    "explain_layout",
    "fill_workbook",
    "find_followed_decision",
    "find_rule",
    "find_settings",
    "find_workbooks",
    "has_decision_beside",
    "known_decisions",
    "list_codes",
    "merge_workbooks",
    "name_coding_key",
    "open_for_import",
    "parse_exclusion",
    "pick_decision",
    "pick_decision_for",
    "propose_coding_key",
    "report_on_workbook",
    "review_ledgers",
    "undo_corrections",
    "validate_workbook",
]
