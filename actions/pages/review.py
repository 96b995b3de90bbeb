"""What the review of one update shows: its answers beside last quarter's, and what to look at twice."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from actions.comparison import LABELS, in_text
from actions.content import content_of
from actions.models import Answer, ProgressUpdate, UpdateRequest, UpdateState
from actions.pages.update import UpdatePage
from actions.rag import Rating, Status, is_better
from actions.repetition import repetitions
from governance.days import in_words
from governance.models import Person
from governance.templatetags.interface import moment


@dataclass(frozen=True)
class AnswerPair:
    """One question: what was answered this quarter, and at the update before."""

    label: str
    now: str
    before: str

    @property
    def changed(self) -> bool:
        return self.now != self.before


@dataclass(frozen=True)
class Review:
    """One update and all that its page holds, but the forms."""

    page: UpdatePage

    @property
    def said(self) -> ProgressUpdate | None:
        """The update as it stands; None when nothing was written."""
        return self.page.latest

    @cached_property
    def pairs(self) -> list[AnswerPair]:
        """The questions that either update answers, in the order of the form."""
        if self.said is None:
            return []
        now = content_of(self.said)
        before = content_of(self.page.previous) if self.page.previous else None
        rows = [
            AnswerPair(label, in_text(name, now), in_text(name, before) if before else "")
            for name, label in LABELS.items()
            if name != "no_change"
        ]
        return [row for row in rows if row.now or row.before]

    @cached_property
    def answers(self) -> list[Answer]:
        """What it answers of the Board's questions. One query."""
        return list(self.said.answers.select_related("question")) if self.said else []

    @property
    def suggested(self) -> Rating | None:
        """What the rules said when it was handed in."""
        return Rating(self.said.suggested_rating) if self.said and self.said.suggested_rating else None

    @property
    def reported(self) -> Rating | None:
        return Rating(self.said.reported_rating) if self.said and self.said.reported_rating else None

    @property
    def completes(self) -> bool:
        """True when it says that the action is complete: it is Blue once that is accepted."""
        return self.said is not None and self.said.status == Status.COMPLETE

    @property
    def better_than_suggested(self) -> bool:
        if self.completes:
            return False
        return bool(self.reported and self.suggested and is_better(self.reported, self.suggested))

    @property
    def worse_than_suggested(self) -> bool:
        return bool(self.reported and self.suggested and is_better(self.suggested, self.reported))

    @cached_property
    def flags(self) -> list[str]:
        """What to look at twice, a sentence each."""
        said = self.said
        if said is None:
            return []
        found = []
        if said.late:
            found.append(f"Handed in after the due date, {in_words(self.page.period.due_on)}.")
        found += repetitions(said, self.page.earlier)
        if self.better_than_suggested:
            found.append("The rating is better than the rules suggest.")
        return found


@dataclass(frozen=True)
class Queue:
    """The updates of a round that wait to be judged, in the plan's order."""

    references: tuple[str, ...]
    current: str

    @property
    def place(self) -> int:
        """From 1; 0 when the current one does not wait."""
        return self.references.index(self.current) + 1 if self.current in self.references else 0

    def after(self) -> str:
        """The reference of the next one that waits, round to the first; empty when none does."""
        others = [reference for reference in self.references if reference != self.current]
        later = self.references[self.place :] if self.place else ()
        return next(iter([*later, *others]), "")


def queue_of(page: UpdatePage) -> Queue:
    """What waits in the page's round: nothing once it is closed. One query."""
    if not page.period.is_open:
        return Queue((), page.action.reference)
    rows = UpdateRequest.objects.filter(
        period=page.period, action__plan=page.action.plan_id, latest__state=UpdateState.SUBMITTED
    )
    references = rows.order_by("action__order").values_list("action__reference", flat=True)
    return Queue(tuple(references), page.action.reference)


def overtaken(page: UpdatePage, *, by: Person) -> str:
    """Why an answer came too late: what happened to the update meanwhile, when, and by whom."""
    said, period = page.latest, page.period
    if not period.is_open:
        closer = _named(str(period.closed_by or "the tracker"), mine=period.closed_by == by)
        return f"{period.quarter.label} was closed by {closer} before you answered, so its updates stand."
    if said is None:
        return "Nothing has been handed in for this action, so there is nothing to accept or return."
    done = {
        UpdateState.ACCEPTED.value: "was accepted",
        UpdateState.RETURNED.value: "was returned to its lead",
    }
    deed = done.get(said.state, "is with its lead again: it was last saved")
    doer = _named(said.by_name, mine=said.by_id == by.pk)
    return f"This update {deed} by {doer} on {moment(said.at)}, before you answered."


def _named(name: str, *, mine: bool) -> str:
    return "you, in another window," if mine else name


def received_in_words(update: ProgressUpdate) -> str:
    """ "Entered by A for B, received by e-mail on 3 January 2024"; empty when its own people wrote it."""
    if not update.entered_for:
        return ""
    on: dt.date | None = update.received_on
    when = f" on {in_words(on)}" if on else ""
    return f"Entered by {update.by_name} for {update.entered_for}, received {update.received_how}{when}"
