"""Write rows into a workbook: a filled template, rows of a source, the answers of nämnder, a transfer."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xl_kraftsamling.app.checks import ValidatedWorkbook
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.saving import FileState

if TYPE_CHECKING:
    from xl_kraftsamling.domain.comparison.merging import Choices, Merge
    from xl_kraftsamling.writing.add_rows import AddedRows


class FilledWorkbook(NamedTuple):
    """A workbook that was filled: its path, the decision it follows, how many rows each sheet got, and how many of them were in several sources."""

    path: Path
    decision: Decision
    rows: Mapping[str, int]
    repeated: Mapping[str, int]


def fill_workbook(
    target: Path, *, decision: Decision, data: Sequence[Path] = (), example: bool = False, force: bool = False
) -> FilledWorkbook:
    """Fill a copy of the template with a decision and, if given, with the rows of a source or the example data.

    :param data: CSV files, folders of them, JSON files or other workbooks.
    :raises BadInput: the source cannot be read, there is no example, or the target exists and `force` is not given.
    """
    from xl_kraftsamling.writing.fill_template import fill_template, find_example_data  # imports lxml

    sources = [find_example_data(decision)] if example else data
    filled = fill_template(target, decision, sources, is_example=example, overwrite=force)
    return FilledWorkbook(target, decision, filled.rows, filled.repeated)


def add_to_workbook(
    workbook: Path,
    target: Path,
    data: Sequence[Path],
    *,
    known: Sequence[Decision] | None = None,
    map_file: Path | None = None,
    force: bool = False,
) -> "AddedRows":
    """Write a copy of a workbook with the rows of a source added to its tables, but for those that it has already.

    :param data: as for :func:`fill_workbook`; `map_file` as for :func:`validate_workbook`.
    :param force: the target may exist, and may be the workbook itself.
    :raises BadInput: the workbook or the source cannot be read, a row has nowhere to go, or the target cannot be written.
    """
    from xl_kraftsamling.writing.add_rows import add_rows  # imports polars, pandera and lxml
    from xl_kraftsamling.writing.input_rows import load_input

    loaded = load_input(data)
    added = add_rows(workbook, target, loaded.rows, known, map_file, overwrite=force, is_new=False)
    return added._replace(repeated=loaded.repeated)


def merge_workbooks(
    base: Path, copies: Sequence[Path], target: Path | None, *, choices: "Choices", known: Sequence[Decision] | None = None,
    map_file: Path | None = None, force: bool = False,
) -> "tuple[Merge, AddedRows | None]":  # fmt: skip
    """Put copies of a workbook together and, where no conflict is left, write them into a copy of it.

    Returns what was found, and what was added; None where nothing was written.

    :param base: the workbook that was sent out; `target` is None where nothing is to be written.
    :param known: as for :func:`validate_workbook`, for all of them; so is `map_file`.
    :param force: the target may exist, and may be the base itself.
    :raises BadInput: as for :func:`~xl_kraftsamling.writing.merge.merge_workbooks`.
    """
    from xl_kraftsamling.writing.merge import merge_workbooks  # imports polars, pandera and lxml

    return merge_workbooks(base, copies, target, choices, known, map_file, overwrite=force)


def draft_transfer(
    validated: ValidatedWorkbook, target: Path, row: Transfer, *, map_file: Path | None = None, force: bool = False
) -> str:
    """Write a copy of a workbook with a transfer as *utkast*; returns the id that it got.

    :param map_file: as for :func:`validate_workbook`.
    :param force: the target may exist, and may be the workbook itself.
    :raises BadInput: the workbook has no room for it or was changed since it was validated, or the target may not or cannot be written.
    """
    from xl_kraftsamling.writing.draft_transfer import write_draft  # imports polars, pandera and lxml

    origin = FileState(validated.path, validated.sha256)
    return write_draft(origin, target, row, validated.verdict.ledger, map_file, overwrite=force)
