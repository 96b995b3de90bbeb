"""The funds of a plan, those to worry about first, and one fund with its history."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from actions.models import Action, Funding, Plan
from actions.outlook import FollowOn, Outlook, outlook_of, warned_until
from governance.models import Event
from governance.quarters import Quarter


@dataclass(frozen=True)
class FundRow:
    """One fund, and how it stands."""

    fund: Funding
    actions: Sequence[Action]
    outlook: Outlook


@dataclass(frozen=True)
class FundingPage:
    """``rows`` are in force, the worst first; what ends by ``until`` is told to the board."""

    plan: Plan
    rows: Sequence[FundRow]
    closed: Sequence[Funding]
    until: dt.date

    @property
    def warned(self) -> int:
        """How many have ended or end soon with nothing sure to follow."""
        return sum(row.outlook.is_warned_of for row in self.rows)


def funding_page(plan: Plan, *, today: dt.date) -> FundingPage:
    """Read it all. Three queries for any number of funds and actions."""
    until = warned_until(_quarter_of(plan, today))
    funds = list(Funding.objects.filter(plan=plan).prefetch_related("actions").order_by("ends_on", "pk"))
    rows = [fund_row(fund, today=today, until=until) for fund in funds if not fund.is_closed]
    return FundingPage(
        plan=plan,
        rows=sorted(rows, key=lambda row: row.outlook.rank),
        closed=[fund for fund in funds if fund.is_closed],
        until=until,
    )


def fund_row(fund: Funding, *, today: dt.date, until: dt.date) -> FundRow:
    """One of them. Wants ``actions`` fetched."""
    return FundRow(
        fund=fund,
        actions=sorted(fund.actions.all(), key=lambda action: action.order),
        outlook=outlook_of(fund.ends_on, FollowOn(fund.follow_on), at=today, until=until),
    )


@dataclass(frozen=True)
class FundPage:
    """One fund and what happened to it."""

    row: FundRow
    events: Sequence[Event]


def fund_page(fund: Funding, *, today: dt.date) -> FundPage:
    """Read it all. Three queries."""
    until = warned_until(_quarter_of(fund.plan, today))
    return FundPage(fund_row(fund, today=today, until=until), list(Event.objects.about(fund)))


def _quarter_of(plan: Plan, today: dt.date) -> Quarter:
    """That of the open round, which the pack warns from; without one, that of the day."""
    period = plan.periods().open().first()
    return period.quarter if period else Quarter.containing(today)
