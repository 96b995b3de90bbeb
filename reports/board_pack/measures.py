"""Success measures and their readings, as a pack is told of them. Plain values."""

from dataclasses import dataclass

from actions.rag import Travel


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One measured value, of one quarter."""

    quarter_label: str
    value: float | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """A success measure with its readings, oldest first. Numbers where it can be counted.

    What its readings say beside the ratings was judged when the quarter was read, on all of its actions.
    """

    title: str
    objective_number: str = ""
    action_reference: str = ""
    """Of a measure of one action; of an objective's it is empty."""
    unit: str = ""
    better: str = ""
    """The direction that is better: "Higher", "Lower", or empty."""
    baseline: float | None = None
    target: float | None = None
    supplied_by: str = ""
    readings: tuple[Reading, ...] = ()
    travel: Travel | None = None
    """The newest reading against the one before it, towards what is better; None before any."""
    at_target: bool = False
    lacking: bool = False
    """The quarter's number has not been supplied."""
    rated: str = ""
    """The ratings of the actions under it, such as "2 Green, 1 Red"."""
    contradiction: str = ""
    """Where outcome and ratings tell two stories, in a sentence; empty where they agree."""
    sample: bool = False
