"""Finding the tables of a workbook in another layout than the template's.

`heading_rows` finds the rows of headings, `heading_texts` puts those of several rows together by column, and `vocabulary` reads what each
heading means. `titles` reads the texts above them.
Which unit and which year any of these texts states, and which it only mentions, `statements` decides.
`column_assignment` decides which kind of table it is and which column holds which field, `rows` which rows are its data and to whom
each belongs (`unnamed_sums`: which of them are sums though no word says so; `group_details`: which only say what a sum is made up of); `table_search` puts these together for one sheet, and
`tables` is what it finds.  `follow_ups` takes the columns of a follow-up that are lists of their own.  `records` says where each field of each record stands, by the `sources` of those without a column.
Where a row gives several records, `month_columns` finds a column for each month (`period_labels` reads which), `column_groups` a group of columns
for each number, and `recipient_columns` a column for each nämnd; what they share is `series`, and `series_rows` settles which rows are whose.
`ticks` reads a column for each step of a call-off, and `cards` amounts with a label beside them.  `look_ups` finds, of all sheets, the table that
says whose the rows of a list without recipients are.
`row_kinds` takes apart a series in which each row says what its amounts are.
`typed_lists` takes apart a list that holds records of several kinds: `events` what its rows say that they are, `account_columns` in which
columns their amounts are and with which sign, `party_columns` between whom they go, `mirrored_rows` which two rows are one transfer, and
`untyped_rows` what is asked about the others.
`table_choice` picks, of the tables of all sheets, those of the decision (`other_decision`: and not those below another diarienummer or with
another year's rows) and leaves out copies (`same_money`: and lists that hold the same money in other rows); `left_out` says why, and
`list_questions` asks where nobody can know.  Then what is left to settle in each: `own_rows` which rows are the decision's, `step_rows` which are steps of one
call-off and `running_rows` which contain earlier ones, `amount_columns`
which column holds a row's amount, `unstated_units` whether nothing says the unit; `unknown_recipients` where the names stand that nobody knows;
`regions` hands it to the reader of all tables.

A map, a small file that a person can correct (`map_file`; `map_meanings`: what the workbook's own words mean), replaces the search: `map` follows it, and writes one for what was
found, or `map_skeleton` one to fill in where nothing was. `how_read` describes how everything was read, for a person (`labels` names
its columns), and `faults` reports it; `labels` names fields and columns.
"""
