"""Which format `validate` writes, and what it makes of a workbook and of the run: the formats themselves are `report/formats`."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from xl_kraftsamling import app
from xl_kraftsamling.cli.output import OK
from xl_kraftsamling.cli.validate.run import CheckedWorkbook, RunOptions
from xl_kraftsamling.report.formats import Unreadable, View, load_format


def choose_format(form: str, output: Path | None) -> str:
    """The format of the command; where it names none and the output is a step's of GitHub Actions, that of GitHub's annotations."""
    is_named = click.get_current_context().get_parameter_source("form") is not ParameterSource.DEFAULT
    return "github" if not is_named and not output and os.environ.get("GITHUB_ACTIONS") == "true" else form


def encode_workbook(run: RunOptions, path: Path, outcome: "app.ValidatedWorkbook | Unreadable") -> Any:
    """What the format makes of a workbook, to be sent to another process and joined there."""
    return load_format(run.form).encode(str(path), outcome, _describe_view(run))


def join_workbooks(run: RunOptions, checked: Iterable[CheckedWorkbook]) -> Iterator[str]:
    """The lines of a run, made as the workbooks come so far as the format allows; then those about a copy that was written."""
    copied: list[str] = []

    def list_contents() -> Iterator[Any]:
        """What is to be printed of each workbook, as it comes."""
        for one in checked:
            if is_data(run.form) or not run.quiet or one.code != OK:
                copied.extend(one.copied)
                yield one.content

    yield from load_format(run.form).join(list_contents(), _describe_view(run))
    yield from ("", *copied) if copied else ()


def is_data(form: str) -> bool:
    """Whether a format is for programs, so that nothing else may stand on stdout."""
    return load_format(form).is_data


def _describe_view(run: RunOptions) -> View:
    folder = Path.cwd()
    root = os.environ.get(load_format(run.form).root)  # of the repository: the step may run in a folder of it
    settings = (str(run.settings.file), run.settings.used) if run.settings else None
    return View(
        run.lang, folder, folder / root if root else folder, run.width, run.paint, run.profile, run.as_of, settings, run.quiet, run.verbose
    )  # fmt: skip
