"""Findings, balances, differences, conflicts and rules as text, CSV, JSON, HTML and Markdown.

One file per thing that is shown; in it `render_…` gives lines of text for a person, `export_…` lines of CSV for a spreadsheet and
`encode_…` data for JSON.  Nothing here reads a workbook or decides anything, and nothing here knows of a terminal: its width and its
colours are parameters.
"""

from collections.abc import Callable

Paint = Callable[[str, str], str]
"""Gives a text the colour of a role: a severity's word, `title` or `complies`."""
