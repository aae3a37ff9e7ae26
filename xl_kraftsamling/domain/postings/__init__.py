"""What stands in the accounts (huvudboken): postings, which of them are whose outcome, and what a workbook has of them already.

- `posting` a line of a voucher, with its coding: account, cost centre, project and the like
- `coding_key` which coding is which recipient and insats, and what does not count
- `cost_sign` whether a list of amounts shows costs as positive or negative
- `booked_costs` the postings that are outcome, as the rows that a workbook should have
- `comparison` these rows beside those of the workbook: new, there already, changed, gone

All of it is pure, and amounts are öre.  *Ledger* is another word here: all figures of a book at a date.
"""
