"""The demo's issued packs and its public page, made with the tracker's own verbs."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from actions.models import Plan
from governance.models import Person
from reports.issuing import approve_pack, issue_pack, mark_of, read_waiting
from reports.models import IssuedPack
from reports.pack_standing import read_standings
from reports.publishing import PublicWords, switch_on, write_public_words
from reports.sources.rounds import Round, read_rounds

type Row = dict[str, Any]
type Deed = tuple[str, Callable[[dt.datetime], object]]

FIRST = 1


class IssuingStory:
    """Turns the rows of the fixture into deeds: a day, and what was done on it."""

    def __init__(
        self, issued: list[Row], public: Row, *, plan: Plan, coordinator: Person, people: dict[str, Person]
    ) -> None:
        self.issued = issued
        self.public = public
        self.plan = plan
        self.by = coordinator
        self.people = people

    def deeds(self) -> Iterator[Deed]:
        """Every deed in order."""
        for row in self.issued:
            yield row["approved_on"], partial(self._approve, row)
            yield row["issued_on"], partial(self._issue, row)
        yield self.public["on"], self._publish

    def _round(self, quarter: str) -> tuple[Round, list[Round]]:
        rounds = read_rounds(self.plan)
        return next(one for one in rounds if one.quarter.key == quarter), rounds

    def _approve(self, row: Row, at: dt.datetime) -> None:
        current, rounds = self._round(row["quarter"])
        standing = read_standings([current.kept])[current.kept.pk]
        pack = read_waiting(current, rounds, standing, at=at)
        by = self.people[row["approved_by"]]
        approve_pack(
            current=current, rounds=rounds, expected_revision=FIRST, pack_read=mark_of(pack), by=by, at=at
        )

    def _issue(self, row: Row, at: dt.datetime) -> None:
        current, _ = self._round(row["quarter"])
        issue_pack(snapshot=current.kept, expected_revision=FIRST, by=self.by, at=at)

    def _publish(self, at: dt.datetime) -> None:
        words = PublicWords(
            help_words="\n\n".join(self.public["help"]), easy_read="\n\n".join(self.public["easy_read"])
        )
        page = write_public_words(plan=self.plan, content=words, expected_version=0, by=self.by, at=at)
        newest = IssuedPack.objects.filter(snapshot__plan=self.plan).latest("at")
        switch_on(plan=self.plan, expected_version=page.version, expected_issue=newest.pk, by=self.by, at=at)
