"""Whether a list of amounts shows costs as positive or negative, as far as the amounts themselves tell."""

from enum import Enum
from typing import NamedTuple

from xl_kraftsamling.domain.status_words import NEGATIVE

_CLEARLY = 0.9
"""The share of rows of one sign that tells it (UT05 of domain.md)."""

_ENOUGH = 5
"""Amounts from which on they may contradict what the key says."""


class SignAnswer(Enum):
    """What can be said of the sign of costs."""

    AS_SHOWN = 1
    TURNED = -1
    UNCLEAR = 0


class SignCounts(NamedTuple):
    """The postings of an extract that count: how many are above and below zero, and their sum in öre."""

    positive: int = 0
    negative: int = 0
    total: int = 0

    def add(self, amount: int) -> "SignCounts":
        """These with one more posting."""
        return SignCounts(self.positive + (amount > 0), self.negative + (amount < 0), self.total + amount)

    @property
    def seems(self) -> SignAnswer:
        """The sign that the amounts tell."""
        most = _CLEARLY * (self.positive + self.negative)
        if self.positive >= most:
            return SignAnswer.AS_SHOWN
        return SignAnswer.TURNED if self.negative >= most else SignAnswer.UNCLEAR

    def settle(self, said: str | None) -> SignAnswer:
        """The sign, by what the key says of it; unclear where the amounts say plainly the opposite, or minus without the key's word."""
        if said is None:
            return self.seems if self.seems is SignAnswer.AS_SHOWN else SignAnswer.UNCLEAR
        answer = SignAnswer.TURNED if said == NEGATIVE else SignAnswer.AS_SHOWN
        told = self.seems if self.positive + self.negative >= _ENOUGH else answer  # a month may have corrections alone
        return answer if told in (answer, SignAnswer.UNCLEAR) else SignAnswer.UNCLEAR
