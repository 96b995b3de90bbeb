"""Addresses of the rows behind the figures of a quarter's page, with the filter in force."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

from django.urls import reverse

_QUARTER, _WHAT = "QUARTER", "WHAT"


@dataclass(frozen=True)
class RowsLinks:
    """``chosen`` are the filter's choices by name; ``also`` is a list of agencies."""

    plan: str
    quarter: str
    chosen: dict[str, Any]

    @cached_property
    def _pattern(self) -> str:
        """One look-up in the addresses serves every figure of a page."""
        return reverse("reports:dashboard_rows", args=[self.plan, _QUARTER, _WHAT])

    def url(self, what: str, *, quarter: str = "", **narrower: str) -> str:
        """The rows that the figure ``what`` counts. ``narrower`` choices are added to those in force."""
        address = self._pattern.replace(_QUARTER, quarter or self.quarter).replace(_WHAT, quote(what))
        return address + self.query(**narrower)

    def query(self, **narrower: str) -> str:
        """The filter as it stands in an address; empty when nothing is chosen.

        A second agency does not stand over the first: a row counts what both lead.
        """
        chosen = {**self.chosen, **{name: value for name, value in narrower.items() if value}}
        first, second = self.chosen.get("agency"), chosen.get("agency")
        if first and second != first:
            chosen |= {"agency": first, "also": [*self.chosen.get("also", []), second]}
        return f"?{urlencode(chosen, doseq=True)}" if chosen else ""
