"""The sheets of a workbook with their formulas; the cells of a sheet are read only when somebody asks for them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from xl_kraftsamling.domain.labels import plain
from xl_kraftsamling.domain.tables import STATED, Kind
from xl_kraftsamling.sheets.formulas.layer import Layer
from xl_kraftsamling.sheets.formulas.workings import Ref, Workings
from xl_kraftsamling.sheets.layout import Region
from xl_kraftsamling.sheets.opened import Readable
from xl_kraftsamling.sheets.own import is_own


class Layers:
    """The sheets of a workbook, by name as names are compared, and the tables that were read of it."""

    def __init__(self, opened: Readable, regions: Sequence[Region]) -> None:
        """Take a workbook that is opened, and the tables that were read of it."""
        self._opened, self.regions = opened, regions
        self.workings: Mapping[str, Workings] = {name: opened.workings(name) for name in opened.sheets}
        self._names = {plain(name): name for name in opened.sheets}
        self._layers: dict[str, Layer] = {}

    def __getitem__(self, name: str) -> Layer:
        """A sheet; KeyError where there is none of that name."""
        name = self._names[plain(name)]
        if name not in self._layers:
            regions = [region for region in self.regions if region.block.sheet == name]
            self._layers[name] = Layer(name, self._opened.page(name).grid, self.workings[name], regions)
        return self._layers[name]

    def __contains__(self, name: str) -> bool:
        """Whether there is a sheet of that name."""
        return plain(name) in self._names

    @property
    def with_formulas(self) -> Iterator[Layer]:
        """The sheets that have formulas, but for those that the program has written."""
        having = (name for name, workings in self.workings.items() if workings.formulas)
        return (self[name] for name in having if not is_own(self._opened.page(name)))

    @cached_property
    def tables(self) -> Mapping[str, tuple[str, Ref]]:
        """The Excel tables by name in lower case: each with its sheet."""
        return {table: (name, ref) for name, each in self.workings.items() for table, ref in each.tables.items()}

    def is_judged(self, sheet: str, row: int, column: int) -> bool:
        """Whether the gate has judged a cell as one of a table."""
        return any(_holds(region, sheet, column) and row in region.lines for region in self.regions)

    def are_amounts(self, sheet: str, columns: range) -> bool:
        """Whether columns are wholly those of amounts in tables that the gate has judged."""
        amounts = {
            region.block.columns[column.field]
            for region in self.regions
            for column in region.table.columns
            if column.kind is Kind.AMOUNT and column.field in region.block.columns and _holds(region, sheet)
        }
        return amounts.issuperset(columns)


def _holds(region: Region, sheet: str, column: int | None = None) -> bool:
    here = region.table is not STATED and plain(region.block.sheet) == plain(sheet)
    return here and (column is None or column in region.block.columns.values())
