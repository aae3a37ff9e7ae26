"""Findings as JSON: every one after the schema that ships with the package."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from xl_kraftsamling import app, report, rules
from xl_kraftsamling.domain.texts import LANGUAGES
from xl_kraftsamling.finding import Rule
from xl_kraftsamling.report import as_json

EACH = pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.code)
SCHEMA = json.loads((Path(report.__file__).parent / "findings.schema.json").read_text("utf-8"))
SPENT = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | fritidsnämnden | I-03 | 1 250 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V-1 | 2026-07-15 | 202607 | fritidsnämnden | I-03 | 1 000 000 |
| V-2 | 2026-07-15 | 202607 | kulturnämnden | I-07 | "ca 12 000" |
"""


def check_run(*workbooks: dict[str, object], profile: str | None = "normal", as_of: str | None = "2026-09-30", **settings: object) -> None:
    """A run as it is printed has to pass the JSON Schema that ships."""
    followed = ("kraftsamling.toml", settings) if settings else None
    text = as_json.RUN_HEAD + ",".join(map(as_json.dump_json, workbooks)) + as_json.end_run(profile, as_of, followed)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(json.loads(text))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@EACH
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_findings_of_every_rule_follow_the_schema(
    rule: Rule, lang: str, validated: Callable[[str], app.ValidatedWorkbook]
) -> None:
    one = validated(rule.bad)
    document = as_json.encode_workbook(str(one.path), one.sha256, one.layout, one.verdict, one.regions, lang)
    check_run(document)
    assert [finding["code"] for finding in document["findings"]] == [f.rule.code for f in one.verdict.findings]
    assert all(document["findings"][each["because"]] for each in document["rules"]["not_tried"])
    assert not any("{" in finding["message"] + finding["remedy"] for finding in document["findings"])


def test_a_run_without_workbooks_follows_the_schema() -> None:
    check_run(profile=None, as_of=None)


def test_a_workbook_that_cannot_be_read_and_the_settings_of_a_project_follow_the_schema() -> None:
    unread = as_json.encode_unread("trasig.xlsx", 3, "trasig.xlsx är tom.")
    check_run(unread, profile=None, as_of=None, select=["FO"], exclude=["gamla/"], jobs=2, decision="STK-2026-580", ignore=["AV06"])


def test_amounts_are_kronor_and_what_is_open_is_null(validated: Callable[[str], app.ValidatedWorkbook]) -> None:
    verdict = validated(SPENT).verdict
    named = {each["recipient"]: each for each in as_json.encode_workbook("b", "", "canonical", verdict, (), "sv")["balances"]}
    spent, unspent = named["fritidsnämnden"], named["kulturnämnden"]
    assert (spent["called_off"], spent["outcome"], spent["called_off_unspent"]) == (1_250_000, 1_000_000, 250_000)
    assert (unspent["allotted"], unspent["outcome"], unspent["forecast"]) == (800_000, None, None)


def test_a_finding_has_its_place_its_values_and_no_dollar_signs(workbooks: Path) -> None:
    verdict = app.validate_workbook(workbooks / "errors.xlsx").verdict
    found = as_json.encode_workbook("b", "", "canonical", verdict, (), "sv")["findings"]
    amount = next(finding for finding in found if finding["code"] == "VD01")
    assert (amount["sheet"], amount["cell"], amount["row_id"], amount["heading"]) == ("Avrop", "E2", "A-1", "Belopp")
    assert (amount["found"], amount["proposal"], amount["expected"], amount["waived"]) == (
        "75 000",
        75_000,
        None,
        False,
    )


def test_a_value_that_json_cannot_hold_is_text(validated: Callable[[str], app.ValidatedWorkbook]) -> None:
    finding = validated(SPENT).verdict.findings[0]
    for found, encoded in (
        (float("inf"), "inf"),
        (date(2026, 5, 1), "2026-05-01"),
        (("a", 2), "a, 2"),
        (1.5, 1.5),
        ("", None),
    ):
        hit = finding.hit._replace(found=found)
        verdict = replace(validated(SPENT).verdict, findings=[finding._replace(hit=hit)])
        assert as_json.encode_workbook("b", "", "canonical", verdict, (), "sv")["findings"][0]["found"] == encoded
