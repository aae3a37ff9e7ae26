"""The rows of the sheet Kontroll: one for each thing to do, the gravest first, and what asks for nothing last.

Cells with the same wrong value, about which the same is said, share a row.  So does everything that could not be tried, and so do the
findings of one rule that only tell how something was read.  A finding that a person has written beside keeps a row of its own.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from xl_kraftsamling.domain.finding_rows import FindingRow
from xl_kraftsamling.domain.template import FINDING_WIDTHS
from xl_kraftsamling.domain.texts import Count, Text, Value, format_value
from xl_kraftsamling.finding import Finding, Severity
from xl_kraftsamling.report.finding_keys import UNTRIED_KEY, compose_fold_key, compose_key, compose_value_key
from xl_kraftsamling.report.findings_sheet import add_cells, format_finding_row, format_severity
from xl_kraftsamling.report.tasks import HOW_READ, OF_THE_WHOLE, asks_nothing, leave_row_open, list_cells
from xl_kraftsamling.report.untried import describe_untried, title_untried
from xl_kraftsamling.rules import BY_CODE
from xl_kraftsamling.verdict import Verdict

CODE, SEVERITY, SHEET, CELL, MESSAGE, FOUND, EXPECTED, REMEDY = range(len(FINDING_WIDTHS))
"""The positions of the texts of a row."""

_SAME_WORD = ("BE03", "BE05", "IN01", "VD08", "VD10", "VD12")
"""The rules about a name, a word or a reference: whatever is decided about it holds for every cell with it, as it need not for an amount.

VD13 is one finding for each word already."""

_MAX_READINGS = 10
_MORE = Text("… och {n} till.", "… and {n} more.")
_CELLS = Text(" ({n} celler).", " ({n} cells).")


class ListedRows(NamedTuple):
    """The rows of what is found now, and all by which an earlier row is known to be about something that is still found."""

    rows: list[FindingRow]
    present: set[Hashable]


def name_row(row: FindingRow) -> Hashable:
    """What an earlier row is known by: its key, or where it has none what it says."""
    return row.key or _name_words(row.texts)


def _name_words(texts: Sequence[str]) -> Hashable:
    return texts[CODE], texts[SHEET], texts[CELL], texts[FOUND]


def list_rows(verdict: Verdict, lang: str, remarked: Collection[Hashable]) -> ListedRows:
    """The rows for the findings of a verdict.

    :param remarked: by :func:`name_row`, the earlier rows beside which a person has written.
    """
    gravest = {severity: number for number, severity in enumerate(Severity)}
    ordered = sorted(verdict.findings, key=lambda finding: gravest[finding.severity])  # stable: otherwise in the order of the verdict
    listed = [_Listed(finding, compose_key(finding), format_finding_row(finding, lang)) for finding in ordered]
    asked, untried, quiet = list[_Listed](), list[_Listed](), list[_Listed]()
    for each in listed:
        stays = each.key in remarked or _name_words(each.texts) in remarked
        if asks_nothing(each.finding):
            quiet.append(each._replace(stays=stays))
        elif each.finding.severity is Severity.NOT_TRIED and not stays:
            untried.append(each)
        else:
            asked.append(each._replace(stays=stays))
    rows = [*_gather(asked, remarked, lang), *_list_untried(verdict, untried, lang), *_fold(quiet, lang)]
    return ListedRows(rows, set(_list_names(listed)))


class _Listed(NamedTuple):
    """A finding with its key and its texts; whether it `stays` a row of its own, since somebody has written beside it."""

    finding: Finding
    key: str
    texts: Sequence[str]
    stays: bool = False

    @property
    def row(self) -> FindingRow:
        place = self.finding.hit.place
        return FindingRow(self.key, self.texts, place=place if place and place.row else None)


def _list_names(listed: Iterable[_Listed]) -> Iterator[Hashable]:
    """By what an earlier row may name a finding, alone or among others with the same value."""
    yield UNTRIED_KEY
    for each in listed:
        yield from (each.key, compose_value_key(each.finding), compose_fold_key(each.finding), _name_words(each.texts))


# ---- cells with the same value


def _gather(asked: Sequence[_Listed], remarked: Collection[Hashable], lang: str) -> Iterator[FindingRow]:
    """A row for each thing to do: one for all cells of a sheet that hold the same text, and of which the same is said."""
    groups: dict[Hashable, list[_Listed]] = defaultdict(list)
    for number, each in enumerate(asked):
        groups[number if each.stays else _find_common(each) or number].append(each)
    for first, *others in groups.values():
        key = compose_value_key(first.finding)
        if others or (key in remarked and not first.stays and _find_common(first)):
            texts = list(first.texts)
            cells = [place for each in others for place in list_cells(each.finding)]
            texts[MESSAGE] = add_cells(texts[MESSAGE], cells, texts[SHEET], lang)
            texts[REMEDY] = leave_row_open(first.finding, texts[REMEDY])
            yield first.row._replace(key=key, texts=texts)
        else:
            yield first.row


def _find_common(listed: _Listed) -> Hashable | None:
    """What the findings of a row have in common; None where each cell is a matter of its own."""
    if listed.finding.rule.code not in _SAME_WORD:
        return None
    texts = listed.texts
    return (*texts[:CELL], *texts[MESSAGE:REMEDY], leave_row_open(listed.finding, texts[REMEDY]), listed.finding.heading)


# ---- what could not be tried


def _list_untried(verdict: Verdict, untried: Sequence[_Listed], lang: str) -> Iterator[FindingRow]:
    """One row for all that could not be tried: what is missing, and how many rules wait for it."""
    if untried:
        findings = [each.finding for each in untried]
        message = f"{title_untried(verdict, lang)}. {describe_untried(verdict, findings, lang)}"
        severity, remedy = format_severity(findings[0], lang), BY_CODE["KO01"].remedy.fill(lang, {})
        yield FindingRow(UNTRIED_KEY, ("KO01", severity, "", "", message, "", "", remedy))


# ---- what asks for nothing


def _fold(quiet: Sequence[_Listed], lang: str) -> Iterator[FindingRow]:
    """What asks for nothing: first waivers, and then a row for the readings of each rule on a sheet."""
    folded: dict[Hashable, list[_Listed]] = defaultdict(list)
    for each in quiet:
        if each.stays or each.finding.waived or each.finding.rule.code not in HOW_READ:
            yield each.row
        else:
            folded[compose_fold_key(each.finding)].append(each)
    for group in folded.values():
        yield group[0].row if len(group) == 1 else _fold_readings(group, lang)


def _fold_readings(group: Sequence[_Listed], lang: str) -> FindingRow:
    """One row about how several tables or values were read; what to do about it is said once."""
    first = group[0]
    is_whole = first.finding.rule.code in OF_THE_WHOLE
    lines = [_describe_reading(each, lang, with_sheet=is_whole) for each in group[:_MAX_READINGS]]
    if len(group) > len(lines):
        lines.append(_MORE.fill(lang, {"n": Count(len(group) - len(lines))}))
    texts = list(first.texts)
    texts[MESSAGE], texts[FOUND], texts[EXPECTED], texts[REMEDY] = "\n".join(lines), "", "", _leave_values_open(group, lang)
    place = first.row.place
    if is_whole:
        texts[SHEET], texts[CELL], place = "", "", None
    return FindingRow(compose_fold_key(first.finding), texts, place=place)


def _describe_reading(listed: _Listed, lang: str, *, with_sheet: bool) -> str:
    """How one table or value was read, and in how many cells."""
    message, number = listed.finding.message(lang), len(set(list_cells(listed.finding)))
    if with_sheet:
        return f"{listed.texts[SHEET]}: {message}"
    return message.removesuffix(".") + _CELLS.fill(lang, {"n": Count(number)}) if number > 1 else message


def _leave_values_open(group: Sequence[_Listed], lang: str) -> str:
    """The remedy of several findings, with an ellipsis for what differs between them."""
    first = group[0].finding
    values: dict[str, Value] = {
        name: value if len({format_value(each.finding.hit.values.get(name), lang) for each in group}) == 1 else "…"
        for name, value in first.hit.values.items()
    }
    return first.rule.compose_remedy(lang, values, first.hit.remedy)
