"""A pack's way to the board: approved by the chair, issued with its number, amended by another revision."""

import io
import json
import re
from html import unescape
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from openpyxl import load_workbook
from pypdf import PdfReader

from actions.policies import Refusal
from governance.models import Event
from governance.models.append_only import AppendOnlyError
from reports.issuing import amend_pack, approve_pack, issue_pack, mark_of, read_waiting
from reports.models import IssuedPack, PeriodSnapshot
from reports.pack_standing import read_standings
from reports.sources.rounds import read_rounds
from tests.factories import NOW
from tests.reports.issues import put_issue
from tests.reports.scene import Scene, make_scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def press(client: Client, address: str, **typed: object) -> str:
    """Send the form of the page as it stands; the sentence that the next page says."""
    shown = client.get(address).content.decode()
    read = dict(re.findall(r'name="(revision_read|pack_read)" value="(\w+)"', shown))
    body = {"sure": "on", "revision_read": "1", **read, **typed}
    return told(client.post(address, body))


def told(response: Any) -> str:
    """The sentence that the next page says."""
    return [str(message) for message in get_messages(response.wsgi_request)][-1]


def said(client: Client, address: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", client.get(address).content.decode())).split())


def snapshot_of(scene: Scene, number: int) -> PeriodSnapshot:
    return PeriodSnapshot.objects.get(plan=scene.plan, period__number=number)


def issue(scene: Scene, number: int) -> IssuedPack:
    """Approve and issue a quarter's pack, by the verbs."""
    snapshot = snapshot_of(scene, number)
    rounds = read_rounds(scene.plan)
    current = rounds[number - 1]
    pack = read_waiting(current, rounds, read_standings([snapshot])[snapshot.pk], at=NOW)
    approve_pack(
        current=current, rounds=rounds, expected_revision=1, pack_read=mark_of(pack), by=scene.chair, at=NOW
    )
    return issue_pack(snapshot=snapshot, expected_revision=1, by=scene.coordinator, at=NOW)


def test_from_approval_to_a_second_revision(scene: Scene) -> None:
    chair, coordinator = scene.signed_in(scene.chair), scene.signed_in(scene.coordinator)
    steps = {name: scene.url(f"{name}_pack", "2023-Q2") for name in ("approve", "issue", "amend")}
    pdf, data = (scene.url("pack_file", "2023-Q2", kind) for kind in ("pdf", "json"))

    assert press(coordinator, steps["issue"]) == (
        "The chair has not approved revision 1 yet, so it cannot be issued."
    )
    assert press(chair, steps["approve"]) == (
        "Revision 1 of the pack is approved. The coordinator can issue it now."
    )
    assert press(chair, steps["approve"]).startswith("Revision 1 was approved by Chair, VAWG Board on 8 Jan")
    assert press(coordinator, steps["issue"]) == ("The pack is issued as number 1, revision 1.")
    assert press(coordinator, steps["issue"]).endswith("already, as pack 1.")
    first = chair.get(pdf).content

    reason = "The meeting is on 2 November, not 31 October."
    assert press(coordinator, steps["amend"], reason=reason) == (
        "Revision 2 is begun. It waits for the chair’s approval."
    )
    assert press(coordinator, steps["amend"], reason=reason) == (
        "Revision 2 has not been issued yet, so there is nothing to amend."
    )
    assert chair.get(pdf).content == first
    waiting = f"{scene.url('pack', '2023-Q2')}?copy=waiting"
    assert f'{waiting}">Read revision 2 of the pack' in chair.get(steps["approve"]).content.decode()
    assert f"What this revision amends {reason}" in said(chair, waiting)
    front = json.loads(chair.get(f"{data}?copy=waiting").content)["front"]
    assert (front["state"], front["revision"], front["amendment"]) == ("Closed", 2, reason)
    assert scene.signed_in(scene.member).get(waiting).status_code == 404
    press(chair, steps["approve"])
    assert said(coordinator, waiting).count(reason) == 1
    assert press(coordinator, steps["issue"]) == ("The pack is issued as number 1, revision 2.")

    front = json.loads(chair.get(data).content)["front"]
    assert {key: front[key] for key in ("state", "number", "revision", "approved_by", "amendment")} == {
        "state": "Issued",
        "number": 1,
        "revision": 2,
        "approved_by": "Chair, VAWG Board",
        "amendment": reason,
    }
    response = chair.get(pdf)
    assert "vawg-2023-24-2023-Q2-pack-1-revision-2.pdf" in response.headers["Content-Disposition"]
    printed = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages[:2])
    assert "Issued, number 1, revision 2" in printed
    assert chair.get(scene.url("revision_file", "2023-Q2", "1", "pdf")).content == first
    assert "Number 1, revision 2, on 8 January 2024" in said(chair, scene.url("packs"))
    assert f"What this revision amends {reason}" in said(chair, scene.url("pack", "2023-Q2"))
    assert chair.get(waiting).status_code == 404
    told = Event.objects.about(snapshot_of(scene, 2)).values_list("verb", flat=True)
    assert list(told) == ["issued", "approved", "amended", "issued", "approved"]


def test_a_member_reads_a_pack_once_it_is_issued(scene: Scene) -> None:
    member = scene.signed_in(scene.member)
    address, packs = scene.url("pack", "2023-Q2"), scene.url("packs")
    addresses = [address, scene.url("pack_file", "2023-Q2", "pdf")]

    assert [member.get(one).status_code for one in addresses] == [404, 404]
    assert "No pack is issued yet." in said(member, packs)
    assert "Its pack is not issued yet." in said(member, scene.dashboard)
    assert address not in member.get(scene.dashboard).content.decode()

    issue(scene, 2)

    assert [member.get(one).status_code for one in addresses] == [200, 200]
    assert "Q2 2023-24" in said(member, packs)
    assert "Q1 2023-24" not in said(member, packs)
    assert address in member.get(scene.dashboard).content.decode()


def test_an_amendment_may_say_it_in_other_words(scene: Scene) -> None:
    chair, coordinator = scene.signed_in(scene.chair), scene.signed_in(scene.coordinator)
    words, pack = scene.url("edit_pack", "2023-Q2"), scene.url("pack", "2023-Q2")
    steps = {name: scene.url(f"{name}_pack", "2023-Q2") for name in ("approve", "issue", "amend")}
    mended = {
        "sentence_1": "Two actions moved, not three.",
        "recommendation_1": "Agree a later date for 1.1.",
    }
    mended |= {"kind_1": "To decide"}

    assert told(coordinator.get(words)) == (
        "Q2 2023-24 is closed, so the words of its pack can no longer be changed. "
        "Once it is issued, the pack can be amended."
    )
    issue(scene, 2)
    press(coordinator, steps["amend"], reason="A sentence was wrong.")
    response = coordinator.post(words, mended)

    assert response.headers["Location"] == f"{pack}?copy=waiting"
    shown = said(coordinator, f"{pack}?copy=waiting")
    assert "Two actions moved, not three." in shown
    assert "Recommendation a asks the Board to decide on 1.1, of which nothing waits" in shown
    assert "Two actions moved" not in said(coordinator, pack)
    assert "Two actions moved, not three." in said(coordinator, words)
    assert "Recommendation a asks the Board to decide on 1.1" in said(chair, steps["approve"])
    opened = chair.get(steps["approve"]).content.decode()
    coordinator.post(words, mended | {"version": "1", "sentence_2": "One is stuck."})
    read = dict(re.findall(r'name="(revision_read|pack_read)" value="(\w+)"', opened))
    assert told(chair.post(steps["approve"], {"sure": "on", **read})) == (
        "The pack was changed after you opened this page. Read it again first."
    )
    press(chair, steps["approve"])
    assert told(coordinator.get(words)) == (
        "Revision 2 of the pack is approved, so its words can no longer be changed."
    )
    press(coordinator, steps["issue"])
    assert "Two actions moved, not three." in said(chair, pack)
    front = json.loads(chair.get(scene.url("pack_file", "2023-Q2", "json")).content)["front"]
    assert [(one["letter"], one["text"]) for one in front["recommendations"]] == [
        ("a", "Agree a later date for 1.1.")
    ]


def test_what_was_issued_is_the_same_whatever_happens_to_the_plan(scene: Scene) -> None:
    issued = issue(scene, 2)
    chair = scene.signed_in(scene.chair)
    files = {
        kind: chair.get(scene.url("pack_file", "2023-Q2", kind)).content for kind in ("pdf", "xlsx", "json")
    }
    scene.plan.title = "Renamed since"
    scene.plan.save()

    assert {kind: chair.get(scene.url("pack_file", "2023-Q2", kind)).content for kind in files} == files
    assert (files["pdf"], files["xlsx"]) == (bytes(issued.pdf), bytes(issued.xlsx))
    book = load_workbook(io.BytesIO(files["xlsx"]))
    assert str(book["Summary"]["A3"].value).startswith("Issued, number 1, revision 1.")


def test_numbers_count_for_the_board_and_a_period_is_issued_once_all_its_packs_are(scene: Scene) -> None:
    assert [issue(scene, number).number for number in (2, 1)] == [1, 2]
    assert {snapshot_of(scene, number).period.state for number in (1, 2)} == {"issued"}


def test_an_open_quarter_has_nothing_to_approve(scene: Scene) -> None:
    assert press(scene.signed_in(scene.chair), scene.url("approve_pack", "2023-Q3")) == (
        "Q3 2023-24 is still open. Close its round first."
    )


def test_another_revision_than_the_one_that_was_read_is_refused(scene: Scene) -> None:
    with pytest.raises(Refusal, match="at revision 1 now"):
        amend_pack(snapshot=snapshot_of(scene, 1), reason="Why.", expected_revision=2, by=scene.chair, at=NOW)


def test_an_amendment_says_why(scene: Scene) -> None:
    put_issue(scene, 1)
    page = scene.signed_in(scene.coordinator).post(
        scene.url("amend_pack", "2023-Q1"), {"revision_read": "1", "reason": " "}
    )

    assert page.context["form"].errors == {"reason": ["Say what is amended, and why."]}
    assert read_standings([snapshot_of(scene, 1)])[snapshot_of(scene, 1).pk].can_amend


def test_what_was_issued_is_never_changed(scene: Scene) -> None:
    with pytest.raises(AppendOnlyError):
        issue(scene, 1).save()
