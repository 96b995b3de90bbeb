"""Verbs of the seats of a group: give one to a post, an agency or another body, and end it."""

import datetime as dt

from django.db import transaction

from governance.history import record
from governance.models import Group, GroupMember, Person, Post
from governance.problems import Problem, Refused

LONGEST_NAME = 200


@transaction.atomic
def add_seat(
    *, group: Group, post: Post | None, name: str, chair: bool, by: Person, at: dt.datetime
) -> GroupMember:
    """Seat a post (one without a title is its whole agency), or a body by its name.

    Raises Refused (``post``, ``name``, ``chair``).
    """
    held = Group.objects.select_for_update().get(pk=group.pk)
    named = " ".join(name.split()) or (_name_of(post) if post else "")
    seats = list(held.members.all())
    problems = _problems(seats, named, chair=chair)
    if problems:
        raise Refused(*problems)
    seat = GroupMember.objects.create(
        group=held,
        name=named,
        agency=post.agency if post else None,
        post=post if post and post.title else None,
        chair=chair,
        order=max((one.order for one in seats), default=0) + 1,
        starts_on=at.date(),
    )
    record(by=by, at=at, subject=held, verb="gave a seat", sentence=f"{seat}{', chair' if chair else ''}")
    return seat


@transaction.atomic
def end_seat(*, seat: GroupMember, by: Person, at: dt.datetime) -> None:
    """End it today; the group's page goes on to say that it was. Raises Refused when it has ended."""
    held = GroupMember.objects.select_for_update(of=("self",)).select_related("group").get(pk=seat.pk)
    if held.ends_on is not None:
        raise Refused(("", f"{held} left this group already."))
    held.ends_on = at.date()
    held.save(update_fields=["ends_on"])
    record(by=by, at=at, subject=held.group, verb="ended a seat", sentence=str(held))


def _name_of(post: Post) -> str:
    return str(post) if post.title else post.agency.name


def _problems(seats: list[GroupMember], name: str, *, chair: bool) -> list[Problem]:
    if not name:
        return [("post", "Choose a post or an agency, or enter the name of another body.")]
    if len(name) > LONGEST_NAME:
        return [("name", f"Shorten the name to {LONGEST_NAME} characters or fewer.")]
    if any(one.name.casefold() == name.casefold() for one in seats):
        return [("name", f"{name} has a seat on this group already, or had one. Choose another name.")]
    sitting = next((one for one in seats if one.chair and one.ends_on is None), None)
    if chair and sitting is not None:
        return [("chair", f"{sitting} is the chair. End that seat first.")]
    return []
