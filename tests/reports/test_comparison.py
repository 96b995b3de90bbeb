"""Two quarters side by side."""

import datetime as dt

from hypothesis import given, settings

from actions.rag import Rating, Status, Travel
from reports.board_pack import Change, compare
from reports.positions import ActionPosition
from tests.reports.positions_factory import position
from tests.reports.strategies import plans


def test_each_change_is_found_with_its_reason() -> None:
    moved = {"due_on": dt.date(2024, 6, 30), "due_shown": "30 June 2024"}
    earlier = [
        position(reference="1.1", sort_key=(1, 1), due_on=dt.date(2024, 3, 31), due_shown="31 March 2024"),
        position(reference="1.2", sort_key=(1, 2), rating=Rating.AMBER),
        position(reference="1.3", sort_key=(1, 3)),
        position(reference="1.4", sort_key=(1, 4)),
        position(reference="1.9", sort_key=(1, 9)),
    ]
    later = [
        position(reference="2.1", sort_key=(2, 1)),
        position(
            reference="1.4", sort_key=(1, 4), status=Status.CLOSED, suggested_rule=1, rating=Rating.GREY
        ),
        position(
            reference="1.3",
            sort_key=(1, 3),
            status=Status.COMPLETE,
            suggested_rating=Rating.BLUE,
            rating=Rating.BLUE,
        ),
        position(reference="1.2", sort_key=(1, 2), rating=Rating.AMBER),
        position(reference="1.1", sort_key=(1, 1), rating=Rating.RED, issue="No venue.", **moved),
    ]
    found = compare(earlier, later)
    assert found.worse == (
        Change(
            reference="1.1",
            title=later[-1].title,
            earlier_rating=Rating.GREEN,
            later_rating=Rating.RED,
            travel=Travel.WORSE,
            earlier_due_on=dt.date(2024, 3, 31),
            later_due_on=dt.date(2024, 6, 30),
            earlier_due_shown="31 March 2024",
            later_due_shown="30 June 2024",
            reason="No venue.",
        ),
    )
    groups = {name: [one.reference for one in getattr(found, name)] for name in found.__dataclass_fields__}
    assert groups == {
        "improved": ["1.3"],
        "worse": ["1.1"],
        "no_change": ["1.2"],
        "not_comparable": ["1.4"],
        "added": ["2.1"],
        "removed": ["1.9"],
        "closed": ["1.4"],
        "completed": ["1.3"],
        "redated": ["1.1"],
    }
    assert found.added[0].earlier_rating is None


@given(plans, plans)
@settings(max_examples=25)
def test_every_later_action_travels_one_way(
    earlier: list[ActionPosition], later: list[ActionPosition]
) -> None:
    found = compare(earlier, later)
    ways = (found.improved, found.worse, found.no_change, found.not_comparable, found.added)
    assert sorted(one.reference for way in ways for one in way) == sorted(one.reference for one in later)
    gone = {one.reference for one in earlier} - {one.reference for one in later}
    assert {one.reference for one in found.removed} == gone


@given(plans)
@settings(max_examples=25)
def test_a_quarter_compared_with_itself_changes_nothing(rows: list[ActionPosition]) -> None:
    found = compare(rows, rows)
    moved = (found.improved, found.worse, found.added, found.removed, found.closed, found.completed)
    assert [*moved, found.redated] == [()] * 7
