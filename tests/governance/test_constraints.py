"""Each named constraint of governance: the database refuses what breaks it, and takes its neighbour."""

import datetime as dt
from collections.abc import Callable

import pytest

from governance.models import (
    Agency,
    AgencyAlias,
    Appointment,
    Attendance,
    Concern,
    Decision,
    Group,
    Matter,
    Meeting,
    Person,
    Post,
    ReportingPeriod,
    RoleAssignment,
)
from tests.constraints import assert_breaks, names_of
from tests.factories import NOW, TODAY, make_agency, make_group, make_person, make_post
from tests.governance import register_cases

pytestmark = pytest.mark.django_db

YESTERDAY = TODAY - dt.timedelta(days=1)
type Case = tuple[Callable[[], object], Callable[[], object]]


def _agency(**fields: object) -> Agency:
    number = Agency.objects.count()
    names = {"name": f"Agency {number}", "short_name": f"A{number}", "slug": f"a{number}", "sector": "police"}
    return Agency.objects.create(**(names | fields))


def _group(**fields: object) -> Group:
    number = Group.objects.count()
    return Group.objects.create(
        **({"name": f"Group {number}", "slug": f"g{number}", "kind": "board"} | fields)
    )


def _period(**fields: object) -> ReportingPeriod:
    number = ReportingPeriod.objects.count() + 1
    dates = {"opens_on": YESTERDAY, "due_on": TODAY, "meets_on": TODAY}
    return ReportingPeriod.objects.create(
        **({"board": make_group(), "year": 2023, "number": number} | dates | fields)
    )


ANSWERED = {"state": "answered", "answer": "Yes.", "answered_on": TODAY, "answered_by": "Its chair"}


def _concern(**fields: object) -> Concern:
    words = {"to_body": "Home Office", "kind": "law", "text": "The guidance names nobody."}
    days = {"raised_on": TODAY, "reply_due_on": TODAY, "recorded_at": NOW, "changed_at": NOW}
    return Concern.objects.create(**({"raised_by": make_group()} | words | days | fields))


def _meeting(**fields: object) -> Meeting:
    return Meeting.objects.create(**({"group": make_group(), "on": TODAY} | fields))


def _came(meeting: Meeting) -> Attendance:
    return Attendance.objects.create(meeting=meeting, agency=make_agency(), presence="present")


def _matter(**fields: object) -> Matter:
    number = Matter.objects.count()
    meeting = _meeting(on=TODAY - dt.timedelta(days=number))
    usual = {"meeting": meeting, "text": "Write to them.", "owner": "Chair", "recorded_at": NOW}
    return Matter.objects.create(**(usual | fields))


def _role(**fields: object) -> RoleAssignment:
    values = {"person": _somebody(), "role": "auditor", "starts_on": TODAY} | fields
    return RoleAssignment.objects.create(**values)


def _appointment(**fields: object) -> Appointment:
    return Appointment.objects.create(
        **({"person": _somebody(), "post": make_post(), "starts_on": TODAY} | fields)
    )


def _post(**fields: object) -> Post:
    return Post.objects.create(
        **({"agency": make_agency(), "title": f"Post {Post.objects.count()}"} | fields)
    )


def _decision(text: str) -> Decision:
    return Decision.objects.create(group=make_group(), decided_on=TODAY, text=text, recorded_at=NOW)


def _somebody() -> Person:
    return Person.objects.first() or make_person()


def _own_successor() -> None:
    agency = _agency(ends_on=TODAY)
    agency.successor = agency
    agency.save()


def _own_parent() -> None:
    group = _group()
    group.reports_to = group
    group.save()


def _twice(make: Callable[[], object]) -> Callable[[], object]:
    """The second of two alike is the one refused."""

    def write() -> None:
        make()
        make()

    return write


# Name: (what the database takes, what it refuses).
CASES: dict[str, Case] = {
    "agency_name_unique": (lambda: _agency(name="Police"), _twice(lambda: _agency(name="Police"))),
    "agency_short_name_unique": (lambda: _agency(short_name="P"), _twice(lambda: _agency(short_name="P"))),
    "agency_slug_unique": (lambda: _agency(slug="p"), _twice(lambda: _agency(slug="p"))),
    "agency_not_its_own_successor": (lambda: _agency(ends_on=TODAY, successor=_agency()), _own_successor),
    "agency_with_successor_has_ended": (_agency, lambda: _agency(successor=_agency())),
    "agency_dates_in_order": (
        lambda: _agency(starts_on=TODAY, ends_on=TODAY),
        lambda: _agency(starts_on=TODAY, ends_on=YESTERDAY),
    ),
    "agency_alias_unique": (
        lambda: AgencyAlias.objects.create(agency=_agency(), name="The force"),
        _twice(lambda: AgencyAlias.objects.create(agency=_agency(), name="The force")),
    ),
    "post_title_unique_in_agency": (lambda: _post(title="Chief"), _twice(lambda: _post(title="Chief"))),
    "post_dates_in_order": (
        lambda: _post(starts_on=TODAY, ends_on=TODAY),
        lambda: _post(starts_on=TODAY, ends_on=YESTERDAY),
    ),
    "group_name_unique": (lambda: _group(name="Board"), _twice(lambda: _group(name="Board"))),
    "group_slug_unique": (lambda: _group(slug="board"), _twice(lambda: _group(slug="board"))),
    "group_does_not_report_to_itself": (lambda: _group(reports_to=_group()), _own_parent),
    "group_dates_in_order": (
        lambda: _group(starts_on=TODAY, ends_on=TODAY),
        lambda: _group(starts_on=TODAY, ends_on=YESTERDAY),
    ),
    "person_email_unique": (
        lambda: Person.objects.create_user("a@example.org", name="A"),
        lambda: [Person.objects.create_user(email, name="B") for email in ("b@example.org", "B@Example.ORG")],
    ),
    "role_for_agency_or_group_not_both": (
        lambda: _role(agency=make_agency()),
        lambda: _role(agency=make_agency(), group=make_group()),
    ),
    "role_is_known": (lambda: _role(role="auditor"), lambda: _role(role="emperor")),
    "role_held_once_for_an_agency": (
        lambda: [_role(agency=make_agency(), ends_on=TODAY), _role(agency=make_agency())],
        _twice(lambda: _role(agency=make_agency(), role="agency_sponsor")),
    ),
    "role_held_once_for_a_group": (
        lambda: [_role(group=make_group(), ends_on=TODAY), _role(group=make_group())],
        _twice(lambda: _role(group=make_group(), role="board_chair")),
    ),
    "role_held_once_everywhere": (
        lambda: [_role(ends_on=TODAY), _role()],
        _twice(lambda: _role(role="administrator")),
    ),
    "role_dates_in_order": (
        lambda: _role(ends_on=TODAY, role="coordinator"),
        lambda: _role(ends_on=YESTERDAY),
    ),
    "appointment_held_once": (
        lambda: [_appointment(ends_on=TODAY), _appointment()],
        _twice(lambda: _appointment(post=make_post(title="Sergeant"))),
    ),
    "appointment_dates_in_order": (
        lambda: _appointment(ends_on=TODAY),
        lambda: _appointment(ends_on=YESTERDAY),
    ),
    "concern_is_with_one_body": (
        lambda: [_concern(), _concern(to_body="", to_group=_group())],
        lambda: _concern(to_group=_group()),
    ),
    "concern_is_not_with_its_raiser": (
        lambda: _concern(to_body="", to_group=_group()),
        lambda: _concern(to_body="", to_group=make_group()),
    ),
    "concern_has_words": (_concern, lambda: _concern(text="")),
    "concern_reply_due_once_raised": (_concern, lambda: _concern(reply_due_on=YESTERDAY)),
    "concern_answer_has_a_day_and_an_author": (
        lambda: _concern(**ANSWERED),
        lambda: _concern(**ANSWERED | {"answered_by": ""}),
    ),
    "concern_answered_has_an_answer": (
        lambda: _concern(**ANSWERED),
        lambda: _concern(state="answered"),
    ),
    "concern_open_has_no_answer": (_concern, lambda: _concern(**ANSWERED | {"state": "open"})),
    "concern_closed_has_a_day": (
        lambda: _concern(state="closed", closed_on=TODAY),
        lambda: _concern(state="closed"),
    ),
    "meeting_once_a_day": (
        lambda: [_meeting(state="cancelled"), _meeting()],
        _twice(_meeting),
    ),
    "meeting_minuted_once_held": (
        lambda: _meeting(state="held", minutes="Short."),
        lambda: _meeting(minutes="Short."),
    ),
    "meeting_reason_once_cancelled": (
        lambda: _meeting(state="cancelled", cancelled_because="Snow."),
        lambda: _meeting(cancelled_because="Snow."),
    ),
    "attendance_once_an_agency": (
        lambda: _came(_meeting()),
        _twice(lambda: _came(Meeting.objects.get())),
    ),
    "matter_has_words": (_matter, lambda: _matter(owner="")),
    "matter_note_once_closed": (
        lambda: _matter(closing_note="Done.", closed_on=TODAY),
        lambda: _matter(closing_note="Done."),
    ),
    "decision_has_words": (lambda: _decision("Agreed."), lambda: _decision("")),
    "period_once_a_quarter": (
        lambda: _period(number=1),
        lambda: _period(number=1),
    ),
    "period_open_once_a_board": (
        lambda: [_period(state="open"), _period(board=_group(), state="open")],
        lambda: _period(state="open"),
    ),
    "period_quarter_is_1_to_4": (lambda: _period(number=4), lambda: _period(number=5)),
    "period_dates_in_order": (
        lambda: _period(opens_on=TODAY, due_on=TODAY, meets_on=TODAY),
        lambda: _period(opens_on=TODAY, due_on=YESTERDAY),
    ),
    "period_closed_has_a_time": (
        lambda: _period(state="closed", closed_at=NOW),
        lambda: _period(state="closed"),
    ),
    **register_cases.CASES,
}


def test_every_named_constraint_is_tried() -> None:
    assert set(CASES) == names_of("governance")


@pytest.mark.parametrize("name", CASES)
def test_the_database_refuses_what_breaks_it(name: str) -> None:
    allowed, refused = CASES[name]

    allowed()
    assert_breaks(name, refused)


def test_a_board_meets_after_updates_are_due() -> None:
    assert_breaks("period_dates_in_order", lambda: _period(due_on=TODAY, meets_on=YESTERDAY))


def test_an_issued_period_has_a_closing_time() -> None:
    assert_breaks("period_closed_has_a_time", lambda: _period(state="issued"))
