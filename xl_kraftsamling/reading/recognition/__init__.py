"""Finding the tables of a workbook in another layout than the template's.

In the order of the work: `headings` finds the rows of headings and reads them and the titles above.  `column_assignment` decides which kind
of table it is and which column holds which field (`column_values`: what the values below say of it), `rows` which rows are its data and to whom each belongs (`unnamed_sums`: which of them
are sums though no word says so).  `headed_rows` is a heading row with what stands below it, from which each way to lay out records starts
(`layouts`); `table_search` asks them for one sheet, and `tables` is what it finds.  `records` says where each field of each record stands,
by the `sources` of those without a column; of amounts that run, `increases` is what each adds.

`table_choice` picks, of the tables of all sheets, those of the decision's year and leaves out copies; then `settling` settles or asks what
is left open.  `regions` hands the tables to the reader of all tables.  A map (`maps`) replaces the search.  `how_read` describes how
everything was read, for a person, and `faults` reports it; `labels` names fields and columns.
"""
