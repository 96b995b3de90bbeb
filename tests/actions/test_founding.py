"""From an empty database to a first action in the browser; and what founding refuses."""

import re

import pytest
from django.test import Client

from actions.models import Action, Approval, Plan
from governance.models import Decision, Group, Person
from governance.roles import Role
from tests.factories import make_agency, make_group, make_person, make_plan, make_post
from tests.pages import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

PLAN = {
    "title": "Delivery plan of a county", "short_title": "County 2024-25",
    "starts_on_day": "1", "starts_on_month": "4", "starts_on_year": "2024",
    "ends_on_day": "31", "ends_on_month": "3", "ends_on_year": "2025",
    "upper_level": "Pillar", "lower_level": "Commitment",
}  # fmt: skip
AGREED = {
    "decided_on_day": "8", "decided_on_month": "1", "decided_on_year": "2024",
    "text": "Agreed as circulated.", "outcome": "agreed",
}  # fmt: skip


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def send(client: Client, address: str, typed: dict[str, str]) -> str:
    """Where the form led, or the words of the page that shows it again."""
    response = client.post(address, typed)
    return response.headers.get("Location") or words_of(response.content.decode())


def test_an_empty_tracker_is_filled_in_the_browser() -> None:
    administrator = signed_in(make_person(Role.ADMINISTRATOR))
    assert (
        send(administrator, "/groups/add/", {"name": "County Board", "kind": "board"})
        == "/groups/county-board/"
    )
    board = Group.objects.get()
    coordinator = signed_in(make_person(Role.COORDINATOR, group=board))
    post = make_post(make_agency("Police"))

    plan = "/plans/county-2024-25/"
    assert send(coordinator, "/plans/add/", {**PLAN, "board": str(board.pk)}) == plan
    assert send(coordinator, f"{plan}objectives/add/", {"number": "1", "title": "Prevent"}) == plan
    upper = Plan.objects.get().objectives.get()
    lower = {"number": "1.1", "title": "Train officers", "parent": str(upper.pk)}
    assert send(coordinator, f"{plan}objectives/add/", lower) == plan
    agree = f"{plan}approvals/{Approval.objects.get().pk}/"
    early = coordinator.post(agree, AGREED).context["form"].errors
    assert early == {
        "__all__": ["A plan without an action has nothing to agree. Add its objectives and actions first."]
    }
    form = coordinator.get(f"{plan}actions/add/").content.decode()
    objective = re.findall(r'<option value="(\d+)"[^>]*>[^<]*Train officers', form)[0]
    action = {
        "objective": objective, "reference": "1.1.1", "title": "A course", "description": "Run a course.",
        "priority": "high", "start_words": "April 2024", "due_words": "March 2025",
        "post_0": str(post.pk), "role_0": "accountable",
    }  # fmt: skip
    assert send(coordinator, f"{plan}actions/add/", action) == f"{plan}actions/1.1.1/"
    assert signed_in(make_person(Role.LEAD_OFFICER, agency=post.agency)).get(plan).status_code == 404

    assert send(coordinator, agree, AGREED) == f"{plan}about/#sign-off"
    assert signed_in(make_person(Role.LEAD_OFFICER, agency=post.agency)).get(plan).status_code == 200
    assert (Action.objects.get().title, Decision.objects.get().text) == ("A course", "Agreed as circulated.")
    again = coordinator.post(agree, AGREED).context["form"].errors
    assert again == {"__all__": ["County Board agreed this on 8 January 2024 already."]}


def test_each_wrong_answer_has_its_sentence_beside_its_field() -> None:
    board = make_group("County Board")
    make_plan(slug="county-2024-25", board=board)
    coordinator = signed_in(make_person(Role.COORDINATOR, group=board))
    ends = {"ends_on_year": "2023", "board": str(board.pk)}

    wrong = coordinator.post("/plans/add/", {**PLAN, **ends}).context["form"].errors
    assert wrong == {
        "ends_on": ["The plan must end after it starts."],
        "short_title": ["Another plan has this short title. Add its years, for example."],
    }
    other = str(make_group("Another board").pk)
    elsewhere = coordinator.post("/plans/add/", {**PLAN, "board": other}).context["form"].errors
    assert elsewhere == {"board": ["Choose one of the boards listed."]}
    taken = coordinator.post("/groups/add/", {"name": "county board", "kind": "board"}).context["form"].errors
    assert taken == {"name": ["There is a group called county board already. Choose another name."]}
    number = coordinator.post(
        "/plans/county-2024-25/objectives/add/", {"number": "1 / 2", "title": "Prevent"}
    )
    assert number.context["form"].errors == {
        "number": ["Enter a number such as 1, 1.2 or S3, of 10 characters at most."]
    }
