"""The place of the template workbook, apart from what reads or builds it: importing this costs nothing."""

from pathlib import Path


def find_template() -> Path:
    """The path of the template workbook: beside the package in a checkout, inside it when installed."""
    inside = Path(__file__).parent.parent / "templates" / "kraftsamling.xlsx"
    return inside if inside.exists() else inside.parent.parent.parent / "templates" / inside.name
