"""IN: whether the insatser are the decision's, and the plans fit in the allotted money.  Checked on the ledger."""
