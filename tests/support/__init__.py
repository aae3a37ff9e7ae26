"""What the tests build and read with: workbooks, ledgers and rows, stand-ins for Excel and Windows, and the paths of what they use."""

from pathlib import Path

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
SHARED = ROOT.parent / "shared"
"""The collections of workbooks and cases beside a checkout; the tests that need them skip where they are absent."""
