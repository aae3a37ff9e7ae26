"""AV: whether the call-offs fit in the money, belong to an insats and follow their course.  Checked on the ledger."""
