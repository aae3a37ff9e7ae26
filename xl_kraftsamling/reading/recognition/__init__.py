"""Finding the tables of a workbook that is not ours.

Headings are found (`bands.py`) and told by their words (:mod:`xl_kraftsamling.reading.recognition.vocabulary`), the values below them bear
witness (`columns.py`, `evidence.py`), the rows are sorted into data, sums, groups and notes (`rows.py`, `owners.py`), and of
several tables of one kind those are chosen that belong to the decision's year and are no copies (`choosing.py`).  A map
(`maps.py`) says all of it in a small file that a person can correct, and is then followed instead.  How everything was read
is told (`telling.py`).
"""
