"""The workbooks that `validate` is to check: those that are named and those in folders, and what is said of the rest."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

from xl_kraftsamling import app
from xl_kraftsamling.cli.bilingual import UsageError, current_language, say
from xl_kraftsamling.cli.output import print_error
from xl_kraftsamling.domain.texts import BadInput, Text


class Targets(NamedTuple):
    """The workbooks to check, what was left out, in sentences, and the folders that could not be searched."""

    paths: Sequence[Path]
    remarks: Sequence[Text]
    failures: Sequence[BadInput]

    def tell(self, settings: "app.ProjectSettings", *, quiet: bool) -> None:
        """Say which settings are followed, what was left out unless that is not wanted, and what could not be searched."""
        if settings.used:  # even where nothing more is wanted: they decide what is found
            print_error(say(settings.describe()))
        for remark in () if quiet else self.remarks:
            print_error(say(remark))
        for failure in self.failures:
            print_error(failure.message(current_language()))


def find_targets(given: Sequence[Path], exclude: Sequence[str], settings: "app.ProjectSettings") -> Targets:
    """The workbooks among what is given; UsageError where there are none and no pattern is the reason, or a pattern cannot be followed."""
    try:
        exclusions = [app.parse_exclusion(pattern, Path.cwd()) for pattern in exclude] or settings.exclusions
    except BadInput as problem:
        raise UsageError(problem.text, **problem.values) from None
    found = app.find_workbooks(given, exclusions)
    if not found.paths and not found.failures and not found.is_excluded:
        raise UsageError(_NONE, where=", ".join(map(str, given)))
    click.get_current_context().params["workbooks"] = tuple(found.paths)  # the sources of what is written: see print_lines
    remarks = [*found.remarks, *([] if found.paths or found.failures else [_ALL_EXCLUDED])]
    return Targets(found.paths, remarks, found.failures)


_NONE = Text(
    "Det finns inget att kontrollera i {where}: inga arbetsböcker (.xlsx, .xlsm).", "There is nothing to check in {where}: no workbooks (.xlsx, .xlsm)."
)
_ALL_EXCLUDED = Text("Inget är kontrollerat: alla arbetsböcker är utelämnade.", "Nothing was checked: all workbooks are left out.")
