"""`kraftsamling rules` and `kraftsamling explain`: what is checked, and why."""

from collections.abc import Iterable
from pathlib import Path

import click

from xl_kraftsamling import app
from xl_kraftsamling.cli.about import ABOUT
from xl_kraftsamling.cli.bilingual import Command, UsageError, ask_if_meant, current_language
from xl_kraftsamling.cli.output import OK, choose_painter, line_width, print_lines
from xl_kraftsamling.cli.shared_options import complete_code, format_option, output_option
from xl_kraftsamling.domain.texts import Text

_NO_CODE = Text("Kontrollen {code} finns inte.{question}", "There is no rule {code}.{question}")


@click.command("rules", cls=Command, text=ABOUT["rules"])
@format_option("text", "json", "markdown")
@output_option
def rules_command(*, form: str, output: Path | None) -> int:
    """Print the list of rules."""
    print_lines(_format_rules(form, output), output, data=form == "json")
    return OK


def _format_rules(form: str, output: Path | None) -> Iterable[str]:
    from xl_kraftsamling.report import rule_list
    from xl_kraftsamling.report.kept_words import explain_kept_words
    from xl_kraftsamling.rules import RULES

    if form == "json":
        from xl_kraftsamling.report.as_json import dump_json

        return [dump_json(rule_list.encode_rules(RULES, current_language()))]
    if form == "markdown":
        return rule_list.render_rule_list_as_markdown(RULES, current_language())
    lang, width = current_language(), line_width(100, output)
    return explain_kept_words(rule_list.render_rule_list(RULES, lang, width), lang, width)


@click.command("explain", cls=Command, text=ABOUT["explain"])
@click.argument("code", metavar="CODE", shell_complete=complete_code)
def explain_command(code: str) -> int:
    """Print the page of a rule."""
    from xl_kraftsamling.report.kept_words import explain_kept_words
    from xl_kraftsamling.report.rule_page import render_rule_page

    rule, nearest = app.find_rule(code)
    if rule is None:
        raise UsageError(_NO_CODE, code=code, question=ask_if_meant(nearest))
    lang, width = current_language(), line_width(100)
    print_lines(explain_kept_words(render_rule_page(rule, lang, width, choose_painter()), lang, width))
    return OK
