"""How cells show their numbers: scaled, and with a text beside it (ECMA-376 part 1, 18.8.31).

The number that is stored and the one that a person sees may differ a thousandfold: `#,##0,` shows 1100000 as 1,100, and `0" tkr"`
shows 208 as 208 tkr.  What the text means is for others to say.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from xl_kraftsamling.xlsx.cells.number_formats import NumberStyle, classify_format
from xl_kraftsamling.xlsx.cells.sheet_scan import CellPosition, scan_part
from xl_kraftsamling.xlsx.package import Package, Sheet


class Shown(NamedTuple):
    """What a number is divided by before it is shown, and the letters that are shown beside it; empty where there are none."""

    scale: int = 1
    text: str = ""


# The first section alone, that of positive numbers.  Signs after _ and * only leave room or are repeated, [$kr-41D] is a currency
# with its language, and other brackets are colours and conditions.
_PIECE = re.compile(r'"(?P<quoted>[^"]*)"?|\\(?P<sign>.)|[_*].|\[\$(?P<currency>[^]-]*+)[^]]*+\]?|\[[^]]*+\]?|(?P<end>;)|general|standard|e[+-]', re.DOTALL | re.IGNORECASE)
_SCALE = re.compile(r"[0#?](,+)(?![,0#?])")
_LETTERS = re.compile(r"[^\W\d_]+\.?")


def parse_shown(code: str) -> Shown:
    """How a number is shown by the code of a format."""
    texts: list[str] = []
    bare, done = "", 0
    for piece in _PIECE.finditer(code):
        bare += code[done : piece.start()]
        done = piece.end()
        if piece["end"]:
            break
        texts.append(piece["quoted"] or piece["sign"] or piece["currency"] or " ")
    else:
        bare += code[done:]
    commas = _SCALE.search(bare)
    words = _LETTERS.findall("".join(texts)) or _LETTERS.findall(bare)
    return Shown(1_000 ** len(commas[1]) if commas else 1, " ".join(words))


def read_shown_cells(package: Package, sheet: Sheet) -> Mapping[tuple[int, int], str]:
    """The codes of the formats that scale numbers or show letters, by the row and column of their cells; BadInput if damaged.

    A sheet is only read where a style of the workbook does so, which in most workbooks none does.
    """
    codes = read_shown_codes(package)
    if not codes:
        return {}
    found: dict[tuple[int, int], str] = {}
    position = CellPosition()

    def find_code(kind: str, attributes: dict[str, str]) -> None:
        if position.enter(kind, attributes) and attributes.get("s") in codes:
            found[position.row, position.column] = codes[attributes["s"]]

    scan_part(package, sheet.part, find_code)
    return found


def read_shown_codes(package: Package) -> Mapping[str, str]:
    """The codes of the formats that scale numbers or show letters, by the index of the style with which cells name them."""
    root = package.styles
    if root is None:
        return {}
    codes = {entry.get("numFmtId", ""): entry.get("formatCode", "") for entry in root.iterfind("{*}numFmts/{*}numFmt")}
    told = {number: code for number, code in codes.items() if parse_shown(code) != Shown() and not _is_date(code)}
    styles = enumerate(root.iterfind("{*}cellXfs/{*}xf"))
    return {str(index): told[number] for index, style in styles if (number := style.get("numFmtId", "")) in told}


def _is_date(code: str) -> bool:
    return classify_format(code) is not NumberStyle.NUMBER
