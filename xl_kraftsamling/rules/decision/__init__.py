"""BE: whether kommunstyrelsen's decision is recorded, complete, and earlier than the payments.  Checked on the ledger."""
