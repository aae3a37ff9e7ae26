"""The allocations taken together: what each recipient has, and what may be wrong with all of it at once."""

from collections import defaultdict
from collections.abc import Sequence

from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.tables import Allocation


def allotted(rows: Sequence[Allocation]) -> dict[str, int]:
    """F per recipient, in öre."""
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.recipient is not None and row.amount is not None:
            sums[row.recipient] += row.amount
    return dict(sums)


def find_wrong_unit(rows: Sequence[Allocation], decision: Decision) -> int | None:
    """1 000 or 1 000 000 where the allocations add up to about that part of the decision's sum (TD07), else None."""
    total = sum(allotted(rows).values())
    near = (unit for unit in (1_000, 1_000_000) if decision.total < 2 * total * unit < 4 * decision.total)
    return next(near, None)


def has_clearer_fault(rows: Sequence[Allocation], decision: Decision) -> bool:
    """Whether a recipient that stands twice (TD03) or a wrong unit (TD07) explains what is wrong with the amounts."""
    named = [row.recipient for row in rows if row.recipient]
    return len(set(named)) < len(named) or find_wrong_unit(rows, decision) is not None
