"""Texts as the format escapes them: `_x000D_` for a character that XML cannot hold (ECMA-376 part 1, 22.9.2.19, ST_Xstring)."""

import re

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def decode_xstring(text: str) -> str:
    """Return the text that an escaped one stands for; a half of a character (a surrogate alone) becomes U+FFFD."""
    if "_x" not in text:
        return text
    decoded = _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text)
    # Excel writes a sign outside the basic plane as two escapes, which are one character here.
    return decoded.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
