"""What stands in each section of a report, as paragraphs, lists and tables: the same in every format that has these."""

from collections.abc import Callable, Iterator, Mapping

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.money import Ore, format_amount
from xl_kraftsamling.domain.texts import Count, Text, Value
from xl_kraftsamling.report.balance import SUM, YEAR_END_HEADINGS
from xl_kraftsamling.report.figures import FIGURES, RECIPIENT, format_figure
from xl_kraftsamling.report.timeline import RUNNING_FIGURES, TIMELINE_HEADINGS
from xl_kraftsamling.report.written_report import wording
from xl_kraftsamling.report.written_report.contents import (
    Contents,
    Fact,
    ReadColumn,
    ReadTable,
    ReportedFinding,
    StatedAmount,
    Timeline,
    TransferStatement,
    YearEndStatement,
)
from xl_kraftsamling.report.written_report.parts import Items, Paragraph, Part, TablePart, TableRow, Terms


def describe_basis(contents: Contents) -> str:
    """The line below the title: the decision, the date of the figures and their unit."""
    decision = " · ".join(filter(None, (contents.decision.title, contents.decision.reference)))
    return _say(contents)(wording.BASIS_LINE, decision=decision, as_of=contents.as_of).removeprefix(" · ")


def state_verdict(contents: Contents) -> Iterator[str]:
    """The verdict in a word, then what is to be known before anything else is read."""
    say, verdict = _say(contents), contents.verdict
    if verdict.errors:
        yield f"{verdict.symbol} " + say(wording.ERRORS[verdict.errors > 1], n=Count(verdict.errors))
        yield say(wording.MAY_CHANGE)
    else:
        yield f"{verdict.symbol} " + say(wording.VERDICT, word=verdict.text)
        yield say(wording.NO_ERRORS)
    if verdict.counts:
        yield say(wording.FOUND, counts=", ".join(each.words for each in verdict.counts))
    if verdict.waived:
        yield say(wording.WAIVED[verdict.waived > 1], n=Count(verdict.waived))
    if contents.not_tried:
        yield say(wording.LEFT_UNTRIED[len(contents.not_tried) > 1], n=Count(len(contents.not_tried)))
    if contents.caution:
        yield contents.caution


def lay_out_reading(contents: Contents) -> Iterator[Part]:
    """What the workbook contains, and how it was read."""
    say, reading = _say(contents), contents.reading
    yield Paragraph(reading.layout)
    headings = [say(each) for each in (wording.TABLE, wording.SHEET, wording.RANGE, wording.ROWS, wording.UNIT, wording.COLUMNS)]
    rows = [TableRow(_describe_table(each, contents.lang)) for each in reading.tables]
    if rows:
        yield TablePart(say(wording.READING), headings, rows, (1, 2, 4, 5))
    if contents.companions:
        yield Items(contents.companions)
    for words, sentences in ((wording.QUESTIONS, reading.questions), (wording.NOT_READ, reading.not_read)):
        if sentences:
            yield Paragraph(say(words))
            yield Items(sentences)


def _describe_table(table: ReadTable, lang: str) -> list[str]:
    columns = ", ".join(_describe_column(each, lang) for each in table.columns)
    return [table.table, table.sheet, table.range, _count(table.rows, lang), table.unit, columns]


def _describe_column(column: ReadColumn, lang: str) -> str:
    """A column by its letters and field, and by its heading where that is another."""
    is_own = bool(column.heading) and fold_label(column.heading) != fold_label(column.field)
    return (wording.OWN_COLUMN if is_own else wording.COLUMN).fill(lang, column._asdict())


def lay_out_right(contents: Contents) -> Iterator[Part]:
    """What is right, in sentences, and the rules that were tried without a finding."""
    say = _say(contents)
    if contents.right:
        yield Items(contents.right)
    clean = [rule for rule in contents.tried if not rule.findings]
    yield Paragraph(say(wording.TRIED, tried=Count(len(contents.tried)), all=Count(len(contents.tried) + len(contents.not_tried)), clean=Count(len(clean))))
    families = {code: [rule for rule in clean if rule.code.startswith(code)] for code in wording.FAMILIES}
    rows = [TableRow([say(wording.FAMILIES[code]), ", ".join(rule.code for rule in rules)]) for code, rules in families.items() if rules]
    if rows:
        yield TablePart(say(wording.RIGHT), [say(wording.FAMILY), say(wording.CLEAN)], rows, (1,))
    if contents.not_tried:
        yield Paragraph(say(wording.NOT_TRIED))
        causes: dict[str, list[str]] = {}
        for each in contents.not_tried:
            causes.setdefault(each.because, []).append(each.code)
        yield Items([say(wording.BECAUSE, codes=", ".join(codes), cause=cause) for cause, codes in causes.items()])


def lay_out_balances(contents: Contents) -> Iterator[Part]:
    """Every recipient's figures and their sums, with what is to be known of them."""
    say, lang = _say(contents), contents.lang
    headings = [say(RECIPIENT), *(say(figure.heading) for figure in FIGURES)]
    rows = [TableRow([each.recipient, *_show_figures(each.figures, lang)]) for each in contents.recipients]
    yield TablePart(say(wording.BALANCES), headings, [*rows, TableRow([say(SUM), *_show_figures(contents.total, lang)], is_sum=True)], ())
    unknown = [say(wording.UNKNOWN, name=each.recipient, why=each.unknown) for each in contents.recipients if each.unknown]
    notes = [*unknown, *contents.notes, *([contents.caution] if contents.caution else [])]
    if any(amount.ore is None for each in contents.recipients for amount in each.figures.values()):
        notes.insert(0, say(wording.DASH))
    if notes:
        yield Items(notes)


def _show_figures(figures: Mapping[str, StatedAmount], lang: str) -> list[str]:
    return [format_figure(figure.name, figures[figure.name].ore, lang) for figure in FIGURES]


def lay_out_transfers(contents: Contents) -> Iterator[Part]:
    """The transfers, each with its agreement."""
    say, lang = _say(contents), contents.lang
    if not contents.transfers:
        yield Paragraph(say(wording.NO_TRANSFERS))
        return
    headings = [say(each) for each in (wording.ID, wording.DATE, wording.DONOR, wording.RECEIVER, wording.AMOUNT, wording.STATUS, wording.AGREEMENT)]
    rows = [
        TableRow([
            each.id or each.place, each.day, each.donor, each.receiver, show_amount(each.amount, lang), each.status,
            describe_agreement(each, lang),
        ])
        for each in contents.transfers
    ]  # fmt: skip
    yield TablePart(say(wording.TRANSFERS), headings, rows, (1, 2, 3, 5, 6))
    yield from _count_rest(contents.transfers_left_out, lang)


def describe_agreement(transfer: TransferStatement, lang: str) -> str:
    """The agreement of a transfer in a line: its reference, with whom, from which day, and over how much; what is not stated is left out."""
    agreed = transfer.agreed_amount.ore
    parts: dict[Text, Value] = {
        Text("{it}", "{it}"): transfer.agreement, Text("med {it}", "with {it}"): transfer.party, Text("den {it}", "of {it}"): transfer.agreed_on,
        Text("om {it}", "over {it}"): "" if agreed is None else Ore(agreed),
    }  # fmt: skip
    stated = " ".join(words.fill(lang, {"it": value}) for words, value in parts.items() if value != "")
    return stated or wording.NO_AGREEMENT.fill(lang, {})


def lay_out_interventions(contents: Contents) -> Iterator[Part]:
    """The insatser with their status."""
    say, lang = _say(contents), contents.lang
    if not contents.interventions:
        yield Paragraph(say(wording.NO_INTERVENTIONS))
        return
    headings = [say(each) for each in (wording.ID, wording.INTERVENTION, wording.INITIATOR, RECIPIENT, wording.PLANNED, wording.STATUS)]
    rows = [
        TableRow([each.id or each.place, each.name, each.initiator, each.recipient, show_amount(each.planned, lang), each.status])
        for each in contents.interventions
    ]  # fmt: skip
    yield TablePart(say(wording.INTERVENTIONS), headings, rows, (1, 2, 3, 5))
    yield from _count_rest(contents.interventions_left_out, lang)


def lay_out_year_end(contents: Contents) -> Iterator[Part]:
    """What is left at the end of the year, and what becomes of it."""
    say, lang, end = _say(contents), contents.lang, contents.year_end
    if end.lines:
        rows = [*(TableRow(_show_line(each, lang)) for each in end.lines), *([TableRow(_show_line(end.total, lang), is_sum=True)] if end.total else [])]
        yield TablePart(say(wording.YEAR_END), [say(RECIPIENT), *(say(each) for each in YEAR_END_HEADINGS)], rows, ())
    yield from map(Paragraph, end.notes)


def _show_line(line: YearEndStatement, lang: str) -> list[str]:
    amounts = {"unused": line.unused, "remaining": line.not_called_off, "unspent": line.called_off_unspent}
    return [line.recipient, *(format_figure(name, amount.ore, lang) for name, amount in amounts.items())]


def lay_out_timeline(timeline: Timeline, lang: str) -> Iterator[Part]:
    """A recipient's year, event by event."""
    if timeline.unknown or not timeline.events:
        yield Paragraph(timeline.unknown or wording.NO_EVENTS.fill(lang, {}))
        return
    if timeline.left_out:
        yield Paragraph(wording.EARLIER.fill(lang, {"n": Count(timeline.left_out)}))
    rows = [
        TableRow([
            (each.day or "–") + (wording.LATER.fill(lang, {}) if each.is_later else ""), each.what, each.row, format_amount(each.change, lang, unit=False),
            *(format_figure(figure, each.figures[figure].ore, lang) for figure in RUNNING_FIGURES),
        ])
        for each in timeline.events
    ]  # fmt: skip
    yield TablePart(timeline.recipient, [each.fill(lang, {}) for each in TIMELINE_HEADINGS], rows, (1, 2))


def lay_out_waivers(contents: Contents) -> Iterator[Part]:
    """The undantag, each with who answers for it."""
    say, lang = _say(contents), contents.lang
    if not contents.waivers:
        yield Paragraph(say(wording.NO_WAIVERS))
        return
    headings = [say(each) for each in (wording.CODE, wording.SHEET, wording.ID, wording.REASON, wording.REFERENCE, wording.ROLE, wording.EXPIRES, wording.ANSWERS)]
    rows = [
        TableRow([each.code, each.sheet, each.row, each.reason, each.reference, each.role, each.expires, _count(each.findings, lang)])
        for each in contents.waivers
    ]  # fmt: skip
    yield TablePart(say(wording.WAIVERS), headings, rows, range(1, 7))


def lay_out_decision(contents: Contents) -> Iterator[Part]:
    """The decision that the workbook follows, and where it was read."""
    say, lang, decision = _say(contents), contents.lang, contents.decision
    if decision.facts:
        yield Terms(decision.facts)
    yield from map(Paragraph, (decision.adopted, decision.source))
    if decision.grants:
        headings = [say(RECIPIENT), say(wording.GRANTED), say(wording.WHERE)]
        rows = [TableRow([each.recipient, format_amount(each.amount, lang, unit=False), each.source]) for each in decision.grants]
        yield TablePart(say(wording.DECISION), headings, rows, (2,))
    if decision.changes or decision.deadlines:
        yield Items([*decision.changes, *decision.deadlines])


def lay_out_basis(contents: Contents) -> Iterator[Part]:
    """Of which file the report was made, when, and by what."""
    say = _say(contents)
    facts = [
        Fact(say(wording.WORKBOOK), contents.workbook), Fact("SHA-256", contents.sha256), Fact(say(wording.AS_OF), contents.as_of.isoformat()),
        Fact(say(wording.PROFILE), contents.profile), Fact(say(wording.MADE), contents.made_on.isoformat()), Fact(say(wording.PROGRAM), contents.program),
    ]  # fmt: skip
    yield Terms([fact for fact in facts if fact.value])
    yield Paragraph(say(wording.JUDGES_NOTHING))


def describe_place(finding: ReportedFinding, lang: str) -> str:
    """Where a finding is: its cell, its row and its column, as far as they are known."""
    row = wording.IN_ROW.fill(lang, {"row": finding.row}) if finding.row else ""
    column = wording.IN_COLUMN.fill(lang, {"column": finding.column}) if finding.column else ""
    return " · ".join(filter(None, (finding.place, row, column)))


def show_amount(amount: StatedAmount, lang: str) -> str:
    """An amount for a table of kronor, or why it is unknown."""
    return amount.why if amount.ore is None else format_amount(amount.ore, lang, unit=False)


def list_left_out(contents: Contents) -> list[str]:
    """How many findings the report does not show, in a sentence for each rule and sheet; and where they are."""
    say = _say(contents)
    lines = [say(wording.REST_ON_SHEET if each.sheet else wording.REST, n=Count(each.number), code=each.code, sheet=each.sheet) for each in contents.left_out]
    return [*lines, say(wording.ALL_SHOWN)] if lines else []


def _count_rest(number: int, lang: str) -> Iterator[Paragraph]:
    if number:
        yield Paragraph(wording.MORE_ROWS.fill(lang, {"n": Count(number)}))


def _count(number: int, lang: str) -> str:
    return Text("{n}", "{n}").fill(lang, {"n": Count(number)})


def _say(contents: Contents) -> Callable[..., str]:
    """What puts a text into the language of a report."""
    return lambda text, **values: text.fill(contents.lang, values)

