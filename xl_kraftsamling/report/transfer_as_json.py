"""A transfer that was tried, and proposals of transfers, as data for JSON: amounts in kronor, absent is null."""

from collections.abc import Iterable
from typing import Any

from xl_kraftsamling.domain.book import Transfer, at
from xl_kraftsamling.domain.tables import TRANSFERS
from xl_kraftsamling.domain.transfers.eligibility import Judgement
from xl_kraftsamling.domain.transfers.reason import Reason
from xl_kraftsamling.domain.transfers.trial import Break, Trial
from xl_kraftsamling.report import as_json
from xl_kraftsamling.report.figures import causes
from xl_kraftsamling.report.proposals import Support
from xl_kraftsamling.report.transfer import limit
from xl_kraftsamling.rules import BY_CODE

_HEADINGS = {column.field: column.heading for column in TRANSFERS.columns}


def document(path: str, trial: Trial, draft: dict[str, str] | None, lang: str) -> dict[str, Any]:
    """A trial; `draft` says where it was written, if it was."""
    ledger, seen, donor = trial.ledger, trial.effect, trial.row.donor or ""
    balances = {
        when: [as_json.figures(each, settled=each.recipient not in ledger.unsettled) for each in figures]
        for when, figures in (("before", seen.before), ("after", seen.after))
    }
    return {
        **as_json.head("transfer", path, ledger),
        "transfer": _asked(trial.row),
        **_judged(trial.judgement, lang),
        "why_not_more": as_json.value(limit(trial), lang),
        "balances": {"date": seen.day.isoformat(), **balances},
        "breaks": None if causes(ledger, donor) else [_break(each, lang) for each in seen.breaks],
        "draft": draft,
    }


def _asked(row: Transfer) -> dict[str, Any]:
    amounts = {"amount": as_json.amount(row.amount), "agreed_amount": as_json.amount(row.agreed_amount)}
    days = {"date": row.date and row.date.isoformat(), "agreed_on": row.agreed_on and row.agreed_on.isoformat()}
    fields = ("donor", "receiver", "date", "amount", "agreement", "agreed_on", "party", "agreed_amount", "declared_unused",
              "origin", "comment")  # fmt: skip
    return {field: {**amounts, **days}.get(field, getattr(row, field)) for field in fields}


def _judged(judgement: Judgement, lang: str) -> dict[str, Any]:
    reasons = [_reason(reason, lang) for reason in judgement.reasons]
    return {"answer": judgement.answer.value, "available": as_json.amount(judgement.available), "reasons": reasons}


def _reason(reason: Reason, lang: str) -> dict[str, Any]:
    rule = BY_CODE[reason.code]
    return {
        "code": reason.code,
        "name": rule.name.fill(lang, {}),
        "answer": reason.answer.value,
        "heading": _HEADINGS[reason.field],
        "found": as_json.value(reason.found, lang),
        "expected": as_json.value(reason.expected, lang),
        "short_by": as_json.amount(reason.short_by),
        "message": rule.message.fill(lang, reason.values),
        "remedy": rule.remedy.fill(lang, reason.values),
    }


def _break(broken: Break, lang: str) -> dict[str, Any]:
    row = broken.row
    when = row.date.isoformat() if row.date else None
    told = {"row_id": row.id, "date": when, "short_by": as_json.amount(broken.short_by), "message": broken.words.fill(lang, {})}
    return {**as_json.cell(at(row, "amount")), **told}


def proposals(path: str, support: Support, lang: str) -> dict[str, Any]:
    """Who has money unused, who has asked for more than is left, and which transfers would meet that."""
    ledger = support.ledger
    return {
        **as_json.head("proposals", path, ledger),
        "unused": _amounts(support.unused.items()),
        "wanted": _amounts(support.wanted.items()),
        "unmet": _amounts(support.unmet.items()),
        "proposals": [{**_asked(row), **_judged(judgement, lang)} for row, judgement in support.suggestions],
        "unsettled": [
            {"recipient": name, "cells": [as_json.cell(place) for place in causes(ledger, name)]}
            for name in ledger.balances if name in ledger.unsettled
        ],
    }  # fmt: skip


def _amounts(amounts: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    return [{"recipient": name, "amount": as_json.amount(ore)} for name, ore in amounts]
