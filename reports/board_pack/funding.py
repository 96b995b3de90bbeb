"""Money that ends, as a pack is told of it. A plain value."""

import datetime as dt
from dataclasses import dataclass

from actions.outlook import Outlook


@dataclass(frozen=True, kw_only=True, slots=True)
class Funding:
    """Money that ends; ``assemble`` keeps what ends within the next two quarters."""

    source: str
    ends_on: dt.date
    amount: str = ""
    follow_on: str = ""
    """What follows or is sought, in words; empty when nothing does."""
    fallback: str = ""
    """What is done when nothing follows."""
    references: tuple[str, ...] = ()
    not_for_publication: bool = False
    outlook: Outlook | None = None
    """How it stood at the cut-off; those that stand worst come first."""
    sample: bool = False
