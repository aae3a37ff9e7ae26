"""The map of a workbook: a small file in which a person says how it is read.

`map_file` parses it and `map_text` writes it, `map_meanings` is what it says of the workbook's own words, and `map_skeleton` what is to be
filled in where nothing was recognised.  `map` goes between it and the tables.
"""
