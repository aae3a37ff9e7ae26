"""The points of law that a decision leaves open, and how each is read: settings with a cautious default, in one place.

Point 2 of the decision says that money a nämnd does not use may be called off "av annan nämnd efter överenskommelse med
stadskontoret".  What it leaves open is listed here.  A decision's file may settle a point under `[transfers.readings]`, as
`company_gives = "ja"`: then it holds for every face of the program.
"""

from enum import Enum
from typing import NamedTuple

from xl_kraftsamling.domain.texts import Text


class Answer(Enum):
    """Whether a transfer may be made; the values are the words that a user sees."""

    YES = "ja"
    OPEN = "oklart"
    NO = "nej"

    @property
    def text(self) -> Text:
        """The word in both languages."""
        return Text(self.value, {"ja": "yes", "oklart": "unclear", "nej": "no"}[self.value])


class OpenPoint(NamedTuple):
    """A point that is open: the rule that finds it, the answer where the decision's file gives none, and why that one."""

    code: str
    default: Answer
    reading: Text


OPEN_POINTS = {
    "company_gives": OpenPoint("OM11", Answer.OPEN, Text(
        "Punkt 2 talar om medel som inte utnyttjas av »respektive nämnd«. Ett bolag är ingen nämnd, men har beviljats medel i "
        "samma punkt 1. Om det kan avstå dem till en nämnd är öppet: svaret är oklart tills stadskontoret har tagit ställning.",
        "Point 2 speaks of money that is not used by “the respective nämnd”. A company is no nämnd, but was granted money in the "
        "same point 1. Whether it can cede it to a nämnd is open: the answer is unclear until stadskontoret has taken a stand.",
    )),
    "company_receives": OpenPoint("OM10", Answer.NO, Text(
        "Punkt 2 låter »annan nämnd« avropa medlen. Ett bolag är ingen nämnd, och läst efter orden kan det inte ta emot dem: "
        "svaret är nej.",
        "Point 2 lets “another nämnd” call the money off. A company is no nämnd, and read by its words it cannot receive it: "
        "the answer is no.",
    )),
    "outside_receives": OpenPoint("OM12", Answer.YES, Text(
        "Punkt 2 säger »annan nämnd« och kräver inte att nämnden själv har beviljats medel i punkt 1: svaret är ja.",
        "Point 2 says “another nämnd” and does not ask that the nämnd itself was granted money in point 1: the answer is yes.",
    )),
    "executive_receives": OpenPoint("OM13", Answer.OPEN, Text(
        "Kommunstyrelsen är en nämnd i kommunallagens mening, men det är den som har beviljat medlen ur sitt eget anslag. Om "
        "»annan nämnd« omfattar den är öppet: svaret är oklart tills det är klarlagt.",
        "Kommunstyrelsen is a nämnd in the sense of the Local Government Act, but it granted the money from its own reserve. "
        "Whether “another nämnd” covers it is open: the answer is unclear until that is settled.",
    )),
    "office_receives": OpenPoint("OM14", Answer.NO, Text(
        "Stadskontoret är kommunstyrelsens förvaltning och ingen nämnd, och det är part i överenskommelsen: svaret är nej.",
        "Stadskontoret is kommunstyrelsen's förvaltning and no nämnd, and it is a party to the agreement: the answer is no.",
    )),
    "chain": OpenPoint("OM15", Answer.OPEN, Text(
        "Punkt 2 talar om »tilldelade medel«. Om medel som en nämnd själv har tagit emot kan lämnas vidare sägs inte. De godtas "
        "när ursprunget är angivet, så att de kan följas tillbaka till tilldelningen; annars är svaret oklart.",
        "Point 2 speaks of “allotted money”. Whether money that a nämnd has itself received can be passed on is not said. It is "
        "accepted when its origin is named, so that it can be followed back to the allocation; otherwise the answer is unclear.",
    )),
}  # fmt: skip
"""The open points by the name that a decision's file uses."""
