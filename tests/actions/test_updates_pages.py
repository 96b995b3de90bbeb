"""The page of one update: what it starts from, and what each button does."""

import datetime as dt

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from actions.models import ProgressUpdate, UpdateRequest
from governance.models import Agency, Person
from tests.actions.updating import (
    PATH,
    Force,
    address,
    said,
    send,
    settled,
    signed_in,
    text_of,
)
from tests.factories import (
    make_action,
    make_period,
    make_post,
    make_request,
    make_update,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


@pytest.fixture
def force() -> Force:
    return Force()


class TestTheForm:
    def test_it_starts_from_the_last_answers_with_the_last_words_beside(self, force: Force) -> None:
        request = force.asked()
        earlier = make_request(request.action, make_period("closed", quarter="2023-Q2"))
        make_update(
            earlier, state="accepted", call="at_risk", reported_rating="amber", forecast="June 2024",
            happened="Forty were trained.", risk="None may bid.", is_sample=True,
        )  # fmt: skip

        response = signed_in(force.lead).get(address(request))

        form = response.context["form"]
        values = {name: form[name].value() for name in form.fields}
        assert {name: value for name, value in values.items() if value} == {
            "no_change": "changed",
            "status": "in_progress",
            "call": "at_risk",
            "reported_rating": "amber",
            "forecast_words": "June 2024",
        }
        page = text_of(response)
        assert "16.2 Train officers" in page
        assert "Due 31 March 2024." in page
        assert "Said in Q2 2023-24 Sample Forty were trained." in page
        assert "Said in Q2 2023-24 Sample None may bid." in page
        assert "Suggested rating: Amber Forecast 91 days late." in page
        assert "Mark it as ready, and Sponsor, Police can submit it." in page
        assert response.content.decode().count('value="submit"') == 0

    def test_a_returned_update_says_why_at_the_top(self, force: Force) -> None:
        request = force.asked()
        make_update(request, state="returned", happened="Some were trained.")
        response = signed_in(force.lead).get(address(request))
        page = text_of(response)
        assert "Returned to you The coordinator asks you to change this update Say how many officers" in page
        assert page.index("Say how many officers") < page.index("What happened this quarter?")
        assert response.context["form"]["happened"].value() == "Some were trained."

    def test_two_no_changes_running_are_flagged_to_the_writer(self, force: Force) -> None:
        request = force.asked()
        earlier = make_request(request.action, make_period("closed", quarter="2023-Q2"))
        make_update(earlier, state="accepted", no_change=True)
        assert "Your last update also said “no change”. Two or more running are pointed out" in text_of(
            signed_in(force.lead).get(address(request))
        )

    def test_a_sponsor_may_submit_and_so_may_a_trusted_lead(self, force: Force) -> None:
        request = force.asked()
        assert 'value="submit"' in signed_in(force.sponsor).get(address(request)).content.decode()
        Agency.objects.update(leads_may_submit=True)
        assert 'value="submit"' in signed_in(force.lead).get(address(request)).content.decode()

    def test_an_agency_without_a_sponsor_is_told(self, force: Force) -> None:
        request = force.asked()
        Person.objects.filter(pk=force.sponsor.pk).update(is_active=False)
        assert "your agency’s sponsor can submit it, once there is one" in text_of(
            signed_in(force.lead).get(address(request))
        )

    def test_an_action_that_was_not_asked_about_can_be_written(self, force: Force) -> None:
        action, period = make_action("1.1", leads=[force.post]), make_period()
        request = UpdateRequest(action=action, period=period)
        assert signed_in(force.lead).get(address(request)).status_code == 200
        send(force.lead, request)
        assert UpdateRequest.objects.get().asked is False

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_costs_the_same_for_any_number_of_leads_and_quarters(
        self, force: Force, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        posts = [force.post, *(make_post(force.council, f"Post {place}") for place in range(number))]
        request = force.asked(leads=posts)
        for quarter in ["2023-Q2", "2023-Q1", "2022-Q4"][:number]:
            earlier = make_request(request.action, make_period("closed", quarter=quarter))
            make_update(earlier, state="accepted")
        client = settled(force.lead)
        with django_assert_num_queries(11):
            assert client.get(address(request)).status_code == 200


class TestSaving:
    def test_a_draft_is_saved_and_the_action_is_named(self, force: Force) -> None:
        request = force.asked()
        response = send(force.lead, request)
        assert response.url == reverse("actions:my_updates")
        assert said(response) == ["16.2 Train officers: saved as a draft."]
        update = ProgressUpdate.objects.get()
        assert (update.state, update.by, update.happened, update.forecast_words, update.forecast_on) == (
            "draft",
            force.lead,
            "The first cohort was trained.",
            "Mar 2024",
            dt.date(2024, 3, 31),
        )

    def test_a_red_update_with_its_path_is_marked_as_ready(self, force: Force) -> None:
        response = send(force.lead, force.asked(), "ready", **PATH)
        assert said(response) == ["16.2 Train officers: marked as ready."]
        update = ProgressUpdate.objects.get()
        assert (update.state, update.reported_rating, update.path_by, update.ask) == (
            "ready",
            "red",
            dt.date(2024, 2, 29),
            "Extend the budget.",
        )

    def test_a_sponsor_submits(self, force: Force) -> None:
        response = send(force.sponsor, force.asked(), "submit")
        assert said(response) == ["16.2 Train officers: submitted."]
        assert ProgressUpdate.objects.get().suggested_rating == "green"

    def test_complete_asks_for_its_date_and_note_and_nothing_else(self, force: Force) -> None:
        """Last quarter's call and rating are still in the boxes that the page no longer shows."""
        send(
            force.lead, force.asked(), "ready", status="complete", completed_on_day="14",
            completed_on_month="dec", completed_on_year="2023", completion_note="All were trained.",
        )  # fmt: skip
        update = ProgressUpdate.objects.get()
        assert (update.status, update.completed_on, update.reported_rating, update.call) == (
            "complete",
            dt.date(2023, 12, 14),
            "blue",
            "",
        )

    def test_no_change_with_a_sentence(self, force: Force) -> None:
        request = force.asked()
        earlier = make_request(request.action, make_period("closed", quarter="2023-Q2"))
        make_update(
            earlier, state="accepted", call="at_risk", forecast="June 2024", reported_rating="amber",
            risk="None may bid.", mitigation="A framework is open.",
        )  # fmt: skip
        send(force.lead, request, "ready", no_change="same", happened="Still waiting.", call="off_track")
        update = request.action.updates.get(period=request.period)
        assert (update.no_change, update.happened, update.call, update.forecast_words) == (
            True,
            "Still waiting.",
            "at_risk",
            "June 2024",
        )

    def test_what_was_typed_for_another_choice_is_kept_in_a_draft_and_left_out_when_handed_in(
        self, force: Force
    ) -> None:
        request = force.asked()
        send(force.lead, request, issue="The supplier withdrew.")
        assert ProgressUpdate.objects.get().issue == "The supplier withdrew."
        send(force.lead, request, "ready", issue="The supplier withdrew.", expected_revision="1")
        assert ProgressUpdate.objects.get(revision=2).issue == ""

    def test_lines_end_as_the_page_counts_them(self, force: Force) -> None:
        send(force.lead, force.asked(), happened="One.\r\nTwo.")
        assert ProgressUpdate.objects.get().happened == "One.\nTwo."

    def test_a_form_that_is_sent_twice_is_saved_once(self, force: Force) -> None:
        request = force.asked()
        for step in ("save", "save"):
            assert said(send(force.lead, request, step)) == ["16.2 Train officers: saved as a draft."]
        assert ProgressUpdate.objects.count() == 1
        for step in ("submit", "submit"):
            answers = {"expected_revision": "1"}
            assert said(send(force.sponsor, request, step, **answers)) == ["16.2 Train officers: submitted."]
        assert [row.state for row in ProgressUpdate.objects.order_by("revision")] == ["draft", "submitted"]
