"""Cases of the constraints of recommendations and what answers them."""

from collections.abc import Callable

from actions.models import Action, Recommendation, RecommendationTrace
from tests.factories import NOW, TODAY, make_action, make_recommendation


def _trace(recommendation: Recommendation) -> RecommendationTrace:
    action = Action.objects.first() or make_action("1.1")
    return RecommendationTrace.objects.create(recommendation=recommendation, action=action, made_at=NOW)


def _one() -> Recommendation:
    return Recommendation.objects.first() or make_recommendation()


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
}
