"""Reads the tables, amounts and lists of a written report back out of its HTML and its Markdown, as a reader of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from html.parser import HTMLParser

Table = list[list[str]]
"""The rows of a table, its headings first."""


@dataclass
class ReadReport:
    """What a report shows: its tables by their title, the texts before the first section, and the headings of its findings."""

    tables: dict[str, Table] = field(default_factory=dict)
    top: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.report = ReadReport()
        self._open: list[tuple[str, dict[str, str]]] = []
        self._label = ""
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag not in ("meta", "input", "path", "rect", "pattern"):
            self._open.append((tag, attributes))
        if tag in ("p", "td", "th", "h2", "h3", "dt", "dd", "li", "desc", "label"):
            self._words = []
        if attributes.get("role") == "region":
            self._label = attributes["aria-label"]
            self.report.tables[self._label] = []
        if tag == "tr":
            self.report.tables[self._label].append([])

    def handle_data(self, data: str) -> None:
        if not any(attributes.get("class") in ("sr", "arrow") for _, attributes in self._open):
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("path", "rect", "pattern"):
            return
        while self._open.pop()[0] != tag:
            pass
        text = "".join(self._words).strip()
        if tag in ("td", "th"):
            self.report.tables[self._label][-1].append(text)
        elif tag == "h3" and any(name == "article" for name, _ in self._open):
            self.report.findings.append(text)
        elif text and tag in ("p", "dd", "li", "desc", "label"):
            self.report.texts.append(text)
            if not any(name == "section" for name, _ in self._open):
                self.report.top.append(text)
        if tag not in ("span", "strong"):
            self._words = []


def read_html(text: str) -> ReadReport:
    page = _Page()
    page.feed(text)
    page.close()
    return page.report


def read_markdown(text: str) -> ReadReport:
    report, title, in_sections = ReadReport(), "", False
    for line in text.split("\n"):
        if line.startswith("#"):
            title, in_sections = _unescape(line.lstrip("#").strip()), in_sections or line.startswith("## ")
            if line.startswith("### ") and re.search(r"[A-Z]{2}\d\d", title):
                report.findings.append(title)
                title = f"{len(report.findings)}. {title}"
        elif line.startswith("|"):
            cells = [_unescape(cell.strip().strip("*")) for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            if not all(re.fullmatch("---:?", cell) for cell in cells):
                report.tables.setdefault(title, []).append(cells)
        elif line.strip():
            report.texts.append(_unescape(line))
            if not in_sections:
                report.top.append(_unescape(line.strip("*")))
    return report


def _unescape(text: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def read_amount(text: str) -> Decimal | None:
    """An amount of a table of kronor; None for a dash."""
    text = text.removeprefix("✖ ").strip()
    if text == "–":
        return None
    assert re.fullmatch(r"[−]?\d{1,3}(\u00a0\d{3})*(,\d\d)?", text), text
    return Decimal(text.replace("\u00a0", "").replace("−", "-").replace(",", "."))


def list_kronor(text: str) -> Iterator[Decimal]:
    """The amounts in a sentence: whatever stands before kr."""
    for found in re.findall(r"([−]?\d{1,3}(?:\u00a0\d{3})*(?:,\d\d)?)\u00a0kr", text):
        yield read_amount(found)
