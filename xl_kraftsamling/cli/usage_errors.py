"""What is said where a command is not given as it should be: in our own words, since click's are English alone."""

from collections.abc import Mapping

import click

from xl_kraftsamling.cli.bilingual import TooManyWords, UsageError, ask_if_meant, translate_click_word
from xl_kraftsamling.domain.texts import Text, Value


def describe_usage(problem: click.UsageError, lang: str) -> str:
    """What is wrong with a call, in a sentence or two, and where its help is."""
    text, values = _find_usage_sentence(problem, lang)
    hint = _HINT.fill(lang, {"command": problem.ctx.command_path}) if problem.ctx else ""
    return f"{text.fill(lang, values)}\n{hint}".rstrip()


def _find_usage_sentence(problem: click.UsageError, lang: str) -> tuple[Text, Mapping[str, Value]]:
    """The sentence for a problem that click finds; one that is not foreseen is in click's own words."""
    if isinstance(problem, UsageError):
        return problem.text, problem.values
    if isinstance(problem, click.NoSuchOption):
        return _NO_OPTION, {"name": problem.option_name, "question": ask_if_meant(next(iter(problem.possibilities or ()), None))}
    if isinstance(problem, click.MissingParameter) and problem.param:
        named = problem.param.metavar or problem.param.human_readable_name
        return _ASKED.get(named, _MISSING), {"name": translate_click_word(named, lang)}
    if isinstance(problem, click.BadParameter) and problem.param and isinstance(problem.param.type, click.Choice):
        return _NO_WORD, {"name": problem.param.opts[0], "choices": ", ".join(problem.param.type.choices)}
    if isinstance(problem, click.BadOptionUsage):
        return _describe_value(problem, lang)
    return _find_sentence_on_words(problem) if isinstance(problem, TooManyWords) else (_OTHER, {"words": problem.format_message()})


def _find_sentence_on_words(problem: TooManyWords) -> tuple[Text, Mapping[str, Value]]:
    """The sentence for words that a command has no use for: how many of what it takes."""
    taken = [param.metavar or "" for param in problem.ctx.command.params if isinstance(param, click.Argument)] if problem.ctx else []
    command = problem.ctx.info_name if problem.ctx else ""
    return _ONE.get(taken[0] if len(taken) == 1 else "", _EXTRA if taken else _NONE), {"words": " ".join(problem.words), "command": command}


def _describe_value(problem: click.BadOptionUsage, lang: str) -> tuple[Text, Mapping[str, Value]]:
    """The sentence for an option whose value is missing, or that has one too many."""
    params = problem.ctx.command.params if problem.ctx else ()
    option = next((each for each in params if problem.option_name in (*each.opts, *each.secondary_opts)), None)
    if not isinstance(option, click.Option) or option.is_flag:
        return _NO_VALUE, {"name": problem.option_name}
    if isinstance(option.type, click.Choice):
        return _NO_WORD, {"name": problem.option_name, "choices": ", ".join(option.type.choices)}
    wanted = _WANTED.get(option.metavar or "")
    return _NEEDS_VALUE, {"name": problem.option_name, "wanted": wanted or translate_click_word(option.metavar or "TEXT", lang)}


_HINT = Text("”{command} --help” visar hur kommandot används.", "`{command} --help` shows how the command is used.")
_NO_OPTION = Text("Valet {name} finns inte.{question}", "There is no option {name}.{question}")
_MISSING = Text("{name} saknas.", "{name} is missing.")
_ASKED = {
    "WORKBOOK...": Text("Ange minst en arbetsbok, till exempel Medel.xlsx.", "Give at least one workbook, such as Medel.xlsx."),
    "WORKBOOK": Text("Ange en arbetsbok, till exempel Medel.xlsx.", "Give a workbook, such as Medel.xlsx."),
    "CODE": Text("Ange en kod, till exempel AV01.", "Give a code, such as AV01."),
    "LEDGER...": Text("Ange minst ett utdrag ur huvudboken, till exempel Huvudbok.xlsx.", "Give at least one extract of the accounts, such as Huvudbok.xlsx."),
    "BASE": Text("Ange arbetsboken som skickades ut och svaren, till exempel Medel.xlsx Svar/.", "Give the workbook that was sent out and the copies, such as Medel.xlsx Svar/."),
    "COPY...": Text("Ange också svaren, till exempel Svar/.", "Give the copies too, such as Svar/."),
    "PATH": Text("Ange en mapp.", "Give a folder."),
}
"""What to ask for where an argument is missing, by the word for it in the help."""
_ONE = {
    "CODE": Text("Kommandot tar bara en kod.", "The command takes only one code."),
    "WORKBOOK": Text("Kommandot tar bara en arbetsbok.", "The command takes only one workbook."),
    "[WORKBOOK]": Text("Kommandot tar bara en arbetsbok.", "The command takes only one workbook."),
    "PATH": Text("Kommandot tar bara en mapp.", "The command takes only one folder."),
}
"""How many a command takes of the one thing that it takes."""
_EXTRA = Text("Kommandot har ingen användning för {words}.", "The command has no use for {words}.")
_NONE = Text("Efter {command} skrivs bara val, som --lang. Ta bort {words}.", "After {command} come only options, such as --lang. Remove {words}.")
_NO_VALUE = Text("{name} står för sig, utan något värde efter.", "{name} stands by itself, with no value after it.")
_NEEDS_VALUE = Text("{name} behöver {wanted}.", "{name} needs {wanted}.")
_WANTED = {
    "FILE": Text("ett filnamn", "the name of a file"),
    "FILE.toml": Text("ett filnamn eller ett diarienummer", "the name of a file or a case number"),
    "PATH": Text("en sökväg", "a path"),
    "YYYY-MM-DD": Text("ett datum, som 2026-09-30", "a date, such as 2026-09-30"),
    "NAME": Text("ett namn", "a name"),
    "AMOUNT": Text('ett belopp, som "150 000"', 'an amount, such as "150 000"'),
    "REF": Text("ett diarienummer", "a case number"),
    "N": Text("ett antal", "a number"),
    "TEXT": Text("en text", "a text"),
    "CODES": Text("koder eller familjer av kontroller, som AV01,FO", "codes or families of rules, such as AV01,FO"),
    "PATTERN": Text("ett mönster, som Kopia*", "a pattern, such as Kopia*"),
}
"""What an option wants after it, by the word for it in the help."""
_NO_WORD = Text("{name} kan bara vara något av: {choices}.", "{name} can only be one of: {choices}.")
_OTHER = Text("Kommandot går inte att förstå ({words})", "The command cannot be understood ({words})")
