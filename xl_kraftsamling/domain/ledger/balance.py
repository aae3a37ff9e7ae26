"""The figures of one recipient.  Symbols as in domain.md part 3."""

from typing import NamedTuple


class Balance(NamedTuple):
    """One recipient's figures at a date, in öre; `outcome` and `forecast` are None where they are not known."""

    recipient: str
    allotted: int
    received: int
    ceded: int
    called_off: int
    requested: int
    waiting: int
    outcome: int | None
    forecast: int | None
    transferable: int

    @property
    def disposable(self) -> int:
        """R: what the recipient may call off in all."""
        return self.allotted + self.received - self.ceded

    @property
    def remaining(self) -> int:
        """K: what is left to call off."""
        return self.disposable - self.called_off

    @property
    def called_off_unspent(self) -> int | None:
        """E: called off but not spent; None where the outcome is not known."""
        return None if self.outcome is None else self.called_off - self.outcome
