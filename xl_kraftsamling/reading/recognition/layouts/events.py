"""What the rows of a list of several kinds say that they are: “Tilldelning”, “Avrop feriejobb”, “Refund”.

A word is read by the ideas that it names, as in a title, and as a status where it says how far the money has come.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.status_words import CALL_OFF_STATES, REQUESTED, REVERSED, TRANSFER_STATES, parse_state
from xl_kraftsamling.domain.tables import ALLOCATIONS, CALL_OFFS, FORECASTS, OUTCOMES, TRANSFERS
from xl_kraftsamling.reading.recognition.headings.vocabulary import HeadingReader

_WORD = re.compile(r"[^\W\d_]+\.?")
_FIRST_WORDS = 3
"""The words of a text among which it says what it is about: “Avrop feriejobb”, “KS beslut tilldelning”."""
_SHORT = 2
"""Words of a text that may name a status beside the kind, as “Begärt avrop”; in a longer one they are about something else."""
_LONGEST = 200
_KINDS = (TRANSFERS.name, FORECASTS.name, OUTCOMES.name, CALL_OFFS.name, ALLOCATIONS.name)
"""The kinds of records that a list may hold.  Where a word names two of them, it is of the first: an anslagsöverföring is a transfer."""
_BALANCES = frozenset({"remaining", "disposable", "follow_up", "count"})
_STATES: Mapping[str, tuple[str, ...]] = {CALL_OFFS.name: CALL_OFF_STATES, TRANSFERS.name: TRANSFER_STATES}


class Event(NamedTuple):
    """What a row is: the kind of its table, and its status where the words say one; a reversal is a call-off that was *återfört*."""

    kind: str
    state: str | None = None

    @property
    def is_reversal(self) -> bool:
        """Whether the money goes back."""
        return self.state == REVERSED


def read_event(text: str, reader: HeadingReader) -> Event | None:
    """What a text says that its row is; None where it says nothing of the kind, or more than one thing."""
    words = _WORD.findall(fold_label(text[:_LONGEST]))
    events = [found for word in words[:_FIRST_WORDS] if (found := _read_word(word, reader))]
    if not events or (events[0].is_reversal and any(event.kind == TRANSFERS.name for event in events)):
        return None  # what is undone there is a transfer, whose own row counts already
    event = events[0]
    said = [state for word in words if (state := parse_state(word, _STATES.get(event.kind, ())))] if len(words) <= _SHORT else []
    return event._replace(state=event.state or said[0]) if said else event


def is_balance(text: str, reader: HeadingReader) -> bool:
    """Whether a text says that its row only states what is left or a sum: “Saldo”, “Kvar”."""
    words = _WORD.findall(fold_label(text[:_LONGEST]))
    return bool(words) and bool(reader.read_heading(words[0]).ideas & _BALANCES)


def _read_word(word: str, reader: HeadingReader) -> Event | None:
    if _is_reversal(word):
        return Event(CALL_OFFS.name, REVERSED)
    ideas = reader.read_heading(word).ideas
    kind = next((kind for kind in _KINDS if reader.vocabulary.context[kind] & ideas), None)
    if kind != CALL_OFFS.name:
        return Event(kind) if kind else None
    if "reversal" in ideas:  # avropsåterföring
        return Event(kind, REVERSED)
    return Event(kind, REQUESTED if "requested" in ideas else parse_state(word, CALL_OFF_STATES))


def _is_reversal(word: str) -> bool:
    return parse_state(word, CALL_OFF_STATES) == REVERSED
