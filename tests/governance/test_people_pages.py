"""The pages of people: the list, a person, roles, appointments, hand-over, and who may do what there."""

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from governance.appointments import appoint
from governance.models import Appointment, Event, Person, RoleAssignment
from governance.roles import Role
from tests.factories import LONG_AGO, NOW, TODAY, make_agency, make_group, make_person, make_post, make_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

A_DAY = dt.timedelta(days=1)


def _as(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


@pytest.fixture
def admin() -> Person:
    return make_person(Role.ADMINISTRATOR, name="Administrator")


def _rows(page: str) -> list[str]:
    """The words of each row of the page's tables."""
    rows = re.findall(r'<tr class="govuk-table__row">(.*?)</tr>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def _errors(page: str) -> list[str]:
    return [
        " ".join(re.sub(r"<[^>]+>", " ", part).split())
        for part in re.findall(r'class="govuk-error-message">(.*?)</p>', page, re.DOTALL)
    ]


def _day(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def _get(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_shows_roles_and_posts_of_today(client: Client, admin: Person) -> None:
    police = make_agency()
    chief = make_post(police, "Chief")
    officer = make_person(Role.LEAD_OFFICER, agency=police, posts=[chief], name="Officer")
    make_role(officer, Role.BOARD_MEMBER, group=make_group())
    make_person(deputy_for=[chief], name="Deputy")
    RoleAssignment.objects.create(person=officer, role="auditor", starts_on=LONG_AGO, ends_on=TODAY - A_DAY)
    Person.objects.update(password=make_password("three odd words"))
    Person.objects.filter(pk=officer.pk).update(last_login=NOW)
    Person.objects.filter(name="Deputy").update(is_active=False)

    page = _get(_as(client, Person.objects.get(pk=admin.pk)), "/people/")

    assert _rows(page)[1:] == [
        "Administrator person.1@example.org Administrator for everything None "
        f"{dt.datetime.now(tz=dt.UTC):%-d %B %Y}",
        "Deputy Disabled person.3@example.org None Warwickshire Police, Chief (deputy) Never",
        "Officer person.2@example.org Board member for VAWG Board Lead officer for Warwickshire Police "
        "Warwickshire Police, Chief 8 January 2024",
    ]
    assert "3 people" in page
    assert "Invite a person" in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Administrator", "Alpha", "Beta", "Gone"]),
        ("q=EXAMPLE+alp", ["Alpha"]),
        ("agency=council", ["Beta"]),
        ("state=disabled", ["Gone"]),
        ("state=invited", ["Alpha"]),
        ("state=joined&sort=-name", ["Beta", "Administrator"]),
        ("sort=-name", ["Gone", "Beta", "Alpha", "Administrator"]),
        ("sort=-seen", ["Administrator", "Beta", "Alpha", "Gone"]),
        ("sort=seen", ["Alpha", "Gone", "Beta", "Administrator"]),
        ("sort=nonsense&page=99", ["Administrator", "Alpha", "Beta", "Gone"]),
        ("q=nobody", []),
        ("agency=nowhere", ["Administrator", "Alpha", "Beta", "Gone"]),
    ],
)
def test_the_list_is_narrowed_and_sorted_by_its_address(
    client: Client, admin: Person, query: str, names: list[str]
) -> None:
    make_person(name="Alpha")
    beta = make_person(Role.LEAD_OFFICER, agency=make_agency("Council"), name="Beta")
    gone = make_person(name="Gone")
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    Person.objects.filter(pk__in=[admin.pk, beta.pk]).update(password=make_password("three odd words"))
    Person.objects.filter(pk=beta.pk).update(last_login=NOW)
    client.force_login(Person.objects.get(pk=admin.pk))

    page = _get(client, f"/people/?{query}")

    assert re.findall(r'app-person"><a [^>]*>([^<]+)</a>', page) == names
    assert ("Nobody fits these filters." in page) is (names == [])


def test_an_agency_that_is_not_in_the_list_is_said_beside_its_field(client: Client, admin: Person) -> None:
    page = _get(_as(client, admin), "/people/?agency=nowhere")

    assert _errors(page) == ["Error: Choose an agency from the list."]


def test_the_list_costs_the_same_queries_however_long_it_is(
    client: Client, admin: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(admin)
    client.get("/people/")
    for number in (1, 60):
        for _ in range(number):
            post = make_post(title=f"Post {Person.objects.count()}")
            make_person(Role.LEAD_OFFICER, agency=post.agency, posts=[post])
        with django_assert_num_queries(10) as counted:
            assert isinstance(counted, CaptureQueriesContext)
            page = _get(client, "/people/?page=1")
    assert ("62 people" in page, 'aria-label="Page 2"' in page) == (True, True)
    assert len(_rows(_get(client, "/people/?page=2"))) == 13


def test_a_sponsor_sees_and_appoints_within_the_agency_alone(client: Client) -> None:
    police, council = make_agency("Police"), make_agency("Council")
    chief, manager = make_post(police, "Chief"), make_post(council, "Manager")
    sponsor = make_person(Role.AGENCY_SPONSOR, agency=police, name="Sponsor")
    officer = make_person(Role.LEAD_OFFICER, agency=police, name="Officer")
    stranger = make_person(Role.LEAD_OFFICER, agency=council, posts=[manager], name="Stranger")
    client.force_login(sponsor)

    people, agencies = _get(client, "/people/"), _get(client, "/people/agencies/")
    assert ("Officer" in people, "Stranger" in people, "Council" in people) == (True, False, False)
    assert ("Police" in agencies, "Council" in agencies) == (True, False)
    assert "Invite a person" not in people
    form = _get(client, f"/people/{officer.pk}/posts/add/")
    assert ("Police, Chief" in form, "Council, Manager" in form) == (True, False)
    said = {"post": chief.pk, "part": "holder", **_day("starts_on", TODAY)}
    assert client.post(f"/people/{officer.pk}/posts/add/", said).status_code == 302
    refused = client.post(f"/people/{officer.pk}/posts/add/", said | {"post": manager.pk})
    assert _errors(refused.content.decode()) == ["Error: Choose a post from the list."]
    assert [str(held) for held in Appointment.objects.filter(person=officer)] == ["Officer, Police, Chief"]
    held = Appointment.objects.get(person=stranger)
    for path, status in (
        (f"/people/{stranger.pk}/posts/add/", 404),
        (f"/people/{stranger.pk}/posts/{held.pk}/end/", 404),
        (f"/people/{stranger.pk}/hand-over/", 404),
        (f"/people/posts/{manager.pk}/appoint/", 404),
        (f"/people/{officer.pk}/roles/add/", 403),
        (f"/people/{officer.pk}/disable/", 403),
        (f"/people/{officer.pk}/change/", 403),
        (f"/people/posts/{chief.pk}/end/", 403),
        (f"/people/agencies/{police.pk}/change/", 403),
        ("/people/add/", 403),
        ("/people/agencies/add/", 403),
    ):
        assert (path, client.get(path).status_code, client.post(path).status_code) == (path, status, status)
    for path in (f"{stranger.pk}/", f"posts/{manager.pk}/", f"agencies/{council.pk}/"):
        assert (path, client.get(f"/people/{path}").status_code) == (path, 404)


def test_a_coordinator_reads_and_appoints_and_changes_nothing_else(client: Client) -> None:
    chief = make_post(title="Chief")
    coordinator = make_person(Role.COORDINATOR, group=make_group())
    officer = make_person(posts=[chief], name="Officer")
    client.force_login(coordinator)

    page = _get(client, f"/people/{officer.pk}/")

    offered = re.findall(r"(Give a role|Disable the account|Appoint to a post|Hand over to somebody)", page)
    assert offered == ["Appoint to a post", "Hand over to somebody"]
    assert client.get(f"/people/{officer.pk}/disable/").status_code == 403


def test_a_lead_officer_sees_no_people(client: Client) -> None:
    client.force_login(make_person(Role.LEAD_OFFICER, agency=make_agency()))

    assert client.get("/people/").status_code == 403
    assert client.get("/people/agencies/").status_code == 403


def test_a_persons_page_tells_all_that_was_done(client: Client, admin: Person) -> None:
    client.force_login(admin)
    police = make_agency()
    chief = make_post(police, "Chief")
    person = make_person(name="Officer")
    for path, said in (
        ("change/", {"name": "New officer", "email": "new@police.example"}),
        (
            "roles/add/",
            {"role": "lead_officer", "agency": police.pk, "group": "", **_day("starts_on", TODAY)},
        ),
        ("posts/add/", {"post": chief.pk, "part": "deputy", **_day("starts_on", TODAY + A_DAY)}),
        ("disable/", {}),
        ("enable/", {}),
    ):
        answer = client.post(f"/people/{person.pk}/{path}", said)
        assert (path, answer.status_code) == (path, 302)

    page = _get(client, f"/people/{person.pk}/")

    assert _rows(page) == [
        "Role From Until State Change",
        "Lead officer for Warwickshire Police 8 January 2024 Further notice In force "
        "End Lead officer for Warwickshire Police",
        "Post Part From Until State Change",
        "Warwickshire Police, Chief Deputy 9 January 2024 Further notice To come "
        "End Warwickshire Police, Chief",
    ]
    assert re.findall(r'moj-timeline__title">([^<]+)<', page) == [
        "Enabled",
        "Disabled",
        "Appointed",
        "Gave role",
        "Changed",
    ]
    assert "from <q" in page
    assert "to <q>new@police.example</q>" in page


def test_a_persons_page_costs_the_same_queries_however_long_the_history(
    client: Client, admin: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(admin)
    client.get("/people/")
    person = make_person(name="Officer")
    for number in (1, 30):
        for place in range(number):
            post = make_post(title=f"Post {number} {place}")
            appoint(person=person, post=post, by=admin, at=NOW)
        with django_assert_num_queries(10) as counted:
            assert isinstance(counted, CaptureQueriesContext)
            page = _get(client, f"/people/{person.pk}/")
    assert page.count("moj-timeline__title") == 20
    assert _get(client, f"/people/{person.pk}/?page=2").count("moj-timeline__title") == 11


def test_somebody_in_a_post_without_a_role_is_pointed_out(client: Client, admin: Person) -> None:
    client.force_login(admin)
    police = make_agency()
    person = make_person(posts=[make_post(police)], name="Officer")
    warning = "Officer is in a post of Warwickshire Police without a role to write for it"
    assert warning in _get(client, f"/people/{person.pk}/")

    make_role(person, Role.LEAD_OFFICER, agency=police)

    assert warning not in _get(client, f"/people/{person.pk}/")


@pytest.mark.parametrize(
    ("said", "errors"),
    [
        (
            {},
            ["Error: Choose the role.", "Error: Enter the first day."],
        ),
        (
            {"role": "lead_officer", **_day("starts_on", TODAY)},
            ["Error: Choose the agency of the lead officer."],
        ),
        (
            {"role": "coordinator", **_day("starts_on", TODAY)},
            ["Error: Choose the board of the coordinator, or every board."],
        ),
        (
            {"role": "board_chair", "group": "every", **_day("starts_on", TODAY)},
            ["Error: Choose the board or group of the board chair."],
        ),
        (
            {"role": "auditor", **_day("starts_on", TODAY), **_day("ends_on", LONG_AGO)},
            ["Error: The last day must not be before the first."],
        ),
        (
            {"role": "auditor", "starts_on_day": "31", "starts_on_month": "2", "starts_on_year": "2024"},
            ["Error: The first day must be a real date, such as 31 March 2024."],
        ),
    ],
)
def test_a_role_that_cannot_be_given_is_explained_and_words_are_kept(
    client: Client, admin: Person, said: dict[str, Any], errors: list[str]
) -> None:
    person = make_person()
    answer = _as(client, admin).post(f"/people/{person.pk}/roles/add/", said)

    page = answer.content.decode()
    assert (answer.status_code, _errors(page), person.roles.count()) == (200, errors, 0)
    assert "<title>Error: Give a role" in page
    if "starts_on_day" in said:
        assert f'value="{said["starts_on_day"]}"' in page


def test_a_coordinator_of_every_board_is_chosen(client: Client, admin: Person) -> None:
    person = make_person()
    said = {"role": "coordinator", "group": "every", **_day("starts_on", TODAY)}

    _as(client, admin).post(f"/people/{person.pk}/roles/add/", said)

    held = person.roles.get()
    assert (held.role, held.group, held.agency) == ("coordinator", None, None)


def test_ending_a_role_and_an_appointment(client: Client, admin: Person) -> None:
    person = make_person(Role.AUDITOR, posts=[make_post()], name="Officer")
    role, held = person.roles.get(), person.appointments.get()
    client.force_login(admin)
    assert "End the role of Auditor for everything" in _get(
        client, f"/people/{person.pk}/roles/{role.pk}/end/"
    )
    assert "hand the post over instead" in _get(client, f"/people/{person.pk}/posts/{held.pk}/end/")

    client.post(f"/people/{person.pk}/roles/{role.pk}/end/", _day("last_day", TODAY - A_DAY))
    client.post(f"/people/{person.pk}/posts/{held.pk}/end/", _day("last_day", TODAY))

    role.refresh_from_db()
    held.refresh_from_db()
    assert (role.ends_on, held.ends_on) == (TODAY - A_DAY, TODAY)
    again = client.post(f"/people/{person.pk}/roles/{role.pk}/end/", _day("last_day", TODAY))
    assert "This role ended on 7 January 2024 already." in again.content.decode()
    other = make_person()
    assert client.get(f"/people/{other.pk}/roles/{role.pk}/end/").status_code == 404
    assert client.get(f"/people/{other.pk}/posts/{held.pk}/end/").status_code == 404


def test_the_last_administrator_is_told_why_not(client: Client, admin: Person) -> None:
    role = admin.roles.get()
    client.force_login(admin)

    page = client.post(f"/people/{admin.pk}/roles/{role.pk}/end/", _day("last_day", TODAY)).content.decode()
    disabled = client.post(f"/people/{admin.pk}/disable/", follow=True).content.decode()

    assert "This is the only administrator. Give somebody else the role of administrator first." in page
    assert "You cannot disable your own account. Ask another administrator to do it." in disabled


def test_disabling_says_what_it_does_first(client: Client, admin: Person) -> None:
    person = make_person(posts=[make_post()], name="Officer")

    page = _get(_as(client, admin), f"/people/{person.pk}/disable/")

    assert "Officer will be signed out everywhere at once, and cannot sign in any more." in page
    assert "They stay named in Warwickshire Police, Superintendent" in page
    assert Person.objects.get(pk=person.pk).is_active


def test_a_changed_address_is_the_one_to_sign_in_with(client: Client, admin: Person) -> None:
    person = make_person(Role.ADMINISTRATOR, name="Officer")
    Person.objects.filter(pk=person.pk).update(password=make_password("three odd words"))
    sign_in = {"login": "person.2@example.org", "password": "three odd words"}
    assert Client().post("/sign-in/", sign_in).status_code == 302

    said = {"name": "Officer", "email": "officer@police.example"}
    assert _as(client, admin).post(f"/people/{person.pk}/change/", said).status_code == 302

    assert Client().post("/sign-in/", sign_in).status_code == 200
    new = Client()
    assert new.post("/sign-in/", sign_in | {"login": "officer@police.example"}).status_code == 302
    assert new.get("/people/").status_code == 200


def test_an_address_that_is_taken_is_said_beside_its_field(client: Client, admin: Person) -> None:
    person = make_person(name="Officer")
    said = {"name": "Officer of the day", "email": admin.email}

    page = _as(client, admin).post(f"/people/{person.pk}/change/", said).content.decode()

    assert _errors(page) == ["Error: Administrator has an account with this e-mail address already."]
    assert 'value="Officer of the day"' in page


def test_posts_are_handed_over_in_two_steps(client: Client, admin: Person) -> None:
    chief, fraud = make_post(title="Chief"), make_post(title="Fraud")
    officer = make_person(posts=[chief, fraud], name="Officer")
    heir = make_person(name="Heir")
    client.force_login(admin)
    path = f"/people/{officer.pk}/hand-over/"
    kept = Appointment.objects.get(post=fraud)
    moved = Appointment.objects.get(post=chief)
    form = _get(client, path)
    assert re.findall(r'name="posts" type="checkbox" value="(\d+)" checked', form) == [
        str(moved.pk),
        str(kept.pk),
    ]
    said = {"posts": [moved.pk], "to": heir.pk, **_day("starts_on", TODAY), **_day("until", TODAY + A_DAY)}

    check = client.post(path, said).content.decode()
    assert "Heir takes over from 8 January 2024: Warwickshire Police, Chief." in check
    assert "After 9 January 2024 everything is as it is now." in check
    assert f'<input type="hidden" name="posts" value="{moved.pk}">' in check
    assert Appointment.objects.filter(person=heir).count() == 0

    back = client.post(path, said | {"step": "change"}).content.decode()
    assert f'value="{heir.pk}" selected' in back
    done = client.post(path, said | {"step": "confirm"})

    assert (done.status_code, done.headers["Location"]) == (302, f"/people/{heir.pk}/")
    held = Appointment.objects.filter(post=chief).order_by("starts_on").values_list("person__name", "ends_on")
    assert list(held) == [("Officer", TODAY - A_DAY), ("Heir", TODAY + A_DAY), ("Officer", None)]
    assert Appointment.objects.get(post=fraud).ends_on is None


def test_a_hand_over_that_cannot_be_is_explained(client: Client, admin: Person) -> None:
    chief = make_post(title="Chief")
    officer = make_person(posts=[chief], name="Officer")
    heir = make_person(posts=[chief], name="Heir")
    client.force_login(admin)
    path = f"/people/{officer.pk}/hand-over/"
    held = Appointment.objects.get(person=officer)
    said = {"posts": [held.pk], "to": heir.pk, **_day("starts_on", TODAY)}

    first = _errors(client.post(path, {}).content.decode())
    confirmed = _errors(client.post(path, said | {"step": "confirm"}).content.decode())
    gone = _errors(client.post(path, said | {"posts": ["0"]}).content.decode())

    assert first == [
        "Error: Choose at least one post to hand over.",
        "Error: Choose who takes over.",
        "Error: Enter the first day.",
    ]
    assert confirmed == ["Error: Heir already holds Warwickshire Police, Chief. End that appointment first."]
    assert gone == ["Error: One of these posts has been handed over since. Look at the list again."]
    assert "is in no post that you may hand over" in _get(client, f"/people/{admin.pk}/hand-over/")


def test_a_lead_officer_hands_a_post_to_the_deputy(client: Client) -> None:
    chief, alone = make_post(title="Chief"), make_post(title="Alone")
    officer = make_person(Role.LEAD_OFFICER, agency=chief.agency, posts=[chief, alone], name="Officer")
    deputy = make_person(deputy_for=[chief], name="Deputy")
    disabled = make_person(deputy_for=[chief], name="Left")
    Person.objects.filter(pk=disabled.pk).update(is_active=False)
    client.force_login(officer)
    held = Appointment.objects.get(person=officer, post=chief)
    assert _rows(_get(client, "/people/my-posts/"))[1:] == [
        "Warwickshire Police, Alone Holder 1 January 2020 Further notice None: ask your agency's sponsor",
        "Warwickshire Police, Chief Holder 1 January 2020 Further notice Deputy "
        "Hand over Warwickshire Police, Chief",
    ]
    path = f"/people/my-posts/{held.pk}/hand-over/"
    assert f'value="{deputy.pk}" checked' in _get(client, path)
    said = {"to": deputy.pk, **_day("starts_on", TODAY)}

    check = client.post(path, said).content.decode()
    assert "From then on Officer no longer acts for it." in check
    done = client.post(path, said | {"step": "confirm"}, follow=True)

    assert "Handed over to Deputy: Warwickshire Police, Chief." in done.content.decode()
    rows = Appointment.objects.filter(post=chief, ends_on=None, person__is_active=True)
    assert [(row.person, row.deputy) for row in rows] == [(deputy, False)]
    assert Event.objects.about(officer).get().by_name == "Officer"
    other = Appointment.objects.get(person=officer, post=alone)
    assert "This post has no deputy." in _get(client, f"/people/my-posts/{other.pk}/hand-over/")


def test_nobody_hands_over_what_is_not_theirs(client: Client) -> None:
    chief = make_post(title="Chief")
    officer = make_person(posts=[chief], name="Officer")
    deputy = make_person(deputy_for=[chief], name="Deputy")
    client.force_login(deputy)

    for held in Appointment.objects.all():
        path = f"/people/my-posts/{held.pk}/hand-over/"
        said = {"to": deputy.pk, "step": "confirm", **_day("starts_on", TODAY)}
        assert (client.get(path).status_code, client.post(path, said).status_code) == (404, 404)
    assert Appointment.objects.get(person=officer).ends_on is None


def test_somebody_in_no_post_is_told_whom_to_ask(client: Client) -> None:
    page = _get(_as(client, make_person(Role.AUDITOR)), "/people/my-posts/")

    assert "You are in no post, so no action is yours." in page


def test_words_typed_when_the_session_had_ended_are_there_again(client: Client, admin: Person) -> None:
    client.force_login(admin)
    person = make_person(name="Officer")
    path = f"/people/{person.pk}/change/"
    owner = re.search(r'name="kept_words_owner" value="([^"]+)"', _get(client, path))
    assert owner is not None
    client.logout()
    client.get("/sign-in/")

    client.post(path, {"name": "Half a name", "email": "", "kept_words_owner": owner[1]})
    client.force_login(admin)

    assert 'value="Half a name"' in _get(client, path)
    assert Person.objects.get(pk=person.pk).name == "Officer"
