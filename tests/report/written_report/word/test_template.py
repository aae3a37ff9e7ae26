"""An office's own document as the template: what is its own stays, the report goes where its mark is, and what does harm is refused in a sentence."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from openxml_audit import OpenXmlValidator

from support import office_documents as office
from support import rule_pages
from support.office_documents import make_office_document, save
from xl_kraftsamling import app
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.report.written_report.contents import Contents
from xl_kraftsamling.report.written_report.docx_document import render_docx

FIRST = "Återrapportering: Fördelning av medel avseende kraftsamlande insatser 2026"
HEADINGS = ["Sammanfattning", "Förslag till beslut", "Beslutsunderlag", "Ärendet", "Ansvariga"]


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    path = tmp_path_factory.mktemp("bok") / "bok.xlsx"
    rule_pages.write(rule_pages.right_book(), path)
    return app.report_on_workbook(path, made_on=date(2026, 11, 30), lang="sv", as_of=date(2026, 12, 31))


@pytest.fixture
def write(contents: Contents, tmp_path: Path) -> Callable[[Path], Document]:
    def write_report(template: Path) -> Document:
        path = tmp_path / "ut.docx"
        path.write_bytes(render_docx(contents, template))
        return docx.Document(str(path))

    return write_report


def list_texts(document: Document) -> list[str]:
    return [each.text for each in document.paragraphs if each.text]


def list_headings(document: Document) -> list[str]:
    return [each.text for each in document.paragraphs if each.style and each.style.name == "Heading 1"]


def test_the_report_goes_where_the_mark_is(write: Callable[[Path], Document], tmp_path: Path) -> None:
    document = write(save(make_office_document("Datum", "{{rapport}}", "Bilagor: inga"), tmp_path / "mall.docx"))
    texts = list_texts(document)
    assert texts[:2] == ["Datum", FIRST]
    assert texts[-1] == "Bilagor: inga"
    assert not any("rapport}" in text for text in texts)


@pytest.mark.parametrize("mark", ["{{ rapport }}", "{{RAPPORT}}", " {{rapport}} "])
def test_a_mark_may_be_written_loosely_and_lie_in_several_runs(mark: str, write: Callable[[Path], Document], tmp_path: Path) -> None:
    office_document = make_office_document("Datum")
    paragraph = office_document.add_paragraph(style="Body Text")
    for letter in mark:
        paragraph.add_run(letter)
    assert list_texts(write(save(office_document, tmp_path / "mall.docx")))[:2] == ["Datum", FIRST]


def test_a_content_control_is_a_mark_too(write: Callable[[Path], Document], tmp_path: Path) -> None:
    office_document = make_office_document("Datum")
    office.wrap_in_control(office_document, "rapport", "Klicka här", "och skriv")
    office_document.add_paragraph("Bilagor: inga")
    texts = list_texts(write(save(office_document, tmp_path / "mall.docx")))
    assert texts[:2] == ["Datum", FIRST]
    assert "Klicka här" not in texts
    assert texts[-1] == "Bilagor: inga"


def test_a_content_control_within_a_line_is_a_mark_where_it_is_the_whole_line(write: Callable[[Path], Document], tmp_path: Path) -> None:
    office_document = make_office_document("Datum")
    line = '<w:p {0}><w:sdt><w:sdtPr><w:tag w:val="rapport"/></w:sdtPr><w:sdtContent><w:r><w:t>{{{{rapport}}}}</w:t></w:r></w:sdtContent></w:sdt>{1}</w:p>'
    office_document.element.body.sectPr.addprevious(parse_xml(line.format(nsdecls("w"), "")))
    assert list_texts(write(save(office_document, tmp_path / "mall.docx")))[:2] == ["Datum", FIRST]
    office_document = make_office_document("Datum")
    office_document.element.body.sectPr.addprevious(parse_xml(line.format(nsdecls("w"), "<w:r><w:t>och mer</w:t></w:r>")))
    with pytest.raises(BadInput, match="ensamt"):
        write(save(office_document, tmp_path / "mall.docx"))


def test_without_a_mark_the_report_comes_after_what_stands_there(write: Callable[[Path], Document], tmp_path: Path) -> None:
    texts = list_texts(write(save(make_office_document("Datum", "Vår referens"), tmp_path / "mall.docx")))
    assert texts[:3] == ["Datum", "Vår referens", FIRST]


def test_letterhead_picture_footer_and_styles_are_the_office_s_own(write: Callable[[Path], Document], tmp_path: Path) -> None:
    document = write(save(make_office_document("{{rapport}}"), tmp_path / "mall.docx"))
    section = document.sections[0]
    assert office.LETTERHEAD in section.header.paragraphs[0].text
    assert section.header._element.xpath("string(.//wp:docPr/@descr)") == office.ALT_TEXT
    assert section.footer._element.xpath(".//w:fldSimple/@w:instr") == [" PAGE "]
    assert section.left_margin.mm == pytest.approx(45, abs=0.1)
    assert list_headings(document) == HEADINGS
    heading = next(each for each in document.paragraphs if each.text == "Ärendet")
    assert (heading.style.style_id, heading.style.font.color.rgb) == ("Rubrik1", office.BLUE)
    texts = [each for each in document.paragraphs if each.text.startswith("Dokumentet återrapporterar")]
    assert [each.style.name for each in texts] == ["Body Text"]
    properties = document.core_properties
    assert (properties.author, properties.last_modified_by, properties.title) == ("", "", FIRST)


def test_tables_fit_the_page_of_the_template(write: Callable[[Path], Document], tmp_path: Path) -> None:
    document = write(save(make_office_document("{{rapport}}"), tmp_path / "mall.docx"))
    for table in document.tables:
        assert sum(int(each.get(qn("w:w"))) for each in table._tbl.tblGrid) <= Mm(140).twips + 1


def test_tables_fit_the_section_and_the_column_in_which_the_mark_is(write: Callable[[Path], Document], tmp_path: Path) -> None:
    office_document = make_office_document("{{rapport}}")
    office_document.add_section()
    last = office_document.sections[1]
    last.page_width = Mm(100)
    columns = office_document.sections[0]._sectPr.xpath("w:cols")[0]
    columns.set(qn("w:num"), "2")
    columns.set(qn("w:space"), "400")
    document = write(save(office_document, tmp_path / "mall.docx"))
    widths = [sum(int(each.get(qn("w:w"))) for each in table._tbl.tblGrid) for table in document.tables]
    assert set(widths) <= set(range(3600, 4001))  # the narrowest text that is fitted to; half of 140 mm is less


def test_a_section_that_ends_in_the_mark_still_ends_there(write: Callable[[Path], Document], tmp_path: Path) -> None:
    office_document = make_office_document("{{rapport}}")
    section = parse_xml(f'<w:sectPr {nsdecls("w")}><w:pgSz w:w="16838" w:h="11906"/><w:pgMar w:left="1000" w:right="1000" w:top="1000" w:bottom="1000"/></w:sectPr>')
    office_document.paragraphs[-1]._p.get_or_add_pPr().append(section)
    office_document.add_paragraph("Efter brytningen")
    document = write(save(office_document, tmp_path / "mall.docx"))
    assert len(document.sections) == 2
    body = list(document.element.body)
    place = next(n for n, each in enumerate(body) if each.find(qn("w:pPr")) is not None and each.pPr.find(qn("w:sectPr")) is not None)
    assert "Efter brytningen" in "".join(body[place + 1].itertext())
    assert len(document.tables) >= 3
    assert {sum(int(each.get(qn("w:w"))) for each in table._tbl.tblGrid) for table in document.tables} <= set(range(14700, 14839))


def test_styles_that_the_template_lacks_are_added(write: Callable[[Path], Document], tmp_path: Path) -> None:
    office_document = docx.Document()
    office.remove_styles(office_document, "Heading 1", "Heading 2", "Title", "List Bullet", "Caption", "Body Text")
    office.remove_table_styles(office_document)
    document = write(save(office_document, tmp_path / "mall.docx"))
    assert list_headings(document) == HEADINGS
    assert all(table.style.name == "Kraftsamling tabell" for table in document.tables)
    bullet = next(each for each in document.paragraphs if each.style.name == "List Bullet")
    number = bullet.style.element.xpath("string(.//w:numId/@w:val)")
    lists = document.part.numbering_part.element
    kind = lists.xpath(f"string(w:num[@w:numId='{number}']/w:abstractNumId/@w:val)")
    assert lists.xpath(f"string(w:abstractNum[@w:abstractNumId='{kind}']//w:lvlText/@w:val)") == "•"
    known = {each.style_id for each in document.styles}
    named = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:basedOn"), qn("w:next")) if "raftsamling" in each.getparent().get(qn("w:styleId"))}
    assert named <= known


def test_a_style_of_another_name_keeps_the_id_that_the_base_would_have_used(write: Callable[[Path], Document], tmp_path: Path) -> None:
    office_document = docx.Document()
    office_document.styles["Heading 1"].element.xpath("w:name")[0].set(qn("w:val"), "Kapitel")
    document = write(save(office_document, tmp_path / "mall.docx"))
    assert list_headings(document) == HEADINGS
    assert {each.style_id for each in document.styles if each.name in ("Kapitel", "Heading 1")} == {"Heading1", "Heading1K"}


def test_a_template_without_lists_sections_and_settings_will_do(write: Callable[[Path], Document], tmp_path: Path) -> None:
    office_document = docx.Document()
    office.remove_styles(office_document, "List Bullet")
    for kind in ("numbering", "settings", "stylesWithEffects"):
        links = office_document.part.rels
        for key in [key for key, link in links.items() if link.reltype.endswith(f"/{kind}")]:
            del links[key]
    office_document.element.body.remove(office_document.element.body.sectPr)
    document = write(save(office_document, tmp_path / "mall.docx"))
    assert list_headings(document) == HEADINGS
    assert document.sections[0].page_width.mm == pytest.approx(210, abs=0.1)


def test_the_document_may_itself_be_the_template_of_the_next(write: Callable[[Path], Document], tmp_path: Path, contents: Contents) -> None:
    (tmp_path / "mall.docx").write_bytes(render_docx(contents))
    document = write(tmp_path / "mall.docx")
    assert list_headings(document) == HEADINGS * 2
    assert len({each.name for each in document.styles}) == len(list(document.styles))


@pytest.mark.parametrize("marks", [("{{rapport}}",), ()])
def test_nothing_that_was_right_becomes_wrong(marks: tuple[str, ...], contents: Contents, tmp_path: Path) -> None:
    template = save(make_office_document("Datum", *marks), tmp_path / "mall.docx")
    (tmp_path / "ut.docx").write_bytes(render_docx(contents, template))
    before, after = ({str(each.description).partition(":")[0] for each in OpenXmlValidator().validate(str(path)).errors} for path in (template, tmp_path / "ut.docx"))
    assert {re.sub(r"\d+", "n", each) for each in after} <= {re.sub(r"\d+", "n", each) for each in before}


def as_kind(path: Path, target: Path, kind: str) -> Path:
    types = office.read_part(path, "[Content_Types].xml")
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert main in types
    return office.rewrite(path, {"[Content_Types].xml": types.replace(main, kind.encode())}, target)


def test_a_word_template_gives_a_document(contents: Contents, tmp_path: Path) -> None:
    template = as_kind(
        save(make_office_document("{{rapport}}"), tmp_path / "m.docx"), tmp_path / "mall.dotx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    )  # fmt: skip
    (tmp_path / "ut.docx").write_bytes(render_docx(contents, template))
    assert b"template.main" not in office.read_part(tmp_path / "ut.docx", "[Content_Types].xml")
    assert list_headings(docx.Document(str(tmp_path / "ut.docx"))) == HEADINGS


def test_the_address_of_the_template_s_own_template_is_left_out(contents: Contents, tmp_path: Path) -> None:
    office_document = make_office_document("{{rapport}}")
    settings = office_document.part.part_related_by("http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings")
    key = settings.rels.get_or_add_ext_rel("http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate", "file:///server/mallar/brev.dotx")
    office_document.settings.element.insert(0, parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{key}"/>'))
    (tmp_path / "ut.docx").write_bytes(render_docx(contents, save(office_document, tmp_path / "mall.docx")))
    with ZipFile(tmp_path / "ut.docx") as parts:
        assert not any(b"attachedTemplate" in parts.read(name) or b"brev.dotx" in parts.read(name) for name in parts.namelist())


def test_a_link_to_follow_is_kept(write: Callable[[Path], Document], tmp_path: Path) -> None:
    office_document = make_office_document("{{rapport}}")
    office_document.part.relate_to("https://example.org/", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True)
    document = write(save(office_document, tmp_path / "mall.docx"))
    assert any(link.is_external for link in document.part.rels.values())


def link_picture(document: Document) -> None:
    document.part.relate_to("https://example.org/spåra.png", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image", is_external=True)


def link_object(document: Document) -> None:
    document.part.relate_to("file:///c:/hemlig.xlsx", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject", is_external=True)


def cut_dde(document: Document) -> None:
    office.add_field(document, " D", "DEAUTO c:\\\\windows\\\\cmd.exe ", '"/k calc"')


def include_picture(document: Document) -> None:
    document.paragraphs[0]._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" INCLUDEPICTURE \\\\server\\a.png \\d "/>'))


@pytest.mark.parametrize(("add", "what"), [
    (link_picture, "https://example.org/spåra.png"), (link_object, "file:///c:/hemlig.xlsx"), (cut_dde, "DDEAUTO"), (include_picture, "INCLUDEPICTURE"),
])  # fmt: skip
def test_what_is_fetched_from_outside_is_refused_with_its_name(add: Callable[[Document], None], what: str, write: Callable[[Path], Document], tmp_path: Path) -> None:
    office_document = make_office_document("{{rapport}}")
    add(office_document)
    with pytest.raises(BadInput, match="hämtar något utifrån") as problem:
        write(save(office_document, tmp_path / "mall.docx"))
    assert what in problem.value.message("sv")
    assert what in problem.value.message("en")


def test_a_field_that_only_looks_like_one_that_fetches_is_kept(write: Callable[[Path], Document], tmp_path: Path) -> None:
    office_document = make_office_document("{{rapport}}")
    office.add_field(office_document, ' DOCPROPERTY "Link" ')
    office.add_field(office_document, ' HYPERLINK "https://example.org/import" ')
    assert list_headings(write(save(office_document, tmp_path / "mall.docx"))) == HEADINGS


def in_table(document: Document) -> None:
    document.add_table(1, 1).cell(0, 0).text = "{{rapport}}"


def in_header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].add_run(" {{rapport}}")


def beside_text(document: Document) -> None:
    document.add_paragraph("Här kommer {{rapport}} nu")


def in_text_box(document: Document) -> None:
    box = f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>{{{{rapport}}}}</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>'
    document.add_paragraph()._p.append(parse_xml(box))


def control_in_table(document: Document) -> None:
    office.wrap_in_control(document, "rapport", "Klicka här")
    document.add_table(1, 1).cell(0, 0)._tc.append(document.element.body.xpath("w:sdt")[0])


@pytest.mark.parametrize("add", [in_table, in_header, beside_text, in_text_box, control_in_table])
def test_a_mark_where_no_report_can_go_is_said(add: Callable[[Document], None], write: Callable[[Path], Document], tmp_path: Path) -> None:
    office_document = make_office_document("Datum")
    add(office_document)
    with pytest.raises(BadInput, match="ska stå ensamt i ett eget stycke"):
        write(save(office_document, tmp_path / "mall.docx"))


def test_two_marks_are_counted(write: Callable[[Path], Document], tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="står 2 gånger"):
        write(save(make_office_document("{{rapport}}", "{{rapport}}"), tmp_path / "mall.docx"))


def make_bomb(path: Path) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        for number in range(3):
            parts.writestr(f"word/media/{number}.bin", bytes(30_000_000))


def make_crowd(path: Path) -> None:
    with ZipFile(path, "w") as parts:
        for number in range(1_200):
            parts.writestr(f"word/{number}.xml", "<a/>")


def make_entities(path: Path) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document xmlns:w="x">&b;</w:document>'
    office.rewrite(save(docx.Document(), path), {"word/document.xml": bomb}, path.with_suffix(".tmp"))
    path.with_suffix(".tmp").replace(path)


def make_macros(path: Path) -> None:
    as_kind(save(docx.Document(), path), path.with_suffix(".tmp"), "application/vnd.ms-word.document.macroEnabled.main+xml").replace(path)


def make_twice(path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        office.rewrite(save(docx.Document(), path), {}, path.with_suffix(".tmp"), twice=["word/document.xml"]).replace(path)


def make_without(part: str) -> Callable[[Path], None]:
    return lambda path: office.rewrite(save(docx.Document(), path), {part: None}, path.with_suffix(".tmp")).replace(path) and None


def make_with(part: str, data: bytes) -> Callable[[Path], None]:
    return lambda path: office.rewrite(save(docx.Document(), path), {part: data}, path.with_suffix(".tmp")).replace(path) and None


def make_strict(path: Path) -> None:
    links = office.read_part(save(docx.Document(), path), "_rels/.rels")
    strict = links.replace(b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships")
    office.rewrite(path, {"_rels/.rels": strict}, path.with_suffix(".tmp")).replace(path)


def make_second_properties(path: Path) -> None:
    """The part with the document's properties is there, and is called something else."""
    links = office.read_part(save(docx.Document(), path), "_rels/.rels")
    changed = re.sub(rb"metadata/core-properties", b"metadata/other", links)
    assert changed != links
    office.rewrite(path, {"_rels/.rels": changed}, path.with_suffix(".tmp")).replace(path)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NO_DOCUMENT = "skadad eller inget Word-dokument"
DOCUMENT = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">%s</w:document>'


@pytest.mark.parametrize(("make", "sentence"), [
    (make_bomb, "packas upp till mer än"), (make_crowd, "fler än"), (make_entities, "en dokumenttyp"), (make_macros, "innehåller makron"),
    (make_twice, "samma del två gånger"),
    (lambda path: path.write_bytes(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")), "skyddad med lösenord"),
    (lambda path: path.write_bytes(OLE + b"\0" * 600), "äldre formatet .doc"),
    (lambda path: path.write_bytes(b""), NO_DOCUMENT), (lambda path: path.write_text("hej"), NO_DOCUMENT),
    (lambda path: path.write_bytes(save(docx.Document(), path).read_bytes()[:9_000]), NO_DOCUMENT),
    (lambda path: rule_pages.write(rule_pages.right_book(), path), NO_DOCUMENT),
    (make_without("word/document.xml"), NO_DOCUMENT), (make_without("[Content_Types].xml"), NO_DOCUMENT), (make_without("_rels/.rels"), NO_DOCUMENT),
    (make_with("word/document.xml", b"<w:p>"), NO_DOCUMENT), (make_with("word/document.xml", DOCUMENT % b""), NO_DOCUMENT),
    (make_with("word/document.xml", b"<a/>"), NO_DOCUMENT), (make_with("word/styles.xml", b"<a/>"), NO_DOCUMENT),
    (make_with("word/settings.xml", b"<a/>"), NO_DOCUMENT), (make_with("word/numbering.xml", b""), NO_DOCUMENT), (make_with("docProps/core.xml", b"<a/>"), NO_DOCUMENT), (make_strict, NO_DOCUMENT), (make_second_properties, NO_DOCUMENT),
    (lambda path: path.mkdir(), "är ingen fil"), (lambda path: path.unlink(missing_ok=True), "finns inte"),
])  # fmt: skip
def test_a_file_that_is_no_template_is_refused_in_a_sentence(make: Callable[[Path], None], sentence: str, write: Callable[[Path], Document], tmp_path: Path) -> None:
    make(tmp_path / "mall.docx")
    with pytest.raises(BadInput, match=sentence) as problem:
        write(tmp_path / "mall.docx")
    assert problem.value.message("sv").startswith(str(tmp_path / "mall.docx"))
    assert problem.value.message("en").startswith(str(tmp_path / "mall.docx"))


@pytest.mark.parametrize(("name", "value"), [("w:w", "abc"), ("w:w", "-5"), ("w:w", "9" * 30), ("w:w", "0"), ("w:w", "21cm")])
def test_a_page_whose_size_makes_no_sense_gives_tables_all_the_same(name: str, value: str, write: Callable[[Path], Document], tmp_path: Path) -> None:
    template = save(make_office_document("{{rapport}}"), tmp_path / "m.docx")
    xml = office.read_part(template, "word/document.xml")
    changed = re.sub(rb'<w:pgSz w:w="\d+"', f'<w:pgSz {name}="{value}"'.encode(), xml)
    assert changed != xml
    document = write(office.rewrite(template, {"word/document.xml": changed}, tmp_path / "mall.docx"))
    assert list_headings(document) == HEADINGS
    assert all(int(each.get(qn("w:w"))) > 0 for table in document.tables for each in table._tbl.tblGrid)
