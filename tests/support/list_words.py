"""Every sentence that the package can say, read from its source: the Texts in both languages, and the Swedish of the template."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import xl_kraftsamling

PACKAGE = Path(xl_kraftsamling.__file__).parent
SWEDISH_ALONE = ("domain/glossary.py", "writing/template/cell_help.py", "writing/template/texts.py", "writing/template/readme_sheet.py")
"""Modules whose words are for the workbook's own sheets, in Swedish."""


class Words(NamedTuple):
    """A text in a language, and the place in the source where it begins."""

    where: str
    lang: str
    text: str


def list_words() -> Iterator[Words]:
    """The texts of the package; of a text that is put together, its constant parts."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        tree = ast.parse(path.read_text("utf-8"))
        if name in SWEDISH_ALONE:
            yield from (Words(f"{name}:{node.lineno}", "sv", text) for node, text in _list_constants(tree) if " " in text)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text" and len(node.args) == 2:
                for lang, words in zip(("sv", "en"), node.args, strict=True):
                    yield from (Words(f"{name}:{part.lineno}", lang, text) for part, text in _list_constants(words))


def _list_constants(tree: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """The texts in a tree that are not docstrings or remarks."""
    remarks = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in remarks:
            yield node, node.value
