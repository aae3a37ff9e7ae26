"""VD: whether the value of a cell is what its column asks for: amount, date, recipient, status, id, text.

Found by the gate, as pandera checks of `reading/gate.py`; VD12, a reference between tables, is checked on the ledger.
"""
