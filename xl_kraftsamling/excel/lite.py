"""xlwings Lite, the free add-in for Excel on Windows, Mac and the web: the same functions, and a script that validates.

In its editor `requirements.txt` names this package and `main.py` is `from xl_kraftsamling.excel.lite import *`.  A browser has
no ribbon, status bar or marks: the script *validera* writes the sheet Kontroll and shows the verdict.  Nor can formulas and
hidden rows be read there: the rules that need them are listed as not tried (KO01).
"""

from datetime import datetime

import xlwings as xw

from xl_kraftsamling import app
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.excel.buttons import findings
from xl_kraftsamling.excel.buttons.button import ALERT_TITLE
from xl_kraftsamling.excel.excel_workbook import OpenBook
from xl_kraftsamling.excel.functions import (
    KRAFT_BELOPP,
    KRAFT_FAR_OMFORDELAS,
    KRAFT_KVAR,
    KRAFT_MOTTAGARE,
    KRAFT_OMFORDELNINGSBART,
    KRAFT_SALDO,
    KRAFT_VARFOR,
    KRAFT_VARFOR_KVAR,
    KRAFT_VARFOR_SALDO,
)

__all__ = [
    "KRAFT_BELOPP", "KRAFT_FAR_OMFORDELAS", "KRAFT_KVAR", "KRAFT_MOTTAGARE", "KRAFT_OMFORDELNINGSBART", "KRAFT_SALDO",
    "KRAFT_VARFOR", "KRAFT_VARFOR_KVAR", "KRAFT_VARFOR_SALDO", "validera",
]  # fmt: skip


@xw.script
def validera(book: xw.Book) -> None:
    """Validate the workbook and write what is found on the sheet Kontroll."""
    try:
        verdict = app.validate_workbook(OpenBook(book)).verdict
        sheet = findings.write_findings_sheet(book, verdict, datetime.now())
        book.app.alert(f"Omdöme: {verdict.word}. Det som kontrollen fann står på bladet {sheet.name}.", ALERT_TITLE)
    except BadInput as problem:
        book.app.alert(problem.message("sv"), ALERT_TITLE)
