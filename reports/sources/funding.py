"""The money that pays for a plan's actions, as it stands at a cut-off."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from actions.models import Funding as Kept
from actions.outlook import FollowOn, outlook_of, warned_until
from governance.quarters import Quarter
from reports.board_pack import Funding
from reports.sources.positions import LiveRow


def find_funding(rows: Sequence[LiveRow], *, at: dt.date, quarter: Quarter) -> tuple[Funding, ...]:
    """Every fund on the list with the actions that it pays for: all of it came with the rows."""
    funds: dict[int, Kept] = {}
    references: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        for fund in row.funds:
            funds[fund.pk] = fund
            references[fund.pk].append(row.position.reference)
    until = warned_until(quarter)
    return tuple(
        Funding(
            source=fund.source,
            ends_on=fund.ends_on,
            amount=fund.amount,
            follow_on=fund.what_follows,
            fallback=fund.fallback,
            references=tuple(references[fund.pk]),
            not_for_publication=fund.not_for_publication,
            outlook=outlook_of(fund.ends_on, FollowOn(fund.follow_on), at=at, until=until),
            sample=fund.is_sample,
        )
        for fund in funds.values()
    )
