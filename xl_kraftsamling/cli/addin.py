"""`kraftsamling addin`: install, uninstall, build and diagnose the buttons and the functions in Excel."""

import json
import os
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xl_kraftsamling.cli.about import ABOUT
from xl_kraftsamling.cli.bilingual import Command, Group, current_language, say
from xl_kraftsamling.cli.output import ERRORS, OK, print_lines
from xl_kraftsamling.cli.shared_options import PATH, format_option, option
from xl_kraftsamling.domain.texts import Text

if TYPE_CHECKING:
    from xl_kraftsamling.excel.install.doctor import Check, Diagnosis
    from xl_kraftsamling.excel.install.installation import Plan, Windows
    from xl_kraftsamling.excel.install.troubles import Trouble
    from xl_kraftsamling.excel.vba.saved_copy import SavedCopy

_dry_option = option(
    "--dry-run", is_flag=True, text=Text("Visa bara vad som skulle göras.", "Only show what would be done.")
)


@click.command("install", cls=Command, text=Text(
    "Lägger in tillägget i Excel, och skriver i inställningarna var Python finns.",
    "Installs the add-in in Excel, and writes in the settings where Python is.",
))  # fmt: skip
@_dry_option
def install_command(*, dry_run: bool) -> int:
    """Install the add-in."""
    from xl_kraftsamling.excel.install.installation import plan_install

    return _apply(plan_install(_find_windows()), _INSTALLED, _IN_PLACE, dry_run=dry_run)


@click.command("uninstall", cls=Command, text=Text(
    "Tar bort det som install har lagt in, och inget annat.",
    "Removes what install has added, and nothing else.",
))  # fmt: skip
@_dry_option
def uninstall_command(*, dry_run: bool) -> int:
    """Take the add-in away."""
    from xl_kraftsamling.excel.install.installation import plan_uninstall

    return _apply(plan_uninstall(_find_windows()), _UNINSTALLED, _NOTHING, dry_run=dry_run)


@click.command("build", cls=Command, text=Text(
    "Skriver makroarbetsboken och tillägget till en mapp.",
    "Writes the macro workbook and the add-in to a folder.",
))  # fmt: skip
@click.argument("folder", type=PATH, metavar="PATH")
@option("--force", is_flag=True, text=Text("Skriv över filer som redan finns.", "Overwrite files that exist."))
def build_command(folder: Path, *, force: bool) -> int:
    """Write both files."""
    from xl_kraftsamling.excel.install.installation import build_files

    print_lines(say(_WRITTEN, path=str(path)) for path in build_files(folder, force=force))
    return OK


@click.command("doctor", cls=Command, text=Text(
    "Letar efter vad som hindrar Excel. Varje känd orsak till att Excel inte når Python prövas, Python startas så som Excel "
    "startar den, och svaret är vad man gör. Med en arbetsbok visas också vad dess makron behöver. Ingenting ändras.\n\n"
    "Slutkod: 0 inget fel, 1 något är fel, 3 arbetsboken kan inte läsas.",
    "Looks for what prevents Excel from working. Every known reason why Excel does not reach Python is tried, Python is "
    "started as Excel starts it, and the answer is what to do. With a workbook it also shows what its macros need. Nothing "
    "is changed.\n\nExit code: 0 nothing wrong, 1 something is, 3 the workbook cannot be read.",
))  # fmt: skip
@click.argument("workbook", type=PATH, metavar="[WORKBOOK]", required=False)
@format_option("text", "json")
def doctor_command(workbook: Path | None, form: str) -> int:
    """Look for every known cause."""
    from xl_kraftsamling.excel.install.doctor import CHECKS, diagnose
    from xl_kraftsamling.excel.install.machine import Machine

    machine = Machine.here()
    copy, checks = _read_workbook(workbook) if workbook else (None, ())
    found, count = diagnose(machine, *checks), len(CHECKS) + len(checks)
    print_lines(_format_json(found, copy, count) if form == "json" else _format_text(found, copy, count), data=form == "json")
    return ERRORS if found.troubles else OK


@click.command("refresh", cls=Command, text=Text(
    "Förnyar makrona i en arbetsbok. Kraftsamlings moduler byts mot dem som hör till den här versionen; allt annat i arbetsboken, också egna makron, är "
    "som det var. Arbetsboken som den var sparas bredvid, med .gammal i namnet.",
    "Renews the macros of a workbook. The modules of Kraftsamling are replaced with those of this version; everything else "
    "in the workbook, including macros of your own, stays as it was. The workbook as it was is kept beside it, with .gammal "
    "in its name.",
))  # fmt: skip
@click.argument("workbook", type=PATH, metavar="WORKBOOK")
@_dry_option
def refresh_command(workbook: Path, *, dry_run: bool) -> int:
    """Renew the modules of a saved workbook."""
    from xl_kraftsamling.excel.vba.saved_copy import SavedCopy  # imports lxml

    copy = SavedCopy(workbook)
    if copy.is_current:
        print_lines([say(_CURRENT, path=str(workbook))])
        return OK
    backup = workbook.with_name(f"{workbook.stem}.gammal{workbook.suffix}")
    if not dry_run:
        copy.refresh(backup)
    print_lines([say(_WOULD_REFRESH if dry_run else _REFRESHED, path=str(workbook), backup=str(backup))])
    return OK


addin_command = Group(
    "addin", commands=(install_command, uninstall_command, build_command, doctor_command, refresh_command), text=ABOUT["addin"]
)


def _find_windows() -> "Windows":
    from xl_kraftsamling.excel.install.installation import Windows

    return Windows.of(os.environ, sys.executable)


def _apply(plan: "Plan", end: Text, nothing: Text, *, dry_run: bool) -> int:
    """Carry a plan out, unless this is a dry run, and print what is done to each file, or that there is nothing to do."""
    from xl_kraftsamling.excel.install.installation import carry_out

    if not dry_run:
        carry_out(plan)
    words = _WOULD if dry_run else _DID
    lines = [say(words[content is None], path=str(path)) for path, content in plan.items()]
    print_lines([*lines, *([] if dry_run else [say(end)])] if lines else [say(nothing)])
    return OK


def _read_workbook(workbook: Path) -> "tuple[SavedCopy, tuple[Check, ...]]":
    """A workbook with macros, and what is to be looked at in it."""
    from xl_kraftsamling.excel.install.workbook_checks import list_checks
    from xl_kraftsamling.excel.vba.saved_copy import SavedCopy  # imports lxml

    copy = SavedCopy(workbook)
    return copy, list_checks(copy)


def _format_json(found: "Diagnosis", copy: "SavedCopy | None", count: int) -> list[str]:
    from xl_kraftsamling.excel.install.encoding import encode_diagnosis

    return [json.dumps(encode_diagnosis(found, copy, checks=count, lang=current_language()), ensure_ascii=False)]


def _format_text(found: "Diagnosis", copy: "SavedCopy | None", count: int) -> list[str]:
    needs = [say(_NEEDS, path=str(copy.path), names=copy.needs or "–", foreign=copy.foreign or "–")] if copy else []
    not_tried = [say(_NOT_TRIED, what=part.what, why=part.why) for part in found.not_tried]
    end = say(_FOUND if found.troubles else _HEALTHY, faults=len(found.troubles), checks=count)
    return [*needs, *chain.from_iterable(map(_format_trouble, found.troubles)), *not_tried, end]


def _format_trouble(trouble: "Trouble") -> tuple[str, str]:
    return f"✖ {trouble.what.fill(current_language(), {})}", f"  → {trouble.remedy.fill(current_language(), {})}"


_WRITTEN = Text("Skriven: {path}", "Written: {path}")
_DID = (_WRITTEN, Text("Borttagen: {path}", "Removed: {path}"))
_WOULD = (Text("Skulle skriva: {path}", "Would write: {path}"), Text("Skulle ta bort: {path}", "Would remove: {path}"))
_NEEDS = Text(
    "Makrona i {path} behöver Python enligt inställningarna och {names}. Andra makron i den: {foreign}.",
    "The macros of {path} need Python as the settings say and {names}. Other macros in it: {foreign}.",
)
_NOT_TRIED = Text("○ Inte prövat: {what} – {why}.", "○ Not tried: {what} – {why}.")
_CURRENT = Text(
    "Makrona i {path} är redan de som hör till den här versionen: inget är ändrat.",
    "The macros of {path} already belong to this version: nothing is changed.",
)
_WOULD_REFRESH = Text("Skulle förnya makrona i {path} och spara den som den är i {backup}", "Would renew the macros of {path} and keep it as it is in {backup}")
_REFRESHED = Text(
    "Makrona i {path} är förnyade. Arbetsboken som den var finns i {backup}",
    "The macros of {path} are renewed. The workbook as it was is in {backup}",
)
_IN_PLACE = Text("Tillägget är redan installerat: inget är ändrat.", "The add-in is already installed: nothing is changed.")
_NOTHING = Text("Det finns inget att ta bort.", "There is nothing to remove.")
_INSTALLED = Text(
    "Starta om Excel: fliken Kraftsamling finns då på menyfliksområdet.",
    "Restart Excel: the tab Kraftsamling is then on the ribbon.",
)
_UNINSTALLED = Text("Starta om Excel: fliken är då borta.", "Restart Excel: the tab is then gone.")
_FOUND = Text("{faults} fel i {checks} kontroller.", "Faults: {faults}, in {checks} checks.")
_HEALTHY = Text(
    "Inget fel i {checks} kontroller. Starta om Excel om fliken ändå saknas.",
    "No faults in {checks} checks. Restart Excel if the tab is still missing.",
)
