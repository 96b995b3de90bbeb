"""My updates: what is asked, of whom, and in what order."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from governance.models import Person, ReportingPeriod
from governance.roles import Role
from tests.actions.updating import (
    Force,
    settled,
    signed_in,
    text_of,
)
from tests.factories import (
    make_action,
    make_agency,
    make_period,
    make_person,
    make_post,
    make_request,
    make_update,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


@pytest.fixture
def force() -> Force:
    return Force()


class TestMyUpdates:
    def tasks(self, person: Person) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """Heading, then reference, state and part of each task."""
        response = signed_in(person).get(reverse("actions:my_updates"))
        return [
            (heading, [(task.action.reference, task.state, task.part) for task in tasks])
            for found in response.context["rounds"]
            for heading, tasks in found.sections
        ]

    def test_a_police_inspector_sees_three_things_to_do(self, force: Force) -> None:
        for reference in ("16.1", "16.2", "18.1"):
            force.asked(reference)
        force.asked("9.1", leads=[force.council_post])

        assert self.tasks(force.lead) == [
            (
                "To write",
                [("16.1", "", "You lead it"), ("16.2", "", "You lead it"), ("18.1", "", "You lead it")],
            )
        ]
        page = text_of(signed_in(force.lead).get(reverse("actions:my_updates")))
        assert "0 of 3 ready. Updates are due by 15 January 2024." in page
        assert "Next: 16.1 Train officers" in page
        assert "9.1" not in page

    def test_what_came_back_stands_first_with_its_reason(self, force: Force) -> None:
        states = ["", "draft", "ready", "submitted", "accepted", "returned"]
        for number, state in enumerate(states, start=1):
            request = force.asked(f"1.{number}")
            if state:
                make_update(request, state=state)

        assert self.tasks(force.lead) == [
            ("Returned to you", [("1.6", "returned", "You lead it")]),
            ("To write", [("1.1", "", "You lead it"), ("1.2", "draft", "You lead it")]),
            ("Ready", [("1.3", "ready", "You lead it")]),
            ("Handed in", [("1.4", "submitted", "You lead it"), ("1.5", "accepted", "You lead it")]),
        ]
        page = text_of(signed_in(force.lead).get(reverse("actions:my_updates")))
        assert "2 of 6 handed in, 1 more ready." in page
        assert "Returned: Say how many officers were trained." in page
        assert "Next: 1.6 Train officers" in page

    def test_who_leads_and_who_supports(self, force: Force) -> None:
        make_person(posts=[force.council_post], name="Commissioner of the day")
        force.asked("1.1", leads=[force.post, force.council_post])
        force.asked("1.2", leads=[force.council_post], supporting=[force.post])

        with_council = "Council, Commissioner (Commissioner of the day)"
        assert self.tasks(force.lead) == [
            ("To write", [("1.1", "", f"You lead it, with {with_council}")]),
            (
                "For others to write: you support these",
                [("1.2", "", f"You support it. Led by {with_council}")],
            ),
        ]

    def test_a_sponsor_sees_the_whole_agency_and_who_leads(self, force: Force) -> None:
        other = make_post(force.agency, "Superintendent")
        make_update(force.asked("1.1"), state="ready")
        force.asked("1.2", leads=[other])
        force.asked("9.1", leads=[force.council_post])

        assert self.tasks(force.sponsor) == [
            ("To write", [("1.2", "", "Led by Police, Superintendent (vacant)")]),
            ("Ready", [("1.1", "ready", "Led by Police, Inspector (Lead officer, Police)")]),
        ]
        page = text_of(signed_in(force.sponsor).get(reverse("actions:my_updates")))
        assert "1 of 2 ready." in page
        assert "Submit the one that is ready" in page
        assert "All actions of Police" in page

    def test_past_the_due_date_what_is_left_is_late(self, force: Force) -> None:
        force.asked()
        make_update(force.asked("1.2"), state="submitted")
        ReportingPeriod.objects.update(opens_on="2023-12-01", due_on="2024-01-05")
        page = text_of(signed_in(force.lead).get(reverse("actions:my_updates")))
        assert "Updates were due by 5 January 2024: what is left can still be handed in, late." in page
        assert page.count(" Late ") == 1

    def test_a_sample_says_so(self, force: Force) -> None:
        make_update(force.asked(), is_sample=True)
        assert "Draft Sample" in text_of(signed_in(force.lead).get(reverse("actions:my_updates")))

    def test_rounds_that_are_over_ask_nothing(self, force: Force) -> None:
        over = make_request(make_action(leads=[force.post]), make_period("closed", quarter="2023-Q2"))
        make_update(over, state="accepted")
        page = text_of(signed_in(force.lead).get(reverse("actions:my_updates")))
        assert "No round is open that asks you for an update." in page

    def test_an_empty_page_says_what_to_do(self, force: Force) -> None:
        without_post = make_person(Role.LEAD_OFFICER, agency=force.agency)
        chair = make_person(Role.BOARD_CHAIR)
        assert (
            "Nothing is asked of you. You see the actions of a post once you are appointed to it"
            in text_of(signed_in(without_post).get(reverse("actions:my_updates")))
        )
        assert "Updates are written by lead officers" in text_of(
            signed_in(chair).get(reverse("actions:my_updates"))
        )

    @pytest.mark.parametrize(("number", "agencies"), [(1, 1), (3, 10), (3, 100)])
    def test_it_costs_the_same_for_any_number_of_updates_and_agencies(
        self, force: Force, number: int, agencies: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for place in range(number):
            make_update(
                force.asked(f"1.{place}", leads=[make_post(force.agency, f"Post {place}")]), state="ready"
            )
        for place in range(agencies):
            force.asked(f"2.{place}", leads=[make_post(make_agency(f"Agency {place}")), force.post])
        client = settled(force.sponsor)
        with django_assert_num_queries(11):
            assert client.get(reverse("actions:my_updates")).status_code == 200
