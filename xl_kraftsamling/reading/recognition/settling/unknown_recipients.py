"""The recipients of a list that names nobody who is known: what stands in the column that its heading says is theirs."""

from dataclasses import replace

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.reading.recognition.headings.vocabulary import HeadingReader
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.xlsx.grid import Grid


def read_unknown_recipients(found: FoundTable, grid: Grid, reader: HeadingReader) -> FoundTable:
    """A table with its column of recipients, if nothing in it names anybody and one heading alone leaves no doubt.

    “4711” under “Nämnd” is then an unknown recipient at its cell (VD08), which a map can teach, and not a list without recipients.
    """
    forms = reader.vocabulary.fields[found.kind].get(OWNER, [])
    headings = found.heading_row.headings
    said = [n for n in {*headings} - found.used_columns if headings[n].is_certain and OWNER in headings[n].ideas and headings[n].ideas in forms]
    filled = [n for n in said if any(cell_text(grid[line - 1][n - 1]) for line in found.rows.data)]
    if found.names_recipients or found.parts or len(filled) != 1:
        return found
    return replace(found, assignment=replace(found.assignment, columns={**found.assignment.columns, OWNER: filled[0]}))
