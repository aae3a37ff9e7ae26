"""A workbook with two *fel* of one rule, of which the first is waived, and a warning."""

WAIVED = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | -5 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-07 | -7 000 | godkänt |
| A-3 | 2026-06-01 | fritidsnämnden | I-03 | 75 000 | godkänt |
| A-4 | 2026-06-01 | fritidsnämnden | I-03 | 75 000 | godkänt |

Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| AV04 | Avrop | A-1 | Rättas vid bokslutet {0} [se](brev) | STK-2026-801 | ekonomichef | 2026-12-31 |
"""
