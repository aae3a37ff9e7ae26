"""The page in a browser: axe-core finds nothing, nothing overflows a narrow window, the choice works without a script, and nothing else runs."""

from pathlib import Path

import pytest

from support import rule_pages
from support.press_button import FAULTS
from support.run_cli import kraft
from support.see_page import ask_page, list_refusals, require_axe
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import pick_shipped_decision

AXE = """
axe.run(document).then(result => answer({
  width: innerWidth, dark: matchMedia("(prefers-color-scheme: dark)").matches, passed: result.passes.length,
  found: result.violations.map(rule => rule.id + ": " + rule.nodes.map(node => node.html).join(" "))}))
"""
WIDTHS = (360, 1_280)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of a workbook that is right, of the example, and of one with many faults."""
    folder = tmp_path_factory.mktemp("sidor")
    rule_pages.write(rule_pages.right_book(), folder / "rätt.xlsx")
    rule_pages.write(rule_pages.book_with(FAULTS), folder / "fel.xlsx")
    app.fill_workbook(folder / "exempel.xlsx", decision=pick_shipped_decision("STK-2026-580"), example=True)
    return {path.stem: kraft("report", str(path)).stdout for path in sorted(folder.glob("*.xlsx"))}


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["rätt", "exempel", "fel"])
def test_axe_finds_nothing(name: str, width: int, is_dark: bool, pages: dict[str, str]) -> None:
    answer = ask_page(pages[name], AXE, width, is_dark=is_dark, source=require_axe())
    assert (answer["width"], answer["dark"]) == (width, is_dark)
    assert answer["found"] == []
    assert answer["passed"] > 30


def test_axe_finds_what_is_wrong(pages: dict[str, str]) -> None:
    page = pages["fel"].replace('lang="sv"', "").replace("--fel: #9b1c1c", "--fel: #ff9999")
    found = ask_page(page, AXE, 1_280, source=require_axe())["found"]
    assert [each.split(":")[0] for each in found] == ["color-contrast", "html-has-lang"]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["exempel", "fel"])
def test_nothing_but_its_own_boxes_is_scrolled_sideways(name: str, width: int, pages: dict[str, str]) -> None:
    assert ask_page(pages[name], "answer(document.documentElement.scrollWidth)", width) <= width


def test_a_narrow_window_shows_the_marked_cell_of_every_finding(pages: dict[str, str]) -> None:
    script = 'answer([...document.querySelectorAll(".hit")].map(cell => cell.getBoundingClientRect().left))'
    lefts = ask_page(pages["fel"], script, 360)
    assert len(lefts) == pages["fel"].count("(cellen som avses)") > 5
    assert max(lefts) < 330


def test_the_choice_of_a_severity_shows_those_alone_and_paper_shows_all(pages: dict[str, str]) -> None:
    script = """
    const seen = () => [...document.querySelectorAll("article")].filter(each => each.offsetParent).map(each => each.className);
    const all = seen(); document.getElementById("visa-varning").click(); answer([all, seen()])"""
    shown, chosen = ask_page(pages["fel"], script, 1_280)
    assert len(shown) == pages["fel"].count("<article")
    assert chosen
    assert chosen == [each for each in shown if each == "varning"]


def test_the_policy_refuses_nothing_of_the_page_and_every_script(pages: dict[str, str]) -> None:
    assert list_refusals(pages["fel"]) == []
    refused = list_refusals(pages["fel"].replace("<article", '<script>document.title = "ut"</script><article', 1))
    assert refused
    assert "Content Security Policy" in refused[0]


def test_a_page_of_a_comparison_has_nothing_for_axe_either(tmp_path: Path) -> None:
    for name, example in (("före", ""), ("efter", FAULTS)):
        rule_pages.write(rule_pages.book_with(example), tmp_path / f"{name}.xlsx")
    page = kraft("diff", str(tmp_path / "före.xlsx"), str(tmp_path / "efter.xlsx"), "--format", "html").stdout
    for width in WIDTHS:
        assert ask_page(page, AXE, width, source=require_axe())["found"] == []
