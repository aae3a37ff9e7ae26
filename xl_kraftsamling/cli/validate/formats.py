"""The formats of `validate`: what is made of one workbook, and of all of them."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from xl_kraftsamling import app
from xl_kraftsamling.cli.validate.run import CheckedWorkbook, RunOptions


class Format(NamedTuple):
    """How what is found is written: of each workbook its content, and of all of them the lines to print.

    The content is made in the process that checks the workbook, so it has to be picklable; where lines are no data, it is lines too.
    """

    encode_workbook: Callable[[RunOptions, Path, app.ValidatedWorkbook], Any]
    join: Callable[[RunOptions, Sequence[CheckedWorkbook]], Iterable[str]]
    is_data: bool


def _render_workbook(run: RunOptions, path: Path, validated: app.ValidatedWorkbook) -> list[str]:
    from xl_kraftsamling.report.findings import render_workbook

    return list(render_workbook(str(path), validated.verdict, run.lang, run.width, run.paint))


def _join_texts(run: RunOptions, checked: Sequence[CheckedWorkbook]) -> list[str]:
    """The workbooks' lines one after another, and a line over them all where they are several."""
    from xl_kraftsamling.report.findings import render_total

    lines = [line for one in checked if one.content for line in (*one.content, "")]
    return lines[:-1] if len(checked) == 1 else [*lines, render_total([one.word for one in checked], run.lang)]


def _encode_workbook(run: RunOptions, path: Path, validated: app.ValidatedWorkbook) -> dict[str, Any]:
    from xl_kraftsamling.report.as_json import encode_workbook

    return encode_workbook(str(path), validated.sha256, validated.layout, validated.verdict, validated.regions, run.lang)


def _join_documents(run: RunOptions, checked: Sequence[CheckedWorkbook]) -> list[str]:
    """One JSON object; its profile and date are those of all the workbooks, null where they differ."""
    from xl_kraftsamling.report.as_json import dump_json, encode_run

    readable = [one for one in checked if one.content]
    profile = run.profile or _common_value([one.profile for one in readable])
    as_of = str(run.as_of or _common_value([str(one.as_of) for one in readable]) or "") or None
    return [dump_json(encode_run([one.content for one in readable], profile, as_of))]


def _common_value(values: Sequence[str | None]) -> str | None:
    """What all the workbooks have in common; None where they differ."""
    return values[0] if len(set(values)) == 1 else None


FORMATS = {
    "text": Format(_render_workbook, _join_texts, is_data=False),
    "json": Format(_encode_workbook, _join_documents, is_data=True),
}
"""The formats by the word after `--format`, the default first."""
