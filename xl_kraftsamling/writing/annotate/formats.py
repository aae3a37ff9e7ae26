"""The formats that we add to a workbook: at the end of its lists of styles, or found there where they are already.

The lists of formats as they were before ours: how long they were is noted behind the styles, where no reader looks.

A program that writes the styles anew drops the note, and with it the formats that nothing uses any more.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from xl_kraftsamling.finding import Severity
from xl_kraftsamling.writing.colours import ACCENT, INK, SEVERITY_COLOURS
from xl_kraftsamling.xlsx.edit.new_parts import add_part, add_relationship, relationship_namespace
from xl_kraftsamling.xlsx.edit.parts import ChangedParts
from xl_kraftsamling.xlsx.edit.styles import find_or_add_entry
from xl_kraftsamling.xlsx.package import Package
from xl_kraftsamling.xlsx.package.archive import part_key
from xl_kraftsamling.xlsx.package.parts import TRUE_TEXTS, local_name

STYLE_LISTS = ("fonts", "fills", "borders", "cellXfs", "dxfs")
"""The lists that formats are added to."""

LENGTHS_NOTE = "Kraftsamling"
"""How the note begins; it says no more where the workbook had no styles at all."""

_NO_STYLES = {"cellXfs": 1}
_LENGTH = re.compile(r"(\w+)=(\d+)")
_USES = {"cellXfs": rb"\s(?:s|style)", "dxfs": rb"[dD]xfId"}
"""The attributes by which other parts name entries of a list."""


def note_style_lengths(styles: etree._Element) -> None:
    """Note how long the lists are, unless that is noted already."""
    if _note(styles) is None:
        lengths = (
            f"{name}={len(list(entries.iterchildren('*')))}"
            for name in STYLE_LISTS
            for entries in styles.iterchildren(f"{{*}}{name}")
        )
        styles.addnext(etree.Comment(" ".join((LENGTHS_NOTE, *lengths))))


def cut_styles_back(package: Package, trees: ChangedParts) -> None:
    """Cut the lists back to what they were, unless something has come to use what is beyond that."""
    for part in trees.parts_of_type("spreadsheetml.styles+xml"):
        note = _note(trees.tree(part))
        if note is not None:
            lengths = {name: int(length) for name, length in _LENGTH.findall(note.text or "")}
            if any(_used(package, trees, lengths or _NO_STYLES, trees.tree(part))):
                continue
            if lengths:
                _cut(trees.tree_to_change(part), lengths)
                _forget(note)
            else:
                link = next(link for link in package.relationships(package.part) if link.target == part)
                trees.remove(package.part, link)


def _note(styles: etree._Element) -> etree._Element | None:
    behind = styles.itersiblings(etree.Comment)
    return next((note for note in behind if (note.text or "").startswith(LENGTHS_NOTE)), None)


def _forget(note: etree._Element) -> None:
    """Take a note away from behind the root, which lxml allows only by way of another place."""
    etree.Element("elsewhere").append(note)


def _used(package: Package, trees: ChangedParts, lengths: Mapping[str, int], styles: etree._Element) -> Iterator[bool]:
    parts = [name for name in package.archive if name.endswith(".xml") and name not in trees.removed]
    sheets = {part_key(sheet.part) for sheet in package.sheets}
    for name, attribute in _USES.items():
        entries = styles.find(f"{{*}}{name}")
        beyond = range(lengths.get(name, 0), 0 if entries is None else len(list(entries.iterchildren("*"))))
        if beyond:
            numbers = "|".join(map(str, beyond)).encode()
            use = re.compile(attribute + rb"\s*=\s*[\"'](?:" + numbers + rb")[\"']")
            there = [part for part in parts if name == "dxfs" or part in sheets]
            yield from (use.search(trees.data(part).replace(b"\0", b"")) is not None for part in there)


def _cut(styles: etree._Element, lengths: Mapping[str, int]) -> None:
    for name in STYLE_LISTS:
        for entries in styles.findall(f"{{*}}{name}"):
            if name not in lengths:
                styles.remove(entries)
            for surplus in list(entries.iterchildren("*"))[lengths.get(name, 0) :]:
                entries.remove(surplus)
            if "count" in entries.attrib:
                entries.set("count", str(lengths.get(name, 0)))


_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
_PARTS = {"fonts": "fontId", "fills": "fillId", "borders": "borderId"}
_PLAIN = (
    '<fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
)


class Formats:
    """The styles of a workbook, to which formats are added."""

    def __init__(self, package: Package, trees: ChangedParts) -> None:
        """Find the styles, or give them to a workbook that has none."""
        found = trees.parts_of_type("spreadsheetml.styles+xml")
        part = found[0] if found else _plain(package, trees)
        self.root = trees.tree_to_change(part)
        note_style_lengths(self.root)
        self.namespace = etree.QName(self.root).namespace or ""
        if self.namespace != etree.QName(trees.tree(package.part)).namespace:
            raise package.archive.damaged_error(part)

    def entries(self, name: str) -> etree._Element:
        """A list such as `fonts`; it is made where there is none."""
        found = self.root.find(f"{{*}}{name}")
        if found is None:
            found = etree.Element(f"{{{self.namespace}}}{name}", count="0")
            later = _ORDER[_ORDER.index(name) :]
            at = next((n for n, each in enumerate(self.root) if local_name(str(each.tag)) in later), len(self.root))
            self.root.insert(at, found)
        return found

    def differential(self, content: str) -> int:
        """The number of a differential format, by its elements written without a namespace."""
        return find_or_add_entry(self.entries("dxfs"), etree.fromstring(f'<dxf xmlns="{self.namespace}">{content}</dxf>'))

    def of_severity(self, severity: Severity) -> int:
        """The number of the look of cells with findings; not bold, which would make numbers too wide for their columns."""
        ink, ground = SEVERITY_COLOURS[severity]
        fill = f'<fill><patternFill patternType="solid"><bgColor rgb="FF{ground}"/></patternFill></fill>'
        return self.differential(f'<font><color rgb="FF{ink}"/></font>{fill}')

    def of_links(self) -> int:
        """The number of the look of links."""
        return self.differential(f'<font><u/><color rgb="FF{ACCENT}"/></font>')

    def of_headline(self) -> int:
        """The number of the look of the verdict."""
        return self.differential(f'<font><b/><color rgb="FF{INK}"/></font>')

    def wraps(self, number: str | None) -> bool:
        """Whether a cell format breaks long texts into lines."""
        aligned = self.entries("cellXfs")[int(number or 0)].find("{*}alignment")
        return aligned is not None and aligned.get("wrapText") in TRUE_TEXTS

    def carried_over(self, model: etree._Element, number: int) -> int:
        """The number of the cell format that another workbook's styles have under a number."""
        wanted = self._own(find_style(model, "cellXfs", number))
        for name, attribute in _PARTS.items():
            part = self._own(find_style(model, name, int(wanted.get(attribute, "0"))))
            wanted.set(attribute, str(find_or_add_entry(self.entries(name), part)))
        wanted.set("xfId", "0")
        return find_or_add_entry(self.entries("cellXfs"), wanted)

    def _own(self, foreign: etree._Element) -> etree._Element:
        """An entry of another workbook in this one's namespace."""
        text = etree.tostring(foreign, encoding="unicode", with_tail=False)
        return etree.fromstring(text.replace(etree.QName(foreign).namespace or "", self.namespace))


def find_style(styles: etree._Element, name: str, number: int) -> etree._Element:
    """An entry of a list such as `fonts` of a workbook's styles."""
    return [each for entries in styles.iterchildren(f"{{*}}{name}") for each in entries][number]


def _plain(package: Package, trees: ChangedParts) -> str:
    namespace = etree.QName(trees.tree(package.part)).namespace or ""
    part = posixpath.join(posixpath.dirname(package.part), "styles.xml")  # some readers look for no other name
    data = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{namespace}">{_PLAIN}</styleSheet><!--{LENGTHS_NOTE}-->'
    add_part(trees, part, data.encode(), _TYPE)
    add_relationship(trees, package.part, f"{relationship_namespace(namespace)}/styles", part)
    return part
