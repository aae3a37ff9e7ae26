"""The formulas of a workbook, judged without Excel: finds the facts (`domain.formula_facts`) that the rules FO01–FO10 turn into findings.

`xlsx.formulas` reads the formulas of a sheet as runs of copies with one pattern, so that a column of 100 000 copies costs no more
to judge than one of ten.  From the bottom up: `ranges` says what a pattern refers to, and `likeness` by what single change one would be a
copy of another; `lines` finds such strays along a row or column, and which rows have the same formulas; `sheets` answers what more
than one judge asks of a sheet, `references` where references lead, and `intervals` finds very many rows and columns without going
through each.

The judges: `deviations` knows columns of copies and the constants in them (FO02), `row_sums` sums that stand beside each other (FO02,
FO03), `differing` joins all that is said of a formula that differs (FO03); `short_totals` and `wide_totals` what a sum leaves out, or
takes in too much (FO05); `summed_cells` what is summed and is no number (FO01, FO10).  `inspection` joins the judges and finds the rest.

What is told is the smallest change that would make a region regular, and only where enough of it is: a formula that differs from its
neighbours in more than one thing is somebody's intention.  The few bounds stand in `lines` and `wide_totals`; they were set on workbooks
whose faults people have labelled (`tests/acceptance/test_formula_benchmark.py`), where twice as many or half as many change little.
"""
