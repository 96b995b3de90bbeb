"""What a writer is told whose row somebody else changed first."""

from typing import ClassVar

from actions.policies import Refusal


class Stale[Row](Refusal):
    """``theirs`` is the row as it stands; nothing is written. ``thing`` is what a sentence calls it."""

    thing: ClassVar[str]

    def __init__(self, theirs: Row) -> None:
        super().__init__(
            f"Somebody changed this {self.thing} while you were writing. It is shown above: take over what "
            "you need, and save again."
        )
        self.theirs = theirs
