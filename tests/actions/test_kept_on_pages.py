"""What a coordinator typed when the session had ended stands on the page again, and nothing was saved."""

import pytest
from django.test import Client

from actions.models import Action, ProgressUpdate
from governance.kept_words import SESSION_KEY
from governance.models import Decision, Person, ReportingPeriod
from tests.factories import make_action, make_post, make_request, make_update
from tests.pages import boxes_of, chosen_in, get_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

PLAN = "/plans/vawg-2023-24/"
DATES = {
    f"{name}_{part}": value
    for name in ("opens_on", "due_on", "meets_on")
    for part, value in (("day", "22"), ("month", "1"), ("year", "2024"))
}


def _keep(client: Client, person: Person, path: str, typed: dict[str, str]) -> str:
    """The page at the address, once the person has signed in again."""
    session = client.session
    fields = {name: [value] for name, value in typed.items()}
    session[SESSION_KEY] = [{"person": person.pk, "path": path, "fields": fields}]
    session.save()
    page = get_page(client, path)
    assert "Nothing was saved, but what you typed is here again." in page
    return page


@pytest.fixture
def action() -> Action:
    action = make_action("1.1", leads=[make_post()])
    make_update(make_request(action), state="submitted")
    return action


@pytest.mark.parametrize(("step", "name"), [("accept", "confirmed_note"), ("return", "return_reason")])
def test_a_note_or_a_reason(
    client: Client, coordinator: Person, action: Action, step: str, name: str
) -> None:
    typed = {"step": step, "expected_revision": "1", "confirmed_rating": "red", name: "My words."}

    page = _keep(client, coordinator, f"{PLAN}actions/1.1/review/2023-Q3/", typed)

    assert "My words.</textarea>" in page
    assert ProgressUpdate.objects.count() == 1


@pytest.mark.parametrize("step", ["choose", "open", "plan"])
def test_the_dates_of_a_round(client: Client, coordinator: Person, action: Action, step: str) -> None:
    ReportingPeriod.objects.update(state="closed", closed_at="2024-01-01T00:00Z")
    typed = {"step": step, "quarter": "2023-Q4", "ask": str(action.pk), **DATES}

    page = _keep(client, coordinator, f"{PLAN}rounds/open/", typed)

    if step == "plan":
        assert chosen_in(page, "quarter") == "2023-Q4"
    else:
        assert 'name="quarter" value="2023-Q4"' in page
    assert 'name="due_on_day"' in page
    assert ReportingPeriod.objects.count() == 1


@pytest.mark.parametrize("address", ["actions/1.1/hold/", "actions/1.1/close/"])
def test_a_decision(client: Client, coordinator: Person, action: Action, address: str) -> None:
    page = _keep(client, coordinator, PLAN + address, {"step": "hold", "text": "Agreed.", "reference": "4.2"})

    assert "Agreed.</textarea>" in page
    assert boxes_of(page)["reference"] == "4.2"
    assert Decision.objects.count() == 0


@pytest.mark.parametrize("address", ["actions/add/", "actions/1.1/edit/", "objectives/1/edit/"])
def test_a_change_of_the_plan(client: Client, coordinator: Person, action: Action, address: str) -> None:
    typed = {"title": "My title", "expected_version": "1", "lead_rows": "5", "post_4": ""}

    page = _keep(client, coordinator, PLAN + address, typed)

    assert boxes_of(page)["title"] == "My title"
    assert Action.objects.values_list("title", flat=True).get() == "Action 1.1"


def test_an_update_entered_for_a_lead(client: Client, coordinator: Person, action: Action) -> None:
    other = make_action("1.2", leads=[make_post()])
    make_request(other)
    typed = {"happened": "Trained 62 officers.", "received_on_day": "5", "status": "in_progress"}

    page = _keep(client, coordinator, f"{PLAN}actions/1.2/enter/2023-Q3/", typed)

    assert "Trained 62 officers.</textarea>" in page
    assert ProgressUpdate.objects.count() == 1
