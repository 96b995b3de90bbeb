"""What is to be said of money that ends: how soon, and whether something follows. Pure.

A board is warned two quarters ahead, since that is what a bid or a decision takes. Money that has ended
with nothing after it is worse than money that ends with a follow-on.
"""

import datetime as dt
from enum import StrEnum

from governance.quarters import Quarter


class FollowOn(StrEnum):
    """What comes after a fund."""

    NOTHING = "nothing"
    SOUGHT = "sought"
    AGREED = "agreed"

    @property
    def label(self) -> str:
        return {
            "nothing": "Nothing follows",
            "sought": "A follow-on is sought",
            "agreed": "A follow-on is agreed",
        }[self]

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Value and label pairs, for a model's field or a form."""
        return [(one.value, one.label) for one in cls]


class Outlook(StrEnum):
    """How a fund stands on a day, the worst first."""

    ENDED_NOTHING = "ended_nothing"
    ENDS_NOTHING = "ends_nothing"
    ENDED_SOUGHT = "ended_sought"
    ENDS_SOUGHT = "ends_sought"
    AGREED = "agreed"
    LATER = "later"

    @property
    def label(self) -> str:
        return {
            "ended_nothing": "Ended, nothing follows",
            "ends_nothing": "Ends soon, nothing follows",
            "ended_sought": "Ended, a follow-on is sought",
            "ends_sought": "Ends soon, a follow-on is sought",
            "agreed": "A follow-on is agreed",
            "later": "Ends later",
        }[self]

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Outlook).index(self)

    @property
    def is_warned_of(self) -> bool:
        """Nothing is sure to follow, and it has ended or ends soon."""
        return self not in {Outlook.AGREED, Outlook.LATER}


def warned_until(quarter: Quarter) -> dt.date:
    """The last day of the second quarter after this one."""
    return quarter.next().next().end


def outlook_of(ends_on: dt.date, follow_on: FollowOn, *, at: dt.date, until: dt.date) -> Outlook:
    """How a fund stands on the day ``at``; what ends after ``until`` is not soon."""
    if ends_on > until:
        return Outlook.LATER
    if follow_on is FollowOn.AGREED:
        return Outlook.AGREED
    ended = ends_on < at
    if follow_on is FollowOn.SOUGHT:
        return Outlook.ENDED_SOUGHT if ended else Outlook.ENDS_SOUGHT
    return Outlook.ENDED_NOTHING if ended else Outlook.ENDS_NOTHING
