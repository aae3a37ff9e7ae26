"""Adds what was decided to the decision file beside a workbook: new sections at its end, and all that stands there stays as it is.

Where there is no such file yet it begins as a copy of the decision that the workbook follows, with the remarks in it.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

from xl_kraftsamling.domain.book import Entry
from xl_kraftsamling.domain.decision import Decision, load_decision
from xl_kraftsamling.domain.decision_points import DEADLINE_WORDS, Repayment
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.new_points import NewAmount, NewPoints
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import RECORD
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.domain.toml_text import quote_toml
from xl_kraftsamling.saving import FileState, replace_file


def add_to_decision(target: Path, followed: Decision, record: Mapping[str, Entry], points: NewPoints, lang: str) -> Decision:
    """Add points to the decision file of a workbook; returns the decision that it then holds.

    :param target: the file beside the workbook, made where it is missing from the file of the decision that the workbook follows.
    :param record: what the sheet Beslut says, which may know of kommunstyrelsen's decision.
    :param lang: the language of the remarks.
    :raises BadInput: there is nothing to begin with, the points do not fit what is there, or the file cannot be written.
    """
    source = target if target.is_file() else followed.file
    if source is None or followed.file is None or source.resolve() != followed.file.resolve():
        raise BadInput(_ANOTHER if target.is_file() else _NO_SOURCE, file=target.name, decision=followed.reference.strip())
    before = source.read_bytes()
    sections = [*_compose_decision(followed, record, points, lang), *_compose_conditions(followed, points, target.name), *_compose_events(followed, points)]
    end = "\r\n" if b"\r\n" in before else "\n"
    added = "".join(f"{end}{end.join(section)}{end}" for section in sections).encode()
    data = before + (b"" if before.endswith(b"\n") else end.encode()) + added
    decision = load_decision(target, data)
    origin = FileState(source, sha256(before).hexdigest())
    with replace_file(target, overwrite=True, follow=False, like=[source], origin=origin) as draft:
        draft.file.write(data)
    return decision


def _compose_decision(followed: Decision, record: Mapping[str, Entry], points: NewPoints, lang: str) -> Iterator[list[str]]:
    """The sections of a decision: kommunstyrelsen's own on the proposal where none is known yet, otherwise one that changes it."""
    if not points.section or not points.day:
        return
    number = points.case_number or followed.case_number
    if (points.day, number, points.section) in _list_known(followed):
        raise BadInput(_ENTERED, day=points.day, reference=f"{number} {points.section}")
    is_adoption = _is_adoption(followed, record, points.day, points.section)
    if is_adoption and number != followed.case_number:
        raise BadInput(_OWN_NUMBER, number=followed.case_number)
    if not is_adoption and not points.amounts:
        raise BadInput(_NO_AMOUNTS)
    name, remark = ("adoption", _ADOPTION) if is_adoption else ("amendment", _AMENDMENT)
    own_number = [f"case_number = {quote_toml(number)}"] if number != followed.case_number else []
    heading = f"[{name}]" if is_adoption else f"[[{name}]]"
    yield [f"# {remark.fill(lang, {})}", heading, f"date = {points.day}", f"section = {quote_toml(points.section)}", *own_number]
    for recipient, amount in points.amounts.items():
        ore = _find_amount(followed, recipient, amount, None if is_adoption else points.day)
        yield [f"[[{name}.allocation]]", *_compose_money(recipient, ore, points.reference)]


def _list_known(followed: Decision) -> list[tuple[date, str, str]]:
    """The decisions of a file, by date, diarienummer and §."""
    adopted = [(followed.adoption.day, followed.case_number, followed.adoption.section)] if followed.adoption else []
    return [*adopted, *((each.day, each.case_number, each.section) for each in followed.amendments)]


def _is_adoption(followed: Decision, record: Mapping[str, Entry], day: date, section: str) -> bool:
    """Whether a decision is kommunstyrelsen's own on the proposal: neither the file nor the sheet Beslut knows of another."""
    if followed.adoption or followed.amendments:
        return False
    decided, stated = (record.get(name) or Entry(None, Place(RECORD.sheet)) for name in ("decided_on", "executive_section"))
    for entry in (decided, stated):
        if entry.unread:
            raise BadInput(_UNREAD, place=entry.place)
    agrees = [decided.value == day] if decided.value else []
    agrees += [re.findall(r"\d+", stated.value) == re.findall(r"\d+", section)] if stated.value else []
    if len({*agrees}) > 1:  # the same day with another §, or the other way round: one of them is a slip
        raise BadInput(_HALF, day=decided.value, section=stated.value)
    if decided.value and day < decided.value:
        raise BadInput(_TOO_EARLY, day=decided.value)
    return all(agrees)


def _find_amount(followed: Decision, recipient: str, amount: NewAmount, day: date | None) -> int:
    """What a recipient is to have in all, in öre; `day` is that of an amendment, None before any."""
    if day and (later := [since for since, _ in followed.list_stages(recipient) if since >= day]):
        raise BadInput(_LATER, recipient=recipient, day=later[0])
    held = followed.allotted_on(day or date.min).get(recipient, 0)
    ore = held + amount.ore if amount.is_change else amount.ore
    if ore < 0:
        raise BadInput(_BELOW_ZERO, recipient=recipient, held=Ore(held), change=Ore(amount.ore))
    return ore


def _compose_conditions(followed: Decision, points: NewPoints, file: str) -> Iterator[list[str]]:
    """A section for each last day."""
    for what, day in points.deadlines.items():
        if known := followed.find_deadline(what):
            raise BadInput(_KNOWN_DAY, what=DEADLINE_WORDS[what], day=known.day, file=file)
        yield ["[[deadline]]", f"what = {quote_toml(what)}", f"date = {day}", *_compose_reference(points.reference)]


def _compose_events(followed: Decision, points: NewPoints) -> Iterator[list[str]]:
    """A section for a report, and for each repayment; one that is there already would count twice."""
    if points.reported:
        if points.reported in followed.reports:
            raise BadInput(_REPORTED, day=points.reported)
        yield ["[[report]]", f"date = {points.reported}", *_compose_reference(points.reference)]
    for recipient, ore in points.repaid.items():
        if Repayment(points.day or date.min, recipient, ore, points.reference or "") in followed.repayments:
            raise BadInput(_REPAID, day=points.day, recipient=recipient, amount=Ore(ore))
        yield ["[[repayment]]", f"date = {points.day}", *_compose_money(recipient, ore, points.reference)]


def _compose_money(recipient: str, ore: int, reference: str | None) -> Iterator[str]:
    kronor, rest = divmod(ore, 100)
    yield f"recipient = {quote_toml(recipient)}"
    yield f"kronor = {kronor:_}" + (f".{rest:02d}" if rest else "")
    yield from _compose_reference(reference)


def _compose_reference(reference: str | None) -> Iterator[str]:
    if reference:
        yield f"reference = {quote_toml(reference)}"


_ADOPTION = Text(
    "Kommunstyrelsens beslut om förslaget. En mottagare som inte nämns här har fått det föreslagna beloppet.",
    "Kommunstyrelsen's decision on the proposal. A recipient that is not named here was granted the proposed amount.",
)
_AMENDMENT = Text(
    "Ett senare beslut. Beloppet är vad mottagaren sammanlagt har från och med datumet.",
    "A later decision. The amount is what the recipient has in total from that date on.",
)
_ANOTHER = Text(
    "{file} ligger redan bredvid arbetsboken, och är inte det beslut som skulle ändras ({decision}). Utelämna --decision, "
    "eller flytta filen, och försök igen.",
    "{file} is already beside the workbook, and is not the decision that was to be changed ({decision}). Leave out "
    "--decision, or move the file, and try again.",
)
_NO_SOURCE = Text(
    "Programmet har ingen fil för beslutet {decision}. Ange den med --decision, eller lägg den bredvid arbetsboken som {file}.",
    "The program has no file for the decision {decision}. Give it with --decision, or put it beside the workbook as {file}.",
)
_ENTERED = Text(
    "Beslutet {day}, {reference} är redan infört. Ska något i det ändras: ändra i filen.",
    "The decision of {day}, {reference} is already entered. To change something in it, change the file.",
)
_OWN_NUMBER = Text(
    "Det här är kommunstyrelsens beslut om förslaget, och det har förslagets diarienummer {number}: utelämna --case-number.",
    "This is kommunstyrelsen's decision on the proposal, which has the proposal's case number {number}: leave out --case-number.",
)
_KNOWN_DAY = Text(
    "Sista dag för {what} är redan införd: {day}. Har den flyttats: ändra datumet i {file}.",
    "The last day for {what} is already entered: {day}. If it has been moved, change the date in {file}.",
)
_REPORTED = Text("En återrapportering den {day} är redan införd.", "A report on {day} is already entered.")
_REPAID = Text(
    "Återbetalningen den {day} av {amount} från {recipient} är redan införd. Är det en till: ange dess verifikation med "
    "--reference.",
    "The repayment on {day} of {amount} from {recipient} is already entered. If it is another one, give its voucher with "
    "--reference.",
)
_NO_AMOUNTS = Text(
    "Kommunstyrelsens beslut om förslaget finns redan, så det här är ett senare beslut. Ange vad det ändrar med --amount.",
    "Kommunstyrelsen's decision on the proposal is already there, so this is a later one. State what it changes with "
    "--amount.",
)
_UNREAD = Text(
    "Det går inte att avgöra om det här är kommunstyrelsens första beslut eller ett senare, eftersom {place} inte kan läsas. "
    "Rätta cellen först.",
    "There is no telling whether this is kommunstyrelsen's first decision or a later one, because {place} cannot be read. "
    "Correct the cell first.",
)
_HALF = Text(
    "På bladet Beslut står kommunstyrelsens beslut {day}, {section}. Bara datumet eller paragrafen är densamma som det som "
    "anges här. Rätta det som är fel.",
    "The sheet Beslut has kommunstyrelsen's decision {day}, {section}. Only the date or the § is the same as what is given "
    "here. Correct the one that is wrong.",
)
_TOO_EARLY = Text(
    "Ett senare beslut kan inte vara daterat före kommunstyrelsens beslut {day} på bladet Beslut.",
    "A later decision cannot be dated before kommunstyrelsen's decision of {day} on the sheet Beslut.",
)
_LATER = Text(
    "För {recipient} är redan ett belopp beslutat från och med {day}, och det skulle gälla i stället. Skriv in beslutet för "
    "hand i beslutets fil, i rätt ordning.",
    "For {recipient} an amount has already been decided from {day} on, and it would apply instead. Enter the decision in its "
    "file by hand, in the right order.",
)
_BELOW_ZERO = Text(
    "Ändringen {change} är mer än vad {recipient} har, {held}: beloppet skulle bli mindre än noll.",
    "The change {change} is more than {recipient} has, {held}: the amount would be less than zero.",
)
