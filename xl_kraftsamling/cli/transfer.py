"""`kraftsamling transfer`: whether money may be moved, why, and what that would do; on request as a draft in the workbook."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import click

from xl_kraftsamling import app
from xl_kraftsamling.cli.about import ABOUT
from xl_kraftsamling.cli.bilingual import Command, UsageError, current_language, say
from xl_kraftsamling.cli.output import (
    ERRORS,
    OK,
    UNTRIED,
    choose_painter,
    line_width,
    print_error,
    print_lines,
)
from xl_kraftsamling.cli.shared_options import (
    PATH,
    as_of_option,
    complete_recipients,
    decision_option,
    find_decisions,
    find_recipient,
    format_option,
    map_option,
    option,
    output_option,
    parse_amount,
    parse_day,
    require_decision,
)
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.status_words import NO, YES
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.eligibility import propose
from xl_kraftsamling.domain.transfers.trial import Trial, try_largest, try_transfer
from xl_kraftsamling.saving import describe_owner

_CODES = {Answer.YES: OK, Answer.AFTER_AGREEMENT: UNTRIED, Answer.OPEN: UNTRIED, Answer.NO: ERRORS}
_WIDE = 100


class TransferRequest(NamedTuple):
    """The transfer that the options ask for: amounts in öre, names as people write them, None for an option left out."""

    donor: str | None
    receiver: str | None
    amount: int | None
    day: date | None
    agreement: str | None
    agreed_on: date | None
    party: str | None
    agreed_amount: int | None
    declared_unused: bool | None
    origin: str | None
    comment: str | None
    most: bool

    @property
    def options(self) -> str:
        """The options that were used, with commas."""
        # by identity: an amount of 0 is an option too, and so is a declaration that the money is needed
        values: Mapping[str, Any] = {**self._asdict(), "most": self.most or None}
        names = {**_OPTIONS, "declared_unused": "--declared-unused" if self.declared_unused else "--declared-needed"}
        return ", ".join(names[name] for name, value in values.items() if value is not None)

    def check(self) -> None:
        """Raise UsageError where an option is missing, or two exclude each other."""
        if self.amount is not None and self.most:
            raise UsageError(_BOTH_AMOUNTS)
        needed = {"donor": self.donor, "receiver": self.receiver, "day": self.day, "amount": True if self.most else self.amount}
        if missing := tuple(_OPTIONS[name] for name, value in needed.items() if value is None):
            raise UsageError(_LACKING, missing=missing)

    def make_transfer(self, decision: Decision) -> Transfer:
        """The transfer with official names; UsageError for a name that is unknown or ambiguous."""
        declared = None if self.declared_unused is None else YES if self.declared_unused else NO
        row = propose(
            find_recipient(decision, self.donor or ""), find_recipient(decision, self.receiver or ""), self.amount or 0, self.day or date.min,
            reference=self.agreement, agreed_on=self.agreed_on, party=self.party, agreed_amount=self.agreed_amount,
            declared_unused=declared, origin=self.origin,
        )  # fmt: skip
        return row._replace(comment=self.comment)


@click.command("transfer", cls=Command, text=ABOUT["transfer"])
@click.argument("workbook", type=PATH, metavar="WORKBOOK")
@option("--from", "donor", metavar="NAME", shell_complete=complete_recipients, text=Text("Givaren; förkortningar går bra.", "The donor; abbreviations can be used."))
@option("--to", "receiver", metavar="NAME", shell_complete=complete_recipients, text=Text("Mottagaren.", "The receiver."))
@option("--amount", type=parse_amount, metavar="AMOUNT", text=Text('Beloppet: "150 000" eller "150 tkr".', 'The amount: "150 000" or "150 tkr".'))
@option("--max", "most", is_flag=True, text=Text("I stället för ett belopp: det mesta som går.", "Instead of an amount: the most that can be moved."))
@option("--date", "day", type=parse_day, metavar="YYYY-MM-DD", text=Text("Dagen då pengarna flyttas.", "The day on which the money moves."))
@option("--agreement", metavar="REF", text=Text("Överenskommelsens diarienummer.", "The agreement's case number."))
@option("--agreed-on", type=parse_day, metavar="YYYY-MM-DD", text=Text("Överenskommelsens datum.", "The agreement's date."))
@option("--party", metavar="NAME", text=Text("Den som överenskommelsen är med.", "The party that the agreement is with."))
@option("--agreed-amount", type=parse_amount, metavar="AMOUNT", text=Text("Beloppet i överenskommelsen.", "The amount in the agreement."))
@option("--declared-unused/--declared-needed", default=None, text=Text(
    "Givaren har sagt att pengarna inte behövs, eller att de behövs.", "The donor has said that it does not need the money, or that it does."))
@option("--origin", metavar="TEXT", text=Text(
    "Varifrån givaren själv fick pengarna: en mottagare eller en omfördelnings id.",
    "Where the donor itself got the money: a recipient or the id of a transfer.",
))
@option("--comment", metavar="TEXT", text=Text("Kommentar, till exempel ett beslut som stöder den.", "A comment, such as a decision that supports it."))
@option("--write", "target", type=PATH, metavar="FILE", text=Text(
    "Skriv en kopia av arbetsboken där omfördelningen står som utkast.", "Write a copy of the workbook with the transfer as a draft (utkast)."))
@option("--force", is_flag=True, text=Text(
    "Låt --write skriva över en fil som finns, även arbetsboken själv.", "Let --write overwrite a file that exists, even the workbook itself."))
@option("--proposals", is_flag=True, text=Text(
    "Visa i stället vem som har pengar outnyttjade, vem som har begärt mer än som är kvar, och förslag.",
    "Show instead who has unused money, who has requested more than is left, and proposals.",
))
@as_of_option
@format_option("text", "json")
@output_option
@decision_option
@map_option
def transfer_command(
    workbook: Path, *, target: Path | None, force: bool, proposals: bool, as_of: date | None, form: str, output: Path | None,
    decision: str | None, map_file: Path | None, **asked: Any,
) -> int:  # fmt: skip
    """Try a transfer, or propose some, and print what is found; last what it rests on that is wrong."""
    from xl_kraftsamling.report.caution import describe_caution

    request = TransferRequest(**asked)
    _check_options(request, workbook, target, force=force, proposals=proposals)  # before the reading, which may take a while
    validated = app.validate_workbook(workbook, as_of=as_of, known=find_decisions(decision, workbook), map_file=map_file)
    ledger, caution = validated.verdict.ledger, describe_caution(validated.verdict, current_language())
    require_decision(ledger.decision)
    print_error(describe_owner(workbook, current_language()))
    if proposals:
        print_lines(_format_proposals(str(workbook), ledger, form, output, caution), output, data=form == "json")
        return OK
    trial = _try_request(request, ledger)
    draft = _write_draft(validated, target, trial, map_file, force=force) if target else None
    print_lines(_format_answer(str(workbook), trial, draft, form, output, caution), output, data=form == "json")
    return _CODES[trial.judgement.answer]


def _check_options(request: TransferRequest, workbook: Path, target: Path | None, *, force: bool, proposals: bool) -> None:
    """Raise UsageError where the options do not go together."""
    if not proposals:
        request.check()
    elif request.options or target:
        raise UsageError(_PROPOSALS, names=request.options or "--write")
    if target and not force and target.resolve() == workbook.resolve():
        raise UsageError(_ORIGINAL, path=str(target))


def _try_request(request: TransferRequest, ledger: Ledger) -> Trial:
    """Try what is asked for; its names are recognised by the register of the decision that the workbook follows."""
    row = request.make_transfer(ledger.decision)
    return try_largest(ledger, row) if request.most else try_transfer(ledger, row)


def _write_draft(
    validated: app.ValidatedWorkbook, target: Path, trial: Trial, map_file: Path | None, *, force: bool
) -> dict[str, str] | None:
    """Write the draft, and return its file and its id; None where there is no amount to write."""
    if not trial.row.amount or trial.row.amount < 0:
        print_error(say(_NO_DRAFT))
        return None
    return {"path": str(target), "row_id": app.draft_transfer(validated, target, trial.row, map_file=map_file, force=force)}


def _format_answer(
    path: str, trial: Trial, draft: dict[str, str] | None, form: str, output: Path | None, caution: str | None
) -> Iterable[str]:
    from xl_kraftsamling.report import as_json
    from xl_kraftsamling.report.caution import render_caution
    from xl_kraftsamling.report.kept_words import explain_kept_words
    from xl_kraftsamling.report.transfer import encode_trial, render_trial

    if form == "json":
        return [as_json.dump_json({**encode_trial(path, trial, draft, current_language()), "caution": caution})]
    wide = line_width(_WIDE, output)
    lines = render_trial(path, trial, current_language(), wide, choose_painter(output))
    written = ("", say(_DRAFT, **draft)) if draft else ()
    return explain_kept_words((*lines, *written, *render_caution(caution, wide)), current_language(), wide)


def _format_proposals(path: str, ledger: Ledger, form: str, output: Path | None, caution: str | None) -> Iterable[str]:
    from xl_kraftsamling.report import as_json, proposals
    from xl_kraftsamling.report.caution import render_caution

    found = proposals.find_proposals(ledger)
    if form == "json":
        return [as_json.dump_json({**proposals.encode_proposals(path, found, current_language()), "caution": caution})]
    wide = line_width(_WIDE, output)
    return (*proposals.render_proposals(path, found, current_language(), wide, choose_painter(output)), *render_caution(caution, wide))


_PROPOSALS = Text(
    "--proposals visas för sig: utelämna {names}.",
    "--proposals are shown separately: leave out {names}.",
)
_ORIGINAL = Text(
    "{path} är arbetsboken själv. Ge kopian ett annat namn, eller lägg till --force om utkastet ska stå i originalet.",
    "{path} is the workbook itself. Give the copy another name, or add --force if the draft should be in the original.",
)
_NO_DRAFT = Text(
    "Inget utkast är skrivet: det finns inget belopp att flytta.", "No draft is written: there is no amount to move."
)
_DRAFT = Text(
    "{row_id} är införd som utkast sist på bladet Omfördelning i {path}. Omfördelningen räknas inte förrän status är begärd.",
    "{row_id} is entered as a draft (utkast), last on the sheet Omfördelning in {path}. It does not count until its status "
    "is begärd (requested).",
)
_OPTIONS = {
    "donor": "--from", "receiver": "--to", "amount": "--amount", "day": "--date", "agreement": "--agreement",
    "agreed_on": "--agreed-on", "party": "--party", "agreed_amount": "--agreed-amount",
    "declared_unused": "--declared-unused", "origin": "--origin", "comment": "--comment", "most": "--max",
}  # fmt: skip
_BOTH_AMOUNTS = Text("Välj --amount eller --max, inte båda.", "Choose --amount or --max, not both.")
_LACKING = Text(
    "{missing} saknas. En omfördelning behöver --from, --to, --date och --amount (eller --max). Förslag ges med --proposals.",
    "{missing} is missing. A transfer needs --from, --to, --date and --amount (or --max). Proposals are given with "
    "--proposals.",
)
