"""Kraftsamling: check allocation workbooks before the money moves.

Importing this package costs next to nothing: every heavier part is imported by the face that needs it.
"""

from typing import Any

__version__ = "0.1.0"


def main(book: Any = None) -> None:
    """Validate the workbook that is open in Excel: what the button *Validera* calls.

    :param book: an xlwings Book; the one that Excel calls from where none is given.
    """
    from xl_kraftsamling.excel.buttons import validate

    validate(book)
