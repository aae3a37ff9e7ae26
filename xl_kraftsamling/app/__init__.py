"""The use cases behind the command line, the buttons and Python: no click, no xlwings.

A module per subject, and :mod:`use_cases` has the names of all.  It is imported when the first of them is asked for, so that a command may
import this package for its `--help` too; what is heavy, and the rules, each use case imports when it is called.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xl_kraftsamling.app.use_cases import *  # noqa: F403
else:  # a checker of types takes a module with __getattr__ to have every name, also a misspelt one

    def __getattr__(name: str) -> object:
        """A use case by its name."""
        return getattr(import_module("xl_kraftsamling.app.use_cases"), name)
