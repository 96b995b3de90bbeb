"""The one place that decides what a person may do.

``Access`` is a frozen value, made once a request from a person's roles and posts
(``people.access_of``). It answers in two ways that cannot disagree, since both read ``extent``:
``can`` for one thing, and ``scoping.py`` for a query.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from governance.roles import PERMISSIONS, Permission, Reach, Role


@dataclass(frozen=True)
class Grant:
    """A role as held: for an agency, for a group, or (both None) everywhere. Keys are primary keys."""

    role: Role
    agency: int | None = None
    group: int | None = None


@dataclass(frozen=True)
class Target:
    """Whose a thing is: the posts and agencies that lead or support it, and the board it answers to."""

    posts: frozenset[int] = frozenset()
    agencies: frozenset[int] = frozenset()
    boards: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Extent:
    """All that one permission covers for one person."""

    everywhere: bool = False
    posts: frozenset[int] = frozenset()
    agencies: frozenset[int] = frozenset()
    boards: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.posts or self.agencies or self.boards)

    def covers(self, target: Target) -> bool:
        """True when the target is anywhere within the extent."""
        return (
            self.everywhere
            or bool(self.posts & target.posts)
            or bool(self.agencies & target.agencies)
            or bool(self.boards & target.boards)
        )


@dataclass(frozen=True)
class Access:
    """What one person may do. ``posts`` maps each post held today to the key of its agency."""

    person: int | None = None
    grants: tuple[Grant, ...] = ()
    posts: dict[int, int] = field(default_factory=dict)
    # Agencies that let their lead officers submit without a sponsor.
    trusting_agencies: frozenset[int] = frozenset()

    def can(self, permission: Permission, target: Target | None = None) -> bool:
        """May the person do this, to the target (or, without one, to anything at all)?"""
        extent = self.extent(permission)
        return bool(extent) if target is None else extent.covers(target)

    def extent(self, permission: Permission) -> Extent:
        """Everything that the permission covers, over all the person's roles."""
        parts = [self._extent_of(grant, permission) for grant in self.grants]
        return Extent(
            everywhere=any(part.everywhere for part in parts),
            posts=_union(part.posts for part in parts),
            agencies=_union(part.agencies for part in parts),
            boards=_union(part.boards for part in parts),
        )

    def holds(self, *roles: Role) -> bool:
        """True when any of the roles is held. For choosing a landing page, never for permission."""
        return any(grant.role in roles for grant in self.grants)

    def groups(self, role: Role) -> frozenset[int]:
        """The groups that the role is held for."""
        return frozenset(g.group for g in self.grants if g.role is role and g.group is not None)

    def agencies(self) -> frozenset[int]:
        """The person's own agencies: those that a role is held for."""
        return frozenset(grant.agency for grant in self.grants if grant.agency is not None)

    def _extent_of(self, grant: Grant, permission: Permission) -> Extent:
        reach = PERMISSIONS[grant.role].get(permission)
        if permission is Permission.SUBMIT_UPDATE and grant.role is Role.LEAD_OFFICER:
            return self._trusted_posts(grant)
        if reach is None:
            return Extent()
        if reach is Reach.EVERYWHERE or (grant.agency is None and grant.group is None):
            return Extent(everywhere=reach is not Reach.OWN_POSTS, posts=self._posts(None, reach))
        if reach is Reach.OWN_AGENCY and grant.agency is not None:
            return Extent(agencies=frozenset({grant.agency}))
        if reach is Reach.OWN_GROUP and grant.group is not None:
            return Extent(boards=frozenset({grant.group}))
        return Extent(posts=self._posts(grant.agency, reach))

    def _posts(self, agency: int | None, reach: Reach) -> frozenset[int]:
        if reach is not Reach.OWN_POSTS:
            return frozenset()
        return frozenset(post for post, of in self.posts.items() if agency is None or of == agency)

    def _trusted_posts(self, grant: Grant) -> Extent:
        own = self._posts(grant.agency, Reach.OWN_POSTS)
        return Extent(posts=frozenset(post for post in own if self.posts[post] in self.trusting_agencies))


def _union(parts: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*parts)
