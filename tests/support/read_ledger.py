"""The ledger of a workbook, read as the program reads it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.reading.open_workbook import OpenWorkbook


def read_ledger(source: Path | OpenWorkbook, *, as_of: date | None = None, known: Sequence[Decision] | None = None) -> Ledger:
    return app.validate_workbook(source, as_of=as_of, known=known).verdict.ledger
