"""How a text is written in a TOML file."""

import json

from xl_kraftsamling.domain.shown_text import make_visible


def quote_toml(text: str) -> str:
    """A text as a TOML string: those of JSON, with what nobody sees escaped, but for what takes two escapes in JSON alone."""
    return "".join(sign if sign > "\uffff" else make_visible(sign) for sign in json.dumps(text, ensure_ascii=False))
