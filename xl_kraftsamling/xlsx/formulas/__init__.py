"""The formulas of a workbook as text: what they refer to, which are copies of which, and on what sheet."""
