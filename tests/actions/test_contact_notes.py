"""A talk about what is not handed in: put down once, shown to the coordinator and the agency alone."""

import datetime as dt

import pytest
from django.test import Client

from actions.models import ContactNote, UpdateRequest
from governance.models import Event, Person
from governance.models.append_only import AppendOnlyError
from governance.roles import Role
from tests.actions.people import person_with
from tests.actions.updating import errors_of, said, signed_in
from tests.factories import make_action, make_agency, make_plan, make_post, make_request, make_update
from tests.pages import get_page, table_rows, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

ROUND = "/plans/vawg-2023-24/rounds/2023-Q3/"
PAGE = f"{ROUND}contact/police/"
TALK = {
    "way": "telephone",
    "on_day": "4", "on_month": "1", "on_year": "2024",
    "with_whom": "Police, Superintendent",
    "said": "The figures come from the force's analyst.",
    "promised_on_day": "9", "promised_on_month": "1", "promised_on_year": "2024",
}  # fmt: skip
SHOWN = (
    "Telephoned 4 January 2024, promised 9 January 2024: Police, Superintendent, "
    "“The figures come from the force's analyst.”"
)


@pytest.fixture
def missing(coordinator: Person) -> list[UpdateRequest]:
    """Two of the police that are not handed in, one that is, and one of the council."""
    make_plan()
    police, council = make_post(make_agency("Police")), make_post(make_agency("Council"), "Director")
    rows = [make_request(make_action(f"1.{number}", leads=[police])) for number in (1, 2, 3)]
    make_update(rows[0], state="draft")
    make_update(rows[2], state="submitted")
    make_request(make_action("1.4", leads=[council], supporting=[police]))
    return rows[:2]


def last_column(client: Client) -> dict[str, str]:
    rows = table_rows(get_page(client, ROUND), "app-round-rows")
    return {row[0].split()[0]: row[-1] for row in rows[1:] if len(row) > 1}


def test_a_talk_about_an_agency_shows_on_each_row_that_it_was_about(
    client: Client, coordinator: Person, missing: list[UpdateRequest]
) -> None:
    page = words_of(get_page(client, PAGE))
    assert "1.1 Action 1.1 1.2 Action 1.2 Keep the note" in page

    answer = client.post(PAGE, TALK | {"requests": [row.pk for row in missing]})

    assert (answer.status_code, answer["Location"]) == (302, ROUND)
    assert said(answer) == ["The note of speaking with Police is kept."]
    assert last_column(client) == {
        "1.1": f"{SHOWN} Note a contact about 1.1",
        "1.2": f"{SHOWN} Note a contact about 1.2",
        "1.3": "",
        "1.4": "Note a contact about 1.4",
    }
    event = Event.objects.get(verb="noted a contact")
    assert (event.by, event.subject_name, event.changes) == (
        coordinator,
        "Police: telephoned 4 January 2024, promised 9 January 2024",
        {"promised by": ["", "9 January 2024"]},
    )


def test_the_row_s_own_link_ticks_that_row_alone(client: Client, missing: list[UpdateRequest]) -> None:
    page = get_page(client, f"{PAGE}?action=1.2")

    ticked = [line for line in page.splitlines() if 'name="requests"' in line and "checked" in line]
    assert [f'value="{missing[1].pk}"' in line for line in ticked] == [True]


def test_the_coordinator_and_the_agency_read_it_and_nobody_else(
    client: Client, missing: list[UpdateRequest]
) -> None:
    client.post(PAGE, TALK | {"requests": [missing[0].pk]})
    action = "/plans/vawg-2023-24/actions/1.1/"
    police, council = make_post(make_agency("Police")), make_post(make_agency("Council"), "Director")
    missing[0].action.leads.create(post=council, role="joint", order=2)

    def read(role: Role, post: object = police) -> bool:
        person = person_with(role, post)  # type: ignore[arg-type]  # a post of the factory
        page = words_of(get_page(signed_in(person), action))
        assert ("The figures come" in page) == ("Noted a contact by Coordinator" in page)
        return "The figures come" in page

    assert {role: read(role) for role in (Role.LEAD_OFFICER, Role.AGENCY_SPONSOR, Role.AUDITOR)} == {
        Role.LEAD_OFFICER: True,
        Role.AGENCY_SPONSOR: True,
        Role.AUDITOR: True,
    }
    assert "Police, Superintendent, telephoned 4 January 2024: “The figures come" in get_page(client, action)
    assert "Promised by: 9 January 2024" in words_of(get_page(client, action))
    assert not read(Role.AGENCY_SPONSOR, council)
    assert not read(Role.BOARD_CHAIR)
    chair = signed_in(person_with(Role.BOARD_CHAIR, police))
    assert last_column(chair)["1.1"] == ""


def test_what_cannot_be_is_refused_beside_its_box(client: Client, missing: list[UpdateRequest]) -> None:
    answer = client.post(
        PAGE,
        TALK
        | {
            "on_day": "9",
            "with_whom": "other",
            "said": " ",
            "promised_on_day": "2",
            "requests": [missing[0].pk],
        },
    )

    assert errors_of(answer) == {
        "with_whom_other": ["Enter the post that you spoke with."],
        "said": ["Write in one line what was said."],
        "on": ["The day when you spoke must be today or in the past."],
        "promised_on": ["The day that was promised must be on or after the day you spoke."],
    }
    assert errors_of(client.post(PAGE, {})) == {
        "way": ["Choose how you reached them."],
        "on": ["Enter the day when you spoke."],
        "with_whom": ["Choose with whom you spoke."],
        "requests": ["Choose at least one update that you spoke about."],
    }
    assert not ContactNote.objects.exists()


def test_words_that_look_personal_want_to_be_looked_at(client: Client, missing: list[UpdateRequest]) -> None:
    talk = TALK | {"said": "Ring her on 07700 900123.", "requests": [missing[0].pk]}

    assert list(errors_of(client.post(PAGE, talk))) == ["said"]
    assert client.post(PAGE, talk | {"not_personal": "on"}).status_code == 302


def test_a_note_is_never_changed(client: Client, missing: list[UpdateRequest]) -> None:
    client.post(PAGE, TALK | {"requests": [missing[0].pk]})
    note = ContactNote.objects.get()

    note.said = "Something else."
    with pytest.raises(AppendOnlyError):
        note.save()
    with pytest.raises(AppendOnlyError):
        note.delete()
    assert (note.on, note.promised_on) == (dt.date(2024, 1, 4), dt.date(2024, 1, 9))


def test_an_agency_that_has_handed_all_in_and_one_that_was_not_asked(
    client: Client, missing: list[UpdateRequest]
) -> None:
    for row in missing:
        make_update(row, state="submitted")

    answer = client.get(PAGE)

    assert (answer["Location"], said(answer)) == (
        ROUND,
        ["Everything that this agency was asked for has been handed in."],
    )
    assert client.get(f"{ROUND}contact/nobody/").status_code == 404
