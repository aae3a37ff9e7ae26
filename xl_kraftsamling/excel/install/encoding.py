"""What the doctor has found as data for JSON, by the contract `kraftsamling.doctor/1`."""

from typing import Any

from xl_kraftsamling.excel.install.doctor import Diagnosis
from xl_kraftsamling.excel.vba.saved_copy import SavedCopy
from xl_kraftsamling.report.as_json import PROGRAM


def encode_diagnosis(found: Diagnosis, copy: SavedCopy | None, *, checks: int, lang: str) -> dict[str, Any]:
    """What is wrong and what was not tried, in sentences of a language, with the number of checks; `copy` is the workbook that was looked at too."""
    return {
        "schema": "kraftsamling.doctor/1",
        "program": PROGRAM,
        "workbook": copy and {"path": str(copy.path), "needs": list(copy.needs), "other_macros": list(copy.foreign)},
        "checks": checks,
        "troubles": [{"what": each.what.fill(lang, {}), "remedy": each.remedy.fill(lang, {})} for each in found.troubles],
        "not_tried": [{"what": each.what.fill(lang, {}), "why": each.why.fill(lang, {})} for each in found.not_tried],
    }
