"""The pages of agencies and posts: who holds what, what is vacant, and changing them."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from governance.models import Agency, AgencyAlias, Appointment, Event, Person, Post
from governance.roles import Role
from tests.factories import LONG_AGO, TODAY, make_agency, make_group, make_person, make_post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


@pytest.fixture
def admin(client: Client) -> Person:
    """An administrator, signed in."""
    person = make_person(Role.ADMINISTRATOR, name="Administrator")
    client.force_login(person)
    return person


def _rows(page: str) -> list[str]:
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


def test_the_list_counts_posts_vacancies_and_people(client: Client, admin: Person) -> None:
    police = make_agency("Warwickshire Police", short_name="Police")
    make_agency("Old force", ends_on=LONG_AGO)
    held, deputised = make_post(police, "Held"), make_post(police, "Deputised")
    make_post(police, "Vacant")
    ended, left = make_post(police, "Ended"), make_post(police, "Left")
    Post.objects.filter(pk=ended.pk).update(ends_on=LONG_AGO)
    make_person(Role.LEAD_OFFICER, agency=police, posts=[held])
    make_person(deputy_for=[deputised])
    gone = make_person(Role.LEAD_OFFICER, agency=police, posts=[left])
    Person.objects.filter(pk=gone.pk).update(is_active=False)

    page = _get(client, "/people/agencies/")

    assert _rows(page)[1:] == [
        "Warwickshire Police Police Police 4 2 vacant 2",
        "Old force Police 0 0 1 January 2020",
    ]
    assert "2 agencies" in page


def test_the_list_costs_the_same_queries_however_many_agencies(
    client: Client, admin: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/people/")
    for number in (1, 55):
        for _ in range(number):
            post = make_post(make_agency(f"Agency {Agency.objects.count():03}"), "Chief")
            make_person(Role.LEAD_OFFICER, agency=post.agency, posts=[post])
        with django_assert_num_queries(11) as counted:
            assert isinstance(counted, CaptureQueriesContext)
            page = _get(client, "/people/agencies/")
    assert len(_rows(page)) == 51
    assert len(_rows(_get(client, "/people/agencies/?page=2"))) == 7


def test_an_agencys_page_flags_what_is_vacant(client: Client, admin: Person) -> None:
    police = make_agency("Warwickshire Police", short_name="Police", leads_may_submit=True)
    AgencyAlias.objects.create(agency=police, name="The force")
    make_agency("Old force", ends_on=LONG_AGO, successor=police)
    chief, fraud = make_post(police, "Chief"), make_post(police, "Fraud")
    make_post(police, "")
    Post.objects.filter(pk=make_post(police, "Traffic").pk).update(ends_on=LONG_AGO)
    make_person(Role.LEAD_OFFICER, agency=police, posts=[chief], deputy_for=[fraud], name="Officer")

    page = _get(client, f"/people/agencies/{police.pk}/")

    assert _rows(page)[1:] == [
        "The agency as a whole Vacant",
        "Chief Officer Held",
        "Fraud Officer Deputy acts",
        "Traffic Ended",
    ]
    assert "1 post is vacant: nobody can write the updates of its actions." in page
    facts = re.findall(r"<dd[^>]*>(.*?)</dd>", page, re.DOTALL)
    assert [" ".join(re.sub(r"<[^>]+>", " ", fact).split()) for fact in facts] == [
        "Police",
        "The force",
        "Police",
        "Its lead officers or its sponsor",
        "Old force",
    ]


def test_an_agencys_page_costs_the_same_queries_however_many_posts(
    client: Client, admin: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/people/")
    police = make_agency()
    for number in (1, 10):
        for place in range(number):
            post = make_post(police, f"Post {number} {place}")
            make_person(Role.LEAD_OFFICER, agency=police, posts=[post])
        with django_assert_num_queries(12) as counted:
            assert isinstance(counted, CaptureQueriesContext)
            _get(client, f"/people/agencies/{police.pk}/")


def test_an_agency_is_added_changed_and_given_posts(client: Client, admin: Person) -> None:
    said = {
        "name": "Mayor's office",
        "short_name": "Mayor",
        "sector": "police_and_crime_commissioner",
        "aliases": "The mayor\r\n\r\nPCC",
        **_day("starts_on", LONG_AGO),
        "leads_may_submit": "on",
    }
    added = client.post("/people/agencies/add/", said, follow=True).content.decode()
    agency = Agency.objects.get()
    assert "Mayor&#x27;s office is added. Add its posts, then appoint people to them." in added
    assert (agency.slug, agency.starts_on, agency.leads_may_submit) == ("mayor", LONG_AGO, True)
    form = _get(client, f"/people/agencies/{agency.pk}/change/")
    assert ("PCC\nThe mayor</textarea>" in form, 'value="2020"' in form) == (True, True)

    changed = said | {"name": "The Mayor's office", "aliases": ""}
    client.post(f"/people/agencies/{agency.pk}/change/", changed)
    client.post(f"/people/agencies/{agency.pk}/posts/add/", {"title": "Victims lead"})

    post = Post.objects.get(title="Victims lead")
    client.post(f"/people/posts/{post.pk}/rename/", {"title": "Victims' lead"})
    client.post(f"/people/posts/{post.pk}/end/", _day("last_day", TODAY))
    post.refresh_from_db()
    assert (str(post), post.ends_on) == ("Mayor, Victims' lead", TODAY)
    assert list(Event.objects.about(agency).values_list("by_name", "verb")) == [
        ("Administrator", "ended post"),
        ("Administrator", "renamed post"),
        ("Administrator", "added post"),
        ("Administrator", "changed"),
        ("Administrator", "added"),
    ]
    assert AgencyAlias.objects.count() == 0


def test_wrong_words_are_explained_and_kept(client: Client, admin: Person) -> None:
    police = make_agency("Warwickshire Police", short_name="Police")
    chief = make_post(police, "Chief")
    said = {"name": "New force", "short_name": "police", "sector": "circus", "aliases": "A\nB"}

    page = client.post("/people/agencies/add/", said).content.decode()
    assert _errors(page) == ["Error: Choose a sector from the list."]
    page = client.post("/people/agencies/add/", said | {"sector": "police"}).content.decode()
    assert _errors(page) == ["Error: “police” is a name of Warwickshire Police already. Choose another."]
    assert ('value="New force"' in page, "A\nB</textarea>" in page) == (True, True)

    twin = client.post(f"/people/agencies/{police.pk}/posts/add/", {"title": "chief"}).content.decode()
    assert _errors(twin) == [
        "Error: Warwickshire Police has a post of this title already. Choose another title."
    ]
    nothing = client.post(f"/people/posts/{chief.pk}/end/", {}).content.decode()
    assert _errors(nothing) == ["Error: Enter the last day."]
    Agency.objects.filter(pk=police.pk).update(ends_on=LONG_AGO)
    over = client.post(f"/people/agencies/{police.pk}/posts/add/", {"title": "New"}).content.decode()
    assert "Warwickshire Police ended on 1 January 2020, so it gets no more posts." in over
    assert (Agency.objects.count(), Post.objects.count()) == (1, 1)


def test_a_posts_page_tells_who_was_appointed(client: Client, admin: Person) -> None:
    chief = make_post(title="Chief")
    make_person(posts=[chief], name="First")
    Appointment.objects.update(ends_on=TODAY - dt.timedelta(days=1))
    second = make_person(name="Second")
    path = f"/people/posts/{chief.pk}/"
    assert "Vacant" in _get(client, path)

    said = {"person": second.pk, "part": "holder", **_day("starts_on", TODAY)}
    done = client.post(f"{path}appoint/", said, follow=True).content.decode()

    assert "Appointed: Second, Warwickshire Police, Chief." in done
    assert _rows(done)[1:] == [
        "Second Invited Holder 8 January 2024 Further notice",
        "First Invited Holder 1 January 2020 7 January 2024",
    ]
    again = client.post(f"{path}appoint/", said).content.decode()
    assert "Second already holds Warwickshire Police, Chief. End that appointment first." in again
    assert _errors(client.post(f"{path}appoint/", {}).content.decode()) == [
        "Error: Choose the person.",
        "Error: Choose whether they hold the post or are its deputy.",
        "Error: Enter the first day.",
    ]


def test_only_who_may_change_the_plan_is_offered_to_hand_its_actions_over(client: Client) -> None:
    chief = make_post(title="Chief")
    path = f"/people/posts/{chief.pk}/"
    client.force_login(make_person(Role.ADMINISTRATOR))
    assert "Hand over its actions" not in _get(client, path)

    client.force_login(make_person(Role.COORDINATOR, group=make_group()))

    page = _get(client, path)
    assert ("Hand over its actions" in page, "Rename" in page) == (True, False)


@pytest.mark.parametrize("path", ["agencies/0/", "posts/0/", "0/", "agencies/0/change/", "posts/0/appoint/"])
def test_what_does_not_exist_is_not_found(client: Client, admin: Person, path: str) -> None:
    assert client.get(f"/people/{path}").status_code == 404
