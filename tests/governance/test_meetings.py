"""Planning a meeting, recording it, and the matters that follow to the next."""

import datetime as dt
from typing import Any

import pytest

from governance.decisions import DecisionContent, record_decision
from governance.meetings import (
    Came,
    MeetingContent,
    MeetingRecord,
    cancel_meeting,
    change_meeting,
    close_matter,
    leave_matter,
    plan_meeting,
    record_meeting,
)
from governance.models import Event, Group, Meeting, Person
from governance.problems import Refused
from tests.factories import NOW, TODAY, make_agency, make_group, make_person

pytestmark = pytest.mark.django_db

TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.fixture
def by() -> Person:
    return make_person(name="Coordinator")


def planned(by: Person, on: dt.date = TODAY, group: Group | None = None) -> Meeting:
    return plan_meeting(group=group or make_group(), content=MeetingContent(on=on), by=by, at=NOW)


def refusal(verb: Any, **said: Any) -> tuple[tuple[str, str], ...]:
    with pytest.raises(Refused) as refused:
        verb(at=NOW, **said)
    return refused.value.problems


def test_a_meeting_is_planned_changed_recorded_and_holds_the_decisions_of_its_day(by: Person) -> None:
    made = planned(by)
    change_meeting(meeting=made, content=MeetingContent(on=TODAY, place="County hall"), by=by, at=NOW)
    came = [
        Came(agency=make_agency(), presence="present", who="Superintendent"),
        Came(agency=make_agency("Council"), presence="apologies"),
    ]
    record_meeting(meeting=made, content=MeetingRecord(came=came, minutes="Short."), by=by, at=NOW)
    said = DecisionContent(group=make_group(), decided_on=TODAY, text="Agreed.")
    decision = record_decision(content=said, by=by, at=NOW)

    held = Meeting.objects.get()
    assert (held.state, held.place, held.minutes, decision.meeting) == ("held", "County hall", "Short.", held)
    assert [str(one) for one in held.attendances.all()] == [
        "Council: apologies",
        "Warwickshire Police: present",
    ]
    told = Event.objects.about(held).values_list("verb", "sentence", "changes")
    assert list(told) == [
        ("recorded", "1 present, 1 apologies", {}),
        ("changed", "", {"place": ["", "County hall"]}),
        ("planned", "", {}),
    ]


def test_what_cannot_be_says_why(by: Person) -> None:
    young = make_group("New group", starts_on=TODAY, ends_on=TOMORROW)
    made, later = planned(by), planned(by, TOMORROW)
    on = MeetingContent(on=TODAY)

    assert [
        refusal(plan_meeting, group=young, content=MeetingContent(on=dt.date(2024, 1, 7)), by=by),
        refusal(plan_meeting, group=young, content=MeetingContent(on=dt.date(2024, 1, 10)), by=by),
        refusal(plan_meeting, group=make_group(), content=on, by=by),
        refusal(change_meeting, meeting=later, content=on, by=by),
        refusal(record_meeting, meeting=later, content=MeetingRecord(), by=by),
    ] == [
        (("on", "New group was set up on 8 January 2024, after that day."),),
        (("on", "New group ended on 9 January 2024, before that day."),),
        (("on", "VAWG Board meets on 8 January 2024 already."),),
        (("on", "VAWG Board meets on 8 January 2024 already."),),
        (("", "This meeting is on 9 January 2024. Record it on the day or later."),),
    ]
    agency = make_agency()
    absent = MeetingRecord(came=[Came(agency=agency, presence="absent", who="Chief")])
    assert refusal(record_meeting, meeting=made, content=absent, by=by) == (
        (f"who_{agency.pk}", "Warwickshire Police is not marked present: leave the post empty."),
    )
    why = (("reason", "Say why the meeting does not take place."),)
    assert refusal(cancel_meeting, meeting=made, reason=" ", by=by) == why
    cancel_meeting(meeting=made, reason="The hall is closed.", by=by, at=NOW)
    told = Event.objects.about(made).values_list("verb", "sentence").first()
    assert told == ("cancelled", "The hall is closed.")
    over = (("", "This meeting is cancelled: it can no longer change."),)
    assert refusal(cancel_meeting, meeting=made, reason="Snow.", by=by) == over
    assert refusal(record_meeting, meeting=made, content=MeetingRecord(), by=by) == (
        ("", "This meeting was cancelled, so nothing can be recorded of it."),
    )
    assert planned(by).is_planned


def test_a_matter_is_left_and_closed_once(by: Person) -> None:
    made = planned(by)
    assert refusal(leave_matter, meeting=made, text=" ", owner="", by=by) == (
        ("left", "Say what is left to do."),
        ("owner", "Say who will do it: a post or a body, not a person's name."),
    )
    matter = leave_matter(meeting=made, text="Write to them.", owner="Chair", by=by, at=NOW)
    assert refusal(close_matter, matter=matter, note="", by=by) == (("note", "Say what came of it."),)
    close_matter(matter=matter, note="It was sent.", by=by, at=NOW)
    again = refusal(close_matter, matter=matter, note="Again.", by=by)
    assert again == (("", "This was closed already, on 8 January 2024."),)
