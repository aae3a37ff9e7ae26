"""The key of a coding: which projekt, kostnadsställe or objekt is which recipient and insats, and what does not count.

A posting is placed by the entry that names most of its dimensions.  Where none fits, or two say different things, it is placed
nowhere: nothing is guessed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import product
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.postings.posting import ACCOUNT, COUNTERPARTY, Coding, find_leading_code

_SPAN = re.compile(r"(\d{1,10})(?:-(\d{1,10}))?", re.ASCII)


class Fate(Enum):
    """What becomes of a posting, in the order in which it is asked."""

    COUNTED = "counted"
    OTHER_YEAR = "other year"
    ACCOUNT = "account that does not count"
    COUNTERPARTY = "counterparty that does not count"
    LEFT_OUT = "left out by the key"
    TWO_KEYS = "two keys that differ"
    NO_KEY = "no key"


class AccountSpan(NamedTuple):
    """Accounts whose numbers begin with the digits of `first`, or between these and the digits of `last`."""

    first: str
    last: str

    def holds(self, account: str) -> bool:
        """Whether an account is among them."""
        return self.first <= account[: len(self.first)] and account[: len(self.last)] <= self.last


def parse_span(text: str) -> AccountSpan | None:
    """The accounts that a text names: 5 is every account that begins so, 4-7 and 4000-6999 are spans; None for anything else."""
    match = _SPAN.fullmatch(text.replace("–", "-").replace(" ", ""))
    span = AccountSpan(match[1], match[2] or match[1]) if match else None
    return span if span and span.first[: len(span.last)] <= span.last else None


class KeyEntry(NamedTuple):
    """One entry of a key: the codes that a posting must have, by dimension, and whose it then is.

    An empty code is that of postings without the dimension.  Without a recipient, the postings are left out.
    """

    where: Mapping[str, str]
    recipient: str | None
    intervention: str | None = None


class Placement(NamedTuple):
    """What becomes of a posting; of one that is counted, whose it is."""

    fate: Fate
    recipient: str | None = None
    intervention: str | None = None


@dataclass(frozen=True)
class CodingKey:
    """Everything that a key says.

    `accounts` are those that count, all where it names none; `internal` the counterparties that do not count; `cost_sign` is
    positivt or negativt, how a list of amounts shows a cost, and None where the key does not say it.
    """

    decision: str
    entries: Sequence[KeyEntry]
    accounts: Sequence[AccountSpan] = ()
    internal: frozenset[str] = frozenset()
    cost_sign: str | None = None

    @cached_property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions that its entries name, each once."""
        return tuple(dict.fromkeys(dimension for entry in self.entries for dimension in entry.where))

    @cached_property
    def recipients(self) -> frozenset[str]:
        """The recipients that it names."""
        return frozenset(entry.recipient for entry in self.entries if entry.recipient)

    def place(self, coding: Coding) -> Placement:
        """What becomes of a posting with a coding, by everything but its year."""
        codes = dict(coding)
        account, counterparty = codes.get(ACCOUNT), codes.get(COUNTERPARTY)
        if account and self.accounts and not any(span.holds(account) for span in self.accounts):
            return Placement(Fate.ACCOUNT)
        if counterparty and not self.internal.isdisjoint((counterparty, find_leading_code(counterparty))):
            return Placement(Fate.COUNTERPARTY)
        found = self._find_targets(codes)
        if len(found) == 1:
            recipient, intervention = found.pop()
            return Placement(Fate.COUNTED if recipient else Fate.LEFT_OUT, recipient, intervention)
        return Placement(Fate.TWO_KEYS if found else Fate.NO_KEY)

    def _find_targets(self, codes: Mapping[str, str]) -> set[tuple[str | None, str | None]]:
        """What the entries that name most dimensions of a posting say: one thing, several, or nothing."""
        for group in self._by_size:
            found = {
                (entry.recipient, entry.intervention)
                for names, entries in group.items()
                for values in product(*(_readings(codes.get(name, "")) for name in names))
                if (entry := entries.get(values))
            }
            if found:
                return found
        return set()

    @cached_property
    def _by_size(self) -> Sequence[Mapping[tuple[str, ...], Mapping[tuple[str, ...], KeyEntry]]]:
        """The entries by the codes that they name, by the dimensions of these; those of most dimensions first."""
        sizes: dict[int, dict[tuple[str, ...], dict[tuple[str, ...], KeyEntry]]] = {}
        for entry in self.entries:
            codes = tuple(map(fold_label, entry.where.values()))
            sizes.setdefault(len(codes), {}).setdefault(tuple(entry.where), {})[codes] = entry
        return [sizes[size] for size in sorted(sizes, reverse=True)]


def _readings(code: str) -> Iterable[str]:
    """A code as a key may name it: whole, or by the number that it begins with."""
    return {fold_label(code), fold_label(find_leading_code(code))}


def find_repeated(entries: Sequence[KeyEntry]) -> Iterator[int]:
    """The entries, by their place, that name the same codes as an earlier one."""
    seen: set[frozenset[tuple[str, str]]] = set()
    for number, entry in enumerate(entries):
        codes = frozenset((name, fold_label(code)) for name, code in entry.where.items())
        if codes in seen:
            yield number
        seen.add(codes)
