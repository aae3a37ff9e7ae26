"""The key of a coding as a TOML file beside a workbook: read to the letter, and refused by line and name where it is wrong."""

from collections.abc import Collection, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.postings.coding_key import CodingKey, KeyEntry, find_repeated, parse_span
from xl_kraftsamling.domain.postings.posting import DIMENSIONS
from xl_kraftsamling.domain.status_words import NEGATIVE, POSITIVE
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.domain.toml_file import TomlTable, read_toml
from xl_kraftsamling.domain.toml_values import (
    A_TEXT,
    TEXTS,
    as_one_of,
    as_text,
    as_texts,
    one_of,
)

KEY_ENDING = ".kontering.toml"
"""Medel.kontering.toml lies beside Medel.xlsx."""
KEY_VERSION = 1
RECIPIENT, INTERVENTION = "recipient", "intervention"
_NAMES = ("version", "decision", "accounts", "internal_counterparties", "cost_sign", "key", "left_out")


def read_key(path: Path, decision: Decision, interventions: Collection[str] | None) -> CodingKey:
    """Read a key.

    :param decision: the one that the workbook follows, whose register knows the recipients; `interventions` the ids of its insatser,
        None where it has no list of them.
    :raises BadInput: the line and the name of what is missing, unknown or wrong in it, or it is the key of another decision.
    """
    file = read_toml(path, _FILE)
    file.check_names(_NAMES)
    file.read("version", lambda value: value if value == KEY_VERSION else None, _VERSION)
    said = file.read("decision", as_text, A_TEXT)
    if said.upper() != decision.case_number.upper():
        raise BadInput(_OTHER_DECISION, file=str(path), said=said, decision=decision.case_number)
    spans = [parse_span(text) for text in file.find("accounts", as_texts, TEXTS) or ()]
    if None in spans:
        file.refuse("accounts", _SPANS)
    counted = [(table, _read_entry(table, decision, interventions)) for table in file.find_tables("key")]
    left_out = [(table, _read_left_out(table)) for table in file.find_tables("left_out")]
    tables, entries = zip(*counted, *left_out, strict=True) if counted or left_out else ((), ())
    for number in find_repeated(entries):
        tables[number].refuse(next(iter(entries[number].where)), _ONCE)
    return CodingKey(
        decision.case_number, entries, [span for span in spans if span],
        frozenset(file.find("internal_counterparties", as_texts, TEXTS) or ()),
        file.find("cost_sign", partial(as_one_of, (POSITIVE, NEGATIVE)), one_of((POSITIVE, NEGATIVE))),
    )  # fmt: skip


def _read_entry(table: TomlTable, decision: Decision, interventions: Collection[str] | None) -> KeyEntry:
    where = _read_where(table)
    recipient = decision.register.recognise(table.read(RECIPIENT, as_text, A_TEXT)).name
    if recipient is None:
        table.refuse(RECIPIENT, _A_RECIPIENT)
    intervention = table.find(INTERVENTION, as_text, A_TEXT)
    if intervention and interventions is not None:
        known = {fold_label(each): each for each in interventions}
        if fold_label(intervention) not in known:
            table.refuse(INTERVENTION, _AN_INTERVENTION)
        intervention = known[fold_label(intervention)]
    return KeyEntry(where, recipient, intervention)


def _read_left_out(table: TomlTable) -> KeyEntry:
    return KeyEntry(_read_where(table), None)


def _read_where(table: TomlTable) -> Mapping[str, str]:
    """The codes of an entry by dimension; the usual dimensions are named in any case of letters."""
    usual = {fold_label(name): name for name in DIMENSIONS}
    names = [name for name in table.values if name not in (RECIPIENT, INTERVENTION)]
    if not names:
        table.refuse(DIMENSIONS[0], _A_CODE)
    return {usual.get(fold_label(name), name): table.read(name, _as_code, _A_CODE) for name in names}


def _as_code(value: Any) -> str | None:
    """A code: a text, empty for postings without the dimension."""
    return " ".join(value.split()) if isinstance(value, str) else None


_FILE = Text("Konteringsnyckeln {file}", "The coding key {file}")
_VERSION = Text("versionen, {version}", "the version, {version}").bind(version=KEY_VERSION)
_SPANS = Text(
    'en lista av konton, som ["4", "5-7", "4000-6999"]: de siffror som de börjar med, eller från och till',
    'a list of accounts, as ["4", "5-7", "4000-6999"]: the digits that they begin with, or from and to',
)
_A_RECIPIENT = Text(
    "en mottagare i beslutet eller registret, som kulturnämnden",
    "a recipient in the decision or the register, such as kulturnämnden",
)
_AN_INTERVENTION = Text("ett Insats-id som står på bladet Insatser", "an Insats-id from the sheet Insatser")
_A_CODE = Text(
    'en koddel med sin kod inom citattecken, som "58026110"; tom ("") för rader utan koddelen',
    'a dimension with its code in quotation marks, as "58026110"; empty ("") for rows without it',
)
_ONCE = Text("koder som inte redan har ett avsnitt längre upp", "codes that do not already have a section further up")
_OTHER_DECISION = Text(
    "Konteringsnyckeln {file} hör till beslutet {said}, men arbetsboken till {decision}. Ange rätt nyckel med --key, eller ändra decision i den "
    "om samma kontering gäller.",
    "The coding key {file} belongs to the decision {said}, but the workbook to {decision}. Give the right key with --key, or "
    "change decision in it if the same coding applies.",
)
