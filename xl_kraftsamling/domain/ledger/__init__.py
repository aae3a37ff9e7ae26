"""The arithmetic of a workbook: what changes the money that a recipient has left, summed, over time, and where it is unknown.

`movements` lists what changes it, `waiting` what may come to change it, and `agreements` what is taken of an agreement; `unsettled`
finds what cannot be known, and `ledger` computes every figure.  The rest builds on the ledger: `stated_gaps` and `stated_differences`,
`others_interventions` (money used for another's insats), `year_end`, `history` (a recipient's year), `trace` (a krona's way) and
`contributions` (what each row adds to each figure).
"""
