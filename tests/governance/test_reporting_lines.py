"""Who reports to whom: the layout of the map, and the circles that are refused."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from governance.models import Event, Group, GroupMember, Person
from governance.reporting_lines import closes_a_circle, lay_out
from governance.roles import Role
from tests.factories import (
    TODAY,
    make_decision,
    make_group,
    make_objective,
    make_person,
    make_plan,
    make_post,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


@pytest.fixture
def coordinator(client: Client) -> Person:
    person = make_person(Role.COORDINATOR, group=make_group())
    client.force_login(person)
    return person


def _line(*names: str) -> list[Group]:
    """Each reports to the one before it."""
    groups: list[Group] = []
    for name in names:
        groups.append(make_group(name, reports_to=groups[-1] if groups else None))
    return groups


def test_each_group_stands_under_the_one_it_reports_to() -> None:
    top, board, _ = _line("Partnership", "Board", "Sub-group")
    make_group("Alone"), make_group("Another sub-group", reports_to=board)
    shown = lay_out(Group.objects.all())
    assert [(node.group.name, node.depth, node.row, node.parent) for node in shown.nodes] == [
        ("Partnership", 0, 0, None),
        ("Board", 1, 1, 0),
        ("Another sub-group", 2, 2, 1),
        ("Sub-group", 2, 3, 1),
        ("Alone", 0, 4, None),
    ]
    assert (shown.nodes[0].line, shown.nodes[3].line) == ("", "M82 110 V210 H106")
    assert (shown.width, shown.height) == (596, 300)
    assert [node.depth for node in lay_out(Group.objects.exclude(pk=top.pk)).nodes] == [0, 1, 1, 0]


def test_groups_that_report_in_a_ring_are_shown_once() -> None:
    one, two = _line("One", "Two")
    Group.objects.filter(pk=one.pk).update(reports_to=two)
    assert sorted(node.group.name for node in lay_out(Group.objects.all()).nodes) == ["One", "Two"]
    assert (lay_out([]).nodes, lay_out([]).height) == ((), 20)


def test_a_circle_is_found_however_long() -> None:
    groups = _line("One", "Two", "Three")
    one, _, three = groups
    assert closes_a_circle(one, above=three, groups=groups)
    assert not closes_a_circle(three, above=one, groups=groups)


def test_a_coordinator_changes_the_own_board_and_those_below(client: Client, coordinator: Person) -> None:
    board = make_group()
    below = make_group("Sub-group", reports_to=board)
    last = make_group("Task group", reports_to=below)
    above, other = make_group("Partnership"), make_group("Another board")
    board.reports_to = above
    board.save()

    for group, answer in ((board, 200), (below, 200), (last, 200), (above, 403), (other, 403)):
        address = f"/groups/{group.slug}/"
        assert client.get(f"{address}change/").status_code == answer, group
        assert client.get(f"{address}seats/add/").status_code == answer, group
        assert (f"{address}change/" in client.get(address).content.decode()) is (answer == 200), group


def test_a_line_is_changed_and_a_circle_refused(client: Client) -> None:
    client.force_login(make_person(Role.ADMINISTRATOR))
    top, board = _line("Partnership", "Safety Board")
    address = "/groups/partnership/change/"
    refused = client.post(address, {"reports_to": board.pk, "note": "Kept words"})
    assert refused.context["form"].errors == {
        "reports_to": [
            "Safety Board reports to Partnership, directly or through others, "
            "so Partnership cannot report to it. Choose another."
        ]
    }
    assert "Kept words" in refused.content.decode()
    own = client.post(address, {"reports_to": top.pk})
    assert own.context["form"].errors == {
        "reports_to": ["A group does not report to itself. Choose another."]
    }
    client.post("/groups/safety-board/change/", {"reports_to": "", "note": "Stands alone."})
    board.refresh_from_db()
    assert (board.reports_to, board.note) == (None, "Stands alone.")
    assert [(event.verb, event.changes) for event in Event.objects.about(board)] == [
        ("changed", {"reports to": ["Partnership", ""], "note": ["", "Stands alone."]})
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_show_the_lines_in_constant_queries(
    client: Client, coordinator: Person, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    board = make_group("Safety Board", reports_to=make_group("Partnership"))
    plan = make_plan(board=board)
    for number in range(count):
        make_group(f"Sub-group {number}", reports_to=board, ends_on=TODAY.replace(year=2020))
        GroupMember.objects.create(group=board, name=f"Seat {number}", order=number)
        make_objective(f"S{number}", plan=plan, owner_group=board)
        make_decision(f"Agreed {number}.", group=board)
    client.get("/healthz")
    with django_assert_num_queries(6):  # the shell's four, the plan of the menu, groups
        page = client.get("/groups/").content.decode()
    assert "Sub-group 0" not in page
    assert "Sub-group 0" in client.get("/groups/?ended=yes").content.decode()
    # The shell's five; the group, those below, and eight lists.
    with django_assert_num_queries(15):
        shown = client.get("/groups/safety-board/").content.decode()
    for words in (
        "Partnership",
        "Sub-group 0",
        "Seat 0",
        "S0. Objective S0",
        "Agreed 0.",
        "Delivery plan 2023-24",
    ):
        assert words in shown


def test_seats_are_given_to_posts_and_bodies_and_end(client: Client, coordinator: Person) -> None:
    chief, whole = make_post(title="Chief"), make_post(title="")
    add = "/groups/vawg-board/seats/add/"
    client.post(add, {"post": chief.pk, "chair": "on"})
    client.post(add, {"post": whole.pk})
    client.post(add, {"name": " Voluntary  sector "})
    seats = list(make_group().members.order_by("order"))
    assert [(s.name, s.post, s.agency, s.chair, s.starts_on) for s in seats] == [
        ("Warwickshire Police, Chief", chief, chief.agency, True, TODAY),
        ("Warwickshire Police", None, chief.agency, False, TODAY),
        ("Voluntary sector", None, None, False, TODAY),
    ]
    taken = "voluntary sector has a seat on this group already, or had one. Choose another name."
    wrong: list[tuple[dict[str, str], dict[str, list[str]]]] = [
        ({}, {"post": ["Choose a post or an agency, or enter the name of another body."]}),
        ({"name": "voluntary sector"}, {"name": [taken]}),
        (
            {"name": "Courts", "chair": "on"},
            {"chair": ["Warwickshire Police, Chief is the chair. End that seat first."]},
        ),
        ({"name": "a" * 201}, {"name": ["Shorten the name to 200 characters or fewer."]}),
    ]
    for typed, errors in wrong:
        assert client.post(add, typed).context["form"].errors == errors
    end = f"/groups/vawg-board/seats/{seats[0].pk}/end/"
    assert "left VAWG Board today" in client.post(end, follow=True).content.decode()
    assert "left this group already" in client.post(end, follow=True).content.decode()
    assert client.post(add, {"name": "Courts", "chair": "on"}).status_code == 302
    told = [event.verb for event in Event.objects.about(make_group())]
    assert told == ["gave a seat", "ended a seat", *["gave a seat"] * 3]
