"""xlwings Lite, the free add-in for Excel on Windows, Mac and the web: the same functions, and a script that validates.

In its editor `requirements.txt` names this package and `main.py` says `from xl_kraftsamling.excel.lite import *`.  A browser
has no ribbon of ours, no status bar and no marks: the script *validera* writes the sheet Kontroll, and says how it went.
Nor does it give formulas or tell what is hidden: the rules that need them stand there as untried (KO01).
"""

from datetime import datetime

import xlwings as xw

from xl_kraftsamling import app
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.excel.buttons import findings
from xl_kraftsamling.excel.buttons.button import TITLE
from xl_kraftsamling.excel.functions import (
    KRAFT_BELOPP,
    KRAFT_FAR_OMFORDELAS,
    KRAFT_KVAR,
    KRAFT_MOTTAGARE,
    KRAFT_OMFORDELNINGSBART,
    KRAFT_SALDO,
    KRAFT_VARFOR,
)
from xl_kraftsamling.excel.open_book import OpenBook

__all__ = [
    "KRAFT_BELOPP", "KRAFT_FAR_OMFORDELAS", "KRAFT_KVAR", "KRAFT_MOTTAGARE", "KRAFT_OMFORDELNINGSBART", "KRAFT_SALDO",
    "KRAFT_VARFOR", "validera",
]  # fmt: skip


@xw.script
def validera(book: xw.Book) -> None:
    """Validate the workbook and write what is found on the sheet Kontroll."""
    try:
        verdict = app.validate(OpenBook(book)).verdict
        sheet = findings.write(book, verdict, datetime.now())
        book.app.alert(f"Omdöme: {verdict.word}. Det som kontrollen fann står på bladet {sheet.name}.", TITLE)
    except BadInput as problem:
        book.app.alert(problem.message("sv"), TITLE)
