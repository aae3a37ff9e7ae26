"""The rules, one per file, listed by hand in the order in which they are shown.

To add one: write its file after the pattern of its neighbours, and name it here.
"""

from xl_kraftsamling.catalogue import Rule
from xl_kraftsamling.rules import (
    av01_overdrawn,
    ko01_not_tried,
    td02_total,
    vd01_text_amount,
)

RULES: tuple[Rule, ...] = tuple(
    module.RULE
    for module in (
        vd01_text_amount,
        td02_total,
        av01_overdrawn,
        ko01_not_tried,
    )
)
"""Every rule, in order."""

BY_CODE = {rule.code: rule for rule in RULES}
