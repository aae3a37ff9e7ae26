"""The transfers, insatser and undantag of a workbook, as a report states them."""

from collections import Counter
from collections.abc import Sequence

from xl_kraftsamling.domain.book import Row, cell_of
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import Intervention, Transfer, Waiver
from xl_kraftsamling.domain.texts import Text, format_value
from xl_kraftsamling.report.written_report.contents import (
    InterventionStatement,
    StatedAmount,
    TransferStatement,
    WaiverStatement,
)
from xl_kraftsamling.verdict import Verdict


def list_transfers(rows: Sequence[Transfer], lang: str) -> list[TransferStatement]:
    """Transfers in the order of the workbook."""
    return [
        TransferStatement(
            id=_read(row, "id", lang), place=_name_cell(row), day=_read(row, "date", lang), donor=_read(row, "donor", lang),
            receiver=_read(row, "receiver", lang), amount=_read_amount(row, "amount", lang), status=_read(row, "status", lang),
            agreement=_read(row, "agreement", lang), agreed_on=_read(row, "agreed_on", lang), party=_read(row, "party", lang),
            agreed_amount=_read_amount(row, "agreed_amount", lang), declared_unused=_read(row, "declared_unused", lang),
            origin=_read(row, "origin", lang),
        )
        for row in rows
    ]  # fmt: skip


def list_interventions(rows: Sequence[Intervention], lang: str) -> list[InterventionStatement]:
    """Insatser in the order of the workbook."""
    return [
        InterventionStatement(
            id=_read(row, "id", lang), place=_name_cell(row), name=_read(row, "name", lang), initiator=_read(row, "initiator", lang),
            recipient=_read(row, "recipient", lang), planned=_read_amount(row, "planned", lang), status=_read(row, "status", lang),
        )
        for row in rows
    ]  # fmt: skip


def list_waivers(verdict: Verdict, lang: str) -> list[WaiverStatement]:
    """Every undantag, with how many findings it answers for: KO03 is at the cell of its code."""
    used = Counter({hit.place: len(hit.related) for hit in (each.hit for each in verdict.findings if each.rule.code == "KO03")})
    return [
        WaiverStatement(
            code=_read(row, "code", lang), sheet=_read(row, "sheet", lang), row=_read(row, "row_id", lang), reason=_read(row, "reason", lang),
            reference=_read(row, "reference", lang), role=_read(row, "role", lang), expires=_read(row, "expires", lang),
            place=_name_cell(row), findings=used[_find_code_cell(row)],
        )
        for row in verdict.ledger.book.waivers
    ]  # fmt: skip


def _find_code_cell(row: Waiver) -> Place:
    return cell_of(row, "code")


def _name_cell(row: Row) -> str:
    return cell_of(row, "id").address


def _read(row: Row, field: str, lang: str) -> str:
    """A value in words; an empty one is ""."""
    return _UNREAD.fill(lang, {"cell": cell_of(row, field)}) if field in row.unread else format_value(getattr(row, field), lang)


def _read_amount(row: Row, field: str, lang: str) -> StatedAmount:
    ore: int | None = getattr(row, field)
    if ore is not None:
        return StatedAmount(ore)
    return StatedAmount(None, _read(row, field, lang) or _EMPTY.fill(lang, {}))


_UNREAD = Text("kan inte läsas ({cell})", "cannot be read ({cell})")
_EMPTY = Text("inte angivet", "not stated")
