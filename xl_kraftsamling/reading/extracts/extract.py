"""An extract: a file of postings out of the accounts, read line by line, and what was seen on the way."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from xl_kraftsamling.domain.cell_text import drop_invisible, fold_label
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.postings.posting import DIMENSIONS, Coding, Posting
from xl_kraftsamling.domain.progress import enter_stage, tell_share
from xl_kraftsamling.domain.texts import Text

SIE, CSV, EXCEL = "SIE", "CSV", "Excel"
"""The kinds of extracts."""


_READING = Text("läser bokföringsposter i {file}:", "reading postings in {file}:")
_TOLD_ROWS = 5_000  # between two tellings of how far it is


@dataclass
class Extract:
    """A file of postings; what follows `read` is filled as its postings are read, and complete when they all are.

    `is_signed` is whether debit is told from credit, so that a cost is positive.  `remarks` say how the file was read, `faults` what
    is wrong in it though every line can be read: vouchers that do not balance, sums that are not those of their rows.
    `names` are the names of codes; `rows` counts the lines of postings and `skipped` the others, by what they are.
    `total` is what all its postings come to, in öre.
    """

    file: str
    kind: str
    is_signed: bool
    read: Callable[["Extract"], Iterator[Posting]]
    remarks: list[Text] = field(default_factory=list)
    faults: list[Text] = field(default_factory=list)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    skipped: Counter[Text] = field(default_factory=Counter)
    rows: int = 0
    total: int = 0

    def list_postings(self) -> Iterator[Posting]:
        """Every posting of the file; BadInput where one cannot be read."""
        enter_stage(_READING.bind(file=self.file))
        for posting in self.read(self):
            self.rows += 1
            if self.rows % _TOLD_ROWS == 0:
                tell_share(self.rows)
            self.total += posting.amount
            yield posting


class CodingMaker:
    """Makes codings, each of them once: a million postings share some hundreds."""

    def __init__(self, wanted: Collection[str] = (), names_organisation: Callable[[str], bool] = bool) -> None:
        """Take the dimensions beside the usual ones that a key names, and what tells whether a text alone names an organisation."""
        self.names_organisation = names_organisation
        self._spelling = {fold_label(name): name for name in (*DIMENSIONS, *wanted)}
        self._own = {fold_label(name): name for name in wanted if name not in DIMENSIONS}
        self._made: dict[Coding, Coding] = {}

    def find_name(self, written: str) -> str | None:
        """A dimension by the name that an extract has for it; None where nobody asks for it."""
        return self._spelling.get(fold_label(written))

    def find_own(self, written: str) -> str | None:
        """A dimension beside the usual ones, by its name."""
        return self._own.get(fold_label(written))

    def make(self, codes: dict[str, str]) -> Coding:
        """The coding of a posting by its codes, without those that are empty."""
        coding = tuple(sorted((name, code) for name, code in codes.items() if code))
        return self._made.setdefault(coding, coding)


@lru_cache(maxsize=4096)
def clean_text(text: str) -> str:
    """A text of an extract as a cell can hold it: in one line, without what nobody sees."""
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(drop_invisible(text).split())


UNBALANCED = Text(
    "{file}, rad {line}: verifikation {voucher} balanserar inte, {difference} skiljer.",
    "{file}, line {line}: voucher {voucher} does not balance, by {difference}.",
)


def report_unbalanced(extract: Extract, voucher: str, line: int, difference: int) -> None:
    """Add to an extract that a voucher does not balance."""
    extract.faults.append(UNBALANCED.bind(file=extract.file, line=line, voucher=voucher or "?", difference=Ore(difference)))
