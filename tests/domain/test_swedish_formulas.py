"""A formula as Swedish Excel shows it: its functions, signs and values, and nothing else of it."""

import pytest

from xl_kraftsamling.domain.swedish_formulas import show_in_swedish
from xl_kraftsamling.domain.texts import ShownFormula, Text, format_value


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("=SUM(B2:B5)", "=SUMMA(B2:B5)"),
        ("=sum(B2,B5)", "=SUMMA(B2;B5)"),
        ("=SUMIFS(Avrop[Belopp],Avrop[Mottagare],A2)", "=SUMMA.OMF(Avrop[Belopp];Avrop[Mottagare];A2)"),
        ("=IF(A1=1.5,TRUE,-.25)", "=OM(A1=1,5;SANT;-,25)"),
        ('=IF(A1="sum(1,5)",B1,"it""s, 1.5")', '=OM(A1="sum(1,5)";B1;"it""s, 1.5")'),
        ("='Blad, 1.5'!A1*1.25+Blad2!B2", "='Blad, 1.5'!A1*1,25+Blad2!B2"),
        ('=SUM({1,2.5;3,"x,y"})', '=SUMMA({1\\2,5;3\\"x,y"})'),
        ("=_xlfn.XLOOKUP(A1,B:B,C:C)", "=XLETAUPP(A1;B:B;C:C)"),
        ("=_xlfn._xlws.FILTER(A:A,B:B)", "=FILTER(A:A;B:B)"),
        ("=#REF!+SUM(#REF!,A1)", "=#REFERENS!+SUMMA(#REFERENS!;A1)"),
        ("=IFERROR(A1/B1,#N/A)", "=OMFEL(A1/B1;#SAKNAS!)"),
        ("=Tab[[#This Row],[a, b]]*2", "=Tab[[#Denna rad];[a, b]]*2"),
        ("=Tab[[#All],[kr]]", "=Tab[[#Alla];[kr]]"),
        ("=Mina.egna(1,2)+TRUEVALUE+Summan", "=Mina.egna(1;2)+TRUEVALUE+Summan"),
        ("=[1]Ark!A1+1E-5*2.5%", "=[1]Ark!A1+1E-5*2,5%"),
        ("=LOG10(A1)", "=LOG10(A1)"),
    ],
)
def test_a_formula_is_shown_as_swedish_excel_does(stored: str, shown: str) -> None:
    assert show_in_swedish(stored) == shown


def test_a_text_shows_a_formula_in_the_readers_language() -> None:
    formula = ShownFormula("=ROUND(A1,2)")
    assert (format_value(formula, "sv"), format_value(formula, "en")) == ("=AVRUNDA(A1;2)", "=ROUND(A1,2)")
    assert Text("Här står {f}.", "Here stands {f}.").fill("sv", {"f": formula}) == "Här står =AVRUNDA(A1;2)."
