"""The lead officer's journey: three updates of the police, which their sponsor then submits."""

import datetime as dt

from playwright.sync_api import Page, expect

from actions.content import UpdateContent, content_of
from actions.models import UpdateRequest
from actions.ratings import Call, Rating, Status
from tests.browser import people
from tests.browser.answering import choose, follow, press, put_date, write
from tests.browser.people import PageAs, with_and_without_scripts

RED = UpdateContent(
    status=Status.IN_PROGRESS,
    happened="The trainer left in November, so the third area is not trained.",
    call=Call.OFF_TRACK,
    forecast_words="June 2024",
    reported_rating=Rating.RED,
    issue="Nobody else in the force can give the training.",
    path_step="Borrow a trainer from a neighbouring force",
    path_who="Superintendent",
    path_by=dt.date(2024, 2, 29),
    ask="Ask the neighbouring force for a trainer, at its next meeting.",
    next_steps="Agree dates once there is a trainer.",
)
COMPLETE = UpdateContent(
    status=Status.COMPLETE,
    happened="The new policy was signed in December and every officer was told of it.",
    reported_rating=Rating.BLUE,
    completed_on=dt.date(2023, 12, 14),
    completion_note="Officers who are abused know whom to go to, and managers know what to do.",
    next_steps="Look at the policy again in a year.",
)
SAME = "Nothing has changed: every breach was briefed the day after."


def latest(reference: str) -> tuple[str, str, UpdateContent]:
    """State, author and words of the newest revision for the open quarter."""
    request = UpdateRequest.objects.select_related("latest", "action").get(
        action__reference=reference, period__year=2023, period__number=3
    )
    assert request.latest is not None
    return request.latest.state, request.latest.by_name, content_of(request.latest)


def write_red(page: Page) -> None:
    choose(page, "Has anything changed since your last update?", "Yes, something has changed")
    write(page, "What happened this quarter?", RED.happened)
    choose(page, "How far has the action got?", "In progress")
    choose(page, "Your own call", "Off track")
    write(page, "When do you expect to finish?", RED.forecast_words)
    choose(page, "Your rating", "Red")
    write(page, "What is the issue?", RED.issue)
    write(page, "Path to green: what is the next step?", RED.path_step)
    write(page, "Path to green: who will take it?", RED.path_who)
    put_date(page, "Path to green: by when?", dt.date(2024, 2, 29))
    write(page, "What do you ask of the Board?", RED.ask)
    write(page, "What comes next?", RED.next_steps)


def write_complete(page: Page) -> None:
    write(page, "What happened this quarter?", COMPLETE.happened)
    choose(page, "How far has the action got?", "Complete")
    put_date(page, "When was it completed?", dt.date(2023, 12, 14))
    write(page, "What was achieved?", COMPLETE.completion_note)
    write(page, "What comes next?", COMPLETE.next_steps)


def write_same(page: Page) -> None:
    choose(page, "Has anything changed since your last update?", "No change since last quarter")
    write(page, "What happened this quarter?", SAME)


def tasks(page: Page, heading: str) -> list[str]:
    """The tasks that stand under a heading of My updates."""
    return page.get_by_role("list", name=heading).get_by_role("link").all_inner_texts()


@with_and_without_scripts
def test_three_updates_from_signing_in_to_submitted(page_as: PageAs) -> None:
    page = page_as(people.LEAD)
    expect(page.get_by_role("heading", level=1)).to_have_text("My updates")
    expect(page.get_by_text("3 of 12 handed in, 1 more ready, without those you support.")).to_be_visible()
    expect(page.get_by_text("Updates are due by 19 January 2024.")).to_be_visible()
    assert tasks(page, "Returned to you") == ["18.1 Set up scrutiny panels with prosecutors"]
    assert len(tasks(page, "To write")) == 7

    for title, fill_in in (
        ("11.1 Consider Stalking Protection Orders", write_red),
        ("12.2 Renew the police's own domestic abuse policy", write_complete),
        ("17.1 Follow up every breach", write_same),
    ):
        follow(page, title)
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        fill_in(page)
        press(page, "Mark as ready")
        expect(page.get_by_role("alert")).to_contain_text(f"{title}: marked as ready.")

    expect(page.get_by_text("3 of 12 handed in, 4 more ready, without those you support.")).to_be_visible()
    assert len(tasks(page, "Ready")) == 4
    lead = "Lead officer, Warwickshire Police"
    assert latest("11.1") == ("ready", lead, RED)
    assert latest("12.2") == ("ready", lead, COMPLETE)
    state, by, same = latest("17.1")
    assert (state, by, same.no_change, same.happened) == ("ready", lead, True, SAME)

    sponsor = page_as(people.SPONSOR)
    press(sponsor, "Submit the 4 that are ready")
    press(sponsor, "Submit the ticked updates")
    expect(sponsor.get_by_role("alert")).to_contain_text("Submitted 4 updates: 7.2, 11.1, 12.2, 17.1.")
    for reference in ("7.2", "11.1", "12.2", "17.1"):
        state, by, _ = latest(reference)
        assert (state, by) == ("submitted", "Agency sponsor, Warwickshire Police")

    page.reload()
    assert "11.1 Consider Stalking Protection Orders" in tasks(page, "Handed in")
    follow(page, "11.1 Consider Stalking Protection Orders")
    expect(page.get_by_role("button", name="Mark as ready")).to_have_count(0)
    expect(page.get_by_role("main")).to_contain_text(RED.issue)
