"""The costs of the accounts that a workbook lacks, as new rows of its Utfall; nothing that is there already is touched."""

from pathlib import Path
from typing import Any

from xl_kraftsamling.domain.money import to_kronor
from xl_kraftsamling.domain.postings.booked_costs import BookedCost
from xl_kraftsamling.domain.status_words import NEGATIVE
from xl_kraftsamling.domain.tables import OUTCOMES
from xl_kraftsamling.reading.extracts.review import Review
from xl_kraftsamling.saving import FileState
from xl_kraftsamling.writing.add_rows import AddedRows, add_rows


def add_costs(review: Review, target: Path, map_file: Path | None, *, overwrite: bool) -> AddedRows:
    """Write a copy of a workbook with the new costs of a review in its table of outcome.

    :param map_file: the map by which the workbook was read; otherwise the one beside it.
    :param overwrite: the target may exist, and may be the workbook itself.
    :raises BadInput: the table has no room, the workbook was changed since it was read, or the target may not or cannot be written.
    """
    content, sign = review.content, _find_sign(review)
    rows = [_make_row(cost, sign) for cost in review.comparison.new]
    origin = FileState(content.path, content.sha256)
    return add_rows(content.path, target, {OUTCOMES.sheet: rows}, [content.decision], map_file, overwrite=overwrite, origin=origin)


def _find_sign(review: Review) -> int:
    """−1 where the workbook keeps costs as negative amounts."""
    setting = review.content.book.settings.get("cost_sign")
    is_turned = bool(setting and setting.value == NEGATIVE) != ("amount" in review.region.negative)
    return -1 if is_turned else 1


def _make_row(cost: BookedCost, sign: int) -> dict[str, Any]:
    values = cost._asdict() | {"amount": to_kronor(sign * cost.amount)}
    return {column.heading: values[column.field] for column in OUTCOMES.columns}
