"""Verbs of appointments: put somebody in a post or make them its deputy, end that, hand posts over."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from governance.days import in_words
from governance.history import record
from governance.models import Appointment, Person, Post
from governance.problems import Problem, Refused

LONGEST_COVER = dt.timedelta(days=5 * 366)
_A_DAY = dt.timedelta(days=1)


@transaction.atomic
def appoint(
    *,
    person: Person,
    post: Post,
    deputy: bool = False,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    by: Person | None,
    at: dt.datetime,
) -> Appointment:
    """Appoint someone to a post, or as its deputy, from today unless told.

    Raises Refused (``person``, ``post``, ``ends_on``) when they are appointed to it already, may not sign
    in, or the post does not stand then.
    """
    held = Post.objects.select_for_update().select_related("agency").get(pk=post.pk)
    person = Person.objects.get(pk=person.pk)
    starts_on = starts_on or at.date()
    problems = _find_problems(person, held, starts_on, ends_on)
    if problems:
        raise Refused(*problems)
    made = Appointment.objects.create(
        person=person, post=held, deputy=deputy, starts_on=starts_on, ends_on=ends_on
    )
    words = f"Appointed {'deputy for' if deputy else 'to'} {held}"
    if starts_on != at.date():
        words += f", from {in_words(starts_on)}"
    record(by=by, at=at, subject=person, verb="appointed", sentence=words + _until(ends_on))
    return made


@transaction.atomic
def end_appointment(*, held: Appointment, last_day: dt.date, by: Person | None, at: dt.datetime) -> None:
    """End an appointment with its last day; one that had not begun by then is taken back.

    Raises Refused when it ended already, or began after that day (``last_day``).
    """
    row = Appointment.objects.select_for_update().get(pk=held.pk)
    if row.ends_on and row.ends_on < at.date():
        raise Refused(("", f"This appointment ended on {in_words(row.ends_on)} already."))
    if last_day < row.starts_on < at.date():
        began = in_words(row.starts_on)
        raise Refused(("last_day", f"The appointment began on {began}. Enter that day or a later one."))
    words = f"{'Deputy for ' if row.deputy else ''}{row.post}, last day {in_words(last_day)}"
    _close(row, last_day)
    record(by=by, at=at, subject=row.person, verb="ended appointment", sentence=words)


@transaction.atomic
def hand_over(
    *,
    appointments: Sequence[Appointment],
    to: Person,
    starts_on: dt.date,
    until: dt.date | None = None,
    by: Person | None,
    at: dt.datetime,
) -> list[Appointment]:
    """Put another person in these posts of one person from a day on; with ``until``, back again after it.

    A deputy who takes over stops being the deputy for as long. Returns the new appointments. Raises Refused
    (``posts``, ``to``, ``starts_on``, ``until``). Six queries a post.
    """
    keys = [held.pk for held in appointments]
    posts = Appointment.objects.filter(pk__in=keys).values("post")
    list(Post.objects.select_for_update().filter(pk__in=posts).order_by("pk"))
    to = Person.objects.get(pk=to.pk)
    rows = list(Appointment.objects.filter(pk__in=keys).select_related("person", "post__agency"))
    problems = _find_hand_over_problems(rows, to, starts_on, until, today=at.date())
    if problems:
        raise Refused(*problems)
    made = [_hand_over_one(row, to, starts_on, until) for row in rows]
    when = f"from {in_words(starts_on)}{_until(until)}"
    for row in rows:
        post = f"{'Deputy for ' if row.deputy else ''}{row.post}"
        record(by=by, at=at, subject=row.person, verb="handed over", sentence=f"{post} to {to}, {when}")
        record(by=by, at=at, subject=to, verb="took over", sentence=f"{post} from {row.person}, {when}")
    return made


def _hand_over_one(row: Appointment, to: Person, starts_on: dt.date, until: dt.date | None) -> Appointment:
    ends_on = row.ends_on
    _set_aside(row, starts_on, until)
    for deputising in standing(to, row.post, starts_on, until):
        _set_aside(deputising, starts_on, until)
    return Appointment.objects.create(
        person=to, post=row.post, deputy=row.deputy, starts_on=starts_on, ends_on=until or ends_on
    )


def _set_aside(held: Appointment, starts_on: dt.date, until: dt.date | None) -> None:
    """End an appointment before the day; one that would go on after ``until`` begins again then."""
    ends_on = held.ends_on
    _close(held, starts_on - _A_DAY)
    if until is not None and (ends_on is None or ends_on > until):
        Appointment.objects.create(
            person=held.person,
            post=held.post,
            deputy=held.deputy,
            starts_on=until + _A_DAY,
            ends_on=ends_on,
        )


def standing(
    person: Person, post: Post, starts_on: dt.date, ends_on: dt.date | None
) -> QuerySet[Appointment, Appointment]:
    """The person's appointments to the post that share a day with the span; no end is for ever."""
    rows = Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on), person=person, post=post)
    return rows.filter(starts_on__lte=ends_on) if ends_on else rows


def deputies_of(posts: Iterable[int], *, at: dt.date, other_than: Person) -> dict[int, list[Person]]:
    """Those who deputise in each post (by primary key) on the date and may sign in, by name. One query."""
    found: dict[int, list[Person]] = {post: [] for post in posts}
    rows = Appointment.objects.in_force(at).filter(post__in=found, deputy=True, person__is_active=True)
    for row in rows.exclude(person=other_than).select_related("person").order_by("person__name"):
        found[row.post_id].append(row.person)
    return found


def _find_problems(person: Person, post: Post, starts_on: dt.date, ends_on: dt.date | None) -> list[Problem]:
    problems: list[Problem] = []
    if not person.is_active:
        problems.append(("person", f"{person} is disabled. Enable the account first."))
    if post.ends_on and post.ends_on < starts_on:
        problems.append(("post", f"{post} ended on {in_words(post.ends_on)}. Choose another post."))
    if ends_on and ends_on < starts_on:
        problems.append(("ends_on", "The last day must not be before the first."))
    if standing(person, post, starts_on, ends_on).exists():
        problems.append(("post", f"{person} already holds {post}. End that appointment first."))
    return problems


def _find_hand_over_problems(
    rows: Sequence[Appointment], to: Person, starts_on: dt.date, until: dt.date | None, *, today: dt.date
) -> list[Problem]:
    problems: list[Problem] = []
    if not rows:
        problems.append(("posts", "Choose at least one post to hand over."))
    if not to.is_active:
        problems.append(("to", f"{to} is disabled, so cannot act in a post."))
    if starts_on < today:
        problems.append(("starts_on", "The first day must be today or in the future."))
    if until and until < starts_on:
        problems.append(("until", "The last day must not be before the first."))
    if until and until - starts_on > LONGEST_COVER:
        problems.append(("until", "Cover lasts five years at most. Leave this empty to hand over for good."))
    return problems or [problem for row in rows for problem in _in_the_way(row, to, starts_on, until)]


def _in_the_way(row: Appointment, to: Person, starts_on: dt.date, until: dt.date | None) -> list[Problem]:
    if row.person_id == to.pk:
        return [("to", f"{to} holds {row.post} now. Choose somebody else.")]
    if row.starts_on > starts_on:
        begins = in_words(row.starts_on)
        return [
            ("starts_on", f"{row.person} takes up {row.post} on {begins}. Choose that day or a later one.")
        ]
    if row.ends_on and row.ends_on < starts_on:
        ended = in_words(row.ends_on)
        return [("posts", f"{row.person} leaves {row.post} on {ended}, before the first day.")]
    already = standing(to, row.post, starts_on, until)
    if (already if row.deputy else already.filter(deputy=False)).exists():
        return [("to", f"{to} already holds {row.post}. End that appointment first.")]
    return []


def _close(held: Appointment, last_day: dt.date) -> None:
    if held.starts_on > last_day:
        held.delete()
        return
    held.ends_on = last_day
    held.save(update_fields=["ends_on"])


def _until(day: dt.date | None) -> str:
    return f", until {in_words(day)}" if day else ""
