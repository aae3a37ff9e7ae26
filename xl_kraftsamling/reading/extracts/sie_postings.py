"""The postings of a SIE 4 file: voucher by voucher, each of its transactions counted once.

Transactions that were added later stand twice, as #RTRANS and right after it as #TRANS, and those that were removed as #BTRANS
(SIE filformat 4B): only what now holds is a posting.  The dimensions of objects have names of their own in each file, and numbers whose
meaning the format lays down.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.postings.posting import (
    ACCOUNT,
    COST_CENTRE,
    PROJECT,
    Coding,
    Posting,
    join_voucher,
)
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.domain.toml_values import shorten
from xl_kraftsamling.reading.extracts.extract import SIE, CodingMaker, Extract, clean_text, report_unbalanced
from xl_kraftsamling.reading.extracts.headings import find_dimension
from xl_kraftsamling.reading.extracts.sie_records import (
    CLOSE,
    OPEN,
    Record,
    find_encoding,
    parse_objects,
    read_records,
)

_STANDARD = {"1": COST_CENTRE, "2": "Kostnadsbärare", "6": PROJECT, "7": "Anställd", "8": "Kund", "9": "Leverantör", "10": "Faktura"}
"""What the format lays down that the numbers of dimensions mean, as far as it does."""
_AMOUNT = re.compile(r"([-+−]?)(?=[.,]?\d)(\d*)(?:\.(\d*)|,(\d{1,2}))?", re.ASCII)
_DAY = re.compile(r"((?:19|20)\d\d)-?(\d\d)-?(\d\d)", re.ASCII)


def open_sie(data: bytes, file: str, makes: CodingMaker) -> Extract:
    """A SIE file as an extract; its postings are read when they are asked for.

    :raises BadInput: it is of a type that has no vouchers.
    """
    encoding = find_encoding(data)
    extract = Extract(file, SIE, is_signed=True, read=partial(_read_postings, data, encoding, makes))
    if encoding != "cp437":
        extract.remarks.append(_ENCODING.bind(encoding=encoding.removesuffix("-sig").upper().replace("CP1252", "Windows-1252")))
    return extract


@lru_cache(maxsize=2048)
def _read_day(text: str) -> date | None:
    """A day, of the last century too: what is of another year is told, and no fault."""
    match = _DAY.fullmatch(text)
    with suppress(ValueError):
        return date(*map(int, match.groups())) if match else None
    return None


class _Amount(NamedTuple):
    """An amount in öre, and whether it was whole öre."""

    ore: int
    is_whole: bool


def _read_amount(text: str) -> _Amount | None:
    """An amount as SIE writes it, with a decimal point; None for what is none."""
    whole, point, part = text.rpartition(".")
    if point and len(part) == 2 and text.isascii() and part.isdecimal() and whole.removeprefix("-").isdecimal():  # nearly always
        return _Amount(int(whole + part), is_whole=True)
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    sign, whole, after_point, after_comma = match.groups("")
    part = (after_point or after_comma).ljust(2, "0")
    ore = int(whole or 0) * 100 + int(part[:2]) + (part[2:3] >= "5")
    return _Amount(-ore if sign in ("-", "−") else ore, not part[2:].strip("0"))


class _Voucher(NamedTuple):
    """A voucher: its line, its name, its day (None where its record has none) and its text."""

    line: int
    name: str
    day: date | None
    text: str


_Objects = tuple[tuple[str, str], ...]
"""The objects of a transaction: of each the number of its dimension, and its code."""


class _Transaction(NamedTuple):
    """A transaction as its record states it."""

    line: int
    account: str
    objects: _Objects
    amount: int
    day: date | None
    text: str

    @property
    def content(self) -> tuple[object, ...]:
        """What a #TRANS repeats of the #RTRANS before it."""
        return self.account, self.objects, self.amount


def _read_postings(data: bytes, encoding: str, makes: CodingMaker, extract: Extract) -> Iterator[Posting]:
    yield from _SieReader(extract, makes).read(read_records(data, encoding, extract.file))
    if not extract.rows:
        raise BadInput(_NO_VOUCHERS, file=extract.file)


class _SieReader:
    """Reads the records of a file from first to last."""

    def __init__(self, extract: Extract, makes: CodingMaker) -> None:
        self._extract, self._makes = extract, makes
        self._dimensions: dict[str, str] = {}
        self._voucher: _Voucher | None = None
        self._is_open = False
        self._added: _Transaction | None = None  # an #RTRANS whose #TRANS has not come yet
        self._balance = 0
        self._codings: dict[tuple[str, _Objects], Coding] = {}  # by the account and objects of a transaction
        self._results = Counter[str]()
        self._booked = Counter[str]()
        self._checksum = 0

    def read(self, records: Iterator[Record]) -> Iterator[Posting]:
        """The postings of a file, in its order."""
        last = 1
        for record in records:
            last = record.line
            if record.label in (OPEN, CLOSE):
                yield from self._open_or_close(record)
            elif record.label == "TRANS" and self._added is None:  # nearly always
                yield self._make_posting(self._find_voucher(record), self._parse_transaction(record))
            elif record.label in ("TRANS", "RTRANS", "BTRANS"):
                yield from self._read_transaction(record)
            else:
                self._read_other(record)
        if self._voucher:
            raise BadInput(_CUT_OFF, file=self._extract.file, line=last, voucher=self._voucher.name or "?", start=self._voucher.line)
        if self._checksum == 1:
            raise BadInput(_NO_END, file=self._extract.file, line=last)
        self._compare_results()

    def _open_or_close(self, record: Record) -> Iterator[Posting]:
        if record.label == OPEN:
            self._is_open = self._voucher is not None
            return
        voucher = self._voucher
        if voucher and self._is_open:
            yield from self._count_added(voucher)
            if self._balance:
                report_unbalanced(self._extract, voucher.name, voucher.line, self._balance)
            self._voucher, self._is_open, self._balance = None, False, 0
        elif voucher:
            raise self._explain_cut(record)

    def _find_voucher(self, record: Record) -> _Voucher:
        """The voucher that a transaction stands in; BadInput where it stands in none."""
        if self._voucher is None or not self._is_open:
            raise self._explain_cut(record)
        return self._voucher

    def _read_transaction(self, record: Record) -> Iterator[Posting]:
        voucher = self._find_voucher(record)
        transaction = self._parse_transaction(record)
        if record.label == "BTRANS":
            self._extract.skipped[_REMOVED] += 1
            return
        if self._added and record.label == "TRANS" and transaction.content == self._added.content:
            self._extract.skipped[_ADDED] += 1
            self._added = None
        yield from self._count_added(voucher)
        if record.label == "RTRANS":
            self._added = transaction
        else:
            yield self._make_posting(voucher, transaction)

    def _count_added(self, voucher: _Voucher) -> Iterator[Posting]:
        """Count an added transaction that no #TRANS repeats, as it should: it holds all the same."""
        if self._added:
            yield self._make_posting(voucher, self._added)
            self._added = None

    def _make_posting(self, voucher: _Voucher, transaction: _Transaction) -> Posting:
        day = transaction.day or voucher.day
        if day is None:
            raise BadInput(_NO_DAY, file=self._extract.file, line=transaction.line, voucher=voucher.name or "?")
        self._balance += transaction.amount
        self._booked[transaction.account] += transaction.amount
        booked = transaction.account, transaction.objects
        coding = self._codings.get(booked) or self._codings.setdefault(booked, self._make_coding(*booked))
        text = transaction.text or voucher.text
        return Posting(voucher.name, day, day.year * 100 + day.month, coding, transaction.amount, text, transaction.line)

    def _make_coding(self, account: str, objects: _Objects) -> Coding:
        codes = {ACCOUNT: account}
        for number, code in objects:
            name = self._makes.find_name(self._name_dimension(number))
            if name:
                codes[name] = code
        return self._makes.make(codes)

    def _parse_transaction(self, record: Record) -> _Transaction:
        fields = list(record.fields)
        if len(fields) > 1 and not fields[1].startswith("{") and _read_amount(fields[1]):
            fields.insert(1, "{}")  # a list of objects that is empty, left out
        account, written, stated, day, text = (*fields, "", "", "", "", "")[:5]
        objects, amount = parse_objects(written), _read_amount(stated)
        if not account or objects is None or amount is None:
            raise BadInput(_BAD_TRANSACTION, file=self._extract.file, line=record.line, content=shorten(" ".join((f"#{record.label}", *record.fields))))
        if not amount.is_whole:
            self._extract.faults.append(_ROUNDED.bind(file=self._extract.file, line=record.line, found=stated, amount=Ore(amount.ore)))
        return _Transaction(record.line, account, objects, amount.ore, self._parse_day(record, day), clean_text(text))

    def _parse_day(self, record: Record, text: str) -> date | None:
        if not text:
            return None
        day = _read_day(text)
        if day is None:
            raise BadInput(_BAD_DAY, file=self._extract.file, line=record.line, found=shorten(text))
        return day

    def _read_other(self, record: Record) -> None:
        """Read a record outside of vouchers; BadInput where the file is none of those that hold outcome in kronor."""
        first = record.field(0)
        if self._voucher:  # a voucher that was begun goes on until its brace
            raise self._explain_cut(record)
        if record.label == "VER":
            name = join_voucher(first, record.field(1))
            self._voucher = _Voucher(record.line, name, self._parse_day(record, record.field(2)), clean_text(record.field(3)))
        elif record.label == "SIETYP" and first in ("1", "2", "3"):
            raise BadInput(_OTHER_TYPE, file=self._extract.file, type=first)
        elif record.label == "VALUTA" and first.upper() not in ("SEK", ""):
            raise BadInput(_OTHER_CURRENCY, file=self._extract.file, currency=first)
        elif record.label == "KSUMMA":
            self._checksum += 1
        elif not record.label:
            self._extract.skipped[_NO_RECORDS] += 1
        else:
            self._read_name(record)

    def _read_name(self, record: Record) -> None:
        """Keep what a record says of an account, a dimension or an object: its name, or its result of the year."""
        label, first, second, third = record.label, *(record.field(number) for number in range(3))
        if label in ("DIM", "UNDERDIM"):
            self._dimensions[first] = self._choose_name(first, clean_text(second))
            self._codings.clear()
        elif label == "OBJEKT" and (dimension := self._makes.find_name(self._name_dimension(first))):
            self._extract.names[dimension, second] = clean_text(third)
        elif label == "KONTO":
            self._extract.names[ACCOUNT, first] = clean_text(second)
        elif label == "RES" and first == "0" and (amount := _read_amount(third)):
            self._results[second] = amount.ore

    def _name_dimension(self, number: str) -> str:
        return self._dimensions.get(number) or _STANDARD.get(number) or number

    def _choose_name(self, number: str, written: str) -> str:
        """The name of a dimension: the usual one that its own name means, otherwise by its number, otherwise its own."""
        name = find_dimension(written) or _STANDARD.get(number) or written
        taken = {each for other, each in self._dimensions.items() if other != number}
        return written if name in taken else name

    def _compare_results(self) -> None:
        """Compare what the vouchers come to on each account of results with what the file states of it (#RES)."""
        wrong = {account: total for account, total in self._results.items() if total != self._booked[account]}
        if self._results and wrong:
            account = min(wrong)
            self._extract.faults.append(_OTHER_RESULT.bind(
                file=self._extract.file, count=len(wrong), account=account, stated=Ore(wrong[account]), booked=Ore(self._booked[account])
            ))  # fmt: skip

    def _explain_cut(self, record: Record) -> BadInput:
        """The error for a record that cannot stand where it does: in the middle of a voucher, or outside of one."""
        voucher = self._voucher
        if voucher is None:
            return BadInput(_OUTSIDE, file=self._extract.file, line=record.line, label=f"#{record.label}")
        return BadInput(_CUT_OFF, file=self._extract.file, line=record.line, voucher=voucher.name or "?", start=voucher.line)


_ENCODING = Text("skriven i {encoding}, inte i den teckenkodning som SIE föreskriver (PC8)", "written in {encoding}, not in the encoding that SIE prescribes (PC8)")
_REMOVED = Text("borttagna i verifikationer (#BTRANS)", "removed from vouchers (#BTRANS)")
_ADDED = Text("tillagda i efterhand, som står två gånger (#RTRANS)", "added later, which appear twice (#RTRANS)")
_NO_RECORDS = Text("rader som inte är poster", "lines that are not records")
_ROUNDED = Text("{file}, rad {line}: {found} är inte hela ören, och räknas som {amount}.", "{file}, line {line}: {found} is not whole öre, and counts as {amount}.")
_OTHER_CURRENCY = Text(
    "{file} är i {currency}, inte i kronor. Ta ut huvudboken i svenska kronor.",
    "{file} is in {currency}, not in kronor. Export the ledger in Swedish kronor.",
)
_NO_VOUCHERS = Text(
    "{file} har inga verifikationer, så där finns inget utfall att hämta. Ta ut en SIE-fil av typ 4 med verifikationer.",
    "{file} has no vouchers, so there is no outcome to take from it. Export a SIE file of type 4 with vouchers.",
)
_OTHER_TYPE = Text(
    "{file} är en SIE-fil av typ {type}, som bara har saldon och inga verifikationer. Ta ut en SIE-fil av typ 4.",
    "{file} is a SIE file of type {type}, which has only balances and no vouchers. Export a SIE file of type 4.",
)
_CUT_OFF = Text(
    "{file} är avbruten: verifikation {voucher}, som börjar på rad {start}, är inte avslutad på rad {line}. Ta ut filen på "
    "nytt.",
    "{file} is cut off: voucher {voucher}, which begins on line {start}, has not ended on line {line}. Export the file again.",
)
_NO_END = Text(
    "{file} är avbruten: den slutar på rad {line} utan den kontrollsumma (#KSUMMA) som dess början lovar. Ta ut filen på "
    "nytt.",
    "{file} is cut off: it ends on line {line} without the checksum (#KSUMMA) that its beginning promises. Export the file "
    "again.",
)
_OUTSIDE = Text(
    "{file}, rad {line}: {label} står utanför en verifikation. Filen kan vara avbruten eller ändrad: ta ut den på nytt.",
    "{file}, line {line}: {label} is outside a voucher. The file may be cut off or changed: export it again.",
)
_BAD_TRANSACTION = Text(
    "{file}, rad {line}: transaktionen saknar konto, objektlista eller belopp, eller de är inte rätt skrivna: ”{content}”. Filen kan vara "
    "avbruten: ta ut den på nytt.",
    "{file}, line {line}: the transaction lacks its account, list of objects or amount, or they are not written correctly: "
    "“{content}”. The file may be cut off: export it again.",
)
_NO_DAY = Text(
    "{file}, rad {line}: verifikation {voucher} har inget datum. Rätta den i ekonomisystemet och ta ut filen på nytt.",
    "{file}, line {line}: voucher {voucher} has no date. Correct it in the accounting system and export the file again.",
)
_BAD_DAY = Text(
    "{file}, rad {line}: ”{found}” är inte ett datum. Filen kan vara avbruten: ta ut den på nytt.",
    "{file}, line {line}: “{found}” is not a date. The file may be cut off: export it again.",
)
_OTHER_RESULT = Text(
    "{file}: verifikationerna ger inte de resultat som filen själv anger för {count} konton, först {account}: {booked} i verifikationerna, "
    "{stated} enligt #RES. Verifikationer kan saknas i filen.",
    "{file}: the vouchers do not give the results that the file itself states for {count} accounts, first {account}: "
    "{booked} in the vouchers, {stated} according to #RES. Vouchers may be missing from the file.",
)
