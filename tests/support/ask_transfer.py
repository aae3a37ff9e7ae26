"""A workbook of which transfers are asked, and how the tests ask it on the command line."""

import json
from typing import Any

from support.run_cli import kraft

BOOK = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | fritidsnämnden | I-03 | 1 250 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-07 | 700 000 | utbetalt |
| A-3 | 2026-09-01 | kulturnämnden | I-08 | 300 000 | begärt |
| A-4 | 2026-10-20 | förskolenämnden | I-06 | 110 000 | godkänt |
| A-5 | 2026-08-01 | gymnasie- och vuxenutbildningsnämnden | I-09 | "ca 4 000" | utbetalt |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| OMF-009 | 2026-06-15 | fritidsnämnden | arbetsmarknads- och socialnämnden | 90 000 | bokförd | STK-2026-700 | 2026-06-10 | stadskontoret | ja |
"""
"""One recipient with much money left, others with little, and a call-off that cannot be read."""

AGREED = (
    "--agreement", "STK-2026-701", "--agreed-on", "2026-09-15", "--party", "stadskontoret", "--declared-unused",
)  # fmt: skip


def transfer_arguments(donor: str, receiver: str, amount: str | None, *more: str, day: str = "2026-09-15") -> list[str]:
    """The arguments of `kraftsamling transfer` for the workbook; without an amount those for the largest one."""
    wanted = ["--max"] if amount is None else ["--amount", amount]
    return ["transfer", "bok.xlsx", "--from", donor, "--to", receiver, *wanted, "--date", day, *more]


def read_answer(*arguments: str) -> dict[str, Any]:
    """The JSON that a command prints; nothing may be on stderr."""
    result = kraft(*arguments, "--format", "json")
    assert result.stderr == ""
    return json.loads(result.stdout)
