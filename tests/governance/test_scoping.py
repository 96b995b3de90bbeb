"""What a query gives and what ``can`` answers agree, for every role, permission and table."""

from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.models import Action, DateChange, Objective, Plan, ProgressUpdate, UpdateRequest
from governance.access import Access, Grant, Target
from governance.models import Agency, Decision, Group, Post, ReportingPeriod
from governance.roles import Permission, Role
from governance.scoping import PermittedQuerySet
from tests.factories import (
    make_action,
    make_agency,
    make_date_change,
    make_decision,
    make_group,
    make_objective,
    make_period,
    make_plan,
    make_post,
    make_request,
    make_update,
)

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class World:
    """Every scoped table as (queryset, target of each row by primary key); and the keys to make grants of."""

    tables: tuple[tuple[PermittedQuerySet, dict[int, Target]], ...]  # type: ignore[type-arg]  # rows of any model
    agencies: tuple[int, ...]
    groups: tuple[int, ...]
    posts: dict[int, int]


@pytest.fixture
def world() -> World:
    """Two boards with a plan each; three agencies; actions led, jointly led, supported, and led by nobody."""
    police, council, charity = (make_agency(name) for name in ("Police", "Council", "Charity"))
    posts = [make_post(police, "Chief"), make_post(police, "Deputy"), make_post(council), make_post(charity)]
    for name in ("VAWG Board", "Safer Board"):
        _fill(make_group(name), posts)
    return World(
        tables=tuple(_tables()),
        agencies=tuple(Agency.objects.values_list("pk", flat=True)),
        groups=tuple(Group.objects.values_list("pk", flat=True)),
        posts=dict(Post.objects.values_list("pk", "agency")),
    )


def _fill(board: Group, posts: list[Post]) -> None:
    objective = make_objective("1", plan=make_plan(f"plan-of-{board.slug}", board=board))
    period = make_period(board=board)
    make_decision(group=board)
    ways: list[tuple[list[Post], list[Post]]] = [
        (posts[:1], posts[2:3]),
        (posts[1:3], []),
        (posts[3:], posts[:1]),
        ([], []),
    ]
    for leads, supporting in ways:
        action = make_action(leads=leads, supporting=supporting, objective=objective)
        make_update(make_request(action, period), state="draft")
        make_date_change(action)


def _tables() -> list[tuple[PermittedQuerySet, dict[int, Target]]]:  # type: ignore[type-arg]  # rows of any model
    of_action = {action.pk: action.target() for action in Action.objects.with_leads()}
    return [
        (Action.objects.all(), of_action),
        *(
            (model.objects.all(), {row.pk: of_action[row.action_id] for row in model.objects.all()})
            for model in (UpdateRequest, ProgressUpdate, DateChange)
        ),
        (Objective.objects.all(), {row.pk: _of_board(row.plan.board_id) for row in Objective.objects.all()}),
        (Plan.objects.all(), {row.pk: _of_board(row.board_id) for row in Plan.objects.all()}),
        (
            ReportingPeriod.objects.all(),
            {row.pk: _of_board(row.board_id) for row in ReportingPeriod.objects.all()},
        ),
        (Decision.objects.all(), {row.pk: _of_board(row.group_id) for row in Decision.objects.all()}),
    ]


def _of_board(board: int) -> Target:
    return Target(boards=frozenset({board}))


def _assert_agreement(world: World, access: Access, permission: Permission) -> None:
    for rows, targets in world.tables:
        found = list(rows.permitted(access, permission).values_list("pk", flat=True))
        allowed = [pk for pk, target in targets.items() if access.can(permission, target)]
        assert sorted(found) == sorted(allowed), (rows.model.__name__, access, permission)


def test_every_role_for_every_agency_group_or_everywhere(world: World) -> None:
    scopes = [
        *((agency, None) for agency in world.agencies),
        *((None, group) for group in world.groups),
        (None, None),
    ]
    for role, (agency, group), permission in product(Role, scopes, Permission):
        access = Access(person=1, grants=(Grant(role, agency, group),), posts=world.posts)
        _assert_agreement(world, access, permission)


@settings(
    max_examples=60,
    deadline=None,
    # The rows are only read, so that examples may share them.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_mixture_of_roles_and_posts(world: World, data: st.DataObject) -> None:
    scope = st.one_of(
        st.tuples(st.sampled_from(world.agencies), st.none()),
        st.tuples(st.none(), st.sampled_from(world.groups)),
        st.just((None, None)),
    )
    grant = st.builds(lambda role, where: Grant(role, *where), st.sampled_from(Role), scope)
    access = Access(
        person=1,
        grants=tuple(data.draw(st.lists(grant, max_size=4))),
        posts={post: world.posts[post] for post in data.draw(st.sets(st.sampled_from(sorted(world.posts))))},
        trusting_agencies=frozenset(data.draw(st.sets(st.sampled_from(world.agencies)))),
    )
    _assert_agreement(world, access, data.draw(st.sampled_from(Permission)))


def test_a_row_led_twice_over_is_given_once(world: World) -> None:
    """A person who holds two posts of one action, and its agency, finds it once."""
    access = Access(
        person=1,
        grants=(Grant(Role.LEAD_OFFICER), *(Grant(Role.AGENCY_SPONSOR, agency=a) for a in world.agencies)),
        posts=world.posts,
    )
    found = list(Action.objects.permitted(access, Permission.WRITE_UPDATE).values_list("pk", flat=True))

    assert sorted(found) == sorted(Action.objects.exclude(leads=None).distinct().values_list("pk", flat=True))
