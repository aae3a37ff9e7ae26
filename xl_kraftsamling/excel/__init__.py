"""The program inside Excel: functions in cells and buttons on a ribbon; xlwings lives here and nowhere else.

`functions` stands on the domain alone, so that a cell waits for neither polars nor pandera; `buttons` stands on the same use
cases as the command line.  Only the part of xlwings that has its BSD licence is used: nothing under `xlwings.pro`.
"""
