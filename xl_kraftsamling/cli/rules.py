"""`kraftsamling rules` and `kraftsamling explain`: what is checked, and why."""

from collections.abc import Iterable
from pathlib import Path

import click

from xl_kraftsamling.cli.bilingual import Command
from xl_kraftsamling.cli.errors import OK, Misuse
from xl_kraftsamling.cli.language import lang
from xl_kraftsamling.cli.options import format_option, lang_option, options, output_option
from xl_kraftsamling.cli.streams import coloured, painter, put, width
from xl_kraftsamling.domain.texts import Text

_ABOUT_RULES = Text(
    "Visar alla kontroller. För varje profil står hur allvarligt ett brott är.",
    "Shows all rules. Under each profile stands how grave a breach is.",
)
_ABOUT_EXPLAIN = Text(
    "Förklarar en kontroll, till exempel AV01. Vad den finner, varför, vad man gör, och exempel.",
    "Explains a rule, such as AV01. What it finds, why, what to do, and examples.",
)
_NO_CODE = Text("Kontrollen {code} finns inte.{question}", "There is no rule {code}.{question}")


@click.command(cls=Command, text=_ABOUT_RULES)
@options(format_option("text", "json", "markdown"), output_option, lang_option)
def rules(*, form: str, output: Path | None) -> int:
    """Print the list of rules."""
    put(_listed(form, output), output, data=form == "json")
    return OK


def _listed(form: str, output: Path | None) -> Iterable[str]:
    from xl_kraftsamling.report import rule_list as listing
    from xl_kraftsamling.rules import RULES

    if form == "json":
        from xl_kraftsamling.report.as_json import text

        return [text(listing.data(RULES, lang()))]
    if form == "markdown":
        return listing.markdown(RULES, lang())
    return listing.table(RULES, lang(), width(100, output))


@click.command(cls=Command, text=_ABOUT_EXPLAIN)
@click.argument("code", metavar="CODE")
@lang_option
def explain(code: str) -> int:
    """Print the page of a rule."""
    from xl_kraftsamling import app
    from xl_kraftsamling.report.rule_page import page

    rule, nearest = app.explain(code)
    if rule is None:
        question = Text(f" Menas {nearest}?", f" Is it {nearest}?") if nearest else ""
        raise Misuse(_NO_CODE, code=code, question=question)
    put(page(rule, lang(), width(100), painter(coloured=coloured())))
    return OK
