"""The coordinator's words for a pack: checked, never lost, and frozen when the quarter closes."""

import re
from dataclasses import dataclass
from html import unescape

import pytest
from django.contrib.messages import get_messages

from actions.policies import ClosedPeriod
from governance.models import Event
from reports.board_pack import Recommendation, RecommendationKind
from reports.models import PackNote, PeriodSnapshot
from reports.notes import (
    NoteContent,
    StaleNote,
    UnfinishedNote,
    content_of,
    find_note_problems,
    write_note,
)
from reports.snapshots import close_period
from tests.factories import NOW, make_period, make_person, make_plan
from tests.reports.scene import Scene, make_scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]
CONTENT = NoteContent(
    purpose="To report the quarter.",
    sentences=("Training has begun.", "Data is stuck.", ""),
    recommendations=(
        Recommendation(kind=RecommendationKind.NOTE, text="The position."),
        Recommendation(kind=RecommendationKind.DECIDE, text=""),
        Recommendation(kind=RecommendationKind.DECIDE, text="The date of 2.1."),
    ),
)
POSTED = {
    "version": "0",
    "purpose": "To report the quarter.",
    "sentence_1": "Training has begun.",
    "kind_1": "To decide",
    "recommendation_1": "The date of 2.1.",
}


def write(content: NoteContent, *, expected_version: int = 0) -> PackNote:
    return write_note(
        period=make_period(),
        plan=make_plan(),
        content=content,
        expected_version=expected_version,
        by=make_person(name="Coordinator, VAWG partnership"),
        at=NOW,
    )


def words_of(content: bytes) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", content.decode())).split())


@dataclass(frozen=True)
class Answer:
    """What a page answered, with the messages that the next page will show."""

    status: int
    location: str
    content: bytes
    said: list[str]


class TestVerb:
    def test_words_are_kept_without_the_empty_ones(self) -> None:
        note = write(CONTENT)

        assert content_of(PackNote.objects.get()) == NoteContent(
            purpose="To report the quarter.",
            sentences=("Training has begun.", "Data is stuck."),
            recommendations=(CONTENT.recommendations[0], CONTENT.recommendations[2]),
        )
        assert (note.author_name, note.written_at, note.version) == ("Coordinator, VAWG partnership", NOW, 1)
        assert Event.objects.about(note).get().sentence == "Training has begun. Data is stuck."

    def test_who_writes_over_words_not_seen_is_shown_them(self) -> None:
        first = write(CONTENT)

        with pytest.raises(StaleNote) as stale:
            write(NoteContent(purpose="Mine."))

        assert stale.value.theirs == first
        assert str(stale.value) == "Coordinator, VAWG partnership saved this page while you were writing."
        assert write(NoteContent(purpose="Mine."), expected_version=1).version == 2

    def test_a_closed_quarter_takes_no_words(self) -> None:
        make_period("closed")

        with pytest.raises(ClosedPeriod):
            write(CONTENT)

    @pytest.mark.parametrize(
        ("content", "problems"),
        [
            (
                NoteContent(purpose="x" * 801),
                [("purpose", "Shorten this to 800 characters or fewer. It has 801.")],
            ),
            (
                NoteContent(sentences=("", "x" * 301)),
                [("sentence_2", "Shorten this to 300 characters or fewer. It has 301.")],
            ),
            (
                NoteContent(recommendations=(Recommendation(kind=RecommendationKind.NOTE, text="x" * 501),)),
                [("recommendation_1", "Shorten this to 500 characters or fewer. It has 501.")],
            ),
            (NoteContent(purpose="x" * 800, sentences=("x" * 300,)), []),
        ],
    )
    def test_words_have_their_limits(self, content: NoteContent, problems: list[tuple[str, str]]) -> None:
        assert find_note_problems(content) == problems

    def test_what_looks_personal_is_asked_about_and_what_identifies_is_refused(self) -> None:
        telephone, insurance = "Call 01926 410410.", "Her number is AB 12 34 56 C."

        assert [name for name, _ in find_note_problems(NoteContent(sentences=("", telephone)))] == [
            "sentence_2"
        ]
        assert find_note_problems(NoteContent(purpose=telephone, not_personal=True)) == []
        with pytest.raises(UnfinishedNote, match="National Insurance"):
            write(NoteContent(purpose=insurance, not_personal=True))


class TestPage:
    @pytest.fixture
    def scene(self) -> Scene:
        return make_scene()

    def send(self, scene: Scene, **changes: str) -> Answer:
        client = scene.signed_in(scene.coordinator)
        response = client.post(scene.url("edit_pack", "2023-Q3"), POSTED | changes)
        said = [str(one) for one in get_messages(response.wsgi_request)]
        return Answer(response.status_code, response.headers.get("Location", ""), response.content, said)

    def test_words_saved_stand_in_the_draft_pack(self, scene: Scene) -> None:
        response = self.send(scene)

        assert (response.status, response.location) == (302, scene.url("pack", "2023-Q3"))
        said = words_of(scene.signed_in(scene.chair).get(scene.url("pack", "2023-Q3")).content)
        assert "Purpose To report the quarter." in said
        assert "(a) To decide The date of 2.1." in said
        assert "2. The quarter on a page Training has begun." in said

    def test_the_form_starts_from_what_was_saved(self, scene: Scene) -> None:
        self.send(scene)

        html = scene.signed_in(scene.coordinator).get(scene.url("edit_pack", "2023-Q3")).content.decode()

        assert 'name="version" value="1"' in html
        assert "Training has begun.</textarea>" in html.replace("\n", "")
        assert '<option value="To decide" selected>' in html

    def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(self, scene: Scene) -> None:
        response = self.send(scene, sentence_2="y" * 20_000, recommendation_3="Call 01926 410410.")

        said = words_of(response.content)
        assert "Shorten this to 300 characters or fewer. It has 20,000." in said
        assert "This looks like a phone number." in said
        assert "y" * 20_000 in said
        assert "I have checked: what looks personal is not about a person" in said
        assert PackNote.objects.count() == 0

    def test_a_tick_says_that_it_is_not_about_a_person(self, scene: Scene) -> None:
        self.send(scene, sentence_2="Call 01926 410410.", not_personal="on")

        assert PackNote.objects.get().sentences == ["Training has begun.", "Call 01926 410410."]

    def test_who_saves_second_sees_both_texts_and_may_save_over(self, scene: Scene) -> None:
        self.send(scene, purpose="Theirs.")

        response = self.send(scene, purpose="Mine.")

        said = words_of(response.content)
        assert "You saved this page in another window on 8 January 2024" in said
        assert "Theirs." in said
        assert "Mine." in said
        assert b'name="version" value="1"' in response.content
        self.send(scene, purpose="Mine.", version="1")
        assert PackNote.objects.get().purpose == "Mine."

    def test_once_closed_the_words_stand_as_they_were_kept(self, scene: Scene) -> None:
        self.send(scene)
        close_period(period=scene.open_period, by=scene.coordinator, at=NOW)

        response = self.send(scene, version="1", purpose="Too late.")

        assert response.status == 302
        assert response.said == [
            "Q3 2023-24 is closed, so the words of its pack can no longer be changed. "
            "Once it is issued, the pack can be amended."
        ]
        assert PackNote.objects.get().purpose == "To report the quarter."
        kept = PeriodSnapshot.objects.get(period=scene.open_period).context
        assert kept["front"]["purpose"] == "To report the quarter."

    def test_a_coordinator_alone_writes_them(self, scene: Scene) -> None:
        for person in (scene.chair, scene.member, scene.lead):
            assert scene.signed_in(person).get(scene.url("edit_pack", "2023-Q3")).status_code == 403


def test_a_draft_says_which_recommendation_asks_for_what_does_not_wait() -> None:
    """1.1 waits for nothing; 2.1 asks for a later date."""
    scene = make_scene()
    asked = {"1": "Agree the later date of 1.1.", "2": "Decide on 2.1 and 1.2."}
    words = {f"recommendation_{n}": text for n, text in asked.items()} | {"kind_1": "To decide"}
    client = scene.signed_in(scene.coordinator)
    client.post(scene.url("edit_pack", "2023-Q3"), words | {"kind_2": "To decide"})
    address = scene.url("pack", "2023-Q3")

    shown, to_the_chair = (
        one.get(address).content.decode() for one in (client, scene.signed_in(scene.chair))
    )

    assert "Recommendation a asks the Board to decide on 1.1, of which nothing waits" in shown
    assert "Recommendation b asks" not in shown
    assert "Recommendation a asks" not in to_the_chair
