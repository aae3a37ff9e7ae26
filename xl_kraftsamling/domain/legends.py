"""What a legend says that codes mean: “B = beviljat, U = utbetalt”, or a small table of codes and meanings.

Only a meaning that names one status and says nothing else of it counts: “ej utbetalt” and “klar för utbetalning” are no payments.
"""

import re
from collections.abc import Iterator

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.status_words import find_state

_PIECES = re.compile(r"[,;\n|•·]|\s/\s")
_SIGNS = re.compile(r"\s*=\s*|\s+(?:betyder|innebär|means)\s+|\s+[-–—]\s+|\s*:\s+")
"""What stands between a code and its meaning, the clearest first where a piece has several."""
_LONGEST_CODE = 20
_LONGEST = 500
"""Characters of a text that may be a legend: a longer one is a page about the matter."""
_WORD = re.compile(r"[^\W\d_]+")
_SUBJECTS = frozenset({"begäran", "ansökan"})
"""Words that name what a status is of, where another word names the status: “begäran godkänd”."""
_FILLING = re.compile(
    r"inkommen|inkommit|mottagen|är|har|blivit|blev|av|till|den|det|detta|avrop\w*|ansök\w*|begäran|belopp\w*|medel|medlen|pengar\w*|status|läge\w*|ks|ksau|"
    r"kommunstyrelsen|stadskontoret|nämnden|bolaget|mottagar\w*|is|has|been|the|by|to|call|off|amount|money"
)
"""Words beside a status that say nothing else of it."""


def read_legend(text: str) -> Iterator[tuple[str, str]]:
    """The codes that a text explains, each with the words of its meaning: “Läge: OK = beviljat, U = utbetalt”."""
    if len(text) > _LONGEST:
        return
    for piece in _PIECES.split(text):
        clear = "=" in piece
        signs = [sign for sign in _SIGNS.finditer(piece) if not clear or "=" in sign[0]]
        if signs:
            sign = next((sign for sign in signs if ":" not in sign[0]), signs[-1])
            code = re.split(r":\s+", piece[: sign.start()])[-1].strip(" \"'»«“”.([")
            if 0 < len(code) <= _LONGEST_CODE:
                yield code, piece[sign.end() :].strip()


def read_meaning(text: str, states: tuple[str, ...]) -> str | None:
    """The status that the meaning of a code names; None where it names none, several, or says more of it."""
    clause = text.partition(",")[0].partition("(")[0]
    words = _WORD.findall(fold_label(clause))
    own = [word for word in words if not _FILLING.fullmatch(word) or find_state(word, states)]
    named = {find_state(word, states) for word in own if word not in _SUBJECTS} or {find_state(word, states) for word in own}
    return next(iter(named)) if len(named) == 1 else None
