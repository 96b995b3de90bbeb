"""The dashboard: who sees which quarter, what it says, and that each figure leads to the rows it counts."""

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actions.models import UpdateRequest
from governance.models import ReportingPeriod
from governance.roles import Role
from reports.models import ActionSnapshot, PeriodSnapshot
from tests.factories import (
    make_action,
    make_agency,
    make_group,
    make_person,
    make_plan,
    make_post,
    make_request,
)
from tests.reports.scene import Scene, make_scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

FIGURE = re.compile(r'<a [^>]*?href="([^"]+)" data-count="(\d+)"')
LINK = re.compile(r"<a (?![^>]*aria-label)[^>]*>(.*?)</a>", re.DOTALL)
ROW = re.compile(r'data-row="([^"]+)"')


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def words_of(html: str) -> str:
    """The text that a reader sees, with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def figures(html: str) -> list[tuple[str, int]]:
    """Address and number of each figure that leads to rows."""
    return [(unescape(address), int(number)) for address, number in FIGURE.findall(html)]


class TestWhoSeesWhat:
    def test_the_chair_lands_on_the_open_quarter_and_is_told_that_it_is_a_draft(self, scene: Scene) -> None:
        said = words_of(page(scene.signed_in(scene.chair), scene.dashboard))

        assert "Dashboard: Q3 2023-24 (October to December 2023)" in said
        assert (
            "Draft This quarter is open, so its figures still change. They stand as at 8 January 2024" in said
        )

    def test_a_member_lands_on_the_newest_closed_quarter(self, scene: Scene) -> None:
        said = words_of(page(scene.signed_in(scene.member), scene.dashboard))

        assert "Dashboard: Q2 2023-24 (July to September 2023)" in said
        assert "Its figures stand as at 15 October 2023 at 5pm and never change." in said
        assert "Q3 2023-24, draft" not in said

    @pytest.mark.parametrize("name", ["quarter_dashboard", "dashboard_rows"])
    def test_a_draft_is_not_there_for_a_member(self, scene: Scene, name: str) -> None:
        more = ["total"] if name == "dashboard_rows" else []

        assert scene.signed_in(scene.member).get(scene.url(name, "2023-Q3", *more)).status_code == 404
        assert scene.signed_in(scene.chair).get(scene.url(name, "2023-Q3", *more)).status_code == 200

    def test_a_lead_officer_is_refused_and_a_stranger_is_asked_to_sign_in(self, scene: Scene) -> None:
        for name, more in (
            ("dashboard", []),
            ("quarter_dashboard", ["2023-Q2"]),
            ("dashboard_rows", ["2023-Q2", "total"]),
            ("compare", []),
        ):
            address = scene.url(name, *more)
            assert scene.signed_in(scene.lead).get(address).status_code == 403
            assert Client().get(address).status_code == 302

    def test_another_boards_member_is_refused(self, scene: Scene) -> None:
        other = make_person(Role.BOARD_MEMBER, group=make_group("Another board"))

        assert scene.signed_in(other).get(scene.dashboard).status_code == 403

    def test_what_is_not_there_is_not_found(self, scene: Scene) -> None:
        chair = scene.signed_in(scene.chair)

        for address in (
            scene.url("quarter_dashboard", "2022-Q1"),
            scene.url("quarter_dashboard", "2023-Q9"),
            scene.url("quarter_dashboard", "last"),
            scene.url("dashboard_rows", "2023-Q2", "pink"),
            scene.dashboard.replace("vawg-2023-24", "none"),
        ):
            assert chair.get(address).status_code == 404, address

    def test_an_unknown_quarter_is_answered_with_those_that_the_person_may_open(self, scene: Scene) -> None:
        """A lead officer, who may open none of them, learns no more than that there is none."""
        address = scene.url("quarter_dashboard", "2031-Q1")
        answers = {name: scene.signed_in(who).get(address) for name, who in (
            ("chair", scene.chair), ("member", scene.member), ("lead", scene.lead))}  # fmt: skip
        pages = {name: answer.content.decode() for name, answer in answers.items()}

        assert {answer.status_code for answer in answers.values()} == {404}
        assert {name: re.findall(r"/dashboard/(2023-Q\d)/", html) for name, html in pages.items()} == {
            "chair": ["2023-Q1", "2023-Q2", "2023-Q3"],
            "member": ["2023-Q1", "2023-Q2"],
            "lead": [],
        }
        assert "“2031-Q1” is no quarter that you can open here." in words_of(pages["lead"])

    def test_words_that_an_agency_has_not_signed_off_are_nowhere(self, scene: Scene) -> None:
        chair = scene.signed_in(scene.chair)
        html = page(chair, scene.dashboard)

        for address in [scene.dashboard, *(address for address, _ in figures(html))]:
            assert "Words of a draft." not in page(chair, address)

    def test_before_any_quarter_the_page_says_how_to_begin(self) -> None:
        plan = make_plan()
        coordinator = make_person(Role.COORDINATOR, group=plan.board)
        client = Client()
        client.force_login(coordinator)

        said = words_of(page(client, f"/plans/{plan.slug}/dashboard/"))

        assert "The dashboard fills once a quarter's round is open. Open a round" in said


class TestWhatItSays:
    def test_it_answers_in_the_order_in_which_a_chair_asks(self, scene: Scene) -> None:
        html = page(scene.signed_in(scene.chair), scene.dashboard)

        places = [
            html.index(f'id="{name}"')
            for name in ("how-many", "card-decisions", "card-red", "card-missing", "card-next", "decisions")
        ]
        assert places == sorted(places)

    def test_ratings_have_their_share_and_their_change(self, scene: Scene) -> None:
        said = words_of(page(scene.signed_in(scene.chair), scene.dashboard))

        # 1.1 was Amber and is Red; 1.2 was Green and is Amber, since its date moved; 2.1 stays Red, silent.
        assert "2 Red 67% of 3 rated actions up 1 since Q2" in said
        assert "1 Amber 33% of 3 rated actions no change since Q2" in said
        assert "0 Green 0% of 3 rated actions down 1 since Q2" in said
        assert "Since Q2 2023-24: 0 ▲ Improved 1 ▶ No change 2 ▼ Worse 0 ● New 0 ○ Not comparable" in said

    def test_what_needs_a_decision_is_asked_with_its_reason(self, scene: Scene) -> None:
        said = words_of(page(scene.signed_in(scene.chair), scene.dashboard))

        assert "Move the due date from 31 March 2024 to 30 June 2024. The system is late." in said

    def test_red_says_why_the_way_out_and_what_is_asked(self, scene: Scene) -> None:
        said = words_of(page(scene.signed_in(scene.chair), scene.dashboard))

        assert "1.1 Asked: Pay for a trainer." in said
        assert "The trainer has left." in said
        assert "Hire a trainer. Head of training, by 29 February 2024" in said

    def test_what_got_worse_says_from_what_and_why(self, scene: Scene) -> None:
        html = page(scene.signed_in(scene.chair), scene.dashboard)
        moved = words_of(html[html.index('id="moved"') : html.index('id="late"')])

        assert "1.1 Train officers Police, Superintendent Amber Red Lead says off track" in moved
        assert "No rating improved." in moved

    def test_who_has_not_returned_is_named(self, scene: Scene) -> None:
        html = page(scene.signed_in(scene.chair), scene.dashboard)
        late = words_of(html[html.index('id="late"') : html.index('id="next"')])

        assert "Updates by accountable agency: 1 of 3 returned" in late
        assert re.search(r"Warwickshire County Council 1 .* 0 0 1 .* 1\.2", late)

    def test_the_card_says_how_many_more_agencies_have_not_returned(self, scene: Scene) -> None:
        for number in range(4, 9):
            post = make_post(make_agency(f"Agency {number}", short_name=f"A{number}"))
            make_request(make_action(f"3.{number}", leads=[post]), scene.open_period)

        html = page(scene.signed_in(scene.chair), scene.dashboard)
        card = html[html.index('id="card-missing"') : html.index('id="card-next"')]

        assert "1 not returned by Agency 4" in words_of(card)
        assert "1 not returned by Agency 8 And 2 more agencies" in words_of(card)
        assert card.count("/rows/missing/") == 7

    def test_no_figure_is_a_bare_number_out_of_its_place(self, scene: Scene) -> None:
        html = page(scene.signed_in(scene.chair), scene.dashboard)

        main = html[html.index("<main") : html.index("</main>")]
        assert [link for link in LINK.findall(main) if re.fullmatch(r"[\d. ]+", words_of(link))] == []

    def test_a_closed_quarter_reads_what_was_kept(self, scene: Scene) -> None:
        for action in scene.actions.values():
            action.title = "Renamed since"
            action.save()

        said = words_of(page(scene.signed_in(scene.chair), scene.url("quarter_dashboard", "2023-Q2")))

        assert "Train officers" in said
        assert "Renamed since" not in said


class TestFigures:
    @pytest.mark.parametrize(
        ("quarter", "query"),
        [
            ("2023-Q3", ""),
            ("2023-Q2", ""),
            ("2023-Q3", "?objective=1"),
            ("2023-Q3", "?agency=WCC&priority=High"),
            ("2023-Q2", "?rating=red"),
        ],
    )
    def test_each_figure_leads_to_the_very_rows_it_counts(
        self, scene: Scene, quarter: str, query: str
    ) -> None:
        chair = scene.signed_in(scene.chair)
        found = figures(page(chair, scene.url("quarter_dashboard", quarter) + query))

        assert len(found) > 20
        wrong = [
            (address, number, rows)
            for address, number in dict.fromkeys(found)
            if len(rows := ROW.findall(page(chair, address))) != number
        ]
        assert wrong == []

    def test_the_rows_of_a_figure_are_told_with_the_quarter(self, scene: Scene) -> None:
        address = scene.url("dashboard_rows", "2023-Q2", "rating.red")

        html = page(scene.signed_in(scene.chair), address)

        assert ROW.findall(html) == ["2.1"]
        assert "Q2 2023-24 (July to September 2023) Red: 1 action" in words_of(html)

    def test_a_part_is_named_after_its_whole(self, scene: Scene) -> None:
        address = scene.url("dashboard_rows", "2023-Q3", "in_progress.red")

        assert "In progress, Red: 2 actions" in words_of(page(scene.signed_in(scene.chair), address))


class TestFilter:
    def test_it_narrows_every_figure_and_stays_in_the_address(self, scene: Scene) -> None:
        html = page(scene.signed_in(scene.chair), scene.dashboard + "?agency=WCC")

        assert "Lead agency: Warwickshire County Council" in words_of(html)
        assert "2 actions : 0 complete 2 in progress" in words_of(html)
        own = [address for address, _ in figures(html)]
        assert own
        assert [address for address in own if "agency=" not in address] == []

    def test_a_choice_that_is_not_there_is_answered_beside_its_field(self, scene: Scene) -> None:
        html = page(scene.signed_in(scene.chair), scene.dashboard + "?objective=99&rating=red")

        assert "Choose an objective from the list, or All." in words_of(html)
        assert "<title>Error: Dashboard, Q3 2023-24" in html
        assert "Rating: Red" in words_of(html)

    def test_nothing_fits_is_nought_and_no_error(self, scene: Scene) -> None:
        said = words_of(page(scene.signed_in(scene.chair), scene.dashboard + "?rating=blue"))

        assert "0 Blue" in said
        assert "Nothing is Red" in said


class TestCost:
    """The literal numbers hold at 3 actions and at 6, at 1 closed quarter and more."""

    @pytest.mark.parametrize("more", [0, 3])
    @pytest.mark.parametrize(
        ("name", "args", "query", "number"),
        [
            ("dashboard", [], "", 15),
            ("dashboard", [], "?objective=1", 15),
            ("quarter_dashboard", ["2023-Q2"], "", 7),
            ("quarter_dashboard", ["2023-Q2"], "?rating=red", 7),
            ("dashboard_rows", ["2023-Q3", "total"], "", 15),
            ("dashboard_rows", ["2023-Q2", "total"], "", 7),
            ("compare", [], "?earlier=2023-Q1&later=2023-Q2", 8),
            ("compare", [], "", 11),
        ],
    )
    def test_a_page_takes_as_many_queries_for_few_actions_as_for_more(
        self,
        more: int,
        name: str,
        args: list[str],
        query: str,
        number: int,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        scene = make_scene(more=more)
        chair = scene.signed_in(scene.chair)
        address = scene.url(name, *args) + query
        page(chair, address)

        with django_assert_num_queries(number):
            page(chair, address)


def test_the_scene_is_what_it_says() -> None:
    """What the tests above rest on."""
    scene = make_scene()

    assert list(ReportingPeriod.objects.order_by("number").values_list("state", flat=True)) == [
        "closed",
        "closed",
        "open",
    ]
    assert (PeriodSnapshot.objects.count(), ActionSnapshot.objects.count()) == (2, 6)
    assert UpdateRequest.objects.filter(period=scene.open_period).count() == 3
