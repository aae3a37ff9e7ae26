"""What a person or a program is shown: findings, balances and rules as text, JSON, CSV and Markdown.

Nothing here reads or decides anything, and nothing here knows of a terminal: the width and the paint are given.
"""

from collections.abc import Callable

Paint = Callable[[str, str], str]
"""Gives a text the colour of a role: a severity's word, `title` or `complies`."""
