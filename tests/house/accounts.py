"""Keys of people, agencies and posts by a short word, for the addresses of accounts and appointments."""

from collections.abc import Callable
from typing import Any

from governance.invitations import make_key
from governance.models import Person, Post
from tests.factories import NOW
from tests.house.world import World


def _person(world: World, word: str) -> int:
    return (world.others.get(word) or world.people[word]).pk


def _agency(world: World, word: str) -> int:
    return world.agency(word).pk


def _post(world: World, word: str) -> int:
    """The first post of the agency."""
    return Post.objects.filter(agency__slug=word).order_by("pk")[0].pk


def _appointment(world: World, word: str) -> int:
    """The person's own appointment; written ``its-lead``."""
    return world.appointment(word.removeprefix("its-")).pk


def _role(world: World, word: str) -> int:
    """The person's own role; written ``its-mate``."""
    return Person.objects.get(pk=_person(world, word.removeprefix("its-"))).roles.get().pk


def _first(person: Callable[[World, str], int], second: Callable[[World, str], int]) -> Any:
    return lambda world, word: (second if word.startswith("its-") else person)(world, word)


def _invitation(world: World, word: str) -> str:
    """The key of an invitation that was sent a moment ago."""
    return make_key(world.others[word], at=NOW)


# By the name of an address, without its namespace.
KEYS: dict[str, Callable[[World, str], Any]] = {
    **dict.fromkeys(
        ("person", "change_person", "invite_again", "disable_person", "enable_person", "give_role"), _person
    ),
    **dict.fromkeys(("appoint_person", "hand_over_posts"), _person),
    **dict.fromkeys(("agency", "change_agency", "add_post", "end_agency"), _agency),
    **dict.fromkeys(("post", "rename_post", "end_post", "appoint_to_post", "hand_over_actions"), _post),
    "end_role": _first(_person, _role),
    "end_appointment": _first(_person, _appointment),
    "hand_over_own": _appointment,
    "invitation": _invitation,
}
