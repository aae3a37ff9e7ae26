"""Why a table of the workbook is not read."""

from enum import Enum
from typing import NamedTuple

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.recognition.tables import FoundTable


class LeftOutReason(Enum):
    """Why a table is left out."""

    OTHER_YEAR = Text("den är för ett annat år", "it is for another year")
    OTHER_CASE = Text("ett annat diarienummer än beslutets står ovanför den", "another case number (diarienummer) than the decision's is above it")
    COPY = Text("den upprepar en annan tabell", "it repeats another table")
    SPARE = Text("bladet heter som en kopia eller gammal version", "its sheet is named like a copy or an old version")
    HIDDEN = Text("den står på ett dolt blad, och det är en fråga om den räknas", "it is on a hidden sheet, and whether it counts is a question")
    NO_RECIPIENT = Text("ingen mottagare framgår av den", "it names no recipient")
    NOT_IN_FOLLOW_UP = Text("arbetsbokens egen uppföljning räknar bara den andra listan", "the workbook's own follow-up counts only the other list")
    ASKED = Text("det är en fråga om den är samma pengar som en annan tabell", "whether it is the same money as another table is a question")
    PERIOD = Text("det är en fråga om den gäller månaden eller året hittills", "whether it is for its month or for the year so far is a question")
    EARLIER = Text("en senare uppföljning räknar med den", "a later follow-up includes it")
    LESS_CLEAR = Text(
        "en annan tabell visar tydligare vad som är beviljat",
        "another table shows more clearly what was granted",
    )

    @property
    def text(self) -> Text:
        """The reason in both languages."""
        return self.value


class LeftOut(NamedTuple):
    """A table that is left out, and the reason."""

    table: FoundTable
    reason: LeftOutReason
