"""The written report: what a workbook contains and what was found in it, to be read, printed and handed on.

`contents` is all that the report states, in one language and with every amount in öre; `compilation` gathers it from a validated
workbook, with `balances`, `decision`, `findings`, `right`, `rows` and `sheet_pieces`.  `sections` lays it out as `parts`, in the words
of `wording`.  A format adds no figure of its own: `html_document`, `markdown_document`, `docx_document`.  The report states figures and where they come from, and judges nothing.
"""
