"""Reminders by hand: who would get one, who got one today, and what the round page then shows."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from actions.models import Notice, NoticeKind
from governance import clock
from governance.models import Event, Person
from governance.roles import Role
from tests.actions.updating import Force, said, settled, signed_in, text_of
from tests.factories import make_group, make_period, make_person, make_post, make_update
from tests.mail_server import MailServer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

ROUND = "/plans/vawg-2023-24/rounds/2023-Q3/"
PAGE = f"{ROUND}remind/"


@pytest.fixture
def force() -> Force:
    return Force()


@pytest.fixture
def coordinator(force: Force) -> Person:
    return make_person(Role.COORDINATOR, group=make_group(), name="Coordinator")


def boxes(person: Person, query: str = "") -> list[tuple[str, str, str, bool]]:
    """Value, name, hint and whether it is ticked, of each box of the page."""
    form = signed_in(person).get(PAGE + query).context["form"]
    field = form.fields["people"]
    ticked = set(form.initial["people"])
    return [(key, name, field.widget.choice_hints[key], key in ticked) for key, name in field.choices]


def send(person: Person, *keys: str, query: str = "") -> list[str]:
    response = signed_in(person).post(PAGE + query, {"people": keys})
    assert (response.status_code, response["Location"]) == (302, ROUND)
    return said(response)


def test_the_page_lists_who_gets_one_and_leaves_out_who_has_handed_in(
    force: Force, coordinator: Person
) -> None:
    force.asked("1.1")
    make_update(force.asked("1.2"), state="submitted")
    make_update(force.asked("1.3"), state="ready")
    force.asked("1.4", leads=[force.council_post])

    assert boxes(coordinator) == [
        (
            f"{coordinator.pk}-0",
            "Coordinator",
            "Coordinator, 1 update. The post Council, Commissioner is vacant.",
            True,
        ),
        (f"{force.lead.pk}-0", "Lead officer, Police", "Lead, 1 update.", True),
        (f"{force.sponsor.pk}-0", "Sponsor, Police", "Sponsor, 1 update.", True),
    ]
    assert [name for _, name, _, _ in boxes(coordinator, "?agency=warwickshire-county-council")] == [
        "Coordinator"
    ]


def test_those_ticked_are_reminded_and_the_round_page_says_so(
    force: Force, coordinator: Person, mail_server: MailServer
) -> None:
    force.asked("1.1")
    make_update(force.asked("1.3"), state="ready")

    assert send(coordinator, f"{force.lead.pk}-0") == ["1 person is told by e-mail."]

    assert mail_server.addresses == [force.lead.email]
    notice = Notice.objects.get()
    assert (notice.kind, notice.by, notice.state) == ("by_hand", coordinator, "sent")
    assert [event.sentence for event in Event.objects.about(make_period())] == ["By hand: 1 person"]
    page = text_of(signed_in(coordinator).get(ROUND))
    assert "E-mail 8 January 2024, Lead officer, Police" in page


def test_not_twice_in_a_day_without_saying_so(
    force: Force, coordinator: Person, mail_server: MailServer
) -> None:
    force.asked("1.1")
    send(coordinator, f"{force.lead.pk}-0")

    [(key, _, hint, ticked)] = boxes(coordinator)
    assert (key, ticked) == (f"{force.lead.pk}-1", False)
    assert hint.startswith("Lead, 1 update. Told today at ")
    assert hint.endswith(" already: tick to tell them again.")
    # The same form sent again, as by a double click, reminds nobody.
    again = signed_in(coordinator).post(PAGE, {"people": [f"{force.lead.pk}-0"]})
    assert again.status_code == 200
    assert "Somebody has handed in, or was reminded a moment ago. Look at the list again." in text_of(again)
    assert send(coordinator, f"{force.lead.pk}-1") == ["1 person is told by e-mail."]
    assert mail_server.addresses == [force.lead.email] * 2


def test_an_e_mail_about_one_update_is_no_reminder_of_the_others(
    force: Force, coordinator: Person, mail_server: MailServer
) -> None:
    request = force.asked("1.1")
    once = {"kind": NoticeKind.RETURNED, "once": "returned 1", "queued_at": clock.now(), "state": "sent"}
    Notice.objects.create(person=force.lead, period=request.period, settled_at=clock.now(), **once)

    [(key, _, hint, ticked)] = boxes(coordinator)
    assert (key, hint, ticked) == (f"{force.lead.pk}-1", "Lead, 1 update.", True)
    assert send(coordinator, key) == ["1 person is told by e-mail."]


def test_nobody_chosen(force: Force, coordinator: Person) -> None:
    force.asked("1.1")

    response = signed_in(coordinator).post(PAGE, {})

    assert "Choose at least one person to remind." in text_of(response)


def test_a_refused_address_goes_to_the_next_in_turn_and_shows_on_the_round(
    force: Force, coordinator: Person, mail_server: MailServer
) -> None:
    force.asked("1.1")
    mail_server.refused = {force.lead.email: "550 No such user"}

    assert send(coordinator, f"{force.lead.pk}-0") == [
        "The e-mail to Lead officer, Police was refused: 550 No such user.",
        "What was refused goes to the next in turn.",
        "1 person is told by e-mail.",
    ]
    assert mail_server.addresses == [force.sponsor.email]
    page = text_of(signed_in(coordinator).get(ROUND))
    assert "E-mails that were refused" in page
    assert f"Lead officer, Police, {force.lead.email}, on 8 January 2024: 550 No such user" in page
    assert "E-mail 8 January 2024, Sponsor, Police Refused Lead officer, Police" in page
    Person.objects.filter(pk=force.lead.pk).update(email="right@police.example")
    assert "E-mails that were refused" not in text_of(signed_in(coordinator).get(ROUND))


def test_when_all_is_handed_in_there_is_nobody_to_remind(force: Force, coordinator: Person) -> None:
    make_update(force.asked("1.1"), state="accepted")

    assert "there is nobody to remind" in text_of(signed_in(coordinator).get(PAGE))
    assert "Remind now" not in text_of(signed_in(coordinator).get(ROUND))


def test_a_round_that_is_not_open_has_no_such_page(force: Force, coordinator: Person) -> None:
    period = make_period("closed")
    force.asked("1.1")

    assert signed_in(coordinator).get(PAGE).status_code == 404
    assert period.is_closed


@pytest.mark.parametrize(
    "role", [Role.BOARD_CHAIR, Role.AUDITOR, Role.ADMINISTRATOR, Role.AGENCY_SPONSOR, Role.LEAD_OFFICER]
)
def test_only_whoever_runs_the_round_reminds(force: Force, role: Role) -> None:
    force.asked("1.1")
    agency = force.agency if role in (Role.AGENCY_SPONSOR, Role.LEAD_OFFICER) else None
    group = make_group() if role is Role.BOARD_CHAIR else None
    person = make_person(role, agency=agency, group=group)

    assert signed_in(person).get(PAGE).status_code == 403
    assert signed_in(person).post(PAGE, {"people": [f"{force.lead.pk}-0"]}).status_code == 403
    assert "Remind" not in text_of(signed_in(person).get(ROUND))
    assert Notice.objects.count() == 0


@pytest.mark.parametrize("people", [1, 3, 30])
def test_the_page_costs_the_same_for_any_number_of_people(
    force: Force, coordinator: Person, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(people):
        post = make_post(force.agency, f"Sergeant {number}")
        make_person(Role.LEAD_OFFICER, agency=force.agency, posts=[post])
        force.asked(f"1.{number}", leads=[post])
    client = settled(coordinator)
    assert dt.date(2024, 1, 15) == make_period().due_on

    with django_assert_num_queries(14):
        client.get(PAGE)
