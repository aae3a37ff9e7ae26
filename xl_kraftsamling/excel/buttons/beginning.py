"""A workbook that nobody has begun to fill in: a list of all that is missing would help nobody there."""

from xl_kraftsamling.app import ValidatedWorkbook
from xl_kraftsamling.domain.tables import TABLES
from xl_kraftsamling.domain.texts import Text

BEGIN = Text(
    "Arbetsboken är inte ifylld än. Börja på bladet Beslut med diarienummer, paragraf och år, fortsätt med bladet Tilldelning, en rad "
    "per mottagare, och klicka sedan på Validera igen.",
    "The workbook is not filled in yet. Begin on the sheet Beslut with the case number, the section and the year, go on with the sheet "
    "Tilldelning, a row for each recipient, and click Validera again.",
)
"""What to do first."""


def is_unfilled(validated: ValidatedWorkbook) -> bool:
    """Whether a workbook in the template's layout holds neither a decision nor a row, and nothing that could not be read."""
    book = validated.verdict.ledger.book
    is_empty = not any(getattr(book, table.name) for table in TABLES) and all(
        entry.value is None and not entry.unread for entry in book.record.values()
    )
    return is_empty and validated.layout == "canonical" and not any(f.hit.found for f in validated.verdict.findings)
