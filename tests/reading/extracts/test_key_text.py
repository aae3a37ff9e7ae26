"""The first proposal of a key: what names a recipient is proposed, all else is asked, every code stands there, and it is read back."""

from datetime import date
from pathlib import Path

import pytest

from support.build_book import rows
from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.domain.postings.coding_key import KeyEntry
from xl_kraftsamling.domain.postings.posting import Posting
from xl_kraftsamling.domain.texts import LANGUAGES
from xl_kraftsamling.reading.extracts.extract import Extract
from xl_kraftsamling.reading.extracts.key_file import read_key
from xl_kraftsamling.reading.extracts.key_text import SeenCodes, format_key

DECISION = pick_shipped_decision("STK-2026-580")
INSATSER = rows("interventions", [{"id": "I-7", "name": "Läslyft", "recipient": "kulturnämnden"}, {"id": "I-8", "name": "Öppen hall", "recipient": "fritidsnämnden"}])
DAY = date(2026, 5, 4)


def see(*codings: dict[str, str], amount: int = 100, names: dict[tuple[str, str], str] | None = None, is_signed: bool = True, kind: str = "SIE") -> SeenCodes:
    postings = [Posting("A1", DAY, 202605, tuple(sorted(coding.items())), amount, "", n) for n, coding in enumerate(codings)]
    seen = SeenCodes()
    extract = Extract("a.se", kind, is_signed, lambda _: iter(postings), names=names or {})
    extract.unread.append("Fritt kod")
    seen.add(extract)
    return seen


def propose(seen: SeenCodes, tmp_path: Path, lang: str = "sv") -> tuple[str, list[KeyEntry]]:
    text, _ = format_key(seen, DECISION, INSATSER, "Medel.xlsx", lang)
    (tmp_path / "k.toml").write_text(text, "utf-8")
    return text.replace("\xa0", " "), list(read_key(tmp_path / "k.toml", DECISION, ["I-7", "I-8"]).entries)


def test_a_code_is_proposed_where_its_name_or_an_insats_says_whose_it_is(tmp_path: Path) -> None:
    seen = see(
        {"Projekt": "1"}, {"Projekt": "2"}, {"Projekt": "I-8"}, {"Projekt": "4"}, {"Projekt": "5 MKB"},
        names={("Projekt", "1"): "Kulturförvaltningen", ("Projekt", "2"): "Läslyft", ("Projekt", "4"): "Konferens"},
    )  # fmt: skip
    text, entries = propose(seen, tmp_path)
    assert sorted((entry.where["Projekt"], entry.recipient, entry.intervention) for entry in entries) == [
        ("1", "kulturnämnden", None), ("2", "kulturnämnden", "I-7"), ("5 MKB", "MKB", None), ("I-8", "fritidsnämnden", "I-8"),
    ]  # fmt: skip
    assert '# ? 4 Konferens: 1 rad, 1 kr\n#[[key]]\n#"Projekt" = "4"\n#recipient = ""\n#[[left_out]]\n#"Projekt" = "4"' in text
    assert "Fritt kod" in text


@pytest.mark.parametrize(("name", "recipient"), [
    ("Läsfrämjande kulturnämnden", "kulturnämnden"), ("Gymnasie- och vuxenutbildningsnämnden ungdomar 2026", "gymnasie- och vuxenutbildningsnämnden"),
    ("Sommar KN", "kulturnämnden"), ("Fri entré fn", None), ("Kulturnämnden och fritidsnämnden", None), ("FSN-projekt FSN", None), ("x " * 200, None),
])  # fmt: skip
def test_a_recipient_is_found_within_a_name_where_it_is_the_only_one(tmp_path: Path, name: str, recipient: str | None) -> None:
    _, entries = propose(see({"Projekt": "1"}, names={("Projekt", "1"): name}), tmp_path)
    assert [entry.recipient for entry in entries] == ([recipient] if recipient else [])


def test_what_only_stands_beside_a_code_is_a_question_with_its_answer_ready(tmp_path: Path) -> None:
    seen = see({"Projekt": "1", "Förvaltning": "Fritidsnämnden"}, {"Projekt": "2", "Förvaltning": "KN"}, {"Projekt": "2", "Förvaltning": "FRN"})
    text, entries = propose(seen, tmp_path)
    assert entries == []
    assert '#[[key]]\n#"Projekt" = "1"\n#recipient = "fritidsnämnden"' in text
    assert '#[[key]]\n#"Projekt" = "2"\n#"Förvaltning" = "FRN"\n#recipient = "fritidsnämnden"\n#[[key]]\n#"Projekt" = "2"\n#"Förvaltning" = "KN"' in text


def test_a_code_whose_insats_and_organisation_differ_is_asked(tmp_path: Path) -> None:
    _, entries = propose(see({"Projekt": "I-7", "Förvaltning": "Fritidsnämnden"}), tmp_path)
    assert entries == []


def test_an_organisation_leads_only_where_nothing_else_does(tmp_path: Path) -> None:
    assert propose(see({"Kostnadsställe": "1", "Förvaltning": "KN"}), tmp_path)[1] == []
    assert [entry.recipient for entry in propose(see({"Förvaltning": "KN"}), tmp_path)[1]] == ["kulturnämnden"]


def test_accounts_of_costs_count_and_the_others_are_listed_with_their_kronor(tmp_path: Path) -> None:
    text, _ = propose(see({"Konto": "4010", "Projekt": "1"}, {"Konto": "3010", "Projekt": "2"}, {"Konto": "1930"}), tmp_path)
    assert 'accounts = ["4", "5", "6", "7"]' in text
    assert "konton som börjar med 3 räknas inte: 1 rad, 1 kr" in text
    assert '"Projekt" = "2"' not in text


@pytest.mark.parametrize(("amounts", "line"), [
    ([100] * 10, 'cost_sign = "positivt"'), ([-100] * 10, 'cost_sign = "negativt"'), ([100, -100], '#cost_sign = "positivt"  # kostnaderna är då 0 kr'),
])  # fmt: skip
def test_the_sign_is_proposed_where_the_amounts_tell_it(tmp_path: Path, amounts: list[int], line: str) -> None:
    seen = SeenCodes()
    for amount in amounts:
        seen.add(Extract("a.csv", "CSV", False, lambda _, amount=amount: iter([Posting("A", DAY, 202605, (("Projekt", "1"),), amount, "", 1)])))
    assert any(each.startswith(line) for each in propose(seen, tmp_path)[0].split("\n"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_names_stay_remarks_and_many_codes_are_cut(tmp_path: Path, lang: str) -> None:
    name = 'x\n[[key]]\n"Projekt" = "9"\nrecipient = "MKB"\x1b'
    seen = see(*({"Projekt": f"{n}", "Motpart": "1"} for n in range(300)), names={("Projekt", "1"): name})
    text, entries = propose(seen, tmp_path, lang)
    assert entries == []
    assert ("och 100 koder till" if lang == "sv" else "and 100 more codes") in text
    assert "#internal_counterparties = []" in text
    _, quoted = propose(see({"Projekt": 'a"b\\c'}, names={("Projekt", 'a"b\\c'): "MKB"}), tmp_path)
    assert quoted[0].where == {"Projekt": 'a"b\\c'}
