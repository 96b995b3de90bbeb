"""What has been answered in a period, over every plan of its board: what closing would keep."""

from collections import Counter
from dataclasses import dataclass

from actions.models import ActionLead, LeadRole, PlanState, UpdateRequest, UpdateState
from governance.models import ReportingPeriod

NOBODY = "No lead named"


@dataclass(frozen=True)
class Answers:
    """Numbers of updates by how far they have got. ``missing`` pairs an agency with how many it owes."""

    accepted: int
    submitted: int
    unfinished: int
    missing: tuple[tuple[str, int], ...]

    @property
    def swept_up(self) -> int:
        """Kept as they stand, though nobody has accepted them."""
        return self.submitted + self.unfinished

    @property
    def not_returned(self) -> int:
        """Asked for, and not handed in when the period closes: begun or not."""
        return sum(number for _, number in self.missing)


def read_answers(period: ReportingPeriod) -> Answers:
    """How the period's updates stand. Two queries."""
    requests = list(
        UpdateRequest.objects.filter(period=period, action__plan__state=PlanState.AGREED).select_related(
            "latest"
        )
    )
    states = Counter(request.state for request in requests)
    owed = [request.action_id for request in requests if request.asked and not _is_received(request)]
    agencies = dict(
        ActionLead.objects.filter(action__in=owed, role=LeadRole.ACCOUNTABLE).values_list(
            "action", "post__agency__name"
        )
    )
    missing = Counter(agencies.get(action, NOBODY) for action in owed)
    return Answers(
        accepted=states[UpdateState.ACCEPTED],
        submitted=states[UpdateState.SUBMITTED],
        unfinished=states[UpdateState.DRAFT] + states[UpdateState.READY] + states[UpdateState.RETURNED],
        missing=tuple(sorted(missing.items(), key=lambda one: (-one[1], one[0]))),
    )


def _is_received(request: UpdateRequest) -> bool:
    return request.latest is not None and request.latest.is_received
