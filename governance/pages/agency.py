"""What the pages of agencies and posts show: who holds what, and which posts are vacant."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from governance.access import Access, Target
from governance.holders import Holders, holders_of
from governance.models import Agency, Appointment, Person, Post, RoleAssignment
from governance.roles import Permission


@dataclass(frozen=True)
class AgencyRow:
    """An agency in the list, with how many posts stand and how many of them nobody holds."""

    agency: Agency
    posts: int
    vacant: int
    people: int


@dataclass(frozen=True)
class PostRow:
    """A post of an agency's page. ``state`` is held, deputy (acts for nobody), vacant or ended."""

    post: Post
    state: str
    holders: Sequence[Person]
    deputies: Sequence[Person]


@dataclass(frozen=True)
class AgencyPage:
    """All that the page of an agency asks for."""

    agency: Agency
    aliases: Sequence[str]
    predecessors: Sequence[Agency]
    posts: Sequence[PostRow]
    roles: Sequence[RoleAssignment]
    has_ended: bool
    may_manage: bool
    may_appoint: bool

    @property
    def vacant(self) -> int:
        return sum(row.state == "vacant" for row in self.posts)


@dataclass(frozen=True)
class PostPage:
    """All that the page of a post asks for: everyone who was ever appointed, the newest first."""

    row: PostRow
    appointments: Sequence[Appointment]
    has_ended: bool
    may_manage: bool
    may_appoint: bool
    may_hand_over_actions: bool


def agency_rows(agencies: Sequence[Agency], *, at: dt.date) -> list[AgencyRow]:
    """The agencies with their counts on the date. Four queries."""
    posts: dict[int, list[int]] = {agency.pk: [] for agency in agencies}
    standing = Post.objects.in_force(at).filter(agency__in=posts)
    for agency, post in standing.values_list("agency", "pk"):
        posts[agency].append(post)
    holders = holders_of((post for held in posts.values() for post in held), at=at)
    people: dict[int, set[int]] = {agency.pk: set() for agency in agencies}
    roles = RoleAssignment.objects.in_force(at).filter(agency__in=people, person__is_active=True)
    held = Appointment.objects.in_force(at).filter(post__agency__in=people, person__is_active=True)
    for agency, person in [
        *roles.values_list("agency", "person"),
        *held.values_list("post__agency", "person"),
    ]:
        people[agency].add(person)
    return [
        AgencyRow(
            agency=agency,
            posts=len(posts[agency.pk]),
            vacant=sum(holders[post] == Holders() for post in posts[agency.pk]),
            people=len(people[agency.pk]),
        )
        for agency in agencies
    ]


def read_agency(agency: Agency, *, access: Access, at: dt.date) -> AgencyPage:
    """The page of an agency as the reader may see it. Five queries."""
    roles = RoleAssignment.objects.in_force(at).filter(agency=agency).select_related("person", "agency")
    posts = list(agency.posts.select_related("agency").order_by("title"))
    return AgencyPage(
        agency=agency,
        aliases=[alias.name for alias in agency.aliases.all()],
        predecessors=list(agency.predecessors.all()),
        posts=_post_rows(posts, at),
        roles=list(roles.order_by("person__name", "role")),
        has_ended=_has_ended(agency, at),
        may_manage=access.can(Permission.MANAGE_PEOPLE),
        may_appoint=_may_appoint(access, agency.pk),
    )


def read_post(post: Post, *, access: Access, at: dt.date) -> PostPage:
    """The page of a post as the reader may see it. Two queries."""
    appointments = post.appointments.select_related("person").order_by("-starts_on", "-pk")
    return PostPage(
        row=_post_rows([post], at)[0],
        appointments=list(appointments),
        has_ended=_has_ended(post, at),
        may_manage=access.can(Permission.MANAGE_PEOPLE),
        may_appoint=_may_appoint(access, post.agency_id),
        may_hand_over_actions=access.can(Permission.EDIT_PLAN),
    )


def _post_rows(posts: Sequence[Post], at: dt.date) -> list[PostRow]:
    """Posts that stand first, with those who hold them and may sign in. One query."""
    held: dict[int, list[Appointment]] = {post.pk: [] for post in posts}
    rows = Appointment.objects.in_force(at).filter(post__in=held, person__is_active=True)
    for row in rows.select_related("person").order_by("person__name"):
        held[row.post_id].append(row)
    found = []
    for post in posts:
        holders = [row.person for row in held[post.pk] if not row.deputy]
        deputies = [row.person for row in held[post.pk] if row.deputy]
        state = "held" if holders else "deputy" if deputies else "vacant"
        found.append(PostRow(post, "ended" if _has_ended(post, at) else state, holders, deputies))
    return sorted(found, key=lambda row: row.state == "ended")


def _has_ended(thing: Agency | Post, at: dt.date) -> bool:
    return thing.ends_on is not None and thing.ends_on < at


def _may_appoint(access: Access, agency: int) -> bool:
    return access.can(Permission.APPOINT, Target(agencies=frozenset({agency})))
