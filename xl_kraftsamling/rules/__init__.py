"""The rules, one per file, a folder per family.

To add one: write its file after the pattern of its neighbours, import it here and name it in RULES; a test names a file that
is forgotten.  The folder's docstring describes the family.
"""

from xl_kraftsamling.finding import Rule
from xl_kraftsamling.rules.allocations.td01_differs import RULE as TD01
from xl_kraftsamling.rules.allocations.td02_total import RULE as TD02
from xl_kraftsamling.rules.allocations.td03_twice import RULE as TD03
from xl_kraftsamling.rules.allocations.td04_not_positive import RULE as TD04
from xl_kraftsamling.rules.allocations.td05_recipients import RULE as TD05
from xl_kraftsamling.rules.allocations.td06_identities import RULE as TD06
from xl_kraftsamling.rules.allocations.td07_wrong_unit import RULE as TD07
from xl_kraftsamling.rules.call_offs.av01_overdrawn import RULE as AV01
from xl_kraftsamling.rules.call_offs.av02_overdrawn_earlier import RULE as AV02
from xl_kraftsamling.rules.call_offs.av03_threshold import RULE as AV03
from xl_kraftsamling.rules.call_offs.av04_not_positive import RULE as AV04
from xl_kraftsamling.rules.call_offs.av05_reversal_too_large import RULE as AV05
from xl_kraftsamling.rules.call_offs.av06_no_intervention import RULE as AV06
from xl_kraftsamling.rules.call_offs.av07_others_intervention import RULE as AV07
from xl_kraftsamling.rules.call_offs.av08_double_entry import RULE as AV08
from xl_kraftsamling.rules.call_offs.av09_impossible_step import RULE as AV09
from xl_kraftsamling.rules.call_offs.av10_outside_year import RULE as AV10
from xl_kraftsamling.rules.call_offs.av11_overdrawn_later import RULE as AV11
from xl_kraftsamling.rules.call_offs.av12_requested_too_much import RULE as AV12
from xl_kraftsamling.rules.call_offs.av13_paid_before_decision import RULE as AV13
from xl_kraftsamling.rules.call_offs.av14_after_last_day import RULE as AV14
from xl_kraftsamling.rules.checks.ko01_not_tried import RULE as KO01
from xl_kraftsamling.rules.checks.ko02_faulty_waiver import RULE as KO02
from xl_kraftsamling.rules.checks.ko03_waiver_used import RULE as KO03
from xl_kraftsamling.rules.decision.be01_no_decision import RULE as BE01
from xl_kraftsamling.rules.decision.be02_incomplete_decision import RULE as BE02
from xl_kraftsamling.rules.decision.be03_paid_undecided import RULE as BE03
from xl_kraftsamling.rules.decision.be04_impossible_date import RULE as BE04
from xl_kraftsamling.rules.decision.be05_another_decision import RULE as BE05
from xl_kraftsamling.rules.formulas.fo01_error_value import RULE as FO01
from xl_kraftsamling.rules.formulas.fo02_overwritten import RULE as FO02
from xl_kraftsamling.rules.formulas.fo03_differs import RULE as FO03
from xl_kraftsamling.rules.formulas.fo04_written_number import RULE as FO04
from xl_kraftsamling.rules.formulas.fo05_short_total import RULE as FO05
from xl_kraftsamling.rules.formulas.fo06_hidden import RULE as FO06
from xl_kraftsamling.rules.formulas.fo07_linked import RULE as FO07
from xl_kraftsamling.rules.formulas.fo08_stale_value import RULE as FO08
from xl_kraftsamling.rules.formulas.fo09_calculation import RULE as FO09
from xl_kraftsamling.rules.formulas.fo10_text_in_sum import RULE as FO10
from xl_kraftsamling.rules.formulas.fo11_left_out import RULE as FO11
from xl_kraftsamling.rules.interventions.in01_initiator import RULE as IN01
from xl_kraftsamling.rules.interventions.in02_count import RULE as IN02
from xl_kraftsamling.rules.interventions.in03_planned import RULE as IN03
from xl_kraftsamling.rules.interventions.in04_no_intervention import RULE as IN04
from xl_kraftsamling.rules.outcomes_and_forecasts.ut01_outcome_exceeds import RULE as UT01
from xl_kraftsamling.rules.outcomes_and_forecasts.ut02_period_outside_year import RULE as UT02
from xl_kraftsamling.rules.outcomes_and_forecasts.ut03_booked_outside_year import RULE as UT03
from xl_kraftsamling.rules.outcomes_and_forecasts.ut04_before_decision import RULE as UT04
from xl_kraftsamling.rules.outcomes_and_forecasts.ut05_unexpected_sign import RULE as UT05
from xl_kraftsamling.rules.outcomes_and_forecasts.ut06_no_voucher import RULE as UT06
from xl_kraftsamling.rules.outcomes_and_forecasts.ut07_forecast_exceeds import RULE as UT07
from xl_kraftsamling.rules.outcomes_and_forecasts.ut08_double_entry import RULE as UT08
from xl_kraftsamling.rules.outcomes_and_forecasts.ut09_others_intervention import RULE as UT09
from xl_kraftsamling.rules.outcomes_and_forecasts.ut10_forecast_impossible import RULE as UT10
from xl_kraftsamling.rules.structure.st01_missing_sheet import RULE as ST01
from xl_kraftsamling.rules.structure.st02_missing_column import RULE as ST02
from xl_kraftsamling.rules.structure.st03_unknown_column import RULE as ST03
from xl_kraftsamling.rules.structure.st04_template_version import RULE as ST04
from xl_kraftsamling.rules.structure.st05_blank_row import RULE as ST05
from xl_kraftsamling.rules.structure.st06_data_outside import RULE as ST06
from xl_kraftsamling.rules.structure.st07_merged_cells import RULE as ST07
from xl_kraftsamling.rules.structure.st08_sum_row import RULE as ST08
from xl_kraftsamling.rules.structure.st09_example_data import RULE as ST09
from xl_kraftsamling.rules.structure.st10_how_read import RULE as ST10
from xl_kraftsamling.rules.structure.st11_not_read import RULE as ST11
from xl_kraftsamling.rules.structure.st12_two_readings import RULE as ST12
from xl_kraftsamling.rules.transfers.om01_no_agreement import RULE as OM01
from xl_kraftsamling.rules.transfers.om02_late_agreement import RULE as OM02
from xl_kraftsamling.rules.transfers.om03_wrong_party import RULE as OM03
from xl_kraftsamling.rules.transfers.om04_more_than_free import RULE as OM04
from xl_kraftsamling.rules.transfers.om05_together_too_much import RULE as OM05
from xl_kraftsamling.rules.transfers.om06_no_transfer import RULE as OM06
from xl_kraftsamling.rules.transfers.om07_later_negative import RULE as OM07
from xl_kraftsamling.rules.transfers.om08_reversed_but_used import RULE as OM08
from xl_kraftsamling.rules.transfers.om09_not_declared import RULE as OM09
from xl_kraftsamling.rules.transfers.om10_to_company import RULE as OM10
from xl_kraftsamling.rules.transfers.om11_from_company import RULE as OM11
from xl_kraftsamling.rules.transfers.om12_to_another_board import RULE as OM12
from xl_kraftsamling.rules.transfers.om13_to_executive import RULE as OM13
from xl_kraftsamling.rules.transfers.om14_to_office import RULE as OM14
from xl_kraftsamling.rules.transfers.om15_chain import RULE as OM15
from xl_kraftsamling.rules.transfers.om16_back_to_giver import RULE as OM16
from xl_kraftsamling.rules.transfers.om17_impossible_step import RULE as OM17
from xl_kraftsamling.rules.transfers.om18_agreed_less import RULE as OM18
from xl_kraftsamling.rules.transfers.om19_agreement_exceeded import RULE as OM19
from xl_kraftsamling.rules.transfers.om20_after_last_day import RULE as OM20
from xl_kraftsamling.rules.values.vd01_text_amount import RULE as VD01
from xl_kraftsamling.rules.values.vd02_ambiguous_amount import RULE as VD02
from xl_kraftsamling.rules.values.vd03_unit_interpreted import RULE as VD03
from xl_kraftsamling.rules.values.vd04_unreadable_date import RULE as VD04
from xl_kraftsamling.rules.values.vd05_interpreted_date import RULE as VD05
from xl_kraftsamling.rules.values.vd06_empty_cell import RULE as VD06
from xl_kraftsamling.rules.values.vd07_decimals import RULE as VD07
from xl_kraftsamling.rules.values.vd08_unknown_recipient import RULE as VD08
from xl_kraftsamling.rules.values.vd09_recognised_variant import RULE as VD09
from xl_kraftsamling.rules.values.vd10_ambiguous_abbreviation import RULE as VD10
from xl_kraftsamling.rules.values.vd11_double_id import RULE as VD11
from xl_kraftsamling.rules.values.vd12_dangling_reference import RULE as VD12
from xl_kraftsamling.rules.values.vd13_unknown_status import RULE as VD13
from xl_kraftsamling.rules.values.vd14_personal_number import RULE as VD14
from xl_kraftsamling.rules.year_end.bo01_left_unused import RULE as BO01
from xl_kraftsamling.rules.year_end.bo02_carried_over import RULE as BO02
from xl_kraftsamling.rules.year_end.bo03_report_overdue import RULE as BO03
from xl_kraftsamling.rules.year_end.bo04_not_repaid import RULE as BO04

RULES: tuple[Rule, ...] = (
    ST01, ST02, ST03, ST04, ST05, ST06, ST07, ST08, ST09, ST10, ST11, ST12,
    VD01, VD02, VD03, VD04, VD05, VD06, VD07, VD08, VD09, VD10, VD11, VD12, VD13, VD14,
    BE01, BE02, BE03, BE04, BE05,
    TD01, TD02, TD03, TD04, TD05, TD06, TD07,
    IN01, IN02, IN03, IN04,
    AV01, AV02, AV03, AV04, AV05, AV06, AV07, AV08, AV09, AV10, AV11, AV12, AV13, AV14,
    OM01, OM02, OM03, OM04, OM05, OM06, OM07, OM08, OM09, OM10, OM11, OM12, OM13, OM14, OM15, OM16, OM17, OM18, OM19, OM20,
    UT01, UT02, UT03, UT04, UT05, UT06, UT07, UT08, UT09, UT10,
    BO01, BO02, BO03, BO04,
    FO01, FO02, FO03, FO04, FO05, FO06, FO07, FO08, FO09, FO10, FO11,
    KO01, KO02, KO03,
)  # fmt: skip
"""Every rule, in the order in which they are run and shown: KO last, so that a cause comes before what it leaves untried."""

BY_CODE = {rule.code: rule for rule in RULES}
"""The rules by their code."""
