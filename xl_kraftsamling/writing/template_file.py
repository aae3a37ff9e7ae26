"""Where the template workbook lies."""

from pathlib import Path


def find_template() -> Path:
    """The template workbook, beside the package in a checkout and inside it when installed."""
    inside = Path(__file__).parent.parent / "templates" / "kraftsamling.xlsx"
    return inside if inside.exists() else inside.parent.parent.parent / "templates" / inside.name
