"""The ways in which people lay out records: each module finds one, and says where the fields of its records stand.

A row is several records: a column for each month (`month_columns`), a group of columns for each number (`column_groups`) or a column for
each nämnd (`recipient_columns`); what these share is `series`, `series_rows` settles whose each row is, and `row_kinds` what its amounts
are.  `group_details` reads a recipient's row that sums those below it.

A list holds records of several kinds (`typed_lists`): `events` are the words that tell them apart, `account_columns` where their amounts
stand and with which sign, `party_columns` between whom they go, `mirrored_rows` which two rows are one transfer, and `untyped_rows` what
is asked about the others.

A field stands elsewhere: the status in ticks, dates (`ticks`) or a row for each step (`step_rows`), the month instead of the day
(`month_dates`), the recipient in another table (`look_ups`), an amount beside its label (`cards`), a whole call-off in a form (`forms`), a list in a follow-up's columns
(`follow_ups`), or a column or a row for each step of what recipients have called off (`step_columns`, `step_lines`).
"""
