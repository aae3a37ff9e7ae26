"""What stands in each section of a report, as paragraphs, lists and tables: the same in every format that has these."""

from collections.abc import Callable, Iterator, Mapping

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.money import Ore, format_amount
from xl_kraftsamling.domain.texts import Count, Text, Value
from xl_kraftsamling.report.balance import SUM, YEAR_END_HEADINGS
from xl_kraftsamling.report.figures import FIGURES, RECIPIENT, format_figure
from xl_kraftsamling.report.timeline import RUNNING_FIGURES, TIMELINE_HEADINGS
from xl_kraftsamling.report.written_report.contents import (
    Amount,
    Contents,
    Fact,
    ReadColumn,
    ReadTable,
    ReportedFinding,
    Timeline,
    TransferStatement,
    YearEndStatement,
)
from xl_kraftsamling.report.written_report.parts import Items, Paragraph, Part, TablePart, TableRow, Terms


def describe_basis(contents: Contents) -> str:
    """The line below the title: the decision, the date of the figures and their unit."""
    decision = " · ".join(filter(None, (contents.decision.title, contents.decision.reference)))
    return _say(contents)(_BASIS_LINE, decision=decision, as_of=contents.as_of).removeprefix(" · ")


def state_verdict(contents: Contents) -> Iterator[str]:
    """The verdict in a word, then what is to be known before anything else is read."""
    say, verdict = _say(contents), contents.verdict
    if verdict.errors:
        counts = ", ".join(each.words for each in verdict.counts)
        yield f"{verdict.symbol} " + say(_ERRORS[verdict.errors > 1], n=Count(verdict.errors))
        yield say(_MAY_CHANGE)
        yield say(_FOUND, counts=counts)
    else:
        yield f"{verdict.symbol} " + say(_VERDICT, word=verdict.text)
        yield say(_NO_ERRORS)
        if verdict.counts:
            yield say(_FOUND, counts=", ".join(each.words for each in verdict.counts))
    if verdict.waived:
        yield say(_WAIVED[verdict.waived > 1], n=Count(verdict.waived))
    if contents.not_tried:
        yield say(_LEFT_UNTRIED[len(contents.not_tried) > 1], n=Count(len(contents.not_tried)))
    if contents.caution:
        yield contents.caution


def lay_out_reading(contents: Contents) -> Iterator[Part]:
    """What the workbook contains, and how it was read."""
    say, reading = _say(contents), contents.reading
    yield Paragraph(reading.layout)
    headings = [say(each) for each in (_TABLE, _SHEET, _RANGE, _ROWS, _UNIT, _COLUMNS)]
    rows = [TableRow(_describe_table(each, contents.lang)) for each in reading.tables]
    if rows:
        yield TablePart(say(READING), headings, rows, (1, 2, 4, 5))
    if contents.companions:
        yield Items(contents.companions)
    for words, sentences in ((_QUESTIONS, reading.questions), (_NOT_READ, reading.not_read)):
        if sentences:
            yield Paragraph(say(words))
            yield Items(sentences)


def _describe_table(table: ReadTable, lang: str) -> list[str]:
    columns = ", ".join(_describe_column(each, lang) for each in table.columns)
    return [table.table, table.sheet, table.range, _count(table.rows, lang), table.unit, columns]


def _describe_column(column: ReadColumn, lang: str) -> str:
    """A column by its letters and field, and by its heading where that is another."""
    is_own = bool(column.heading) and fold_label(column.heading) != fold_label(column.field)
    return (_OWN_COLUMN if is_own else _COLUMN).fill(lang, column._asdict())


def lay_out_right(contents: Contents) -> Iterator[Part]:
    """What is right, in sentences, and the rules that were tried without a finding."""
    say = _say(contents)
    if contents.right:
        yield Items(contents.right)
    clean = [rule for rule in contents.tried if not rule.findings]
    yield Paragraph(say(_TRIED, tried=Count(len(contents.tried)), all=Count(len(contents.tried) + len(contents.not_tried)), clean=Count(len(clean))))
    families = {code: [rule for rule in clean if rule.code.startswith(code)] for code in FAMILIES}
    rows = [TableRow([say(FAMILIES[code]), ", ".join(rule.code for rule in rules)]) for code, rules in families.items() if rules]
    if rows:
        yield TablePart(say(RIGHT), [say(_FAMILY), say(_CLEAN)], rows, (1,))
    if contents.not_tried:
        yield Paragraph(say(_NOT_TRIED))
        causes: dict[str, list[str]] = {}
        for each in contents.not_tried:
            causes.setdefault(each.because, []).append(each.code)
        yield Items([say(_BECAUSE, codes=", ".join(codes), cause=cause) for cause, codes in causes.items()])


def lay_out_balances(contents: Contents) -> Iterator[Part]:
    """Every recipient's figures and their sums, with what is to be known of them."""
    say, lang = _say(contents), contents.lang
    headings = [say(RECIPIENT), *(say(figure.heading) for figure in FIGURES)]
    rows = [TableRow([each.recipient, *_show_figures(each.figures, lang)]) for each in contents.recipients]
    yield TablePart(say(BALANCES), headings, [*rows, TableRow([say(SUM), *_show_figures(contents.total, lang)], is_sum=True)], ())
    unknown = [say(_UNKNOWN, name=each.recipient, why=each.unknown) for each in contents.recipients if each.unknown]
    notes = [*unknown, *contents.notes, *([contents.caution] if contents.caution else [])]
    if any(amount.ore is None for each in contents.recipients for amount in each.figures.values()):
        notes.insert(0, say(_DASH))
    if notes:
        yield Items(notes)


def _show_figures(figures: Mapping[str, Amount], lang: str) -> list[str]:
    return [format_figure(figure.name, figures[figure.name].ore, lang) for figure in FIGURES]


def lay_out_transfers(contents: Contents) -> Iterator[Part]:
    """The transfers, each with its agreement."""
    say, lang = _say(contents), contents.lang
    if not contents.transfers:
        yield Paragraph(say(_NO_TRANSFERS))
        return
    headings = [say(each) for each in (_ID, _DATE, _DONOR, _RECEIVER, _AMOUNT, _STATUS, _AGREEMENT)]
    rows = [
        TableRow([
            each.id or each.place, each.day, each.donor, each.receiver, show_amount(each.amount, lang), each.status,
            describe_agreement(each, lang),
        ])
        for each in contents.transfers
    ]  # fmt: skip
    yield TablePart(say(TRANSFERS), headings, rows, (1, 2, 3, 5, 6))
    yield from _count_rest(contents.transfers_left_out, lang)


def describe_agreement(transfer: TransferStatement, lang: str) -> str:
    """The agreement of a transfer in a line: its reference, with whom, from which day, and over how much; what is not stated is left out."""
    agreed = transfer.agreed_amount.ore
    parts: dict[Text, Value] = {
        Text("{it}", "{it}"): transfer.agreement, Text("med {it}", "with {it}"): transfer.party, Text("den {it}", "of {it}"): transfer.agreed_on,
        Text("om {it}", "over {it}"): "" if agreed is None else Ore(agreed),
    }  # fmt: skip
    stated = " ".join(words.fill(lang, {"it": value}) for words, value in parts.items() if value != "")
    return stated or _NO_AGREEMENT.fill(lang, {})


def lay_out_interventions(contents: Contents) -> Iterator[Part]:
    """The insatser with their status."""
    say, lang = _say(contents), contents.lang
    if not contents.interventions:
        yield Paragraph(say(_NO_INTERVENTIONS))
        return
    headings = [say(each) for each in (_ID, _INTERVENTION, _INITIATOR, RECIPIENT, _PLANNED, _STATUS)]
    rows = [
        TableRow([each.id or each.place, each.name, each.initiator, each.recipient, show_amount(each.planned, lang), each.status])
        for each in contents.interventions
    ]  # fmt: skip
    yield TablePart(say(INTERVENTIONS), headings, rows, (1, 2, 3, 5))
    yield from _count_rest(contents.interventions_left_out, lang)


def lay_out_year_end(contents: Contents) -> Iterator[Part]:
    """What is left at the end of the year, and what becomes of it."""
    say, lang, end = _say(contents), contents.lang, contents.year_end
    if end.lines:
        rows = [*(TableRow(_show_line(each, lang)) for each in end.lines), *([TableRow(_show_line(end.total, lang), is_sum=True)] if end.total else [])]
        yield TablePart(say(YEAR_END), [say(RECIPIENT), *(say(each) for each in YEAR_END_HEADINGS)], rows, ())
    yield from map(Paragraph, end.notes)


def _show_line(line: YearEndStatement, lang: str) -> list[str]:
    amounts = {"unused": line.unused, "remaining": line.not_called_off, "unspent": line.called_off_unspent}
    return [line.recipient, *(format_figure(name, amount.ore, lang) for name, amount in amounts.items())]


def lay_out_timeline(timeline: Timeline, lang: str) -> Iterator[Part]:
    """A recipient's year, event by event."""
    if timeline.unknown or not timeline.events:
        yield Paragraph(timeline.unknown or _NO_EVENTS.fill(lang, {}))
        return
    if timeline.left_out:
        yield Paragraph(_EARLIER.fill(lang, {"n": Count(timeline.left_out)}))
    rows = [
        TableRow([
            (each.day or "–") + (_LATER.fill(lang, {}) if each.is_later else ""), each.what, each.row, format_amount(each.change, lang, unit=False),
            *(format_figure(figure, each.figures[figure].ore, lang) for figure in RUNNING_FIGURES),
        ])
        for each in timeline.events
    ]  # fmt: skip
    yield TablePart(timeline.recipient, [each.fill(lang, {}) for each in TIMELINE_HEADINGS], rows, (1, 2))


def lay_out_waivers(contents: Contents) -> Iterator[Part]:
    """The undantag, each with who answers for it."""
    say, lang = _say(contents), contents.lang
    if not contents.waivers:
        yield Paragraph(say(_NO_WAIVERS))
        return
    headings = [say(each) for each in (_CODE, _SHEET, _ID, _REASON, _REFERENCE, _ROLE, _EXPIRES, _ANSWERS)]
    rows = [
        TableRow([each.code, each.sheet, each.row, each.reason, each.reference, each.role, each.expires, _count(each.findings, lang)])
        for each in contents.waivers
    ]  # fmt: skip
    yield TablePart(say(WAIVERS), headings, rows, range(1, 7))


def lay_out_decision(contents: Contents) -> Iterator[Part]:
    """The decision that the workbook follows, and where it was read."""
    say, lang, decision = _say(contents), contents.lang, contents.decision
    if decision.facts:
        yield Terms(decision.facts)
    yield from map(Paragraph, (decision.adopted, decision.source))
    if decision.grants:
        headings = [say(RECIPIENT), say(_GRANTED), say(_WHERE)]
        rows = [TableRow([each.recipient, format_amount(each.amount, lang, unit=False), each.source]) for each in decision.grants]
        yield TablePart(say(DECISION), headings, rows, (2,))
    if decision.changes or decision.deadlines:
        yield Items([*decision.changes, *decision.deadlines])


def lay_out_basis(contents: Contents) -> Iterator[Part]:
    """Of which file the report was made, when, and by what."""
    say = _say(contents)
    facts = [
        Fact(say(_WORKBOOK), contents.workbook), Fact("SHA-256", contents.sha256), Fact(say(_AS_OF), contents.as_of.isoformat()),
        Fact(say(_PROFILE), contents.profile), Fact(say(_MADE), contents.made_on.isoformat()), Fact(say(_PROGRAM), contents.program),
    ]  # fmt: skip
    yield Terms([fact for fact in facts if fact.value])
    yield Paragraph(say(_JUDGES_NOTHING))


def describe_place(finding: ReportedFinding, lang: str) -> str:
    """Where a finding is: its cell, its row and its column, as far as they are known."""
    row = _IN_ROW.fill(lang, {"row": finding.row}) if finding.row else ""
    column = _IN_COLUMN.fill(lang, {"column": finding.column}) if finding.column else ""
    return " · ".join(filter(None, (finding.place, row, column)))


def show_amount(amount: Amount, lang: str) -> str:
    """An amount for a table of kronor, or why it is unknown."""
    return amount.why if amount.ore is None else format_amount(amount.ore, lang, unit=False)


def list_left_out(contents: Contents) -> list[str]:
    """How many findings the report does not show, in a sentence for each rule and sheet; and where they are."""
    say = _say(contents)
    lines = [say(_REST_ON_SHEET if each.sheet else _REST, n=Count(each.number), code=each.code, sheet=each.sheet) for each in contents.left_out]
    return [*lines, say(_ALL_SHOWN)] if lines else []


def _count_rest(number: int, lang: str) -> Iterator[Paragraph]:
    if number:
        yield Paragraph(_MORE_ROWS.fill(lang, {"n": Count(number)}))


def _count(number: int, lang: str) -> str:
    return Text("{n}", "{n}").fill(lang, {"n": Count(number)})


def _say(contents: Contents) -> Callable[..., str]:
    """What puts a text into the language of a report."""
    return lambda text, **values: text.fill(contents.lang, values)


TITLE = Text("Rapport om {workbook}", "Report on {workbook}")
_BASIS_LINE = Text("{decision} · avstämt {as_of} · belopp i kronor", "{decision} · as of {as_of} · amounts in kronor")
_ERRORS = Text("{n} fel är öppet", "{n} error is open"), Text("{n} fel är öppna", "{n} errors are open")
_VERDICT = Text("Omdöme: {word}", "Verdict: {word}")
_MAY_CHANGE = Text("Beloppen i rapporten kan ändras när det som är fel är rättat.", "The amounts in this report may change when what is wrong is corrected.")
_NO_ERRORS = Text("Inga fel är öppna.", "No errors are open.")
_FOUND = Text("Kontrollen fann {counts}.", "The check found {counts}.")
_WAIVED = (
    Text("{n} avvikelse är undantagen.", "{n} finding is waived."), Text("{n} avvikelser är undantagna.", "{n} findings are waived."),
)  # fmt: skip
_LEFT_UNTRIED = (
    Text("{n} kontroll är inte fullt ut prövad.", "{n} rule was not tried in full."),
    Text("{n} kontroller är inte fullt ut prövade.", "{n} rules were not tried in full."),
)
_IN_ROW, _IN_COLUMN = Text("raden {row}", "the row {row}"), Text("kolumnen {column}", "the column {column}")
TODO = Text("Gör så här:", "What to do:")
SOURCE = Text("Källa: {source}", "Source: {source}")
NO_FINDINGS = Text("Kontrollen fann inget att anmärka.", "The check found nothing.")

READING = Text("Det här innehåller arbetsboken, och så lästes den", "What the workbook contains, and how it was read")
RIGHT = Text("Det här är rätt", "What is right")
FINDINGS = Text("Avvikelser", "Findings")
WAIVERS = Text("Undantag", "Waivers")
BALANCES = Text("Saldon", "Balances")
TRANSFERS = Text("Omfördelningar", "Transfers")
INTERVENTIONS = Text("Insatser", "Interventions")
YEAR_END = Text("Årets slut", "The end of the year")
TIMELINE = Text("Tidslinje", "Timeline")
DECISION = Text("Beslutet", "The decision")
BASIS = Text("Underlag", "Basis")

_TABLE, _SHEET, _RANGE = Text("Tabell", "Table"), Text("Blad", "Sheet"), Text("Område", "Range")
_ROWS, _UNIT, _COLUMNS = Text("Rader", "Rows"), Text("Enhet", "Unit"), Text("Kolumner", "Columns")
_COLUMN = Text("{letters} {field}", "{letters} {field}")
_OWN_COLUMN = Text("{letters} {field} ”{heading}”", "{letters} {field} “{heading}”")
_QUESTIONS = Text("Att svara på:", "To be answered:")
_NOT_READ = Text("Inte läst:", "Not read:")
_FAMILY, _CLEAN = Text("Kontroller av", "Rules about"), Text("Prövade utan anmärkning", "Tried, nothing found")
_TRIED = Text("{tried} av {all} kontroller är prövade, och {clean} av dem har inget att anmärka.", "{tried} of {all} rules were tried, and {clean} of them found nothing.")
_NOT_TRIED = Text("Inte fullt ut prövade:", "Not tried in full:")
_BECAUSE = Text("{codes}: {cause}", "{codes}: {cause}")
_UNKNOWN = Text("{name}: {why}", "{name}: {why}")
_DASH = Text("– betyder att beloppet inte är känt.", "– means that the amount is not known.")
_ID, _DATE, _STATUS, _AMOUNT = Text("Id", "Id"), Text("Datum", "Date"), Text("Status", "Status"), Text("Belopp", "Amount")
_DONOR, _RECEIVER, _AGREEMENT = Text("Givare", "Donor"), Text("Mottagare", "Receiver"), Text("Överenskommelse", "Agreement")
_INTERVENTION, _INITIATOR, _PLANNED = Text("Insats", "Intervention"), Text("Initiativtagare", "Initiator"), Text("Planerat", "Planned")
_NO_TRANSFERS = Text("Inga omfördelningar är införda.", "No transfers are entered.")
_NO_INTERVENTIONS = Text("Inga insatser är införda.", "No interventions are entered.")
_NO_AGREEMENT = Text("ingen angiven", "none stated")
_NO_EVENTS = Text("Inga händelser.", "No events.")
_NO_WAIVERS = Text("Inga undantag är införda.", "No waivers are entered.")
_EARLIER = Text("{n} tidigare händelser visas inte här: de finns i ”kraftsamling balance --timeline”.", "{n} earlier events are not shown here: they are in `kraftsamling balance --timeline`.")
_LATER = Text(" (senare)", " (later)")
_CODE, _REASON, _REFERENCE = Text("Kod", "Code"), Text("Motivering", "Reason"), Text("Beslutsreferens", "Decision reference")
_ROLE, _EXPIRES, _ANSWERS = Text("Ansvarig roll", "Role"), Text("Giltigt till", "Holds until"), Text("Avvikelser", "Findings")
_GRANTED, _WHERE = Text("Beviljat", "Allotted"), Text("Var det står", "Where it says so")
_WORKBOOK, _AS_OF, _PROFILE = Text("Arbetsbok", "Workbook"), Text("Avstämningsdatum", "As-of date"), Text("Profil", "Profile")
_MADE, _PROGRAM = Text("Rapportens dag", "Day of the report"), Text("Program", "Program")
_JUDGES_NOTHING = Text(
    "Rapporten redovisar belopp och var de kommer ifrån. Den är ett beslutsunderlag och tar inte ställning.",
    "The report states amounts and where they come from. It is decision support, and takes no stand.",
)
_REST_ON_SHEET = Text("{n} till av {code} på bladet {sheet} visas inte här.", "{n} more of {code} on the sheet {sheet} are not shown here.")
_REST = Text("{n} till av {code} visas inte här.", "{n} more of {code} are not shown here.")
_ALL_SHOWN = Text(
    "Alla visas med ”kraftsamling validate --format json”, och på bladet Kontroll med --annotate.",
    "All are shown by `kraftsamling validate --format json`, and on the sheet Kontroll by --annotate.",
)
_MORE_ROWS = Text("{n} rader till visas inte här: de står i arbetsboken.", "{n} more rows are not shown here: they are in the workbook.")

FAMILIES: Mapping[str, Text] = {
    "ST": Text("struktur", "structure"), "VD": Text("värden", "values"), "BE": Text("beslut", "decision"), "TD": Text("tilldelning", "allocations"),
    "IN": Text("insatser", "interventions"), "AV": Text("avrop", "call-offs"), "OM": Text("omfördelning", "transfers"),
    "UT": Text("utfall och prognos", "outcome and forecasts"), "BO": Text("bokslut", "the year's end"),
    "FO": Text("formler och arbetsbokens skick", "formulas and the state of the workbook"), "KO": Text("själva kontrollen", "the check itself"),
}  # fmt: skip
"""The families of rules, by the letters of their codes."""
