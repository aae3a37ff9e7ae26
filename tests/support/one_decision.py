"""Ship the decision STK-2026-580 alone, whatever else is in the folder of decisions: most tests are about one decision.

Run as a module this is the command line in such a world.  What happens where two ship is tested in `tests/decisions`.
"""

from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from xl_kraftsamling.cli.program import program
from xl_kraftsamling.domain import decision

_FOLDER = TemporaryDirectory(prefix="one-decision-")


def ship_one_decision() -> None:
    """Let the program find the files of one decision only; before anything asks which ones ship."""
    for file in decision.DECISIONS_FOLDER.glob("stk-2026-580.*"):
        copy(file, _FOLDER.name)
    decision.DECISIONS_FOLDER = Path(_FOLDER.name)
    decision.shipped_decisions.cache_clear()


if __name__ == "__main__":
    ship_one_decision()
    program.main()  # which ends the process in the ordinary way, so that the folder is removed
