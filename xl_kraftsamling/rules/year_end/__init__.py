"""BO: what remains of the money at the end of the year, and what is moved after it.  Checked on the ledger."""
