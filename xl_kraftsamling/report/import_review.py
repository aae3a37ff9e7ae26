"""What an import found, as text and as JSON (`import.schema.json`): the rows and their kronor, each recipient's sum beside the accounts' own, and what a person has to look at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.money import Ore, format_amount, format_count, to_kronor
from xl_kraftsamling.domain.postings.booked_costs import BookedCost
from xl_kraftsamling.domain.postings.coding_key import Fate
from xl_kraftsamling.domain.postings.comparison import Change
from xl_kraftsamling.domain.postings.posting import name_rows
from xl_kraftsamling.domain.tables import OUTCOMES, Outcome
from xl_kraftsamling.domain.texts import Count, Text, Value, format_value
from xl_kraftsamling.reading.extracts.extract import Extract
from xl_kraftsamling.reading.extracts.review import Review, RowsOnCode, count_by_recipient, total_of
from xl_kraftsamling.report import Paint
from xl_kraftsamling.report.table import TextTable, wrap_paragraph

SCHEMA = "kraftsamling.import/1"
_MOST_LISTED = 20
"""Rows of a kind that a person is shown; JSON has all."""


def render_review(review: Review, key: str, lang: str, width: int, paint: Paint) -> Iterator[str]:
    """The review line by line, for a person.

    :param key: the name of the file of the coding key.
    """
    yield str(review.content.path)
    yield _BASIS.fill(lang, {"decision": review.content.decision.reference, "key": key})
    yield from (companion.effect.fill(lang, {}) for companion in review.content.book.companions)
    yield from _render_extracts(review, lang, width)
    yield ""
    yield from TextTable([each.fill(lang, {}) for each in _ROW_HEADINGS], _list_row_counts(review, lang), (1, 2)).render(width)
    yield ""
    yield from TextTable([each.fill(lang, {}) for each in _SUM_HEADINGS], _list_sums(review, lang), range(1, 6)).render(width)
    for title, lines in _list_parts(review):
        listed = [line.fill(lang, {}) for line in lines]
        if listed:
            yield from ("", paint(title.fill(lang, {"count": Count(len(listed))}), "title"))
            for line in listed[:_MOST_LISTED]:
                yield from wrap_paragraph(line, width, "  ", "    ")
            if len(listed) > _MOST_LISTED:
                yield f"  {_MORE.fill(lang, {'count': Count(len(listed) - _MOST_LISTED)})}"


def _render_extracts(review: Review, lang: str, width: int) -> Iterator[str]:
    for extract in review.extracts:
        said = [name_rows(extract.rows), *extract.remarks, *(_SKIPPED.bind(what=what, count=Count(count)) for what, count in extract.skipped.items())]
        line = _EXTRACT.fill(lang, {"file": extract.file, "kind": extract.kind, "said": Text("; ", "; ").join(said)})
        yield from wrap_paragraph(line, width, "", "  ")


def _list_row_counts(review: Review, lang: str) -> list[list[str]]:
    """What became of the rows; those of the first part add up to the rows read, and their kronor to the accounts' own sum."""
    compared, booked = review.comparison, sum(each.booked for each in review.sums)
    repeated = RowsOnCode(len(review.repeated), sum(cost.amount for cost in review.repeated))
    counted = len(compared.new) + compared.kept + len(compared.changed)
    rows: list[tuple[Text, RowsOnCode]] = [(_READ, RowsOnCode(sum(each.rows for each in review.extracts), sum(each.total for each in review.extracts)))]
    rows.append((_OUTCOME, RowsOnCode(counted, booked)))
    rows += [(_FATES[fate], review.left_out[fate]) for fate in Fate if fate in review.left_out]
    rows += [(_YEAR.bind(year=year), each) for year, each in sorted(review.other_years.items())]
    rows += [(_REPEATED, repeated)] if review.repeated else []
    new = RowsOnCode(len(compared.new), sum(cost.amount for cost in compared.new))
    changed = RowsOnCode(len(compared.changed), sum(change.after.amount for change in compared.changed))
    kept = RowsOnCode(compared.kept, booked - new.amount - changed.amount)
    rows += [(_NEW, new), (_KEPT, kept), (_CHANGED, changed)]
    return [[text.fill(lang, {}), format_count(each.rows, lang), format_amount(each.amount, lang, unit=False)] for text, each in rows]


def _list_sums(review: Review, lang: str) -> list[list[str]]:
    amounts = [(each.booked, each.before, each.added, each.after, each.difference) for each in review.sums]
    totals = tuple(map(sum, zip(*amounts, strict=True))) if amounts else (0, 0, 0, 0, 0)
    names = [*(each.recipient for each in review.sums), _SUM.fill(lang, {})]
    return [[name, *(format_amount(ore, lang, unit=False) for ore in row)] for name, row in zip(names, [*amounts, totals], strict=True)]


def _list_parts(review: Review) -> Iterator[tuple[Text, Sequence[Text]]]:
    """What a person has to look at, part by part, each with its title."""
    compared = review.comparison
    yield _QUESTIONS, list(review.questions)
    yield _FAULTS, review.faults
    yield _UNPLACED, [
        _ON_CODE.bind(code=code or _NO_CODE, rows=name_rows(each.rows), amount=Ore(each.amount))
        for code, each in sorted(review.unplaced.items(), key=lambda item: (-abs(item[1].amount), item[0]))
    ]
    yield _CHANGES, [_describe_change(change) for change in compared.changed]
    yield _GONE, [_describe_gone(row) for row in compared.gone]
    yield _LATER, [_describe_gone(row) for row in compared.later]
    yield _NOTES, list(_list_notes(review))


def _list_notes(review: Review) -> Iterator[Text]:
    compared = review.comparison
    for name, each in count_by_recipient(compared.others).items():
        yield _OTHERS.bind(name=name, rows=name_rows(each.rows), amount=Ore(each.amount))
    unnamed = [row for row in compared.others if not row.voucher]
    if compared.by_content or unnamed:
        yield _BY_CONTENT.bind(matched=name_rows(compared.by_content), rest=name_rows(len(unnamed)), amount=Ore(total_of(unnamed)))
    if review.lacking:
        yield _LACKING.bind(headings=tuple(review.lacking))


def _describe_change(change: Change) -> Text:
    """Where a changed row stands in the workbook, and what the accounts have in its place."""
    before, after = change
    values = [(column.heading, getattr(before, column.field), getattr(after, column.field)) for column in OUTCOMES.columns if column.field not in ("voucher", "text")]
    said = [_BECOMES.bind(heading=heading, before=_shown(heading, old), after=_shown(heading, new)) for heading, old, new in values if old != new]
    return _CHANGE.bind(place=cell_of(before, "amount"), voucher=before.voucher or "–", said=Text("; ", "; ").join(said))


def _shown(heading: str, value: Any) -> Value:
    return Ore(value) if heading == "Belopp" and value is not None else "–" if value is None else value


def _describe_gone(row: Outcome) -> Text:
    return _ROW_GONE.bind(place=cell_of(row, "amount"), voucher=row.voucher or "–", day=row.booked_on, name=row.recipient or "–", amount=Ore(row.amount or 0))


# ---- as data


def encode_review(review: Review, key: str, target: str | None, lang: str) -> dict[str, Any]:
    """The review as data for JSON; amounts are numbers in kronor.

    :param key: the path of the coding key, and `target` that of the copy that was written, if any.
    """
    compared = review.comparison
    return {
        "schema": SCHEMA,
        "workbook": str(review.content.path), "key": key, "written": target, "settled": review.is_settled,
        "extracts": [_encode_extract(each, lang) for each in review.extracts],
        "rows": {
            "added": _encode_costs(compared.new), "already_there": compared.kept, "matched_by_content": compared.by_content,
            "repeated": _encode_costs(review.repeated),
        },
        "left_out": [{"why": _CODES[fate], **_encode_rows(each)} for fate, each in review.left_out.items()]
        + [{"why": "other_year", "year": year, **_encode_rows(each)} for year, each in sorted(review.other_years.items())],
        "no_key": [{"booked_on": code, **_encode_rows(each)} for code, each in sorted(review.unplaced.items())],
        "changed": [
            {"cell": _encode_place(change.before), "before": _encode_row(change.before), "after": _encode_row(change.after)} for change in compared.changed
        ],
        "gone": [{"cell": _encode_place(row), "row": _encode_row(row)} for row in compared.gone],
        "later": [{"cell": _encode_place(row), "row": _encode_row(row)} for row in compared.later],
        "not_of_these_extracts": [{"cell": _encode_place(row), "row": _encode_row(row)} for row in compared.others],
        "recipients": [
            {
                "recipient": each.recipient, "booked": to_kronor(each.booked), "before": to_kronor(each.before), "added": to_kronor(each.added),
                "after": to_kronor(each.after), "difference": to_kronor(each.difference),
            }
            for each in review.sums
        ],
        "faults": [format_value(each, lang) for each in review.faults],
        "questions": [format_value(each, lang) for each in review.questions],
    }  # fmt: skip


def _encode_extract(extract: Extract, lang: str) -> dict[str, Any]:
    return {"file": extract.file, "kind": extract.kind, "rows": extract.rows, "total": to_kronor(extract.total), "remarks": [format_value(each, lang) for each in extract.remarks]}


def _encode_costs(costs: Iterable[BookedCost]) -> dict[str, Any]:
    listed = list(costs)
    return {"rows": len(listed), "amount": to_kronor(sum(cost.amount for cost in listed))}


def _encode_rows(rows: RowsOnCode) -> dict[str, Any]:
    return {"rows": rows.rows, "amount": to_kronor(rows.amount)}


def _encode_place(row: Outcome) -> Mapping[str, str | None]:
    place = cell_of(row, "amount")
    return {"sheet": place.sheet, "cell": place.cell}


def _encode_row(row: Outcome | BookedCost) -> dict[str, Any]:
    return {
        "voucher": row.voucher, "booked_on": row.booked_on.isoformat() if row.booked_on else None, "period": row.period, "recipient": row.recipient,
        "intervention": row.intervention, "amount": None if row.amount is None else to_kronor(row.amount), "text": row.text,
    }  # fmt: skip


_CODES = {fate: fate.name.lower() for fate in Fate}
_BASIS = Text("{decision} · konteringsnyckel {key} · belopp i kronor", "{decision} · coding key {key} · amounts in kronor")
_EXTRACT = Text("{file} ({kind}): {said}", "{file} ({kind}): {said}")
_SKIPPED = Text("{what}: {count}", "{what}: {count}")
_ROW_HEADINGS = Text("Rader i huvudboken", "Rows of the accounts"), Text("Antal", "Number"), Text("Kronor", "Kronor")
_SUM_HEADINGS = (
    Text("Mottagare", "Recipient"), Text("Huvudboken", "Accounts"), Text("Utfall före", "Outcome before"), Text("Tillagt", "Added"),
    Text("Utfall efter", "Outcome after"), Text("Skillnad", "Difference"),
)  # fmt: skip
_READ = Text("Lästa", "Read")
_OUTCOME = Text("– är utfall enligt nyckeln", "– are outcome according to the key")
_FATES = {
    Fate.ACCOUNT: Text("– konton som inte räknas", "– accounts that do not count"),
    Fate.COUNTERPARTY: Text("– motparter som inte räknas", "– counterparties that do not count"),
    Fate.LEFT_OUT: Text("– räknas inte enligt nyckeln", "– do not count, according to the key"),
    Fate.TWO_KEYS: Text("– två nycklar stämmer inte överens", "– two keys disagree"),
    Fate.NO_KEY: Text("– utan nyckel", "– without a key"),
}
_YEAR = Text("– annat år: {year}", "– another year: {year}")
_REPEATED = Text("– står i flera filer, räknas en gång", "– appear in several files, counted once")
_NEW = Text("Utfall som läggs till", "Outcome that is added")
_KEPT = Text("Utfall som redan finns", "Outcome that is there already")
_CHANGED = Text("Utfall som ändrats i huvudboken", "Outcome changed in the accounts")
_SUM = Text("Summa", "Sum")
_QUESTIONS = Text("Frågor att svara på först ({count})", "Questions to answer first ({count})")
_FAULTS = Text("Fel i huvudbokens fil ({count})", "Errors in the file of the accounts ({count})")
_UNPLACED = Text(
    "Utan nyckel, inte införda: lägg till ett avsnitt i nyckeln ({count})", "Without a key, not entered: add a section to the key ({count})"
)
_CHANGES = Text("Ändrade i huvudboken; rätta raden för hand ({count})", "Changed in the accounts; correct the row by hand ({count})")
_GONE = Text(
    "Försvunna ur huvudboken: ta bort raden, om den inte finns i ett annat utdrag som ska anges samtidigt ({count})",
    "Gone from the accounts: delete the row, unless it is in another extract, which should be given together with this one "
    "({count})",
)
_LATER = Text(
    "Senare än huvudbokens sista månad: finns de inte i ett senare utdrag har de försvunnit ({count})",
    "Later than the last month of the accounts: unless they are in a later extract, they are gone ({count})",
)
_NOTES = Text("Bra att veta", "Good to know")
_MORE = Text("och {count} till", "and {count} more")
_ON_CODE = Text("{code}: {rows}, {amount}", "{code}: {rows}, {amount}")
_NO_CODE = Text("utan koddel", "without a dimension")
_CHANGE = Text("{place}, verifikation {voucher}: {said}", "{place}, voucher {voucher}: {said}")
_BECOMES = Text("{heading} {before} → {after}", "{heading} {before} → {after}")
_ROW_GONE = Text("{place}, verifikation {voucher}, {day}: {name}, {amount}", "{place}, voucher {voucher}, {day}: {name}, {amount}")
_OTHERS = Text(
    "Utfall har dessutom {rows} för {name}, {amount}, som inte finns i huvudbokens filer: från andra månader, en annan "
    "huvudbok eller utan verifikation.",
    "Utfall also has {rows} for {name}, {amount}, that are not in the files of the accounts: from other months, from other "
    "accounts or without a voucher.",
)
_BY_CONTENT = Text(
    "{matched} utan verifikation kändes igen på innehållet; {rest} utan verifikation, {amount}, finns inte i huvudboken.",
    "{matched} without a voucher were recognised by their content; {rest} without a voucher, {amount}, are not in the accounts.",
)
_LACKING = Text(
    "Arbetsbokens Utfall har ingen kolumn för {headings}, så det förs inte in.",
    "The workbook's Utfall has no column for {headings}, so that is not entered.",
)
