"""What an agency has not handed in is read by nobody who may not, from no address of the tracker.

``markers`` puts words that stand nowhere else into the police's updates. Whoever may read them is shown
every one, which proves that there is something to leak.
"""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from governance.models import Agency
from governance.roles import Role
from reports.snapshots import close_period
from tests.factories import NOW, make_group, make_person, make_role
from tests.house.markers import ACTIONS, find_tokens, tokens, write_markers
from tests.house.places import address_of
from tests.house.table import READS
from tests.house.world import ANONYMOUS, World, session_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

ALL = frozenset(ACTIONS)
ACCEPTED = frozenset({"accepted"})
HANDED_IN = ACCEPTED | {"submitted"}
NOTHING: frozenset[str] = frozenset()
# Which kinds of words each may read while the round is open. The rival holds every role that somebody of
# another agency could: for that agency, for another board and everywhere.
OPEN = {
    ANONYMOUS: NOTHING,
    "none": NOTHING,
    "lead": ALL,
    "mate": ALL,
    "spon": ALL,
    "coord": ALL,
    "audit": ALL,
    "chair": HANDED_IN | {"note"},
    "memb": ACCEPTED,
    "lead2": ACCEPTED,
    "rival": ACCEPTED,
}
# Once it is closed, what was handed in stands in the pack, and its readers read it.
CLOSED = {column: OPEN[column] for column in ("lead", "rival")} | {"memb": HANDED_IN}
QUARTERS = ("2023-Q1", "2023-Q2", "2023-Q3")
MARKED = sorted(set(ACTIONS.values()))
# Followed from a page: what is marked. Pages of other actions are alike; those of the table are asked.
SKIPPED = re.compile(
    r"^/static/|^/sign-|/packs/.+/(pdf|xlsx|json)/$|/rows/|/2023-Q[12]/"
    rf"|/actions/(?!(?:{'|'.join(map(re.escape, MARKED))})/)"
)


@pytest.fixture(scope="module")
def marked(world: World, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world with the words in it, and the rival; both are taken away again, since others share it."""
    with django_db_blocker.unblock(), transaction.atomic():
        write_markers(world)
        council, other = Agency.objects.get(slug="wcc"), world.other_board
        rival = make_person(Role.LEAD_OFFICER, agency=council, posts=list(council.posts.all()), name="Rival")
        make_role(rival, Role.AGENCY_SPONSOR, agency=council)
        for role in (Role.COORDINATOR, Role.BOARD_CHAIR, Role.BOARD_MEMBER, Role.SUB_GROUP_LEAD):
            make_role(rival, role, group=other)
        make_role(rival, Role.SUB_GROUP_LEAD, group=make_group("VAWG Communication Subgroup"))
        make_role(rival, Role.ADMINISTRATOR)
        rival.password = world.people["lead"].password
        rival.save()
        world.people["rival"] = rival
        world.sessions["rival"] = session_of(rival)
        yield world
        transaction.set_rollback(True)
    del world.people["rival"], world.sessions["rival"]


def crawl(world: World, column: str, expected: set[str]) -> set[str]:
    """Every word that somebody is told, at every address of the access table and all that those lead to.

    Whoever may read everything is followed until all is found: there is no more to leak.
    """
    client = world.client(column)
    addresses = _every_address(world)
    told: set[str] = set()
    links: set[str] = set()
    everything = tokens(ALL)
    for address in addresses:
        links |= _read(client, address, told)
        if told == expected == everything:
            return told
    for address in sorted(links.difference(addresses)):
        _read(client, address, told)
    return told


def _every_address(world: World) -> list[str]:
    """Those of the access table; for an action each that is marked, for a quarter each that there is."""
    found = [address_of(world, row.name, place) for row in READS for place in _places(row.place)]
    return list(dict.fromkeys(found))


def _places(place: str) -> list[str]:
    places = [place]
    if re.search(r"(^|/)15\.1(/|$)|9\.3/", place):
        places += [re.sub(r"\d+\.\d", reference, place, count=1) for reference in MARKED]
    if "2023-Q" not in place:
        return places
    return [re.sub(r"2023-Q\d", quarter, one) for one in places for quarter in QUARTERS]


def _read(client: Client, address: str, told: set[str]) -> set[str]:
    """Note what the address tells; the addresses that it leads to, of the plan as it is shown at first.

    Files of packs are read once each: those of the open quarter are in the access table. So are the rows
    behind every figure together.
    """
    response = client.get(address)
    kind = response.headers.get("Content-Type", "")
    told |= find_tokens(kind, response.content)
    if response.status_code != 200 or "html" not in kind:
        return set()
    links = re.findall(r'href="(/[^"#?]*)"', response.content.decode())
    return {unescape(link) for link in links if not SKIPPED.search(link)}


@pytest.mark.parametrize("column", OPEN)
def test_nobody_reads_what_is_not_theirs_to_read(marked: World, column: str) -> None:
    expected = tokens(OPEN[column])
    assert crawl(marked, column, expected) == expected


@pytest.mark.parametrize("column", CLOSED)
def test_closing_the_quarter_tells_what_was_handed_in_and_no_more(marked: World, column: str) -> None:
    close_period(period=marked.period("2023-Q3"), by=marked.people["coord"], at=NOW)

    expected = tokens(CLOSED[column])
    assert crawl(marked, column, expected) == expected


def test_the_printed_pack_tells_no_more(marked: World) -> None:
    told: set[str] = set()
    _read(marked.client("chair"), address_of(marked, "reports:pack_file", "2023-Q3/pdf"), told)
    assert told == tokens(HANDED_IN)


@pytest.mark.parametrize("kind", sorted(ALL))
def test_no_search_finds_what_is_not_in_the_plan(marked: World, kind: str) -> None:
    [word, *_] = tokens(frozenset({kind}))
    for column in ("lead", "rival", "memb"):
        page = marked.client(column).get("/search/", {"q": word})
        assert page.context["found"] == []
        table = marked.client(column).get("/plans/vawg-2023-24/", {"q": word}).context["table"]
        assert table.rows == []
