"""What a round still asks of an agency: the rows of its workbook, and of the preview when it comes back."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from actions import policies
from actions.models import Action, Plan
from actions.pages.update import UpdatePage, with_questions
from actions.standing import cut_off, standings
from governance.access import Access
from governance.models import Agency, ReportingPeriod


@dataclass(frozen=True)
class AgencyAsked:
    """How many updates of an agency the round has, and how many may still be written."""

    agency: Agency
    asked: int
    open: int


def agency_of(action: Action) -> Agency | None:
    """Whose the action is in a round: the agency of its accountable lead, else of the lead named first."""
    lead = action.accountable or next(iter(action.leads.all()), None)
    return lead.post.agency if lead else None


def pages_of(plan: Plan, period: ReportingPeriod, *, access: Access, today: dt.date) -> list[UpdatePage]:
    """Every action that the round has a request for, in the plan's order. Four queries for any number."""
    rows = Action.objects.filter(plan=plan, requests__period=period).with_leads().order_by("order")
    return pages_for(list(rows), period, access=access, today=today)


def pages_for(
    actions: Sequence[Action], period: ReportingPeriod, *, access: Access, today: dt.date
) -> list[UpdatePage]:
    """The same for actions already read, with their leads. Two queries."""
    found = standings(actions, period=period, at=cut_off(period, today=today))
    return with_questions([UpdatePage(one.action, period, one, access, today) for one in found])


def of_agency(pages: Sequence[UpdatePage], agency: Agency) -> list[UpdatePage]:
    """Those of the agency that may still be written. No query."""
    return [page for page in pages if agency_of(page.action) == agency and _is_open(page)]


def agencies_of(pages: Sequence[UpdatePage]) -> list[AgencyAsked]:
    """The agencies that the round asks, by name. No query."""
    agencies = {agency.pk: agency for page in pages if (agency := agency_of(page.action))}
    asked = Counter(agency.pk for page in pages if (agency := agency_of(page.action)))
    open_ = Counter(agency.pk for page in pages if _is_open(page) and (agency := agency_of(page.action)))
    found = [AgencyAsked(agency, asked[key], open_[key]) for key, agency in agencies.items()]
    return sorted(found, key=lambda one: one.agency.short_name.casefold())


def _is_open(page: UpdatePage) -> bool:
    return policies.can_change(page.action) and policies.can_write(page.request)
