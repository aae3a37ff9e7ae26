"""Kraftsamling: check allocation workbooks before the money moves.

Importing this package costs next to nothing: every heavier part is imported by the face that needs it.
"""

import sys

if sys.argv[:1] == ["-m"] and not sys.flags.safe_path:
    # `python -m xl_kraftsamling` would look for every module first in the folder that it is run from, where others put workbooks
    del sys.path[0]

__version__ = "0.1.0"


def main(book: object = None) -> None:
    """Validate the workbook that is open in Excel: what the button *Validera* calls.

    :param book: an xlwings Book; the one that Excel calls from where none is given.
    """
    from xl_kraftsamling.excel.buttons import validate

    validate(book)
