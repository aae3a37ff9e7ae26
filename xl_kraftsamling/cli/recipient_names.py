"""Names of recipients as people write them on the command line: official, alias, förvaltning or a variant of the spelling."""

from xl_kraftsamling.cli.errors import UsageError
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.texts import Text

_SEVERAL = Text(
    "»{name}« kan betyda {candidates}. Skriv ut namnet.", "“{name}” may mean {candidates}. Write the name in full."
)
_NOBODY = Text(
    "»{name}« är ingen nämnd och inget bolag som programmet känner.{question}",
    "“{name}” is no nämnd and no company that the program knows.{question}",
)


def find_recipient(decision: Decision, written: str) -> str:
    """The official name that is meant; Misuse, with the nearest name as a question, where that cannot be told."""
    found = decision.register.recognise(written)
    if found.name:
        return found.name
    if found.candidates:
        raise UsageError(_SEVERAL, name=written, candidates=found.candidates)
    near = decision.register.nearest(written)
    raise UsageError(_NOBODY, name=written, question=Text(f" Menas {near}?", f" Is it {near}?") if near else "")
