"""The template workbook, built from the tables, the glossary and the catalogue of rules: `templates/kraftsamling.xlsx`.

It is committed, and a test builds it again and compares every byte.  `python -m xl_kraftsamling.writing.template` rebuilds
it after a change.
"""

from pathlib import Path

from xl_kraftsamling.writing.template.book import build_workbook
from xl_kraftsamling.writing.template.packing import pack_workbook


def build_template(target: Path) -> None:
    """Write the template to a path."""
    target.write_bytes(pack_workbook(build_workbook()))
