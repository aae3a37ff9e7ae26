"""What is left to settle of the tables that were found; what the workbook does not answer itself is a question.

Of whole lists: `other_decision` (another decision's, or another year's), `same_money` (two lists of the same money) and `period_sheets` (the
sums of a month or quarter on each sheet), with the questions about them (`list_questions`) and the reasons to leave one out (`left_out`).
Of the rows and columns of one: `own_rows` which are the decision's, `amount_columns` which amounts count, `partial_amounts` what went back or
is of one year beside them, `part_payments` which rows are parts of others, `running_amounts` whether each contains those before it,
`unstated_status` how far the rows have come (both by what follow-ups state, `stated_amounts`), `unstated_units` in which unit they are,
`sheet_owners` whose they are where title and sheet differ, `legends` what the workbook says that its codes mean, `unknown_recipients` where
the names stand that nobody knows, and `stated_transfers` what moved according to an overview, where no list holds it.
"""
