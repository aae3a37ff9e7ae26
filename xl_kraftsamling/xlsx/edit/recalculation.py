"""Making Excel compute anew what an edit may have changed: the stored values of formulas are those from before."""

import re

from lxml import etree

from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.package import TRUE_TEXTS, Package, local_name

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_BEFORE = ("sheets", "functionGroups", "externalReferences", "definedNames")
"""The elements before the calculation settings, in the order of ECMA-376 part 1, 18.2.27."""


def recalculate_on_open(package: Package, parts: ChangedParts, *, formulas_changed: bool) -> None:
    """Have a workbook with formulas computed in full when it is opened.

    If formulas changed, the stored order of calculation is removed: Excel reports an entry in it without a formula as damage.
    """
    if formulas_changed:
        for link in package.relationships(package.part):
            if link.kind == "calcChain" and link.target in package.archive:
                parts.remove(package.part, link)
    if formulas_changed or _has_formulas(package, parts):
        settings = _find_or_add_settings(parts.tree(package.part))
        if settings.get("fullCalcOnLoad") not in TRUE_TEXTS:
            settings.set("fullCalcOnLoad", "1")
            parts.tree_to_change(package.part)


def _has_formulas(package: Package, parts: ChangedParts) -> bool:
    # A sheet that is not edited is only searched: as a tree it would take 25 times as much memory.
    return any(
        _has_formula_elements(parts.tree(sheet.part)) if sheet.part in parts else _has_formula_text(package.read(sheet.part))
        for sheet in package.sheets
    )


def _has_formula_elements(root: etree._Element) -> bool:
    return next(root.iter(f"{{{etree.QName(root).namespace}}}f"), None) is not None


def _has_formula_text(data: bytes) -> bool:
    plain = data.replace(b"\0", b"") if b"\0" in data[:4] else data  # of UTF-16 this leaves the ASCII, which is enough here
    # Behind the rows an `f` belongs to the validations and formats of newer versions, not to a cell.
    return _FORMULA.search(plain, 0, plain.rfind(b"sheetData")) is not None


def _find_or_add_settings(workbook: etree._Element) -> etree._Element:
    for child in workbook:
        if local_name(str(child.tag)) == "calcPr":
            return child
    settings = etree.Element(f"{{{etree.QName(workbook).namespace}}}calcPr")
    # Out of its order, Excel would call the workbook damaged; there is always a place, since no workbook is without sheets.
    [child for child in workbook if local_name(str(child.tag)) in _BEFORE][-1].addnext(settings)
    return settings
