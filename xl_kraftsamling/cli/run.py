"""A run of `kraftsamling validate` over many workbooks, and what is printed of them all."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import click

from xl_kraftsamling.catalogue import Text
from xl_kraftsamling.cli.checking import Checked, Order, check
from xl_kraftsamling.cli.complaints import ERRORS, FAULT, OK, UNREADABLE, UNTRIED

_BY_GRAVITY = (OK, UNTRIED, ERRORS, UNREADABLE, FAULT)


def run(order: Order, paths: Sequence[Path], jobs: int) -> list[Checked]:
    """Check the workbooks, several at a time if wanted, with a bar while somebody watches."""
    found = _parallel(order, paths, jobs) if min(jobs, len(paths)) > 1 else map(partial(check, order), paths)
    watched = len(paths) > 1 and sys.stderr.isatty()
    label = Text("Kontrollerar", "Checking").fill(order.lang, {})
    with click.progressbar(found, len(paths), label, file=sys.stderr) if watched else nullcontext(found) as each:
        return list(each)


def _parallel(order: Order, paths: Sequence[Path], jobs: int) -> Iterator[Checked]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # spawned, not forked: polars has threads
    with ProcessPoolExecutor(min(jobs, len(paths)), get_context("spawn")) as pool:
        yield from pool.map(partial(check, order), paths)


def worst(checked: Sequence[Checked]) -> int:
    """The exit code of a run: that of its worst workbook."""
    return max((one.code for one in checked), key=_BY_GRAVITY.index)


def joined(order: Order, checked: Sequence[Checked]) -> Iterable[str]:
    """What is printed of a run: one JSON object, or the workbooks' lines one after another and a line over them all."""
    if order.form == "json":
        return [_document(order, [one for one in checked if one.document])]
    lines = [line for one in checked for line in ((*one.lines, "") if one.lines else ())]
    if len(checked) == 1:
        return lines[:-1]
    from xl_kraftsamling.report.text import total

    return [*lines, total([one.word for one in checked], order.lang)]


def _document(order: Order, checked: Sequence[Checked]) -> str:
    from xl_kraftsamling.report import as_json

    profile = order.profile or _common([one.profile for one in checked])
    as_of = str(order.as_of or _common([str(one.as_of) for one in checked]) or "") or None
    return as_json.text(as_json.run([one.document for one in checked if one.document], profile, as_of))


def _common(values: Sequence[str | None]) -> str | None:
    """What all the workbooks have in common; None where they differ."""
    return values[0] if len(set(values)) == 1 else None
