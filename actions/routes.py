"""The route of a plan or of a version: read it, and write its steps that nobody has answered yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from actions import plan_dates
from actions.models import Approval, Plan, PlanVersion, Verdict
from actions.models.plan_date_fields import columns
from actions.plan_content import find_date_problems
from actions.problems import Problem
from governance.free_text import personal_problems, too_long_problems
from governance.models import Group

LONGEST_OF_WHAT = 200


@dataclass(frozen=True, kw_only=True)
class RouteStep:
    """A body that is to be asked: what it is asked to approve, and when that is due, as typed."""

    group: Group
    of_what: str
    due_words: str = ""


@dataclass(frozen=True)
class Step:
    """A step with what its body answered, oldest first."""

    approval: Approval
    verdicts: tuple[Verdict, ...]

    @property
    def given(self) -> Verdict | None:
        return next((one for one in self.verdicts if one.is_given), None)

    @property
    def is_refused(self) -> bool:
        """The last answer was no."""
        return bool(self.verdicts) and self.given is None


@dataclass(frozen=True)
class Route:
    """The steps in their order. ``version`` is None while the plan is a draft."""

    version: PlanVersion | None
    steps: tuple[Step, ...]

    @property
    def open(self) -> tuple[Step, ...]:
        """Those still to be given, the next one first."""
        return tuple(one for one in self.steps if one.approval.needed and not one.given)

    @property
    def next(self) -> Step | None:
        return self.open[0] if self.open else None

    @property
    def last_verdict(self) -> Verdict | None:
        """The newest answer of any body, by the day it was given."""
        found = [verdict for step in self.steps for verdict in step.verdicts]
        return max(found, key=lambda one: (one.decision.decided_on, one.pk)) if found else None


type Routes = dict[int | None, Route]


def read_routes(plan: Plan, versions: Iterable[PlanVersion]) -> Routes:
    """The route of each version, by its key, and under None that of the draft. Two queries."""
    answers = Prefetch("verdicts", Verdict.objects.select_related("decision"))
    rows = plan.approvals.select_related("group").prefetch_related(answers).order_by("order")
    steps: dict[int | None, list[Step]] = {}
    for row in rows:
        steps.setdefault(row.version_id, []).append(Step(row, tuple(row.verdicts.all())))
    known: dict[int | None, PlanVersion | None] = {None: None} | {one.pk: one for one in versions}
    return {key: Route(version, tuple(steps.get(key, ()))) for key, version in known.items()}


def versions_of(plan: Plan) -> list[PlanVersion]:
    """Every version, oldest first, without what it promised. One query."""
    return list(plan.versions.defer("promises").order_by("number"))


def route_in_play(plan: Plan) -> Route:
    """The route of the newest version, or of the draft. Four queries at most."""
    versions = versions_of(plan)
    return read_routes(plan, versions)[versions[-1].pk if versions else None]


def find_route_problems(steps: Sequence[RouteStep], *, excused: bool) -> list[Problem]:
    """Pairs of field and sentence; the fields are ``of_what_0`` and ``due_0`` for the first step.

    ``excused``: the writer says that what looks personal is not about a person.
    """
    problems: list[Problem] = []
    for place, step in enumerate(steps):
        of_what, due = f"of_what_{place}", f"due_{place}"
        if not step.of_what.strip():
            problems.append((of_what, f"Say what {step.group} is asked to approve, such as The strategy."))
        problems += too_long_problems(of_what, step.of_what, LONGEST_OF_WHAT)
        problems += personal_problems(of_what, step.of_what, excused=excused)
        if step.due_words.strip():
            problems += find_date_problems(due, step.due_words)
    return problems


def write_route(plan: Plan, version: PlanVersion | None, steps: Sequence[RouteStep], *, after: Route) -> None:
    """Put these in place of the open steps of ``after``; a body that is asked the same keeps its step.

    A step that was refused and is left out stays, as one not needed any more. Wants the plan locked.
    """
    waiting = list(after.open)
    last = max((one.approval.order for one in after.steps), default=0)
    for order, step in enumerate(steps, start=last + 1):
        asked = (step.group.pk, step.of_what.strip())
        same = next((one for one in waiting if (one.approval.group_id, one.approval.of_what) == asked), None)
        if same:
            waiting.remove(same)
        fresh = Approval(plan=plan, version=version, group=step.group, of_what=asked[1])
        row = same.approval if same else fresh
        row.order = order
        for name, value in columns("due", plan_dates.parse(step.due_words)).items():
            setattr(row, name, value)
        row.save()
    for left in waiting:
        if left.verdicts:
            left.approval.needed = False
            left.approval.save(update_fields=["needed"])
        else:
            left.approval.delete()


def route_in_words(steps: Iterable[Approval]) -> str:
    """ "VAWG Board (The strategy), Cabinet (The strategy, due February 2023)", for the history."""
    return ", ".join(f"{one.group} ({_asked(one)})" for one in steps)


def _asked(step: Approval) -> str:
    return f"{step.of_what}, due {step.due_words}" if step.due_words else step.of_what
