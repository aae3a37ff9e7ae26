"""The objects of the JSON made into those of the interface: what the program prints and what Python gets cannot differ."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from xl_kraftsamling.interface.results import (
    Amount,
    Balance,
    Balances,
    Cell,
    Companion,
    ComparedFinding,
    ComparedWorkbook,
    Difference,
    FigureDifference,
    Finding,
    NotTried,
    Reason,
    RowDifference,
    TableRead,
    TransferAnswer,
    Uncovered,
    Validation,
)
from xl_kraftsamling.report.as_json import dump_json

Entry = Mapping[str, Any]
T = TypeVar("T")


def load_printed(encoded: Entry) -> Entry:
    """An object as a reader of the printed JSON gets it, but that numbers with decimals are exact."""
    loaded: Entry = json.loads(dump_json(encoded), parse_float=Decimal)  # through the text, in which a personnummer is masked
    return loaded


def decode_validation(path: Path, entry: Entry, profile: str, as_of: date) -> Validation:
    """A workbook of `kraftsamling.findings/1`."""
    rules = entry["rules"]
    return Validation(
        path=path, sha256=entry["sha256"], layout=entry["layout"], profile=profile, as_of=as_of, verdict=entry["verdict"], counts=entry["counts"],
        tried=tuple(rules["tried"]), not_tried=_decode_all(NotTried, rules["not_tried"]), findings=tuple(map(_decode_finding, entry["findings"])),
        read=_decode_all(TableRead, entry["read"]), companions=_decode_all(Companion, entry["companions"]), balances=_decode_balances(entry["balances"]),
    )  # fmt: skip


def decode_balances(path: Path, entry: Entry) -> Balances:
    """The object of `kraftsamling.balance/1`."""
    return Balances(**_decode_head(path, entry), balances=_decode_balances(entry["balances"]), caution=entry["caution"])


def decode_answer(path: Path, entry: Entry) -> TransferAnswer:
    """The object of `kraftsamling.transfer/1`."""
    asked, sides, breaks = entry["transfer"], entry["balances"], entry["breaks"]
    return TransferAnswer(
        **_decode_head(path, entry), donor=asked["donor"], receiver=asked["receiver"], amount=_decode_amount(asked["amount"]), answer=entry["answer"],
        available=_decode_amount(entry["available"]), why_not_more=entry["why_not_more"], reasons=tuple(map(_decode_reason, entry["reasons"])),
        day=date.fromisoformat(sides["date"]), before=_decode_balances(sides["before"]), after=_decode_balances(sides["after"]),
        breaks=None if breaks is None else tuple(map(_decode_uncovered, breaks)), caution=entry["caution"],
    )  # fmt: skip


def decode_difference(before: Path, after: Path, entry: Entry) -> Difference:
    """The object of `kraftsamling.diff/1`."""
    moving = ((each["recipient"], row) for each in entry["recipients"] for row in each["rows"])
    rows = (*moving, *((None, row) for row in entry["rows"]))
    return Difference(
        before=_decode_side(before, entry["before"]), after=_decode_side(after, entry["after"]), money_differs=entry["money_differs"],
        figures=tuple(_decode_figure(each["recipient"], name, figure) for each in entry["recipients"] for name, figure in each["figures"].items()),
        rows=tuple(_decode_row(*row) for row in rows),
        came=_decode_all(ComparedFinding, entry["findings"]["came"]), went=_decode_all(ComparedFinding, entry["findings"]["went"]),
    )  # fmt: skip


def _decode(kind: type[T], entry: Entry, **decoded: Any) -> T:
    """An object with the fields of an entry, some of them decoded."""
    return kind(**{each.name: decoded.get(each.name, entry[each.name]) for each in fields(kind)})  # type: ignore[arg-type]  # each is a dataclass


def _decode_all(kind: type[T], entries: Iterable[Entry]) -> tuple[T, ...]:
    return tuple(_decode(kind, each) for each in entries)


def _decode_head(path: Path, entry: Entry) -> dict[str, Any]:
    """The fields that every object about one workbook has."""
    companions = _decode_all(Companion, entry["companions"])
    return {"path": path, "decision": entry["decision"], "as_of": date.fromisoformat(entry["as_of"]), "companions": companions}


def _decode_amount(number: int | Decimal | None) -> Amount:
    return None if number is None else Decimal(number)


def _decode_value(value: int | Decimal | str | None) -> Decimal | str | None:
    return Decimal(value) if isinstance(value, int) else value


def _decode_finding(entry: Entry) -> Finding:
    values = {name: _decode_value(entry[name]) for name in ("found", "expected", "proposal")}
    return _decode(Finding, entry, **values, difference=_decode_amount(entry["difference"]), related=_decode_all(Cell, entry["related"]))


def _decode_balances(entries: Iterable[Entry]) -> tuple[Balance, ...]:
    return tuple(
        _decode(Balance, each, **{name: _decode_amount(number) for name, number in each.items() if name != "recipient"})
        for each in entries
    )


def _decode_reason(entry: Entry) -> Reason:
    values = {name: _decode_value(entry[name]) for name in ("found", "expected")}
    return _decode(Reason, entry, **values, short_by=_decode_amount(entry["short_by"]))


def _decode_uncovered(entry: Entry) -> Uncovered:
    when = entry["date"] and date.fromisoformat(entry["date"])
    return _decode(Uncovered, entry, date=when, short_by=_decode_amount(entry["short_by"]))


def _decode_side(path: Path, entry: Entry) -> ComparedWorkbook:
    return ComparedWorkbook(**_decode_head(path, entry), sha256=entry["sha256"], layout=entry["layout"])


def _decode_figure(recipient: str, figure: str, entry: Entry) -> FigureDifference:
    amounts = {name: _decode_amount(entry[name]) for name in ("before", "after", "difference")}
    return FigureDifference(recipient=recipient, figure=figure, **amounts)


def _decode_row(recipient: str | None, entry: Entry) -> RowDifference:
    cells = {side: entry[side] and _decode(Cell, entry[side]) for side in ("before", "after")}
    return _decode(RowDifference, {**entry, "recipient": recipient}, **cells)
