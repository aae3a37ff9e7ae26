"""The hits of one rule on rows made in memory, and rows in good order to make them of."""

from datetime import date
from typing import Any

from support import build_book
from xl_kraftsamling.finding import Hit
from xl_kraftsamling.rules import BY_CODE

KN, DAY, LATER = "kulturnämnden", date(2026, 6, 1), date(2026, 7, 1)


def find_hits(code: str, **given: Any) -> list[Hit]:
    """The hits of a rule on a ledger of `build_book.ledger`."""
    return list(BY_CODE[code].check(build_book.ledger(**given)))


def find_cells(code: str, **given: Any) -> list[str]:
    """The cells of those hits, as Avrop!E2."""
    return [hit.place.address for hit in find_hits(code, **given)]


def call_off(**fields: Any) -> dict[str, Any]:
    """A paid call-off of 100 kr by kulturnämnden."""
    return {
        "id": "A-1",
        "date": DAY,
        "recipient": KN,
        "intervention": "I-1",
        "amount": 100_00,
        "status": "utbetalt",
        **fields,
    }


def reversal(**fields: Any) -> dict[str, Any]:
    """The whole of that call-off given back a month later."""
    return call_off(**{"id": "A-9", "date": LATER, "status": "återfört", "reverses": "A-1", **fields})


def cost(**fields: Any) -> dict[str, Any]:
    """A cost of 50 kr of kulturnämnden."""
    return {"voucher": "V", "booked_on": DAY, "period": 202606, "recipient": KN, "amount": 50_00, **fields}


def transfer(**fields: Any) -> dict[str, Any]:
    """A booked transfer of 100 000 kr from fritidsnämnden to kulturnämnden, in good order."""
    row = {"id": "O-1", "date": DAY, "donor": "fritidsnämnden", "receiver": KN, "amount": 100_000_00, "status": "bokförd"}
    return {**row, **build_book.AGREEMENT, **fields}


def forecast(**fields: Any) -> dict[str, Any]:
    """A forecast of 100 kr of kulturnämnden."""
    return {"date": DAY, "recipient": KN, "amount": 100_00, **fields}
