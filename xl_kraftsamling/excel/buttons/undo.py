"""Excel's list of what can be undone, which is emptied by whatever a program changes: that is said before it happens.

Nothing can fill that list again, for a program that is no part of Excel.  Who has read it can choose not to be told again.
"""

from contextlib import suppress

import xlwings as xw

from xl_kraftsamling.excel.buttons.user_files import user_file

_TOLD = "kraftsamling-undo.txt"
_WARNING = (
    "Knappen skriver i arbetsboken, och då tömmer Excel listan Ångra: det du har gjort hittills går inte att ångra sedan. "
    "Spara först om du vill kunna gå tillbaka.\n\n"
    "Ja: fortsätt.\nNej: fortsätt, och visa inte det här igen.\nAvbryt: gör inget."
)


def agree_to_lose_undo(app: xw.App, title: str) -> bool:
    """Say that the list is emptied, unless the user has chosen not to be told again; returns whether to go on."""
    told = user_file(_TOLD)
    if told.exists():
        return True
    answer = app.alert(_WARNING, title, "yes_no_cancel", "info")
    if answer == "no":
        with suppress(OSError):  # then it is said again the next time
            told.write_text("Visa inte igen att Ångra töms. Ta bort filen för att se det igen.\n", encoding="utf-8")
    return answer != "cancel"
