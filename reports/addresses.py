"""What an address names, for the person who asks: a plan's quarters, and one of them."""

from dataclasses import dataclass

from django.http import Http404

from actions.addresses import plan_at
from actions.models import Plan
from governance.access import Target
from governance.guards import Request
from governance.quarters import Quarter
from governance.roles import Permission
from reports.sources.rounds import Round, read_rounds


@dataclass(frozen=True)
class Quarters:
    """A plan's periods, oldest first. ``shown`` are those that the person may read."""

    plan: Plan
    rounds: list[Round]
    shown: list[Round]

    @property
    def newest(self) -> Round | None:
        """The draft, for readers of drafts; else the newest closed quarter; None when there is neither."""
        drafts = [one for one in self.shown if one.is_draft]
        return next(iter([*drafts, *reversed(self.shown)]), None)

    def at(self, key: str) -> Round:
        """The quarter of that key, such as ``2023-Q2``. Raises Http404 when it is not among those shown."""
        try:
            quarter = Quarter.parse(key)
        except ValueError as unknown:
            raise Http404(str(unknown)) from unknown
        found = next((one for one in self.shown if one.quarter == quarter), None)
        if found is None:
            raise Http404
        return found


def quarters_at(request: Request, slug: str, *, to: Permission) -> Quarters:
    """The plan's quarters: closed ones, and the open one for readers of drafts. Two queries.

    Raises Http404 for a plan out of reach, PermissionDenied where the person may not do ``to`` to it.
    """
    plan = plan_at(request, slug, to=to)
    rounds = read_rounds(plan)
    drafts_too = may(request, plan, Permission.READ_DRAFT_PACK)
    return Quarters(plan, rounds, [one for one in rounds if one.is_closed or (one.is_draft and drafts_too)])


def may(request: Request, plan: Plan, to: Permission) -> bool:
    """True when the person may do that to the plan's board."""
    return request.access.can(to, Target(boards=frozenset({plan.board_id})))
