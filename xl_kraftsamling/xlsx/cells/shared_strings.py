"""The shared strings of a workbook (ECMA-376 part 1, 18.4.9), each exactly as its XML says."""

from xl_kraftsamling.xlsx.cells.bounds import check_text, refuse
from xl_kraftsamling.xlsx.cells.strict_parser import Leave, Refused, StrictParser, expect_rich_text
from xl_kraftsamling.xlsx.package import Package
from xl_kraftsamling.xlsx.package.xstring import decode_xstring


def parse_shared_strings(data: bytes) -> list[str]:
    """Parse the part with the shared strings; ValueError or :class:`~xl_kraftsamling.xlsx.cells.strict_parser.Refused` as there."""
    parser = _StringParser()
    parser.parse(data)
    return parser.strings


def read_shared_strings(package: Package, data: bytes, part: str) -> list[str]:
    """Parse the shared strings of a workbook.

    :raises BadInput: they are damaged, or could be read in two ways.
    """
    try:
        return parse_shared_strings(data)
    except ValueError:
        raise package.archive.damaged_error(part) from None
    except Refused as refusal:
        raise refuse(package, part, refusal) from None


class _StringParser(StrictParser):
    """The part while it is parsed: an item without text, `<si/>`, is a string too, or all later ones would be mistaken."""

    def __init__(self) -> None:
        super().__init__("sst")
        self.strings: list[str] = []
        self._texts: list[str] = []
        self._item = expect_rich_text(self, self._texts)
        self.children = {"si": self._start_item, "extLst": self.pass_over}

    def _start_item(self, _attributes: dict[str, str]) -> Leave:
        self._texts.clear()
        self.children = self._item
        return self._end_item

    def _end_item(self) -> None:
        self.strings.append(check_text(decode_xstring("".join(self._texts))))
