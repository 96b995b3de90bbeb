"""Whole stories of a round, from one person to the next: mended, handed over, moved, asked and answered."""

import datetime as dt

from playwright.sync_api import Page, expect

from actions.models import Action, Question, UpdateRequest
from tests.browser import people
from tests.browser.answering import choose, follow, press, put_date, write
from tests.browser.people import PageAs

PLAN = "/plans/vawg-2023-24/"
QUESTION = "Who signs the orders while the post is empty?"
ANSWER = "The deputy does, since the second of January."


def state_of(reference: str) -> str:
    return UpdateRequest.objects.get(
        action__reference=reference, action__plan__slug="vawg-2023-24", period__year=2023, period__number=3
    ).state


def submit(page: Page, title: str) -> None:
    """The sponsor submits one of those that are ready."""
    page.goto("/updates/submit/")
    boxes = page.get_by_role("main").get_by_role("checkbox")
    for box in boxes.all():
        box.uncheck()
    page.get_by_role("checkbox", name=title).check()
    press(page, "Submit the ticked updates")
    expect(page.get_by_role("alert")).to_contain_text("Submitted 1 update")


def test_a_returned_update_is_mended_and_submitted_again(page_as: PageAs) -> None:
    title = "18.1 Set up scrutiny panels with prosecutors"
    lead = page_as(people.LEAD)
    follow(lead, title)
    expect(lead.get_by_role("main")).to_contain_text("The coordinator asks you to change this update")
    write(lead, "What happened this quarter?", "Two panels met, and looked at twelve cases.")
    press(lead, "Mark as ready")
    expect(lead.get_by_role("alert")).to_contain_text(f"{title}: marked as ready.")

    submit(page_as(people.SPONSOR), title)

    assert state_of("18.1") == "submitted"
    coordinator = page_as(people.COORDINATOR)
    coordinator.goto(f"{PLAN}actions/18.1/review/2023-Q3/")
    expect(coordinator.get_by_role("main")).to_contain_text("Two panels met, and looked at twelve cases.")
    press(coordinator, "Accept")
    assert state_of("18.1") == "accepted"


def test_a_post_is_handed_over_and_its_updates_are_the_others_to_write(page_as: PageAs) -> None:
    title = "11.1 Consider Stalking Protection Orders"
    lead = page_as(people.LEAD)
    lead.goto("/people/my-posts/")
    lead.get_by_role("main").get_by_role("link", name="Hand over").first.click()
    press(lead, "Continue")
    lead.get_by_role("main").get_by_role("button").first.click()
    expect(lead.get_by_role("alert")).to_be_visible()
    lead.goto("/updates/")
    expect(lead.get_by_role("main")).not_to_contain_text(title)

    deputy = page_as(people.DEPUTY)
    deputy.goto("/updates/")
    follow(deputy, title)
    write(deputy, "What happened this quarter?", "The first order was asked for.")
    press(deputy, "Save draft")
    expect(deputy.get_by_role("alert")).to_contain_text("saved as a draft")
    assert state_of("11.1") == "draft"


def test_a_date_change_from_the_lead_who_asks_to_the_decision(page_as: PageAs) -> None:
    lead = page_as(people.LEAD)
    lead.goto(f"{PLAN}actions/11.1/")
    press(lead, "Ask for a new due date")
    write(lead, "What should the new due date be?", "June 2024")
    write(lead, "Why must it move?", "The court's own form changes in May, and the training with it.")
    press(lead, "Ask for this date")
    before = Action.objects.get(reference="11.1", plan__slug="vawg-2023-24")

    coordinator = page_as(people.COORDINATOR)
    coordinator.goto(f"{PLAN}actions/11.1/")
    press(coordinator, "Record the decision on its date")
    choose(coordinator, "What did the group decide?", "Agreed: the due date moves")
    put_date(coordinator, "When?", dt.date(2024, 1, 8))
    write(coordinator, "What was decided?", "Agreed, once the form is known.")
    press(coordinator, "Record the decision")

    after = Action.objects.get(pk=before.pk)
    assert (after.due_on, after.original_due_on) == (dt.date(2024, 6, 30), before.original_due_on)
    lead.goto(f"{PLAN}actions/11.1/")
    expect(lead.get_by_role("main")).to_contain_text("Due June 2024 (originally")


def test_a_question_of_the_chair_is_answered_in_the_update(page_as: PageAs) -> None:
    title = "17.1 Follow up every breach"
    chair = page_as(people.CHAIR)
    chair.goto(PLAN)
    chair.get_by_role("main").get_by_role("link", name="Ask the lead of 17.1").click()
    write(chair, "What does the Board want to know?", QUESTION)
    press(chair, "Ask this question")
    chair.goto(f"{PLAN}dashboard/")
    expect(chair.get_by_role("main")).to_contain_text(QUESTION)

    lead = page_as(people.LEAD)
    follow(lead, title)
    choose(lead, "Has anything changed since your last update?", "No change since last quarter")
    write(lead, "What happened this quarter?", "Every breach was briefed the day after.")
    press(lead, "Mark as ready")
    expect(lead.get_by_role("alert")).to_contain_text(QUESTION)
    write(lead, QUESTION, ANSWER)
    press(lead, "Mark as ready")
    submit(page_as(people.SPONSOR), title)

    assert not Question.objects.waiting().filter(action__reference="17.1").exists()
    chair.goto(f"{PLAN}actions/17.1/")
    expect(chair.get_by_role("main")).to_contain_text(ANSWER)
