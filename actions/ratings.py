"""The words of ratings: what a rating, a status, a lead's own call and a direction of travel may be. Pure."""

from enum import StrEnum


class _Word(StrEnum):
    """A stored value with its label: `off_track` is shown as "Off track"."""

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Value and label pairs, for a model's field or a form."""
        return [(word.value, word.label) for word in cls]


class Rating(_Word):
    """Blue complete, Green on track, Amber, Red, Grey not rated."""

    BLUE = "blue"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


class Status(_Word):
    """Delivery status, a fact that the lead reports; Closed is cancelled, merged or superseded."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"
    ON_HOLD = "on_hold"
    CLOSED = "closed"


class Call(_Word):
    """The lead's own call."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"

    @property
    def label(self) -> str:
        return "At risk but recoverable" if self is Call.AT_RISK else super().label


class Travel(_Word):
    """Where a rating went since the last confirmed one."""

    IMPROVED = "improved"
    NO_CHANGE = "no_change"
    WORSE = "worse"
    NEW = "new"
    NOT_COMPARABLE = "not_comparable"


# Worst to best. Grey is no point on this scale: an unrated action is neither better nor worse.
_ORDER = (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.BLUE)


def is_better(a: Rating, b: Rating) -> bool:
    """Whether `a` is better than `b`. False when either is Grey."""
    if Rating.GREY in (a, b):
        return False
    return _ORDER.index(a) > _ORDER.index(b)


def travel(previous: Rating | None, current: Rating) -> Travel:
    """The direction of travel from the last confirmed rating, or None where there never was one."""
    if previous is None:
        return Travel.NEW
    if Rating.GREY in (previous, current):
        return Travel.NOT_COMPARABLE
    if previous == current:
        return Travel.NO_CHANGE
    return Travel.IMPROVED if is_better(current, previous) else Travel.WORSE
