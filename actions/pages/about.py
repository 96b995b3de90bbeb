"""What a plan says of itself: its sign-off, headings, what is in place, measures, neighbours, doubts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from actions.models import EqualityReview, Interdependency, Measure, Objective, Plan
from actions.pages.equality import overdue_words
from actions.pages.sign_off import SignOff, sign_off_of
from actions.rag import Thresholds
from actions.thresholds import thresholds_on


@dataclass(frozen=True)
class HeadingShown:
    """An upper objective with the lower ones under it; what is in place is fetched with it."""

    objective: Objective
    lower: Sequence[Objective]


@dataclass(frozen=True)
class AboutPlan:
    """All that the page shows; every number is of the whole plan."""

    plan: Plan
    headings: Sequence[HeadingShown]
    measures: Sequence[Measure]
    interdependencies: Sequence[Interdependency]
    sign_off: SignOff
    equality: EqualityReview | None
    """The newest review of its equality impact assessment."""
    equality_overdue: str

    @property
    def thresholds(self) -> Thresholds:
        """The limits of the rating rules: of its last day, once they can no longer change."""
        return thresholds_on(self.plan.ends_on, plan=self.plan)

    @property
    def in_place(self) -> int:
        return sum(len(one.objective.in_place.all()) for one in self.headings)


def about_plan(plan: Plan, *, today: dt.date) -> AboutPlan:
    """Read it all. Eight queries."""
    equality = plan.equality_reviews.last()
    objectives = list(plan.objectives.select_related("owner_group").prefetch_related("in_place"))
    lower = [one for one in objectives if one.parent_id is not None]
    measures = Measure.objects.of_plan(plan).in_force()
    return AboutPlan(
        plan=plan,
        headings=[
            HeadingShown(upper, [one for one in lower if one.parent_id == upper.pk])
            for upper in objectives
            if upper.parent_id is None
        ],
        measures=list(
            measures.select_related("action", "objective", "agency").order_by(
                "action__order", "objective__order", "order"
            )
        ),
        interdependencies=list(plan.interdependencies.select_related("document")),
        sign_off=sign_off_of(plan, today=today),
        equality=equality,
        equality_overdue=overdue_words(plan, equality, today=today),
    )
