"""The equality impact assessment of a plan: kept for ever, reviewed each year, said where it is due."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actions.calendars.secret import make_address
from actions.equality import EqualityContent, MitigationContent, record_equality_review
from actions.models import EqualityMitigation, EqualityReview, Plan
from actions.models.equality import a_year_after
from actions.policies import Refusal, Unfinished
from governance.models import AppendOnlyError, Event, Meeting, Person
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_equality_review,
    make_group,
    make_period,
    make_plan,
)
from tests.pages import get_page, post_page, table_rows, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]
PAGE = "/plans/vawg-2023-24/equality/"
DUE = "Its yearly review was due on 14 December 2023."


def content(**fields: Any) -> EqualityContent:
    values: dict[str, Any] = {
        "reviewed_on": dt.date(2023, 12, 1),
        "done_by": "OPCC, Victims Lead",
        "summary": "Rural women wait longer.",
        "groups": ("sex", "age"),
    }
    return EqualityContent(**(values | fields))


def test_each_review_is_kept_beside_those_before(coordinator: Person) -> None:
    plan = make_plan()
    action = make_action("9.1")
    deed: dict[str, Any] = {"plan": plan, "by": coordinator, "at": NOW}
    first = record_equality_review(**deed, content=content(other_groups="Care leavers"), expected_number=1)
    mitigations = (
        MitigationContent(words=" Reach them. ", reference="9.1"),
        MitigationContent(words=""),
        MitigationContent(words="Say so in every leaflet."),
    )
    said = content(reviewed_on=TODAY, changed="A third group.", mitigations=mitigations)
    second = record_equality_review(**deed, content=said, expected_number=2)
    assert [(one.number, one.name, one.due_on) for one in (first, second)] == [
        (1, "Assessment", dt.date(2024, 12, 1)),
        (2, "Review 1", dt.date(2025, 1, 8)),
    ]
    assert first.group_labels == ["Age", "Sex", "Care leavers"]
    rows = EqualityMitigation.objects.values_list("review", "words", "action", "order")
    assert list(rows) == [
        (second.pk, "Reach them.", action.pk, 1),
        (second.pk, "Say so in every leaflet.", None, 2),
    ]
    with pytest.raises(AppendOnlyError):
        first.save()
    with pytest.raises(Refusal, match="Somebody recorded a review after you opened the page"):
        record_equality_review(**deed, content=said, expected_number=2)
    Plan.objects.update(state="closed")
    with pytest.raises(Refusal, match="This plan is closed"):
        record_equality_review(**deed, content=said, expected_number=3)
    assert [(e.verb, e.sentence) for e in Event.objects.about(plan)] == [
        (
            "reviewed the equality assessment",
            "OPCC, Victims Lead, 8 January 2024. Next review due 8 January 2025.",
        ),
        (
            "recorded the equality assessment",
            "OPCC, Victims Lead, 1 December 2023. Next review due 1 December 2024.",
        ),
    ]


def test_each_thing_that_is_wrong_has_its_sentence(coordinator: Person) -> None:
    plan = make_plan()
    make_equality_review(plan)
    wrong: list[tuple[dict[str, Any], tuple[str, str]]] = [
        (
            {"reviewed_on": TODAY + dt.timedelta(days=1)},
            ("reviewed_on", "The day when it was done must be today or in the past."),
        ),
        (
            {"reviewed_on": dt.date(2022, 12, 14)},
            ("reviewed_on", "The one before was done on 14 December 2022. Enter a later day."),
        ),
        ({"done_by": " "}, ("done_by", "Say which post or body did it, not a person's name.")),
        ({"summary": ""}, ("summary", "Say what was found, in a sentence or more.")),
        ({"changed": ""}, ("changed", "Say what is new since the review before, or that nothing is.")),
        ({"groups": ()}, ("groups", "Choose the groups that were considered, or name them.")),
        ({"groups": ("height",)}, ("groups", "Choose from the groups listed.")),
        (
            {"address": "the shared drive"},
            ("address", "Enter a web address that begins with https://, or leave it empty."),
        ),
        (
            {"address": f"https://partners.example/{'a' * 500}"},
            ("address", "Shorten this to 500 characters or fewer. It has 525."),
        ),
        (
            {"address": "https://partners.example/?by=jo.bloggs@personal.example"},
            (
                "address",
                "This looks like an e-mail address from outside the partnership. Take it out, or say that it "
                "is not about a person.",
            ),
        ),
        ({"done_by": "a" * 201}, ("done_by", "Shorten this to 200 characters or fewer. It has 201.")),
        (
            {"mitigations": (MitigationContent(words="Reach them.", reference="9.9"),)},
            ("reference_0", "Delivery plan 2023-24 has no action 9.9. Enter its reference."),
        ),
        (
            {"mitigations": (MitigationContent(words="a" * 301),)},
            ("words_0", "Shorten this to 300 characters or fewer. It has 301."),
        ),
    ]
    for fields, problem in wrong:
        said = content(**({"changed": "Nothing."} | fields))
        with pytest.raises(Unfinished) as refused:
            record_equality_review(plan=plan, content=said, expected_number=2, by=coordinator, at=NOW)
        assert refused.value.problems == [problem]
    assert a_year_after(dt.date(2024, 2, 29)) == dt.date(2025, 2, 28)


def test_it_is_recorded_and_reviewed_on_its_pages(client: Client, coordinator: Person) -> None:
    make_action("9.1")
    assert "None is recorded yet for this plan." in get_page(client, PAGE)
    typed = {
        "expected_number": "1", "mitigation_rows": "3", "done_by": "OPCC, Victims Lead",
        "reviewed_on_day": "14", "reviewed_on_month": "12", "reviewed_on_year": "2022",
        "groups": ["sex", "age"], "summary": "Rural women wait longer.",
        "words_0": "Reach them.", "reference_0": "9.9",
    }  # fmt: skip
    kept = post_page(client, f"{PAGE}review/", typed)
    assert "Delivery plan 2023-24 has no action 9.9. Enter its reference." in kept
    assert "Reach them." in kept
    more = post_page(client, f"{PAGE}review/", typed | {"step": "more"})
    assert 'name="words_4"' in more
    assert 'value="2022"' in more
    assert more.count(" checked") == 2
    client.post(f"{PAGE}review/", typed | {"reference_0": "9.1"})
    page = words_of(get_page(client, PAGE))
    assert f"Review due. {DUE}" in page
    assert "Reach them. 9.1 Action 9.1 Green" in page

    again = get_page(client, f"{PAGE}review/")
    assert "Rural women wait longer." in again
    typed |= {"expected_number": "2", "reviewed_on_day": "7", "reviewed_on_month": "1", "reference_0": "9.1"}
    typed |= {"reviewed_on_year": "2024", "changed": "Ring 01926 000000 for more."}
    assert "I have checked" in post_page(client, f"{PAGE}review/", typed)
    client.post(f"{PAGE}review/", typed | {"changed": "Nothing."})
    page = get_page(client, PAGE)
    assert "Review due" not in page
    assert [row[:2] for row in table_rows(page, "app-equality-reviews")[1:]] == [
        ["Review 1", "7 January 2024 OPCC, Victims Lead"],
        ["Assessment", "14 December 2022 OPCC, Victims Lead"],
    ]
    assert EqualityReview.objects.count() == 2


def test_a_review_that_is_due_is_said_about_the_plan_on_the_agenda_and_in_the_calendar(
    client: Client, coordinator: Person
) -> None:
    make_equality_review()
    make_action("9.1")
    make_period()
    meeting = Meeting.objects.create(group=make_group(), on=TODAY)
    about = words_of(get_page(client, "/plans/vawg-2023-24/about/"))
    assert f"Review due Done on 14 December 2022 by OPCC, Victims Lead. {DUE}" in about
    agenda = words_of(get_page(client, f"/meetings/{meeting.pk}/agenda/"))
    assert "The yearly review of the equality impact assessment was due on 14 December 2023" in agenda
    secret = make_address(person=coordinator, at=NOW)
    feed = Client().get(f"/calendar/{secret}.ics").content.decode()
    assert "DTSTART;VALUE=DATE:20231214" in feed
    assert "SUMMARY:Review of the equality assessment" in feed
    Plan.objects.update(state="closed")
    assert DUE not in get_page(client, "/plans/vawg-2023-24/about/")


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    client: Client, coordinator: Person, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        review = make_equality_review()
        EqualityMitigation.objects.create(
            review=review, words="Reach them.", action=make_action(f"1.{number}"), order=1
        )
    client.get("/healthz")
    # The shell's four, plan; reviews, mitigations, periods and moves of their actions, meanings.
    with django_assert_num_queries(10):
        client.get(PAGE)
