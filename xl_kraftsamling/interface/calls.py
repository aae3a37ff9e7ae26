"""The functions of the interface, named as the commands are, with the same options and the same answers.

Each takes paths as text or `Path`, raises :class:`KraftsamlingError` with one sentence in `lang` (sv or en), and imports what is heavy only
when it is called.  In all of them `decision` is the diarienummer of a decision that ships, or the file of one, otherwise the one beside the
workbook holds; `map_file` is a map of the workbook's tables, otherwise the one beside it; and `as_of` the avstämningsdatum, otherwise the
workbook's own, otherwise today.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from xl_kraftsamling import app
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.interface.arguments import (
    BadCall,
    Day,
    Kronor,
    StrPath,
    explain_problems,
    find_recipient,
    read_day,
    read_decision,
    read_kronor,
    read_optional_path,
    read_path,
    read_paths,
    read_profile,
    read_text,
    require_decision,
)
from xl_kraftsamling.interface.results import Balances, Difference, FilledWorkbook, RulePage, TransferAnswer, Validation

if TYPE_CHECKING:
    from xl_kraftsamling.app import ValidatedWorkbook
    from xl_kraftsamling.finding import Rule


@explain_problems
def validate(
    workbook: StrPath, *, profile: str | None = None, as_of: Day | None = None, decision: StrPath | None = None, map_file: StrPath | None = None,
    lang: str = "sv",
) -> Validation:  # fmt: skip
    """Check a workbook, cell by cell; it is not changed.

    :param profile: strikt, normal or mild; otherwise the workbook's own, otherwise normal.
    :raises KraftsamlingError: the file cannot be read (3), or the call is wrong (2).
    """
    return _describe(_validate(workbook, profile, as_of, decision, map_file), lang)


@explain_problems
def annotate(
    workbook: StrPath, target: StrPath, *, profile: str | None = None, as_of: Day | None = None, decision: StrPath | None = None,
    map_file: StrPath | None = None, force: bool = False, lang: str = "sv",
) -> Validation:  # fmt: skip
    """Check a workbook and write a copy with what was found: on the sheet Kontroll, and as notes and colours at the cells.

    :param profile: as for :func:`validate`.
    :param force: the target may exist, and may be the workbook itself; what is protected, locked or signed is changed too.
    :raises KraftsamlingError: as for :func:`validate`; the target may not or cannot be written (3).
    """
    validated = _validate(workbook, profile, as_of, decision, map_file)
    app.annotate_workbook(validated, read_path(target), lang=lang, now=datetime.now(), force=force)
    return _describe(validated, lang)


def _validate(
    workbook: StrPath, profile: str | None, as_of: Day | None, decision: StrPath | None, map_file: StrPath | None
) -> "ValidatedWorkbook":
    return app.validate_workbook(
        read_path(workbook), profile=read_profile(profile), as_of=read_day(as_of), known=read_decision(decision),
        map_file=read_optional_path(map_file),
    )  # fmt: skip


def _describe(validated: "ValidatedWorkbook", lang: str) -> Validation:
    from xl_kraftsamling.interface.decoding import decode_validation, load_printed
    from xl_kraftsamling.report.as_json import encode_workbook

    verdict = validated.verdict
    entry = encode_workbook(str(validated.path), validated.sha256, validated.layout, verdict, validated.regions, lang)
    return decode_validation(validated.path, load_printed(entry), verdict.profile, verdict.ledger.as_of)


@explain_problems
def balance(
    workbook: StrPath, *, as_of: Day | None = None, decision: StrPath | None = None, map_file: StrPath | None = None, lang: str = "sv"
) -> Balances:
    """What every recipient has, has called off and has left.

    :raises KraftsamlingError: as for :func:`validate`.
    """
    validated = _validate(workbook, None, as_of, decision, map_file)
    from xl_kraftsamling.interface.decoding import decode_balances
    from xl_kraftsamling.report.balance import encode_balances

    entry = encode_balances(str(validated.path), validated.verdict.ledger, lang)
    return decode_balances(validated.path, _load_with_caution(entry, validated, lang))


def _load_with_caution(entry: Mapping[str, Any], validated: "ValidatedWorkbook", lang: str) -> Mapping[str, Any]:
    """An object about figures as it is printed: with what concerns them."""
    from xl_kraftsamling.interface.decoding import load_printed
    from xl_kraftsamling.report.caution import describe_caution

    return load_printed({**entry, "caution": describe_caution(validated.verdict, lang)})


@explain_problems
def transfer(
    workbook: StrPath, *, donor: str, receiver: str, date: Day, amount: Kronor | None = None, agreement: str | None = None,
    agreed_on: Day | None = None, party: str | None = None, agreed_amount: Kronor | None = None, declared_unused: bool | None = None,
    origin: str | None = None, as_of: Day | None = None, decision: StrPath | None = None, map_file: StrPath | None = None, lang: str = "sv",
) -> TransferAnswer:  # fmt: skip
    """Whether money may be moved from one recipient to another, and why; nothing is written.

    :param donor: names and abbreviations as people write them; `receiver` likewise.
    :param amount: kronor; None tries the largest amount that can be moved.
    :param agreement: the diarienummer of the agreement, `agreed_on` its date, `party` whom it is with, `agreed_amount` what it is on.
    :param declared_unused: whether the donor has said that it does not need the money; None where it has said nothing.
    :param origin: from whom the donor itself got the money: a recipient, or the id of a transfer.
    :raises KraftsamlingError: as for :func:`validate`; a name is unknown or ambiguous, or it is not settled which decision holds (2).
    """
    asked, agreed, day = read_kronor(amount), read_kronor(agreed_amount), read_day(date)
    if day is None:
        raise BadCall(_NO_DAY)
    validated = _validate(workbook, None, as_of, decision, map_file)
    from xl_kraftsamling.domain.status_words import NO, YES
    from xl_kraftsamling.domain.transfers.eligibility import propose
    from xl_kraftsamling.domain.transfers.trial import try_largest, try_transfer
    from xl_kraftsamling.interface.decoding import decode_answer
    from xl_kraftsamling.report.transfer import encode_trial

    ledger = validated.verdict.ledger
    giving, receiving = (find_recipient(require_decision(ledger.decision), name) for name in (donor, receiver))
    row = propose(
        giving, receiving, asked or 0, day, reference=read_text(agreement), agreed_on=read_day(agreed_on), party=read_text(party), agreed_amount=agreed,
        declared_unused=None if declared_unused is None else YES if declared_unused else NO, origin=read_text(origin),
    )  # fmt: skip
    trial = try_largest(ledger, row) if asked is None else try_transfer(ledger, row)
    entry = encode_trial(str(validated.path), trial, None, lang)
    return decode_answer(validated.path, _load_with_caution(entry, validated, lang))


@explain_problems
def fill(
    target: StrPath, *, decision: StrPath | None = None, data: StrPath | Iterable[StrPath] = (), example: bool = False, force: bool = False,
    lang: str = "sv",  # noqa: ARG001  # that of the sentence of an error
) -> FilledWorkbook:  # fmt: skip
    """Make a workbook from the template, with the amounts of a decision and, if given, the rows of some data.

    :param decision: a diarienummer or a file; otherwise the file beside the target, otherwise the one that ships.
    :param data: CSV files, folders of them, JSON files or other workbooks; `example` takes invented data instead.
    :param force: the target may exist.
    :raises KraftsamlingError: the data cannot be read, or the target may not or cannot be written (3); it is not settled which decision is
        meant, or both `data` and `example` are given (2).
    """
    path, sources = read_path(target), read_paths(data)
    if sources and example:
        raise BadCall(_BOTH)
    followed, _ = app.pick_decision_for(path, None if decision is None else str(read_path(decision)), example=example)
    filled = app.fill_workbook(path, decision=require_decision(followed), data=sources, example=example, force=force)
    return FilledWorkbook(path=path, decision=filled.decision.case_number, rows=dict(filled.rows), repeated=dict(filled.repeated))


@explain_problems
def diff(
    before: StrPath, after: StrPath, *, as_of: Day | None = None, decision: StrPath | None = None, map_file: StrPath | None = None, lang: str = "sv"
) -> Difference:
    """What differs between two workbooks: first the money, then the rows and the findings.

    :param as_of: of both; otherwise each is seen at its own.
    :raises KraftsamlingError: as for :func:`validate`.
    """
    paths = read_path(before), read_path(after)
    difference = app.compare_workbooks(
        *paths, as_of=read_day(as_of), known=read_decision(decision), map_file=read_optional_path(map_file)
    )
    from xl_kraftsamling.interface.decoding import decode_difference, load_printed
    from xl_kraftsamling.report.difference.encoding import encode_difference

    return decode_difference(*paths, load_printed(encode_difference(difference, lang)))


@explain_problems
def explain(code: str, *, lang: str = "sv") -> RulePage:
    """The page of a rule: what it finds, why, what to do, and examples.

    :param code: such as AV01, in capitals or not.
    :raises KraftsamlingError: there is no such rule (2).
    """
    rule, nearest = app.find_rule(str(code))
    if rule is None:
        raise BadCall(_NO_CODE, code=str(code), question=_MEANT.bind(code=nearest) if nearest else "")
    return _describe_rule(rule, lang)


@explain_problems
def list_rules(*, lang: str = "sv") -> tuple[RulePage, ...]:
    """Every rule, in the order in which they are shown: what `kraftsamling rules` lists."""
    from xl_kraftsamling.rules import RULES

    return tuple(_describe_rule(rule, lang) for rule in RULES)


def _describe_rule(rule: "Rule", lang: str) -> RulePage:
    from xl_kraftsamling.report.kept_words import explain_kept_words
    from xl_kraftsamling.report.rule_list import encode_rules
    from xl_kraftsamling.report.rule_page import render_rule_page

    (entry,) = encode_rules([rule], lang)
    lines = explain_kept_words(render_rule_page(rule, lang, _WIDTH, _leave_plain), lang, _WIDTH)
    return RulePage(**entry, page="\n".join(lines).replace("\u00a0", " "))


def _leave_plain(text: str, _role: str) -> str:
    return text


_WIDTH = 100
_NO_DAY = Text("Ange dagen då pengarna flyttas, som 2026-09-30.", "Give the day on which the money moves, like 2026-09-30.")
_BOTH = Text("Ange data eller example, inte båda.", "Give data or example, not both.")
_NO_CODE = Text("Kontrollen {code} finns inte.{question}", "There is no rule {code}.{question}")
_MEANT = Text(" Menade du {code}?", " Did you mean {code}?")
