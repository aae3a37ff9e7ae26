"""A transfer as somebody wishes it on the command line, from words to what the domain judges."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from xl_kraftsamling.cli.errors import UsageError
from xl_kraftsamling.cli.recipient_names import find_recipient
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.money import read_amount
from xl_kraftsamling.domain.states import NO, YES
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.eligibility import propose


class TransferRequest(NamedTuple):
    """What is wished, as it was given; amounts in öre, names as people write them, None for what was not given."""

    donor: str | None
    receiver: str | None
    amount: int | None
    day: date | None
    agreement: str | None
    agreed_on: date | None
    party: str | None
    agreed_amount: int | None
    declared_unused: bool | None
    origin: str | None
    comment: str | None
    most: bool

    @property
    def given(self) -> str:
        """The options that were given, as one reads them."""
        values: Mapping[str, Any] = self._asdict()
        return ", ".join(_OPTIONS[name] for name, value in values.items() if value not in (None, False))

    def check(self) -> None:
        """UsageError where something is missing or given twice."""
        if self.amount is not None and self.most:
            raise UsageError(_BOTH)
        if None in (self.donor, self.receiver, self.day) or (self.amount is None and not self.most):
            raise UsageError(_LACKING)

    def transfer(self, decision: Decision) -> Transfer:
        """The transfer that is wished, its names official; Misuse where a name cannot be told."""
        declared = None if self.declared_unused is None else YES if self.declared_unused else NO
        row = propose(
            find_recipient(decision, self.donor or ""), find_recipient(decision, self.receiver or ""), self.amount or 0, self.day or date.min,
            reference=self.agreement, agreed_on=self.agreed_on, party=self.party, agreed_amount=self.agreed_amount,
            declared_unused=declared, origin=self.origin,
        )  # fmt: skip
        return row._replace(comment=self.comment)


def parse_amount(text: str) -> int:
    """An amount in öre, written as in a workbook: 150 000, 150000,50, 150 tkr; Misuse where it can mean more than one."""
    reading = read_amount(text)
    if reading.ore is None or not reading.is_whole_ore:
        raise UsageError(_NO_AMOUNT, value=text)
    return reading.ore


_OPTIONS = {
    "donor": "--from", "receiver": "--to", "amount": "--amount", "day": "--date", "agreement": "--agreement",
    "agreed_on": "--agreed-on", "party": "--party", "agreed_amount": "--agreed-amount",
    "declared_unused": "--declared-unused", "origin": "--origin", "comment": "--comment", "most": "--max",
}  # fmt: skip
_BOTH = Text("Välj --amount eller --max, inte båda.", "Choose --amount or --max, not both.")
_LACKING = Text(
    "En omfördelning behöver --from, --to, --date och --amount (eller --max). Förslag ges med --proposals.",
    "A transfer needs --from, --to, --date and --amount (or --max). Proposals are given with --proposals.",
)
_NO_AMOUNT = Text(
    "»{value}« är inget entydigt belopp: skriv det som 150 000, 150 000,50 eller 150 tkr.",
    "“{value}” is no unambiguous amount: write it as 150 000, 150 000,50 or 150 tkr.",
)
