"""How many cells with findings were marked, and why others were not; said alike by the button in Excel and the command line."""

from typing import NamedTuple

from xl_kraftsamling.domain.texts import Text, Value

_HAS_NOTE = Text(
    "Celler som inte är märkta, eftersom de har en egen anteckning, som står kvar: {n}.",
    "Cells not marked because they have their own note, which stays: {n}.",
)
_PROTECTED = Text(
    "Celler som inte är märkta, eftersom deras blad är skyddat ({sheets}): {n}.",
    "Cells not marked because their sheet is protected ({sheets}): {n}.",
)
_BEYOND = Text(
    "Celler som inte är märkta, eftersom fler än {most} är för många: {n}.",
    "Cells not marked because more than {most} are too many: {n}.",
)


class MarkCounts(NamedTuple):
    """How many cells were marked, and how many not: because of a note there, a protected sheet, or their number.

    `most` is how many are marked at all, `sheet` the sheet of findings, None where it could not be written for the reason `unlisted`; `protected_sheets` are those whose
    cells were left.
    """

    sheet: str | None
    most: int
    marked: int = 0
    with_note: int = 0
    protected: int = 0
    beyond: int = 0
    protected_sheets: tuple[str, ...] = ()
    unlisted: Text | None = None

    def explain_left_out(self, lang: str) -> list[str]:
        """Why the sheet of findings was not written, and how many cells were not marked and why, a sentence for each reason."""
        reasons = ((_HAS_NOTE, self.with_note), (_PROTECTED, self.protected), (_BEYOND, self.beyond))
        values: dict[str, Value] = {"sheets": self.protected_sheets, "most": self.most}
        unlisted = [self.unlisted.fill(lang, {})] if self.unlisted else []
        return [*unlisted, *(text.fill(lang, {**values, "n": number}) for text, number in reasons if number)]
