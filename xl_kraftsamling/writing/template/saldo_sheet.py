"""The sheet Saldo: a row of formulas per recipient, their sum, a chart, and overdrafts in words, symbol and colour."""

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

from xl_kraftsamling.domain.glossary import TERM_BY_HEADING
from xl_kraftsamling.domain.template import BALANCE_SHEET, HEADING_ROW
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.writing import colours
from xl_kraftsamling.writing.saldo_formulas import AS_OF, AS_OF_CELL, AS_OF_FORMULA, SALDO_FORMULAS, SALDO_HEADINGS
from xl_kraftsamling.writing.template import styles
from xl_kraftsamling.writing.template.sheets import FIRST_DATA_ROW, add_table, new_sheet, set_cell, set_headings
from xl_kraftsamling.writing.template.texts import CHART_TITLE, GUARD, GUARD_TITLE
from xl_kraftsamling.xlsx.grid import LAST_ROW

_BELOW = {"Kvar att avropa": Severity.ERROR, "Avropat ej förbrukat": Severity.WARNING}
"""How grave a figure below zero is.  The number format shows its symbol, so that it is seen in print and without colour too."""

_FIGURES = '#,##0.00;\\-#,##0.00;"–"'
"""The amounts, which the note says are in kronor: twelve columns go on one page that way, and a zero does not draw the eye."""

_FIGURE_WIDTH, _SHARE_WIDTH = 15, 22
_SHARE = f'[>1]"{Severity.ERROR.symbol} överdraget: "0\\ %;0\\ %" avropat"'
"""Beside the table, how much of what is disposable has been called off.  It says so itself: a heading would make it a column of the table."""

_BARS = {"Disponibelt": colours.PALE, "Avropat": colours.MIDDLE, "Utfall": colours.ACCENT}
"""The bars of each recipient: side by side, so that an overdraft is the longer bar and nothing hides a negative one."""

_TOTAL = "Summa"
_GAP = 4  # rows from the sum to the chart, so that a decision with some more recipients does not reach it


def _number_format(heading: str) -> str:
    if heading not in _BELOW:
        return _FIGURES
    return _FIGURES.replace(";", f';"{_BELOW[heading].symbol} "', 1)


def add_balance_sheet(book: Workbook, recipients: Sequence[str]) -> None:
    """Add Saldo with a row for each recipient."""
    sheet = new_sheet(book, BALANCE_SHEET)
    widths = [39, *(max(_FIGURE_WIDTH, max(map(len, heading.split())) + 2) for heading in SALDO_FORMULAS)]
    # on one page, as its chart would be cut
    set_headings(sheet, SALDO_HEADINGS, widths, tuple(SALDO_FORMULAS), button=0, on_one_page=True)
    total = FIRST_DATA_ROW + len(recipients)
    for line, recipient in enumerate(recipients, FIRST_DATA_ROW):
        styles.style_data(set_cell(sheet, line, 1, recipient))
        for column, (heading, formula) in enumerate(SALDO_FORMULAS.items(), 2):
            styles.style_data(set_cell(sheet, line, column, f"={formula}"), number_format=_number_format(heading), figure=True)
    _add_total(sheet, total)
    _add_date(sheet)
    _add_shares(sheet, total)
    # the sum row is the table's own totals row, so that it moves down when rows are added
    table = add_table(sheet, BALANCE_SHEET, len(SALDO_HEADINGS), total)
    table.totalsRowCount, table.tableColumns = 1, _table_columns()
    _add_flags(sheet)
    _add_help(sheet)
    _guard(sheet, f"B{FIRST_DATA_ROW}:{get_column_letter(len(SALDO_HEADINGS))}{total}")
    _guard(sheet, AS_OF_CELL.replace("$", ""))
    sheet.add_chart(_build_chart(sheet, total - 1), f"A{total + _GAP}")


def _add_total(sheet: Worksheet, line: int) -> None:
    styles.style_total(set_cell(sheet, line, 1, _TOTAL), figure=False)
    for column, heading in enumerate(SALDO_FORMULAS, 2):
        # what Excel itself writes in a totals row: rows that a filter hides are left out
        cell = set_cell(sheet, line, column, f"=SUBTOTAL(109,{BALANCE_SHEET}[{heading}])")
        styles.style_total(cell, number_format=_number_format(heading))


def _table_columns() -> list[TableColumn]:
    """The table's columns, with the formulas that Excel gives a new row."""
    columns = [TableColumn(id=1, name=SALDO_HEADINGS[0], totalsRowLabel=_TOTAL)]
    for number, (heading, formula) in enumerate(SALDO_FORMULAS.items(), 2):
        column = TableColumn(id=number, name=heading, totalsRowFunction="sum")
        column.calculatedColumnFormula = TableFormula(attr_text=formula)
        columns.append(column)
    return columns


def _add_date(sheet: Worksheet) -> None:
    label, day = sheet["A3"], sheet[AS_OF_CELL.replace("$", "")]
    label.value, day.value, day.number_format = AS_OF, AS_OF_FORMULA, styles.DATE
    for cell in (label, day):
        styles.style_note(cell)
    sheet.row_dimensions[day.row].height = 20


def _add_shares(sheet: Worksheet, total: int) -> None:
    """Add beside each row, down to the chart, how much of what is disposable has been called off; nothing beside an empty row.

    A row of the table may be inserted above, which moves its cells and not these: each looks in the row in which it is.
    """
    number = len(SALDO_HEADINGS) + 1
    called_off, disposable = (get_column_letter(SALDO_HEADINGS.index(heading) + 1) for heading in ("Avropat", "Disponibelt"))
    formula = f'=IFERROR(INDEX(${called_off}:${called_off},ROW())/INDEX(${disposable}:${disposable},ROW()),"")'
    for line in range(FIRST_DATA_ROW, total + _GAP):
        styles.style_remark(set_cell(sheet, line, number, formula), number_format=_SHARE)
    column = get_column_letter(number)
    sheet.column_dimensions[column].width = _SHARE_WIDTH
    _guard(sheet, f"{column}{FIRST_DATA_ROW}:{column}{total + _GAP - 1}")


def _add_flags(sheet: Worksheet) -> None:
    """Add colours to what the number formats already show, and a symbol and colour to a forecast above what is disposable."""
    for heading, severity in _BELOW.items():
        cell = f"{get_column_letter(SALDO_HEADINGS.index(heading) + 1)}{FIRST_DATA_ROW}"
        _flag(sheet, cell, f"{cell}<0", severity)
    forecast, limit = (f"{get_column_letter(SALDO_HEADINGS.index(h) + 1)}{FIRST_DATA_ROW}" for h in ("Prognos", "Disponibelt"))
    above = f'"{Severity.WARNING.symbol} "{_FIGURES}'
    _flag(sheet, forecast, f"AND(ISNUMBER({forecast}),{forecast}>{limit})", Severity.WARNING, above)


def _flag(sheet: Worksheet, cell: str, condition: str, severity: Severity, number_format: str | None = None) -> None:
    rule = Rule(type="expression", formula=[condition], dxf=styles.make_severity_style(severity, number_format))
    sheet.conditional_formatting.add(f"{cell}:{cell.rstrip('0123456789')}{LAST_ROW}", rule)


def _add_help(sheet: Worksheet) -> None:
    """Add to each heading what it means, shown when its cell is selected."""
    for number, heading in enumerate(SALDO_HEADINGS, 1):
        cell = f"{get_column_letter(number)}{HEADING_ROW}"
        words = TERM_BY_HEADING[heading].meaning
        sheet.add_data_validation(DataValidation(sqref=cell, promptTitle=heading, prompt=words, showInputMessage=True))


def _guard(sheet: Worksheet, cells: str) -> None:
    """Let nobody type over the formulas of some cells; a condition that never holds needs no protection, which would stop the buttons too."""
    rule = DataValidation(type="custom", formula1="FALSE", sqref=cells, errorStyle="stop", showErrorMessage=True)
    rule.errorTitle, rule.error = GUARD_TITLE, GUARD
    sheet.add_data_validation(rule)


def _build_chart(sheet: Worksheet, last: int) -> BarChart:
    chart = BarChart(barDir="bar", gapWidth=60)
    chart.title, chart.legend.position = CHART_TITLE, "b"
    for heading, colour in _BARS.items():
        column = SALDO_HEADINGS.index(heading) + 1
        bars = Series(Reference(sheet, min_col=column, min_row=FIRST_DATA_ROW, max_row=last), title=heading)
        bars.graphicalProperties = GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=colours.ACCENT))
        chart.append(bars)
    chart.set_categories(Reference(sheet, min_col=1, min_row=FIRST_DATA_ROW, max_row=last))
    _draw_axes(chart)
    chart.width, chart.height = 42, 13
    return chart


def _draw_axes(chart: BarChart) -> None:
    """The first recipient at the top, names to the left of every bar, amounts below."""
    # delete=False must be said: without the element, newer versions of Excel leave the axes out
    chart.x_axis.scaling.orientation, chart.x_axis.tickLblPos, chart.x_axis.delete = "maxMin", "low", False
    # two commas divide by a million; "max", since the order of recipients is reversed and the amounts would be on top
    chart.y_axis.number_format, chart.y_axis.crosses, chart.y_axis.delete = "#,##0.0,,", "max", False
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=colours.LINE)))
