"""Kraftsamling: check allocation workbooks before the money moves.

For Python: `from xl_kraftsamling import validate, balance, transfer, fill, annotate, diff, explain`, and what they give
(:mod:`xl_kraftsamling.interface`).  Importing this package costs next to nothing: every heavier part is imported by the face that needs it.
"""

import sys

TYPE_CHECKING = False  # checkers of types know it by its name; importing typing would cost more than all the rest here
if TYPE_CHECKING:
    from xl_kraftsamling.interface import (
        Balance,
        Balances,
        Difference,
        FilledWorkbook,
        Finding,
        KraftsamlingError,
        RulePage,
        TransferAnswer,
        Validation,
        annotate,
        balance,
        diff,
        explain,
        fill,
        list_rules,
        transfer,
        validate,
    )

if sys.argv[:1] == ["-m"] and not sys.flags.safe_path:
    # `python -m xl_kraftsamling` would look for every module first in the folder that it is run from, where others put workbooks
    del sys.path[0]

__version__ = "0.1.0"

__all__ = [
    "Balance",
    "Balances",
    "Difference",
    "FilledWorkbook",
    "Finding",
    "KraftsamlingError",
    "RulePage",
    "TransferAnswer",
    "Validation",
    "annotate",
    "balance",
    "diff",
    "explain",
    "fill",
    "list_rules",
    "main",
    "transfer",
    "validate",
]

if not TYPE_CHECKING:  # a checker of types takes a module with __getattr__ to have every name, also a misspelt one

    def __getattr__(name: str) -> object:
        """A name of the interface, which is imported when it is first asked for."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name, obj=sys.modules[__name__])
        from xl_kraftsamling import interface

        return getattr(interface, name)

    def __dir__() -> list[str]:
        """The names of the interface too, before they are asked for."""
        return sorted({*globals(), *__all__})


def main(book: object = None) -> None:
    """Validate the workbook that is open in Excel: what the button *Validera* calls.

    :param book: an xlwings Book; the one that Excel calls from where none is given.
    """
    from xl_kraftsamling.excel.buttons import validate

    validate(book)
