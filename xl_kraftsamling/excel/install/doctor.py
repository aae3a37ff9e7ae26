"""What keeps Excel from reaching Python: every known cause is looked for, what Excel does is tried, and nothing is changed.

The files and the Python come first, then whether Windows and Office let the macros run, then the trial.  What cannot be tried here is
listed: nobody but Excel can try what Windows lets Excel do.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from xl_kraftsamling.excel.install import file_checks, office_checks, trial_checks
from xl_kraftsamling.excel.install.machine import Machine
from xl_kraftsamling.excel.install.troubles import NotTried, Trouble

Check = Callable[[Machine], Iterator[Trouble | NotTried]]
"""What looks for a cause."""

CHECKS: tuple[Check, ...] = (
    file_checks.check_settings, file_checks.check_python, file_checks.check_store_python, file_checks.check_paths,
    file_checks.check_server, file_checks.check_cache, file_checks.check_addin,
    office_checks.check_mark_of_the_web, office_checks.check_macros, office_checks.check_visual_basic, office_checks.check_trust,
    office_checks.check_disabled_items, office_checks.check_policies, office_checks.check_store_office, office_checks.check_defender,
    trial_checks.try_everything,
)  # fmt: skip
"""What is looked at, one known cause each, or a few that go together."""


class Diagnosis(NamedTuple):
    """What is wrong, in the order in which it is best mended, and what could not be tried."""

    troubles: tuple[Trouble, ...]
    not_tried: tuple[NotTried, ...]


def diagnose(machine: Machine, *checks: Check) -> Diagnosis:
    """Look for every known cause; `checks` are others than those of every computer."""
    found = [each for check in (*CHECKS, *checks) for each in check(machine)]
    troubles = tuple(each for each in found if isinstance(each, Trouble))
    return Diagnosis(troubles, tuple(each for each in found if isinstance(each, NotTried)))
