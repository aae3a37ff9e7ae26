"""Findings as JUnit's XML, by Jenkins' schemas.

The newest schema ships with the sources of pytest, which `.ci/run` fetches with pip; it names the file in JENKINS_XSD.  No package ships
the older one, so what it wants besides is checked here.
"""

import os
from pathlib import Path

import lxml.etree
import openpyxl
import pytest

from support import rule_pages
from support.run_cli import kraft
from support.waived_book import WAIVED
from xl_kraftsamling import app
from xl_kraftsamling.domain.texts import LANGUAGES

XSD = Path(os.environ.get("JENKINS_XSD", Path(__file__).parent / "junit-10.xsd"))
ORDER = ["skipped", "error", "failure", "system-out"]
"""The order of what is in a case by Jenkins' junit-4.xsd; the newer one allows any."""


def write_suites(*arguments: str) -> lxml.etree._Element:
    return lxml.etree.fromstring(kraft("validate", *arguments, "--format", "junit").stdout.encode())


def write_book(path: Path, example: str) -> str:
    rule_pages.write(rule_pages.book_with(example), path)
    return path.name


def find_case(suites: lxml.etree._Element, code: str) -> lxml.etree._Element:
    (case,) = (each for each in suites.iter("testcase") if each.get("name").startswith(f"{code} "))
    return case


def check_older_schema(suites: lxml.etree._Element) -> None:
    for suite in suites:
        assert set(suite.attrib) == {"name", "tests", "failures", "errors", "skipped"}
        assert [each.tag for each in suite] == ["properties"] * (suite[0].tag == "properties") + ["testcase"] * len(suite.findall("testcase"))
        assert all(len(each) for each in suite.findall("properties"))
    for case in suites.iter("testcase"):
        assert set(case.attrib) == {"classname", "name"}
        assert [each.tag for each in case] == sorted((each.tag for each in case), key=ORDER.index)
        assert len(case.findall("skipped")) <= 1
        assert not any(each.attrib for each in case.findall("skipped"))


@pytest.fixture
def every_document(examples: Path, rule_books: list[str], monkeypatch: pytest.MonkeyPatch) -> list[lxml.etree._Element]:
    """Suites of every rule's bad example, of a waiver, an unreadable workbook and one that is right, in both languages."""
    monkeypatch.chdir(examples)
    others = ["undan tåg.xlsx", "broken.xlsx", "right.xlsx"]
    return [write_suites(*rule_books), *(write_suites(*others, "--lang", lang) for lang in LANGUAGES)]


@pytest.mark.skipif(not XSD.is_file(), reason="Jenkins' schema is not here: pip download --no-binary pytest, and JENKINS_XSD (.ci/run does so)")
def test_every_document_follows_the_schema_of_jenkins(every_document: list[lxml.etree._Element]) -> None:
    schema = lxml.etree.XMLSchema(lxml.etree.parse(XSD))
    for suites in every_document:
        schema.assertValid(suites)


def test_every_document_follows_the_older_schema_and_counts_right(every_document: list[lxml.etree._Element]) -> None:
    for suites in every_document:
        check_older_schema(suites)
        for suite in suites:
            cases = suite.findall("testcase")
            counted = [len(cases), *(sum(each.find(tag) is not None for each in cases) for tag in ("failure", "error", "skipped"))]
            assert [int(suite.get(name)) for name in ("tests", "failures", "errors", "skipped")] == counted


def test_a_suite_is_a_workbook_and_a_case_a_rule_that_was_tried_or_was_to_be(workbooks: Path) -> None:
    (suite,) = write_suites("errors.xlsx")
    verdict = app.validate_workbook(Path("errors.xlsx")).verdict
    assert suite.get("name") == "errors.xlsx"
    codes = [each.get("name")[:4] for each in suite.findall("testcase")]
    assert sorted(codes) == sorted([*verdict.tried, *(code for code, _ in verdict.not_tried)])


def test_no_two_cases_have_the_same_name(workbooks: Path) -> None:
    suites = write_suites("errors.xlsx", "right.xlsx", "errors.xlsx", "./right.xlsx")
    names = [(each.get("classname"), each.get("name")) for each in suites.iter("testcase")]
    assert len(names) == len({*names})
    assert [suite.get("name") for suite in suites] == ["errors.xlsx", "right.xlsx"]


def test_a_case_fails_once_for_every_error_and_the_first_says_how_many(workbooks: Path) -> None:
    rows = "\n".join(f'| A-{n} | 2026-06-0{n} | kulturnämnden | I-07 | "{n}5 000" | utbetalt |' for n in (1, 2, 3))
    head = "Avrop\n| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |\n|---|---|---|---|---:|---|\n"
    case = find_case(write_suites(write_book(workbooks / "tre.xlsx", head + rows)), "VD01")
    first, second, third = case.findall("failure")
    assert first.get("message").startswith("3 fel. Det första: Avrop!E2: Beloppet ”15 000”")
    assert [each.get("message")[:10] for each in (second, third)] == ["Avrop!E3: ", "Avrop!E4: "]
    assert second.text.splitlines()[0] == second.get("message")
    assert second.text.splitlines()[1].startswith("→ Skriv talet 25\u00a0000")


def test_what_could_not_be_tried_is_skipped_with_its_cause(workbooks: Path) -> None:
    suites = write_suites("errors.xlsx")
    assert find_case(suites, "AV01").find("skipped").text.startswith("Avrop!E2: Beloppet ”75 000” är lagrat som text.")


def test_what_is_no_error_passes_with_its_output(workbooks: Path) -> None:
    suites = write_suites(write_book(workbooks / "waived.xlsx", WAIVED))
    double = find_case(suites, "AV08")
    assert [each.tag for each in double] == ["system-out"]
    assert "▲ varning Avrop!A5: " in double[0].text
    case = find_case(suites, "AV04")
    assert [each.tag for each in case] == ["failure", "system-out"]
    assert "✖ fel (undantag) Avrop!E2: " in case[1].text


def test_a_rule_that_found_an_error_without_being_tried_in_full_says_both(workbooks: Path) -> None:
    rows = ["| A-1 | 2026-06-01 | kulturnämnden | I-07 | 900 000 | utbetalt |", '| A-2 | 2026-06-01 | fritidsnämnden | I-03 | "ca 12 000" | utbetalt |']
    head = "Avrop\n| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |\n|---|---|---|---|---:|---|\n"
    case = find_case(write_suites(write_book(workbooks / "both.xlsx", head + "\n".join(rows))), "AV01")
    assert [each.tag for each in case] == ["failure", "system-out"]
    assert case[1].text.strip().startswith("○ Avrop!E3: ")


def test_a_workbook_that_cannot_be_read_is_an_error_of_its_own_case(workbooks: Path) -> None:
    (suite,) = write_suites("broken.xlsx")
    (case,) = suite
    assert (suite.get("tests"), suite.get("errors"), case.get("name")) == ("1", "1", "Arbetsboken kan läsas")
    assert case.find("error").get("message").startswith("broken.xlsx är en textfil")


def test_no_sign_that_xml_forbids_gets_through(workbooks: Path) -> None:
    book = openpyxl.load_workbook(workbooks / "errors.xlsx")
    book["Avrop"]["E2"] = "_x0001_<a>&amp;_xFFFE__x000B_75]]>"
    book.save(workbooks / "strange.xlsx")
    (suite,) = write_suites("strange.xlsx")
    shown = "".join(suite.itertext())
    assert r"\u0001<a>&amp;\ufffe\u000b75]]>" in shown
