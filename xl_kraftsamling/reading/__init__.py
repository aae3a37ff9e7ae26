"""Reading: from a workbook to a book whose every value keeps its cell.

The way in, in order:

1. `open_workbook`: a workbook that can be read sheet by sheet, in a file (`workbook_file`), open in Excel, or the ranges of it that a
   function in a cell is given; each sheet is read once.
2. `canonical_layout`, or `other_layouts` with `recognition`: where its tables are.  `row_roles` decides for both which row holds
   the headings and what each row below is; a table that was found is a `region`, which knows the cell of each value.
3. `table_cells`: the raw cells of a table, one record per row, each with its place.  Beside them, what only a person sees:
   `shown_units`, where number formats name the unit of amounts.
   `cancelled_rows` leaves out the rows that a person has cancelled or asks about them; every question about what was read is one of `questions`.
4. `gate`: every table passes its pandera schema, and what fails is a fault with its cell; `plain_gate` finds the same in a cell.
5. `table_reader` takes each table through 2 to 4, and finds what only its sheet shows: gaps, merges, wrong sums.
6. `formulas`: what the formulas of the sheets do, compared with the tables that were read.
7. `workbook` puts the book together, and is what others call; `companions` are the map and the decision beside the file.
8. `recalculation` calculates every formula anew where somebody asks for it, as a second opinion on the stored values.
9. `row_cells` are the cells behind rows that were read, and `written_changes` what is written differently in those of two workbooks.

What can be read in more than one way is one of the `questions`, whoever finds it.

polars and pandera are used by `gate` and in `xlsx` only, so that functions in cells can read their tables with all the rest, `recognition`
and maps included: nothing but `gate`, `workbook_file` and `workbook` imports them.
"""
