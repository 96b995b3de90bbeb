"""An agency ends, and its open work goes on at its successor, in one step. History keeps the old name."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q

from actions.handover import open_work_of, replace_posts
from actions.models import Action, Measure, PlanState
from governance.days import in_words
from governance.endings import (
    Ending,
    Holdings,
    counterparts,
    end_agency,
    find_ending_problems,
    holdings_of,
)
from governance.history import draft, record_all
from governance.models import Agency, Person, Post
from governance.problems import Problem, Refused


@dataclass(frozen=True)
class Estate:
    """What an agency leaves: its open actions, the posts that are named in them, and what people hold."""

    actions: list[Action]
    posts: list[Post]
    holdings: Holdings


def estate_of(agency: Agency, *, at: dt.date) -> Estate:
    """What would pass on if the agency ended on the day. Six queries."""
    posts = list(Post.objects.filter(agency=agency).select_related("agency"))
    actions = list(open_work_of(post.pk for post in posts).with_leads().order_by("plan", "order"))
    named = {lead.post_id for action in actions for lead in action.leads.all()}
    return Estate(actions, [post for post in posts if post.pk in named], holdings_of(agency, at=at))


@transaction.atomic
def pass_on(*, agency: Agency, to: Agency, by: Person | None, at: dt.datetime) -> list[Action]:
    """Name the other agency's posts of the same titles wherever open work names this agency's.

    It supplies the readings of measures from now on, too. What is complete or closed, and every update,
    reading and pack, keeps the old name. Returns the actions changed.
    A constant number of queries.
    """
    posts = Post.objects.filter(agency=agency)
    work = open_work_of(posts.values_list("pk", flat=True))
    named = list(posts.filter(leads__action__in=work).distinct().order_by("pk"))
    new_posts = counterparts(named, to=to, starts_on=at.date())
    _pass_on_measures(agency, to, by, at)
    return replace_posts(work, new_posts, f"Passed on from {agency} to {to}", by, at)


def _pass_on_measures(agency: Agency, to: Agency, by: Person | None, at: dt.datetime) -> None:
    """The measures in force that the agency supplies, in plans that are not closed. One query for none."""
    closed = Q(action__plan__state=PlanState.CLOSED) | Q(objective__plan__state=PlanState.CLOSED)
    measures = list(Measure.objects.in_force().filter(agency=agency).exclude(closed))
    if not measures:
        return
    Measure.objects.filter(pk__in=[one.pk for one in measures]).update(agency=to, version=F("version") + 1)
    changes = {"supplied by": (str(agency), str(to))}
    record_all(draft(by=by, at=at, subject=one, verb="passed on", changes=changes) for one in measures)


def find_succession_problems(ending: Ending, agency: Agency, *, today: dt.date) -> list[Problem]:
    """Pairs of field and sentence: those of the ending, and that work does not pass on before its day."""
    problems = find_ending_problems(ending, agency)
    if ending.successor and ending.last_day > today:
        enter = f"enter {in_words(today)} or an earlier day"
        problems.append(("last_day", f"Its work passes on at once, so {enter}."))
    return problems


@transaction.atomic
def end_and_pass_on(*, agency: Agency, ending: Ending, by: Person | None, at: dt.datetime) -> list[Action]:
    """End an agency and, when it has a successor, pass its open work on at once; the actions that moved.

    Raises Refused with the fields of ``Ending``: work passes on today, so the last day is not in the future.
    """
    problems = find_succession_problems(ending, agency, today=at.date())
    if problems:
        raise Refused(*problems)
    end_agency(agency=agency, ending=ending, by=by, at=at)
    if ending.successor is None:
        return []
    return pass_on(agency=agency, to=ending.successor, by=by, at=at)
