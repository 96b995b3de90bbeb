"""What is told because of what was done: a round opened, an update returned, a change of date decided."""

import datetime as dt

import pytest
from django.urls import reverse
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries, Settings

from actions.models import DateChange, Notice, UpdateRequest
from actions.notices.delivery import deliver
from actions.notices.telling import tell_of_decision, tell_of_opening, tell_of_return
from actions.progress import send_back
from governance.models import Appointment, Person
from governance.roles import Role
from tests.actions.updating import Force, said, signed_in
from tests.factories import (
    NOW,
    make_action,
    make_date_change,
    make_group,
    make_period,
    make_person,
    make_plan,
    make_post,
    make_request,
    make_update,
)
from tests.mail_server import MailServer, attachments_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

ADDRESS = "https://tracker.example"
SECRET = ("Train officers", "16.2", "Say how many", "The first cohort", "The supplier is late")


@pytest.fixture
def force() -> Force:
    return Force()


@pytest.fixture
def coordinator(force: Force) -> Person:
    return make_person(Role.COORDINATOR, group=make_group(), name="Coordinator")


def arrived(server: MailServer) -> list[tuple[str, str]]:
    """To whom and what, and that none holds text of the plan."""
    for message in server.arrived:
        whole = "\n".join([message["Subject"], text_of(message), text_of(message, "html")])
        assert [words for words in SECRET if words in whole] == []
    return [(message["To"], message["Subject"]) for message in server.arrived]


# ------------------------------------------------ opening


def test_opening_tells_lead_deputy_and_sponsor_once_with_the_deadline(
    force: Force, coordinator: Person, mail_server: MailServer
) -> None:
    deputy = make_person(
        Role.LEAD_OFFICER, agency=force.agency, deputy_for=[force.post], name="Deputy, Police"
    )
    for reference in ("16.2", "16.3"):
        make_action(reference, leads=[force.post], title="Train officers")
    dates = {
        "quarter": "2023-Q3",
        "opens_on_day": "8", "opens_on_month": "1", "opens_on_year": "2024",
        "due_on_day": "22", "due_on_month": "1", "due_on_year": "2024",
        "meets_on_day": "31", "meets_on_month": "1", "meets_on_year": "2024",
    }  # fmt: skip
    client = signed_in(coordinator)
    actions = [str(action.pk) for action in make_plan().actions.all()]
    address = reverse("actions:open_round", args=["vawg-2023-24"])

    response = client.post(address, {"step": "open", "ask": actions, **dates})

    assert said(response) == [
        "Q3 2023-24 is open. 2 actions are asked for an update by 22 January 2024.",
        "3 people are told by e-mail.",
    ]
    subject = "OFFICIAL: Q3 2023-24 updates are due on 22 January 2024"
    people = (deputy, force.lead, force.sponsor)
    assert arrived(mail_server) == [(person.email, subject) for person in people]
    lead, sponsor = mail_server.to(force.lead.email)[0], mail_server.to(force.sponsor.email)[0]
    assert "You are asked for 2 updates." in text_of(lead)
    assert "Your agency is asked for 2 updates, which you sign off." in text_of(sponsor)
    [(name, kind, content)] = attachments_of(lead)
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert (name, kind) == ("updates-due.ics", "text/calendar")
    assert (str(event["UID"]), str(event["SUMMARY"]), event.decoded("DTSTART")) == (
        "vawg-board-2023-Q3-due@vawg-tracker",
        "VAWG updates due, Q3 2023-24",
        dt.date(2024, 1, 22),
    )
    assert list(Notice.objects.values_list("kind", "state", "by__name").order_by().distinct()) == [
        ("opened", "sent", "Coordinator")
    ]


def test_a_server_that_is_away_undoes_nothing_and_leaves_the_e_mail_due(
    force: Force, coordinator: Person, settings: Settings
) -> None:
    request = force.asked()
    settings.MAILERS = MailServer().mailers
    make_update(request, state="submitted")

    response = signed_in(coordinator).post(
        reverse("actions:review", args=["vawg-2023-24", "16.2", "2023-Q3"]),
        {"step": "return", "return_reason": "Say how many.", "expected_revision": "1"},
    )

    assert response.status_code == 302
    request.refresh_from_db()
    assert request.state == "returned"
    assert Notice.objects.get().state == "due"


@pytest.mark.parametrize("actions", [1, 3, 100])
def test_opening_is_bulk_work(
    force: Force, coordinator: Person, actions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(actions):
        force.asked(f"1.{number}")

    period = make_period()

    with django_assert_num_queries(9):
        tell_of_opening(period=period, by=coordinator, at=NOW)


# ------------------------------------------------ an update that came back


def _returned(request: UpdateRequest, by: Person) -> list[Notice]:
    request.refresh_from_db()
    make_update(request, state="submitted")
    update = send_back(request=request, reason="Say how many.", by=by, at=NOW)
    return tell_of_return(update=update, by=by, at=NOW)


def test_a_returned_update_is_told_to_its_lead_without_the_reason(
    force: Force, coordinator: Person, mail_server: MailServer
) -> None:
    request = force.asked()
    make_update(request, state="submitted")

    response = signed_in(coordinator).post(
        reverse("actions:review", args=["vawg-2023-24", "16.2", "2023-Q3"]),
        {"step": "return", "return_reason": "Say how many.", "expected_revision": "1"},
    )

    assert response.status_code == 302
    assert arrived(mail_server) == [(force.lead.email, "OFFICIAL: An update was returned")]
    [message] = mail_server.arrived
    notice = Notice.objects.get()
    assert f"/notices/{notice.pk}/" in text_of(message)
    link = signed_in(force.lead).get(f"/notices/{notice.pk}/")
    assert link["Location"] == "/plans/vawg-2023-24/actions/16.2/updates/2023-Q3/"
    assert signed_in(force.sponsor).get(f"/notices/{notice.pk}/").status_code == 404


def test_each_return_is_told_by_itself(force: Force, coordinator: Person, mail_server: MailServer) -> None:
    request = force.asked()

    for _ in range(2):
        _returned(request, coordinator)
        deliver(now=lambda: NOW, address=ADDRESS)

    assert [who for who, _ in arrived(mail_server)] == [force.lead.email] * 2


def test_the_return_of_an_update_of_a_vacant_post_falls_to_the_sponsor(
    force: Force, coordinator: Person, mail_server: MailServer
) -> None:
    Appointment.objects.all().delete()

    [notice] = _returned(force.asked(), coordinator)

    assert (notice.person, notice.because) == (force.sponsor, "The post Police, Inspector is vacant.")


# ------------------------------------------------ a change of date


def _decide(change: DateChange, coordinator: Person, outcome: str) -> None:
    board = change.action.plan.board
    response = signed_in(coordinator).post(
        reverse("actions:decide_date_change", args=["vawg-2023-24", change.pk]),
        {
            "outcome": outcome,
            "group": str(board.pk),
            "decided_on_day": "8",
            "decided_on_month": "1",
            "decided_on_year": "2024",
            "text": "The supplier is late, so be it.",
        },
    )
    assert response.status_code == 302, response.context["form"].errors


@pytest.mark.parametrize("outcome", ["agreed", "refused"])
def test_a_decision_is_told_to_the_asker_and_the_lead(
    force: Force, coordinator: Person, mail_server: MailServer, outcome: str
) -> None:
    action = force.asked().action
    change = make_date_change(action, requested_by=force.sponsor)

    _decide(change, coordinator, outcome)

    subject = f"OFFICIAL: A change of due date was {outcome}"
    assert sorted(arrived(mail_server)) == sorted(
        (person.email, subject) for person in (force.lead, force.sponsor)
    )
    assert f"it was {outcome}, and the due date" in text_of(mail_server.arrived[0])
    notice = Notice.objects.get(person=force.lead)
    link = signed_in(force.lead).get(f"/notices/{notice.pk}/")
    assert link["Location"] == "/plans/vawg-2023-24/actions/16.2/"


def test_who_asked_and_leads_is_told_once(force: Force, coordinator: Person) -> None:
    change = make_date_change(force.asked().action, requested_by=force.lead)

    assert [notice.person for notice in tell_of_decision(change=change, by=coordinator, at=NOW)] == [
        force.lead
    ]


def test_a_notice_without_an_action_leads_to_my_updates(force: Force) -> None:
    make_request(make_action("1.1", leads=[make_post(force.agency, "Inspector")]))
    [notice, _] = tell_of_opening(period=make_period(), by=force.sponsor, at=NOW)

    assert signed_in(force.lead).get(f"/notices/{notice.pk}/")["Location"] == "/updates/"
