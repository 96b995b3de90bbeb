"""Positions and a plan of any size, for the tests and benchmarks of reports.

Words are our own. A plan is the same for the same size: nothing here is random.
"""

import datetime as dt
from dataclasses import replace
from typing import Any

from actions.rag import Call, Evidence, Rating, Status, suggest, travel
from reports.positions import (
    ActionPosition,
    LeadRole,
    LeadShown,
    RatingSource,
    count_days_overdue,
    rating_that_counts,
)

AT = dt.date(2023, 10, 13)

AGENCIES = (
    ("WCC", "Warwickshire County Council", "Vulnerable People Team"),
    ("OPCC", "Office of the Police and Crime Commissioner for Warwickshire", "Victims Lead"),
    ("WP", "Warwickshire Police", "Domestic Abuse Lead"),
    ("LCJB", "Local Criminal Justice Board", "Chair"),
    ("ICP", "Integrated Care Partnership", "Safeguarding Lead"),
)
STRATEGIC = (
    ("GOV", "Strategic actions"),
    ("1", "Prioritising prevention"),
    ("2", "Supporting victims"),
    ("3", "Pursuing perpetrators and reducing re-offending"),
    ("4", "Strengthening systems"),
)
WORK = (
    ("Lessons on healthy relationships in every secondary school", "Schools agree dates for the sessions."),
    ("Referral route for employers", "The guide for managers went out to forty employers."),
    ("Review of repeat high-risk cases", "Two case audits were finished and shared with partners."),
    ("Survey of people who used support services", "The survey is open; 62 people have answered so far."),
    ("Training for front desk staff", "Five of the eight sessions have run, with 96 staff trained."),
    ("Map of services for young people", "The draft map is with the sub-group for comment."),
    ("Protocol for stalking cases", "Police and health agreed the wording of the protocol."),
)


def position(**changes: Any) -> ActionPosition:
    """One action in progress and on track, with whatever differs."""
    base = ActionPosition(
        reference="4.1",
        sort_key=(4, 1),
        title="Lessons on healthy relationships in every secondary school",
        objective_number="4",
        objective_title="Education programmes",
        strategic_number="1",
        strategic_title="Prioritising prevention",
        priority="High",
        leads=(lead(0),),
        accountable_agency_short="WCC",
        accountable_agency_name="Warwickshire County Council",
        status=Status.IN_PROGRESS,
        suggested_rating=Rating.GREEN,
        suggested_rule=16,
        suggested_reason="On track",
        suggested_tag="Green",
        rating=Rating.GREEN,
        rating_source=RatingSource.SUGGESTED,
        travel=travel(None, Rating.GREEN),
    )
    return replace(base, **changes)


def lead(agency: int, role: LeadRole = LeadRole.ACCOUNTABLE) -> LeadShown:
    short, name, post = AGENCIES[agency % len(AGENCIES)]
    return LeadShown(agency_short=short, agency_name=name, post=post, role=role, person=f"Person {agency}")


def plan_of(size: int = 42, *, at: dt.date = AT, shift: int = 0) -> tuple[ActionPosition, ...]:
    """A plan in which every status, rating, travel and state of an update occurs. ``shift`` stirs it."""
    return tuple(_planned(index, at=at, shift=shift) for index in range(size))


def _planned(index: int, *, at: dt.date, shift: int) -> ActionPosition:
    objective, within = divmod(index, 2)
    title, words = WORK[index % len(WORK)]
    strategic = STRATEGIC[objective % 20 // 4]
    facts = _facts(index, at=at, shift=shift)
    suggestion = suggest(facts, at=at)
    state = ("accepted", "accepted", "submitted", "accepted", "", "draft", "returned")[(index + shift) % 7]
    returned = state in ("submitted", "accepted")
    reported = _reported(suggestion.rating, index) if returned and facts.status is not Status.CLOSED else None
    rating, source = rating_that_counts(
        confirmed=None, reported=reported, returned=returned, suggested=suggestion.rating
    )
    previous = None if index % 11 == 10 else list(Rating)[(index * 3) % 5]
    return position(
        reference=f"{objective + 1}.{within + 1}",
        sort_key=(objective + 1, within + 1),
        title=f"{title} ({objective + 1}.{within + 1})",
        description=f"{title}: agree the approach with partners, carry it out, and report what changed.",
        objective_number=str(objective + 1),
        objective_title=WORK[objective % len(WORK)][0],
        strategic_number=strategic[0],
        strategic_title=strategic[1],
        priority=("High", "Medium", "High", "To be confirmed")[index % 4],
        leads=_leads(index),
        accountable_agency_short=AGENCIES[index % 5][0],
        accountable_agency_name=AGENCIES[index % 5][1],
        start_words="Feb 2023",
        start_shown="February 2023",
        start_on=facts.planned_start,
        due_words="March 2024",
        due_shown=_due_shown(facts),
        due_on=facts.due,
        original_due_on=facts.original_due,
        moves=facts.moves,
        ongoing=facts.ongoing,
        awaiting=facts.awaiting,
        forecast_on=facts.forecast,
        days_overdue=count_days_overdue(
            status=facts.status, due=facts.due, at=at, hold_in_force=facts.hold_approved
        ),
        hold_until=facts.hold_review_on,
        completed_on=facts.completed_on,
        completion_note=facts.completion_note,
        closed_by=facts.closed_by,
        closed_on=facts.closed_on,
        status=facts.status,
        call=facts.call,
        suggested_rating=suggestion.rating,
        suggested_rule=suggestion.rule,
        suggested_reason=suggestion.reason,
        suggested_tag=suggestion.tag,
        reported_rating=reported,
        rating_reason="Partners have agreed a recovery plan." if index % 9 == 0 else "",
        rating=rating,
        rating_source=source,
        previous_rating=previous,
        travel=travel(previous, rating),
        update_state=state,
        requested=facts.status is not Status.CLOSED and index % 13 != 12,
        returned=returned,
        late=returned and index % 6 == 3,
        missed_rounds=facts.missed,
        last_update_on=dt.date(2023, 10, 2) if returned else None,
        no_change=index % 10 == 9,
        amber_rounds=2 if rating is Rating.AMBER and index % 2 else int(rating is Rating.AMBER),
        happened=words if returned else "",
        next_steps="Hold the next session and send the summary to partners." if returned else "",
        risk="Staff who run it may move to other work." if rating is Rating.AMBER else "",
        mitigation="A second trainer has been found." if rating is Rating.AMBER else "",
        issue="The provider has not signed the agreement." if rating is Rating.RED else "",
        path_step="Sign the agreement and start the sessions." if rating is Rating.RED else "",
        path_who="Person 2" if rating is Rating.RED else "",
        path_by=dt.date(2023, 12, 15) if rating is Rating.RED else None,
        ask="Ask the provider's chief officer to sign." if rating is Rating.RED else "",
        flags=("The end stands before the start in the plan as agreed.",) if index % 20 == 5 else (),
        sample=index % 3 == 0,
        not_for_publication=index % 17 == 16,
    )


def _facts(index: int, *, at: dt.date, shift: int) -> Evidence:
    """What is known of action ``index``; the cycle of fourteen brings every rule that plans meet."""
    turn = (index + shift) % 14
    due = at + dt.timedelta(days=(120, -40, 200, -10, 15, 90, 300)[turn % 7])
    common: dict[str, Any] = {"planned_start": dt.date(2023, 2, 28), "original_due": due, "due": due}
    if turn == 0:
        common |= {"completed_on": at - dt.timedelta(days=20), "accepted": True}
        return Evidence(status=Status.COMPLETE, completion_note="All schools now run it.", **common)
    if turn == 7:
        common |= {"hold_approved": True, "hold_review_on": at + dt.timedelta(days=60)}
        return Evidence(status=Status.ON_HOLD, **common)
    if turn == 9:
        return Evidence(status=Status.CLOSED, closed_by="VAWG Board", closed_on=dt.date(2023, 9, 5), **common)
    if turn == 11:
        return Evidence(status=Status.NOT_STARTED, awaiting="the Bill is passed")
    if turn == 12:
        common["planned_start"] = at + dt.timedelta(days=40)
        return Evidence(status=Status.NOT_STARTED, **common)
    if turn == 13:
        common |= {"original_due": due - dt.timedelta(days=150), "moves": 2}
        return Evidence(status=Status.IN_PROGRESS, **common)
    return Evidence(
        status=Status.IN_PROGRESS,
        ongoing=turn == 2,
        call=(Call.ON_TRACK, Call.AT_RISK, Call.ON_TRACK, None)[turn % 4],
        missed=2 if turn == 6 else 0,
        forecast=due,
        **common,
    )


def _reported(suggested: Rating, index: int) -> Rating:
    """Mostly what the rules say; now and then a better rating than theirs."""
    return Rating.GREEN if suggested is Rating.AMBER and index % 3 == 0 else suggested


def _leads(index: int) -> tuple[LeadShown, ...]:
    named = [lead(index)]
    if index % 3 == 0:
        named.append(lead(index + 1, LeadRole.JOINT))
    if index % 8 == 0:
        named.append(lead(index + 2, LeadRole.SUPPORTING))
    return tuple(named)


def _due_shown(facts: Evidence) -> str:
    if facts.due is None:
        return f"To be confirmed once {facts.awaiting}"
    shown = f"{facts.due:%-d %B %Y}"
    if facts.ongoing:
        return f"On-going, next review {shown}"
    if facts.moves and facts.original_due:
        return f"{shown} (originally {facts.original_due:%-d %B %Y}, moved {facts.moves} times)"
    return shown
