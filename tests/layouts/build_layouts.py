"""Build the cases again: `python -m layouts.build_layouts`, run in tests/."""

from collections.abc import Callable
from pathlib import Path

from layouts import accounts, beside, blocks, cards, faults, lists, matrices, questions
from layouts.book import Case

HERE = Path(__file__).parent
CASES: dict[str, Callable[[], Case]] = {
    "o01_datum_som_rubriker": matrices.dates_as_headings,
    "o02_namnder_som_kolumner": matrices.recipients_as_columns,
    "o03_avrop_i_grupper": matrices.call_offs_in_groups,
    "o04_datum_per_steg": lists.date_per_step,
    "o05_kryssrutor": lists.ticks_under_three_headings,
    "o06_handelselogg": lists.log_with_types,
    "o07_kassabok": accounts.cash_book,
    "o08_blad_per_namnd": cards.sheet_per_recipient,
    "o09_kort_under_varandra": cards.cards_below_each_other,
    "o10_blad_per_kvartal_tkr": cards.sheet_per_quarter,
    "o11_blad_per_insats": cards.sheet_per_intervention,
    "o12_ansvarskoder": accounts.codes_on_another_sheet,
    "o13_sammanstallning": matrices.summary_only,
    "o14_text_dubbel_felstavat": faults.text_amount_double_row_misspelling,
    "o15_matris_over_ramen": faults.matrix_beyond_the_allotment,
    "o16_enhet_pa_en_rad": faults.one_row_in_kronor,
    "o17_exkl_inkl_moms": questions.with_and_without_vat,
    "o18_kopia_av_listan": questions.copy_of_the_list,
    "o19_tusendelar": questions.thousandths,
    "o20_lista_utan_lage": questions.list_without_status,
    "o21_omfort_som_kolumner": beside.transfers_as_columns,
    "o22_aterfort_belopp": beside.gone_back_beside_it,
    "o23_varav_i_ar": beside.of_this_year_and_the_next,
    "o24_delutbetalningar": beside.part_payments_below,
    "o25_total_kostnad_och_avrop": beside.total_cost_beside_it,
    "o26_kvartal_med_saldon": blocks.quarters_with_balances,
    "o27_beslut_under_varandra": blocks.decisions_below_each_other,
    "o28_godkand_av_sk": blocks.office_that_decides,
    "o29_en_lista_per_status": blocks.list_per_status,
    "o30_manader_under_varandra": blocks.months_below_each_other,
}


def build(folder: Path = HERE) -> None:
    """Write every workbook and its JSON into a folder."""
    for name, case in CASES.items():
        case().save(folder / f"{name}.xlsx")


if __name__ == "__main__":
    build()
