"""Concerns on their pages: who sees what first, what is typed and kept, and what it costs."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actions.models import Notice
from governance.concerns import AnswerContent, ConcernContent, answer_concern, raise_concern
from governance.models import Concern, Group, Person
from governance.roles import Role
from tests.factories import NOW, TODAY, make_group, make_person, make_plan
from tests.mail_server import MailServer, text_of
from tests.pages import get_page, post_page, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


@pytest.fixture
def sub_group() -> Group:
    make_plan()
    return make_group("Communication Subgroup", kind="sub_group", reports_to=make_group())


@pytest.fixture
def lead(sub_group: Group) -> Person:
    return make_person(Role.SUB_GROUP_LEAD, group=sub_group, name="Sub-group lead")


def make_concern(raiser: Group, by: Person, *, due_in: int = 30, text: str = "Screens are late.") -> Concern:
    raised = TODAY - dt.timedelta(days=60)
    content = ConcernContent(
        kind="practice",
        text=text,
        raised_on=raised,
        reply_due_on=TODAY + dt.timedelta(days=due_in),
        to_body="Home Office",
    )
    return raise_concern(raiser=raiser, content=content, by=by, at=NOW)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_list_puts_late_ones_first_and_narrows_to_a_group_and_a_state(
    lead: Person, sub_group: Group
) -> None:
    make_concern(sub_group, lead, text="It is early.")
    make_concern(sub_group, lead, text="It is late.", due_in=-3)
    make_concern(make_group("Another board"), lead, text="It is of others.")
    client = signed_in(lead)

    page = words_of(get_page(client, "/concerns/"))
    late = words_of(get_page(client, f"/concerns/?state=late&group={make_group().slug}"))

    assert page.index("It is late.") < page.index("It is early.")
    assert "Home Office 5 January 2024 Open, reply late" in page
    assert "Raise a concern" in page
    assert "1 concern Concern" in late
    assert "It is late." in late
    assert "No concern fits these filters." in words_of(get_page(client, "/concerns/?state=closed"))


def test_the_raiser_is_told_of_the_answer_and_nobody_else_may_act(lead: Person, sub_group: Group) -> None:
    made = make_concern(sub_group, lead)
    content = AnswerContent(answer="They are logged.", answered_on=TODAY, answered_by="Its chair")
    answer_concern(concern=made, content=content, by=lead, at=NOW)
    member = signed_in(make_person(Role.BOARD_MEMBER, group=make_group()))

    told = (
        "Answered, and waiting for you to close it or to take it further: "
        "Screens are late. (Its chair, 8 January 2024)"
    )
    assert told in words_of(get_page(signed_in(lead), "/concerns/"))
    assert "waiting for you" not in get_page(member, "/concerns/")
    assert "Take it further" in get_page(signed_in(lead), f"/concerns/{made.pk}/")
    seen = words_of(get_page(member, f"/concerns/{made.pk}/"))
    assert "They are logged. Its chair, 8 January 2024" in seen
    assert "Take it further" not in seen
    assert member.get(f"/concerns/{made.pk}/close/").status_code == 403


def test_what_was_typed_stays_when_it_is_refused(lead: Person, sub_group: Group) -> None:
    typed: dict[str, Any] = {
        "raised_by": sub_group.pk,
        "to_group": "",
        "to_body": "",
        "kind": "law",
        "text": "The guidance names nobody. Call 07700 900123.",
        **dict(zip(("raised_on_day", "raised_on_month", "raised_on_year"), (8, 1, 2024), strict=True)),
        **dict(
            zip(("reply_due_on_day", "reply_due_on_month", "reply_due_on_year"), (7, 1, 2024), strict=True)
        ),
    }
    client = signed_in(lead)

    page = words_of(post_page(client, "/concerns/raise/", typed))

    assert "Choose the group that it is raised with, or name another body." in page
    assert "The reply must be due on or after 8 January 2024, when it was raised." in page
    assert "I have checked: what looks personal is not about a person" in page
    assert "The guidance names nobody. Call 07700 900123." in page
    mended = typed | {"to_body": "Home Office", "reply_due_on_month": 2, "not_personal": "on"}
    assert client.post("/concerns/raise/", mended).status_code == 302
    assert Concern.objects.get().recipient == "Home Office"


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_for_one_concern_and_for_three(
    number: int, lead: Person, sub_group: Group, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = [make_concern(sub_group, lead) for _ in range(number)]
    client = signed_in(lead)
    client.get("/concerns/")
    with django_assert_num_queries(9):
        client.get("/concerns/")
    with django_assert_num_queries(7):
        client.get(f"/concerns/{made[0].pk}/")


def test_the_answer_is_told_to_whoever_raised_it(
    lead: Person, sub_group: Group, mail_server: MailServer
) -> None:
    raiser = make_person(Role.COORDINATOR, group=make_group(), name="Coordinator who raised it")
    made = make_concern(sub_group, raiser)
    writer = make_person(Role.COORDINATOR, group=make_group(), name="Coordinator who writes it down")
    today = {"answered_on_day": "8", "answered_on_month": "1", "answered_on_year": "2024"}
    typed = {"answer": "There is one list.", "answered_by": "Home Office"} | today
    client = signed_in(writer)

    post_page(client, f"/concerns/{made.pk}/answer/", typed)
    assert sorted(mail_server.addresses) == sorted([raiser.email, lead.email])
    (message,) = mail_server.to(lead.email)
    assert "A concern was answered" in message["Subject"]
    assert not any(words in text_of(message) for words in ("There is one list.", "Screens are late."))
    notice = Notice.objects.get(person=lead)
    assert signed_in(lead).get(f"/notices/{notice.pk}/").headers["Location"] == f"/concerns/{made.pk}/"
    assert "2 people are told by e-mail." in get_page(client, f"/concerns/{made.pk}/")
