"""The domain, pure: words, money, recipients, decisions, rows and the arithmetic.

- What a cell means: `money`, `dates`, `recipients`, `status_words` and `sum_labels`, all on `cell_text`; `column_parser` reads a
  whole column by them.
- What a workbook holds: `tables` names its tables and their rows, `row_ids` which rows an id means, `book` is what was read of them, `place`
  where each value stands, `formula_facts` what its formulas do, `how_read` how a person sees that it was read; `template` is the
  workbook that we give out.
- The decision: `decision`, `decision_choice` (which one a workbook follows), `references` (which one a text means), and
  `open_points` of law.  Its file is a `toml_file`, as a map is, with `toml_lines`, `toml_values` and `toml_text`.
- The arithmetic: `ledger`, and on it `transfers`; `comparison` says what differs between two books.
- What a person reads: `texts` in two languages, `shown_text` for what comes from outside (`personal_numbers` are masked there),
  `glossary`, and `finding_notes`.
"""
