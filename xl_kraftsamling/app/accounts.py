"""Import outcome from extracts of the accounts."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xl_kraftsamling.domain.decision import Decision

if TYPE_CHECKING:
    from xl_kraftsamling.reading.extracts.review import Review
    from xl_kraftsamling.reading.workbook import WorkbookContent
    from xl_kraftsamling.writing.add_rows import AddedRows


def open_for_import(
    workbook: Path, *, known: Sequence[Decision] | None = None, map_file: Path | None = None
) -> "WorkbookContent":
    """Read the workbook that the accounts are to be compared with; its Utfall must be a table that rows can be added to.

    :param known: as for :func:`validate_workbook`, and `map_file` too.
    :raises BadInput: the workbook or the map cannot be read, or there is no such table.
    """
    from xl_kraftsamling.reading.extracts.review import find_outcome_region
    from xl_kraftsamling.reading.workbook import read_workbook

    content = read_workbook(workbook, known, map_file)
    find_outcome_region(content)
    return content


def name_coding_key(workbook: Path) -> Path:
    """The file beside a workbook in which its coding key is looked for: Medel.kontering.toml beside Medel.xlsx."""
    from xl_kraftsamling.reading.extracts.key_file import KEY_ENDING

    return workbook.with_suffix(KEY_ENDING)


def propose_coding_key(content: "WorkbookContent", ledgers: Sequence[Path], target: Path, lang: str) -> int:
    """Write the first proposal of a coding key by what stands in extracts; returns how many codes it proposes a recipient for.

    :raises BadInput: an extract cannot be read, or the target exists or cannot be written.
    """
    from xl_kraftsamling.reading.extracts.key_text import SeenCodes, format_key
    from xl_kraftsamling.reading.extracts.review import open_extracts
    from xl_kraftsamling.saving import write_file

    seen = SeenCodes()
    for extract in open_extracts(ledgers, content):
        seen.add(extract)
    text, proposed = format_key(seen, content.decision, content.book.interventions, content.path.name, lang)
    write_file(target, text.encode(), overwrite=False, like=[content.path, *ledgers])
    return proposed


def review_ledgers(content: "WorkbookContent", ledgers: Sequence[Path], key_file: Path) -> "Review":
    """Compare the outcome of a workbook with extracts of the accounts, by a coding key.

    :raises BadInput: the key or an extract cannot be read, or they do not belong to the workbook's decision and year.
    """
    from xl_kraftsamling.reading.extracts.key_file import read_key
    from xl_kraftsamling.reading.extracts.review import open_extracts, review_extracts

    interventions = [row.id for row in content.book.interventions if row.id]
    key = read_key(key_file, content.decision, interventions or None)
    return review_extracts(content, key, open_extracts(ledgers, content, key.dimensions))


def add_reviewed_costs(
    review: "Review", target: Path, *, map_file: Path | None = None, force: bool = False
) -> "AddedRows":
    """Write a copy of a workbook with the costs that a review found to be new.

    :param map_file: as for :func:`validate_workbook`.
    :param force: the target may exist, and may be the workbook itself.
    :raises BadInput: there is no room, the workbook was changed since it was read, or the target may not or cannot be written.
    """
    from xl_kraftsamling.writing.add_costs import add_costs

    return add_costs(review, target, map_file, overwrite=force)
