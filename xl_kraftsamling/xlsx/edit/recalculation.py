"""Making Excel compute anew what an edit may have changed."""

import re

from lxml import etree

from xl_kraftsamling.xlsx.edit.parts import ChangedParts
from xl_kraftsamling.xlsx.package import Package
from xl_kraftsamling.xlsx.package.parts import TRUE_TEXTS, local_name

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_BEFORE = ("sheets", "functionGroups", "externalReferences", "definedNames")
"""What stands before the calculation settings in a workbook, in the format's order."""


def recalculate_on_open(package: Package, trees: ChangedParts, *, formulas_changed: bool) -> None:
    """Have a workbook with formulas computed in full when it is opened.

    The stored order of calculation goes if formulas changed: an entry of it without a formula is an error to Excel.
    """
    if formulas_changed:
        for link in package.relationships(package.part):
            if link.kind == "calcChain" and link.target in package.archive:
                trees.remove(package.part, link)
    if formulas_changed or _has_formulas(package, trees):
        settings = _settings(trees.tree(package.part))
        if settings.get("fullCalcOnLoad") not in TRUE_TEXTS:
            settings.set("fullCalcOnLoad", "1")
            trees.tree_to_change(package.part)


def _has_formulas(package: Package, trees: ChangedParts) -> bool:
    return any(
        _in_tree(trees.tree(sheet.part)) if sheet.part in trees else _in_bytes(package.read(sheet.part))
        for sheet in package.sheets
    )


def _in_tree(root: etree._Element) -> bool:
    return next(root.iter(f"{{{etree.QName(root).namespace}}}f"), None) is not None


def _in_bytes(data: bytes) -> bool:
    plain = data.replace(b"\0", b"") if b"\0" in data[:4] else data  # UTF-16
    return _FORMULA.search(plain, 0, plain.rfind(b"sheetData")) is not None


def _settings(workbook: etree._Element) -> etree._Element:
    for child in workbook:
        if local_name(str(child.tag)) == "calcPr":
            return child
    settings = etree.Element(f"{{{etree.QName(workbook).namespace}}}calcPr")
    [child for child in workbook if local_name(str(child.tag)) in _BEFORE][-1].addnext(settings)
    return settings
