"""The recommendations that the list shows, and how each stands by the ratings of its actions."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from actions.models import Plan, Recommendation, RecommendationTrace
from actions.rag import Rating, Status
from actions.standing import Standing, standings_across
from governance.access import Access

NONE, UNDER_WAY, COMPLETE, SETTLED = "none", "under_way", "complete", "settled"
STATES = [
    (NONE, "No action"),
    (UNDER_WAY, "Under way"),
    (COMPLETE, "All actions complete"),
    (SETTLED, "No action needed"),
]
_WORST_FIRST = [Rating.RED, Rating.AMBER, Rating.GREY, Rating.GREEN, Rating.BLUE]


@dataclass(frozen=True)
class TraceShown:
    """An action that answers it, with how that stands now."""

    trace: RecommendationTrace
    standing: Standing

    @property
    def is_closed(self) -> bool:
        return self.standing.status is Status.CLOSED

    @property
    def is_complete(self) -> bool:
        """Finished, and accepted as such."""
        return self.standing.suggestion.rating is Rating.BLUE and self.standing.status is Status.COMPLETE


@dataclass(frozen=True)
class RecommendationShown:
    """One recommendation. ``unseen`` counts its actions in plans that the person may not read."""

    recommendation: Recommendation
    traces: tuple[TraceShown, ...]
    unseen: int = 0

    @property
    def state(self) -> str:
        """None while nothing answers it: neither an action that was not closed, nor a reason why not."""
        if self.recommendation.settled_as:
            return SETTLED
        in_force = [one for one in self.traces if not one.is_closed]
        if not in_force and not self.unseen:
            return NONE
        return COMPLETE if all(one.is_complete for one in in_force) and not self.unseen else UNDER_WAY

    @property
    def state_words(self) -> str:
        """As the label says it; of a settled one, as what it was settled."""
        settled = self.state == SETTLED
        return self.recommendation.get_settled_as_display() if settled else dict(STATES)[self.state]

    @property
    def was_dropped(self) -> bool:
        """It had actions, and each was closed without being finished."""
        return self.state == NONE and bool(self.traces)

    @property
    def worst(self) -> Standing | None:
        """The worst rated of the actions that count; None without any."""
        found = [one.standing for one in self.traces if not one.is_closed]
        return min(found, key=lambda one: _WORST_FIRST.index(one.rating), default=None)


@dataclass(frozen=True)
class RecommendationList:
    """What the page shows. ``total`` and ``counts`` (by state) are of the whole register, not of the rows."""

    rows: Sequence[RecommendationShown]
    total: int
    counts: dict[str, int]
    reviews: Sequence[tuple[int, str]]
    agencies: Sequence[tuple[str, str]]


def read_all(access: Access, *, today: dt.date) -> list[RecommendationShown]:
    """Every recommendation that stands, in the order of the register. Five queries for any number."""
    return _shown(Recommendation.objects.standing().with_source(), access, today=today)


def read_one(recommendation: Recommendation, access: Access, *, today: dt.date) -> RecommendationShown:
    """The one, with how its actions stand. Five queries."""
    return _shown([recommendation], access, today=today)[0]


def listed(everything: Sequence[RecommendationShown], chosen: dict[str, str]) -> RecommendationList:
    """Narrowed by what is ``chosen``: state, review (its key) and agency (its slug, or ``other``)."""
    return RecommendationList(
        rows=[one for one in everything if _fits(one, chosen)],
        total=len(everything),
        counts=dict(Counter(one.state for one in everything)),
        reviews=reviews_of(everything),
        agencies=agencies_of(everything),
    )


def reviews_of(everything: Iterable[RecommendationShown]) -> list[tuple[int, str]]:
    """The reviews that made them: key and title, in the order of the register."""
    found = (one.recommendation.document for one in everything)
    return list({review.pk: (review.pk, review.title) for review in found}.values())


def agencies_of(everything: Iterable[RecommendationShown]) -> list[tuple[str, str]]:
    """Those that they are addressed to: slug and name, by name; and other bodies as one."""
    known = [one.recommendation.agency for one in everything]
    named = sorted({(one.slug, one.name) for one in known if one}, key=lambda pair: pair[1])
    return [*named, ("other", "Other bodies")] if None in known else named


def _fits(one: RecommendationShown, chosen: dict[str, str]) -> bool:
    recommendation = one.recommendation
    agency = recommendation.agency.slug if recommendation.agency else "other"
    return (
        chosen.get("state", one.state) == one.state
        and chosen.get("review", str(recommendation.document_id)) == str(recommendation.document_id)
        and chosen.get("agency", agency) == agency
    )


def _shown(
    recommendations: Iterable[Recommendation], access: Access, *, today: dt.date
) -> list[RecommendationShown]:
    found = list(recommendations)
    rows = RecommendationTrace.objects.filter(recommendation__in=found)
    traces = list(rows.select_related("action__plan__board", "action__closure_decision__group", "made_by"))
    read = _readable(access, traces)
    known = [one for one in traces if one.action.plan_id in read]
    actions = list({one.action_id: one.action for one in known}.values())
    standing = {one.action.pk: one for one in standings_across(actions, today=today)} if actions else {}
    shown: dict[int, list[TraceShown]] = defaultdict(list)
    for one in known:
        shown[one.recommendation_id].append(TraceShown(one, standing[one.action_id]))
    unseen = Counter(one.recommendation_id for one in traces if one.action.plan_id not in read)
    return sorted(
        (RecommendationShown(one, tuple(shown[one.pk]), unseen[one.pk]) for one in found),
        key=lambda row: row.recommendation.place,
    )


def _readable(access: Access, traces: Iterable[RecommendationTrace]) -> set[Any]:
    """Keys of the plans of the traces that the person may read."""
    plans = {one.action.plan_id for one in traces}
    return set(Plan.objects.readable(access).filter(pk__in=plans).values_list("pk", flat=True))
