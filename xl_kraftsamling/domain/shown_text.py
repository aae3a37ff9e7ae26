r"""How a text from outside is shown, wherever that is: on a terminal, in a file, in a note at a cell, or in a message.

A cell, the name of a sheet or file, a map or a decision can hold anything: codes that steer a terminal, signs that turn the direction
of writing, line breaks that make one line look like two, letters that nobody sees, and the personnummer of a pupil.  Each sign that is
no letter, digit, punctuation or space is written out, as \u202e or \n, and of a personnummer only the date is left.
"""

import re

from xl_kraftsamling.domain.late_patterns import compile_at_use
from xl_kraftsamling.domain.personal_numbers import mask_personal_numbers

_UNUSUAL = compile_at_use("[^ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u2bff]")
"""What is looked at one by one: anything but the letters and signs of our own texts and of most others."""
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def show_text(text: str) -> str:
    """A text from outside as it may be shown: visible in full, but for the last digits of a personnummer."""
    return make_visible(mask_personal_numbers(text))


def make_visible(text: str) -> str:
    r"""A text whose invisible and steering signs are written out as JSON does it, so that it can also be put into a string of JSON."""
    return _UNUSUAL.sub(_write_out, text)


def _write_out(match: "re.Match[str]") -> str:
    import unicodedata  # rare, and the largest of all extensions

    sign = match[0]
    if sign.isprintable() or unicodedata.category(sign) == "Zs":  # a space of any width does no harm
        return sign
    units = sign.encode("utf-16-be", "surrogatepass").hex()
    return _SHORT.get(sign) or "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))
