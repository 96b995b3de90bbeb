"""Several people at the same moment, in real threads and on connections of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from actions.policies import Refusal


def together[T](works: list[Callable[[], T]]) -> list[T | Refusal]:
    """Run each in a thread of its own, all let go at once; a refusal is an answer too."""
    gate = Barrier(len(works))

    def run(work: Callable[[], T]) -> T | Refusal:
        try:
            gate.wait(timeout=30)
            return work()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))
