"""`kraftsamling diff`: what differs between two workbooks, the money first; also as git's own diff of workbooks."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xl_kraftsamling import app
from xl_kraftsamling.cli.about import ABOUT
from xl_kraftsamling.cli.bilingual import Command, UsageError, current_language, say
from xl_kraftsamling.cli.output import ERRORS, OK, choose_painter, line_width, print_error, print_lines
from xl_kraftsamling.cli.shared_options import (
    PATH,
    as_of_option,
    decision_option,
    find_decisions,
    format_option,
    map_option,
    option,
    output_option,
)
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.saving import describe_owner

if TYPE_CHECKING:
    from xl_kraftsamling.report.difference.contents import Difference

_TWO = Text("Ange två arbetsböcker: den före och den efter.", "Give two workbooks: the one before and the one after.")
_GIT = Text(
    "Anropas av git, som lägger till egna argument: visar ändringen som text och slutar alltid med 0.",
    "Called by git, which adds its own arguments: shows the change as text and always ends with 0.",
)
_NOT_BY_GIT = Text(
    "--git är till för git, som lägger till sju argument. Jämför själv med: kraftsamling diff FÖRE EFTER",
    "--git is for git, which adds seven arguments. To compare yourself: kraftsamling diff BEFORE AFTER",
)
_NEW = Text("{path}: en ny arbetsbok.", "{path}: a new workbook.")
_GONE = Text("{path}: arbetsboken är borttagen.", "{path}: the workbook is removed.")
_UNMERGED = Text("{path}: inte sammanslagen.", "{path}: not merged.")
_FROM_GIT, _RENAMED = 7, 9
"""How many words git gives: the path, and the file, hash and mode of both sides; two more where it was renamed."""
_WIDE = 180


@click.command("diff", cls=Command, text=ABOUT["diff"])
@click.argument("words", nargs=-1, type=PATH, metavar="BEFORE AFTER")
@as_of_option
@format_option("text", "json", "html")
@output_option
@option("--git", "for_git", is_flag=True, text=_GIT)
@decision_option
@map_option
def diff_command(
    words: Sequence[Path], *, as_of: date | None, form: str, output: Path | None, for_git: bool, decision: str | None, map_file: Path | None
) -> int:  # fmt: skip
    """Print what differs between two workbooks."""
    if for_git:
        return _answer_git([str(word) for word in words])
    if len(words) != 2:
        raise UsageError(_TWO)
    difference = app.compare_workbooks(words[0], words[1], as_of=as_of, known=find_decisions(decision, *words[:2]), map_file=map_file)
    print_lines(_format(difference, form, output), output, data=form != "text")
    for workbook in words:
        print_error(describe_owner(workbook, current_language()))
    return ERRORS if difference.moves_money else OK


def _format(difference: "Difference", form: str, output: Path | None) -> Iterable[str]:
    lang = current_language()
    if form == "json":
        from xl_kraftsamling.report.as_json import dump_json
        from xl_kraftsamling.report.difference.encoding import encode_difference

        return [dump_json(encode_difference(difference, lang))]
    if form == "html":
        from xl_kraftsamling.report.difference.page import render_page

        return render_page(difference, lang)
    from xl_kraftsamling.report.difference.text import render_difference

    return render_difference(difference, lang, line_width(_WIDE, output), choose_painter(output))


def _answer_git(words: Sequence[str]) -> int:
    """Show a change of a workbook to git, which takes any exit code but 0 as a fault and shows nothing more.

    A file that git has written to compare lies in a folder of temporary files: the map and the decision are those beside the workbook itself.
    """
    if len(words) not in (1, _FROM_GIT, _RENAMED):
        raise UsageError(_NOT_BY_GIT)
    path = words[0]
    if len(words) == 1:
        print_lines([say(_UNMERGED, path=path)])
        return OK
    old, new = words[1], words[4]
    is_there = [name not in ("/dev/null", "nul") for name in (old, new)]
    if not all(is_there):
        print_lines([say(_GONE if is_there[0] else _NEW, path=path)])
        return OK
    try:
        difference = app.compare_workbooks(Path(old), Path(new), beside=Path(path))
        print_lines(_format(difference, "text", None))
    except BadInput as problem:
        print_lines([f"{path}: {problem.message(current_language())}"])
    return OK
