"""Rows for tests: a plain function a noun, each with defaults that make a likely row.

    police = make_agency("Warwickshire Police")
    post = make_post(police, "Superintendent")
    officer = make_person(Role.LEAD_OFFICER, agency=police, posts=[post])
    action = make_action(leads=[post])
    request = make_request(action, make_period())
    update = make_update(request, state="submitted", call="at_risk")

The first lead is accountable, the next are joint; ``supporting`` posts support. Everything belongs to one
board and one plan unless told otherwise. Where a verb has rules of its own, call the verb; these only put
rows in place.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from actions.models import (
    Action,
    ActionLead,
    DateChange,
    Dependency,
    EqualityReview,
    LeadRole,
    Measure,
    MeasureReading,
    Milestone,
    Objective,
    OutsideEvent,
    Plan,
    ProgressUpdate,
    Recommendation,
    UpdateRequest,
)
from actions.models.plan_date_fields import columns
from actions.plan_dates import parse
from governance.models import (
    Agency,
    Appointment,
    Decision,
    Group,
    Person,
    Post,
    RegisteredDocument,
    ReportingPeriod,
    RoleAssignment,
)
from governance.quarters import Quarter
from governance.roles import Role

LONDON = ZoneInfo("Europe/London")
# The demo's day, within the open round of Q3 2023-24: the fixture ``demo_clock`` shows pages then.
TODAY = dt.date(2024, 1, 8)
NOW = dt.datetime(2024, 1, 8, 10, 30, tzinfo=LONDON)
LONG_AGO = dt.date(2020, 1, 1)


def make_agency(name: str = "Warwickshire Police", **fields: Any) -> Agency:
    """The agency of that name, made when there is none."""
    defaults = {"short_name": name, "slug": slugify(name), "sector": "police"} | fields
    return Agency.objects.get_or_create(name=name, defaults=defaults)[0]


def make_post(agency: Agency | None = None, title: str = "Superintendent") -> Post:
    """The agency's post of that title, made when there is none."""
    return Post.objects.get_or_create(agency=agency or make_agency(), title=title)[0]


def make_group(name: str = "VAWG Board", **fields: Any) -> Group:
    """The group of that name, made when there is none."""
    return Group.objects.get_or_create(name=name, defaults={"slug": slugify(name), "kind": "board"} | fields)[
        0
    ]


def make_person(
    role: Role | str | None = None,
    *,
    agency: Agency | None = None,
    group: Group | None = None,
    posts: Sequence[Post] = (),
    deputy_for: Sequence[Post] = (),
    name: str = "",
) -> Person:
    """A person with at most one role (for the agency, the group or everywhere), in the posts.

    Sign in by ``client.force_login``.
    """
    number = Person.objects.count() + 1
    name = name or f"Person {number}"
    person = Person.objects.create_user(f"person.{number}@example.org", name=name)
    if role is not None:
        make_role(person, role, agency=agency, group=group)
    for post in posts:
        Appointment.objects.create(person=person, post=post, starts_on=LONG_AGO)
    for post in deputy_for:
        Appointment.objects.create(person=person, post=post, deputy=True, starts_on=LONG_AGO)
    return person


def make_role(
    person: Person, role: Role | str, *, agency: Agency | None = None, group: Group | None = None
) -> RoleAssignment:
    """One more role for a person."""
    return RoleAssignment.objects.create(
        person=person, role=Role(role).value, agency=agency, group=group, starts_on=LONG_AGO
    )


def make_plan(slug: str = "vawg-2023-24", **fields: Any) -> Plan:
    """The plan of that slug, agreed and of the VAWG Board, made when there is none."""
    defaults = {
        "title": "Delivery plan 2023-24",
        "state": "agreed",
        "starts_on": dt.date(2023, 4, 1),
        "ends_on": dt.date(2024, 3, 31),
    } | fields
    if "board" not in defaults:
        defaults["board"] = make_group()
    return Plan.objects.get_or_create(slug=slug, defaults=defaults)[0]


def make_objective(number: str = "1", *, plan: Plan | None = None, **fields: Any) -> Objective:
    """The numbered objective of the plan, under an upper heading, made when there is none."""
    plan = plan or make_plan()
    found = Objective.objects.filter(plan=plan, number=number).first()
    if found is not None:
        return found
    if "parent" not in fields:
        fields["parent"] = Objective.objects.get_or_create(
            plan=plan, number="A", defaults={"title": "Prevention", "order": 1, "parent": None}
        )[0]
    order = Objective.objects.filter(plan=plan).count() + 1
    defaults = {"title": f"Objective {number}", "order": order} | fields
    return Objective.objects.create(plan=plan, number=number, **defaults)


def make_action(
    reference: str = "",
    *,
    leads: Sequence[Post] = (),
    supporting: Sequence[Post] = (),
    plan: Plan | None = None,
    objective: Objective | None = None,
    start: str = "1 April 2023",
    due: str = "31 March 2024",
    **fields: Any,
) -> Action:
    """An action in progress. ``start`` and ``due`` are words of a plan's date.

    O is D unless ``original_due`` says otherwise.
    """
    objective = objective or make_objective(plan=plan)
    order = Action.objects.filter(plan=objective.plan).count() + 1
    reference = reference or f"{objective.number}.{order}"
    due_date = parse(due)
    dates = (
        columns("start", parse(start))
        | columns("due", due_date)
        | columns("original_due", parse(fields.pop("original_due", due)))
        | {"ongoing": due_date.ongoing, "recurs": due_date.recurs, "awaiting": due_date.awaiting}
    )
    words = {"title": f"Action {reference}", "order": order, "priority": "high", "status": "in_progress"}
    action = Action.objects.create(
        plan=objective.plan, objective=objective, reference=reference, **(words | dates | fields)
    )
    for place, post in enumerate(leads):
        role = LeadRole.JOINT if place else LeadRole.ACCOUNTABLE
        ActionLead.objects.create(action=action, post=post, role=role, order=place + 1)
    for place, post in enumerate(supporting, start=len(leads) + 1):
        ActionLead.objects.create(action=action, post=post, role=LeadRole.SUPPORTING, order=place)
    return action


def make_milestone(action: Action, title: str = "Mapping complete", due: str = "April 2023") -> Milestone:
    """A dated step of an action."""
    return Milestone.objects.create(action=action, title=title, **columns("due", parse(due)))


def make_measure(of: Objective | Action | None = None, **fields: Any) -> Measure:
    """A measure of an objective or an action, counted in per cent, of which higher is better."""
    of = of or make_objective()
    owner = {"action": of} if isinstance(of, Action) else {"objective": of}
    usual: dict[str, Any] = {"words": "People who feel safe", "unit": "%", "better": "up"}
    return Measure.objects.create(**owner, **(usual | {"order": of.measures.count() + 1} | fields))


def make_reading(
    measure: Measure, period: ReportingPeriod, value: float | str | None = 50, **fields: Any
) -> MeasureReading:
    """The next revision of the measure's reading in the period."""
    revision = MeasureReading.objects.filter(measure=measure, period=period).count() + 1
    usual: dict[str, Any] = {
        "revision": revision,
        "reason": "Miscounted." if revision > 1 else "",
        "by_name": "Person of the agency",
        "at": NOW,
    }
    return MeasureReading.objects.create(measure=measure, period=period, value=value, **(usual | fields))


def make_period(
    state: str = "open", *, quarter: str = "2023-Q3", board: Group | None = None, **fields: Any
) -> ReportingPeriod:
    """The board's period of that quarter: due 15 days after its end, the board meeting 15 days later."""
    found = Quarter.parse(quarter)
    opens_on = found.end - dt.timedelta(days=10)
    defaults: dict[str, Any] = {
        "state": state,
        "opens_on": opens_on,
        "due_on": found.end + dt.timedelta(days=15),
        "meets_on": found.end + dt.timedelta(days=30),
    }
    if state in {"closed", "issued"}:
        defaults["closed_at"] = dt.datetime.combine(defaults["due_on"], dt.time(17), LONDON)
    return ReportingPeriod.objects.get_or_create(
        board=board or make_group(), year=found.year, number=found.number, defaults=defaults | fields
    )[0]


def make_request(
    action: Action | None = None, period: ReportingPeriod | None = None, *, asked: bool = True
) -> UpdateRequest:
    """The request of the action in the period, with nothing written, made when there is none."""
    action = action or make_action(leads=[make_post()])
    period = period or make_period(board=action.plan.board)
    return UpdateRequest.objects.get_or_create(
        action=action,
        period=period,
        defaults={
            "asked": asked,
            "asked_at": dt.datetime.combine(period.opens_on, dt.time(9), LONDON),
        },
    )[0]


def make_update(
    request: UpdateRequest | None = None,
    *,
    state: str = "draft",
    by: Person | None = None,
    at: dt.datetime = NOW,
    forecast: str = "",
    **fields: Any,
) -> ProgressUpdate:
    """The next revision of the request's update, which the request then points at.

    ``forecast`` is in words.
    """
    request = request or make_request()
    before = request.latest
    words: dict[str, Any] = {
        "status": "in_progress",
        "happened": "The first cohort of officers was trained.",
        "call": "on_track",
        "reported_rating": "green",
        "suggested_rating": "green" if state in {"submitted", "accepted"} else "",
        "confirmed_rating": fields.get("reported_rating", "green") if state == "accepted" else "",
        "return_reason": "Say how many officers were trained." if state == "returned" else "",
    }
    update = ProgressUpdate.objects.create(
        action=request.action,
        period=request.period,
        revision=before.revision + 1 if before else 1,
        state=state,
        by=by,
        by_name=by.name if by else "Person of the agency",
        at=at,
        **(words | columns("forecast", parse(forecast)) | fields),
    )
    request.latest = update
    request.save(update_fields=["latest"])
    return update


def make_decision(text: str = "Agreed.", *, group: Group | None = None, **fields: Any) -> Decision:
    """What a group (the VAWG Board) resolved."""
    return Decision.objects.create(
        group=group or make_group(),
        text=text,
        **({"decided_on": TODAY, "recorded_at": NOW} | fields),
    )


def make_date_change(action: Action, to: str = "30 September 2024", **fields: Any) -> DateChange:
    """A request to move the action's due date, waiting for a decision."""
    return DateChange.objects.create(
        action=action,
        **(
            columns("from", action.due)
            | columns("to", parse(to))
            | {"reason": "The supplier is late.", "requested_at": NOW}
            | fields
        ),
    )


def make_document(**fields: Any) -> RegisteredDocument:
    """A strategy of 2021 to 2024 in the register, with the next number."""
    number = RegisteredDocument.objects.count() + 1
    values = {"number": number, "title": f"Document {number}", "owner": "Warwickshire Police"}
    years = {"kind": "strategy", "first_year": 2021, "last_year": 2024}
    return RegisteredDocument.objects.create(**(values | years | fields))


def make_recommendation(reference: str = "", **fields: Any) -> Recommendation:
    """A recommendation to the police of one review of 2021, under the next reference."""
    review = RegisteredDocument.objects.filter(kind="independent review").first()
    values = {
        "document": review or make_document(kind="independent review", title="Review of the conference"),
        "reference": reference or str(Recommendation.objects.count() + 1),
        "text": "Say who chairs each conference.",
        "made_on": dt.date(2021, 11, 30),
        "agency": make_agency(),
    }
    return Recommendation.objects.create(**(values | fields))


def make_wait(action: Action, on: Action | OutsideEvent, **fields: Any) -> Dependency:
    """The action waits on another, or on an event outside the plan."""
    end = {"on_action": on} if isinstance(on, Action) else {"on_event": on}
    return Dependency.objects.create(action=action, **(end | fields))


def make_event(words: str = "the Bill is law", *, expected: str = "", **fields: Any) -> OutsideEvent:
    """Something outside the plan; ``expected`` is in words."""
    values = {"plan": fields.pop("plan", None) or make_plan(), "words": words}
    return OutsideEvent.objects.create(**(values | columns("expected", parse(expected)) | fields))


def make_equality_review(plan: Plan | None = None, **fields: Any) -> EqualityReview:
    """The plan's next review of its equality impact assessment, done on 14 December 2022."""
    plan = plan or make_plan()
    values = {
        "number": EqualityReview.objects.filter(plan=plan).count() + 1,
        "reviewed_on": dt.date(2022, 12, 14),
        "done_by": "OPCC, Victims Lead",
        "summary": "Rural women wait longer.",
        "groups": ["age"],
        "recorded_at": NOW,
    }
    return EqualityReview.objects.create(plan=plan, **(values | fields))
