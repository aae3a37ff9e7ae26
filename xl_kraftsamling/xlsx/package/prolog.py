"""What stands before the root of an XML part: a document type there is an attack, for no spreadsheet program writes one.

Entities that multiply into gigabytes, or that fetch files, need a document type.  It can only stand before the root, so
the beginning of a part is enough to see, whatever the part's size.
"""

import re

REACH = 1 << 16
"""Bytes of a part within which its root must begin."""

UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
"""How a part in UTF-16 begins, with a byte order mark or without."""
_DECLARED = re.compile(r"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_ASCII_BASED = re.compile(r"utf-?8|utf-?16|us-ascii|ascii|iso-8859-\d+|windows-125\d", re.IGNORECASE)
_STRINGS, _COUNT = re.compile(r"<(?:\w+:)?sst\b[^>]*"), re.compile(r"uniqueCount\s*=\s*[\"'](\d+)")
_DIGITS = 20  # of a number: more than any part has bytes
_PROLOG = re.compile(r"\ufeff?(?:\s|<\?.*?\?>|<!--.*?-->)*+(<[!?])?", re.DOTALL)


def is_safe(head: bytes) -> bool:
    """Whether a part that begins like this has no document type.

    :param head: the first :data:`REACH` bytes, or the whole of a shorter part.
    """
    text = _decoded(head)
    if text is None:
        return False
    prolog = _PROLOG.match(text)  # matches anything, if only at length 0
    return prolog is not None and not prolog[1] and (prolog.end() < len(text) or len(head) < REACH)


def promised(head: bytes) -> int:
    """How many shared strings a part that begins like this says that it has; 0 where it says nothing.

    A reader may make room for all of them before it has seen one.  `count` is no such number: it tells how often they are used.
    """
    counts = (text for root in _STRINGS.findall(_decoded(head) or "") for text in _COUNT.findall(root))
    return max((int(text[:_DIGITS]) for text in counts), default=0)


def _decoded(head: bytes) -> str | None:
    """The beginning as text; None in an encoding where markup may hide from a reader of ASCII."""
    if b"\0\0" in head[:4]:  # UTF-32, which libxml2 understands and expat does not
        return None
    utf16 = UTF16.get(head[:2])
    if utf16:
        return head[: len(head) // 2 * 2].decode(utf16, errors="replace")
    text = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    declared = _DECLARED.match(text)
    if "\0" in text or (declared and not _ASCII_BASED.fullmatch(declared[1])):
        return None
    return text
