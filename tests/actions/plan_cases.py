"""Cases of the constraints of what stands round actions: measures, partners, links, what is in place."""

from collections.abc import Callable
from typing import Any

from actions.models import (
    Action,
    ActionLink,
    ActionPartner,
    Funding,
    InPlace,
    Interdependency,
    Measure,
    MeasureReading,
)
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_agency,
    make_measure,
    make_objective,
    make_period,
    make_plan,
    make_reading,
)


def _the_action() -> Action:
    return Action.objects.first() or make_action("1.1")


def _measure(**fields: object) -> Measure:
    values = {"action": _the_action(), "words": "Fewer.", "order": Measure.objects.count() + 1}
    return Measure.objects.create(**(values | fields))


def _reading(**fields: object) -> MeasureReading:
    """Of one measure and period; revisions are as told, the first otherwise."""
    measure = Measure.objects.filter(better="up").first() or make_measure()
    values: dict[str, Any] = {"revision": 1, "reason": ""} | fields
    return make_reading(measure, make_period(), **values)


def _fund(**fields: object) -> Funding:
    values: dict[str, Any] = {"plan": make_plan(), "source": "A grant", "ends_on": TODAY} | fields
    return Funding.objects.create(**values)


def _in_place(**fields: object) -> InPlace:
    values = {"objective": make_objective(), "words": "A helpline", "order": InPlace.objects.count() + 1}
    return InPlace.objects.create(**(values | fields))


def _partner(name: str) -> ActionPartner:
    return ActionPartner.objects.create(action=_the_action(), name=name, order=1)


def _interdependency(name: str) -> Interdependency:
    return Interdependency.objects.create(plan=make_plan(), name=name, order=1)


def _link(action: Action, other: Action) -> ActionLink:
    return ActionLink.objects.create(action=action, other=other, made_at=NOW)


def _limits(**fields: object) -> None:
    plan = make_plan()
    limits = {"thresholds_from": TODAY, "overdue_days": 30, "slip_days": 92, "missed_updates": 2} | fields
    for name, value in limits.items():
        setattr(plan, name, value)
    plan.save()


CASES: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
    "plan_thresholds_all_or_none": (_limits, lambda: _limits(slip_days=None)),
    "measure_of_an_action_or_an_objective": (
        lambda: [_measure(), _measure(action=None, objective=make_objective())],
        lambda: _measure(objective=make_objective()),
    ),
    "measure_has_words": (_measure, lambda: _measure(words="")),
    "measure_counted_has_a_direction": (
        lambda: _measure(target=5, better="down"),
        lambda: _measure(target=5),
    ),
    "measure_supplied_by_one": (
        lambda: [_measure(agency=make_agency()), _measure(supplier="A survey")],
        lambda: _measure(agency=make_agency(), supplier="A survey"),
    ),
    "measure_retired_says_why": (
        lambda: _measure(retired_on=TODAY, retired_because="The survey has ended."),
        lambda: _measure(retired_on=TODAY),
    ),
    "reading_revision_unique": (_reading, _reading),
    "reading_says_something": (lambda: _reading(value=None, note="It is."), lambda: _reading(value=None)),
    "reading_corrected_says_why": (
        lambda: [_reading(), _reading(revision=2, reason="Miscounted.")],
        lambda: _reading(revision=3, reason=""),
    ),
    "funding_has_a_source": (_fund, lambda: _fund(source="")),
    "funding_follow_on_is_known": (
        lambda: _fund(follow_on="sought", what_follows="A bid."),
        lambda: _fund(follow_on="hoped", what_follows="A bid."),
    ),
    "funding_follow_on_has_words": (
        lambda: _fund(follow_on="agreed", what_follows="The same."),
        lambda: _fund(follow_on="agreed"),
    ),
    "funding_closed_says_why": (
        lambda: _fund(closed_on=TODAY, closing_note="Replaced."),
        lambda: _fund(closed_on=TODAY),
    ),
    "measure_order_unique_in_action": (lambda: _measure(order=90), lambda: _measure(order=90)),
    "measure_order_unique_in_objective": (
        lambda: _measure(action=None, objective=make_objective(), order=91),
        lambda: _measure(action=None, objective=make_objective(), order=91),
    ),
    "in_place_order_unique": (lambda: _in_place(order=9), lambda: _in_place(order=9)),
    "in_place_has_words": (_in_place, lambda: _in_place(words="")),
    "partner_named_once_an_action": (lambda: _partner("Schools"), lambda: _partner("Schools")),
    "partner_has_a_name": (lambda: _partner("Courts"), lambda: _partner("")),
    "interdependency_named_once_a_plan": (
        lambda: _interdependency("Police plan"),
        lambda: _interdependency("Police plan"),
    ),
    "interdependency_has_a_name": (lambda: _interdependency("Care"), lambda: _interdependency("")),
    "action_link_once": (
        lambda: _link(_the_action(), make_action("8.8")),
        lambda: _link(_the_action(), Action.objects.get(reference="8.8")),
    ),
    "action_link_to_another_action": (
        lambda: _link(_the_action(), make_action("8.9")),
        lambda: _link(_the_action(), _the_action()),
    ),
}
