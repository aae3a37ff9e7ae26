"""The tables of the Word document: what a report states of recipients, transfers, insatser, the year's end and the rules, a row each."""

from collections.abc import Sequence

from xl_kraftsamling.domain.money import format_amount
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.report.figures import FIGURES, RECIPIENT, format_figure
from xl_kraftsamling.report.written_report.contents import (
    Contents,
    RecipientStatement,
    ReportedFinding,
    StatedAmount,
    TransferStatement,
    YearEndStatement,
)
from xl_kraftsamling.report.written_report.word.tables import WordTable

UNKNOWN = Text("okänt", "unknown")
"""Stands where no figure of a recipient is known."""
ABSENT = "–"
"""Stands where a single figure is missing."""

TRANSFERRED = Text("Omfördelat", "Transferred")
_HEADINGS = {figure.name: figure.heading for figure in FIGURES}
_SHOWN = ("called_off", "outcome", "forecast", "remaining")
_SUM = Text("Summa", "Sum")


def lay_out_balances(contents: Contents) -> WordTable:
    """Every recipient's figures, and their sums."""
    lang = contents.lang
    headings = (RECIPIENT, _HEADINGS["allotted"], TRANSFERRED, *(_HEADINGS[name] for name in _SHOWN))
    rows = [[each.recipient, *_format_balance(each, lang)] for each in contents.recipients]
    total = RecipientStatement(_SUM.fill(lang, {}), contents.total, next((each.unknown for each in contents.recipients if each.unknown), ""))
    caption = _BALANCES.fill(lang, {"as_of": contents.as_of})
    return WordTable(
        caption, _ABOUT_BALANCES.fill(lang, {}), _fill(headings, lang), [*rows, [total.recipient, *_format_balance(total, lang)]], range(1, 7), has_sum=True
    )


def _format_balance(statement: RecipientStatement, lang: str) -> list[str]:
    if statement.unknown:
        return [UNKNOWN.fill(lang, {})] * 6
    figures = {name: amount.ore for name, amount in statement.figures.items()}
    shown = [format_figure(name, figures[name], lang) for name in _SHOWN]
    return [format_figure("allotted", figures["allotted"], lang), _format_transferred(figures["received"], figures["ceded"], lang), *shown]


def _format_transferred(received: int | None, ceded: int | None, lang: str) -> str:
    """What has been received less what has been ceded, with its sign."""
    if received is None or ceded is None:
        return ABSENT
    net = received - ceded
    return ("+" if net > 0 else "") + format_amount(net, lang, unit=False)


def lay_out_grants(contents: Contents) -> WordTable:
    """What the decision grants each recipient, and where that is decided."""
    lang = contents.lang
    rows = [[each.recipient, format_amount(each.amount, lang, unit=False), each.source] for each in contents.decision.grants]
    caption = _GRANTS.fill(lang, {"reference": contents.decision.reference, "as_of": contents.as_of})
    return WordTable(caption, caption, _fill((RECIPIENT, _HEADINGS["allotted"], _SOURCE), lang), rows, [1])


def lay_out_transfers(contents: Contents) -> WordTable:
    """Each transfer with its agreement."""
    lang = contents.lang
    rows = [
        [each.id, each.day, each.donor, each.receiver, _format_amount(each.amount, lang), each.status, _describe_agreement(each, lang)]
        for each in contents.transfers
    ]
    return WordTable(_TRANSFERS.fill(lang, {}), _ABOUT_TRANSFERS.fill(lang, {}), _fill(_TRANSFER_HEADINGS, lang), rows, [4])


def _describe_agreement(transfer: TransferStatement, lang: str) -> str:
    amount = "" if transfer.agreed_amount.ore is None else format_amount(transfer.agreed_amount.ore, lang)
    return ", ".join(filter(None, (transfer.agreement, transfer.agreed_on, transfer.party, amount))) or _NO_AGREEMENT.fill(lang, {})


def lay_out_interventions(contents: Contents) -> WordTable:
    """Each insats with its status."""
    lang = contents.lang
    rows = [[each.id, each.name, each.initiator, each.recipient, _format_amount(each.planned, lang), each.status] for each in contents.interventions]
    return WordTable(_INTERVENTIONS.fill(lang, {}), _ABOUT_INTERVENTIONS.fill(lang, {}), _fill(_INTERVENTION_HEADINGS, lang), rows, [4])


def lay_out_year_end(contents: Contents) -> WordTable:
    """What each recipient has left at the year's end."""
    lang, end = contents.lang, contents.year_end
    rows = [_list_left(each, lang) for each in (*end.lines, *filter(None, [end.total]))]
    caption = _YEAR_END.fill(lang, {"year": end.year})
    return WordTable(caption, _ABOUT_YEAR_END.fill(lang, {}), _fill(_YEAR_END_HEADINGS, lang), rows, [1, 2, 3], has_sum=end.total is not None)


def _list_left(line: YearEndStatement, lang: str) -> list[str]:
    if line.unused.ore is None:
        return [line.recipient, *[UNKNOWN.fill(lang, {})] * 3]
    return [line.recipient, *(_format_amount(each, lang) for each in (line.unused, line.not_called_off, line.called_off_unspent))]


def lay_out_findings(contents: Contents, findings: Sequence[ReportedFinding]) -> WordTable:
    """Some findings."""
    rows = [[each.severity_text.replace(" ", "\u00a0", 1), each.code, each.place, each.message] for each in findings]
    return WordTable(_FINDINGS.fill(contents.lang, {}), _ABOUT_FINDINGS.fill(contents.lang, {}), _fill(_FINDING_HEADINGS, contents.lang), rows)


def lay_out_waivers(contents: Contents) -> WordTable:
    """The undantag, with who answers for each."""
    rows = [[each.code, f"{each.sheet} {each.row}".strip(), each.reason, each.reference, each.role, each.expires] for each in contents.waivers]
    return WordTable(_WAIVERS.fill(contents.lang, {}), _WAIVERS.fill(contents.lang, {}), _fill(_WAIVER_HEADINGS, contents.lang), rows)


def _format_amount(amount: StatedAmount, lang: str) -> str:
    return ABSENT if amount.ore is None else format_amount(amount.ore, lang, unit=False)


def _fill(texts: Sequence[Text], lang: str) -> list[str]:
    return [each.fill(lang, {}) for each in texts]


_SOURCE = Text("Beslutas i", "Decided in")
_GRANTS = Text("Beviljat enligt {reference}, som det gäller {as_of}, kronor", "Allotted by {reference}, as it holds on {as_of}, kronor")
_BALANCES = Text("Mottagarnas medel den {as_of}, kronor", "The recipients' money on {as_of}, kronor")
_ABOUT_BALANCES = Text(
    "En rad per mottagare med beviljat, omfördelat, avropat, utfall, prognos och kvar att avropa, och en summarad.",
    "A row per recipient with allotted, transferred, called off, outcome, forecast and remaining, and a row of sums.",
)
_TRANSFERS = Text("Varje omfördelning och dess överenskommelse, kronor", "Each transfer and its agreement, kronor")
_ABOUT_TRANSFERS = Text("En rad per omfördelning med givare, mottagare, belopp, status och överenskommelse.", "A row per transfer with donor, receiver, amount, status and agreement.")
_TRANSFER_HEADINGS = (
    Text("Id", "Id"), Text("Datum", "Date"), Text("Givare", "Donor"), RECIPIENT, Text("Belopp", "StatedAmount"), Text("Status", "Status"),
    Text("Överenskommelse", "Agreement"),
)  # fmt: skip
_NO_AGREEMENT = Text("ingen angiven", "none stated")
_INTERVENTIONS = Text("Varje insats och vad som är planerat för den, kronor", "Each insats and what is planned for it, kronor")
_ABOUT_INTERVENTIONS = Text("En rad per insats med initiativtagare, mottagare, planerat belopp och status.", "A row per insats with initiator, recipient, planned amount and status.")
_INTERVENTION_HEADINGS = (
    Text("Id", "Id"), Text("Insats", "Insats"), Text("Initiativtagare", "Initiator"), RECIPIENT, Text("Planerat", "Planned"), Text("Status", "Status"),
)  # fmt: skip
_YEAR_END = Text("Outnyttjat vid slutet av {year}, kronor", "Unused at the end of {year}, kronor")
_ABOUT_YEAR_END = Text("En rad per mottagare med det som är outnyttjat och av vilket slag det är.", "A row per recipient with what is unused, and of what kind it is.")
_YEAR_END_HEADINGS = (
    RECIPIENT, Text("Outnyttjat", "Unused"), Text("därav ej avropat", "of it not called off"), Text("därav avropat, ej förbrukat", "of it called off, not spent"),
)  # fmt: skip
_FINDINGS = Text("Avvikelser", "Findings")
_ABOUT_FINDINGS = Text("En rad per avvikelse med allvar, kod, plats i arbetsboken och vad som avviker.", "A row per finding with severity, code, place in the workbook and what departs.")
_FINDING_HEADINGS = Text("Allvar", "Severity"), Text("Kod", "Code"), Text("Plats", "Place"), Text("Vad som avviker", "What departs")
_WAIVERS = Text("Undantag", "Waivers")
_WAIVER_HEADINGS = (
    Text("Kod", "Code"), Text("Gäller", "Applies to"), Text("Motivering", "Reason"), Text("Beslut", "Decision"), Text("Ansvarig roll", "Role"),
    Text("Till och med", "Until"),
)  # fmt: skip
