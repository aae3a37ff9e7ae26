"""The tab on the ribbon, which the add-in and the macro workbook share: what it shows, and what it calls."""

from pathlib import Path
from xml.sax.saxutils import quoteattr

from xl_kraftsamling.domain.decision import shipped_decisions
from xl_kraftsamling.excel.vba.parts import insert_before

RIBBON_PART = "customUI/customUI.xml"

_TAB = Path(__file__).with_name("xlam") / RIBBON_PART
_PLACE = "<!-- decisions -->"
_KIND = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"


def build_ribbon() -> bytes:
    """The part with the tab, in which the decisions that ship can be chosen: the id of each is its diarienummer."""
    numbers = dict.fromkeys(decision.case_number for decision in shipped_decisions())
    items = "".join(f"<item id={quoteattr(number)} label={quoteattr(number)}/>" for number in numbers)
    return _TAB.read_text("utf-8").replace(_PLACE, items).encode()


def add_ribbon(parts: dict[str, bytes]) -> None:
    """Give a workbook that has no tab of its own the one that is ours."""
    parts[RIBBON_PART] = build_ribbon()
    insert_before(parts, "_rels/.rels", "</Relationships>", f'<Relationship Id="rIdRibbon" Type="{_KIND}" Target="{RIBBON_PART}"/>')
