"""UT: whether booked costs and forecasts agree with the call-offs, the decision and its year.  Checked on the ledger."""
