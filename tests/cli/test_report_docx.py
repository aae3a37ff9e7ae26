"""`kraftsamling report --format docx` as a person calls it: its file, its template, and what does not go together."""

import os
from importlib import util
from pathlib import Path

import docx
import pytest

from support.office_documents import make_office_document, save
from support.run_cli import kraft, process
from xl_kraftsamling.cli import report


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example in a folder that is also the working one."""
    monkeypatch.chdir(tmp_path)
    kraft("fill", "--example", "Medel.xlsx")
    return tmp_path / "Medel.xlsx"


def test_the_document_is_written_and_nothing_is_printed(book: Path) -> None:
    result = kraft("report", "Medel.xlsx", "--format", "docx", "--output", "rapport.docx")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert docx.Document("rapport.docx").paragraphs[0].text.startswith("Återrapportering")


def test_it_is_written_in_the_language_that_is_asked_for(book: Path) -> None:
    kraft("report", "Medel.xlsx", "--format", "docx", "--output", "rapport.docx", "--lang", "en")
    assert docx.Document("rapport.docx").paragraphs[0].text.startswith("Report: ")


def test_a_template_gives_it_its_letterhead(book: Path) -> None:
    save(make_office_document("Vår referens", "{{rapport}}"), Path("mall.docx"))
    assert kraft("report", "Medel.xlsx", "--format", "docx", "--template", "mall.docx", "--output", "rapport.docx").exit_code == 0
    assert docx.Document("rapport.docx").paragraphs[0].text == "Vår referens"


def test_a_template_that_cannot_be_used_is_said_and_nothing_is_written(book: Path) -> None:
    Path("mall.docx").write_text("hej")
    for lang, words in (("sv", "kan inte användas som mall"), ("en", "cannot be used as a template")):
        result = kraft("report", "Medel.xlsx", "--format", "docx", "--template", "mall.docx", "--output", "rapport.docx", "--lang", lang)
        assert result.exit_code == 3
        assert words in result.stderr
        assert result.stderr.count("\n") == 1
    assert not Path("rapport.docx").exists()


@pytest.mark.parametrize(("options", "words"), [
    ([], "efter --output"), (["--output", "-"], "efter --output"), (["--output", "rapport.html"], "slutar på .docx"),
    (["--output", "mall.docx", "--template", "mall.docx"], "är en av filerna som läses"),
])  # fmt: skip
def test_the_file_has_to_be_named_as_a_word_document_of_its_own(options: list[str], words: str, book: Path) -> None:
    save(make_office_document("{{rapport}}"), Path("mall.docx"))
    before = Path("mall.docx").read_bytes()
    result = kraft("report", "Medel.xlsx", "--format", "docx", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert Path("mall.docx").read_bytes() == before


def test_a_template_goes_with_a_word_document_alone(book: Path) -> None:
    result = kraft("report", "Medel.xlsx", "--template", "mall.docx")
    assert result.exit_code == 2
    assert "--template hör till --format docx" in result.stderr


def test_where_python_docx_is_missing_it_is_said_how_to_install_it(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "find_spec", lambda name: None if name == "docx" else util.find_spec(name))
    result = kraft("report", "Medel.xlsx", "--format", "docx", "--output", "rapport.docx")
    assert result.exit_code == 2
    assert 'pip install "python-docx' in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="a link of one's own needs a right of its own on Windows")
def test_a_link_is_not_followed(book: Path) -> None:
    Path("annans.docx").write_text("min")
    Path("rapport.docx").symlink_to("annans.docx")
    assert kraft("report", "Medel.xlsx", "--format", "docx", "--output", "rapport.docx").exit_code == 3
    assert Path("annans.docx").read_text() == "min"


def test_another_process_writes_the_same_bytes(book: Path) -> None:
    for name in ("a.docx", "b.docx"):
        assert process("report", "Medel.xlsx", "--format", "docx", "--output", name, PYTHONHASHSEED=str(len(name) + ord(name[0]))).returncode == 0
    assert Path("a.docx").read_bytes() == Path("b.docx").read_bytes()
