"""What goes wrong, as a sentence in the language of the call and an exit code; never a bare traceback."""

import os
import traceback
from collections.abc import Mapping
from pathlib import Path

import click

from xl_kraftsamling.cli.language import translate_click_word
from xl_kraftsamling.domain.texts import BadInput, Text, Value

OK, ERRORS, USAGE, UNREADABLE, UNTRIED, FAULT, INTERRUPTED = 0, 1, 2, 3, 4, 70, 130
"""The exit codes of the contract (design.md 3.2), and the customary one of a run that was interrupted."""


class UsageError(click.UsageError):
    """The command was not given as it should be: one sentence."""

    def __init__(self, text: Text, ctx: click.Context | None = None, /, **values: Value) -> None:
        """Take the sentence, the call where it is known, and the values that the sentence names."""
        super().__init__(text.fill("sv", values), ctx)
        self.text, self.values = text, values


def describe_error(problem: BaseException, lang: str) -> tuple[int, str]:
    """The exit code of a problem, and what to say about it."""
    if isinstance(problem, BadInput):
        return UNREADABLE, problem.message(lang)
    if isinstance(problem, click.UsageError):
        return USAGE, _describe_usage(problem, lang)
    if isinstance(problem, OSError):
        why = _WHY.get(type(problem), problem.strerror or "")
        return UNREADABLE, _UNREACHED.fill(lang, {"file": str(problem.filename or ""), "why": why}).strip()
    if isinstance(problem, (click.Abort, KeyboardInterrupt)):
        return INTERRUPTED, Text("Avbrutet.", "Interrupted.").fill(lang, {})
    return FAULT, _describe_fault(problem, lang)


def open_elsewhere_note(path: Path, lang: str) -> str:
    """What to say of a workbook that lies open in Excel or LibreOffice; nothing where it does not."""
    locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    return _OPEN.fill(lang, {"path": str(path)}) if any(map(os.path.exists, locks)) else ""


def refuse_open(path: Path) -> None:
    """Refuse to write to a workbook that lies open in Excel or LibreOffice (BadInput)."""
    if open_elsewhere_note(path, "sv"):
        raise BadInput(_OPEN_TARGET, path=str(path))


def _describe_usage(problem: click.UsageError, lang: str) -> str:
    text, values = _usage_sentence(problem, lang)
    hint = _HINT.fill(lang, {"command": problem.ctx.command_path}) if problem.ctx else ""
    return f"{text.fill(lang, values)}\n{hint}".rstrip()


def _usage_sentence(problem: click.UsageError, lang: str) -> tuple[Text, Mapping[str, Value]]:
    """The sentence for a problem that click finds; what we have none for is told in click's own words."""
    if isinstance(problem, UsageError):
        return problem.text, problem.values
    if isinstance(problem, click.NoSuchOption):
        near = (problem.possibilities or [""])[0]
        question = Text(f" Menas {near}?", f" Is it {near}?") if near else ""
        return _NO_OPTION, {"name": problem.option_name, "question": question}
    if isinstance(problem, click.MissingParameter) and problem.param:
        return _MISSING, {"name": translate_click_word(problem.param.metavar or problem.param.human_readable_name, lang)}
    if isinstance(problem, click.BadParameter) and problem.param and isinstance(problem.param.type, click.Choice):
        return _NO_WORD, {"name": problem.param.opts[0], "choices": ", ".join(problem.param.type.choices)}
    if isinstance(problem, click.BadOptionUsage):
        return _BAD_OPTION, {"name": problem.option_name}
    return _OTHER, {"words": problem.format_message()}


def _describe_fault(problem: BaseException, lang: str) -> str:
    if os.environ.get("KRAFT_DEBUG"):
        return "".join(traceback.format_exception(problem))
    return _FAULT.fill(lang, {"what": f"{type(problem).__name__}: {problem}".rstrip(": ")})


_WHY = {
    FileNotFoundError: Text("den finns inte", "it is not there"),
    PermissionError: Text("behörighet saknas", "there is no permission"),
    IsADirectoryError: Text("det är en mapp", "it is a folder"),
}
_UNREACHED = Text(
    "{file} kan inte läsas eller skrivas: {why}. Kontrollera namnet och behörigheten.",
    "{file} can be neither read nor written: {why}. Check the name and the permission.",
)
_OPEN = Text(
    "{path} är öppen i ett kalkylprogram: det som inte är sparat där är inte med här.",
    "{path} is open in a spreadsheet program: what is not saved there is not in this.",
)
_OPEN_TARGET = Text(
    "{path} är öppen i ett kalkylprogram. Stäng den först, annars skulle det ena eller det andra gå förlorat.",
    "{path} is open in a spreadsheet program. Close it first, or the one or the other would be lost.",
)
_HINT = Text("»{command} --help« visar hur kommandot används.", "`{command} --help` shows how the command is used.")
_NO_OPTION = Text("Valet {name} finns inte.{question}", "There is no option {name}.{question}")
_MISSING = Text("{name} saknas.", "{name} is missing.")
_BAD_OPTION = Text(
    "Valet {name} är inte rätt skrivet: antingen saknas ett värde efter det, eller så ska det inte ha något.",
    "The option {name} is not written right: either a value is missing after it, or it should have none.",
)
_NO_WORD = Text("{name} kan bara vara något av: {choices}.", "{name} can only be one of: {choices}.")
_OTHER = Text("Kommandot går inte att förstå ({words})", "The command cannot be understood ({words})")
_FAULT = Text(
    "Ett fel i programmet, inte i arbetsboken: {what}. Kör om med miljövariabeln KRAFT_DEBUG=1 och skicka det som då "
    "skrivs ut till den som förvaltar programmet.",
    "A fault of the program, not of the workbook: {what}. Run it again with the environment variable KRAFT_DEBUG=1 and "
    "send what is printed then to whoever maintains the program.",
)
