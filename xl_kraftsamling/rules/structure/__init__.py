"""ST: whether sheets, tables, columns and rows are where they should be.

Found while the workbook is read (`reading/`).  Checked on the ledger: ST04, ST09, and the question of ST12 about the decision.
"""
