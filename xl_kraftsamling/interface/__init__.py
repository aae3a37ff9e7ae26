"""The program for Python: what the commands do, as functions that take paths and give plain objects.

`calls` are the functions, named as the commands are; `results` what they give, with the names of the JSON; `decoding` makes the one of the
other, so that both say the same by construction; `frames` gives findings and figures as polars frames; `arguments` reads what a caller
writes, and is where a problem becomes one sentence (:class:`KraftsamlingError`).

An amount is a `Decimal` of kronor, exact to the öre, or None where it is unknown.  Not whole öre, as the program reckons in: the field
`remaining` is then the same number here, in the JSON, in the CSV, in a frame and on the sheet, and nobody is out by a factor of 100.

Not here are the commands in which a person answers questions on the way: `decision`, `import`, `map` and `merge`; nor `report`, which makes
documents, nor what corrects a workbook or adds rows to it.  `rules` is a package of ours, so its function is called :func:`list_rules`.
"""

from xl_kraftsamling.interface.arguments import KraftsamlingError
from xl_kraftsamling.interface.calls import annotate, balance, diff, explain, fill, list_rules, transfer, validate
from xl_kraftsamling.interface.results import (
    Balance,
    Balances,
    Cell,
    Companion,
    ComparedFinding,
    ComparedWorkbook,
    Difference,
    FigureDifference,
    FilledWorkbook,
    Finding,
    NotTried,
    Reason,
    RowDifference,
    RulePage,
    TableRead,
    TransferAnswer,
    Uncovered,
    Validation,
)

__all__ = [
    "Balance",
    "Balances",
    "Cell",
    "Companion",
    "ComparedFinding",
    "ComparedWorkbook",
    "Difference",
    "FigureDifference",
    "FilledWorkbook",
    "Finding",
    "KraftsamlingError",
    "NotTried",
    "Reason",
    "RowDifference",
    "RulePage",
    "TableRead",
    "TransferAnswer",
    "Uncovered",
    "Validation",
    "annotate",
    "balance",
    "diff",
    "explain",
    "fill",
    "list_rules",
    "transfer",
    "validate",
]
