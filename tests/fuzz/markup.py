"""XML with one thing wrong at a time: elements, attributes, texts, namespaces and encodings."""

import re
from collections.abc import Callable, Sequence
from random import Random

from fuzz.extremes import ENCODINGS, EXTREMES, JUNK, SPACES, TAGS

Tokens = list[str]
"""Tags and the text between them, in order."""

_TOKEN = re.compile(r"<!--.*?-->|<\?.*?\?>|<[^>]*>|[^<]+|<", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w:.-]+)\s*=\s*("[^"]*"|\'[^\']*\')')
_NAMESPACE = re.compile(r'xmlns(?::\w+)?="([^"]*)"')


def split_markup(data: bytes) -> Tokens:
    """An XML part as tags and the text between them."""
    return _TOKEN.findall(data.decode("utf-16" if data[:1] in (b"\xff", b"\xfe") else "utf-8-sig", "surrogateescape"))


def mutate_markup(random: Random, pieces: Sequence[str]) -> bytes:
    """The part with some things wrong, most often one."""
    changed = list(pieces)
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        if changed:
            random.choice(_CHANGES)(random, changed)
    text = "".join(changed)
    return text.encode("utf-8", "surrogateescape") if random.random() < 0.97 else _encode(random, text)


def _encode(random: Random, text: str) -> bytes:
    declared = re.sub(r'encoding="[^"]*"', f'encoding="{random.choice(ENCODINGS)}"', text, count=1)
    data = random.choice((text, declared)).encode(random.choice(ENCODINGS), "replace")
    return data if random.random() < 0.8 else data[random.randrange(4) :]


def _find_opening(random: Random, pieces: Tokens) -> int:
    """The position of a random tag that begins an element; 0 if some tries find none."""
    for _ in range(9):
        at = random.randrange(len(pieces))
        if pieces[at].startswith("<") and pieces[at][1:2] not in ("/", "!", "?"):
            return at
    return 0


def _find_element(pieces: Tokens, start: int) -> slice:
    """The element that begins there, or all the rest where its end is missing."""
    depth = 0
    for at in range(start, len(pieces)):
        piece = pieces[at]
        if piece.startswith("<") and not piece.endswith("/>") and piece[1:2] not in ("!", "?"):
            depth += -1 if piece.startswith("</") else 1
        if depth <= 0:
            return slice(start, at + 1)
    return slice(start, len(pieces))


def _drop(random: Random, pieces: Tokens) -> None:
    del pieces[_find_element(pieces, _find_opening(random, pieces))]


def _double(random: Random, pieces: Tokens) -> None:
    element = _find_element(pieces, _find_opening(random, pieces))
    times = random.choice((1, 1, 1, 2, 50)) if element.stop - element.start < 40 else 1
    pieces[element.stop : element.stop] = pieces[element] * times


def _move(random: Random, pieces: Tokens) -> None:
    element = _find_element(pieces, _find_opening(random, pieces))
    taken = pieces[element]
    del pieces[element]
    to = random.randrange(len(pieces) + 1)
    pieces[to:to] = taken


def _rename(random: Random, pieces: Tokens) -> None:
    at = _find_opening(random, pieces)
    pieces[at] = re.sub(r"^<[\w:]*", f"<{random.choice(TAGS)}", pieces[at])


def _deepen(random: Random, pieces: Tokens) -> None:
    at = _find_opening(random, pieces)
    if not pieces[at].endswith("/>") and len(pieces[at]) < 1000:
        pieces[at] *= random.choice((2, 5, 300))


def _choose_value(random: Random, pieces: Tokens) -> str:
    """Something extreme, or the value of an attribute elsewhere in the part."""
    other = _ATTRIBUTE.search(pieces[_find_opening(random, pieces)]) if random.random() < 0.3 else None
    return other[2][1:-1] if other else random.choice(EXTREMES)


def _change_attribute(change: Callable[[Random, re.Match[str], str], str]) -> Callable[[Random, Tokens], None]:
    def mutate(random: Random, pieces: Tokens) -> None:
        at = _find_opening(random, pieces)
        found = list(_ATTRIBUTE.finditer(pieces[at]))
        if found:
            one = random.choice(found)
            new = change(random, one, _choose_value(random, pieces))
            pieces[at] = pieces[at][: one.start()] + new + pieces[at][one.end() :]

    return mutate


def _change_text(random: Random, pieces: Tokens) -> None:
    at = random.randrange(len(pieces))
    if pieces[at].startswith("<"):
        pieces.insert(at + 1, _choose_value(random, pieces))
    else:
        pieces[at] = _choose_value(random, pieces)


def _change_namespace(random: Random, pieces: Tokens) -> None:
    for at, piece in enumerate(pieces[:4]):
        pieces[at] = _NAMESPACE.sub(lambda found: found[0].replace(found[1] or "?", random.choice(SPACES)), piece)


def _add_prefix(random: Random, pieces: Tokens) -> None:
    pieces[:] = [re.sub(r"^<(/?)(?=\w)", r"<\1x:", piece) for piece in pieces]
    if random.random() < 0.8:
        pieces[:] = [piece.replace("xmlns=", "xmlns:x=") for piece in pieces]


def _insert(random: Random, pieces: Tokens) -> None:
    pieces.insert(random.randrange(len(pieces) + 1), random.choice(JUNK))


def _cut(random: Random, pieces: Tokens) -> None:
    del pieces[random.randrange(len(pieces)) :]


_set_attribute = _change_attribute(lambda _random, one, value: f'{one[1]}="{value}"')
_CHANGES = (
    *(_set_attribute,) * 5, *(_change_text,) * 3, _insert, *(_drop,) * 2, *(_double,) * 2, _move, _move, _rename, _deepen, _change_namespace, _add_prefix, _cut,
    _change_attribute(lambda _random, _one, _choose_value: ""),
    _change_attribute(lambda _random, one, value: f'{one[0]} {one[1]}="{value}"'),
    _change_attribute(lambda random, one, _choose_value: f"{random.choice(('r', 't', 's', 'x:r', 'ref', 'si', 'xmlns'))}={one[2]}"),
)  # fmt: skip
