"""A question: what of a workbook can be read in more than one way, and what its amounts come to in each, so that a person can see which is right.

Every question of tables, columns and rows is one of these (ST12), whoever finds it: `cancelled_rows`, and the modules of `recognition`
that leave open which column, list, rows or unit is meant.  What depends on the answer has no figure until a map, or the workbook by a
sum of its own that only one reading gives, answers.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Fault, Hit


class Reading(NamedTuple):
    """One way to read something, in words, and what the amounts concerned then come to in öre; None where it is no matter of amounts.

    `map_line` is the line of a map that says so.
    """

    what: Text
    total: int | None = None
    map_line: str = ""

    def describe(self) -> Text:
        """The reading with its total."""
        return self.what if self.total is None else _WITH_TOTAL.bind(what=self.what, total=Ore(self.total))


class Question(NamedTuple):
    """Something that can be read in more than one way.

    `matter` says what, at `place`; `answer` how a person answers.  `leaves_unread` is the table.field without figures until then; None
    where the first reading is used meanwhile, since no amount depends on it, or where single cells are unread instead.
    `map_section` is the section of a table's map in which the lines of the readings belong: its columns, say.
    """

    place: Place
    matter: Text
    readings: Sequence[Reading]
    answer: Text
    leaves_unread: str | None = None
    related: tuple[Place, ...] = ()
    is_first_used: bool = False
    map_section: str = ""

    def describe(self) -> Text:
        """The question in words, with every reading."""
        ways = Text(" eller ", " or ").join(reading.describe() for reading in self.readings)
        return (_FIRST_USED if self.is_first_used else _NONE_USED).bind(matter=self.matter, readings=ways)

    def report(self) -> Fault:
        """The question as a fault."""
        hit = Hit(place=self.place, values={"question": self.describe()}, related=self.related, message=_QUESTION, remedy=self.answer)
        return Fault("ST12", hit, self.leaves_unread)


def find_answer(readings: Sequence[Reading], stated: Collection[int]) -> int | None:
    """The position of the one reading whose total the workbook itself states, in öre; None where it states none of them, or several."""
    fitting = [number for number, reading in enumerate(readings) if reading.total in stated]
    return fitting[0] if len(fitting) == 1 else None


_QUESTION = Text("{question}", "{question}")
_WITH_TOTAL = Text("{what} ({total})", "{what} ({total})")
_NONE_USED = Text(
    "{matter}: {readings}? Det som beror på svaret räknas inte förrän frågan är besvarad.",
    "{matter}: {readings}? What depends on the answer is not counted until the question is answered.",
)
_FIRST_USED = Text("{matter}: {readings}? Det första lästes.", "{matter}: {readings}? The first was read.")
