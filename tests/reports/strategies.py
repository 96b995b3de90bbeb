"""Any plan at all: lists of positions whose facts are drawn freely, each reference once."""

import datetime as dt

from hypothesis import strategies as st

from actions.rag import Rating, Status, travel
from reports.positions import ActionPosition, LeadRole, rating_that_counts
from tests.reports.positions_factory import AGENCIES, lead, position

dates = st.dates(min_value=dt.date(2023, 1, 1), max_value=dt.date(2024, 12, 31))
words = st.text(max_size=12)


@st.composite
def positions(draw: st.DrawFn) -> ActionPosition:
    """One position: consistent where the dataclass asks for it (rating, travel), free elsewhere."""
    number = draw(st.integers(1, 6)), draw(st.integers(1, 9))
    suggested = draw(st.sampled_from(Rating))
    reported = draw(st.none() | st.sampled_from(Rating))
    confirmed = draw(st.none() | st.sampled_from(Rating))
    state = draw(st.sampled_from(["", "draft", "ready", "submitted", "returned", "accepted"]))
    returned = state in ("submitted", "accepted")
    rating, source = rating_that_counts(
        confirmed=confirmed, reported=reported, returned=returned, suggested=suggested
    )
    previous = draw(st.none() | st.sampled_from(Rating))
    agency = draw(st.integers(0, len(AGENCIES)))
    nobody = agency == len(AGENCIES)
    return position(
        reference=f"{number[0]}.{number[1]}",
        sort_key=number,
        objective_number=str(number[0]),
        objective_title=f"Objective {number[0]}",
        strategic_number=str(number[0] % 3),
        strategic_title=f"Strategic objective {number[0] % 3}",
        leads=() if nobody else draw(st.sampled_from([(lead(agency),), _pair(agency)])),
        accountable_agency_short="" if nobody else AGENCIES[agency][0],
        accountable_agency_name="" if nobody else AGENCIES[agency][1],
        status=draw(st.sampled_from(Status)),
        start_on=draw(st.none() | dates),
        due_on=draw(st.none() | dates),
        days_overdue=draw(st.integers(0, 60)),
        suggested_rating=suggested,
        suggested_rule=draw(st.integers(0, 16)),
        suggested_reason=draw(words),
        reported_rating=reported,
        confirmed_rating=confirmed,
        rating=rating,
        rating_source=source,
        previous_rating=previous,
        travel=travel(previous, rating),
        update_state=state,
        requested=draw(st.booleans()),
        returned=returned,
        late=draw(st.booleans()),
        missed_rounds=draw(st.integers(0, 3)),
        amber_rounds=draw(st.integers(0, 3)),
        happened=draw(words),
        risk=draw(words),
        path_by=draw(st.none() | dates),
        flags=tuple(draw(st.lists(words, max_size=2))),
        sample=draw(st.booleans()),
        not_for_publication=draw(st.booleans()),
    )


def _pair(agency: int) -> tuple[object, ...]:
    return (lead(agency), lead(agency + 1, LeadRole.JOINT), lead(agency + 2, LeadRole.SUPPORTING))


plans = st.lists(positions(), max_size=8, unique_by=lambda row: row.reference)
