"""OM: whether money may move between recipients.  Checked on the ledger.

Each page runs the condition of `domain/transfers/` that is named after it, so that whoever asks before a transfer
(`judge_transfer`) and whoever validates afterwards get the same answer.
"""
