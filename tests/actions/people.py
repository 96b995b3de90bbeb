"""One person of each role about one post, as a table of who may what needs them."""

from governance.models import Person, Post
from governance.roles import HOLDINGS, Holding, Role
from tests.factories import make_group, make_person


def person_with(role: Role, post: Post) -> Person:
    """Holds the role for the VAWG Board, the post's agency or everywhere; a lead officer holds the post."""
    held_for = HOLDINGS[role]
    return make_person(
        role,
        group=make_group() if Holding.GROUP in held_for else None,
        agency=post.agency if Holding.AGENCY in held_for else None,
        posts=[post] if role is Role.LEAD_OFFICER else [],
        name=role.label,
    )
