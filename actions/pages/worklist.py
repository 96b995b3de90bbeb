"""What the open rounds ask of a person, each under what there is to do about it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.db.models import Exists, OuterRef, Prefetch

from actions.models import Action, ActionLead, LeadRole, Plan, Question, UpdateRequest, UpdateState
from governance.access import Access
from governance.holders import Holders, holders_of
from governance.models import ReportingPeriod
from governance.roles import Permission

RETURNED, TO_WRITE, READY = "Returned to you", "To write", "Ready"
SUPPORTED, HANDED_IN = "For others to write: you support these", "Handed in"
# The order of the work: what came back stands first, what is done last.
SECTIONS = (RETURNED, TO_WRITE, READY, SUPPORTED, HANDED_IN)
_OF_STATE = {
    "returned": RETURNED,
    "": TO_WRITE,
    "draft": TO_WRITE,
    "ready": READY,
    "submitted": HANDED_IN,
    "accepted": HANDED_IN,
}


@dataclass(frozen=True)
class Task:
    """One update that is asked for. ``leads`` are the action's posts with those in them, as named."""

    request: UpdateRequest
    leads: tuple[tuple[ActionLead, Holders], ...]
    access: Access
    today: dt.date

    @property
    def action(self) -> Action:
        return self.request.action

    @property
    def state(self) -> str:
        """The state of the newest revision; empty when nothing was written."""
        return self.request.state

    @property
    def is_sample(self) -> bool:
        return self.request.latest is not None and self.request.latest.is_sample

    @property
    def return_reason(self) -> str:
        """Why it was returned, until it is handed in again."""
        return self.request.latest.return_reason if self.request.latest else ""

    @property
    def is_questioned(self) -> bool:
        """Whether a question of the Board waits for the update."""
        return bool(getattr(self.request, "is_questioned", False))

    @property
    def late(self) -> bool:
        """Past the day it was due, and not handed in."""
        return self.state not in ("submitted", "accepted") and self.today > self.request.period.due_on

    @property
    def to_submit(self) -> bool:
        target = self.action.target()
        return self.state == UpdateState.READY and self.access.can(Permission.SUBMIT_UPDATE, target)

    @property
    def own(self) -> bool:
        """Whether a post of the person's leads it or supports it."""
        return any(lead.post_id in self.access.posts for lead, _ in self.leads)

    @property
    def is_led(self) -> bool:
        """Whether the person's posts lead it or, for someone without a post in it, an agency of theirs."""
        if self.own:
            return any(lead.post_id in self.access.posts for lead, _ in self._leading)
        return any(lead.post.agency_id in self.access.agencies() for lead, _ in self._leading)

    @property
    def part(self) -> str:
        """The person's part in it, and who else leads: post and people."""
        others = [
            f"{lead.post} ({', '.join(holders.people) or 'vacant'})"
            for lead, holders in self._leading
            if lead.post_id not in self.access.posts
        ]
        by = "; ".join(others) or "nobody"
        if not self.own:
            return f"Led by {by}"
        if not self.is_led:
            return f"You support it. Led by {by}"
        return f"You lead it, with {by}" if others else "You lead it"

    @property
    def section(self) -> str:
        """The heading that it stands under."""
        found = _OF_STATE[self.state]
        return SUPPORTED if found is TO_WRITE and not self.is_led else found

    @property
    def _leading(self) -> list[tuple[ActionLead, Holders]]:
        return [(lead, holders) for lead, holders in self.leads if lead.role != LeadRole.SUPPORTING]


@dataclass(frozen=True)
class Round:
    """The tasks of one open period, in the plan's order."""

    period: ReportingPeriod
    tasks: tuple[Task, ...]

    @cached_property
    def led(self) -> list[Task]:
        """What the person's posts or agency lead: the tally counts these, or all when there is none."""
        return [task for task in self.tasks if task.is_led] or list(self.tasks)

    @property
    def tally(self) -> str:
        """How many of those are handed in and ready, such as "3 of 12 handed in, 1 more ready".

        Where others lead some, it says that these are not counted: the sections below count them.
        """
        done, ready = (sum(task.section == section for task in self.led) for section in (HANDED_IN, READY))
        aside = ", without those you support" if len(self.led) < len(self.tasks) else ""
        if not done:
            return f"{ready} of {len(self.led)} ready{aside}"
        return f"{done} of {len(self.led)} handed in" + (f", {ready} more ready" if ready else "") + aside

    @property
    def plans(self) -> list[Plan]:
        """The plans that the tasks are of."""
        return list({task.action.plan_id: task.action.plan for task in self.tasks}.values())

    @property
    def to_submit(self) -> list[Task]:
        return [task for task in self.tasks if task.to_submit]

    @property
    def submits_first(self) -> bool:
        """Whether submitting is the person's next step: somebody else writes."""
        return bool(self.to_submit) and not (self.next_task and self.next_task.own)

    @property
    def submit_words(self) -> str:
        """What the button says that submits them; empty when there is none."""
        count = len(self.to_submit)
        return f"Submit the {count} that are ready" if count > 1 else "Submit the one that is ready" * count

    @cached_property
    def sections(self) -> list[tuple[str, list[Task]]]:
        """Heading and tasks; a section without tasks is left out."""
        parts = ((heading, [task for task in self.tasks if task.section == heading]) for heading in SECTIONS)
        return [(heading, tasks) for heading, tasks in parts if tasks]

    @property
    def next_task(self) -> Task | None:
        """What to do next: the first that came back, else the first to write; one's own posts' first."""
        found = dict(self.sections)
        waiting = [*found.get(RETURNED, []), *found.get(TO_WRITE, [])]
        return next((task for task in waiting if task.own), waiting[0] if waiting else None)


def worklist(access: Access, *, today: dt.date) -> list[Round]:
    """The rounds open now that ask the person for something. Three queries for any number of tasks."""
    requests = _requests(access)
    posts = {lead.post_id for request in requests for lead in request.action.leads.all()}
    holders = holders_of(posts, at=today) if posts else {}
    tasks = [_task(request, access, holders, today) for request in requests]
    return [
        Round(period, tuple(group)) for period, group in groupby(tasks, key=lambda task: task.request.period)
    ]


def _requests(access: Access) -> Sequence[UpdateRequest]:
    rows = UpdateRequest.objects.permitted(access, Permission.WRITE_UPDATE)
    leads = Prefetch("action__leads", ActionLead.objects.select_related("post__agency"))
    return list(
        rows.filter(period__state="open")
        .annotate(is_questioned=Exists(Question.objects.waiting().filter(action=OuterRef("action"))))
        .select_related("period__board", "latest", "action__plan")
        .prefetch_related(leads)
        .order_by("period__due_on", "period", "action__plan", "action__order")
    )


def _task(request: UpdateRequest, access: Access, holders: dict[int, Holders], today: dt.date) -> Task:
    leads = tuple((lead, holders[lead.post_id]) for lead in request.action.leads.all())
    return Task(request=request, leads=leads, access=access, today=today)
