"""Times two things in turn, so that a drift of the machine meets both alike."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Comparison:
    """Seconds of each side (median), and the ratio pair by pair: least, median, most."""

    name: str
    ours: float
    other: float
    least: float
    ratio: float
    most: float


def _seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def compare(name: str, ours: Callable[[], object], other: Callable[[], object], *, pairs: int) -> Comparison:
    """Run both once uncounted, then in turn ``pairs`` times."""
    ours()
    other()
    times = [(_seconds(ours), _seconds(other)) for _ in range(pairs)]
    ratios = sorted(a / b for a, b in times)
    return Comparison(
        name=name,
        ours=statistics.median(a for a, _ in times),
        other=statistics.median(b for _, b in times),
        least=ratios[0],
        ratio=statistics.median(ratios),
        most=ratios[-1],
    )
