"""Verbs of posts: add one to an agency, rename it, end it. Appointing to them is in ``appointments.py``."""

import datetime as dt

from django.db import transaction

from governance.days import in_words
from governance.endings import end_rows
from governance.history import record
from governance.models import Agency, Appointment, Person, Post
from governance.problems import Problem, Refused

LONGEST_TITLE = 200


def find_title_problems(title: str, agency: Agency, *, post: Post | None = None) -> list[Problem]:
    """What is wrong with a post's title; none is the agency as a whole, which stands once."""
    title = title.strip()
    others = Post.objects.filter(agency=agency).exclude(pk=post.pk if post else 0)
    if len(title) > LONGEST_TITLE:
        return [("title", f"Shorten the title to {LONGEST_TITLE} characters or fewer.")]
    if others.filter(title__iexact=title).exists():
        if not title:
            return [("title", f"Enter the title of the post. {agency} as a whole is there already.")]
        return [("title", f"{agency} has a post of this title already. Choose another title.")]
    return []


@transaction.atomic
def add_post(
    *, agency: Agency, title: str, starts_on: dt.date | None = None, by: Person | None, at: dt.datetime
) -> Post:
    """Add a post or team that can lead actions. Raises Refused (``title``)."""
    held = Agency.objects.select_for_update().get(pk=agency.pk)
    problems = find_title_problems(title, held)
    if held.ends_on:
        problems.append(("", f"{held} ended on {in_words(held.ends_on)}, so it gets no more posts."))
    if problems:
        raise Refused(*problems)
    post = Post.objects.create(agency=held, title=title.strip(), starts_on=starts_on)
    record(by=by, at=at, subject=held, verb="added post", sentence=str(post))
    return post


@transaction.atomic
def rename_post(*, post: Post, title: str, by: Person | None, at: dt.datetime) -> Post:
    """Rename a post; actions, holders and history stay with it. Raises Refused (``title``)."""
    agency = Agency.objects.select_for_update().get(pk=post.agency_id)
    held = Post.objects.select_related("agency").get(pk=post.pk)
    problems = find_title_problems(title, agency, post=held)
    if problems:
        raise Refused(*problems)
    old = held.title
    if old != title.strip():
        held.title = title.strip()
        held.save(update_fields=["title"])
        changes = {"title": (old or "the agency as a whole", held.title or "the agency as a whole")}
        record(by=by, at=at, subject=agency, verb="renamed post", changes=changes)
    return held


@transaction.atomic
def end_post(*, post: Post, last_day: dt.date, by: Person | None, at: dt.datetime) -> Post:
    """End a post, and the appointments to it. What it leads stays with it until it is handed over.

    Raises Refused (``last_day``) when it ended already or the day is before it began.
    """
    held = Post.objects.select_for_update().select_related("agency").get(pk=post.pk)
    if held.ends_on and held.ends_on < at.date():
        raise Refused(("", f"This post ended on {in_words(held.ends_on)} already."))
    if held.starts_on and last_day < held.starts_on:
        began = in_words(held.starts_on)
        raise Refused(("last_day", f"The post began on {began}. Enter that day or a later one."))
    held.ends_on = last_day
    held.save(update_fields=["ends_on"])
    end_rows(Appointment.objects.filter(post=held), last_day=last_day, today=at.date())
    sentence = f"{held}, last day {in_words(last_day)}"
    record(by=by, at=at, subject=held.agency, verb="ended post", sentence=sentence)
    return held
