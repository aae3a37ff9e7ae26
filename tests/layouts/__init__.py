"""Twenty workbooks as different offices would keep this money, each with its true figures.

The committed .xlsx and .json files are the cases; `python -m layouts.build_layouts`, run in tests/, builds them again
from the plain records in the modules here. What a sheet shows and what is true of it come from the same records, and
the truth is worked out in `ledger.py`, never by the program.
"""
