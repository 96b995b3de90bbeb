"""Held up by what they wait on: in the pack, the dashboard, the workbook and the frozen quarter."""

import datetime as dt

import pytest

from reports.board_pack import HeldUp, assemble, publication_copy
from reports.rendering.sheets.exceptions import exceptions_sheet
from reports.snapshots import close_period
from reports.sources.drafts import read_draft
from tests.factories import (
    NOW,
    make_action,
    make_event,
    make_group,
    make_objective,
    make_period,
    make_plan,
    make_request,
    make_wait,
)
from tests.pages import get_page, words_of
from tests.reports.scene import make_scene
from tests.reports.test_sources import draft_round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


def test_a_draft_says_which_actions_are_held_up_and_by_what() -> None:
    late = make_action("1.1", due="1 October 2023")
    action = make_action("1.2", title="Join the teams")
    over = make_action("1.3", status="complete", completed_on=dt.date(2023, 12, 1), completion_note="Done.")
    for waits in (action, over):
        make_wait(waits, late)
    police = make_plan("police", title="Police plan", board=make_group("Delivery group"))
    objective = make_objective("2", plan=police)
    make_wait(action, make_action("2.1", objective=objective, due="June 2024"))
    make_wait(action, make_action("2.2", objective=objective, status="complete", completed_on=NOW.date()))
    make_wait(action, make_event("the grant is given", expected="December 2023"))
    make_wait(action, make_event("it is over", expected="December 2023", happened_on=NOW.date()))
    make_request(action, make_period())
    current, rounds = draft_round(make_plan())
    draft = read_draft(current, rounds, at=NOW)
    held = [(one.reference, one.title, one.why) for one in draft.context.held_up]
    assert held == [
        ("1.2", "Join the teams", why)
        for why in (
            "1.1 is overdue by 99 days",
            "2.1 of Police plan is to finish by 30 June 2024, after this is due on 31 March 2024",
            "“the grant is given” was expected by 31 December 2023 and is not recorded as happened",
        )
    ]
    pack = assemble(draft.context, [row.position for row in draft.rows])
    assert pack.exceptions.held_up == draft.context.held_up
    assert publication_copy(pack).exceptions.held_up == draft.context.held_up
    lines = [row for row in exceptions_sheet(pack).rows if row.list_name == "Held up by what it waits on"]
    assert [(line.reference, line.why) for line in lines] == [("1.2", why) for _, _, why in held]


def test_the_dashboard_and_the_pack_show_it_and_a_closed_quarter_keeps_it() -> None:
    scene = make_scene()
    first, second = make_plan().actions.order_by("order")[:2]
    second.due_on = second.due_on or NOW.date()
    make_wait(first, make_event("the grant is given", expected="December 2023"))
    chair = scene.signed_in(scene.chair)
    said = f"{first.reference} {first.title}"
    page = words_of(get_page(chair, scene.url("dashboard")))
    assert "Held up by what they wait on" in page
    assert "was expected by 31 December 2023 and is not recorded as happened" in page
    assert said in page
    [period] = [scene.open_period]
    [snapshot] = close_period(period=period, by=scene.coordinator, at=NOW)
    assert [HeldUp(**one).why for one in snapshot.context["held_up"]] == [
        "“the grant is given” was expected by 31 December 2023 and is not recorded as happened"
    ]
    assert "“the grant is given” was expected" in get_page(chair, scene.url("pack", "2023-Q3"))
