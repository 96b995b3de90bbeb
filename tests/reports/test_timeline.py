"""The plan on a line of time: what each action's line says, and the page that shows it twice."""

import datetime as dt
import re
from xml.etree import ElementTree as ET

import pytest
from pytest_django import DjangoAssertNumQueries

from actions.rag import Rating, Status
from reports.rendering.timeline_chart import draw_timeline
from reports.timeline import lay_out
from tests.reports.positions_factory import position
from tests.reports.scene import make_scene

DAY = dt.date
DONE = {"status": Status.COMPLETE, "suggested_rating": Rating.BLUE, "rating": Rating.BLUE}
PLAN = {"starts_on": DAY(2023, 4, 1), "ends_on": DAY(2024, 3, 31)}
TODAY = DAY(2024, 1, 8)


def test_each_line_says_its_dates_and_the_line_of_time_holds_them_all() -> None:
    no_dates = {"start_on": None, "due_on": None, "original_due_on": None}
    rows = [
        position(reference="1.1", **no_dates | {"start_on": DAY(2022, 12, 31), "due_on": DAY(2023, 6, 30)}),
        position(
            reference="1.2", **no_dates | {"due_on": DAY(2024, 4, 30), "original_due_on": DAY(2023, 7, 31)}
        ),
        position(reference="1.3", ongoing=True, **no_dates),
        position(reference="1.4", awaiting="the Bill is law", **no_dates),
        position(reference="1.5", completed_on=DAY(2023, 9, 7), **no_dates | DONE),
        position(reference="1.6", **no_dates),
    ]
    timeline = lay_out(rows, **PLAN, today=TODAY)

    assert [span.words for span in timeline.spans] == [
        "30 June 2023",
        "30 April 2024, first 31 July 2023",
        "On-going",
        "Waits for an event",
        "Done 7 September 2023",
        "No due date",
    ]
    assert (timeline.first, timeline.last) == (DAY(2022, 10, 1), DAY(2024, 6, 30))
    assert (timeline.share(timeline.first), timeline.share(timeline.last)) == (0, 1)
    chart = ET.fromstring(draw_timeline(timeline, ident="one", title="Timeline & dates"))
    said = [one.text for one in chart.iter() if one.tag.endswith("text")]
    assert {"Today, 8 January 2024", "30 April 2024, first 31 July 2023", "First due date"} <= set(said)
    assert chart[0].text == "Timeline & dates"


def test_the_bar_of_what_is_done_ends_on_that_day() -> None:
    dates = {"start_on": DAY(2023, 4, 1), "due_on": DAY(2024, 3, 31), "original_due_on": DAY(2024, 3, 31)}
    early, late, open_still = (
        position(reference="1.1", completed_on=DAY(2023, 9, 30), **dates | DONE),
        position(reference="1.2", completed_on=DAY(2024, 5, 15), **dates | DONE),
        position(reference="1.3", **dates),
    )
    timeline = lay_out([early, late, open_still], **PLAN, today=TODAY)

    assert [span.until for span in timeline.spans] == [DAY(2023, 9, 30), DAY(2024, 5, 15), DAY(2024, 3, 31)]
    assert timeline.last == DAY(2024, 6, 30)
    chart = ET.fromstring(draw_timeline(timeline, ident="one", title="Timeline"))
    bars = [float(one.attrib["width"]) for one in chart.iter() if one.attrib.get("height") == "12"]
    assert bars[0] < bars[2] < bars[1]


def test_a_day_outside_is_not_drawn() -> None:
    timeline = lay_out([], **PLAN, today=DAY(2026, 1, 1))

    assert not timeline.shows_today
    assert "Today" not in draw_timeline(timeline, ident="one", title="Timeline")


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_clock")
@pytest.mark.parametrize("more", [0, 3])
def test_the_page_shows_chart_and_table_in_few_queries(
    more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    scene = make_scene(more=more)
    chair = scene.signed_in(scene.chair)
    chair.get(scene.url("timeline"))

    with django_assert_num_queries(15):
        page = chair.get(scene.url("timeline")).content.decode()

    assert len(re.findall(r"data-row=", page)) == 3 + more
    assert "31 March 2024, first 30 June 2023" in page
    assert re.findall(
        r'data-row="([^"]+)"', chair.get(scene.url("timeline") + "?objective=2").content.decode()
    ) == ["2.1"]
    assert scene.signed_in(scene.lead).get(scene.url("timeline")).status_code == 403
