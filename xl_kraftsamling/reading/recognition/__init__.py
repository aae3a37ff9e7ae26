"""Finding the tables of a workbook in another layout than the template's.

`heading_rows` finds the rows of headings, and `vocabulary` reads what each heading means. `titles` reads the texts above them.
Which unit and which year any of these texts states, and which it only mentions, `statements` decides.
`column_assignment` decides which kind of table it is and which column holds which field, `rows` which rows are its data and to whom
each belongs (`unnamed_sums`: which of them are sums though no word says so); `tables` puts these together for one sheet.
`table_choice` picks, of the tables of all sheets, those of the decision's year and leaves out copies.

A map, a small file that a person can correct (`map_file`), replaces the search: `map` follows it, and writes one for what was
found. `how_read` describes how everything was read, for a person, and `faults` reports it.
"""
