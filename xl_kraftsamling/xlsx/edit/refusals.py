"""Errors for workbooks that are not edited: a sheet or table is missing or protected, or the workbook is signed."""

from lxml import etree

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.xlsx.package import TRUE_TEXTS, Package, Sheet

_NO_SHEET = Text(
    "{file} har inget blad ”{sheet}”. Dess blad är: {sheets}.",
    "{file} has no sheet “{sheet}”. Its sheets are: {sheets}.",
)
_NO_TABLE = Text(
    "{file} har ingen tabell ”{table}”. Dess tabeller är: {tables}.",
    "{file} has no table “{table}”. Its tables are: {tables}.",
)
_PROTECTED = Text(
    "Bladet {sheet} i {file} är skyddat. Ta bort skyddet i Excel (Granska, Ta bort bladets skydd) först.",
    "The sheet {sheet} of {file} is protected. Remove the protection in Excel (Review, Unprotect Sheet) first.",
)
_SIGNED = Text(
    "{file} är digitalt signerad, och en ändring gör signaturen ogiltig. Ta bort signaturen i Excel först.",
    "{file} is digitally signed, and a change would make the signature invalid. Remove the signature in Excel first.",
)


def refuse_signed(package: Package) -> None:
    """Refuse a workbook with a digital signature, which any change would break (BadInput)."""
    linked = any(link.kind.rpartition("/")[2] == "origin" for link in package.relationships(""))  # whatever the part is called
    if linked or any(part.startswith("_xmlsignatures/") for part in package.archive):
        raise BadInput(_SIGNED, file=str(package.path))


def refuse_protected(package: Package, sheet: Sheet, root: etree._Element) -> None:
    """Refuse a sheet that is protected (BadInput); `root` is that of its XML."""
    protection = next(root.iterchildren("{*}sheetProtection"), None)
    # Without sheet="1" the element only keeps the choices for a protection that is off (ECMA-376 part 1, 18.3.1.85).
    if protection is not None and protection.get("sheet") in TRUE_TEXTS:
        raise BadInput(_PROTECTED, file=str(package.path), sheet=sheet.name)


def explain_no_sheet(package: Package, name: str) -> BadInput:
    """Return the error for the name of a sheet that does not exist."""
    return BadInput(_NO_SHEET, file=str(package.path), sheet=name, sheets=tuple(sheet.name for sheet in package.sheets))


def explain_no_table(package: Package, name: str) -> BadInput:
    """Return the error for the name of an Excel table that does not exist."""
    tables = (table.name for sheet in package.sheets for table in package.tables(sheet))
    return BadInput(_NO_TABLE, file=str(package.path), table=name, tables=tuple(tables))
