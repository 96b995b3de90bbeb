"""Whose update may be read and written, by whom."""

import pytest
from django.test import Client
from django.urls import reverse

from actions.models import ProgressUpdate, UpdateRequest
from governance.models import Person, ReportingPeriod
from governance.roles import Role
from tests.actions.updating import (
    Force,
    address,
    send,
    signed_in,
    text_of,
)
from tests.factories import NOW, make_group, make_person, make_update

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


@pytest.fixture
def force() -> Force:
    return Force()


class TestAnotherAgency:
    """The council's people cannot read the force's draft or write its update by any address, theirs too."""

    SECRET = "A word that nobody else may read."

    def begin(self, force: Force) -> tuple[UpdateRequest, UpdateRequest, list[Person]]:
        theirs, own = force.asked("16.2"), force.asked("9.1", leads=[force.council_post])
        make_update(theirs, state="draft", happened=self.SECRET, by=force.lead)
        people = [
            make_person(Role.LEAD_OFFICER, agency=force.council, posts=[force.council_post]),
            make_person(Role.AGENCY_SPONSOR, agency=force.council),
            make_person(Role.BOARD_CHAIR, group=theirs.period.board),
            make_person(Role.BOARD_MEMBER, group=theirs.period.board),
            make_person(Role.ADMINISTRATOR),
        ]
        return theirs, own, people

    def test_nobody_else_reads_the_draft(self, force: Force) -> None:
        theirs, own, people = self.begin(force)
        pages = [
            address(theirs),
            address(own),
            reverse("actions:my_updates"),
            reverse("actions:submit_ready"),
            reverse("actions:action", args=[theirs.action.plan.slug, "16.2"]),
            reverse("actions:date_change", args=[theirs.action.plan.slug, "16.2"]),
        ]
        for person in people:
            for page in pages:
                assert self.SECRET not in signed_in(person).get(page).content.decode(), (person, page)
        assert self.SECRET in signed_in(force.lead).get(address(theirs)).content.decode()
        assert self.SECRET in signed_in(force.lead).get(pages[4]).content.decode()

    def test_nobody_else_writes_it(self, force: Force) -> None:
        theirs, _, people = self.begin(force)
        for person in people:
            for step in ("save", "ready", "submit", "theirs"):
                assert send(person, theirs, step, expected_revision="1").status_code == 403, (person, step)
        assert ProgressUpdate.objects.get().happened == self.SECRET

    def test_what_one_submits_is_ones_own_agencys(self, force: Force) -> None:
        theirs, own, people = self.begin(force)
        make_update(theirs, state="ready")
        make_update(own, state="ready")
        client = signed_in(people[1])
        assert "16.2" not in text_of(client.get(reverse("actions:submit_ready")))
        client.post(reverse("actions:submit_ready"), {"updates": [f"{theirs.pk}-2", f"{own.pk}-1"]})
        client.post(reverse("actions:submit_ready"), {"updates": [f"{theirs.pk}-2"]})
        assert not ProgressUpdate.objects.filter(state="submitted").exists()

    def test_an_address_of_ones_own_does_not_reach_theirs(self, force: Force) -> None:
        """What the form says beside the address is not asked: the address alone decides."""
        _theirs, own, people = self.begin(force)
        send(people[0], own, action="16.2", reference="16.2", plan="1", period="1")
        assert [(u.action.reference, u.by) for u in ProgressUpdate.objects.order_by("pk")] == [
            ("16.2", force.lead),
            ("9.1", people[0]),
        ]

    def test_who_has_not_signed_in_is_asked_to(self, force: Force) -> None:
        theirs, _, _ = self.begin(force)
        response = Client().get(address(theirs))
        assert response.status_code == 302
        assert response.headers["Location"].startswith(reverse("account_login"))


class TestWhatAPackShows:
    """A submitted update stands in the pack: whoever reads that pack may read it where its row leads to."""

    WORDS = "The supplier withdrew in November."

    def readers(self, request: UpdateRequest) -> dict[str, bool]:
        """Who reads the words on the action's page."""
        board = request.period.board
        other = make_group("Another board", kind="board", slug="another-board")
        people = {
            "chair": make_person(Role.BOARD_CHAIR, group=board),
            "chair of another board": make_person(Role.BOARD_CHAIR, group=other),
            "member": make_person(Role.BOARD_MEMBER, group=board),
            "partner": make_person(Role.SUB_GROUP_LEAD, group=board),
        }
        page = reverse("actions:action", args=[request.action.plan.slug, request.action.reference])
        return {
            name: self.WORDS in signed_in(person).get(page).content.decode()
            for name, person in people.items()
        }

    def test_nobody_reads_what_is_not_handed_in(self, force: Force) -> None:
        request = force.asked("16.2")
        make_update(request, state="ready", happened=self.WORDS)
        assert not any(self.readers(request).values())

    def test_in_an_open_quarter_the_chair_and_not_the_member(self, force: Force) -> None:
        request = force.asked("16.2")
        make_update(request, state="submitted", happened=self.WORDS)
        assert self.readers(request) == {
            "chair": True,
            "chair of another board": False,
            "member": False,
            "partner": False,
        }

    def test_in_a_closed_quarter_the_member_too(self, force: Force) -> None:
        request = force.asked("16.2")
        make_update(request, state="submitted", happened=self.WORDS)
        ReportingPeriod.objects.update(state="closed", closed_at=NOW)
        assert self.readers(request) == {
            "chair": True,
            "chair of another board": False,
            "member": True,
            "partner": False,
        }

    def test_what_was_returned_is_for_its_agency_again(self, force: Force) -> None:
        request = force.asked("16.2")
        make_update(request, state="submitted", happened=self.WORDS)
        make_update(request, state="returned", happened=self.WORDS, return_reason="Leave the supplier out.")
        assert not any(self.readers(request).values())
