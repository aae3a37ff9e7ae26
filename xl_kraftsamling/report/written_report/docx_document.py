"""The report as a Word document: an återrapportering in the order in which Malmö writes a tjänsteskrivelse.

It states figures and where they come from.  What is to be decided, and who answers for it, are left for a person to write.  Written
into the base of the program, or into an office's own document where its mark is (see `word.marks`).
"""

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path

from docx.document import Document

from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.tables import ALLOCATIONS, CALL_OFFS, FORECASTS, INTERVENTIONS, OUTCOMES, TRANSFERS, Table
from xl_kraftsamling.domain.texts import Count, Text, Value
from xl_kraftsamling.report.figures import FIGURES
from xl_kraftsamling.report.written_report import docx_tables
from xl_kraftsamling.report.written_report.contents import Contents
from xl_kraftsamling.report.written_report.docx_checks import describe_checks, write_checks
from xl_kraftsamling.report.written_report.word.base import Margins, open_base
from xl_kraftsamling.report.written_report.word.elements import LANGUAGE_TAGS
from xl_kraftsamling.report.written_report.word.manuscript import Manuscript
from xl_kraftsamling.report.written_report.word.packing import pack_document
from xl_kraftsamling.report.written_report.word.template import open_template

_MOST_TITLE = 255  # letters that the properties of a document have room for


def render_docx(contents: Contents, template: Path | None = None) -> bytes:
    """The document as a file's bytes, the same for the same contents and template.

    :param template: an office's own document, whose styles, headers and footers it gets.
    :raises BadInput: the template cannot be used.
    """
    title = _write_title(contents)
    if template:
        document, mark = open_template(template)
    else:
        document, mark = open_base(contents.lang, _name_margins(contents)), None
    manuscript = Manuscript(document, mark, contents.lang)
    _write_first_page(manuscript, contents, title)
    _write_matter(manuscript, contents)
    manuscript.write_heading(1, _RESPONSIBLE.fill(contents.lang, {}))
    manuscript.write_prompt(_WHO.fill(contents.lang, {}))
    manuscript.finish()
    _describe_file(document, contents, title)
    return pack_document(document)


def _write_title(contents: Contents) -> str:
    title = contents.decision.title
    return _TITLE.fill(contents.lang, {"title": title}) if title else _UNTITLED.fill(contents.lang, {})


def _name_margins(contents: Contents) -> Margins:
    foot = _FOOT.fill(contents.lang, {"workbook": _name_workbook(contents), "as_of": contents.as_of})
    return Margins(_KIND.fill(contents.lang, {}), contents.decision.reference, foot)


def _name_workbook(contents: Contents) -> str:
    """The workbook's name alone: its folder is nobody else's business."""
    return Path(contents.workbook).name


def _describe_file(document: Document, contents: Contents, title: str) -> None:
    """Say in the document's properties what it is, and nobody's name."""
    properties, day = document.core_properties, datetime.combine(contents.made_on, time())
    properties.title = title[:_MOST_TITLE]
    properties.language = LANGUAGE_TAGS[contents.lang]
    properties.subject = contents.decision.reference[:_MOST_TITLE]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = day
    properties.revision = 1


def _write_first_page(manuscript: Manuscript, contents: Contents, title: str) -> None:
    lang = contents.lang
    manuscript.write_title(title)
    manuscript.write_facts([(name.fill(lang, {}), value) for name, value in _list_head(contents)])
    errors = contents.verdict.errors
    if errors:
        heading = (_ERROR if errors == 1 else _ERRORS).fill(lang, {"n": Count(errors)})
        manuscript.write_box(heading, filter(None, (_MAY_CHANGE.fill(lang, {}), contents.caution)))
    elif contents.caution:
        manuscript.write_box(_CONCERNED.fill(lang, {}), [contents.caution])
    manuscript.write_heading(1, _SUMMARY.fill(lang, {}))
    for text in _summarise(contents):
        manuscript.write_paragraph(text)
    manuscript.write_heading(1, _PROPOSAL.fill(lang, {}))
    manuscript.write_prompt(_TO_DECIDE.fill(lang, {}))
    manuscript.write_heading(1, _BASIS.fill(lang, {}))
    manuscript.write_bullets(_list_basis(contents))


def _list_head(contents: Contents) -> Iterator[tuple[Text, str]]:
    if contents.decision.reference:
        yield Text("Beslut", "Decision"), contents.decision.reference
    yield Text("Avstämningsdatum", "As of"), contents.as_of.isoformat()
    yield Text("Arbetsbok", "Workbook"), _name_workbook(contents)
    yield Text("Framtagen", "Made"), _MADE.fill(contents.lang, {"day": contents.made_on, "program": contents.program})


def _summarise(contents: Contents) -> Iterator[str]:
    lang, decision, end = contents.lang, contents.decision, contents.year_end
    scope = _SCOPE if decision.reference else _UNKNOWN_SCOPE
    yield f"{scope.fill(lang, {'reference': decision.reference, 'as_of': contents.as_of})} {decision.adopted}"
    yield from _summarise_money(contents)
    if end.total and end.total.unused.ore is not None:
        is_whole = end.total.called_off_unspent.ore is not None  # what is called off and not spent is part of what is unused
        yield (_LEFT if is_whole else _LEFT_AT_LEAST).fill(lang, {"year": end.year, "unused": Ore(end.total.unused.ore)})
    yield f"{describe_checks(contents)} {_NO_JUDGEMENT.fill(lang, {})}"


def _summarise_money(contents: Contents) -> Iterator[str]:
    lang, total = contents.lang, contents.total
    known = tuple(_SUMS[name].bind(amount=Ore(ore)) for name in _SUMS if (ore := total[name].ore) is not None)
    if known:
        yield _TOTAL.fill(lang, {"n": Count(len(contents.recipients)), "sums": known})
    missing = tuple(figure.heading.fill(lang, {}).lower() for figure in FIGURES if figure.name in _SUMS and total[figure.name].ore is None)
    if missing:
        yield _NO_TOTAL.fill(lang, {"names": missing})


def _list_basis(contents: Contents) -> Iterator[str]:
    lang, decision = contents.lang, contents.decision
    yield f"{', '.join(filter(None, (decision.reference, decision.title)))}. {decision.source}".removeprefix(". ")
    values: dict[str, Value] = {"workbook": _name_workbook(contents), "as_of": contents.as_of, "sha256": contents.sha256}
    yield (_WORKBOOK if contents.sha256 else _OPEN_WORKBOOK).fill(lang, values)
    yield from contents.companions


def _write_matter(manuscript: Manuscript, contents: Contents) -> None:
    manuscript.write_heading(1, _MATTER.fill(contents.lang, {}))
    _write_decision(manuscript, contents)
    _write_balances(manuscript, contents)
    _write_transfers(manuscript, contents)
    _write_interventions(manuscript, contents)
    _write_year_end(manuscript, contents)
    write_checks(manuscript, contents)


def _write_decision(manuscript: Manuscript, contents: Contents) -> None:
    lang, decision = contents.lang, contents.decision
    manuscript.write_heading(2, _DECISION.fill(lang, {}))
    manuscript.write_facts(decision.facts)
    if decision.grants:
        manuscript.write_table(docx_tables.lay_out_grants(contents))
    for text in (decision.adopted, *decision.changes, *(decision.deadlines or [_NO_DEADLINES.fill(lang, {})])):
        manuscript.write_paragraph(text)


def _write_balances(manuscript: Manuscript, contents: Contents) -> None:
    lang = contents.lang
    manuscript.write_heading(2, _BALANCES.fill(lang, {}))
    if contents.recipients:
        manuscript.write_table(docx_tables.lay_out_balances(contents))
    manuscript.write_note(_MEANING.fill(lang, {}))
    _write_source(manuscript, contents, ALLOCATIONS, TRANSFERS, CALL_OFFS, OUTCOMES, FORECASTS)
    unknown = (f"{each.recipient}: {each.unknown}." for each in contents.recipients if each.unknown)
    for text in filter(None, (*unknown, *contents.notes, contents.caution)):
        manuscript.write_note(text)


def _write_source(manuscript: Manuscript, contents: Contents, *tables: Table) -> None:
    """Where in the workbook the rows of some tables were read."""
    names = [each.sheet for each in tables]
    places = tuple(f"{each.sheet}!{each.range}" for each in contents.reading.tables if each.table in names)
    if places:
        manuscript.write_note(_SOURCE.fill(contents.lang, {"places": places}))


def _write_transfers(manuscript: Manuscript, contents: Contents) -> None:
    manuscript.write_heading(2, _TRANSFERS.fill(contents.lang, {}))
    if contents.transfers:
        manuscript.write_table(docx_tables.lay_out_transfers(contents))
        _write_source(manuscript, contents, TRANSFERS)
        _write_rest(manuscript, contents, contents.transfers_left_out)
    else:
        manuscript.write_paragraph(_NO_TRANSFERS.fill(contents.lang, {}))


def _write_interventions(manuscript: Manuscript, contents: Contents) -> None:
    manuscript.write_heading(2, _INTERVENTIONS.fill(contents.lang, {}))
    if contents.interventions:
        manuscript.write_table(docx_tables.lay_out_interventions(contents))
        _write_source(manuscript, contents, INTERVENTIONS)
        _write_rest(manuscript, contents, contents.interventions_left_out)
    else:
        manuscript.write_paragraph(_NO_INTERVENTIONS.fill(contents.lang, {}))


def _write_rest(manuscript: Manuscript, contents: Contents, rows: int) -> None:
    if rows:
        manuscript.write_note(_MORE_ROWS.fill(contents.lang, {"n": Count(rows)}))


def _write_year_end(manuscript: Manuscript, contents: Contents) -> None:
    manuscript.write_heading(2, _YEAR_END.fill(contents.lang, {}))
    if contents.year_end.lines:
        manuscript.write_table(docx_tables.lay_out_year_end(contents))
    for text in contents.year_end.notes:
        manuscript.write_paragraph(text)


_KIND = Text("Tjänsteskrivelse", "Official report")
_TITLE = Text("Återrapportering: {title}", "Report: {title}")
_UNTITLED = Text("Återrapportering", "Report")
_FOOT = Text("{workbook}, avstämd {as_of}", "{workbook}, as of {as_of}")
_MADE = Text("{day} med {program}", "{day} with {program}")
_ERROR = Text("Arbetsboken har ett fel som inte är rättat", "The workbook has an error that is not corrected")
_ERRORS = Text("Arbetsboken har {n} fel som inte är rättade", "The workbook has {n} errors that are not corrected")
_MAY_CHANGE = Text(
    "Beloppen i det här dokumentet kan ändras när arbetsboken rättas. Vad som är fel, och var, står under Kontroller.",
    "The amounts in this document may change when the workbook is corrected. What is wrong, and where, is under Checks.",
)
_CONCERNED = Text("Belopp i det här dokumentet berörs av avvikelser", "Findings concern amounts in this document")
_SUMMARY = Text("Sammanfattning", "Summary")
_SCOPE = Text(
    "Dokumentet återrapporterar beslutet {reference} och visar läget den {as_of}.",
    "This document reports on the decision {reference} and shows how things stand on {as_of}.",
)
_UNKNOWN_SCOPE = Text("Dokumentet visar läget den {as_of}.", "This document shows how things stand on {as_of}.")
_TOTAL = Text("Sammanlagt för {n} mottagare: {sums}. Summorna är härledda.", "For {n} recipients in all: {sums}. The sums are derived.")
_SUMS = {
    "allotted": Text("beviljat {amount}", "allotted {amount}"),
    "called_off": Text("avropat {amount}", "called off {amount}"),
    "remaining": Text("kvar att avropa {amount}", "remaining {amount}"),
    "outcome": Text("utfall {amount}", "outcome {amount}"),
    "forecast": Text("prognos för helåret {amount}", "full-year forecast {amount}"),
}
_NO_TOTAL = Text("Kan inte summeras, för något i arbetsboken är oläst eller saknas: {names}.", "Cannot be summed, for something in the workbook is unread or missing: {names}.")
_LEFT = Text("Vid slutet av {year} är sammanlagt {unused} outnyttjat.", "At the end of {year}, {unused} is unused in all.")
_LEFT_AT_LEAST = Text("Vid slutet av {year} är sammanlagt minst {unused} outnyttjat.", "At the end of {year}, at least {unused} is unused in all.")
_NO_JUDGEMENT = Text(
    "Dokumentet är framställt ur arbetsboken: det anger belopp och var de kommer ifrån, och värderar dem inte.",
    "The document is made from the workbook: it states amounts and where they come from, and does not judge them.",
)
_PROPOSAL = Text("Förslag till beslut", "Proposed decision")
_TO_DECIDE = Text("Förslaget till beslut skrivs här av den som handlägger ärendet.", "The proposed decision is written here by whoever prepares the matter.")
_BASIS = Text("Beslutsunderlag", "Basis for the decision")
_WORKBOOK = Text("Arbetsboken {workbook}, avstämd {as_of}. Filens kontrollsumma (SHA-256): {sha256}", "The workbook {workbook}, as of {as_of}. The file's checksum (SHA-256): {sha256}")
_OPEN_WORKBOOK = Text("Arbetsboken {workbook} som den var öppen i Excel, avstämd {as_of}.", "The workbook {workbook} as it was open in Excel, as of {as_of}.")
_MATTER = Text("Ärendet", "The matter")
_DECISION = Text("Beslutet", "The decision")
_NO_DEADLINES = Text(
    "Sista dagar för avrop, återrapportering och återbetalning är inte införda.", "No last days for calling off, reporting or paying back are recorded."
)
_BALANCES = Text("Mottagarna", "The recipients")
_MEANING = Text(
    "Omfördelat är mottaget minus avstått. Kvar att avropa är beviljat plus omfördelat minus avropat. Ett streck betyder att uppgiften saknas.",
    "Transferred is received less ceded. Remaining is allotted plus transferred less called off. A dash means that the figure is missing.",
)
_SOURCE = Text("Källa: raderna i {places}.", "Source: the rows of {places}.")
_TRANSFERS = Text("Omfördelningar", "Transfers")
_NO_TRANSFERS = Text("Arbetsboken har inga uppgifter om omfördelningar.", "The workbook has no data on transfers.")
_INTERVENTIONS = Text("Insatser", "Insatser")
_NO_INTERVENTIONS = Text("Arbetsboken har inga uppgifter om insatser.", "The workbook has no data on insatser.")
_MORE_ROWS = Text("… och {n} till i arbetsboken.", "… and {n} more in the workbook.")
_YEAR_END = Text("Kvar vid årets slut", "Left at the end of the year")
_RESPONSIBLE = Text("Ansvariga", "Responsible")
_WHO = Text("Namn och titel på de ansvariga skrivs här.", "The names and titles of those responsible are written here.")
