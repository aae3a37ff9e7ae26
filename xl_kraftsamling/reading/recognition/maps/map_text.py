"""A map as the text of its TOML file, with remarks for the person who corrects it (:mod:`xl_kraftsamling.reading.recognition.maps.map_file`)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.money import UNIT_NAMES
from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.domain.shown_text import show_text
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.toml_text import quote_toml
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.maps.map_file import HEADING, MAP_VERSION, LookUpMap, TableMap


def format_map(tables: Iterable[TableMap], workbook: str, lang: str, meanings: Iterable[str] = ()) -> str:
    """A map as TOML, with an explanation in one language.

    :param workbook: the name of the workbook that it belongs to; `meanings` the lines about its own words for values.
    """
    kinds = tuple(table.sheet for table in TABLE_KINDS.values())
    head = _HEAD.fill(lang, {"workbook": show_text(workbook), "kinds": kinds}).split("\n")
    body = (line for table in tables for line in ("", *_format_choice(table, lang)))
    return "\n".join([*(f"# {line}".rstrip() for line in head), f"version = {MAP_VERSION}", *meanings, *body]) + "\n"


def _format_choice(table: TableMap, lang: str) -> Iterator[str]:
    """The lines of a table; as remarks, below the question, where it is one of several of which nobody knows which holds."""
    lines = _format_table(table, lang)
    if table.choice:
        yield _CHOOSE.fill(lang, {"question": table.choice.describe()})
        lines = (line if line.startswith("#") else f"#{line}" for line in lines)
    yield from lines


def _format_table(table: TableMap, lang: str) -> Iterator[str]:
    kind = TABLE_KINDS[table.kind]
    heading = {column.field: column.heading for column in kind.columns}
    yield "[[table]]"
    asked = any(question.leaves_unread == f"{table.kind}.recipient" for question in table.questions if not question.map_section)
    unit = UNIT_NAMES[table.unit] if table.unit else None
    entries: dict[str, str | int | None] = {
        "kind": kind.sheet, "sheet": table.sheet, "headings": table.headings.ref, "first": table.first, "last": table.last, "unit": unit,
        "cancelled": table.cancelled, "step_rows": table.step_rows, "running": table.running, "recipient": None if asked else table.recipient,
    }  # fmt: skip
    for name, value in entries.items():
        if value:
            yield f"{name} = {value if isinstance(value, int) else quote_toml(value)}"
    if table.negative:
        yield f"negative = {format_columns(table.negative)}"
    yield from _format_questions(table, "", lang)
    yield from _format_columns(table, heading, lang)
    yield from _format_section("rows", {heading[name]: str(row) for name, row in table.rows.items()})
    yield from _format_section("units", {heading[name]: quote_toml(UNIT_NAMES[unit]) for name, unit in table.units.items()})
    values = {heading[name]: _format_value(value) for name, value in table.values.items()}
    yield from _format_section("values", values, [*_format_questions(table, "values", lang)])
    for section, columns in (("steps", table.steps), ("step_dates", table.step_dates), ("ticks", table.ticks)):
        yield from _format_section(section, {step: quote_toml(column_letters(number)) for step, number in columns.items()})
    mirrored = {heading[name]: _format_entries(each._asdict()) for name, each in table.mirrored.items()}
    yield from _format_section("mirrored", mirrored)
    yield from _format_section("look_up", {heading[name]: _format_look_up(each) for name, each in table.look_ups.items()})
    in_question = {each.map_line.partition(" ")[0] for question in table.questions if question.map_section == "only" for each in question.readings}
    only = {
        letters: f"[{', '.join(map(quote_toml, values))}]"
        for number, values in table.only.items() if (letters := column_letters(number)) not in in_question
    }  # fmt: skip
    yield from _format_section("only", only, [*_format_questions(table, "only", lang)])


def _format_section(name: str, entries: Mapping[str, str], questions: Sequence[str] = ()) -> Iterator[str]:
    """A section of a table, with the questions about it; nothing where there is neither."""
    if entries or questions:
        yield f"[table.{name}]"
        yield from (f"{key if key.isascii() and key.isalpha() else quote_toml(key)} = {value}" for key, value in entries.items())
        yield from questions


def _format_columns(table: TableMap, heading: Mapping[str, str], lang: str) -> Iterator[str]:
    """The columns by their fields, and what is asked about them; a field in question has its line in the question."""
    yield "[table.columns]"
    open_fields = {question.leaves_unread for question in table.questions if question.map_section == "columns"}
    for name, numbers in table.columns.items():
        if f"{table.kind}.{name}" not in open_fields:
            remark = show_text(" ".join(table.original_headings.get(name, "").split()))
            yield f"{quote_toml(heading[name])} = {format_columns(numbers)}" + (f"  # {remark}" if remark else "")
    yield from (f"{quote_toml(heading[name])} = {quote_toml(HEADING)}" for name in table.in_heading)
    yield from _format_questions(table, "columns", lang)


def format_columns(numbers: Sequence[int]) -> str:
    """Columns as a map names them: "E", "C:N" for several beside each other, otherwise a list."""
    letters = [column_letters(number) for number in numbers]
    if len(numbers) > 1 and [*numbers] == [*range(numbers[0], numbers[-1] + 1)]:
        return quote_toml(f"{letters[0]}:{letters[-1]}")
    return quote_toml(letters[0]) if len(letters) == 1 else f"[{', '.join(map(quote_toml, letters))}]"


def _format_value(value: str | date) -> str:
    return value.isoformat() if isinstance(value, date) else quote_toml(cell_text(value))


def _format_look_up(each: LookUpMap) -> str:
    return _format_entries({"column": each.column, "sheet": each.sheet, "key": each.key, "value": each.taken})


def _format_entries(entries: Mapping[str, int | str]) -> str:
    """Columns and names as a table in one line."""
    texts = {name: column_letters(value) if isinstance(value, int) else value for name, value in entries.items()}
    return "{ " + ", ".join(f"{name} = {quote_toml(text)}" for name, text in texts.items()) + " }"


def _format_questions(table: TableMap, section: str, lang: str) -> Iterator[str]:
    """The questions of a section as remarks, with the line of each answer: whoever answers removes its sign #."""
    for question in table.questions:
        if question.map_section == section:
            yield show_text(_QUESTION.fill(lang, {"question": question.describe()}))
            yield from (
                f"#{each.map_line}  # {show_text(each.describe().fill(lang, {}))}" for each in question.readings if each.map_line
            )


_QUESTION = Text(
    "# Fråga: {question} Ta bort tecknet # framför det svar som gäller.",
    "# Question: {question} Remove the # before the answer that applies.",
)
_CHOOSE = Text(
    "# Fråga: {question} Ta bort tecknet # på raderna under de tabeller som gäller.",
    "# Question: {question} Remove the # on the lines of the tables that apply.",
)
_HEAD = Text(
    "Karta över hur {workbook} läses.\n"
    "Rätta det som är fel, spara bredvid arbetsboken och kontrollera igen med kraftsamling validate.\n"
    "Bara tabellerna här läses. Vad som är summor, grupper och anteckningar avgörs rad för rad, som utan karta.\n\n"
    "kind       något av {kinds}\n"
    "headings   rubrikernas område, en till fyra rader; uppgifterna står under det\n"
    "first      första raden, bara där den inte är raden under rubrikerna\n"
    "last       sista raden, bara där något annat står nedanför\n"
    "unit       kronor, tkr eller mnkr; annars är beloppen i kronor\n"
    "cancelled  skip om överstrukna och makulerade rader inte räknas, count om de räknas\n"
    "step_rows  last om rader som är lika är steg i samma avrop och det sista räknas, all om alla rader räknas\n"
    "running    last om beloppen är ackumulerade, så att det sista för var och en räknas, all om alla belopp räknas\n"
    "recipient  mottagaren, där raderna inte själva säger vems de är\n"
    'columns    kolumnen för varje uppgift: "Belopp" = "E"; "C:N" eller ["D", "F"] om varje rad är en post per ifylld kolumn, och då\n'
    '           "Datum" = "heading" om uppgiften står i kolumnens rubrik\n'
    "rows       raden i samma kolumn, för en uppgift som står över eller under de andra\n"
    "negative   kolumner vars belopp skrivs med minustecken\n"
    'values     det som är lika för alla rader: "Status" = "godkänt"\n'
    "steps      kolumnen för beloppet i varje steg: begärt, godkänt, utbetalt; step_dates kolumnen för stegets datum\n"
    'ticks      kolumnen med kryss för varje status: utbetalt = "H"\n'
    'mirrored   uppgift på raden för den andra parten, med samma dag och belopp åt andra hållet: "Mottagare" = {{ column = "B", amount = "D" }}\n'
    'look_up    uppgift som står i en annan tabell: "Mottagare" = {{ column = "C", sheet = "Insatser", key = "A", value = "C" }}\n'
    'only       värden i en kolumn: bara rader med något av dem läses; "Avrop*" är alla som börjar så\n'
    'meanings   vad arbetsbokens egna ord betyder: "Approved" = "godkänt" under [meanings.Status], "4711" = "kulturnämnden" under\n'
    "           [meanings.Mottagare]",
    "A map of how {workbook} is read.\n"
    "Correct what is wrong, save it beside the workbook and check again with kraftsamling validate.\n"
    "Only the tables here are read. What are sums, groups and notes is decided row by row, as without a map.\n\n"
    "kind       one of {kinds}\n"
    "headings   the range of the headings, one to four rows; the data stand below it\n"
    "first      the first row, only where it is not the one below the headings\n"
    "last       the last row, only where something else stands below\n"
    "unit       kronor, tkr or mnkr; otherwise the amounts are in kronor\n"
    "cancelled  skip if struck-through and cancelled rows do not count, count if they do\n"
    "step_rows  last if rows that are alike are steps of one call-off and the last one counts, all if all rows count\n"
    "running    last if the amounts add up, so that the last one of each counts, all if all amounts count\n"
    "recipient  the recipient, where the rows do not say whose they are\n"
    'columns    the column of each item: "Belopp" = "E"; "C:N" or ["D", "F"] if each row is a record for each filled column, and then\n'
    '           "Datum" = "heading" if the item is in the heading of the column\n'
    "rows       the row in the same column, for an item that stands above or below the others\n"
    "negative   columns whose amounts are written with a minus sign\n"
    'values     what is the same for all rows: "Status" = "godkänt"\n'
    "steps      the column of the amount of each step: begärt, godkänt, utbetalt; step_dates the column of its date\n"
    'ticks      the column of ticks for each status: utbetalt = "H"\n'
    'mirrored   an item in the row of the other party, of the same day and amount the other way: "Mottagare" = {{ column = "B", amount = "D" }}\n'
    'look_up    an item that is in another table: "Mottagare" = {{ column = "C", sheet = "Insatser", key = "A", value = "C" }}\n'
    'only       values of a column: only rows with one of them are read; "Avrop*" is all that begin so\n'
    'meanings   what the words of the workbook mean: "Approved" = "godkänt" below [meanings.Status], "4711" = "kulturnämnden" below\n'
    "           [meanings.Mottagare]",
)
