"""A police force, its people, and the sending of an update's form as a browser sends it."""

import re
from typing import Any

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from actions.models import UpdateRequest
from governance.models import Agency, Person, Post
from governance.roles import Role
from tests.factories import make_action, make_agency, make_period, make_person, make_post, make_request

# A response of the test client, which knows more than an ordinary one: its context, where it redirects to.
type Page = Any

WHOLE = {
    "expected_revision": "0",
    "status": "in_progress",
    "happened": "The first cohort was trained.",
    "call": "on_track",
    "reported_rating": "green",
    "forecast_words": "Mar 2024",
    "next_steps": "Book the second cohort.",
}
PATH = {
    "reported_rating": "red",
    "issue": "The supplier withdrew.",
    "path_step": "Tender again.",
    "path_who": "Procurement",
    "path_by_day": "29",
    "path_by_month": "2",
    "path_by_year": "2024",
    "ask": "Extend the budget.",
}


class Force:
    """A police force with a post, its lead officer and its sponsor, and a council beside it."""

    def __init__(self) -> None:
        self.agency: Agency = make_agency("Warwickshire Police", short_name="Police")
        self.post: Post = make_post(self.agency, "Inspector")
        self.lead: Person = make_person(
            Role.LEAD_OFFICER, agency=self.agency, posts=[self.post], name="Lead officer, Police"
        )
        self.sponsor: Person = make_person(Role.AGENCY_SPONSOR, agency=self.agency, name="Sponsor, Police")
        self.council: Agency = make_agency("Warwickshire County Council", short_name="Council")
        self.council_post: Post = make_post(self.council, "Commissioner")

    def asked(self, reference: str = "16.2", **fields: Any) -> UpdateRequest:
        """An open request of an action that the force leads."""
        fields = {"leads": [self.post], "title": "Train officers"} | fields
        return make_request(make_action(reference, **fields), make_period())


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def settled(person: Person) -> Client:
    """Signed in a moment ago: the first page of a session writes the session too."""
    client = signed_in(person)
    client.get(reverse("actions:my_updates"))
    return client


def address(request: UpdateRequest) -> str:
    return reverse(
        "actions:update", args=[request.action.plan.slug, request.action.reference, request.period.key]
    )


def text_of(response: Page) -> str:
    """The words of a page, without its tags, in one line."""
    body = response.content.decode()
    body = re.sub(r"(?s)<(script|head|form action)[^>]*>.*?</\1>", " ", body)
    words = re.sub(r"<[^>]+>", " ", body)
    for entity, character in (("&#x27;", "'"), ("&quot;", '"'), ("&amp;", "&"), ("&lt;", "<")):
        words = words.replace(entity, character)
    return " ".join(words.split())


def errors_of(response: Page) -> dict[str, list[str]]:
    """The sentences beside each field of the page's form."""
    context: Any = response.context
    return {name: list(sentences) for name, sentences in context["form"].errors.items()}


def send(person: Person, request: UpdateRequest, step: str = "save", **answers: str) -> Page:
    return signed_in(person).post(address(request), WHOLE | {"step": step} | answers)


def said(response: Page) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]
