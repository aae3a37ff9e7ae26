"""The template as a whole: its version, its sheets in order, and where the headings of each are.  Its tables: `domain/tables.py`."""

from xl_kraftsamling.domain.tables import RECORD, SETTINGS, TABLES, WAIVERS

TEMPLATE_VERSION = 1
"""The version of the template that this program builds and reads."""

HEADING_ROW = 4
"""The row of every table's headings in the template; the sheet's title and a note are above it."""

EXAMPLE_PREFIX = "EX-"
"""How the ids of the example data's rows begin."""

README_SHEET, BALANCE_SHEET, FINDINGS_SHEET, RULES_SHEET = "Läs mig", "Saldo", "Kontroll", "Regler"
CORRECTIONS_SHEET = "Rättat"
"""The sheet that a corrected copy gets; the template has none."""

FINDING_WIDTHS = {
    "Kod": 8, "Allvar": 14, "Blad": 16, "Cell": 9, "Meddelande": 70, "Funnet": 20, "Förväntat": 20, "Åtgärd": 60,
}  # fmt: skip
"""The headings of the sheet Kontroll, and the widths of its columns in characters."""

CORRECTION_WIDTHS = {"Kod": 8, "Blad": 16, "Cell": 9, "Rad-id": 14, "Före": 28, "Efter": 28, "Talformat före": 16}
"""The headings of the sheet Rättat, and the widths of its columns in characters."""

SHEETS = (
    README_SHEET, RECORD.sheet, *(table.sheet for table in TABLES[:-1]),
    BALANCE_SHEET, FINDINGS_SHEET, RULES_SHEET, WAIVERS.sheet, SETTINGS.sheet,
)  # fmt: skip
"""The sheets of the template, in order."""
