"""Two quarters side by side: each kind of move once, with the reasons, and wrong choices answered."""

import re
from html import unescape

import pytest

from governance.roles import Role
from tests.factories import make_action, make_person, make_plan
from tests.reports.scene import Scene, make_scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def compare(scene: Scene, query: str) -> str:
    response = scene.signed_in(scene.chair).get(scene.url("compare") + query)
    assert response.status_code == 200
    return response.content.decode()


def section(html: str, key: str) -> str:
    """The words of one section."""
    return words_of(html.split(f'id="{key}"', 1)[1].split("</section>", 1)[0])


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def rows(html: str, key: str) -> list[str]:
    return re.findall(r'data-row="([^"]+)"', html.split(f'id="{key}"', 1)[1].split("</section>", 1)[0])


def test_without_a_choice_the_newest_two_are_compared(scene: Scene) -> None:
    html = compare(scene, "")

    assert "Q3 2023-24 compared with Q2 2023-24" in words_of(html)
    assert "Draft Q3 2023-24 is open, so its figures still change." in words_of(html)
    assert (rows(html, "worse"), rows(html, "improved"), rows(html, "no_change")) == (
        ["1.1", "1.2"],
        [],
        ["2.1"],
    )


def test_each_action_is_told_with_why_and_what_the_lead_says(scene: Scene) -> None:
    html = compare(scene, "?earlier=2023-Q1&later=2023-Q2")

    assert (rows(html, "improved"), rows(html, "worse")) == (["1.2"], ["1.1", "2.1"])
    assert "1.1 Train officers Police, Superintendent Green Amber" in section(html, "worse")
    assert "The trainer has left." in section(html, "worse")
    assert "2.1 Action 2.1 Police, Superintendent Amber Red No update for 2 quarters" in section(
        html, "worse"
    )


def test_a_date_that_moved_says_why_and_by_whose_decision(scene: Scene) -> None:
    html = compare(scene, "?earlier=2023-Q1&later=2023-Q2")

    assert rows(html, "redated") == ["1.2"]
    assert (
        "30 June 2023 31 March 2024 (originally 30 June 2023, moved once) The supplier was late. "
        "Agreed by VAWG Board, 24 August 2023"
    ) in section(html, "redated")


def test_what_was_added_since_is_named(scene: Scene) -> None:
    make_action("3.1", title="Added since")

    html = compare(scene, "?earlier=2023-Q2&later=2023-Q3")

    assert rows(html, "added") == ["3.1"]
    assert rows(html, "not_comparable") == []


def test_quarters_in_the_wrong_order_are_put_right(scene: Scene) -> None:
    assert "Q2 2023-24 compared with Q1 2023-24" in words_of(compare(scene, "?earlier=2023-Q2&later=2023-Q1"))


def test_the_filter_keeps_an_action_that_passes_in_either_quarter(scene: Scene) -> None:
    html = compare(scene, "?earlier=2023-Q1&later=2023-Q2&rating=amber")

    assert (rows(html, "worse"), rows(html, "improved"), rows(html, "added")) == (["1.1", "2.1"], [], [])
    assert "Rating: Amber" in words_of(html)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?earlier=2023-Q2&later=2023-Q2", "Choose two different quarters."),
        ("?earlier=2022-Q2&later=2023-Q2", "Choose a quarter from the list."),
        ("?earlier=&later=pink", "Choose a quarter from the list."),
    ],
)
def test_a_wrong_choice_is_answered_with_a_sentence(scene: Scene, query: str, sentence: str) -> None:
    html = compare(scene, query)

    assert sentence in words_of(html)
    assert "<title>Error: Compare two quarters" in html


def test_a_member_compares_closed_quarters_alone(scene: Scene) -> None:
    html = scene.signed_in(scene.member).get(scene.url("compare")).content.decode()

    assert "Q2 2023-24 compared with Q1 2023-24" in words_of(html)
    assert "2023-Q3" not in html


def test_with_one_quarter_there_is_nothing_to_compare(scene: Scene) -> None:
    plan = make_plan("new-plan")
    chair = make_person(Role.BOARD_CHAIR, group=plan.board)

    said = words_of(scene.signed_in(chair).get(f"/plans/{plan.slug}/compare/").content.decode())

    assert "Two quarters can be compared once two have been reported." in said
