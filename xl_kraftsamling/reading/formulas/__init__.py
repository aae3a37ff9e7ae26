"""The formulas of a workbook, judged without Excel: finds the facts (`domain.formula_facts`) that the rules FO01–FO10 turn into findings.

`xlsx.formulas` reads the formulas of a sheet as runs of copies with one pattern, so that a column of 100 000 copies costs no more
to judge than one of ten.  `sheets` answers what more than one rule asks of a sheet, and where references lead; `deviations`
judges columns of copies (FO02, FO03), `sums` what formulas sum (FO01, FO05, FO10); `intervals` finds very many rows
and columns without going through each; `inspection` joins the judges and finds the rest.
"""
