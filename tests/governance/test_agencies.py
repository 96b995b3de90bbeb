"""Adding and changing agencies and their posts, and ending them."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from governance.agencies import AgencyContent, add_agency, change_agency, content_of
from governance.endings import Ending, counterparts, end_agency
from governance.models import Agency, AgencyAlias, Appointment, Event, Post, RoleAssignment
from governance.posts import add_post, end_post, rename_post
from governance.problems import Refused
from governance.roles import Role
from tests.factories import LONG_AGO, NOW, TODAY, make_agency, make_person, make_post, make_role

pytestmark = pytest.mark.django_db

A_DAY = dt.timedelta(days=1)
CONTENT = AgencyContent(name="Warwickshire Police", short_name="Police", sector="police")


def _told(agency: Agency) -> list[tuple[str, str]]:
    return list(Event.objects.about(agency).values_list("verb", "sentence"))


def test_an_agency_is_added_with_a_post_for_the_whole_of_it() -> None:
    admin = make_person(name="Administrator")
    content = AgencyContent(
        name=" Warwickshire Police ",
        short_name="Police ",
        sector="police",
        aliases=("The Constabulary", " ", "police", "Force", "the constabulary"),
        starts_on=LONG_AGO,
        leads_may_submit=True,
    )

    agency = add_agency(content=content, by=admin, at=NOW)

    assert agency.slug == "police"
    assert content_of(agency) == AgencyContent(
        name="Warwickshire Police",
        short_name="Police",
        sector="police",
        aliases=("Force", "the constabulary"),
        starts_on=LONG_AGO,
        leads_may_submit=True,
    )
    assert list(Post.objects.values_list("agency__name", "title")) == [("Warwickshire Police", "")]
    assert list(Event.objects.about(agency).values_list("by_name", "verb", "sentence")) == [
        ("Administrator", "added", "Police")
    ]


def test_two_agencies_whose_short_names_read_alike_get_addresses_of_their_own() -> None:
    slugs = [
        add_agency(
            content=replace(CONTENT, name=f"Force {number}", short_name=short_name), by=None, at=NOW
        ).slug
        for number, short_name in enumerate(["North Force", "North-Force", "North  force!", "&"])
    ]

    assert slugs == ["north-force", "north-force-2", "north-force-3", "agency"]


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        (
            {"name": " ", "short_name": "", "sector": "circus"},
            [
                ("name", "Enter the agency's name."),
                ("short_name", "Enter the agency's short name."),
                ("sector", "Choose the agency's sector."),
            ],
        ),
        (
            {"name": "N" * 201, "short_name": "S" * 61, "aliases": ("A" * 201,)},
            [
                ("name", "Shorten the name to 200 characters or fewer."),
                ("short_name", "Shorten the short name to 60 characters or fewer."),
                ("aliases", "Shorten each other name to 200 characters or fewer."),
            ],
        ),
        (
            {"name": "COUNCIL", "short_name": "The county", "aliases": ("WCC", "Free")},
            [
                ("name", "“COUNCIL” is a name of County Council already. Choose another."),
                ("short_name", "“The county” is a name of County Council already. Choose another."),
                ("aliases", "“WCC” is a name of County Council already. Choose another."),
            ],
        ),
    ],
)
def test_what_will_not_do_is_said_beside_its_field(
    changes: dict[str, Any], problems: list[tuple[str, str]]
) -> None:
    council = make_agency("County Council", short_name="WCC")
    for alias in ("Council", "The County"):
        AgencyAlias.objects.create(agency=council, name=alias)

    with pytest.raises(Refused) as refused:
        add_agency(content=replace(CONTENT, **changes), by=None, at=NOW)

    assert list(refused.value.problems) == problems
    assert (Agency.objects.count(), Event.objects.count()) == (1, 0)


def test_a_change_keeps_the_address_and_tells_the_old_name() -> None:
    agency = add_agency(content=replace(CONTENT, aliases=("Force", "Old")), by=None, at=NOW)
    content = AgencyContent(
        name="West Police",
        short_name="West",
        sector="partnership",
        aliases=("Force", "New"),
        starts_on=TODAY,
        leads_may_submit=True,
    )

    change_agency(agency=agency, content=content, by=None, at=NOW)
    change_agency(agency=agency, content=content, by=None, at=NOW)

    agency.refresh_from_db()
    assert (agency.slug, content_of(agency)) == ("police", content)
    assert [event.changes for event in Event.objects.about(agency)] == [
        {
            "name": ["Warwickshire Police", "West Police"],
            "short name": ["Police", "West"],
            "sector": ["Police", "Partnership body"],
            "other names": ["Force; Old", "Force; New"],
            "first day": ["", "8 January 2024"],
            "leads may submit": ["no", "yes"],
        },
        {},
    ]


def test_an_agency_that_ended_did_not_begin_later() -> None:
    agency = make_agency(ends_on=LONG_AGO)

    with pytest.raises(Refused, match=r"^The agency ended on 1 January 2020, so it began on that day or"):
        change_agency(agency=agency, content=replace(CONTENT, starts_on=TODAY), by=None, at=NOW)


def test_posts_are_added_renamed_and_ended() -> None:
    agency = make_agency(short_name="Police")
    post = add_post(agency=agency, title=" Chief ", by=None, at=NOW)
    person = make_person(posts=[post])
    make_person(deputy_for=[post])
    Appointment.objects.filter(deputy=True).update(starts_on=TODAY + A_DAY)

    rename_post(post=post, title="Chief officer", by=None, at=NOW)
    rename_post(post=post, title=" Chief officer ", by=None, at=NOW)
    end_post(post=post, last_day=TODAY, by=None, at=NOW)

    post.refresh_from_db()
    assert (post.title, post.ends_on) == ("Chief officer", TODAY)
    assert list(Appointment.objects.values_list("person", "ends_on")) == [(person.pk, TODAY)]
    assert _told(agency) == [
        ("ended post", "Police, Chief officer, last day 8 January 2024"),
        ("renamed post", ""),
        ("added post", "Police, Chief"),
    ]
    assert Event.objects.get(verb="renamed post").changes == {"title": ["Chief", "Chief officer"]}


def test_what_a_post_needs() -> None:
    agency = make_agency("Police")
    post, whole = make_post(agency, "Chief"), make_post(agency, "")

    for title, sentence in (
        ("CHIEF", "Police has a post of this title already. Choose another title."),
        (" ", "Enter the title of the post. Police as a whole is there already."),
        ("T" * 201, "Shorten the title to 200 characters or fewer."),
    ):
        with pytest.raises(Refused) as refused:
            add_post(agency=agency, title=title, by=None, at=NOW)
        assert refused.value.problems == (("title", sentence),)
    with pytest.raises(Refused, match=r"^Police has a post of this title already\."):
        rename_post(post=whole, title="Chief", by=None, at=NOW)

    Post.objects.filter(pk=post.pk).update(starts_on=TODAY)
    with pytest.raises(
        Refused, match=r"^The post began on 8 January 2024\. Enter that day or a later one\.$"
    ):
        end_post(post=post, last_day=TODAY - A_DAY, by=None, at=NOW)
    Post.objects.filter(pk=post.pk).update(starts_on=None, ends_on=LONG_AGO)
    with pytest.raises(Refused, match=r"^This post ended on 1 January 2020 already\.$"):
        end_post(post=post, last_day=TODAY, by=None, at=NOW)
    Agency.objects.update(ends_on=LONG_AGO)
    with pytest.raises(Refused, match=r"^Police ended on 1 January 2020, so it gets no more posts\.$"):
        add_post(agency=agency, title="New", by=None, at=NOW)


def test_an_agency_ends_with_all_that_is_held_there() -> None:
    agency = make_agency("Old force")
    post, later = make_post(agency, "Chief"), make_post(agency, "Later")
    Post.objects.filter(pk=later.pk).update(starts_on=TODAY + A_DAY)
    officer = make_person(Role.LEAD_OFFICER, agency=agency, posts=[post], name="Officer")
    RoleAssignment.objects.create(
        person=make_person(), role="lead_officer", agency=agency, starts_on=TODAY + A_DAY
    )

    end_agency(agency=agency, ending=Ending(last_day=TODAY), by=None, at=NOW)

    agency.refresh_from_db()
    assert (agency.name, agency.ends_on, agency.successor) == ("Old force", TODAY, None)
    assert list(Post.objects.values_list("title", "ends_on")) == [("Chief", TODAY), ("Later", TODAY)]
    assert list(Appointment.objects.values_list("person", "ends_on")) == [(officer.pk, TODAY)]
    assert list(RoleAssignment.objects.values_list("person", "ends_on")) == [(officer.pk, TODAY)]
    assert _told(agency) == [("ended", "Last day 8 January 2024")]
    assert Event.objects.about(officer).get().sentence == "Old force ended, last day 8 January 2024"


def test_people_move_to_the_successor_with_posts_and_roles() -> None:
    old, new = make_agency("Old force"), make_agency("New force")
    chief, whole, empty = make_post(old, "Chief"), make_post(old, ""), make_post(old, "Empty")
    there = make_post(new, "chief")
    Post.objects.filter(pk=there.pk).update(ends_on=LONG_AGO)
    officer = make_person(Role.LEAD_OFFICER, agency=old, posts=[chief], deputy_for=[whole], name="Officer")
    both = make_person(Role.AGENCY_SPONSOR, agency=old, posts=[chief], name="Sponsor")
    make_role(both, Role.AGENCY_SPONSOR, agency=new)
    Appointment.objects.create(person=both, post=there, starts_on=LONG_AGO)
    yesterday = TODAY - A_DAY

    ending = Ending(last_day=yesterday, successor=new, people_move=True)
    end_agency(agency=old, ending=ending, by=None, at=NOW)

    old.refresh_from_db()
    assert (old.ends_on, old.successor) == (yesterday, new)
    held = Appointment.objects.filter(post__agency=new).order_by("person__name", "post__title")
    assert list(held.values_list("person__name", "post__title", "deputy", "starts_on", "ends_on")) == [
        ("Officer", "", True, TODAY, None),
        ("Officer", "chief", False, TODAY, None),
        ("Sponsor", "chief", False, LONG_AGO, None),
    ]
    roles = RoleAssignment.objects.filter(agency=new).order_by("person__name")
    assert list(roles.values_list("person__name", "role", "starts_on")) == [
        ("Officer", "lead_officer", TODAY),
        ("Sponsor", "agency_sponsor", LONG_AGO),
    ]
    assert not RoleAssignment.objects.filter(agency=old, ends_on=None).exists()
    assert Post.objects.get(pk=empty.pk).ends_on == yesterday
    assert Post.objects.get(pk=there.pk).ends_on is None
    assert _told(new) == [("succeeded", "Succeeds Old force, last day 7 January 2024")]
    assert _told(old) == [("ended", "Last day 7 January 2024; New force succeeds it")]
    assert list(Event.objects.about(officer).values_list("verb", "sentence")) == [
        ("moved agency", "Old force ended, last day 7 January 2024; goes on at New force")
    ]


def test_what_began_after_a_day_in_the_past_stays_in_the_record() -> None:
    agency = make_agency()
    post = make_post(agency)
    begun = TODAY - 3 * A_DAY
    for name, starts_on, ends_on in (
        ("Long there", LONG_AGO, None),
        ("Had left", LONG_AGO, begun - 30 * A_DAY),
        ("New", begun, None),
        ("Still to come", TODAY + A_DAY, None),
    ):
        Appointment.objects.create(
            person=make_person(name=name), post=post, starts_on=starts_on, ends_on=ends_on
        )

    end_post(post=post, last_day=begun - A_DAY, by=None, at=NOW)

    rows = Appointment.objects.order_by("pk").values_list("person__name", "starts_on", "ends_on")
    assert list(rows) == [
        ("Long there", LONG_AGO, begun - A_DAY),
        ("Had left", LONG_AGO, begun - 30 * A_DAY),
        ("New", begun, begun),
    ]


@pytest.mark.parametrize(("last_day", "new_from"), [(-2, -1), (-1, 0), (0, 0), (1, 2)])
def test_new_posts_begin_the_day_after_or_at_once(last_day: int, new_from: int) -> None:
    ending = Ending(last_day=TODAY + last_day * A_DAY)

    assert ending.new_from(TODAY) == TODAY + new_from * A_DAY


def test_a_post_finds_its_counterpart_or_gets_one() -> None:
    old, new = make_agency("Old force"), make_agency("New force")
    chief, fraud = make_post(old, "Chief"), make_post(old, "Fraud")
    there = make_post(new, "CHIEF")

    found = counterparts([chief, fraud], to=new, starts_on=TODAY)

    assert found == {chief.pk: there, fraud.pk: Post.objects.get(agency=new, title="Fraud")}
    assert counterparts([chief, fraud], to=new, starts_on=TODAY) == found
    assert counterparts([], to=new, starts_on=TODAY) == {}


def test_what_ends_an_agency_and_who_may_succeed_it() -> None:
    agency, ended = make_agency("Old force", starts_on=TODAY), make_agency("Gone", ends_on=LONG_AGO)

    for ending, problem in (
        (
            Ending(last_day=LONG_AGO),
            ("last_day", "Old force began on 8 January 2024. Enter that day or a later one."),
        ),
        (
            Ending(last_day=TODAY, successor=agency),
            ("successor", "An agency cannot succeed itself. Choose another."),
        ),
        (
            Ending(last_day=TODAY, successor=ended),
            ("successor", "Gone ended on 1 January 2020. Choose one that goes on."),
        ),
        (
            Ending(last_day=TODAY, people_move=True),
            ("successor", "Choose the agency that its people move to."),
        ),
    ):
        with pytest.raises(Refused) as refused:
            end_agency(agency=agency, ending=ending, by=None, at=NOW)
        assert refused.value.problems == (problem,)
    with pytest.raises(Refused, match=r"^Gone ended on 1 January 2020 already\.$"):
        end_agency(agency=ended, ending=Ending(last_day=TODAY), by=None, at=NOW)
    assert Event.objects.count() == 0
