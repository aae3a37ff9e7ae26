"""What differs between two workbooks, for a person and for a program.

`contents` is what was found; `wording` says rows, values and changes in words, which `text` and `page` share; `text` is for a terminal,
`page` one HTML file, and `encoding` JSON by the contract `kraftsamling.diff/1` (`diff.schema.json` beside the package).
"""
