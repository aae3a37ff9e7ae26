"""Undantag: the findings that somebody answers for.  A waiver marks findings and never removes one (KO03).

A waiver that lacks what it must have, has expired, or is of a rule that is locked marks nothing (KO02).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from unicodedata import normalize

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.tables import Waiver
from xl_kraftsamling.domain.texts import Count, Text, Value
from xl_kraftsamling.finding import Finding, Hit
from xl_kraftsamling.rules import BY_CODE

Flaw = tuple[str, Text]
"""A field of a waiver, and what is wrong with it."""


def find_faulty_waivers(ledger: Ledger) -> Iterator[Hit]:
    """KO02: the waivers that are not valid, each at its first cell that is wrong or missing."""
    for waiver in ledger.book.waivers:
        flaws = list(_find_flaws(waiver, ledger.as_of))
        if flaws:
            fault = Text("; ", "; ").join(text for _, text in flaws)
            places = [cell_of(waiver, field) for field, _ in flaws]
            values: dict[str, Value] = {"code": waiver.code or "?", "fault": fault}
            yield Hit(place=places[0], values=values, related=tuple(places[1:]))


def _find_flaws(waiver: Waiver, as_of: date) -> Iterator[Flaw]:
    """What is wrong with a waiver; what could not be read has its own finding."""
    yield from _find_code_flaws(waiver.code)
    if not waiver.reason:
        yield "reason", Text("motivering saknas", "the reason is missing")
    if not waiver.reference:
        yield "reference", Text("beslutsreferens saknas", "the decision reference is missing")
    if waiver.expires is None and "expires" not in waiver.unread:
        yield "expires", Text("det står inte hur länge det gäller", "it does not say how long it is valid")
    if waiver.expires is not None and waiver.expires < as_of:
        yield "expires", Text("det gick ut {expires}", "it expired on {expires}").bind(expires=waiver.expires)


def _find_code_flaws(code: str | None) -> Iterator[Flaw]:
    rule = BY_CODE.get((code or "").upper())
    if code is None:
        yield "code", Text("koden saknas", "the code is missing")
    elif rule is None:
        yield "code", Text("det finns ingen sådan kontroll", "there is no such rule")
    elif rule.locked or rule.code.startswith("KO"):  # a waived KO would hide what was not tried, or that a waiver was used
        yield "code", Text("kontrollen kan inte undantas", "the rule cannot be waived")


def apply_waivers(findings: Sequence[Finding], ledger: Ledger) -> tuple[list[Finding], list[Hit]]:
    """The findings, the waived ones marked, and the hits of KO03, one per waiver that was used.

    A waiver answers for the findings of its code at its row id, and in its sheet where it names one.  Without a row id it
    answers only for findings that have none, such as a setting of the whole workbook.
    """
    valid = group_valid_waivers(ledger)
    if not valid:
        return list(findings), []
    marked: list[Finding] = []
    uses: dict[Waiver, list[Finding]] = defaultdict(list)
    for finding in findings:
        match = find_waiver(finding, valid)
        if match:
            uses[match].append(finding)
        marked.append(finding._replace(waived=True) if match else finding)
    return marked, [_report_use(waiver, found) for waiver, found in uses.items()]


ValidWaivers = Mapping[tuple[str, str], Sequence[Waiver]]
"""The waivers that are valid, by the code and the row id that they are for."""


def group_valid_waivers(ledger: Ledger) -> ValidWaivers:
    """The waivers of a workbook that mark findings."""
    valid: dict[tuple[str, str], list[Waiver]] = defaultdict(list)
    for waiver in ledger.book.waivers:
        # an unread date or row id is no flaw (its cell has a finding), but nobody knows what such a waiver covers: it covers nothing
        if not any(_find_flaws(waiver, ledger.as_of)) and waiver.expires and "row_id" not in waiver.unread:
            valid[(waiver.code or "").upper(), _fold(waiver.row_id)].append(waiver)
    return valid


def find_waiver(finding: Finding, valid: ValidWaivers) -> Waiver | None:
    """The waiver that answers for a finding, if any."""
    sheet = _fold(finding.hit.place.sheet) if finding.hit.place else ""
    waivers = valid.get((finding.rule.code, _fold(finding.row_id)), ())
    return next((each for each in waivers if not each.sheet or _fold(each.sheet) == sheet), None)


def _report_use(waiver: Waiver, findings: Sequence[Finding]) -> Hit:
    values: dict[str, Value] = {
        "code": findings[0].rule.code, "row": waiver.row_id or waiver.sheet or "", "count": Count(len(findings)),
        "reference": waiver.reference, "reason": waiver.reason, "expires": waiver.expires,
    }  # fmt: skip
    places = tuple(finding.hit.place for finding in findings if finding.hit.place)
    return Hit(place=cell_of(waiver, "code"), values=values, related=places)


def _fold(text: str | None) -> str:
    return normalize("NFC", text or "").casefold().strip()
