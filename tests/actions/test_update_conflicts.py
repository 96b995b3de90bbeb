"""The page of one update when something happened meanwhile: a writer, a closing, a sign-out."""

import re

import pytest

from actions.models import Action, ProgressUpdate, UpdateRequest
from governance.models import ReportingPeriod
from tests.actions.updating import (
    WHOLE,
    Force,
    address,
    said,
    send,
    signed_in,
    text_of,
)
from tests.factories import (
    NOW,
    make_action,
    make_decision,
    make_period,
    make_request,
    make_update,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


@pytest.fixture
def force() -> Force:
    return Force()


class TestTwoPeople:
    def begin(self, force: Force) -> UpdateRequest:
        """The lead opened the page; the sponsor saved first."""
        request = force.asked()
        send(force.sponsor, request, happened="Sixty were trained.", call="at_risk")
        return request

    def test_the_second_sees_both_texts_and_loses_neither(self, force: Force) -> None:
        request = self.begin(force)
        response = send(force.lead, request, "ready", happened="Forty were trained.")
        assert response.status_code == 409
        page = text_of(response)
        assert "Sponsor, Police saved this update on" in page
        differences = response.context["differences"]
        assert [(d.label, d.first, d.second) for d in differences] == [
            ("What happened", "Sixty were trained.", "Forty were trained."),
            ("Own call", "At risk but recoverable", "On track"),
        ]
        form = response.context["form"]
        assert form["happened"].value() == "Forty were trained."
        assert 'name="expected_revision" value="1"' in response.content.decode()
        assert [row.happened for row in ProgressUpdate.objects.all()] == ["Sixty were trained."]

    def test_saving_over_them_knowingly(self, force: Force) -> None:
        request = self.begin(force)
        send(force.lead, request, "ready", happened="Forty were trained.", expected_revision="1")
        rows = ProgressUpdate.objects.order_by("revision")
        assert [(row.state, row.by_name, row.happened) for row in rows] == [
            ("draft", "Sponsor, Police", "Sixty were trained."),
            ("ready", "Lead officer, Police", "Forty were trained."),
        ]

    def test_letting_theirs_stand(self, force: Force) -> None:
        request = self.begin(force)
        response = send(force.lead, request, "theirs", happened="Forty were trained.", expected_revision="1")
        assert said(response) == [
            "16.2 Train officers: what was saved first stands, and what you typed is kept in its history."
        ]
        rows = ProgressUpdate.objects.order_by("revision")
        assert [(row.by_name, row.happened) for row in rows] == [
            ("Sponsor, Police", "Sixty were trained."),
            ("Lead officer, Police", "Forty were trained."),
            ("Lead officer, Police", "Sixty were trained."),
        ]

    def test_a_form_without_its_revision_is_taken_for_an_old_one(self, force: Force) -> None:
        request = self.begin(force)
        for value in ("", "soon", "-1"):
            assert send(force.lead, request, expected_revision=value).status_code == 409
        assert ProgressUpdate.objects.count() == 1


def test_one_person_in_two_windows_is_not_called_somebody_else(force: Force) -> None:
    request = force.asked()
    send(force.lead, request, happened="Sixty were trained.")

    page = text_of(send(force.lead, request, happened="Forty were trained."))

    assert "You saved this update in another window on 8 January 2024" in page
    assert "Where the two differ" in page
    assert [words for words in ("somebody else", "Theirs", "theirs") if words in page] == []


class TestNoLongerOpen:
    @pytest.mark.parametrize(
        ("state", "sentence"),
        [
            (
                "submitted",
                "This update has been submitted. Ask the coordinator to return it if it must change.",
            ),
            (
                "accepted",
                "This update has been accepted. What is new goes into the next quarter's update.",
            ),
        ],
    )
    def test_what_is_handed_in_is_shown_and_not_written(
        self, force: Force, state: str, sentence: str
    ) -> None:
        request = force.asked()
        make_update(request, state=state, happened="Forty were trained.")
        shown = signed_in(force.lead).get(address(request))
        assert sentence in text_of(shown)
        assert "Forty were trained." in text_of(shown)
        assert "<textarea" not in shown.content.decode()

        tried = send(force.lead, request, happened="Sixty were trained.", expected_revision="1")
        assert tried.status_code == 409
        page = text_of(tried)
        assert f"Not saved {sentence} What you typed was not saved. It stands below, to be copied." in page
        assert "Sixty were trained." in page
        assert ProgressUpdate.objects.count() == 1

    def test_a_closed_period_refuses_and_gives_the_words_back(self, force: Force) -> None:
        request = force.asked()
        ReportingPeriod.objects.update(state="closed", closed_at=NOW)
        sentence = "Q3 2023-24 is closed, so its updates can no longer be changed."
        assert sentence in text_of(signed_in(force.lead).get(address(request)))
        tried = send(force.lead, request, happened="Sixty were trained.", forecast_words="never")
        assert tried.status_code == 409
        assert sentence in text_of(tried)
        assert "What happened Sixty were trained." in text_of(tried)
        assert ProgressUpdate.objects.count() == 0

    def test_a_period_that_is_not_open_yet(self, force: Force) -> None:
        request = make_request(make_action("16.2", leads=[force.post]), make_period("planned"))
        assert "Q3 2023-24 is not open yet: it opens on 21 December 2023." in text_of(
            signed_in(force.lead).get(address(request))
        )

    def test_a_closed_action_is_written_no_more(self, force: Force) -> None:
        request = force.asked()
        Action.objects.update(status="closed", closure_decision=make_decision())
        assert send(force.lead, request).status_code == 409
        assert ProgressUpdate.objects.count() == 0


class TestEndedSession:
    def test_what_was_typed_comes_back_after_signing_in_again(self, force: Force) -> None:
        request = force.asked()
        client = signed_in(force.lead)
        page = client.get(address(request)).content.decode()
        [owner] = re.findall(r'name="kept_words_owner" value="([^"]+)"', page)
        session = client.session
        client.logout()
        answers = WHOLE | {"step": "save", "kept_words_owner": owner, "happened": "Typed in vain?"}
        client.post(address(request), answers)
        assert ProgressUpdate.objects.count() == 0

        client.force_login(force.lead)

        assert session.session_key != client.session.session_key
        again = client.get(address(request))
        assert again.context["form"]["happened"].value() == "Typed in vain?"
        assert ProgressUpdate.objects.count() == 0
