"""What a text states of all of a table: the unit of its amounts, its year, and the diarienummer of its decision.

A title, a heading or the name of a sheet also mentions units and years in passing, and a unit that is taken for the table's makes
every figure wrong a thousandfold.  So a mention counts only where nothing in its clause makes it something else:

unit    tkr · Belopp i tkr · Beviljat 2026 (tkr) · Amounts in SEK thousands
        not with a number or a numeral beside it (“10 mnkr”, “SEK 500”, “några miljoner”), which makes it an amount; not denied
        (“ej tkr”); not compared or converted from (“över tkr”, “från tkr”); not rounded to; not what a sentence speaks about
        (“tkr ska räknas om”); not part of a longer word (“tkr-mallen”).  “1000 kr” is a unit only where it is all that its clause
        says: “(1000 kr)”, “i 1 000 kr”.
year    2026 · Avrop 2026 · 2026 års avrop · Avrop maj 2026
        not in a date, a number of a case, a span or the name of a file; not of the document (“utskriven 2027”, “2025 års mall”); not
        what is compared with or excluded (“jämfört med 2025”, “från 2025”); not the name of something (“Agenda 2030”, “konto 2050”).

case    Dnr STK-2026-112 · Trygga platser (STK-2026-112)
        not one that is referred to (“se STK-2026-112”, “ersätter STK-2025-9”), nor that of an agreement or a delegation

A text that states two different units, or two years, states neither.  A note below a table mentions even more in passing: it states a
unit only in a clause that says nothing else (“Belopp i miljoner kronor (mnkr).”).
"""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.late_patterns import compile_at_use
from xl_kraftsamling.domain.references import find_references

_KR = r"(?:kr|kronor|sek|svenska kronor|swedish kronor)"
_END = r"(?!\w|-[^\W\d_])"  # in “tkr-mallen” the unit is part of a word
_MONTH = r"(?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)[^\W\d_]*\.?"
_PIECES = {
    # Before numbers and years, since they contain both: ISO dates, spans and numbers of cases; 15/12 2025; 15 december 2025.
    # Only another year may stand apart: “2026 – 10 mnkr” is a year and an amount.
    "dated": r"(?:(?<![^\W_])[^\W\d_]++[-/](?:[^\W\d_]++[-/]){0,2})?(?<!\d)(?:19|20)\d\d(?:[-–—/:.]\d{1,6}| ?[-–—/:.] ?(?:19|20)\d\d)+(?!\d)"
    r"|(?<!\d)20\d{4}[-–—]20\d{4}(?!\d)"
    r"|(?<!\d)\d{1,2}[-/.]\d{1,2}[-/. ]{1,2}(?:20)?\d\d(?!\d)"
    rf"|(?<!\d)\d{{1,2}}[ .]{{1,2}}{_MONTH} ?20\d\d(?!\d)|(?<![^\W\d_]){_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? 20\d\d(?!\d)",
    "file": r"[^\s/(]+\.(?:xl[st][xmb]?|ods|csv|txt|pdf|docx?)(?!\w)",
    "round_million": rf"(?<![\d.,])1[ .,]?000[ .,]?000 ?{_KR}(?!\w)",
    "round_thousand": rf"(?<![\d.,])1[ .,]?000 ?{_KR}(?!\w)|(?<!\w){_KR} 1[ .,]?000(?![ .,]?\d)",
    "million": rf"(?<!\w)(?:mn?\.? ?(?:kr|sek)|(?:milj|mio)\.?(?: ?{_KR})?|(?:miljoner|miljontals?|millions?)(?: of)?(?: {_KR})?"
    rf"|{_KR} ?(?:mn?|mio|mkr)|{_KR} (?:in |i )?(?:millions?|miljoner)){_END}",
    "thousand": rf"(?<!\w)(?:[tk]\.? ?(?:kr|sek)|(?:tusen(?:tals?)?|thousands?)(?: of)?(?: {_KR})?|1[ .,]?000[ -]?tals?(?: {_KR})?"
    rf"|{_KR} ?k|{_KR} (?:in |i )?(?:thousands?|tusen(?:tal)?)|['’]000s? ?{_KR}|{_KR} ?['’]?000s?){_END}",
    "one": rf"(?<!\w){_KR}{_END}",
    "year": r"(?<![\d.,])20\d\d(?![.,]?\d)",
    "number": r"\d{1,3}(?:[ .,'’]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[½¼¾]",
    "word": r"[^\W\d_]+|©",
    "colon": ":",
    "bracket": r"[(\[]",
    "end": r"[,;)\]|!?/<>=+]|\.(?= |$)|(?<= )[-–—](?= )",
}  # fmt: skip
_PIECE = compile_at_use("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PIECES.items()))
_LONGEST = 1_000
"""Characters of a text that may state something: a longer one is a page about the matter."""
_REACH = 15
"""Pieces of a clause, before and after a unit or a year, that may make something else of it."""
_WORTH = {"one": 1, "thousand": 1_000, "million": 1_000_000, "round_thousand": 1_000, "round_million": 1_000_000}
_UNIT_SIGNS = "kr", "sek", "mil", "mio", "tus", "thous", "000"
_DIVIDED = compile_at_use(r"(?<=\w)-\s*\n\s*(?=\w)")  # a word that continues on the next line of its cell
_ABBREVIATED = compile_at_use(r"\b(t|fr)\. ?o\. ?m\b\.?")  # t.o.m., fr.o.m.: their points end no clause

_NUMERAL = compile_at_use(
    r"(?:en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|(?:tret|fjor|fem|sex|sjut|ar|nit)ton|tjugo|(?:tret|fyr|fem|sex|sjut"
    r"|åt|nit)tio|hundra|tusen|miljon(?:er)?|miljard(?:er)?|halv[at]?|dussin"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)t(?:een|y)|twenty|forty"
    r"|hundreds?|thousand|million|billion|half)+"
    r"|(?:några|flera|många|få|par|enstaka|several|some|many|few)"
)
"""Words that count: written-out numbers are put together of the same few parts."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ADJECTIVES = _words("hela jämna rena svenska whole full swedish")
_PREPOSITIONS = _words("i in")
_STATING = _words("belopp beloppen amount amounts siffror figures alla all samtliga anges angivna angivet angiven uttryckt uttryckta är are is")
_DENIED = _words("ej inte icke aldrig ingen inga utan not never non without")
_DENYING = _STATING | _PREPOSITIONS | _ADJECTIVES | _words(
    "längre heller som as skriv skrivs skrivas ange använd används användas ska skall får do does enter use used write be")  # fmt: skip
"""What may be between a denial and what it denies; any other word is itself what is denied: “Ej avropat tkr”."""
_COMPARED = _words(
    "över under från av på om för per än max maximalt min minst minimum maximum högst lägst ca cirka ungefär drygt knappt mot"
    " vid med överstiger understiger than above below over from of for by exceeding least most about approximately")  # fmt: skip
_SENTENCE = _words(
    "ska skall får måste bör kan räknas omräknas avrundas krävs kräver godkänns should shall must may can will is needs")  # fmt: skip
_ROUNDED = compile_at_use(r"avrund\w*|närmas\w*|round\w*|nearest")
_OF_THE_DOCUMENT = compile_at_use(
    r"upprätta\w*|utskriv\w*|utskrift\w*|uppdater\w*|revider\w*|rev|ändra\w*|skapa[dt]\w*|sparad\w*|daterad\w*|version\w*|utgåva\w*|upplaga\w*"
    r"|fastställ\w*|antag\w*|beslutad\w*|beslutat\w*|fattat\w*|tryckt|inlämna[dt]\w*|hämta[dt]\w*|arkiv\w*|gallra\w*|kopia|mall\w*|bygger"
    r"|print\w*|updated?|created?|revis\w*|edit\w*|modified|saved|drafted|dated|copyright|©|c|exported|adopted|approved on"
)
"""Words about when the document was made or its matter decided; a year beside them is that of this event."""
_REFERRING = compile_at_use(
    r"(?<![^\W_])(?:se|jfr|jämför|ersätter|ersatt|tidigare|föregående|förra|motsvarande|bilaga|underlag|överenskommels\w*|avtal\w*|delegation\w*"
    r"|see|cf|compare|replaces|earlier|previous|former|annex|agreements?|delegat\w+)(?![^\W_])"
)
"""Words beside the diarienummer of something that a table is not about itself."""
_OTHER_YEAR = _words(
    "från sedan efter före innan till tom from fr utom exkl exklusive jämfört jämför jämförs jfr jämförelse mot med än ej inte ursprungligen"
    " since after before until to compared versus vs than excluding except not")  # fmt: skip
_NAMED = _words("agenda vision konto kst ansvar rum tel kl sfs prop")
_YEAR_WORDS = _words("år året year")


_NOTED = _STATING | _PREPOSITIONS | _ADJECTIVES | _words(
    "enhet valuta not anm obs tabell tabellen bladet kolumn kolumner kolumnerna tal talen värden summor ovan ovanstående denna detta redovisas visas visar"
    " presenteras om annat inte inget ej sägs angetts unit currency note table values this all shown stated unless otherwise")  # fmt: skip
"""What a note about a unit may say besides."""


class _Piece(NamedTuple):
    kind: str
    text: str

    @property
    def counts(self) -> bool:
        return self.kind == "number" or (self.kind == "word" and _NUMERAL.fullmatch(self.text) is not None)


def find_unit(text: str) -> int | None:
    """The unit that a heading or a title states for its amounts, in kronor; None where it states none, or several."""
    pieces = _divide(text) if _may_name_unit(text) else []
    stated = {_WORTH[piece.kind] for n, piece in enumerate(pieces) if piece.kind in _WORTH and _states_unit(pieces, n)}
    return stated.pop() if len(stated) == 1 else None


def find_noted_unit(text: str) -> int | None:
    """The unit that a note states for the amounts above it or beside it, in kronor: a text with a clause about the unit and nothing else."""
    unit = find_unit(text)
    if unit is None:
        return None
    clauses: list[list[_Piece]] = [[]]
    for piece in _divide(text):
        if piece.kind == "end" and piece.text not in ")]":
            clauses.append([])
        clauses[-1].append(piece)
    return unit if any(map(_only_states_unit, clauses)) else None


def _only_states_unit(clause: Sequence[_Piece]) -> bool:
    said = [piece for piece in clause if piece.kind not in ("end", "bracket", "colon")]
    units = [piece for piece in said if piece.kind in _WORTH]
    return bool(units) and all(piece in units or (piece.kind == "word" and piece.text in _NOTED) for piece in said)


def find_year(text: str) -> int | None:
    """The year that a heading or a title states for its table or column; None where it states none, or several."""
    pieces = _divide(text)
    stated = {int(piece.text) for n, piece in enumerate(pieces) if piece.kind == "year" and _states_year(pieces, n)}
    return stated.pop() if len(stated) == 1 else None


def find_cases(text: str) -> Sequence[str]:
    """The diarienummer that a title states for its table, in capitals; none where the text only refers to them."""
    if len(text) > _LONGEST or _REFERRING.search(_fold(text)):
        return ()
    return sorted(find_references(text).case_numbers)


def find_words(text: str) -> str:
    """A text without its units, years, dates and numbers, folded: what is left to say what a column holds."""
    folded = _fold(text[:_LONGEST])
    return _PIECE.sub(lambda piece: piece[0] if piece.lastgroup in ("word", "colon", "bracket", "end") else " ", folded)


def _fold(text: str) -> str:
    return _ABBREVIATED.sub(r"\1om", fold_label(_DIVIDED.sub("", text)).replace("(c)", "©"))


def _may_name_unit(text: str) -> bool:
    """A quick look that spares most texts the large pattern: something of every unit, in each of its spellings, is in them."""
    folded = _fold(text)
    return any(sign in folded for sign in _UNIT_SIGNS)


def _divide(text: str) -> list[_Piece]:
    return [_Piece(str(piece.lastgroup), piece[0]) for piece in _PIECE.finditer(_fold(text))] if len(text) <= _LONGEST else []


def _before(pieces: Sequence[_Piece], n: int) -> Iterator[_Piece]:
    """The pieces of the clause before one, the nearest first."""
    return takewhile(_is_inside, reversed(pieces[max(0, n - _REACH) : n]))


def _after(pieces: Sequence[_Piece], n: int) -> Iterator[_Piece]:
    return takewhile(_is_inside, pieces[n + 1 : n + 1 + _REACH])


def _is_inside(piece: _Piece) -> bool:
    return piece.kind not in ("end", "bracket")


def _states_unit(pieces: Sequence[_Piece], n: int) -> bool:
    before = [piece for piece in _before(pieces, n) if piece.kind != "colon" and piece.text not in _ADJECTIVES]
    after = [piece for piece in _after(pieces, n) if piece.kind != "colon"]
    if pieces[n].kind.startswith("round"):
        return not after and all(piece.text in _STATING | _PREPOSITIONS for piece in before)
    if _is_amount(pieces, n, before, after) or _is_denied(before, after):
        return False
    words = [piece.text for piece in before if piece.text not in _PREPOSITIONS]
    compared = words[:1] and words[0] in _COMPARED
    return not (compared or any(map(_ROUNDED.fullmatch, words)) or any(piece.text in _SENTENCE for piece in after))


def _is_amount(pieces: Sequence[_Piece], n: int, before: Sequence[_Piece], after: Sequence[_Piece]) -> bool:
    """Whether a unit is that of a number beside it."""
    if not before and n > 1 and pieces[n - 1].kind == "bracket":
        # “Avrop 3 (tkr)” is the third call-off, “max 500 (tkr)” an amount
        earlier = list(_before(pieces, n - 1))
        return len(earlier) > 1 and earlier[0].counts and earlier[1].text in _COMPARED
    is_year = len(before) > 1 and before[0].kind == "year" and before[1].text not in _COMPARED
    counted = bool(before) and (before[0].counts or (before[0].kind == "year" and len(before) > 1 and not is_year))
    return counted or (bool(after) and after[0].counts)


def _is_denied(before: Sequence[_Piece], after: Sequence[_Piece]) -> bool:
    for piece in before:
        if piece.text in _DENIED:
            return True
        if piece.text not in _DENYING:
            break
    return any(piece.text in _DENIED for piece in after[-2:]) and all(p.text in _DENIED | _DENYING for p in after)


def _states_year(pieces: Sequence[_Piece], n: int) -> bool:
    before = [piece.text for piece in _before(pieces, n) if piece.text not in _YEAR_WORDS]
    after = list(_after(pieces, n))
    if before[:1] and before[0] in _OTHER_YEAR | _NAMED:
        return False
    if after and after[0].kind in _WORTH and before[:1] and before[0] in _COMPARED:
        return False  # “max 2050 kr”
    if after[1:] and after[0].text == "års":
        before.append(after[1].text)  # “2025 års mall”
    return not any(_OF_THE_DOCUMENT.fullmatch(word) for word in before)
