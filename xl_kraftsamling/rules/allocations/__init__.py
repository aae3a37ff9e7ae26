"""TD: whether the allocations are those of the decision.  Checked on the ledger."""
