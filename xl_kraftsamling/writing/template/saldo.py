"""The sheet Saldo: a row of formulas per recipient, their sum, a chart, and overdraft in words, sign and colour."""

from collections.abc import Sequence

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import TableColumn, TableFormula
from openpyxl.worksheet.worksheet import Worksheet

from xl_kraftsamling.domain.tables import BALANCE_SHEET, HEADING_ROW
from xl_kraftsamling.domain.terms import TERM_BY_HEADING
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.writing import colours
from xl_kraftsamling.writing.saldo_formulas import AS_OF, AS_OF_CELL, AS_OF_FORMULA, SALDO_FORMULAS, SALDO_HEADINGS
from xl_kraftsamling.writing.template import styles
from xl_kraftsamling.writing.template.pages import FIRST_DATA_ROW, add_table, new_sheet, set_cell, set_headings
from xl_kraftsamling.writing.template.texts import CHART_TITLE
from xl_kraftsamling.xlsx.grid import LAST_ROW

_BELOW = {
    "Kvar att avropa": (Severity.ERROR, "överdraget"),
    "Avropat ej förbrukat": (Severity.WARNING, "över avropat"),
}
"""What a sum below zero means; the number format says it, so it is there in print and in black and white."""

_BARS = {"Disponibelt": colours.PALE, "Avropat": colours.MIDDLE, "Utfall": colours.ACCENT}
"""The bars of each recipient: side by side, so that an overdraft is the longer bar and nothing hides a negative one."""

_TOTAL = "Summa"
_GAP = 4  # rows from the sum to the chart, so that a decision with some more recipients does not reach it


def _format(heading: str) -> str:
    if heading not in _BELOW:
        return styles.MONEY
    severity, words = _BELOW[heading]
    return f'{styles.MONEY};"{severity.symbol} {words} "\\-{styles.MONEY}'


def add_balance_sheet(book: Workbook, recipients: Sequence[str]) -> None:
    """The sheet with a row for each recipient."""
    page = new_sheet(book, BALANCE_SHEET)
    widths = [39, *(28 if heading in _BELOW else 19 for heading in SALDO_FORMULAS)]
    set_headings(page, SALDO_HEADINGS, widths, tuple(SALDO_FORMULAS), button=0)
    total = FIRST_DATA_ROW + len(recipients)
    for line, recipient in enumerate(recipients, FIRST_DATA_ROW):
        styles.style_data(set_cell(page, line, 1, recipient))
        for column, (heading, formula) in enumerate(SALDO_FORMULAS.items(), 2):
            styles.style_data(set_cell(page, line, column, f"={formula}"), number_format=_format(heading), figure=True)
    _add_total(page, total)
    _add_date(page)
    table = add_table(page, BALANCE_SHEET, len(SALDO_HEADINGS), total)
    table.totalsRowCount, table.tableColumns = 1, _columns()
    _add_flags(page)
    _add_help(page)
    page.add_chart(_chart(page, total - 1), f"A{total + _GAP}")


def _add_total(page: Worksheet, line: int) -> None:
    styles.style_total(set_cell(page, line, 1, _TOTAL), figure=False)
    for column, heading in enumerate(SALDO_FORMULAS, 2):
        cell = set_cell(page, line, column, f"=SUBTOTAL(109,{BALANCE_SHEET}[{heading}])")
        styles.style_total(cell, number_format=_format(heading))


def _columns() -> list[TableColumn]:
    """The table's columns, with the formulas that Excel gives a new row."""
    columns = [TableColumn(id=1, name=SALDO_HEADINGS[0], totalsRowLabel=_TOTAL)]
    for number, (heading, formula) in enumerate(SALDO_FORMULAS.items(), 2):
        column = TableColumn(id=number, name=heading, totalsRowFunction="sum")
        column.calculatedColumnFormula = TableFormula(attr_text=formula)
        columns.append(column)
    return columns


def _add_date(page: Worksheet) -> None:
    label, day = page["A3"], page[AS_OF_CELL.replace("$", "")]
    label.value, day.value, day.number_format = AS_OF, AS_OF_FORMULA, styles.DATE
    for cell in (label, day):
        styles.style_note(cell)
    page.row_dimensions[day.row].height = 20


def _add_flags(page: Worksheet) -> None:
    """Colours for what the number formats already say, and words and sign for a forecast above what there is."""
    for heading, (severity, _) in _BELOW.items():
        cell = f"{get_column_letter(SALDO_HEADINGS.index(heading) + 1)}{FIRST_DATA_ROW}"
        _flag(page, cell, f"{cell}<0", severity)
    forecast, limit = (f"{get_column_letter(SALDO_HEADINGS.index(h) + 1)}{FIRST_DATA_ROW}" for h in ("Prognos", "Disponibelt"))
    above = f'"{Severity.WARNING.symbol} "{styles.MONEY}'
    _flag(page, forecast, f"AND(ISNUMBER({forecast}),{forecast}>{limit})", Severity.WARNING, above)


def _flag(page: Worksheet, cell: str, condition: str, severity: Severity, shown: str | None = None) -> None:
    rule = Rule(type="expression", formula=[condition], dxf=styles.severity_style(severity, shown))
    page.conditional_formatting.add(f"{cell}:{cell.rstrip('0123456789')}{LAST_ROW}", rule)


def _add_help(page: Worksheet) -> None:
    """What each heading means, shown when it is chosen."""
    for number, heading in enumerate(SALDO_HEADINGS, 1):
        cell = f"{get_column_letter(number)}{HEADING_ROW}"
        words = TERM_BY_HEADING[heading].meaning_sv
        page.add_data_validation(DataValidation(sqref=cell, promptTitle=heading, prompt=words, showInputMessage=True))


def _chart(page: Worksheet, last: int) -> BarChart:
    chart = BarChart(barDir="bar", gapWidth=60)
    chart.title, chart.legend.position = CHART_TITLE, "b"
    for heading, colour in _BARS.items():
        column = SALDO_HEADINGS.index(heading) + 1
        bars = Series(Reference(page, min_col=column, min_row=FIRST_DATA_ROW, max_row=last), title=heading)
        bars.graphicalProperties = GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=colours.ACCENT))
        chart.append(bars)
    chart.set_categories(Reference(page, min_col=1, min_row=FIRST_DATA_ROW, max_row=last))
    _draw_axes(chart)
    chart.width, chart.height = 36, 12
    return chart


def _draw_axes(chart: BarChart) -> None:
    """The first recipient at the top, names to the left of every bar, amounts below."""
    chart.x_axis.scaling.orientation, chart.x_axis.tickLblPos, chart.x_axis.delete = "maxMin", "low", False
    chart.y_axis.number_format, chart.y_axis.crosses, chart.y_axis.delete = "#,##0.0,,", "max", False
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=colours.LINE)))
