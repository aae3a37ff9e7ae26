"""The use cases, for whichever face asks: no click, no xlwings, and nothing heavy before it is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xl_kraftsamling.catalogue import PROFILES
from xl_kraftsamling.domain.balances import Ledger
from xl_kraftsamling.domain.decision import Decision, decisions
from xl_kraftsamling.verdict import Verdict, judge


@dataclass(frozen=True, slots=True)
class Validated:
    """A workbook that was validated: its path, the hash of its bytes, how its layout was told, and the verdict."""

    path: Path
    sha256: str
    layout: str
    verdict: Verdict


def validate(
    path: Path, *, profile: str | None = None, as_of: date | None = None, known: Sequence[Decision] | None = None
) -> Validated:
    """Validate a workbook.

    :param profile: strikt, normal or mild; otherwise the workbook's own, otherwise normal.
    :param as_of: the avstämningsdatum; otherwise the workbook's own, otherwise today.
    :raises BadInput: the file cannot be read, or is no workbook of this kind.
    """
    from xl_kraftsamling.sheets.read import read_workbook  # imports polars and pandera

    workbook = read_workbook(path, decisions() if known is None else known)
    settings = {name: entry.value for name, entry in workbook.book.settings.items()}
    ledger = Ledger(workbook.book, workbook.decision, as_of or settings.get("as_of") or date.today())
    profile = profile or settings.get("profile") or PROFILES[1]
    return Validated(workbook.path, workbook.sha256, workbook.layout, judge(ledger, workbook.faults, profile))
