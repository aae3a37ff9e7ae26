"""Findings as SARIF: checked by Microsoft's Multitool and the schema where they are at hand, and what those do not see by itself.

`.ci/run` installs `@microsoft/sarif-multitool` with npm, and names the folder of the program and the schema in SARIF_MULTITOOL.
"""

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from support import rule_pages
from support.run_cli import kraft
from support.waived_book import WAIVED
from xl_kraftsamling import app
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import LANGUAGES
from xl_kraftsamling.report.formats import View, load_format

MULTITOOL = Path(os.environ.get("SARIF_MULTITOOL", Path(__file__).parent / "node_modules/@microsoft/sarif-multitool-linux"))
PROGRAM, SCHEMA = MULTITOOL / "Sarif.Multitool", MULTITOOL / "sarif-2.1.0.json"
NO_SUCH_RULES = {"SARIF2005"}
"""What wants an address of the program on the web, where it has none."""
GITHUBS_RULES = (
    "GH1001.ProvideRequiredLocationProperties", "GH1002.InlineThreadFlowLocations", "GH1003.ProvideRequiredRegionProperties",
    "GH1004.ReviewArraysThatExceedConfigurableDefaults", "GH1005.LocationsMustBeRelativeUrisOrFilePaths", "GH1006.ProvideCheckoutPath",
)  # fmt: skip
"""GitHub's rules that Multitool leaves out unless it is told otherwise; the others it runs."""
ASKS_THE_WEB = "SARIF2006.UrisShouldBeReachable"
MAX_RUNS = 5
"""How many runs of a file Multitool accepts under GitHub's rules, which have since been raised."""
ROW = "| A-{n} | 2026-06-0{n} | kulturnämnden | I-07 | {amount} | utbetalt |"


def write_run(*arguments: str) -> dict[str, Any]:
    result = kraft("validate", *arguments, "--format", "sarif")
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def write_book(path: Path, example: str) -> Path:
    rule_pages.write(rule_pages.book_with(example), path)
    return path


def write_call_offs(path: Path, *amounts: str) -> Path:
    head = "Avrop\n| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |\n|---|---|---|---|---:|---|\n"
    return write_book(path, head + "\n".join(ROW.format(n=8 - number, amount=amount) for number, amount in enumerate(amounts)))


def write_log(path: Path, *arguments: str) -> Path:
    path.write_text(kraft("validate", *arguments, "--format", "sarif").stdout, "utf-8")
    return path


def find_results(document: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [result for run in document["runs"] for result in run["results"] if result["ruleId"] == code]


def check_with_multitool(*logs: Path) -> list[str]:
    """What Multitool finds under SARIF's and all of GitHub's rules, notes left out; with the schema, which it knows."""
    settings, report = logs[0].with_suffix(".settings.json"), logs[0].with_suffix(".report.json")
    options = {f"{name}.Options": {"RuleEnabled": "Error"} for name in GITHUBS_RULES} | {f"{ASKS_THE_WEB}.Options": {"RuleEnabled": "Disabled"}}
    settings.write_text(json.dumps(options), "utf-8")
    command = [PROGRAM, "validate", *logs, "--rule-kind", "Sarif;Gh", "--config", settings, "--output", report, "--log", "ForceOverwrite"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert f"Done. {len(logs)} files scanned." in done.stdout, done.stdout + done.stderr
    results = json.loads(report.read_text("utf-8-sig"))["runs"][0].get("results", [])
    return [f"{each['ruleId']} {each['message']}" for each in results if each["ruleId"] not in NO_SUCH_RULES]


@pytest.fixture
def documents(examples: Path, rule_books: list[str], monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Runs of every kind: all rules, and from another folder, in both languages, a waiver, an unreadable workbook and one that is right."""
    monkeypatch.chdir(examples)
    starts = range(0, len(rule_books), MAX_RUNS)
    made = [write_log(examples / f"{number}.sarif", *rule_books[number : number + MAX_RUNS]) for number in starts]
    monkeypatch.chdir(examples / "regler")
    others = [f"../{name}" for name in ("broken.xlsx", "right.xlsx", "undan tåg.xlsx")]
    return [*made, *(write_log(examples / f"{lang}.sarif", "VD01.xlsx", *others, "--lang", lang) for lang in LANGUAGES)]


@pytest.mark.skipif(not PROGRAM.is_file(), reason="Multitool is not here: npm install @microsoft/sarif-multitool, and SARIF_MULTITOOL (.ci/run does so)")
def test_multitool_finds_nothing_under_githubs_rules_and_the_schema_holds(documents: list[Path]) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8-sig"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert check_with_multitool(*documents) == []
    for document in documents:
        validator.validate(json.loads(document.read_text("utf-8")))


@pytest.mark.skipif(not PROGRAM.is_file(), reason="Multitool is not here, see above")
def test_multitool_would_see_a_finding_without_a_region(workbooks: Path) -> None:
    document = write_run("errors.xlsx")
    for result in document["runs"][0]["results"]:
        del result["locations"][0]["physicalLocation"]["region"]
    (workbooks / "bad.sarif").write_text(json.dumps(document), "utf-8")
    assert any(words.startswith("GH1003") for words in check_with_multitool(workbooks / "bad.sarif"))


def test_a_cell_is_a_region_and_a_logical_location(workbooks: Path) -> None:
    (amount,) = find_results(write_run("errors.xlsx"), "VD01")
    (location,) = amount["locations"]
    assert location == {
        "physicalLocation": {
            "artifactLocation": {"uri": "errors.xlsx", "uriBaseId": "%SRCROOT%", "index": 0},
            "region": {"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 6},
        },
        "logicalLocations": [{"name": "E2", "fullyQualifiedName": "Avrop!E2", "kind": "cell"}],
    }
    assert amount["message"]["text"].startswith("Avrop!E2: Beloppet ”75 000” är lagrat som text.")
    assert (amount["level"], amount["kind"]) == ("error", "fail")


def test_a_finding_about_the_workbook_is_at_its_first_line_and_names_no_cell(workbooks: Path) -> None:
    write_book(workbooks / "manuell.xlsx", "Arbetsboken\n| Beräkning |\n|---|\n| manuell |\n")
    (result,) = find_results(write_run("manuell.xlsx"), "FO09")
    (location,) = result["locations"]
    assert location["physicalLocation"]["region"]["startLine"] == 1
    assert "logicalLocations" not in location


def test_a_path_outside_the_working_folder_is_relative_too(workbooks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (workbooks / "en mapp").mkdir()
    monkeypatch.chdir(workbooks / "en mapp")
    (run,) = write_run(str(workbooks / "errors.xlsx"))["runs"]
    assert run["artifacts"][0]["location"] == {"uri": "../errors.xlsx", "uriBaseId": "%SRCROOT%"}
    assert run["originalUriBaseIds"] == {"%SRCROOT%": {"uri": f"{(workbooks / 'en mapp').as_uri()}/"}}


def test_every_workbook_is_a_run_with_a_category_of_its_own(workbooks: Path) -> None:
    runs = write_run("errors.xlsx", "right.xlsx", "errors.xlsx", "./errors.xlsx")["runs"]
    assert [run["automationDetails"]["id"] for run in runs] == ["kraftsamling/errors.xlsx/", "kraftsamling/right.xlsx/"]
    assert [run["invocations"][0]["executionSuccessful"] for run in runs] == [True, True]
    digest = app.validate_workbook(Path("errors.xlsx")).sha256
    assert runs[0]["artifacts"][0]["hashes"] == {"sha-256": digest}


def test_a_workbook_that_cannot_be_read_is_a_run_that_did_not_succeed(workbooks: Path) -> None:
    (run,) = write_run("broken.xlsx")["runs"]
    (invocation,) = run["invocations"]
    (notification,) = invocation["toolExecutionNotifications"]
    assert (invocation["executionSuccessful"], invocation["exitCode"], run["results"]) == (False, 3, [])
    assert (notification["level"], notification["message"]["text"][:26]) == ("error", "broken.xlsx är en textfil ")
    assert notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "broken.xlsx"


def test_what_could_not_be_tried_is_open(workbooks: Path) -> None:
    results = find_results(write_run("errors.xlsx"), "KO01")
    assert {(result["kind"], result["level"]) for result in results} == {("open", "none")}


def test_a_waived_finding_is_suppressed_with_the_waivers_reason_and_the_others_are_not(workbooks: Path) -> None:
    write_book(workbooks / "waived.xlsx", WAIVED)
    waived, other = find_results(write_run("waived.xlsx"), "AV04")
    assert waived["suppressions"] == [{
        "kind": "external", "status": "accepted",
        "justification": "Rättas vid bokslutet {0} [se](brev) (STK-2026-801, gäller till 2026-12-31)",
    }]  # fmt: skip
    assert other["suppressions"] == []


def test_braces_and_links_in_a_cell_are_only_letters(workbooks: Path) -> None:
    write_call_offs(workbooks / "links.xlsx", '"{0} [klicka](1) 75"')
    results = write_run("links.xlsx")["runs"][0]["results"]
    assert any(r"{{0}} \[klicka](1) 75" in result["message"]["text"] for result in results)


def test_a_rule_has_its_page_and_its_level_under_the_profile(workbooks: Path) -> None:
    (run,) = write_run("errors.xlsx", "--profile", "mild")["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    rule = next(each for each in rules if each["id"] == "VD01")
    assert rule["defaultConfiguration"] == {"level": "warning"}
    assert rule["shortDescription"]["text"] == "Beloppet är text."
    assert '| A-1 | 2026-06-01 | kulturnämnden | I-07 | "75 000" | utbetalt | ←\u00a0VD01 |' in rule["help"]["markdown"]
    assert rule["help"]["text"].startswith("VD01  Beloppet är text")
    assert "helpUri" not in rule


def test_a_fingerprint_outlives_an_inserted_row_and_is_unique(workbooks: Path) -> None:
    write_call_offs(workbooks / "bok.xlsx", '"75 000"', '"80 000"')
    before = find_results(write_run("bok.xlsx"), "VD01")
    head = "Avrop\n| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |\n|---|---|---|---|---:|---|\n"
    rows = [ROW.format(n=1, amount="10"), ROW.format(n=8, amount='"75 000"'), ROW.format(n=2, amount="10"), ROW.format(n=7, amount='"80 000"')]
    write_book(workbooks / "bok.xlsx", head + "\n".join(rows))
    after = find_results(write_run("bok.xlsx"), "VD01")

    def list_prints(results: list[dict[str, Any]]) -> list[str]:
        return [result["partialFingerprints"]["primaryLocationLineHash"] for result in results]

    lines = [[result["locations"][0]["physicalLocation"]["region"]["startLine"] for result in results] for results in (before, after)]
    assert lines == [[2, 3], [3, 5]]
    assert list_prints(before) == list_prints(after)
    assert len({*list_prints(after)}) == 2


def test_findings_with_the_same_key_have_fingerprints_of_their_own(workbooks: Path) -> None:
    validated = app.validate_workbook(Path("errors.xlsx"))
    finding = validated.verdict.findings[0]
    moved = [finding._replace(hit=finding.hit._replace(place=Place("Avrop", row, 5))) for row in (2, 3, 4)]
    one, view = load_format("sarif"), View("sv", workbooks, workbooks, 100, lambda words, _role: words)
    doubled = validated._replace(verdict=replace(validated.verdict, findings=moved, not_tried=[]))
    results = find_results(json.loads("\n".join(one.join([one.encode("b.xlsx", doubled, view)], view))), "VD01")
    prints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in results]
    assert [each.rpartition(":")[2] for each in prints] == ["1", "2", "3"]


def test_cells_with_the_same_reading_are_one_result_with_all_of_them_related(workbooks: Path) -> None:
    write_call_offs(workbooks / "tkr.xlsx", '"75 tkr"', '"75 tkr"', '"75 tkr"')
    (result,) = find_results(write_run("tkr.xlsx"), "VD03")
    related = [each["physicalLocation"]["region"]["startLine"] for each in result["relatedLocations"]]
    assert (result["level"], related) == ("note", [3, 4])
