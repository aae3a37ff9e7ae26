"""The numbered lists of a workbook's styles: an entry is named by its place, so entries are only ever added at the end."""

from typing import Any

from lxml import etree


def numbered(entries: etree._Element, wanted: etree._Element) -> int:
    """The number of an entry; it is added to the list where no equal one is there."""
    same, there = _plain(wanted), list(entries.iterchildren("*"))
    found = next((number for number, other in enumerate(there) if _plain(other) == same), None)
    if found is not None:
        return found
    entries.append(wanted)
    if "count" in entries.attrib:
        entries.set("count", str(len(there) + 1))
    return len(there)


def _plain(entry: etree._Element) -> tuple[Any, ...]:
    """What an entry says, however it is written; the canonical form of libxml2 crashes on names that make no sense."""
    return (
        entry.tag,
        sorted(entry.items()),
        (entry.text or "").strip(),
        [_plain(child) for child in entry.iterchildren("*")],
    )
