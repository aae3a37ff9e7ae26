"""`kraftsamling merge`: the copies that the nämnder sent back, put together in a copy of the workbook that was sent out."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from xl_kraftsamling import app
from xl_kraftsamling.cli.about import ABOUT
from xl_kraftsamling.cli.added_rows import describe_added, quote_path
from xl_kraftsamling.cli.bilingual import Command, UsageError, current_language, say
from xl_kraftsamling.cli.output import ERRORS, OK, line_width, print_error, print_lines
from xl_kraftsamling.cli.shared_options import PATH, decision_option, find_decisions, map_option, option
from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.texts import Text

_TAKE = Text(
    'Avgör en konflikt: "Avrop A-4=Medel KN.xlsx" tar den kopians rad, "…=bas" raden som den var, "…=alla" alla nya rader, de '
    "senare med nytt id. Bara filnamnet, eller bas, gäller alla konflikter där det passar. Får anges flera gånger.",
    'Decide a conflict: "Avrop A-4=Medel KN.xlsx" takes the row of that copy, "…=bas" the row as it was, "…=alla" all new '
    "rows, the later ones with a new id. The file name alone, or bas, applies to every conflict that it fits. May be given "
    "several times.",
)
_WRITE = Text("Kopian av BAS att skriva; utan den visas bara vad som skulle föras in.", "The copy of BASE to write; without it, what would be entered is only shown.")
_EXISTS = Text(
    "{file} finns redan. Välj ett annat namn, eller lägg till --force för att skriva över den.",
    "{file} already exists. Choose another name, or add --force to overwrite it.",
)
_ITS_COPY = Text("{file} är ett av svaren. Välj ett annat namn efter --write.", "{file} is one of the copies. Choose another name after --write.")
_NO_COPIES = Text("Mappen {folder} har inga arbetsböcker att slå ihop.", "The folder {folder} has no workbooks to merge.")
_LEFT_OUT = Text("Inte med ur {folder}: {files}.", "Left out of {folder}: {files}.")
_DONE = Text(
    "{path} är en kopia av {base} med svaren införda.\nKontrollera den med: kraftsamling validate {path}\nSe skillnaden med: "
    "kraftsamling diff {base} {path}",
    "{path} is a copy of {base} with the replies entered.\nCheck it with: kraftsamling validate {path}\nSee the difference "
    "with: kraftsamling diff {base} {path}",
)
_COULD_BE = Text("Svaren går att slå ihop: lägg till --write KOPIA.xlsx.", "The copies can be merged: add --write COPY.xlsx.")
_ENDINGS = ".xlsx", ".xlsm"
_WIDE = 120


@click.command("merge", cls=Command, text=ABOUT["merge"])
@click.argument("base", type=PATH, metavar="BASE")
@click.argument("copies", type=PATH, nargs=-1, required=True, metavar="COPY...")
@option("--write", "target", type=PATH, metavar="FILE", text=_WRITE)
@option("--take", "takes", multiple=True, metavar="TEXT", text=_TAKE)
@map_option
@decision_option
@option("--force", is_flag=True, text=Text("Skriv över en arbetsbok som redan finns.", "Overwrite a workbook that exists."))
def merge_command(
    base: Path, copies: Sequence[Path], *, target: Path | None, takes: Sequence[str], map_file: Path | None, decision: str | None, force: bool
) -> int:  # fmt: skip
    """Put the copies of a workbook together."""
    from xl_kraftsamling.domain.comparison.merging import Choices
    from xl_kraftsamling.report.merge import render_conflicts, render_copies

    if target and os.path.lexists(target) and not force:
        raise UsageError(_EXISTS, file=str(target))
    found = _list_workbooks(copies, base, target)
    if target and any(_is_same(target, each) for each in found):
        raise UsageError(_ITS_COPY, file=str(target))
    choices = Choices(*_parse_takes(takes))
    merge, added = app.merge_workbooks(base, found, target, choices=choices, known=find_decisions(decision, base), map_file=map_file, force=force)
    lang, width = current_language(), line_width(_WIDE)
    print_lines([*render_copies(merge, lang, width), *render_conflicts(merge, lang, width)])
    if merge.merged.conflicts:
        return ERRORS
    if added is None:
        print_lines([say(_COULD_BE)])
        return OK
    done = say(_DONE, path=quote_path(target), base=quote_path(base)).split("\n")
    print_lines([done[0], *describe_added(added), *done[1:]])
    return OK


def _parse_takes(takes: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The choices by conflict, and those for every conflict."""
    split = [take.rpartition("=") for take in takes]
    return {fold_label(name): fold_label(choice) for name, _, choice in split if name}, [fold_label(choice) for name, _, choice in split if not name]


def _list_workbooks(paths: Sequence[Path], base: Path, target: Path | None) -> list[Path]:
    """The workbooks that are given, and those in folders but for the base, the target and what Excel keeps of open ones; what is left out is said."""
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        visible = sorted(file for file in path.iterdir() if not file.name.startswith("."))
        taken = [file for file in visible if _is_copy(file) and not _is_same(file, base) and not (target and _is_same(file, target))]
        if not taken:
            raise UsageError(_NO_COPIES, folder=str(path))
        if rest := [file.name for file in visible if file not in taken]:
            print_error(say(_LEFT_OUT, folder=str(path), files=", ".join(rest)))
        found += taken
    return found


def _is_copy(file: Path) -> bool:
    return file.is_file() and file.suffix.lower() in _ENDINGS and not file.name.startswith("~$")


def _is_same(first: Path, second: Path) -> bool:
    return first.exists() and second.exists() and first.samefile(second)
