"""A sponsor submits what is ready."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from actions.models import ProgressUpdate, UpdateRequest
from governance.models import Person
from tests.actions.updating import (
    Force,
    errors_of,
    said,
    send,
    settled,
    signed_in,
    text_of,
)
from tests.factories import (
    make_update,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


@pytest.fixture
def force() -> Force:
    return Force()


class TestSubmitReady:
    def begin(self, force: Force) -> list[UpdateRequest]:
        found = [force.asked(f"1.{number}") for number in (1, 2, 3)]
        for request in found[:2]:
            make_update(request, state="ready", by=force.lead)
        make_update(found[2], state="draft")
        return found

    def choices(self, person: Person, only: str = "") -> list[tuple[str, str, bool]]:
        response = signed_in(person).get(reverse("actions:submit_ready"), {"only": only} if only else {})
        boxes = response.context["form"]["updates"].subwidgets
        return [(box.data["value"], box.data["label"], box.data["selected"]) for box in boxes]

    def test_what_is_ready_is_listed_and_ticked(self, force: Force) -> None:
        first, second, _ = self.begin(force)
        assert self.choices(force.sponsor) == [
            (f"{first.pk}-1", "1.1 Train officers", True),
            (f"{second.pk}-1", "1.2 Train officers", True),
        ]
        assert [ticked for *_, ticked in self.choices(force.sponsor, only=str(second.pk))] == [False, True]
        page = text_of(signed_in(force.sponsor).get(reverse("actions:submit_ready")))
        assert (
            "In progress, rated Green. Prepared by Lead officer, Police. "
            "The first cohort of officers was trained."
        ) in page
        assert ProgressUpdate.objects.filter(state="submitted").count() == 0

    def test_those_ticked_are_submitted(self, force: Force) -> None:
        first, second, _third = self.begin(force)
        response = signed_in(force.sponsor).post(
            reverse("actions:submit_ready"), {"updates": [f"{first.pk}-1", f"{second.pk}-1"]}
        )
        assert said(response) == ["Submitted 2 updates: 1.1, 1.2."]
        states = {
            r.action.reference: r.state for r in UpdateRequest.objects.select_related("action", "latest")
        }
        assert states == {"1.1": "submitted", "1.2": "submitted", "1.3": "draft"}

    def test_none_ticked_is_an_error(self, force: Force) -> None:
        self.begin(force)
        response = signed_in(force.sponsor).post(reverse("actions:submit_ready"), {})
        assert errors_of(response) == {"updates": ["Choose at least one update to submit."]}

    def test_what_changed_since_it_was_read_is_not_submitted(self, force: Force) -> None:
        first, *_ = self.begin(force)
        make_update(first, state="ready", happened="Something else.")
        response = signed_in(force.sponsor).post(
            reverse("actions:submit_ready"), {"updates": [f"{first.pk}-1"]}
        )
        assert errors_of(response) == {
            "updates": ["One of the updates has changed or is no longer ready. Look at the list again."]
        }
        assert not ProgressUpdate.objects.filter(state="submitted").exists()

    def test_one_that_cannot_be_submitted_does_not_hold_up_the_others(self, force: Force) -> None:
        first, second, _ = self.begin(force)
        make_update(first, state="ready", happened="Overtaken.", forecast="December 2023")
        response = signed_in(force.sponsor).post(
            reverse("actions:submit_ready"), {"updates": [f"{first.pk}-2", f"{second.pk}-1"]}
        )
        assert said(response) == [
            "1.1 was not submitted. "
            "The forecast finish must be today or later, since the action is not complete.",
            "Submitted 1 update: 1.2.",
        ]

    def test_nothing_ready_says_what_comes_before(self, force: Force) -> None:
        page = text_of(signed_in(force.sponsor).get(reverse("actions:submit_ready")))
        assert "Nothing is ready to submit." in page

    def test_a_lead_who_may_not_submit_is_refused(self, force: Force) -> None:
        first, *_ = self.begin(force)
        client = signed_in(force.lead)
        assert client.get(reverse("actions:submit_ready")).status_code == 403
        assert client.post(reverse("actions:submit_ready"), {"updates": [f"{first.pk}-1"]}).status_code == 403
        assert send(force.lead, first, "submit", expected_revision="1").status_code == 403
        assert not ProgressUpdate.objects.filter(state="submitted").exists()

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_costs_the_same_for_any_number(
        self, force: Force, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for place in range(number):
            make_update(force.asked(f"1.{place}"), state="ready")
        client = settled(force.sponsor)
        with django_assert_num_queries(8):
            assert client.get(reverse("actions:submit_ready")).status_code == 200
