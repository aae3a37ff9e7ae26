"""What follows a table that grows or shrinks: the ranges, named anywhere in the workbook, that covered its rows."""

import re
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from xl_kraftsamling.sheets.areas import Area

_RANGE = re.compile(
    r'"(?:[^"]|"")*+"|\[[^\[\]]*+\]|'  # a text, and a column or a workbook in brackets, can hold anything
    r"(?<![\w\]'.!:$])(?P<sheet>'(?:[^']|'')++'!|[^\W\d][\w.]*!)?"
    r"(?P<range>\$?[A-Z]{1,3}\$?[0-9]+:\$?[A-Z]{1,3}\$?)(?P<bottom>[0-9]+)(?![\w(!.])"
)


class Growth(NamedTuple):
    """A table's data rows on a sheet before, its totals rows below them, and the last data row after."""

    sheet: str
    data: Area
    totals: int
    bottom: int

    @property
    def rows(self) -> int:
        """How many rows are new; negative where rows went."""
        return self.bottom - self.data.bottom

    def of(self, area: Area) -> Area:
        """An area after the growth: one that covered all the data rows in some column still does, and no more."""
        covers = area.top <= self.data.top and area.bottom >= self.data.bottom
        if not covers or area.left > self.data.right or area.right < self.data.left:
            return area
        if area.bottom <= self.data.bottom + self.totals:
            return area._replace(bottom=area.bottom + self.rows)
        return area._replace(bottom=max(area.bottom, self.bottom))

    def of_list(self, refs: str) -> str:
        """The ranges of a validation or conditional format, with spaces between, after the growth."""
        return " ".join(self._of_ref(ref) for ref in refs.split())

    def _of_ref(self, ref: str) -> str:
        with suppress(ValueError):  # whole columns have no rows that could grow
            return self.of(Area.of(ref)).ref
        return ref

    def of_formula(self, formula: str, home: str | None = None) -> str:
        """A formula after the growth; ranges without a sheet's name belong to the sheet `home`."""
        return _RANGE.sub(partial(self._of_match, home), formula)

    def _of_match(self, home: str | None, match: re.Match[str]) -> str:
        if match["range"] is None:
            return match[0]
        named = match["sheet"] or ""
        sheet = named[:-1].strip("'").replace("''", "'") or home
        if sheet is not None and sheet.casefold() == self.sheet.casefold():
            with suppress(ValueError):
                return f"{named}{match['range']}{self.of(Area.of(match['range'] + match['bottom'])).bottom}"
        return match[0]
