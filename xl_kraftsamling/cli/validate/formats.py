"""The formats of `validate`: what is made of one workbook, and of all of them as they come."""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from xl_kraftsamling import app
from xl_kraftsamling.cli.output import OK
from xl_kraftsamling.cli.validate.run import CheckedWorkbook, RunOptions


class Format(NamedTuple):
    """How what is found is written: of each workbook its content, and of all of them the lines to print.

    The content is made in the process that checks the workbook, and sent to the one that prints: text, or lines of it where lines are
    no data.  The lines are asked for while workbooks are still being checked, so that each can be printed as soon as it is known.
    """

    encode_workbook: Callable[[RunOptions, Path, app.ValidatedWorkbook], Any]
    join: Callable[[RunOptions, Iterable[CheckedWorkbook]], Iterable[str]]
    is_data: bool


def _render_workbook(run: RunOptions, path: Path, validated: app.ValidatedWorkbook) -> list[str]:
    from xl_kraftsamling.report.findings import render_workbook

    return list(render_workbook(str(path), validated.verdict, run.lang, run.width, run.paint))


def _join_texts(run: RunOptions, checked: Iterable[CheckedWorkbook]) -> Iterator[str]:
    """The workbooks' lines one after another, and a line over them all where they are several."""
    words, is_first = [], True
    for one in checked:
        words.append(one.word)
        if one.content and not (run.quiet and one.code == OK):
            yield from one.content if is_first else ("", *one.content)
            is_first = False
    if len(words) > 1 and not run.quiet:
        from xl_kraftsamling.report.findings import render_total

        yield from ([] if is_first else [""])
        yield render_total(words, run.lang)


def _encode_workbook(run: RunOptions, path: Path, validated: app.ValidatedWorkbook) -> str:
    from xl_kraftsamling.report.as_json import dump_json, encode_workbook

    return dump_json(encode_workbook(str(path), validated.sha256, validated.layout, validated.verdict, validated.regions, run.lang))


def _join_documents(run: RunOptions, checked: Iterable[CheckedWorkbook]) -> Iterator[str]:
    """One JSON object, a line per workbook; its profile and date are those of all the workbooks, null where they differ."""
    from xl_kraftsamling.report import as_json

    profiles, days = set(), set()
    yield as_json.RUN_HEAD
    for number, one in enumerate(checked):
        encoded = one.content or as_json.dump_json(as_json.encode_unread(str(one.path), one.code, one.problem))
        yield f", {encoded}" if number else encoded
        if one.content:
            profiles.add(one.profile)
            days.add(str(one.as_of))
    profile, as_of = run.profile or _find_common(profiles), str(run.as_of or _find_common(days) or "") or None
    yield as_json.end_run(profile, as_of, (str(run.settings.file), run.settings.used) if run.settings else None)


def _find_common(values: Collection[str | None]) -> str | None:
    """What all the workbooks have in common; None where they differ."""
    return next(iter(values)) if len(values) == 1 else None


FORMATS = {
    "text": Format(_render_workbook, _join_texts, is_data=False),
    "json": Format(_encode_workbook, _join_documents, is_data=True),
}
"""The formats by the word after `--format`, the default first."""
