"""Transfers between recipients: each condition that one must meet, and what one would change.

`conditions` and `room` hold the conditions, one per rule and named after it; they return a `reason`.  How large a transfer may be is
for `room` alone to say, by what the donor has, what is agreed and whose money it is (`origin`).  `eligibility` weighs them into
an answer, `trial` adds the effect of a transfer, and `proposals` searches for transfers that would help.
"""
