"""What happened to the money, as plain records, and the figures that follow from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

ASN = "arbetsmarknads- och socialnämnden"
FRN = "fritidsnämnden"
FSKN = "förskolenämnden"
KN = "kulturnämnden"
GVN = "gymnasie- och vuxenutbildningsnämnden"
MKB = "MKB"
ALL = (ASN, FRN, FSKN, KN, GVN, MKB)
SHORT = {ASN: "ASN", FRN: "FRN", FSKN: "FSKN", KN: "KN", GVN: "GVN", MKB: "MKB"}
LONG = {**{who: who[0].upper() + who[1:] for who in ALL}, MKB: "MKB Fastighets AB"}
OFFICE = {
    ASN: "Arbetsmarknads- och socialförvaltningen",
    FRN: "Fritidsförvaltningen",
    FSKN: "Förskoleförvaltningen",
    KN: "Kulturförvaltningen",
    GVN: "Gymnasie- och vuxenutbildningsförvaltningen",
    MKB: "MKB",
}
ALLOTTED = {ASN: 1_100_000, FRN: 6_100_000, FSKN: 150_000, KN: 800_000, GVN: 650_000, MKB: 1_200_000}

WAITING, APPROVED, PAID, REFUSED = "begärt", "godkänt", "utbetalt", "avslaget"


@dataclass(frozen=True)
class CallOff:
    """Money called off, in kronor; below zero where it was given back."""

    who: str
    day: date
    amount: float
    status: str = APPROVED
    what: str = ""


@dataclass(frozen=True)
class Transfer:
    """Money that one recipient booked over to another, and the agreement behind it."""

    donor: str
    receiver: str
    day: date
    amount: float
    agreement: str | None
    agreed: date | None


@dataclass(frozen=True)
class Cost:
    """A cost in the ledger."""

    who: str
    day: date
    amount: float
    account: int
    voucher: int
    what: str


@dataclass(frozen=True)
class Ledger:
    """All that is true of one workbook."""

    call_offs: Sequence[CallOff] = ()
    transfers: Sequence[Transfer] = ()
    costs: Sequence[Cost] = ()
    allotted: Mapping[str, float] = field(default_factory=lambda: ALLOTTED)

    def of(self, who: str) -> list[CallOff]:
        return [each for each in self.call_offs if each.who == who]

    def called_off(self, who: str, day: date) -> float:
        return sum(each.amount for each in self.of(who) if each.status in (APPROVED, PAID) and each.day <= day)

    def requested(self, who: str) -> float:
        return sum(each.amount for each in self.of(who) if each.status == WAITING)

    def received(self, who: str, day: date) -> float:
        return sum(each.amount for each in self.transfers if each.receiver == who and each.day <= day)

    def ceded(self, who: str, day: date) -> float:
        return sum(each.amount for each in self.transfers if each.donor == who and each.day <= day)

    def disposable(self, who: str, day: date) -> float:
        return self.allotted[who] + self.received(who, day) - self.ceded(who, day)

    def remaining(self, who: str, day: date) -> float:
        return self.disposable(who, day) - self.called_off(who, day)

    def transferable(self, who: str, day: date) -> float:
        days = {each.day for each in self.call_offs} | {each.day for each in self.transfers}
        later = {each for each in days if each > day}
        least = min(self.remaining(who, each) for each in {day, *later})
        return max(0, least - self.requested(who))

    def figures(self, who: str, day: date) -> dict[str, object]:
        """The figures of one recipient at a day, in kronor, under the names of the JSON."""
        return {
            "recipient": who,
            "allotted": self.allotted[who],
            "received": self.received(who, day),
            "ceded": self.ceded(who, day),
            "disposable": self.disposable(who, day),
            "called_off": self.called_off(who, day),
            "requested": self.requested(who),
            "remaining": self.remaining(who, day),
            "outcome": sum(each.amount for each in self.costs if each.who == who and each.day <= day),
            "transferable": self.transferable(who, day),
        }


def day(month: int, number: int) -> date:
    return date(2026, month, number)


def month_end(month: int) -> date:
    return date(2026 + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def spread(table: Mapping[str, Sequence[float]], *, months_each: int = 1) -> list[CallOff]:
    """Call-offs of a table with a row per recipient and a column per month (or per quarter: three months each)."""
    return [
        CallOff(who, month_end(number * months_each), amount)
        for who, amounts in table.items()
        for number, amount in enumerate(amounts, start=1)
        if amount
    ]
