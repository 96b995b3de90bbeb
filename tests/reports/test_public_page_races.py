"""Two who make a plan's page public at the same moment, in real threads: one is told."""

from functools import partial
from typing import Any

import pytest

from actions.policies import Refusal
from governance.models import Event
from reports.models import PublicPage
from reports.publishing import switch_on
from tests.factories import NOW
from tests.races import together
from tests.reports.issues import put_issue
from tests.reports.scene import make_scene
from tests.reports.test_public_page import write


@pytest.mark.django_db(transaction=True)
def test_of_two_who_make_it_public_at_once_one_is_told() -> None:
    scene = make_scene()
    issued, page = put_issue(scene, 1), write(scene)
    deed: dict[str, Any] = {
        "plan": scene.plan,
        "expected_version": page.version,
        "expected_issue": issued.pk,
        "at": NOW,
    }
    answers = together([partial(switch_on, **deed, by=by) for by in (scene.coordinator, scene.chair)])

    [told] = [answer for answer in answers if isinstance(answer, Refusal)]
    assert str(told) in {
        "Somebody changed the page after you opened this. Open it again to read what they did.",
        "The page is public already.",
    }
    assert list(PublicPage.objects.values_list("is_on", "version")) == [(True, page.version + 1)]
    assert Event.objects.filter(verb="made public").count() == 1
