"""The lines above every table of a workbook: which workbook, which decision, and seen when."""

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Text

_HEAD = Text("{decision} · avstämt {as_of} · belopp i kronor", "{decision} · as of {as_of} · amounts in kronor")


def heading(path: str, ledger: Ledger, lang: str) -> list[str]:
    """The path, and what the figures under it rest on."""
    return [path, _HEAD.fill(lang, {"decision": ledger.decision.reference.strip(), "as_of": ledger.as_of})]
