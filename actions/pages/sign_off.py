"""What is shown of a plan's route and versions: who agreed when, who is next, what is in force."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from actions.models import Approval, Plan, PlanState, PlanVersion, Verdict
from actions.plan_dates import show
from actions.routes import Route, Routes, Step, read_routes, versions_of
from actions.versions import version_in_force
from governance.access import Access
from governance.models import Group


@dataclass(frozen=True)
class StepShown:
    """One body on the route. ``state`` is given, refused, next, later or dropped."""

    approval: Approval
    verdicts: Sequence[Verdict]
    state: str
    due: str
    is_late: bool

    @property
    def may_answer(self) -> bool:
        """It is this body's turn: also when it has refused."""
        return self.state in ("next", "refused")

    @property
    def tag(self) -> tuple[str, str]:
        """Words and colour of its label. Red is for errors alone."""
        if self.state == "given":
            return self.verdicts[-1].get_outcome_display(), "green"
        late = ("Overdue", "orange") if self.is_late else ("Next", "blue")
        return {
            "refused": ("Refused", "orange"),
            "next": late,
            "later": ("Not yet", "grey"),
            "dropped": ("Not asked again", "grey"),
        }[self.state]


@dataclass(frozen=True)
class VersionShown:
    """A version. ``state``: in_force, waiting, replaced or not_agreed; ``since``: its first day in force."""

    version: PlanVersion
    state: str
    since: dt.date | None
    steps: Sequence[StepShown]

    @property
    def tag(self) -> tuple[str, str]:
        return {
            "in_force": ("In force", "green"),
            "waiting": ("Waiting", "blue"),
            "replaced": ("Replaced", "grey"),
            "not_agreed": ("Not agreed", "grey"),
        }[self.state]

    @property
    def waits_for(self) -> StepShown | None:
        """The step whose turn it is."""
        return next((step for step in self.steps if step.may_answer), None)


@dataclass(frozen=True)
class SignOff:
    """``versions`` are newest first. ``draft`` is the route of a plan that no version is kept of."""

    plan: Plan
    versions: Sequence[VersionShown]
    draft: Sequence[StepShown]

    @property
    def newest(self) -> VersionShown | None:
        return self.versions[0] if self.versions else None

    @property
    def in_force(self) -> VersionShown | None:
        return next((one for one in self.versions if one.state == "in_force"), None)

    @property
    def waiting(self) -> VersionShown | None:
        """The newest version, while a body has still to agree it."""
        return self.newest if self.newest and self.newest.state == "waiting" else None

    @property
    def next(self) -> StepShown | None:
        """Whose turn it is, on the route of the version that waits or of the draft."""
        steps = self.waiting.steps if self.waiting else self.draft
        return next((step for step in steps if step.may_answer), None)

    @property
    def is_draft(self) -> bool:
        return self.plan.state == PlanState.DRAFT

    def of(self, number: int) -> VersionShown | None:
        """The version of that number."""
        return next((one for one in self.versions if one.version.number == number), None)


@dataclass(frozen=True)
class Asked:
    """A plan that a body has to agree next. ``version`` is the name of what waits; empty of a draft."""

    plan: Plan
    version: str
    of_what: str
    due_words: str


def plans_before(group: Group, access: Access) -> QuerySet[Plan]:
    """The plans that the person may read, and which the group owns or has to agree next; for ``asked_of``."""
    step = Approval.objects.next().filter(group=group, plan=OuterRef("pk"))
    rows = Plan.objects.readable(access).annotate(
        asked_of_what=Subquery(step.values("of_what")[:1]),
        asked_due=Subquery(step.values("due_words")[:1]),
        asked_version=Subquery(step.values("version__name")[:1]),
    )
    return rows.filter(Q(board=group) | Q(asked_of_what__isnull=False))


def asked_of(plans: Iterable[Plan]) -> list[Asked]:
    """Those of ``plans_before`` that the group has to agree next. No query."""
    found = []
    for plan in plans:
        version, of_what, due = (
            getattr(plan, name, None) or "" for name in ("asked_version", "asked_of_what", "asked_due")
        )
        if of_what:
            found.append(Asked(plan, version, of_what, due))
    return found


def sign_off_of(plan: Plan, *, today: dt.date) -> SignOff:
    """Read the routes and versions. Three queries."""
    versions = versions_of(plan)
    routes = read_routes(plan, versions)
    in_force = version_in_force(versions, routes)
    shown = [_version(one, routes, in_force, newest=versions[-1], today=today) for one in versions]
    draft = [] if versions else _steps(routes[None], today=today)
    return SignOff(plan, shown[::-1], draft)


def _version(
    version: PlanVersion, routes: Routes, in_force: PlanVersion | None, *, newest: PlanVersion, today: dt.date
) -> VersionShown:
    route = routes[version.pk]
    agreed = route.next is None
    if version == in_force:
        state = "in_force"
    elif agreed:
        state = "replaced"
    else:
        state = "waiting" if version == newest else "not_agreed"
    last = route.last_verdict
    since = (last.decision.decided_on if last else version.dated_on) if agreed else None
    steps = _steps(route, today=today, over=state == "not_agreed")
    return VersionShown(version, state, since, steps)


def _steps(route: Route, *, today: dt.date, over: bool = False) -> list[StepShown]:
    """``over``: another version has taken its place, so nobody on it is asked any more."""
    return [_step(step, route, today=today, over=over) for step in route.steps]


def _step(step: Step, route: Route, *, today: dt.date, over: bool) -> StepShown:
    approval = step.approval
    is_open = step in route.open and not over
    if step.given:
        state = "given"
    elif not is_open:
        state = "dropped"
    elif step is route.next:
        state = "refused" if step.is_refused else "next"
    else:
        state = "later"
    late = is_open and approval.due_on is not None and approval.due_on < today
    due = show(approval.due) if is_open and approval.due_words else ""
    return StepShown(approval, step.verdicts, state, due, late)
