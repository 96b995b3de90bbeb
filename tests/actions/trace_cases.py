"""Cases of the constraints of recommendations, of what actions wait on, and of equality assessments."""

from collections.abc import Callable

from actions.models import (
    Action,
    EqualityMitigation,
    EqualityReview,
    OutsideEvent,
    Recommendation,
    RecommendationTrace,
)
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_equality_review,
    make_event,
    make_recommendation,
    make_wait,
)


def _trace(recommendation: Recommendation) -> RecommendationTrace:
    action = Action.objects.first() or make_action("1.1")
    return RecommendationTrace.objects.create(recommendation=recommendation, action=action, made_at=NOW)


def _one() -> Recommendation:
    return Recommendation.objects.first() or make_recommendation()


def _action(reference: str) -> Action:
    return Action.objects.filter(reference=reference).first() or make_action(reference)


def _on_itself() -> None:
    make_wait(_action("1.1"), _action("1.1"))


def _mitigation(words: str = "Say so.", *, order: int = 1) -> EqualityMitigation:
    review = EqualityReview.objects.first() or make_equality_review()
    return EqualityMitigation.objects.create(review=review, words=words, order=order)


CASES: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
    "recommendation_reference_unique_in_review": (
        lambda: [make_recommendation("9", withdrawn_on=TODAY), make_recommendation("9")],
        lambda: make_recommendation("9"),
    ),
    "recommendation_says_what": (make_recommendation, lambda: make_recommendation(text="")),
    "recommendation_addressed_to_one": (
        lambda: make_recommendation(agency=None, addressed_to="All partners"),
        lambda: make_recommendation(addressed_to="All partners"),
    ),
    "recommendation_settled_with_a_reason": (
        lambda: make_recommendation(settled_as="done_already", settled_reason="Kept.", settled_on=TODAY),
        lambda: make_recommendation(settled_as="done_already", settled_on=TODAY),
    ),
    "recommendation_traced_once": (lambda: _trace(_one()), lambda: _trace(_one())),
    "outside_event_once_a_plan": (make_event, make_event),
    "outside_event_has_words": (make_event, lambda: make_event("")),
    "dependency_on_one_thing": (
        lambda: make_wait(_action("1.1"), _action("1.2")),
        lambda: make_wait(_action("1.1"), _action("1.3"), on_event=make_event()),
    ),
    "dependency_not_on_itself": (lambda: make_wait(_action("1.1"), _action("1.2")), _on_itself),
    "dependency_on_an_action_once": (
        lambda: make_wait(_action("1.1"), _action("1.2")),
        lambda: make_wait(_action("1.1"), _action("1.2")),
    ),
    "dependency_on_an_event_once": (
        lambda: make_wait(_action("1.1"), make_event()),
        lambda: make_wait(_action("1.1"), OutsideEvent.objects.get()),
    ),
    "equality_review_number_unique": (make_equality_review, lambda: make_equality_review(number=1)),
    "equality_review_is_numbered_from_one": (
        make_equality_review,
        lambda: make_equality_review(number=0),
    ),
    "equality_review_says_what_and_by_whom": (
        make_equality_review,
        lambda: make_equality_review(done_by=""),
    ),
    "equality_mitigation_order_unique": (_mitigation, _mitigation),
    "equality_mitigation_has_words": (_mitigation, lambda: _mitigation("", order=2)),
}
