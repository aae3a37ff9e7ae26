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
        "Punkt 2 gäller medel som inte utnyttjas av ”respektive nämnd”. Ett bolag är ingen nämnd, men får medel i punkt 1. "
        "Om det kan lämna dem till en nämnd är en öppen fråga: svaret är oklart tills stadskontoret har tagit ställning.",
        "Point 2 is about money that is not used by “the respective nämnd”. A company is not a nämnd, but gets money in "
        "point 1. Whether it can give it to a nämnd is an open question: the answer is unclear until stadskontoret has "
        "decided.",
    )),
    "company_receives": OpenPoint("OM10", Answer.NO, Text(
        "Punkt 2 låter ”annan nämnd” avropa medlen. Ett bolag är ingen nämnd, och enligt ordalydelsen kan det inte ta emot "
        "dem: svaret är nej.",
        "Point 2 lets “another nämnd” call the money off. A company is not a nämnd, and read literally it cannot receive the "
        "money: the answer is no.",
    )),
    "outside_receives": OpenPoint("OM12", Answer.YES, Text(
        "Punkt 2 gäller ”annan nämnd” och kräver inte att nämnden själv har beviljats medel i punkt 1: svaret är ja.",
        "Point 2 is about “another nämnd” and does not require that the nämnd itself was granted money in point 1: the "
        "answer is yes.",
    )),
    "executive_receives": OpenPoint("OM13", Answer.OPEN, Text(
        "Punkt 2 gäller ”annan nämnd”. Enligt punkt 1 tas medlen ur kommunstyrelsens eget anslag till förfogande. Om ”annan "
        "nämnd” omfattar kommunstyrelsen är en öppen fråga: svaret är oklart tills den är klarlagd.",
        "Point 2 is about “another nämnd”. According to point 1 the money is taken from kommunstyrelsen's own reserve. "
        "Whether “another nämnd” includes kommunstyrelsen is an open question: the answer is unclear until it is settled.",
    )),
    "office_receives": OpenPoint("OM14", Answer.NO, Text(
        "Stadskontoret är kommunstyrelsens förvaltning, inte en nämnd, och är part i överenskommelsen: svaret är nej.",
        "Stadskontoret is kommunstyrelsen's förvaltning, not a nämnd, and it is a party to the agreement: the answer is no.",
    )),
    "chain": OpenPoint("OM15", Answer.OPEN, Text(
        "Punkt 2 gäller ”tilldelade medel”. Beslutet säger inte om medel som en nämnd själv har tagit emot kan lämnas "
        "vidare. Det godtas när ursprunget är angivet, så att de kan följas tillbaka till tilldelningen; annars är svaret "
        "oklart.",
        "Point 2 is about “allotted money”. The decision does not say whether money that a nämnd has itself received can be "
        "passed on. That is accepted when the origin is named, so that the money can be traced back to the allocation; "
        "otherwise the answer is unclear.",
    )),
}  # fmt: skip
"""The open points by the name that a decision's file uses."""
