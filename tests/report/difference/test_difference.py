"""What differs between two workbooks as text, JSON and a page: the same figures in all three."""

import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from support import rule_pages
from xl_kraftsamling import app, report
from xl_kraftsamling.domain.texts import LANGUAGES
from xl_kraftsamling.report import as_json
from xl_kraftsamling.report.difference import page, text
from xl_kraftsamling.report.difference.contents import Difference
from xl_kraftsamling.report.difference.encoding import encode_difference
from xl_kraftsamling.report.difference.wording import lay_out_bridge

SCHEMA = json.loads((Path(report.__file__).parent / "diff.schema.json").read_text("utf-8"))
AVROP = "Avrop\n| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Kommentar |\n|---|---|---|---|---:|---|---|\n"
OLD = AVROP + """| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | begärt | |
| A-2 | 2026-06-02 | KN | I-08 | 5 000,50 | godkänt | gammal |
| A-3 | 2026-06-02 | fritidsnämnden | I-03 | 7 000 | avslaget | |
| A-4 | 2026-06-03 | MKB | I-10 | "9 000" | utbetalt | |
"""
NEW = AVROP + """| A-4 | 2026-06-03 | MKB | I-10 | 9 000 | utbetalt | |
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | |
| A-2 | 2026-06-02 | kulturnämnden | I-08 | 5 000,50 | godkänt | <b>ny</b> |
| A-5 | 2026-06-09 | förskolenämnden | I-06 | 1 000 | godkänt | |

Beslut
| Uppgift | Värde |
|---|---|
| Villkor | återrapport i mars |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V-1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 1 000 |
| V-2 | 2026-07-15 | 202607 | fritidsnämnden | I-03 | "ca 1" |
"""


def compare(folder: Path, before: str, after: str) -> Difference:
    for name, example in (("förr.xlsx", before), ("nu.xlsx", after)):
        rule_pages.write(rule_pages.book_with(example), folder / name)
    return app.compare_workbooks(folder / "förr.xlsx", folder / "nu.xlsx")


@pytest.fixture
def difference(tmp_path: Path) -> Difference:
    return compare(tmp_path, OLD, NEW)


def encode(difference: Difference, lang: str = "sv") -> Any:
    document = json.loads(as_json.dump_json(encode_difference(difference, lang)))
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(document)
    return document


def recipient(document: Mapping[str, Any], name: str) -> Any:
    return next(each for each in document["recipients"] if each["recipient"] == name)


class Cells(HTMLParser):
    """The texts of a page by the element around them, and every attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[tuple[str, str]] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open += [] if tag in ("meta", "br") else [tag]
        self.attributes += [(tag, *attribute) for attribute in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self._open[-1], data.strip()))


def read_page(difference: Difference, lang: str = "sv") -> Cells:
    cells = Cells()
    cells.feed("\n".join(page.render_page(difference, lang)))
    return cells


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_json_follows_its_schema_and_names_every_change_once(lang: str, difference: Difference) -> None:
    document = encode(difference, lang)
    assert document["money_differs"]
    explaining = {(row["row_id"], row["change"]) for each in document["recipients"] for row in each["rows"]}
    assert explaining == {("A-1", "changed"), ("A-4", "changed"), ("A-5", "added"), ("V-1", "added"), ("V-2", "added")}
    assert [(row["row_id"], row["change"]) for row in document["rows"]] == [("A-2", "changed"), ("A-3", "removed")]
    assert [(each["kind"], each["row_id"], each["heading"]) for each in document["cells"]] == [("type", "A-4", "Belopp"), ("name", "A-2", "Mottagare")]
    assert [(each["heading"], each["before"], each["after"]) for each in document["values"]] == [("Villkor", None, "återrapport i mars")]
    assert [each["row_id"] for each in document["moved"]] == ["A-4"]
    assert {"VD01", "VD02"} <= {each["code"] for side in document["findings"].values() for each in side}


def test_in_the_json_the_rows_of_every_known_figure_add_up(difference: Difference) -> None:
    for each in encode(difference)["recipients"]:
        for name, figure in each["figures"].items():
            rest = sum(part["amount"] for part in each["remainders"] if part["figure"] == name)
            if figure["difference"] is not None:
                assert sum(row["amounts"].get(name, 0) for row in each["rows"]) + rest == pytest.approx(figure["difference"], abs=0.001)
                assert figure["difference"] == pytest.approx((figure["after"] or 0) - (figure["before"] or 0), abs=0.001)


def test_what_is_unknown_is_null_with_its_cell(difference: Difference) -> None:
    document = encode(difference)
    mkb = recipient(document, "MKB")["figures"]["called_off"]
    assert mkb == {"before": None, "after": 9000, "difference": None, "unknown_because": {"before": [{"sheet": "Avrop", "cell": "E5"}], "after": []}}
    assert recipient(document, "fritidsnämnden")["figures"]["outcome"]["unknown_because"]["after"] == [{"sheet": "Utfall", "cell": "F3"}]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_text_says_it_all_in_the_order_money_changes_findings(lang: str, difference: Difference) -> None:
    lines = list(text.render_difference(difference, lang, 180, lambda words, _role: words))
    shown = "\n".join(lines)
    order = [("Pengarna", "The money"), ("Ändringar som inte flyttar pengar", "Changes that do not move money"), ("Nya avvikelser", "New findings"), ("Avvikelser som är borta", "Findings that are gone")]
    places = [shown.index(words[LANGUAGES.index(lang)]) for words in order]
    assert places == sorted(places)
    assert ("okänt" if lang == "sv" else "unknown") in shown
    assert "Avrop!E5" in shown


def parse(cell: str) -> int:
    """An amount as it is shown, in öre; nothing and a dash are zero."""
    kronor, _, rest = re.sub(r"[^\d,−]", "", cell).replace("−", "-").partition(",")
    return int(kronor or 0) * 100 + int(rest.ljust(2, "0") or 0) * (-1 if kronor.startswith("-") else 1) if kronor or rest else 0


@pytest.mark.parametrize("most", [0, 1, 9])
def test_the_lines_between_before_and_after_add_up_in_what_is_shown(most: int, difference: Difference) -> None:
    for bridge in difference.bridges:
        table = lay_out_bridge(bridge, "sv", most)
        for column in range(len(table.figures)):
            cells = [line.cells[column] for line in table.lines]
            if "okänt" not in cells:
                before, *rows, after, whole = map(parse, cells)
                assert before + sum(rows) == after
                assert sum(rows) == whole


def test_the_page_shows_the_figures_of_the_json(difference: Difference) -> None:
    cells = read_page(difference)
    shown = [content.replace("\xa0", " ") for tag, content in cells.texts if tag == "td"]
    kn = recipient(encode(difference), "kulturnämnden")["figures"]
    for name in ("called_off", "requested", "outcome"):
        amount = f"{abs(kn[name]['difference']):,}".replace(",", " ")
        assert any(cell.lstrip("+−") == amount for cell in shown), name


def test_the_page_loads_nothing_and_runs_nothing_and_texts_stay_texts(tmp_path: Path) -> None:
    hostile = '<img src=x onerror="alert(1)">'
    difference = compare(tmp_path, OLD, NEW.replace("<b>ny</b>", f"{hostile} 811228-9874 \u202e"))
    lines = "\n".join(page.render_page(difference, "sv"))
    cells = read_page(difference)
    tags = {tag for tag, _, _ in cells.attributes}
    assert not tags & {"script", "img", "link", "iframe", "a", "b"}
    assert not [name for _, name, _ in cells.attributes if name.startswith("on") or name in ("src", "href")]
    assert any("<img src=x" in content for _, content in cells.texts)
    assert "9874" not in lines
    assert "\u202e" not in lines
    policy = next(value for tag, name, value in cells.attributes if tag == "meta" and name == "content" and "default-src" in str(value))
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "http://" not in lines
    assert "https://" not in lines


def test_the_policy_of_the_page_knows_its_style_by_its_hash(difference: Difference) -> None:
    import hashlib
    from base64 import b64encode

    lines = "\n".join(page.render_page(difference, "sv"))
    (style,) = re.findall(r"<style>(.*?)</style>", lines, re.DOTALL)
    assert f"'sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in lines


def test_a_long_list_is_cut_and_its_rest_is_added_up(tmp_path: Path) -> None:
    rows = "".join(f"| B-{n} | 2026-06-01 | kulturnämnden | I-07 | 1 000 | godkänt | |\n" for n in range(30))
    difference = compare(tmp_path, AVROP, AVROP + rows)
    shown = "\n".join(text.render_difference(difference, "sv", 180, lambda words, _role: words)).replace("\xa0", " ")
    assert re.search(r"… och 18 rader till, tillsammans +\+18 000 ", shown)
    assert re.search(r"Skillnad +\+30 000 ", shown)
    assert shown.count("ny: Avrop B-") == 12
    assert read_page(difference).texts.count(("td", "+1\xa0000")) == 60


def test_workbooks_in_two_layouts_are_compared_and_the_columns_that_one_lacks_are_named(tmp_path: Path) -> None:
    from support.build_other_layouts import EXAMPLE, write_sheets

    write_sheets(tmp_path / "egen.xlsx", EXAMPLE)
    rule_pages.write(rule_pages.book_with(OLD), tmp_path / "mall.xlsx")
    document = encode(app.compare_workbooks(tmp_path / "egen.xlsx", tmp_path / "mall.xlsx"))
    assert [document[side]["layout"] for side in ("before", "after")] == ["recognised", "canonical"]
    table = next(each for each in document["tables"] if each["table"] == "Avrop")
    assert "Kommentar" in table["gained_columns"]
    assert document["sheets"]["lost"]


def test_a_workbook_does_not_differ_from_itself_in_another_layout_of_the_same_rows(tmp_path: Path) -> None:
    from support.build_other_layouts import EXAMPLE, write_sheets

    write_sheets(tmp_path / "a.xlsx", EXAMPLE)
    write_sheets(tmp_path / "b.xlsx", EXAMPLE)
    difference = app.compare_workbooks(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    assert not difference.moves_money
    assert difference.is_empty
    assert list(text.render_difference(difference, "sv", 100, lambda words, _role: words))[-1] == "Inget skiljer sig."
    assert ("p", "Inget skiljer sig.") in read_page(difference).texts
