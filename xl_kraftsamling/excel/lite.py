"""xlwings Lite, the free add-in for Excel on Windows, Mac and the web: the same functions, and a script that validates.

In its editor `requirements.txt` names this package's wheel and `main.py` is `from xl_kraftsamling.excel.lite import *`.  A browser has
no ribbon and no status bar: the script *validera* writes the sheet Kontroll, puts notes at the cells and shows the verdict.  What has to be
asked for asynchronously there, `browser_book` fetches; what cannot be asked for at all leaves rules untried, which are listed (KO01).
"""

from collections.abc import Sequence
from datetime import datetime

import xlwings as xw

from xl_kraftsamling import app
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.excel.browser_book import open_in_browser
from xl_kraftsamling.excel.browser_notes import renew_notes
from xl_kraftsamling.excel.buttons import findings
from xl_kraftsamling.excel.buttons.button import ALERT_TITLE
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
from xl_kraftsamling.report.summary import name_result

__all__ = [
    "KRAFT_BELOPP", "KRAFT_FAR_OMFORDELAS", "KRAFT_KVAR", "KRAFT_MOTTAGARE", "KRAFT_OMFORDELNINGSBART", "KRAFT_SALDO",
    "KRAFT_VARFOR", "KRAFT_VARFOR_KVAR", "KRAFT_VARFOR_SALDO", "validera",
]  # fmt: skip


@xw.script
async def validera(book: xw.Book) -> None:
    """Validate the workbook, write what is found on the sheet Kontroll, and put a note at each cell where the browser has notes."""
    try:
        verdict = app.validate_workbook(await open_in_browser(book)).verdict
        sheet = findings.write_findings_sheet(book, verdict, datetime.now())
        refused = await renew_notes(book, verdict.findings, sheet.name)
        book.app.alert(f"Resultat: {name_result(verdict, 'sv')}. Det som kontrollen fann står på bladet {sheet.name}.{_describe_notes(refused)}", ALERT_TITLE)
    except BadInput as problem:
        book.app.alert(problem.message("sv"), ALERT_TITLE)


def _describe_notes(refused: Sequence[str] | None) -> str:
    """What became of the notes; nothing where there are none in the program at hand."""
    if refused is None:
        return ""
    return f" Cellerna har fått anteckningar, utom på {', '.join(refused)}." if refused else " Cellerna har fått anteckningar."
