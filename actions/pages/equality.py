"""The equality impact assessment of a plan as its page shows it, and whether its yearly review is due."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from actions.models import EqualityMitigation, EqualityReview, Plan, PlanState
from actions.standing import Standing, standings_across
from governance.days import in_words


@dataclass(frozen=True)
class MitigationShown:
    """What is done about a finding, with how the action stands that does it."""

    mitigation: EqualityMitigation
    standing: Standing | None


@dataclass(frozen=True)
class EqualityPage:
    """``reviews`` are newest first, the assessment last."""

    plan: Plan
    reviews: Sequence[EqualityReview]
    mitigations: Sequence[MitigationShown]
    overdue: str

    @property
    def current(self) -> EqualityReview | None:
        return self.reviews[0] if self.reviews else None


def read_equality(plan: Plan, *, today: dt.date) -> EqualityPage:
    """All reviews, and how the actions of the newest one stand. Five queries at most."""
    reviews = reviews_of(plan)
    current = list(reviews[0].mitigations.all()) if reviews else []
    actions = list({one.action.pk: one.action for one in current if one.action is not None}.values())
    standing = {one.action.pk: one for one in standings_across(actions, today=today)} if actions else {}
    return EqualityPage(
        plan=plan,
        reviews=reviews,
        mitigations=[MitigationShown(one, standing.get(one.action_id or 0)) for one in current],
        overdue=overdue_words(plan, reviews[0] if reviews else None, today=today),
    )


def reviews_of(plan: Plan) -> list[EqualityReview]:
    """Newest first, with their mitigations and the actions of those. Two queries."""
    rows = EqualityMitigation.objects.select_related("action__plan", "action__closure_decision__group")
    reviews = EqualityReview.objects.filter(plan=plan).prefetch_related(Prefetch("mitigations", rows))
    return list(reviews.order_by("-number"))


def overdue_words(plan: Plan, last: EqualityReview | None, *, today: dt.date) -> str:
    """Such as "Its yearly review was due on 14 December 2023."; empty while it is not due.

    A closed plan owes none.
    """
    if plan.state == PlanState.CLOSED or last is None or last.due_on >= today:
        return ""
    return f"Its yearly review was due on {in_words(last.due_on)}."
