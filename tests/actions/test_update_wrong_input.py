"""The page of one update, answered wrongly."""

import pytest
from django.urls import reverse

from actions.models import ProgressUpdate
from tests.actions.updating import (
    PATH,
    WHOLE,
    Force,
    address,
    errors_of,
    send,
    signed_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


@pytest.fixture
def force() -> Force:
    return Force()


class TestWrongInput:
    """Every sentence stands beside its field, and what was typed stays in it."""

    @pytest.mark.parametrize(
        ("answers", "errors"),
        [
            ({"happened": "  "}, {"happened": ["Say what happened this quarter, in a sentence or more."]}),
            (
                {"forecast_words": "31 February 2024"},
                {"forecast_words": ["February 2024 has no day 31. It has 29 days."]},
            ),
            (
                {"forecast_words": "December 2023"},
                {
                    "forecast_words": [
                        "The forecast finish must be today or later, since the action is not complete."
                    ]
                },
            ),
            (
                {
                    "status": "complete",
                    "completion_note": "Done.",
                    "completed_on_day": "9",
                    "completed_on_month": "1",
                    "completed_on_year": "2024",
                },
                {"completed_on": ["The completion date must be today or in the past."]},
            ),
            (
                {
                    "status": "complete",
                    "completion_note": "Done.",
                    "completed_on_day": "31",
                    "completed_on_month": "11",
                    "completed_on_year": "2023",
                },
                {
                    "completed_on": [
                        "The date it was completed must be a real date, such as 14 December 2023."
                    ]
                },
            ),
            (
                {"status": "complete", "completion_note": "Done.", "completed_on_day": "31"},
                {"completed_on": ["The date it was completed must include a month and a year."]},
            ),
            (
                {"status": "on_hold"},
                {
                    "hold_until": ["Enter the date when the hold will be reviewed."],
                    "rating_reason": ["The rules suggest Red (Hold not approved). Say why Green is right."],
                },
            ),
            (
                {"reported_rating": "red"},
                {
                    "issue": ["Red needs the issue: say what has gone wrong."],
                    "path_step": ["Red needs a path to green: say the next step."],
                    "path_who": ["Red needs a path to green: say which post will take the step."],
                    "path_by": ["Red needs a path to green: enter the date the step is due."],
                    "ask": ["Red needs an ask: say what you want of the Board, or that you ask for nothing."],
                },
            ),
            (
                {"call": "at_risk"},
                {"rating_reason": ["The rules suggest Amber (Lead says at risk). Say why Green is right."]},
            ),
            (
                {"happened": "x" * 20_000},
                {"happened": ["Shorten this to 4,000 characters or fewer. It has 20,000."]},
            ),
            ({"status": "finished"}, {"status": ["Choose one of the answers listed."]}),
            (
                {"happened": "Ring 07700 900123 about it."},
                {
                    "happened": [
                        "This looks like a phone number. Take it out, or say that it is not about a person."
                    ]
                },
            ),
            (
                {"happened": "Her date of birth is 3 May 1990."},
                {
                    "happened": [
                        "Take out what looks like a date of birth. "
                        "The tracker must never hold what could identify a person."
                    ]
                },
            ),
        ],
    )
    def test_it_is_answered(
        self, force: Force, answers: dict[str, str], errors: dict[str, list[str]]
    ) -> None:
        response = send(force.lead, force.asked(), "ready", **answers)
        assert errors_of(response) == errors
        page = response.content.decode()
        assert "<title>Error: " in page
        form = response.context["form"]
        assert {name: form.data[name] for name in answers} == answers
        assert ProgressUpdate.objects.count() == 0

    def test_all_that_is_wrong_is_said_at_once(self, force: Force) -> None:
        """Also what only the rules know, beside a date that cannot be read."""
        errors = errors_of(
            send(force.lead, force.asked(), "ready", happened="", **(PATH | {"path_by_day": "31", "ask": ""}))
        )
        assert errors == {
            "happened": ["Say what happened this quarter, in a sentence or more."],
            "path_by": ["The date the step is due must be a real date, such as 29 February 2024."],
            "ask": ["Red needs an ask: say what you want of the Board, or that you ask for nothing."],
        }

    def test_a_date_that_is_not_asked_for_is_not_checked(self, force: Force) -> None:
        send(force.lead, force.asked(), "ready", completed_on_day="99", path_by_day="x")
        assert ProgressUpdate.objects.get().state == "ready"

    def test_an_empty_draft_is_no_error(self, force: Force) -> None:
        signed_in(force.lead).post(address(force.asked()), {"step": "save"})
        assert ProgressUpdate.objects.get().happened == ""

    def test_what_looks_personal_can_be_vouched_for(self, force: Force) -> None:
        request = force.asked()
        answers = {"happened": "The helpline is 07700 900123."}
        assert 'name="not_personal"' not in signed_in(force.lead).get(address(request)).content.decode()
        assert 'name="not_personal"' in send(force.lead, request, **answers).content.decode()
        send(force.lead, request, **answers, not_personal="on")
        assert ProgressUpdate.objects.get().happened == "The helpline is 07700 900123."

    def test_without_an_earlier_update_no_change_is_not_offered(self, force: Force) -> None:
        request = force.asked()
        send(force.lead, request, "ready", no_change="same")
        assert ProgressUpdate.objects.get().no_change is False

    @pytest.mark.parametrize(
        ("reference", "quarter"),
        [("16.2", "2023-Q9"), ("16.2", "soon"), ("16.2", "2022-Q1"), ("99", "2023-Q3")],
    )
    def test_an_unknown_quarter_or_action_is_not_found(
        self, force: Force, reference: str, quarter: str
    ) -> None:
        plan = force.asked().action.plan.slug
        client = signed_in(force.lead)
        for found in (
            client.get(reverse("actions:update", args=[plan, reference, quarter])),
            client.post(reverse("actions:update", args=[plan, reference, quarter]), WHOLE),
            client.get(reverse("actions:update", args=["no-such-plan", "16.2", "2023-Q3"])),
        ):
            assert found.status_code == 404
