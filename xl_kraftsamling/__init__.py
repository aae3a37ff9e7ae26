"""Kraftsamling: check allocation workbooks before the money moves.

Importing this package costs next to nothing: every heavier part is imported by the face that needs it.
"""

__version__ = "0.1.0"
