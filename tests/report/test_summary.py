"""How a check turned out, in words: of one workbook, and of several."""

from collections.abc import Callable

import pytest

from support import build_book
from support.annotated_copies import build_finding
from xl_kraftsamling import app
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.report import summary
from xl_kraftsamling.verdict import Verdict


@pytest.mark.parametrize(
    ("severities", "sv", "en"),
    [
        ([Severity.ERROR], "Resultat: ✖ 1 fel att rätta", "Result: ✖ 1 error to correct"),
        ([Severity.ERROR] * 1_200, "Resultat: ✖ 1\u00a0200 fel att rätta", "Result: ✖ 1,200 errors to correct"),
        ([Severity.WARNING] * 2, "Resultat: ▲ inga fel, 2 varningar", "Result: ▲ no errors, 2 warnings"),
        ([Severity.NOT_TRIED], "Resultat: ○ inga fel, men allt kunde inte prövas", "Result: ○ no errors, but not everything could be tried"),
        ([Severity.NOTE], "Resultat: ✔ arbetsboken uppfyller kontrollerna", "Result: ✔ the workbook complies with the rules"),
    ],
)
def test_the_result_counts_what_is_to_be_done(severities: list[Severity], sv: str, en: str) -> None:
    found = [build_finding(Place("Avrop", 5, 5), severity=severity) for severity in severities]
    verdict = Verdict(build_book.ledger(), "normal", found, ["AV01"], [])
    assert (summary.describe_result(verdict, "sv"), summary.describe_result(verdict, "en")) == (sv, en)


def test_the_rest_names_the_other_findings_and_how_much_was_tried(validated: Callable[[str], app.ValidatedWorkbook]) -> None:
    assert list(summary.describe_rest(validated("").verdict, "sv")) == ["Prövade kontroller: 99 av 99."]


def test_a_run_is_summed_up_in_a_line() -> None:
    words = ["fel", "uppfyller kontrollerna", None, "fel", "varning", "ej prövad"]
    assert summary.render_total(words, "sv") == (
        "6 arbetsböcker: 2 med fel, 1 uppfyller kontrollerna, 1 kunde inte läsas, 1 med varning, 1 inte fullt ut prövade"
    )
    assert summary.render_total(words[:3], "en") == "3 workbooks: 1 with errors, 1 complying with the rules, 1 could not be read"
