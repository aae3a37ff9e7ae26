"""How far work has come: who watches is told, and only while watching."""

from xl_kraftsamling.domain.progress import enter_stage, follow_progress, tell_share, watch_progress
from xl_kraftsamling.domain.texts import Text

STAGE = Text("läser", "reading")


def test_who_watches_is_told_of_each_stage_and_its_share() -> None:
    told: list[tuple[Text | None, int, int]] = []
    with watch_progress(lambda *each: told.append(each)):
        assert list(follow_progress(STAGE, ["a", "b"])) == ["a", "b"]
        tell_share(5_000)
    enter_stage(STAGE)
    tell_share(1, 2)
    assert told == [(STAGE, 0, 0), (None, 0, 2), (None, 1, 2), (None, 5_000, 0)]


def test_where_nobody_watches_the_items_are_as_they_are() -> None:
    items = ["a", "b"]
    assert follow_progress(STAGE, items) is items
