"""OM12: the receiver is a nämnd that the decision itself grants nothing."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.open_points import OPEN_POINTS
from xl_kraftsamling.domain.status_words import LIVE
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.conditions import om12_to_another_board
from xl_kraftsamling.finding import Hit, Rule, Severity, find_failing_transfers

_READING = OPEN_POINTS["outside_receives"].reading


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every receiver that is a nämnd outside the decision's grants."""
    return find_failing_transfers(ledger, LIVE, om12_to_another_board)


RULE = Rule(
    code="OM12",
    name=Text("Mottagaren är en nämnd utanför punkt 1", "The receiver is a nämnd outside point 1"),
    severity=Severity.NOTE,
    needs=("decision", "decision.open_points", "transfers.status", "transfers.receiver"),
    source=Text("Beslutet, punkt 2: ”annan nämnd”", "The decision, point 2: “another nämnd”"),
    message=Text(
        "{receiver} har inte beviljats medel i beslutets punkt 1, men kan som ”annan nämnd” ta emot {amount} från {donor}.",
        "{receiver} was granted no money in point 1 of the decision but can, as “another nämnd”, receive {amount} from {donor}.",
    ),
    remedy=Text(
        "Inget behöver rättas. Kontrollera bara att det är rätt nämnd, och att {receiver} vet hur medlen ska återrapporteras.",
        "Nothing needs correcting. Just check that it is the right nämnd, and that {receiver} knows how the money is to be "
        "reported.",
    ),
    why=Text(
        f"{_READING.sv} Det är en upplysning, eftersom en nämnd som inte fick medel från början kan vara en felskrivning.",
        f"{_READING.en} This is a note, since a nämnd that was not granted money from the start may be a typing error.",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-09-10 | fritidsnämnden | grundskolenämnden | 90 000 | begärd | ← OM12
""",
    mended=("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-09-10 | fritidsnämnden | förskolenämnden | 90 000 | begärd |
""",),
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-09-10 | fritidsnämnden | förskolenämnden | 90 000 | begärd |
""",
    check=check,
)
