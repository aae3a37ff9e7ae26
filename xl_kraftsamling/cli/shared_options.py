"""The options that several commands share, and the values that people write after them: dates, numbers, files, names."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from xl_kraftsamling import app
from xl_kraftsamling.cli.bilingual import Option, UsageError, ask_if_meant, say
from xl_kraftsamling.cli.output import list_files, print_error
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.finding import PROFILES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from xl_kraftsamling.domain.decision import Decision

F = TypeVar("F", bound=Callable[..., Any])

option = partial(click.option, cls=Option)
"""An option whose help is a Text."""

PATH: click.Path = click.Path(path_type=Path, readable=False)  # click would check it with a message of its own


def parse_day(text: str) -> date:
    """A date, written as 2026-09-30; UsageError where the text is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(_NO_DAY, value=text) from None  # a ValueError click would put into English words of its own


def parse_amount(text: str) -> int:
    """An amount in öre, written as in a workbook: 150 000, 150000,50, 150 tkr; UsageError where it can mean more than one."""
    from xl_kraftsamling.domain.money import read_amount

    reading = read_amount(text)
    if reading.ore is None or not reading.is_whole_ore:
        raise UsageError(_NO_AMOUNT, value=text)
    return reading.ore


def parse_output(text: str) -> Path | None:
    """A file for the result, None for stdout; UsageError where it is of a kind that is read, which a result would destroy."""
    if text == "-":
        return None
    path = Path(text)
    if path.suffix.lower().startswith(_READ_ENDINGS):
        raise UsageError(_A_WORKBOOK, file=text)
    return path


_READ_ENDINGS = ".xls", ".xlt", ".xla", ".toml"
"""How the endings begin of workbooks (.xlsx, .xlsm, .xlsb, .xltx, .xlam and the old ones), and of maps, decisions and settings."""


def complete_codes(_context: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """What a shell proposes for a list of codes: it is the last of them that is being written."""
    before, comma, last = begun.rpartition(",")
    return [f"{before}{comma}{code}" for code in app.list_codes() if code.startswith(last.upper())]


def complete_code(_context: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """What a shell proposes for the code of a rule."""
    return [code for code in (*app.list_codes(), app.ALWAYS_TOLD) if len(code) == 4 and code.startswith(begun.upper())]


def complete_recipients(_context: click.Context, _param: click.Parameter, begun: str) -> "list[CompletionItem]":
    """What a shell proposes for a recipient: names and abbreviations of one word, as shells divide what has several; for nothing yet, one for each."""
    from click.shell_completion import CompletionItem

    from xl_kraftsamling.domain.recipients import load_register

    proposed = []
    for recipient in load_register().recipients:
        words = [word for word in (recipient.name, *recipient.aliases) if " " not in word]
        fitting = [word for word in words if begun and word.casefold().startswith(begun.casefold())] if begun else words[:1]
        proposed += [CompletionItem(word, help=recipient.name) for word in fitting]
    return proposed


def parse_count(text: str) -> int:
    """A whole number from one up; UsageError where the text is none."""
    if text.isdecimal() and int(text):
        return int(text)
    raise UsageError(_NO_COUNT, value=text)


as_of_option: Callable[[F], F] = option(
    "--as-of", type=parse_day, metavar="YYYY-MM-DD",
    text=Text("Avstämningsdatum; annars arbetsbokens, annars i dag.", "The as-of date; otherwise the workbook's, otherwise today."),
)  # fmt: skip

profile_option: Callable[[F], F] = option(
    "--profile", type=click.Choice(PROFILES),
    text=Text("Hur strängt; annars arbetsbokens profil, annars normal.", "How strictly; otherwise the workbook's profile, otherwise normal."),
)  # fmt: skip

select_option: Callable[[F], F] = option(
    "--select", multiple=True, metavar="CODES", shell_complete=complete_codes,
    text=Text("Pröva bara dessa kontroller: koder eller familjer, som AV01,FO. --select FO granskar formlerna i vilken arbetsbok som helst.",
              "Try only these rules: codes or families, such as AV01,FO. --select FO audits the formulas of any workbook."),
)  # fmt: skip

ignore_option: Callable[[F], F] = option(
    "--ignore", multiple=True, metavar="CODES", shell_complete=complete_codes,
    text=Text("Pröva inte dessa kontroller: koder eller familjer, även om --select nämner dem.",
              "Do not try these rules: codes or families, even where --select names them."),
)  # fmt: skip


def pick_rules(select: Sequence[str], ignore: Sequence[str]) -> frozenset[str] | None:
    """The codes of the rules that are chosen, by words with commas between them; None for all; UsageError where a word names none."""
    try:
        return app.choose_rules(*([word for part in parts for word in part.replace(",", " ").split()] for parts in (select, ignore)))
    except BadInput as problem:
        near = problem.near if isinstance(problem, app.UnknownRule) else None
        raise UsageError(_AS_IT_IS, words=problem.text.bind(**problem.values), question=ask_if_meant(near)) from None


map_option: Callable[[F], F] = option(
    "--map", "map_file", type=PATH, metavar="FILE",
    text=Text("En karta över arbetsbokens tabeller (se map); annars den som ligger bredvid, om arbetsboken inte följer mallen.",
              "A map of the workbook's tables (see map); otherwise the one beside it, unless it follows the template."),
)  # fmt: skip

def output_option(command: F) -> F:
    """The option --output; what else the command names is never overwritten by its result (UsageError)."""

    @wraps(command)
    def run(*, output: Path | None, **values: Any) -> Any:
        """Run the command once its result cannot overwrite what it is made of."""
        if output and any(_is_same(output, each) for each in list_files(values)):
            raise UsageError(_ITS_SOURCE, file=str(output))
        return command(output=output, **values)

    return _output(run)  # type: ignore[no-any-return]


def _is_same(first: Path, second: Path) -> bool:
    return first.exists() and first.samefile(second)


_output: Callable[[Any], Any] = option(
    "--output", type=parse_output, metavar="FILE",
    text=Text("Skriv resultatet till en fil i stället (UTF-8).", "Write the result to a file instead (UTF-8)."),
)  # fmt: skip

decision_option: Callable[[F], F] = option(
    "--decision", metavar="FILE.toml",
    text=Text("Ett beslut som inte följer med programmet, eller diarienumret för ett som gör det; annars det som ligger bredvid "
              "arbetsboken (Medel.beslut.toml bredvid Medel.xlsx).",
              "A decision that does not come with the program, or the case number of one that does; otherwise the one beside the "
              "workbook (Medel.beslut.toml beside Medel.xlsx)."),
)  # fmt: skip


def find_decisions(given: str | None, *workbooks: Path) -> "Sequence[Decision] | None":
    """The decisions that workbooks may follow: what is given; otherwise that of the project (kraftsamling.toml), which is said.

    None, where there is none, or a file beside one of them goes before, leaves it to the program.
    """
    if given is not None or any(map(app.has_decision_beside, workbooks)):
        return app.known_decisions(given)
    settings = app.find_settings(workbooks)
    if settings is None or settings.decision is None:
        return None
    followed = settings.keep("decision")
    print_error(say(followed.describe()))
    return app.known_decisions(followed.decision)


def require_decision(decision: "Decision") -> "Decision":
    """The decision, if it is one; UsageError where it may be several, with the question which."""
    if decision.candidates:
        raise UsageError(WHICH_DECISION, decisions=decision.list_candidates())
    return decision


def find_recipient(decision: "Decision", written: str) -> str:
    """The official name that is meant; UsageError where there is none, with the nearest or all of them, or where there are several."""
    found = decision.register.recognise(written)
    if found.name:
        return found.name
    if found.candidates:
        raise UsageError(_SEVERAL, name=written, candidates=found.candidates)
    nearest = decision.register.nearest(written)
    raise UsageError(_NOBODY, name=written, known=ask_if_meant(nearest) if nearest else _KNOWN.bind(names=tuple(each.name for each in decision.register.recipients)))


def format_option(*words: str) -> Callable[[F], F]:
    """The option --format with the forms that a command can write, the first of them its default."""
    return option(
        "--format", "form", type=click.Choice(words), default=words[0],
        text=Text("Form på resultatet; annars {default}.", "Form of the result; otherwise {default}."),
    )  # fmt: skip


WHICH_DECISION = Text(
    "Vilket beslut gäller: {decisions}? Ange dess diarienummer efter --decision.",
    "Which decision holds: {decisions}? Give its case number after --decision.",
)
_AS_IT_IS = Text("{words}{question}", "{words}{question}")
_A_WORKBOOK = Text(
    "{file} är namnet på en arbetsbok, en karta eller ett beslut, och resultatet är inget sådant. Välj ett annat namn efter --output.",
    "{file} is the name of a workbook, a map or a decision, and the result is none. Choose another name after --output.",
)
_ITS_SOURCE = Text(
    "{file} är en av filerna som läses. Välj ett annat namn efter --output.",
    "{file} is one of the files that are read. Choose another name after --output.",
)
_NO_DAY = Text("”{value}” är inget datum: skriv det som 2026-09-30.", "“{value}” is no date: write it as 2026-09-30.")
_NO_AMOUNT = Text(
    "”{value}” är inget entydigt belopp: skriv det som 150 000, 150 000,50 eller 150 tkr.",
    "“{value}” is no unambiguous amount: write it as 150 000, 150 000,50 or 150 tkr.",
)
_NO_COUNT = Text(
    "”{value}” är inget antal: skriv ett heltal, minst 1.", "“{value}” is no number: write one, 1 at least."
)
_SEVERAL = Text(
    "”{name}” kan betyda {candidates}. Skriv ut namnet.", "“{name}” may mean {candidates}. Write the name in full."
)
_NOBODY = Text(
    "”{name}” är ingen nämnd och inget bolag som programmet känner.{known}",
    "“{name}” is not a nämnd or company that the program knows.{known}",
)
_KNOWN = Text(" De som det känner är: {names}.", " Those that it knows are: {names}.")
