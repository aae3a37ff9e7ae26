"""FO: whether the formulas and the figures that the workbook itself shows can be trusted.

Checked on the facts that `reading/formulas/` collects, of every sheet.
"""
