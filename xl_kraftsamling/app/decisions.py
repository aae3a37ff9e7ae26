"""Choose the decision that a workbook follows, and add to the one beside it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xl_kraftsamling.domain.decision import Decision, example_path, load_decision, shipped_decisions
from xl_kraftsamling.domain.decision_choice import choose_decision
from xl_kraftsamling.domain.new_points import NewPoints
from xl_kraftsamling.domain.texts import BadInput, Text

if TYPE_CHECKING:
    from xl_kraftsamling.domain.book import Entry
    from xl_kraftsamling.domain.how_read import Companion


class FollowedDecision(NamedTuple):
    """The decision that a workbook follows, what its sheet Beslut says, and the files beside it."""

    decision: Decision
    record: "Mapping[str, Entry]"
    companions: "Sequence[Companion]"


def find_followed_decision(
    workbook: Path, *, known: Sequence[Decision] | None = None, map_file: Path | None = None
) -> FollowedDecision:
    """Find the decision that a workbook follows.

    :param known: as for :func:`validate_workbook`, like `map_file`.
    :raises BadInput: as for :func:`validate_workbook`.
    """
    from xl_kraftsamling.reading.workbook import read_workbook  # imports polars and pandera

    content = read_workbook(workbook, known, map_file)
    return FollowedDecision(content.decision, content.book.record, content.book.companions)


def add_to_decision(workbook: Path, followed: FollowedDecision, points: NewPoints, *, lang: str) -> Decision:
    """Add to the decision file beside a workbook, which is made where it is missing; returns the decision that it then holds.

    :param lang: the language of the remarks in it.
    :raises BadInput: the points do not fit what is there, or the file cannot be written.
    """
    from xl_kraftsamling.reading.companions import DECISION_ENDING
    from xl_kraftsamling.writing import decision_file

    return decision_file.add_to_decision(
        workbook.with_suffix(DECISION_ENDING), followed.decision, followed.record, points, lang
    )


def known_decisions(given: str | None) -> Sequence[Decision] | None:
    """The decisions that a workbook may follow where one is given; None leaves it to the file beside it, and those that ship.

    :raises BadInput: as for :func:`pick_decision`.
    """
    return (pick_decision(given),) if given is not None else None


def has_decision_beside(workbook: Path) -> bool:
    """Whether a file with a decision lies beside a workbook: it goes before that of the project."""
    from xl_kraftsamling.reading.companions import DECISION_ENDING, find_companion

    return find_companion(workbook, DECISION_ENDING) is not None


def pick_decision(given: str | None = None, *, example: bool = False) -> Decision:
    """The decision with a diarienummer or in a TOML file; where none is given, the only one that ships.

    Where several ship nothing is picked: they are the `candidates` of the decision that is returned.
    :param example: the first by file name that has example data is picked, if any has.
    :raises BadInput: there is no such decision, or its file cannot be used.
    """
    shipped = shipped_decisions()
    if given is None:
        # the example is invented, and decides nothing: the first that has any will do
        having_example = (one for one in shipped if example and example_path(one).exists())
        return next(having_example, None) or choose_decision(shipped)
    named = [one for one in shipped if given.upper() in (one.case_number.upper(), one.reference.upper())]
    if named:
        return choose_decision(named)
    if not Path(given).is_file():
        raise BadInput(_NO_DECISION, given=given, shipped=", ".join(one.case_number for one in shipped))
    return load_decision(Path(given))


def pick_decision_for(
    target: Path, given: str | None = None, *, example: bool = False
) -> "tuple[Decision, Companion | None]":
    """The decision of a workbook that is to be made, and the file beside it that holds it: a given one holds before that file.

    :raises BadInput: as for :func:`pick_decision`.
    """
    from xl_kraftsamling.reading.companions import DECISION_ENDING, describe_decision, find_companion

    beside = find_companion(target, DECISION_ENDING) if given is None else None
    if beside is None:
        return pick_decision(given, example=example), None
    held = load_decision(beside)
    return held, describe_decision(beside, held, held)


_NO_DECISION = Text(
    "Beslutet {given} finns inte. Ange en fil, eller ett diarienummer vars beslut följer med programmet: {shipped}.",
    "There is no decision {given}. Give a file, or a case number whose decision comes with the program: {shipped}.",
)
