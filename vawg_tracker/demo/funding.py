"""The demo's sample funding: added and taken off the list with the tracker's own verbs."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from actions.funding import FundingContent, add_funding, close_funding
from actions.models import Funding, Plan
from governance.models import Person

type Row = dict[str, Any]
type Deed = tuple[str, Callable[[dt.datetime], object]]


class FundingStory:
    """Turns each row of the fixture into deeds. One that was never ``added_on`` came with the plan."""

    def __init__(self, rows: list[Row], *, plan: Plan, coordinator: Person) -> None:
        self.rows = rows
        self.plan = plan
        self.by = coordinator

    def deeds(self) -> Iterator[Deed]:
        """Every deed, those of one fund in order."""
        for row in self.rows:
            if row["added_on"]:
                yield row["added_on"], partial(self._add, row)
            if row["closed"]:
                yield row["closed"]["on"], partial(self._close, row)

    def _add(self, row: Row, at: dt.datetime) -> None:
        content = FundingContent(
            source=row["source"],
            ends_on=dt.date.fromisoformat(row["ends_on"]),
            actions=tuple(self.plan.actions.filter(reference__in=row["actions"])),
            amount=row["amount"],
            follow_on=row["follow_on"],
            what_follows=row["what_follows"],
            fallback=row["fallback"],
            not_for_publication=row["not_for_publication"],
        )
        add_funding(plan=self.plan, content=content, by=self.by, at=at, sample=True)

    def _close(self, row: Row, at: dt.datetime) -> None:
        fund = Funding.objects.get(plan=self.plan, source=row["source"])
        close_funding(fund=fund, note=row["closed"]["note"], by=self.by, at=at)
