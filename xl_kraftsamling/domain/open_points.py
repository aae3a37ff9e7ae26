"""The points of law that a decision leaves open, and how each is read: settings with a cautious default, in one place.

Point 2 of the decision says that money a nämnd does not use may be called off "av annan nämnd efter överenskommelse med
stadskontoret".  What it leaves open is listed here.  A decision's file may settle a point under `[transfers.readings]`, as
`company_gives = "ja"`: then it holds for every face of the program.
"""

from enum import Enum
from typing import NamedTuple

from xl_kraftsamling.domain.texts import Text


class Answer(Enum):
    """Whether a transfer may be made; the values are the words that a user sees.

    YES means that nothing is left to do; AFTER_AGREEMENT, that nothing but the agreement or the donor's word is still to come.
    """

    YES = "ja"
    AFTER_AGREEMENT = "ja, efter överenskommelse"
    OPEN = "oklart"
    NO = "nej"

    @property
    def text(self) -> Text:
        """The word in both languages."""
        return Text(self.value, _ENGLISH[self.value])

    @property
    def code(self) -> str:
        """The word as it is in JSON: in ASCII, without spaces."""
        return "ja_efter_overenskommelse" if self is Answer.AFTER_AGREEMENT else self.value


_ENGLISH = {"ja": "yes", "ja, efter överenskommelse": "yes, after agreement", "oklart": "unclear", "nej": "no"}

READINGS = {answer.value: answer for answer in (Answer.YES, Answer.OPEN, Answer.NO)}
"""The answers that a decision's file may give to an open point, by their words."""


class OpenPoint(NamedTuple):
    """A point that is open: the rule that finds it, the answer where the decision's file gives none, and why that one."""

    code: str
    default: Answer
    reading: Text


OPEN_POINTS = {
    "company_gives": OpenPoint("OM11", Answer.OPEN, Text(
        "Punkt 2 talar om medel som inte utnyttjas av ”respektive nämnd”. Ett bolag är ingen nämnd, men har beviljats medel i "
        "samma punkt 1. Om det kan avstå dem till en nämnd är öppet: svaret är oklart tills stadskontoret har tagit ställning.",
        "Point 2 speaks of money that is not used by “the respective nämnd”. A company is no nämnd, but was granted money in the "
        "same point 1. Whether it can cede it to a nämnd is open: the answer is unclear until stadskontoret has taken a stand.",
    )),
    "company_receives": OpenPoint("OM10", Answer.NO, Text(
        "Punkt 2 låter ”annan nämnd” avropa medlen. Ett bolag är ingen nämnd, och läst efter orden kan det inte ta emot dem: "
        "svaret är nej.",
        "Point 2 lets “another nämnd” call the money off. A company is no nämnd, and read by its words it cannot receive it: "
        "the answer is no.",
    )),
    "outside_receives": OpenPoint("OM12", Answer.YES, Text(
        "Punkt 2 säger ”annan nämnd” och kräver inte att nämnden själv har beviljats medel i punkt 1: svaret är ja.",
        "Point 2 says “another nämnd” and does not ask that the nämnd itself was granted money in point 1: the answer is yes.",
    )),
    "executive_receives": OpenPoint("OM13", Answer.OPEN, Text(
        "Punkt 2 säger ”annan nämnd”. Enligt punkt 1 tas medlen ur kommunstyrelsens eget anslag till förfogande. Om ”annan nämnd” "
        "omfattar kommunstyrelsen är öppet: svaret är oklart tills det är klarlagt.",
        "Point 2 says “another nämnd”. By point 1 the money is taken from kommunstyrelsen's own reserve. Whether “another nämnd” "
        "covers kommunstyrelsen is open: the answer is unclear until that is settled.",
    )),
    "office_receives": OpenPoint("OM14", Answer.NO, Text(
        "Stadskontoret är kommunstyrelsens förvaltning och ingen nämnd, och det är part i överenskommelsen: svaret är nej.",
        "Stadskontoret is kommunstyrelsen's förvaltning and no nämnd, and it is a party to the agreement: the answer is no.",
    )),
    "chain": OpenPoint("OM15", Answer.OPEN, Text(
        "Punkt 2 talar om ”tilldelade medel”. Om medel som en nämnd själv har tagit emot kan lämnas vidare sägs inte. De godtas "
        "när ursprunget är angivet, så att de kan följas tillbaka till tilldelningen; annars är svaret oklart.",
        "Point 2 speaks of “allotted money”. Whether money that a nämnd has itself received can be passed on is not said. It is "
        "accepted when its origin is named, so that it can be followed back to the allocation; otherwise the answer is unclear.",
    )),
}  # fmt: skip
"""The open points by the name that a decision's file uses."""
