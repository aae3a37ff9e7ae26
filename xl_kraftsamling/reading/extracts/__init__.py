"""Extracts out of the accounts (huvudboken): from a file to postings, whatever the file is.

1. `open_extract` tells by its content what a file is, and opens it; its postings are read one by one, so that a million need no memory.
2. `sie_records` and `sie_postings` read SIE 4; `table_files` finds the tables of a CSV file or a workbook, `headings` (with their words in
   `headings.toml`) what their columns are, and `table_postings` reads their rows, with `amounts`.
3. Each fills an `extract`: how it was read, the names of codes, the rows that are no postings, and what is wrong in it.

`key_file` reads the key of a coding (TOML), and `key_text` writes the first proposal of one.
"""
