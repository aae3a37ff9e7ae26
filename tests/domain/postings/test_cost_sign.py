"""What amounts tell of the sign of costs, and when a person has to say it."""

import pytest

from xl_kraftsamling.domain.postings.cost_sign import SignAnswer, SignCounts
from xl_kraftsamling.domain.status_words import NEGATIVE, POSITIVE

PLUS, MINUS, MIXED = SignCounts(95, 5, 1), SignCounts(5, 95, -1), SignCounts(50, 50, 0)


@pytest.mark.parametrize(("counts", "said", "answer"), [
    (PLUS, None, SignAnswer.AS_SHOWN), (MINUS, None, SignAnswer.UNCLEAR), (MIXED, None, SignAnswer.UNCLEAR),
    (PLUS, POSITIVE, SignAnswer.AS_SHOWN), (MIXED, POSITIVE, SignAnswer.AS_SHOWN), (MINUS, POSITIVE, SignAnswer.UNCLEAR),
    (MINUS, NEGATIVE, SignAnswer.TURNED), (MIXED, NEGATIVE, SignAnswer.TURNED), (PLUS, NEGATIVE, SignAnswer.UNCLEAR),
    (SignCounts(0, 4, -9), POSITIVE, SignAnswer.AS_SHOWN), (SignCounts(0, 5, -9), POSITIVE, SignAnswer.UNCLEAR),
    (SignCounts(), NEGATIVE, SignAnswer.TURNED), (SignCounts(), None, SignAnswer.AS_SHOWN),
])  # fmt: skip
def test_the_sign_is_settled_or_asked(counts: SignCounts, said: str | None, answer: SignAnswer) -> None:
    assert counts.settle(said) is answer


def test_amounts_are_counted_by_their_sign() -> None:
    assert SignCounts().add(5).add(-2).add(0) == SignCounts(1, 1, 3)
