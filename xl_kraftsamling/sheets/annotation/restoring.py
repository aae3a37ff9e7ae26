"""The lists of formats as they were before ours: how long they were is noted behind the styles, where no reader looks.

A program that writes the styles anew drops the note, and with it the formats that nothing uses any more.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from xl_kraftsamling.sheets.edit.trees import Trees
from xl_kraftsamling.sheets.package import Package
from xl_kraftsamling.sheets.package.admission import key

LISTS = ("fonts", "fills", "borders", "cellXfs", "dxfs")
"""The lists that formats are added to."""

NOTE = "Kraftsamling"
"""How the note begins; it says no more where the workbook had no styles at all."""

_PLAIN = {"cellXfs": 1}
_LENGTH = re.compile(r"(\w+)=(\d+)")
_USES = {"cellXfs": rb"\s(?:s|style)", "dxfs": rb"[dD]xfId"}
"""The attributes by which other parts name entries of a list."""


def remember(styles: etree._Element) -> None:
    """Note how long the lists are, unless that is noted already."""
    if _note(styles) is None:
        lengths = (
            f"{name}={len(list(entries.iterchildren('*')))}"
            for name in LISTS
            for entries in styles.iterchildren(f"{{*}}{name}")
        )
        styles.addnext(etree.Comment(" ".join((NOTE, *lengths))))


def restore(package: Package, trees: Trees) -> None:
    """Cut the lists back to what they were, unless something has come to use what is beyond that."""
    for part in trees.parts_of_type("spreadsheetml.styles+xml"):
        note = _note(trees.root(part))
        if note is not None:
            lengths = {name: int(length) for name, length in _LENGTH.findall(note.text or "")}
            if any(_used(package, trees, lengths or _PLAIN, trees.root(part))):
                continue
            if lengths:
                _cut(trees.touch(part), lengths)
                _forget(note)
            else:
                link = next(link for link in package.relationships(package.part) if link.target == part)
                trees.drop(package.part, link)


def _note(styles: etree._Element) -> etree._Element | None:
    behind = styles.itersiblings(etree.Comment)
    return next((note for note in behind if (note.text or "").startswith(NOTE)), None)


def _forget(note: etree._Element) -> None:
    """Take a note away from behind the root, which lxml allows only by way of another place."""
    etree.Element("elsewhere").append(note)


def _used(package: Package, trees: Trees, lengths: Mapping[str, int], styles: etree._Element) -> Iterator[bool]:
    parts = [name for name in package.archive if name.endswith(".xml") and name not in trees.dropped]
    sheets = {key(sheet.part) for sheet in package.sheets}
    for name, attribute in _USES.items():
        entries = styles.find(f"{{*}}{name}")
        beyond = range(lengths.get(name, 0), 0 if entries is None else len(list(entries.iterchildren("*"))))
        if beyond:
            numbers = "|".join(map(str, beyond)).encode()
            use = re.compile(attribute + rb"\s*=\s*[\"'](?:" + numbers + rb")[\"']")
            there = [part for part in parts if name == "dxfs" or part in sheets]
            yield from (use.search(trees.bytes_of(part).replace(b"\0", b"")) is not None for part in there)


def _cut(styles: etree._Element, lengths: Mapping[str, int]) -> None:
    for name in LISTS:
        for entries in styles.findall(f"{{*}}{name}"):
            if name not in lengths:
                styles.remove(entries)
            for surplus in list(entries.iterchildren("*"))[lengths.get(name, 0) :]:
                entries.remove(surplus)
            if "count" in entries.attrib:
                entries.set("count", str(lengths.get(name, 0)))
