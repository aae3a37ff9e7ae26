"""What is put in the place of names, numbers, texts and tags: each has misled some reader of workbooks."""

NAMES = (
    "", "/", "../x.xml", "/abs.xml", "C:\\x.xml", "xl\\workbook.xml", "XL/WORKBOOK.XML", "xl/./workbook.xml", "xl//workbook.xml",
    "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/vbaProject.bin",
    "EncryptedPackage", "mimetype", "å.xml", "n" * 300 + ".xml", "a\0b.xml", "_xmlsignatures/sig1.xml",
)  # fmt: skip
NUMBERS = (0, 1, 20, 255, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)

EXTREMES = (
    "", " ", "\n", "0", "-1", "+5", " 5 ", "1_0", "٣", "007", "1.5", "1e5", "NaN", "INF", "-0", "65536", "1048576", "1048577",
    "4294967297", "9" * 30, "9" * 5000, "1e999", "0x10", "true", "A1", "A0", "a1", "$A$1", "A1:", ":A1", "B2:A1", "A1:B2 C3", "XFE1",
    "XFD1048576", "A1048577", "A1:XFD1048576", "AAAA1", "A1:A1048576", "A:A", "1:1", "#REF!", "=1+1", "SUM(", "Sheet1!A1", "'", "&quot;",
    "&lt;v&gt;", "&#10;", "&#0;", "&j;", "_x0000_", "_xD800_", "_x005F_", "😀" * 9, "å" * 40_000, "s", "e", "str", "b", "d", "n", "inlineStr",
    "array", "shared", "dataTable", "veryHidden", "2026-02-30", "29 februari 2027", "1 100 tkr", "Summa", "../../x", "/xl/workbook.xml",
    "%00", "%2e%2e/x", "C:\\x", "http://x/y", "rId1", "rId2", "\u202e", "\ufeff", "\x7f", "utf-7", "1904",
    "1&#48;", "1<!-- 2 -->3", "<![CDATA[46163]]>", " 46163 ", "46163.5", "0.5", "2026-05-20T12:00:00Z", "_x000D_", "a_x005F_x000D_", "14", "27",
    "46", "50", "[h]:mm", "[$-41D]d mmm", "TRUE", "#SPILL!", "#N/A",
)  # fmt: skip
TAGS = (
    "row",
    "c",
    "v",
    "f",
    "is",
    "t",
    "si",
    "sheet",
    "sheets",
    "sheetData",
    "mergeCell",
    "table",
    "x:c",
    "Relationship",
    "é",
    "",
)
JUNK = (
    '<!DOCTYPE x [<!ENTITY j "k">]>', "<![CDATA[<c r='A1'><v>1</v></c>]]>", '<!-- <c r="ZZ99999"><v>1</v></c> -->', "<?x y?>", "&j;",
    "\0", "<", "]]>", "<c/>", '<c r="C1048576"><v>1</v></c>', "<row/>", '<row r="5"/>', '<row r="1"><c><v>x</v></c></row>', "<v>7</v>",
    '<f t="shared" si="0"/>', '<f t="array" ref="A1:C3">1</f>', '<mergeCells><mergeCell ref="A1:B9"/></mergeCells>', "<" + "a" * 5000 + "/>",
    '<x:v xmlns:x="urn:x">7</x:v>', '<v xmlns="">7</v>', "<si/>", "<si></si>", "<t> x </t>", "<r><t>x</t></r>", '<rPh sb="0" eb="1"><t>x</t></rPh>',
    "<f>1+1</f>", "<is><t>x</t></is>", "<!-- 7 -->", '<c r="A9" t="d"><v>2026-05-20</v></c>', "<sheetData/>",
)  # fmt: skip
SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main", "", "urn:x",
    "http://schemas.openxmlformats.org/package/2006/relationships", "http://www.w3.org/XML/1998/namespace",
)  # fmt: skip
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "iso-8859-1",
    "cp1252",
    "cp037",
    "utf-7",
)
