"""The few colours of the workbook: one accent, and a pair for each severity; every text has a contrast of 4.5 to 1 or more."""

from xl_kraftsamling.finding import Severity

ACCENT, MIDDLE, PALE, LINE = "1F4E5F", "5B93A3", "E4EEF1", "C9D6DB"
INK, QUIET, WHITE = "1E2528", "4C585D", "FFFFFF"

SEVERITY_COLOURS = {
    Severity.ERROR: ("8E1B1B", "FBE9E7"),
    Severity.WARNING: ("6B4300", "FFF3DA"),
    Severity.NOTE: ("1F4E5F", "E4EEF1"),
    Severity.NOT_TRIED: ("4A4A4A", "EFEFEF"),
}
"""The text and background colours of a severity, which is always shown as a word and a symbol too."""
