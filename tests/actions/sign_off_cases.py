"""Cases of the constraints of the sign-off route and of versions."""

from collections.abc import Callable
from typing import Any

from actions.models import Approval, PlanVersion, Verdict
from tests.factories import NOW, make_decision, make_group, make_plan


def _approval(**fields: Any) -> Approval:
    number = Approval.objects.count()
    values = {"plan": make_plan(), "group": make_group(), "order": number, "of_what": "The plan"}
    return Approval.objects.create(**(values | fields))


def _version(number: int = 0, **fields: Any) -> PlanVersion:
    number = number or PlanVersion.objects.count() + 1
    values = {"plan": make_plan(), "number": number, "name": f"1.{number}", "reason": "Dates moved."}
    return PlanVersion.objects.create(**(values | {"promises": {}, "at": NOW} | fields))


def _the_version() -> PlanVersion:
    return PlanVersion.objects.first() or _version()


def _verdict(outcome: str) -> Verdict:
    step = Approval.objects.first() or _approval()
    return Verdict.objects.create(step=step, outcome=outcome, decision=make_decision())


CASES: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
    "approval_order_unique_in_plan": (
        lambda: [_approval(order=9), _approval(order=9, version=_the_version())],
        lambda: _approval(order=9),
    ),
    "approval_order_unique_in_version": (
        lambda: _approval(order=9, version=_the_version()),
        lambda: _approval(order=9, version=_the_version()),
    ),
    "approval_says_of_what": (_approval, lambda: _approval(of_what="")),
    "verdict_outcome_is_known": (lambda: _verdict("agreed"), lambda: _verdict("noted")),
    "verdict_given_once_a_step": (
        lambda: [_verdict("refused"), _verdict("refused"), _verdict("approved")],
        lambda: _verdict("agreed"),
    ),
    "plan_version_number_unique": (lambda: _version(9), lambda: _version(9, name="Another")),
    "plan_version_name_unique": (lambda: _version(name="2.0"), lambda: _version(name="2.0")),
    "plan_version_has_a_name": (_version, lambda: _version(name="")),
    "plan_version_amends_for_a_reason": (lambda: _version(1, reason=""), lambda: _version(2, reason="")),
}
