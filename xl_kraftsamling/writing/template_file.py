"""The place of the template workbook, apart from what reads or builds it: importing this costs nothing."""

from pathlib import Path

TEMPLATE_ENDINGS = (".xlsx", ".xlsm")
"""How the name of a workbook made of the template ends: without macros, or with the buttons and functions."""


def find_template(ending: str = TEMPLATE_ENDINGS[0]) -> Path:
    """The path of the template workbook with an ending: beside the package in a checkout, inside it when installed."""
    inside = Path(__file__).parent.parent / "templates" / f"kraftsamling{ending}"
    return inside if inside.exists() else inside.parent.parent.parent / "templates" / inside.name
