"""Findings and rows into a workbook, and the template.

- `annotate/` a copy with the sheet Kontroll, and a note and a colour at each cell with findings
- `fill_template` a copy of the template with a decision and rows; `add_rows` rows into a workbook that exists, `draft_transfer` a transfer as
  its last row; `input_rows` and `input_files` where such rows come from, `known_rows` which of
  them a workbook has already, `recipient_names` how they name recipients, and
  `balance_rows` the rows that the workbook's own table of balances then needs
- `merge` puts copies of a workbook together, with `copy_edits`: what each does to its rows
- `template/` builds the template itself, with `saldo_formulas`; `template_file` is where it is found
"""
