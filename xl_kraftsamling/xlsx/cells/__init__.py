"""The values of a sheet's cells, as XML and the specification say them (ECMA-376 part 1, 18.3.1).

`reader` decides how a sheet is read and is what others call.  `exact_reader` and `shared_strings` parse any XML, element by element
(`strict_parser`): what two programs could read in two ways is refused, and nothing is skipped unseen.  `values` says what the text of
a cell means by its type and style, `number_formats` which styles show dates, and `bounds` how much a workbook may hold; these three hold
for the fast reader (:mod:`xl_kraftsamling.xlsx.fast_reader`) too, which reads the rows of large sheets when it recognises every byte
of them.

How a person sees the cells is no value: `shown_numbers` finds formats that scale or name a unit, and `struck_cells` what is struck
through, each with a look of its own through the sheet (`sheet_scan`), which most workbooks do not need.

No library reads the cells, though three could.  Tried on two sheets of 100 000 rows (CPU seconds; one unzip-and-expat pass takes 0.58):

| reader | s | why not |
|---|---|---|
| the fast reader | 0.79 | |
| fastexcel 0.21 with whole-sheet types | 0.93 | `1&#48;` is read as 1; error values and formulas without a value are empty, as are sheets in UTF-16; `#SPILL!` is "damaged"; a cell in XFD1048576 ends the process; parts are found by their usual names. A column that is asked for as numbers also gives those of text ("12") and of TRUE, and one of dates those of any number, so that comparing two readings does not tell a cell's type |
| python-calamine behind a scan | 1.44 | the same, since fastexcel is built on it: what it does not say had to be found by a second reader, which it then could contradict |
| openpyxl | 8 | its errors are texts, and formulas without a value need a second reading |

python-calamine and openpyxl are the independent readers that the tests compare with.
"""
