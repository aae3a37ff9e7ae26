"""What a file held when it was looked at, so that it can be asked later whether it is still the same."""

from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from xl_kraftsamling.domain.texts import BadInput, Text

_CHANGED = Text(
    "{file} ändrades av någon annan under tiden, så inget är skrivet. Kör kommandot igen: då används den ändrade filen.",
    "{file} was changed by somebody else in the meantime, so nothing has been written. Run the command again: it will then "
    "use the changed file.",
)


class FileState(NamedTuple):
    """A file and the SHA-256 of what it held, in hexadecimal; None where there was no such file."""

    path: Path
    sha256: str | None

    @classmethod
    def read(cls, path: Path) -> "FileState":
        """The state of a file now; None also for what is no ordinary file.  OSError where it cannot be read."""
        from hashlib import file_digest  # takes a while to import, and not every run looks at files in this way

        try:
            if not S_ISREG(path.stat().st_mode):
                return cls(path, None)
            with path.open("rb") as file:
                return cls(path, file_digest(file, "sha256").hexdigest())
        except (FileNotFoundError, NotADirectoryError):
            return cls(path, None)

    def refuse_change(self) -> None:
        """Raise BadInput where the file holds something else by now, or is gone."""
        # by content and not by time: a file system may count time in whole seconds, and a copy may keep that of its source
        if FileState.read(self.path) != self:
            raise BadInput(_CHANGED, file=str(self.path))
