"""Scenarios in Swedish sentences, as an economist would write them, made into rows and expectations.

A scenario has a name (`namn`), what is so (`givet`), what somebody wants (`när`) and what the program must answer (`så`).
Call-offs are A-1, A-2 … and transfers O-1, O-2 … in the order of their sentences.  A transfer is in good order (agreed with
stadskontoret the same day, declared unused) unless the sentence has something else after a comma.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from support import TESTS
from xl_kraftsamling.domain import money
from xl_kraftsamling.domain.dates import read_date
from xl_kraftsamling.domain.decision import Decision, load_decision, pick_shipped_decision
from xl_kraftsamling.domain.status_words import CALL_OFF_STATES, TRANSFER_STATES

FOLDER = TESTS / "scenarios"
APPROVED, PAID, REQUESTED, REVERSED = (CALL_OFF_STATES[n] for n in (1, 2, 0, 3))
DRAFT, ASKED, AGREED, BOOKED, UNDONE, REFUSED = TRANSFER_STATES

_MONEY = r"(?P<amount>[\d ]+(?:,\d\d)?) kr"
_DAY = r"den (?P<day>\d+ \w+(?: \d{4})?)"


@dataclass
class Scenario:
    """Rows by table and field, the wish if there is one, and the sentences about the answer."""

    name: str
    call_offs: list[dict[str, Any]] = field(default_factory=list)
    transfers: list[dict[str, Any]] = field(default_factory=list)
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    forecasts: list[dict[str, Any]] = field(default_factory=list)
    waivers: list[dict[str, Any]] = field(default_factory=list)
    record: dict[str, Any] = field(default_factory=dict)
    as_of: date = date(2026, 9, 30)
    wish: dict[str, Any] | None = None
    then: list[str] = field(default_factory=list)
    later: str = ""

    @property
    def decision(self) -> Decision:
        """The shipped decision with what came later."""
        shipped = pick_shipped_decision("STK-2026-580")
        return load_decision(shipped.file, self.decision_file) if self.later else shipped

    @property
    def decision_file(self) -> bytes:
        """The file of that decision."""
        return pick_shipped_decision("STK-2026-580").file.read_bytes() + self.later.encode()

    @property
    def allotted(self) -> dict[str, int]:
        """The sheet Tilldelning of somebody who keeps it up to date: all that is decided, in öre."""
        return self.decision.allotted_on(date.max)


def scenarios() -> list[Scenario]:
    """Every scenario of the folder."""
    return [_scenario(entry) for path in sorted(FOLDER.glob("*.yaml")) for entry in yaml.safe_load(path.read_text("utf-8"))]


def ore(text: str) -> int:
    """An amount in öre."""
    return money.read_amount(text).ore


def day(text: str) -> date:
    """A date; without a year it is 2026."""
    return read_date(text if re.search(r"\d{4}", text) else f"{text} 2026").value


def _scenario(entry: dict[str, Any]) -> Scenario:
    scenario = Scenario(entry["namn"], then=entry["så"])
    for sentence in entry.get("givet", ()):
        _take(scenario, sentence)
    if "när" in entry:
        main, *rest = entry["när"].split(", ")
        found = re.fullmatch(rf"(?P<donor>.+?) (?P<how>vill|begär att få) lämna {_MONEY} till (?P<receiver>.+?) {_DAY}", main)
        assert found, entry["när"]
        scenario.wish = _transfer(found, AGREED if found["how"] == "vill" else ASKED, rest)
    return scenario


_CALL_OFFS = {
    rf"(?P<who>.+?) har avropat {_MONEY} {_DAY}": APPROVED,
    rf"(?P<who>.+?) har fått {_MONEY} utbetalt {_DAY}": PAID,
    rf"(?P<who>.+?) har begärt {_MONEY} {_DAY}": REQUESTED,
    rf"(?P<who>.+?) har återfört {_MONEY} av (?P<reverses>A-\d+) {_DAY}": REVERSED,
}
_TRANSFERS = {
    rf"(?P<donor>.+?) har lämnat {_MONEY} till (?P<receiver>.+?) {_DAY}": BOOKED,
    rf"(?P<donor>.+?) är överens om att lämna {_MONEY} till (?P<receiver>.+?) {_DAY}": AGREED,
    rf"(?P<donor>.+?) har bett att få lämna {_MONEY} till (?P<receiver>.+?) {_DAY}": ASKED,
    rf"(?P<donor>.+?) funderar på att lämna {_MONEY} till (?P<receiver>.+?) {_DAY}": DRAFT,
    rf"(?P<donor>.+?) fick nej till att lämna {_MONEY} till (?P<receiver>.+?) {_DAY}": REFUSED,
    rf"(?P<donor>.+?) har tagit tillbaka {_MONEY} från (?P<receiver>.+?) som lämnades {_DAY}": UNDONE,
}


def _take(scenario: Scenario, sentence: str) -> None:
    main, *rest = sentence.split(", ")
    for pattern, status in _CALL_OFFS.items():
        if found := re.fullmatch(pattern, main):
            scenario.call_offs.append(_call_off(found, status, len(scenario.call_offs) + 1))
            return
    for pattern, status in _TRANSFERS.items():
        if found := re.fullmatch(pattern, main):
            scenario.transfers.append({"id": f"O-{len(scenario.transfers) + 1}", **_transfer(found, status, rest)})
            return
    _take_other(scenario, sentence)


def _take_other(scenario: Scenario, sentence: str) -> None:
    if found := re.fullmatch(rf"(?P<who>.+?) har förbrukat {_MONEY}(?: på (?P<insats>I-\d\d))? till och med {_DAY}", sentence):
        spent = {"voucher": f"V-{len(scenario.outcomes) + 1}", "period": day(found["day"]).year * 100 + day(found["day"]).month}
        scenario.outcomes.append({
            **spent, "booked_on": day(found["day"]), "recipient": found["who"], "amount": ore(found["amount"]), "intervention": found["insats"],
        })  # fmt: skip
    elif found := re.fullmatch(r"V-(\d+) står en gång till", sentence):
        scenario.outcomes.append(scenario.outcomes[int(found[1]) - 1])
    elif found := re.fullmatch(rf"(?P<who>.+?) räknade med {_MONEY} för hela året {_DAY}", sentence):
        scenario.forecasts.append({"date": day(found["day"]), "recipient": found["who"], "amount": ore(found["amount"])})
    elif found := re.fullmatch(r"arbetsboken anger år (\d+)", sentence):
        scenario.record = {"year": found[1]}
    elif sentence == "kommunstyrelsen har inte beslutat än":
        scenario.record = {"status": "förslag", "executive_section": None, "decided_on": None}
    elif found := re.fullmatch(rf"kommunstyrelsen beslutade {_DAY}", sentence):
        scenario.record = {"decided_on": day(found["day"])}
    elif later := _read_later(sentence):
        scenario.later += later
    elif found := re.fullmatch(rf"avstämningen görs {_DAY}", sentence):
        scenario.as_of = day(found["day"])
    elif found := re.fullmatch(rf"undantag från (?P<code>\w+) på (?P<row>\S+) gäller till och med {_DAY}(?P<bare> utan skäl)?", sentence):
        scenario.waivers.append({
            "code": found["code"], "row_id": found["row"], "expires": day(found["day"]), "reference": "STK-2026-801",
            "reason": None if found["bare"] else "Muntligt besked", "role": "ekonomichef",
        })  # fmt: skip
    else:
        raise AssertionError(f"Meningen går inte att tolka: {sentence}")


_LATER = {
    rf"sista dag att avropa är {_DAY}": 'deadline]]\nwhat = "avrop"\nreference = "STK-2024-1374"',
    rf"outnyttjade medel ska återbetalas senast {_DAY}": 'deadline]]\nwhat = "återbetalning"\nreference = "STK-2024-1374"',
    rf"(?P<who>.+?) har betalat tillbaka {_MONEY} {_DAY}": "repayment]]",
    rf"(?P<who>.+?) fick i stället {_MONEY} genom ett beslut {_DAY}": 'amendment]]\nsection = "§ 301"',
}


def _read_later(sentence: str) -> str:
    """The section of a decision's file that a sentence is about; empty where it is about none."""
    for pattern, section in _LATER.items():
        if found := re.fullmatch(pattern, sentence):
            who = found.groupdict().get("who")
            money = f'recipient = "{who}"\nkronor = {ore(found["amount"]) // 100}\n' if who else ""
            inner = "\n[[amendment.allocation]]\n" if section.startswith("amendment") else ""
            return f"\n[[{section}\ndate = {day(found['day'])}\n{inner}{money}"
    return ""


def _call_off(found: re.Match[str], status: str, number: int) -> dict[str, Any]:
    reverses = found.groupdict().get("reverses")
    amount, when = ore(found["amount"]), day(found["day"])
    return {
        "id": f"A-{number}", "date": when, "recipient": found["who"], "amount": amount, "status": status, "reverses": reverses,
    }  # fmt: skip


def _transfer(found: re.Match[str], status: str, rest: list[str]) -> dict[str, Any]:
    when = day(found["day"])
    row = {"donor": found["donor"], "receiver": found["receiver"], "date": when, "amount": ore(found["amount"]), "status": status}
    if status in (AGREED, BOOKED, UNDONE):
        row |= {"agreement": "STK-2026-701", "agreed_on": when, "party": "stadskontoret", "declared_unused": "ja"}
    for remark in rest:
        row |= _remark(remark)
    return row


def _remark(text: str) -> dict[str, Any]:
    if text == "utan överenskommelse":
        return {"agreement": None, "agreed_on": None, "party": None}
    if text == "utan datum på överenskommelsen":
        return {"agreed_on": None}
    if text == "utan att ha förklarat pengarna outnyttjade":
        return {"declared_unused": None}
    if text == "som har sagt att pengarna behövs":
        return {"declared_unused": "nej"}
    if text == "utan att part är angiven":
        return {"party": None}
    for pattern, name, read in (
        (r"överenskommet den (.+)", "agreed_on", day), (r"överenskommet med (.+)", "party", str),
        (r"överenskommet om (.+)", "agreed_amount", ore), (r"med ursprung (.+)", "origin", str), (r"enligt (.+)", "comment", str),
    ):  # fmt: skip
        if found := re.fullmatch(pattern, text):
            return {name: read(found[1])}
    raise AssertionError(f"Tillägget går inte att tolka: {text}")
