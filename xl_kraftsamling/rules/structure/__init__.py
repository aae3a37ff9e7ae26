"""ST: whether sheets, tables, columns and rows are where they should be.

Found while the workbook is read (`reading/`); ST04 and ST09 are checked on the ledger.
"""
