"""The first proposal of a key: what stands in the accounts, as the text of its TOML file, with remarks for the person who corrects it.

Only a code whose name, or whose postings, name a recipient or an insats is proposed.  Every other is a question: two lines that are
remarks until somebody takes away the sign # of one of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.postings.coding_key import parse_span
from xl_kraftsamling.domain.postings.cost_sign import SignAnswer, SignCounts
from xl_kraftsamling.domain.postings.posting import (
    ACCOUNT,
    COUNTERPARTY,
    DIMENSIONS,
    ORGANISATION,
    Posting,
    find_leading_code,
    name_rows,
)
from xl_kraftsamling.domain.shown_text import show_text
from xl_kraftsamling.domain.status_words import NEGATIVE, POSITIVE
from xl_kraftsamling.domain.tables import Intervention
from xl_kraftsamling.domain.texts import Count, Text
from xl_kraftsamling.domain.toml_text import quote_toml
from xl_kraftsamling.reading.extracts.extract import Extract
from xl_kraftsamling.reading.extracts.key_file import INTERVENTION, KEY_VERSION, RECIPIENT

COST_CLASSES = ("4", "5", "6", "7")
"""How the accounts of costs begin, in the chart of the municipalities (Kommun-Bas) as in that of companies (BAS)."""
_COSTS = [span for text in COST_CLASSES if (span := parse_span(text))]
_MOST_LISTED = 200
"""Codes of a dimension that are listed, those with most money first: more are no list that anybody reads."""


_LONGEST_NAME, _TELLING_LETTERS = 5, 9
"""Words of a recipient's name, and letters of one that stands among other words: shorter ones are abbreviations, and may be anything."""


class CodeTotal(NamedTuple):
    """What stands on a code: how many postings, and their sum in öre."""

    rows: int = 0
    amount: int = 0

    def add(self, amount: int) -> "CodeTotal":
        """This with one more posting."""
        return CodeTotal(self.rows + 1, self.amount + amount)


@dataclass
class SeenCodes:
    """What was seen in extracts: the codes of each dimension, of postings that are costs by their accounts, and what else stands beside each.

    `beside` holds, for each code, the values of the other dimensions of its postings; `first_digits` the totals of accounts by class.
    """

    names: dict[tuple[str, str], str] = field(default_factory=dict)
    totals: dict[str, dict[str, CodeTotal]] = field(default_factory=dict)
    beside: dict[tuple[str, str], set[tuple[str, str]]] = field(default_factory=dict)
    first_digits: dict[str, CodeTotal] = field(default_factory=dict)
    signs: SignCounts = field(default_factory=SignCounts)
    unread: dict[str, None] = field(default_factory=dict)

    def add(self, extract: Extract) -> None:
        """Look at every posting of an extract; BadInput where one cannot be read."""
        for posting in extract.list_postings():
            self._add_posting(posting, is_signed=extract.is_signed)
        self.names |= extract.names
        self.unread |= dict.fromkeys(extract.unread)

    def _add_posting(self, posting: Posting, *, is_signed: bool) -> None:
        account = dict(posting.coding).get(ACCOUNT, "")
        if account:
            self.first_digits[account[0]] = self.first_digits.get(account[0], CodeTotal()).add(posting.amount)
        if account and not any(span.holds(account) for span in _COSTS):
            return
        if not is_signed:
            self.signs = self.signs.add(posting.amount)
        for name, code in posting.coding:
            if name != ACCOUNT:
                codes = self.totals.setdefault(name, {})
                codes[code] = codes.get(code, CodeTotal()).add(posting.amount)
                self.beside.setdefault((name, code), set()).update(pair for pair in posting.coding if pair[0] not in (name, ACCOUNT))


class _Target(NamedTuple):
    """Whose a code may be; `where` are the codes that say so, and `is_named` whether its own name does, so that it can be proposed."""

    where: tuple[tuple[str, str], ...]
    recipient: str
    intervention: str | None = None
    is_named: bool = False


def format_key(seen: SeenCodes, decision: Decision, interventions: Sequence[Intervention], workbook: str, lang: str) -> tuple[str, int]:
    """The proposal of a key in TOML, explained in one language, and how many codes it proposes a recipient for.

    :param workbook: the name of the workbook that it belongs to.
    """
    finder = _TargetFinder(seen, decision, interventions)
    leading = finder.find_leading_dimension()
    head = _HEAD.fill(lang, {"workbook": show_text(workbook), "dimensions": DIMENSIONS}).split("\n")
    lines = [*(f"# {line}".rstrip() for line in head), f"version = {KEY_VERSION}", f"decision = {quote_toml(decision.case_number)}"]
    lines += [*_format_accounts(seen, lang), *_format_counterparties(seen, lang), *_format_sign(seen, lang)]
    for name in sorted(seen.totals.keys() - {COUNTERPARTY}, key=lambda each: (each != leading, _rank(each))):
        lines += ["", *(_format_leading(name, finder, lang) if name == leading else _format_other(name, seen, lang))]
    if seen.unread:
        lines += ["", _remark(_UNREAD.fill(lang, {"headings": tuple(seen.unread)}))]
    return "\n".join(lines) + "\n", sum(target.is_named for code in seen.totals.get(leading or "", ()) for target in finder.find_targets(leading or "", code))


def _rank(name: str) -> tuple[int, str]:
    return DIMENSIONS.index(name) if name in DIMENSIONS else 3, name


class _TargetFinder:
    """Finds whose a code is: by its own name or an insats that is called so; or, as a question, by what its postings name beside it."""

    def __init__(self, seen: SeenCodes, decision: Decision, interventions: Sequence[Intervention]) -> None:
        self.seen, self._register = seen, decision.register
        self._recognise = lru_cache(maxsize=None)(self._find_recipient)
        self._interventions = {fold_label(word): each for each in interventions for word in (each.name, each.id) if word}

    def find_leading_dimension(self) -> str | None:
        """The dimension that tells most precisely whose a posting is; an organisation has other costs too, and is only the last resort."""
        others = {*self.seen.totals} - {COUNTERPARTY}
        names = sorted(others - {ORGANISATION} or others, key=_rank)
        named = (name for name in names if any(target.is_named for code in self.seen.totals[name] for target in self.find_targets(name, code)))
        return next(named, next(iter(names), None))

    def find_targets(self, name: str, code: str) -> Sequence[_Target]:
        """Whose a code may be: one target if its name or all its postings say so, several where its postings are of several recipients."""
        where = ((name, code),)
        intervention = self._find_intervention(name, code)
        beside = {pair: found for pair in sorted(self.seen.beside[name, code]) if (found := self._recognise(*pair))}
        own = intervention.recipient if intervention and intervention.recipient else self._recognise(name, code)
        if own and not {*beside.values()} - {own}:
            return [_Target(where, own, intervention.id if intervention else None, is_named=True)]
        if own or not beside:
            return []
        if len({*beside.values()}) == 1:
            return [_Target(where, next(iter(beside.values())))]
        dimension = next(iter(beside))[0]
        return [_Target((*where, pair), found) for pair, found in beside.items() if pair[0] == dimension]

    def _find_intervention(self, name: str, code: str) -> Intervention | None:
        words = (code, find_leading_code(code), self.seen.names.get((name, code), "")) if name in DIMENSIONS[:3] else ()
        return next((found for word in words if word and (found := self._interventions.get(fold_label(word)))), None)

    def _find_recipient(self, name: str, code: str) -> str | None:
        """The recipient that a code, or the name in or beside it, names: as a whole, or by the one recipient that is named in it."""
        words = [word for word in (self.seen.names.get((name, code), ""), code, code.removeprefix(find_leading_code(code)).strip(" -–")) if word]
        whole = next((found for word in words if (found := self._register.recognise(word).name)), None)
        return whole or next((found for word in words if (found := self._find_within(word))), None)

    def _find_within(self, text: str) -> str | None:
        """The recipient whose name in full, or abbreviation in capitals, stands in a text; None where there is none or several."""
        words = text.split()
        spans = (" ".join(words[first:last]) for first, last in combinations(range(len(words) + 1), 2) if last - first <= _LONGEST_NAME)
        named = (self._register.recognise(span).name for span in spans if len(span) >= _TELLING_LETTERS or (len(span) > 1 and span.isupper()))
        found = set(filter(None, named))
        return found.pop() if len(found) == 1 else None


def _format_accounts(seen: SeenCodes, lang: str) -> Iterator[str]:
    if not seen.first_digits:
        return
    yield f"accounts = [{', '.join(map(quote_toml, COST_CLASSES))}]  # {_ACCOUNTS.fill(lang, {})}"
    for digit, total in sorted(seen.first_digits.items()):
        if digit not in COST_CLASSES:
            yield _remark(_OTHER_ACCOUNTS.fill(lang, {"digit": digit, **_describe(total)}))


def _format_counterparties(seen: SeenCodes, lang: str) -> Iterator[str]:
    codes = seen.totals.get(COUNTERPARTY, {})
    if codes:
        listed = [f"#     {_describe_code(seen, COUNTERPARTY, code, total, lang)}" for code, total in _largest(codes)]
        yield from ("", _remark(_COUNTERPARTIES.fill(lang, {})), *listed, "#internal_counterparties = []")


def _format_sign(seen: SeenCodes, lang: str) -> Iterator[str]:
    positive, negative, total = seen.signs
    if not positive and not negative:
        return
    values = {"positive": Count(positive), "negative": Count(negative)}
    if seen.signs.seems is SignAnswer.UNCLEAR:
        yield from ("", _remark(_WHICH_SIGN.fill(lang, values)))
        for word, sum_of_costs in ((POSITIVE, total), (NEGATIVE, -total)):
            yield f"#cost_sign = {quote_toml(word)}  # {_SIGN_GIVES.fill(lang, {'total': Ore(sum_of_costs)})}"
        return
    word = POSITIVE if seen.signs.seems is SignAnswer.AS_SHOWN else NEGATIVE
    yield f"cost_sign = {quote_toml(word)}  # {_SIGN.fill(lang, values)}"


def _format_leading(name: str, finder: _TargetFinder, lang: str) -> Iterator[str]:
    """The sections of the dimension by which the key goes: proposals, then questions."""
    seen, codes = finder.seen, finder.seen.totals[name]
    yield _remark(_LEADING.fill(lang, {"name": name, "count": Count(len(codes))}))
    listed = [(code, total, finder.find_targets(name, code)) for code, total in _largest(codes)]
    for code, total, targets in sorted(listed, key=lambda each: not any(target.is_named for target in each[2])):
        what = _describe_code(seen, name, code, total, lang)
        if targets and targets[0].is_named:
            yield from ("", f"# {what}", "[[key]]", *_format_target(targets[0]))
            continue
        yield from ("", _remark(f"? {what}"))
        for target in targets or [_Target(((name, code),), "")]:
            yield from (f"#{line}" for line in ("[[key]]", *_format_target(target)))
        yield from ("#[[left_out]]", f"#{quote_toml(name)} = {quote_toml(code)}")
    yield from _format_rest(codes, lang)


def _format_target(target: _Target) -> Iterator[str]:
    yield from (f"{quote_toml(name)} = {quote_toml(code)}" for name, code in target.where)
    yield f"{RECIPIENT} = {quote_toml(target.recipient)}"
    if target.intervention:
        yield f"{INTERVENTION} = {quote_toml(target.intervention)}"


def _format_other(name: str, seen: SeenCodes, lang: str) -> Iterator[str]:
    """The codes of a dimension by which the key does not go, but which may stand in it."""
    codes = seen.totals[name]
    yield _remark(_OTHERS.fill(lang, {"name": name, "count": Count(len(codes))}))
    yield from (f"#     {_describe_code(seen, name, code, total, lang)}" for code, total in _largest(codes))
    yield from _format_rest(codes, lang)


def _format_rest(codes: Mapping[str, CodeTotal], lang: str) -> Iterator[str]:
    if len(codes) > _MOST_LISTED:
        rest = [total.amount for _, total in _by_size(codes)[_MOST_LISTED:]]
        yield _remark(_MORE.fill(lang, {"count": Count(len(rest)), "amount": Ore(sum(rest))}))


def _by_size(codes: Mapping[str, CodeTotal]) -> list[tuple[str, CodeTotal]]:
    return sorted(codes.items(), key=lambda each: (-abs(each[1].amount), each[0]))


def _largest(codes: Mapping[str, CodeTotal]) -> list[tuple[str, CodeTotal]]:
    return _by_size(codes)[:_MOST_LISTED]


def _describe_code(seen: SeenCodes, name: str, code: str, total: CodeTotal, lang: str) -> str:
    said = seen.names.get((name, code), "")
    known = f"{code} {said}" if said else code
    return show_text(_CODE.fill(lang, {"code": known, **_describe(total)}))


def _describe(total: CodeTotal) -> dict[str, Text | Ore]:
    return {"rows": name_rows(total.rows), "amount": Ore(total.amount)}


def _remark(text: str) -> str:
    return f"# {text}"


_HEAD = Text(
    """Konteringsnyckel för {workbook}: vad i huvudboken som är vilken mottagare och insats.
Rätta det som är fel, svara på frågorna och kör kraftsamling import igen. En rad som börjar med # läses inte.

accounts   konton som räknas: de siffror som de börjar med, eller från och till ("4000-6999"). Utan raden räknas alla.
internal_counterparties   motparter som inte räknas. Utan raden räknas alla, även interna.
cost_sign  positivt eller negativt: hur en kostnad visas i ett utdrag med en enda beloppskolumn
[[key]]    rader med de koder som står här är mottagarens, och insatsens om den anges. Flera koddelar i samma avsnitt ska alla stämma.
           Av flera avsnitt som stämmer gäller det med flest koddelar. En tom kod ("") är rader utan koddelen.
[[left_out]]  rader med de koder som står här räknas inte
Koddelar: {dimensions}, eller det namn som huvudboken själv har.""",
    """The coding key of {workbook}: what in the accounts is which recipient and insats.
Correct what is wrong, answer the questions and run kraftsamling import again. A line that begins with # is not read.

accounts   the accounts that count: the digits that they begin with, or from and to ("4000-6999"). Without the line all count.
internal_counterparties   the counterparties that do not count. Without the line all count, internal ones too.
cost_sign  positivt or negativt (positive or negative): how a cost is shown in an extract with a single column of amounts
[[key]]    rows with the codes here are the recipient's, and the insats' if it is given. Several dimensions in one section must all fit.
           Of several sections that fit, the one with most dimensions holds. An empty code ("") is rows without the dimension.
[[left_out]]  rows with the codes here do not count
Dimensions: {dimensions}, or the name that the accounts themselves have.""",
)
_ACCOUNTS = Text("kostnader", "costs")
_OTHER_ACCOUNTS = Text(
    "konton som börjar med {digit} räknas inte: {rows}, {amount}",
    "accounts that begin with {digit} do not count: {rows}, {amount}",
)
_COUNTERPARTIES = Text("Motparter. Skriv in dem som är interna och inte ska räknas:", "Counterparties. Enter those that are internal and are not to count:")
_WHICH_SIGN = Text(
    "Vilket tecken har en kostnad? {positive} belopp är över noll och {negative} under. Ta bort # framför det som gäller:",
    "What sign do costs have? {positive} amounts are above zero and {negative} below. Remove the # before the one that "
    "applies:",
)
_SIGN_GIVES = Text("kostnaderna är då {total}", "the costs are then {total}")
_SIGN = Text("{positive} belopp är över noll och {negative} under", "{positive} amounts are above zero and {negative} below")
_LEADING = Text(
    "{name} (koder: {count}). Det som har ett avsnitt utan # är ett förslag; ett ? är en fråga: ta bort # framför [[key]] och fyll i "
    "mottagaren, eller framför [[left_out]].",
    "{name} (codes: {count}). A section without # is a proposal; a ? is a question: remove the # before [[key]] and fill in the "
    "recipient, or before [[left_out]].",
)
_OTHERS = Text("{name}, som också kan stå i en nyckel (koder: {count})", "{name}, which can also be used in a key (codes: {count})")
_CODE = Text("{code}: {rows}, {amount}", "{code}: {rows}, {amount}")
_MORE = Text("och {count} koder till, tillsammans {amount}", "and {count} more codes, together {amount}")
_UNREAD = Text(
    "Kolumner som inte är lästa, men som en nyckel kan nämna med sin rubrik: {headings}",
    "Columns that were not read, but that a key can name by their heading: {headings}",
)
