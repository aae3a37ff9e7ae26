"""What an .xlsx workbook is: its zip archive, its parts and their XML, its cells and formulas, and editing it without loss.

Nothing here knows what the workbook is about.  From the bottom up: :mod:`grid` (cells and ranges), :mod:`package` (the file and
its parts), :mod:`cells` and :mod:`fast_reader` (values), :mod:`formulas`, and :mod:`edit` (writing).
"""
