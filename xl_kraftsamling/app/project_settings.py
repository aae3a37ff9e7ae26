"""The settings of a project: the file kraftsamling.toml in the folder of the workbooks, or in one above it.

It says how workbooks are checked and no more: it names no program, and no file outside its own folder.  Whoever sends workbooks may have
put it there, so that every output says what was taken from it.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from xl_kraftsamling.app.exclusions import Exclusion, parse_exclusion
from xl_kraftsamling.app.rule_choice import UnknownRule, choose_rules
from xl_kraftsamling.domain.decision import shipped_decisions
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.domain.toml_file import TomlTable, read_toml
from xl_kraftsamling.domain.toml_values import A_TEXT, TEXTS, as_one_of, as_text, as_texts, as_whole, one_of
from xl_kraftsamling.finding import PROFILES

SETTINGS_FILE = "kraftsamling.toml"
MAX_JOBS = 64
"""How many workbooks a file may ask to have checked at a time: on a machine that it does not know."""

T = TypeVar("T")


class ProjectSettings(NamedTuple):
    """What a file says; each is None, or empty, where it does not."""

    file: Path
    profile: str | None = None
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    exclude: Sequence[str] = ()
    decision: str | None = None
    jobs: int | None = None

    @property
    def exclusions(self) -> list[Exclusion]:
        """The patterns of what is left out, whose paths count from the folder of the file."""
        return [parse_exclusion(pattern, self.file.parent) for pattern in self.exclude]

    def without(self, given: Mapping[str, Any]) -> "ProjectSettings":
        """The settings without those that a command gives itself: they go before."""
        return self.keep(*(name for name in self.used if not given.get(name)))

    def keep(self, *names: str) -> "ProjectSettings":
        """The settings of some names alone."""
        return ProjectSettings(self.file, **{name: value for name, value in self.used.items() if name in names})

    @property
    def used(self) -> dict[str, Any]:
        """The settings that the file makes, by name."""
        values = {name: getattr(self, name) for name in ("profile", "select", "ignore", "exclude", "decision", "jobs")}
        return {name: value for name, value in values.items() if value}

    def describe(self) -> Text:
        """A sentence on what is taken from the file."""
        parts = [_PARTS[name].bind(value=tuple(value) if isinstance(value, (list, tuple)) else value) for name, value in self.used.items()]
        return _USED.bind(file=str(self.file), parts=Text("; ", "; ").join(parts))


def find_settings(paths: Sequence[Path]) -> ProjectSettings | None:
    """The settings for some workbooks and folders: those nearest to the folder that they all are in; None where there are none.

    :raises BadInput: the file cannot be read, or what it says cannot be followed.
    """
    folders = {os.path.abspath(path if path.is_dir() else path.parent) for path in paths}  # noqa: PTH100  # links are not followed
    try:
        common = Path(os.path.commonpath(folders))
    except ValueError:  # drives of Windows that have nothing in common
        return None
    files = (folder / SETTINGS_FILE for folder in (common, *common.parents))
    found = next((file for file in files if os.path.lexists(file)), None)
    return read_settings(_shorten(found)) if found else None


def _shorten(file: Path) -> Path:
    """A path as it is written from here, where it is in here."""
    here = Path.cwd()
    return file.relative_to(here) if file.is_relative_to(here) else file


def read_settings(file: Path) -> ProjectSettings:
    """Read a file of settings.

    :raises BadInput: as for :func:`find_settings`.
    """
    name = Text("Inställningarna i {file}", "The settings in {file}")
    if file.is_symlink():
        raise BadInput(_LINK, file=str(file))
    table = read_toml(file, name)
    table.check_names(("profile", "select", "ignore", "exclude", "decision", "jobs"))
    settings = ProjectSettings(
        file,
        profile=table.find("profile", partial(as_one_of, PROFILES), one_of(PROFILES)),
        select=_read_each(table, "select", lambda word: choose_rules([word])),
        ignore=_read_each(table, "ignore", lambda word: choose_rules([word])),
        exclude=_read_each(table, "exclude", lambda pattern: parse_exclusion(pattern, file.parent)),
        decision=_read_decision(table, file.parent),
        jobs=table.find("jobs", _as_jobs, A_FEW.bind(most=MAX_JOBS)),
    )
    _check(table, "ignore", lambda: choose_rules(settings.select, settings.ignore))
    return settings


def _read_each(table: TomlTable, name: str, parse: Callable[[str], object]) -> Sequence[str]:
    """A list of texts, each of which can be parsed."""
    texts = table.find(name, as_texts, TEXTS) or []
    for text in texts:
        _check(table, name, lambda text=text: parse(text))  # type: ignore[misc]  # bound now, as the next text is another
    return texts


def _check(table: TomlTable, name: str, parse: Callable[[], object]) -> None:
    """Refuse the value of a name that cannot be parsed, at its line."""
    try:
        parse()
    except UnknownRule as problem:
        table.fail(name, _NO_RULE.bind(word=problem.word, near=_NEAR.bind(near=problem.near) if problem.near else ""))
    except BadInput as problem:
        table.fail(name, Text("{words}", "{words}").bind(words=Text(*(problem.message(lang).rstrip(".") for lang in ("sv", "en")))))


def _read_decision(table: TomlTable, folder: Path) -> str | None:
    """The case number of a decision that ships, or the path of a file below the folder of the settings."""
    written = table.find("decision", as_text, A_TEXT)
    if written is None or written.upper() in {each.case_number.upper() for each in shipped_decisions()}:
        return written
    return str(folder / written) if _is_file_below(folder, written) else table.refuse("decision", A_DECISION)


def _is_file_below(folder: Path, written: str) -> bool:
    """Whether a path leads to a file in a folder or below it, whatever links there are on the way."""
    try:
        file = (folder / written).resolve()
        return file.is_relative_to(folder.resolve()) and file.is_file()
    except (OSError, ValueError):  # a name that no system can have
        return False


def _as_jobs(value: Any) -> int | None:
    number = as_whole(value)
    return number if number and number <= MAX_JOBS else None


A_FEW = Text("ett heltal från 1 till {most}", "a whole number from 1 to {most}")
A_DECISION = Text(
    "diarienumret för ett beslut som följer med programmet, eller en fil med ett beslut i samma mapp som inställningarna",
    "the case number of a decision that comes with the program, or a file with a decision in the same folder as the settings",
)
_NO_RULE = Text("{word} är ingen kontroll och ingen familj av kontroller{near}", "{word} is no rule and no family of rules{near}")
_NEAR = Text(" (menade du {near}?)", " (did you mean {near}?)")
_LINK = Text(
    "{file} är en länk, och inställningar följs bara där de ligger. Lägg filen själv i mappen.",
    "{file} is a link, and settings are only followed where they are. Put the file itself in the folder.",
)
_USED = Text("Inställningar ur {file}: {parts}.", "Settings from {file}: {parts}.")
_PARTS = {
    "profile": Text("profil {value}", "profile {value}"),
    "select": Text("bara {value}", "only {value}"),
    "ignore": Text("inte {value}", "not {value}"),
    "exclude": Text("utelämna {value}", "leave out {value}"),
    "decision": Text("beslut {value}", "decision {value}"),
    "jobs": Text("högst {value} arbetsböcker åt gången", "at most {value} workbooks at a time"),
}
