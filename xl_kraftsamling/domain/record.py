"""What the sheet Beslut says of kommunstyrelsen's own decision, which is no part of the proposal.

It is recorded as soon as its date, its § or the status *beslut* stands there, readable or not.
"""

from collections.abc import Mapping
from datetime import date

from xl_kraftsamling.domain.model import Entry
from xl_kraftsamling.domain.states import DECIDED

FIELDS = ("record.status", "record.executive_section", "record.decided_on")
"""The fields that say it."""


def decided(record: Mapping[str, Entry]) -> bool:
    """Whether a decision by kommunstyrelsen is recorded."""
    status = record.get("status")
    stated = status is not None and (status.unread or status.value == DECIDED)
    return stated or any(_filled(record, name) for name in ("executive_section", "decided_on"))


def decided_on(record: Mapping[str, Entry]) -> date | None:
    """The date of kommunstyrelsen's decision; None where it is not recorded or cannot be read."""
    entry = record.get("decided_on")
    return entry.value if entry else None


def _filled(record: Mapping[str, Entry], name: str) -> bool:
    return name in record and (record[name].unread or record[name].value is not None)
