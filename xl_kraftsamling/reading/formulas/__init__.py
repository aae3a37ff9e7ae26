"""The formulas of a workbook, read without Excel, and the condition that it is in: the facts that FO02–FO10 judge.

One pass over the XML of each sheet finds its formulas (`scanning.py`), which become stretches of copies of one pattern
(`stretches.py`, `patterns.py`), so that a column of 100 000 copies costs no more to judge than one of ten.  What shows in
the cells comes from the same reader as the tables, and only for sheets that have formulas, or hide something.
"""
