"""What was typed is not lost: when the session had ended, nor when somebody else saved first."""

from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from actions.models import ProgressUpdate
from tests.browser import people
from tests.browser.answering import follow, press, write
from tests.browser.people import PageAs, sign_in, with_and_without_scripts
from tests.browser.test_lead_officer import latest

TITLE = "12.2 Renew the police's own domestic abuse policy"
HAPPENED = "What happened this quarter?"
MINE = "Staff were asked in December, and 140 answered."
THEIRS = "The draft went to the unions first."


@with_and_without_scripts
def test_when_the_session_has_ended(page_as: PageAs) -> None:
    page = page_as(people.LEAD)
    follow(page, TITLE)
    address = page.url
    write(page, HAPPENED, MINE)
    Session.objects.all().delete()
    press(page, "Save draft")
    expect(page.get_by_role("main")).to_contain_text(
        "Your session had ended, so nothing was saved. Sign in, and what you typed will be there again."
    )
    before = ProgressUpdate.objects.count()
    sign_in(page, people.LEAD)
    assert page.url == address
    expect(page.get_by_role("main")).to_contain_text("Nothing was saved, but what you typed is here again.")
    expect(page.get_by_role("textbox", name=HAPPENED)).to_have_value(MINE)
    assert ProgressUpdate.objects.count() == before
    press(page, "Save draft")
    expect(page.get_by_role("alert")).to_contain_text("saved as a draft")
    state, by, content = latest("12.2")
    assert (state, by, content.happened) == ("draft", "Lead officer, Warwickshire Police", MINE)


@with_and_without_scripts
def test_when_somebody_else_saved_first(page_as: PageAs) -> None:
    page = page_as(people.LEAD)
    follow(page, TITLE)
    write(page, HAPPENED, MINE)
    other = page_as(people.DEPUTY)
    follow(other, TITLE)
    write(other, HAPPENED, THEIRS)
    press(other, "Save draft")
    expect(other.get_by_role("alert")).to_contain_text("saved as a draft")

    press(page, "Save draft")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Deputy lead officer, Warwickshire Police saved this update on")
    row = page.get_by_role("table", name="Where the two differ").get_by_role("row", name="What happened")
    expect(row.get_by_role("cell")).to_have_text([THEIRS, MINE])
    expect(page.get_by_role("textbox", name=HAPPENED)).to_have_value(MINE)
    assert latest("12.2")[2].happened == THEIRS

    press(page, "Put mine in place of theirs")
    expect(page.get_by_role("alert")).to_contain_text("saved as a draft")
    revisions = ProgressUpdate.objects.filter(
        action__reference="12.2", period__year=2023, period__number=3
    ).order_by("revision")
    assert list(revisions.values_list("by_name", "happened")) == [
        ("Deputy lead officer, Warwickshire Police", THEIRS),
        ("Lead officer, Warwickshire Police", MINE),
    ]
