"""The formats that the program adds to a workbook's styles, and how they are removed again.

A format is added at the end of its list, or found there if an equal one exists.  Behind the styles' root element a comment notes how
long each list was before: no reader looks there, and :func:`cut_styles_back` needs nothing else to make the styles as they were.  A
program that saves the styles anew drops the comment, and with it the formats that no cell uses any more.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from xl_kraftsamling.finding import Severity
from xl_kraftsamling.writing.colours import ACCENT, INK, SEVERITY_COLOURS
from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.edit.new_parts import add_part, add_relationship, relationship_namespace
from xl_kraftsamling.xlsx.edit.styles import find_or_add_entry
from xl_kraftsamling.xlsx.package import TRUE_TEXTS, Package, local_name
from xl_kraftsamling.xlsx.package.archive import part_key

STYLE_LISTS = ("fonts", "fills", "borders", "cellXfs", "dxfs")
"""The lists that formats are added to."""

LENGTHS_NOTE = "Kraftsamling"
"""How the comment begins; no lengths follow if the workbook had no styles at all."""

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst",
)  # fmt: skip
"""The lists in the order that the format demands (ECMA-376 part 1, 18.8.39)."""

_PARTS = {"fonts": "fontId", "fills": "fillId", "borders": "borderId"}
_MINIMAL_STYLES = (
    '<fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
)


class Formats:
    """The styles of a workbook, to which formats are added."""

    def __init__(self, package: Package, changes: ChangedParts) -> None:
        """Find the styles, or add them to a workbook that has none; BadInput if their namespace is not the workbook's."""
        found = changes.of_type("spreadsheetml.styles+xml")
        part = found[0] if found else _add_styles(package, changes)
        self.root = changes.tree_to_change(part)
        note_style_lengths(self.root)
        self.namespace = etree.QName(self.root).namespace or ""
        if self.namespace != etree.QName(changes.tree(package.part)).namespace:
            raise package.archive.damaged_error(part)

    def style_list(self, name: str) -> etree._Element:
        """A list such as `fonts`; it is made if there is none."""
        found = self.root.find(f"{{*}}{name}")
        if found is None:
            found = etree.Element(f"{{{self.namespace}}}{name}", count="0")
            later = _ORDER[_ORDER.index(name) :]
            at = next((n for n, each in enumerate(self.root) if local_name(str(each.tag)) in later), len(self.root))
            self.root.insert(at, found)
        return found

    def add_differential(self, content: str) -> int:
        """The number of a differential format, given by its elements in XML without a namespace."""
        return find_or_add_entry(self.style_list("dxfs"), etree.fromstring(f'<dxf xmlns="{self.namespace}">{content}</dxf>'))

    def severity_format(self, severity: Severity) -> int:
        """The number of the format of cells with findings; not bold, which would make numbers too wide for their columns."""
        ink, ground = SEVERITY_COLOURS[severity]
        # in a differential format Excel paints with bgColor, in a cell's own with fgColor
        fill = f'<fill><patternFill patternType="solid"><bgColor rgb="FF{ground}"/></patternFill></fill>'
        return self.add_differential(f'<font><color rgb="FF{ink}"/></font>{fill}')

    def link_format(self) -> int:
        """The number of the format of links."""
        return self.add_differential(f'<font><u/><color rgb="FF{ACCENT}"/></font>')

    def verdict_format(self) -> int:
        """The number of the format of the verdict."""
        return self.add_differential(f'<font><b/><color rgb="FF{INK}"/></font>')

    def wraps_text(self, number: str | None) -> bool:
        """Whether a cell format breaks long texts into lines."""
        aligned = self.style_list("cellXfs")[int(number or 0)].find("{*}alignment")
        return aligned is not None and aligned.get("wrapText") in TRUE_TEXTS

    def copy_format(self, model: etree._Element, number: int) -> int:
        """Add the cell format that has a number in another workbook's styles; returns its number in this one."""
        wanted = self._translate(find_style(model, "cellXfs", number))
        for name, attribute in _PARTS.items():
            part = self._translate(find_style(model, name, int(wanted.get(attribute, "0"))))
            wanted.set(attribute, str(find_or_add_entry(self.style_list(name), part)))
        wanted.set("xfId", "0")  # the named style Normal: the other workbook's named styles are not copied
        return find_or_add_entry(self.style_list("cellXfs"), wanted)

    def _translate(self, foreign: etree._Element) -> etree._Element:
        """An entry of another workbook in this one's namespace: a strict workbook has another than the template."""
        text = etree.tostring(foreign, encoding="unicode", with_tail=False)
        return etree.fromstring(text.replace(etree.QName(foreign).namespace or "", self.namespace))


def find_style(styles: etree._Element, name: str, number: int) -> etree._Element:
    """An entry of a list such as `fonts` of a workbook's styles."""
    return [each for entries in styles.iterchildren(f"{{*}}{name}") for each in entries][number]


def _add_styles(package: Package, changes: ChangedParts) -> str:
    namespace = etree.QName(changes.tree(package.part)).namespace or ""
    part = posixpath.join(posixpath.dirname(package.part), "styles.xml")  # some readers look for no other name
    data = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{namespace}">{_MINIMAL_STYLES}</styleSheet><!--{LENGTHS_NOTE}-->'
    add_part(changes, part, data.encode(), _TYPE)
    add_relationship(changes, package.part, f"{relationship_namespace(namespace)}/styles", part)
    return part


# what `_MINIMAL_STYLES` holds: a cell may use format 0 without needing any styles
_NO_STYLES = {"cellXfs": 1}
_LENGTH = re.compile(r"(\w+)=(\d+)")
_USES = {"cellXfs": rb"\s(?:s|style)", "dxfs": rb"[dD]xfId"}
"""The attributes by which other parts name entries of a list."""


def note_style_lengths(styles: etree._Element) -> None:
    """Note how long the lists are, unless an earlier format has had that done."""
    if _find_note(styles) is None:
        lengths = (
            f"{name}={len(list(entries.iterchildren('*')))}"
            for name in STYLE_LISTS
            for entries in styles.iterchildren(f"{{*}}{name}")
        )
        styles.addnext(etree.Comment(" ".join((LENGTHS_NOTE, *lengths))))


def cut_styles_back(package: Package, changes: ChangedParts) -> None:
    """Cut the lists back to their former lengths, unless a part has come to use a format beyond them."""
    for part in changes.of_type("spreadsheetml.styles+xml"):
        note = _find_note(changes.tree(part))
        if note is not None:
            lengths = {name: int(length) for name, length in _LENGTH.findall(note.text or "")}
            if any(_uses(package, changes, lengths or _NO_STYLES, changes.tree(part))):
                continue
            if lengths:
                _cut(changes.tree_to_change(part), lengths)
                _remove_note(note)
            else:
                link = next(link for link in package.relationships(package.part) if link.target == part)
                changes.remove(package.part, link)


def _find_note(styles: etree._Element) -> etree._Element | None:
    behind = styles.itersiblings(etree.Comment)
    return next((note for note in behind if (note.text or "").startswith(LENGTHS_NOTE)), None)


def _remove_note(note: etree._Element) -> None:
    """Remove a comment behind the root element: lxml offers no way but to move it into another tree."""
    etree.Element("elsewhere").append(note)


def _uses(package: Package, changes: ChangedParts, lengths: Mapping[str, int], styles: etree._Element) -> Iterator[bool]:
    """For each list and part, whether the part uses an entry beyond the noted length."""
    parts = [name for name in package.archive if name.endswith(".xml") and name not in changes.removed]
    sheets = {part_key(sheet.part) for sheet in package.sheets}
    for name, attribute in _USES.items():
        entries = styles.find(f"{{*}}{name}")
        beyond = range(lengths.get(name, 0), 0 if entries is None else len(list(entries.iterchildren("*"))))
        if beyond:
            numbers = "|".join(map(str, beyond)).encode()
            use = re.compile(attribute + rb"\s*=\s*[\"'](?:" + numbers + rb")[\"']")
            where = [part for part in parts if name == "dxfs" or part in sheets]  # tables and pivot tables use dxfs too
            # UTF-16 puts a zero beside each ASCII letter; without them one pattern serves every encoding
            yield from (use.search(changes.data(part).replace(b"\0", b"")) is not None for part in where)


def _cut(styles: etree._Element, lengths: Mapping[str, int]) -> None:
    for name in STYLE_LISTS:
        for entries in styles.findall(f"{{*}}{name}"):
            if name not in lengths:
                styles.remove(entries)
            for surplus in list(entries.iterchildren("*"))[lengths.get(name, 0) :]:
                entries.remove(surplus)
            if "count" in entries.attrib:
                entries.set("count", str(lengths.get(name, 0)))
