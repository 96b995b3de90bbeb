"""Recommendations of reviews: registered, traced, settled; how each stands; and their pages and files."""

import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from actions.models import Plan, Recommendation, RecommendationTrace
from actions.recommending import (
    RecommendationContent,
    change_recommendation,
    content_of,
    register_recommendation,
    withdraw_recommendation,
)
from actions.tracing import (
    SettlementContent,
    reopen_recommendation,
    settle_recommendation,
    trace_recommendation,
    untrace_recommendation,
)
from governance.models import Event, Person
from governance.problems import Refused
from governance.roles import Role
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_agency,
    make_decision,
    make_document,
    make_group,
    make_objective,
    make_period,
    make_person,
    make_plan,
    make_recommendation,
    make_request,
    make_update,
)
from tests.pages import get_page, post_page, table_rows, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]
MADE = dt.date(2021, 11, 30)
LIST = "/recommendations/"


def content(**fields: Any) -> RecommendationContent:
    values: dict[str, Any] = {"reference": "3", "text": "Say who chairs each conference.", "made_on": MADE}
    if "document" not in fields:
        values["document"] = make_document()
    return RecommendationContent(**(values | {"agency": make_agency()} | fields))


def settlement(**fields: Any) -> SettlementContent:
    values: dict[str, Any] = {
        "settled_as": "not_accepted",
        "reason": "One door is not wanted.",
        "settled_on": TODAY,
    }
    return SettlementContent(**(values | fields))


def sentences(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return list(refused.value.problems)


class TestRegistering:
    def test_it_stands_and_its_history_tells_of_each_change(self, coordinator: Person) -> None:
        made = register_recommendation(content=content(), by=coordinator, at=NOW, sample=True)
        assert str(made) == "Recommendation 3 of Document 1"
        assert (made.addressee, made.is_sample, made.version) == ("Warwickshire Police", True, 1)

        new = content(document=made.document, agency=None, addressed_to="All partners", reference="3a")
        change_recommendation(recommendation=made, content=new, expected_version=1, by=coordinator, at=NOW)
        with pytest.raises(Refused, match="Somebody changed this after you opened the page"):
            change_recommendation(
                recommendation=made, content=new, expected_version=1, by=coordinator, at=NOW
            )
        withdraw_recommendation(recommendation=made, by=coordinator, at=NOW)
        with pytest.raises(Refused, match="This recommendation was withdrawn from the register"):
            settle_recommendation(recommendation=made, content=settlement(), by=coordinator, at=NOW)

        assert [(e.verb, e.sentence, e.changes) for e in Event.objects.about(made)] == [
            ("withdrew", "", {}),
            (
                "changed",
                "",
                {
                    "reference": ["3", "3a"],
                    "agency": ["Warwickshire Police", ""],
                    "addressed to": ["", "All partners"],
                },
            ),
            ("registered", "Addressed to Warwickshire Police", {}),
        ]

    def test_each_thing_that_is_wrong_has_its_sentence(self, coordinator: Person) -> None:
        document = make_document(first_year=2021)
        make_recommendation("3", document=document)
        wrong: list[tuple[dict[str, Any], tuple[str, str]]] = [
            ({"reference": " "}, ("reference", "Enter its reference in the review, such as 3 or 4.2.")),
            ({"reference": "x" * 21}, ("reference", "Shorten the reference to 20 characters or fewer.")),
            ({}, ("reference", "Recommendation 3 of this review is registered already.")),
            ({"reference": "4", "text": ""}, ("text", "Say what is recommended, in plain words.")),
            (
                {"reference": "4", "addressed_to": "All"},
                ("addressed_to", "Leave this empty: Warwickshire Police is chosen above."),
            ),
            (
                {"reference": "4", "agency": None},
                ("addressed_to", "Choose the agency that it is addressed to, or name another body."),
            ),
            (
                {"reference": "4", "made_on": TODAY + dt.timedelta(days=1)},
                ("made_on", "The day when it was made must be today or in the past."),
            ),
            (
                {"reference": "4", "made_on": dt.date(2020, 12, 31)},
                (
                    "made_on",
                    "The register says that the review is of 2021 to 2024. Enter a day in 2021 or later.",
                ),
            ),
        ]
        for fields, problem in wrong:
            with pytest.raises(Refused) as refused:
                register_recommendation(content=content(document=document, **fields), by=coordinator, at=NOW)
            assert sentences(refused) == [problem]
        said = content(document=document, reference="5", text="Date of birth 01/02/1990")
        with pytest.raises(Refused) as refused:
            register_recommendation(content=said, by=coordinator, at=NOW)
        assert [name for name, _ in sentences(refused)] == ["text"]
        assert Recommendation.objects.count() == 1


class TestAnswering:
    def test_it_is_traced_and_the_tracing_taken_off_in_both_histories(self, coordinator: Person) -> None:
        one, action = make_recommendation("3"), make_action("8.1")
        [trace] = trace_recommendation(
            recommendation=one, actions=[action], note=" So. ", by=coordinator, at=NOW
        )
        assert (trace.action, trace.note, trace.made_by) == (action, "So.", coordinator)
        with pytest.raises(Refused) as refused:
            settle_recommendation(recommendation=one, content=settlement(), by=coordinator, at=NOW)
        assert sentences(refused) == [
            ("", "It is traced to 8.1. Take that off first, if it needs no action.")
        ]
        untrace_recommendation(trace=trace, by=coordinator, at=NOW)
        assert RecommendationTrace.objects.count() == 0
        told = [[(e.verb, e.sentence) for e in Event.objects.about(it)] for it in (one, action)]
        to, of = "To 8.1 of Delivery plan 2023-24", "Recommendation 3 of Review of the conference"
        assert told == [
            [("took a tracing off", to), ("traced", to)],
            [("took a recommendation off it", of), ("traced a recommendation to it", of)],
        ]

    def test_a_wrong_tracing_is_told(self, coordinator: Person) -> None:
        one, action = make_recommendation("3"), make_action("8.1")
        closed = make_action("8.2", status="closed", closure_decision=make_decision())
        RecommendationTrace.objects.create(recommendation=one, action=action, made_at=NOW)
        for actions, problem in (
            ([], ("references", "Enter the reference of at least one action, such as 8.1.")),
            ([action], ("references", "It is traced to 8.1 already.")),
            ([closed], ("references", "Action 8.2 was closed, so it answers nothing.")),
        ):
            with pytest.raises(Refused) as refused:
                trace_recommendation(recommendation=one, actions=actions, by=coordinator, at=NOW)
            assert sentences(refused) == [problem]

    def test_it_is_settled_and_opened_again(self, coordinator: Person) -> None:
        one = make_recommendation("3")
        for fields, problem in (
            ({"settled_as": "maybe"}, ("settled_as", "Choose why no action is needed.")),
            ({"reason": " "}, ("reason", "Give the reason, so that the Board can follow it.")),
            (
                {"settled_on": TODAY + dt.timedelta(days=1)},
                ("settled_on", "The day when it was decided must be today or in the past."),
            ),
            (
                {"settled_on": MADE - dt.timedelta(days=1)},
                ("settled_on", "The recommendation was made on 30 November 2021, after that day."),
            ),
        ):
            with pytest.raises(Refused) as refused:
                settle_recommendation(
                    recommendation=one, content=settlement(**fields), by=coordinator, at=NOW
                )
            assert sentences(refused) == [problem]
        with pytest.raises(Refused, match="Nobody has said that it needs no action"):
            reopen_recommendation(recommendation=one, by=coordinator, at=NOW)

        settle_recommendation(recommendation=one, content=settlement(), by=coordinator, at=NOW)
        with pytest.raises(Refused, match="It is settled already: not accepted"):
            settle_recommendation(recommendation=one, content=settlement(), by=coordinator, at=NOW)
        with pytest.raises(Refused, match="It is settled as not accepted"):
            trace_recommendation(recommendation=one, actions=[make_action()], by=coordinator, at=NOW)
        reopen_recommendation(recommendation=one, by=coordinator, at=NOW)
        one.refresh_from_db()
        assert (one.settled_as, one.settled_reason, one.settled_on) == ("", "", None)
        assert [(e.verb, e.sentence) for e in Event.objects.about(one)] == [
            ("opened again", ""),
            ("settled without an action", "Not accepted. One door is not wanted."),
        ]


def _traced(reference: str, *actions: Any, **fields: Any) -> Recommendation:
    one = make_recommendation(reference, **fields)
    for action in actions:
        RecommendationTrace.objects.create(recommendation=one, action=action, made_at=NOW)
    return one


def _scene() -> None:
    """One recommendation of each state, under references that sort as people count."""
    done = make_action("8.1", status="complete", completed_on=TODAY, completion_note="Mapped.")
    merged = make_action("19.3", status="closed", closure_decision=make_decision())
    late = make_action("9.1", due="1 October 2023")
    make_recommendation("10")
    _traced("2", merged)
    _traced("3", done, merged)
    _traced("4", done, late)
    make_recommendation(
        "5", settled_as="not_accepted", settled_reason="Not wanted.", settled_on=TODAY, agency=None,
        addressed_to="All partners",
    )  # fmt: skip
    draft = make_objective("1", plan=make_plan("next", state="draft", board=make_group("Board of others")))
    _traced("6", make_action("1.1", title="Secret of a draft", objective=draft))


def test_each_stands_by_its_actions_and_the_list_narrows(client: Client, coordinator: Person) -> None:
    _scene()
    page = get_page(client, LIST)
    rows = table_rows(page, "app-recommendations")[1:]
    assert [[row[0], row[3], row[4]] for row in rows] == [
        ["2", "No action Each action that answered it was closed", "19.3 of Delivery plan 2023-24 Closed"],
        [
            "3",
            "All actions complete",
            "8.1 of Delivery plan 2023-24 Complete 19.3 of Delivery plan 2023-24 Closed",
        ],
        ["4", "Under way", "8.1 of Delivery plan 2023-24 Complete 9.1 of Delivery plan 2023-24 Red"],
        ["5", "Not accepted", "Not wanted."],
        ["6", "Under way", "1 in a plan that is still a draft"],
        ["10", "No action", "None"],
    ]
    assert "2 with no action 2 under way 1 with all actions complete 1 that need no action" in words_of(page)
    assert Recommendation.objects.without_action().count() == 2
    assert "Secret" not in page
    review = make_recommendation("99").document_id
    none = table_rows(
        get_page(client, f"{LIST}?state=none&review={review}&agency=warwickshire-police"), "app-rec"
    )
    assert [row[0] for row in none[1:]] == ["2", "10", "99"]
    other = table_rows(get_page(client, f"{LIST}?agency=other"), "app-rec")
    assert [row[0] for row in other[1:]] == ["5"]
    nothing = words_of(get_page(client, f"{LIST}?agency=other&state=none"))
    assert "No recommendation fits these filters." in nothing


def test_the_files_hold_the_rows_that_the_page_shows(client: Client, coordinator: Person) -> None:
    _scene()
    make_recommendation("=1", text="=1+1")
    book = load_workbook(io.BytesIO(client.get(f"{LIST}export/xlsx/?state=under_way").content))
    rows: list[list[Any]] = [
        [cell.value for cell in row] for row in book["Recommendations"].iter_rows(min_row=2)
    ]
    same = ("Say who chairs each conference.", "Warwickshire Police")
    two = "8.1 of Delivery plan 2023-24: Complete; 9.1 of Delivery plan 2023-24: Red"
    assert [(row[1], *row[2:4], row[4].date(), *row[5:]) for row in rows] == [
        ("4", *same, MADE, "Under way", two, "Red", None, None),
        ("6", *same, MADE, "Under way", None, None, None, None),
    ]
    csv = client.get(f"{LIST}export/csv/").content.decode("utf-8-sig")
    assert "'=1,'=1+1" in csv
    assert client.get(f"{LIST}export/docx/").status_code == 404


def test_one_is_registered_traced_and_settled_on_its_pages(client: Client, coordinator: Person) -> None:
    review = make_document(title="Review of deaths", kind="reviews")
    boxes = {
        "document": review.pk, "reference": "3", "text": "Say who chairs.", "agency": make_agency().pk,
        "made_on_day": "30", "made_on_month": "11", "made_on_year": "2021",
    }  # fmt: skip
    page = words_of(get_page(client, f"{LIST}add/?review={review.pk}&made=2021-11-30"))
    assert "never who was harmed or accused, nor what happened in a case" in page
    kept = post_page(client, f"{LIST}add/", boxes | {"addressed_to": "All partners"})
    assert "Leave this empty: Warwickshire Police is chosen above." in kept
    assert "Say who chairs." in kept

    answer = client.post(f"{LIST}add/", boxes | {"step": "another"})
    assert answer.headers["Location"] == f"{LIST}add/?review={review.pk}&made=2021-11-30"
    one = Recommendation.objects.get()
    address = f"{LIST}{one.pk}/"

    plan = make_action("8.1").plan
    assert "has no action 8.9. Enter its reference." in post_page(
        client, f"{address}trace/", {"plan": plan.pk, "references": "8.1, 8.9"}
    )
    client.post(f"{address}trace/", {"plan": plan.pk, "references": "8.1", "note": "By a list."})
    assert "By a list." in words_of(get_page(client, address))
    shown = words_of(get_page(client, "/plans/vawg-2023-24/actions/8.1/"))
    assert "Recommendation 3 of Review of deaths: Say who chairs. By a list." in shown

    client.post(f"{address}traces/{RecommendationTrace.objects.get().pk}/remove/")
    boxes = {
        "settled_as": "risk_accepted", "reason": "Known.",
        "settled_on_day": "8", "settled_on_month": "1", "settled_on_year": "2024",
    }  # fmt: skip
    assert "must be today or in the past" in post_page(
        client, f"{address}settle/", boxes | {"settled_on_year": "2025"}
    )
    client.post(f"{address}settle/", boxes)
    assert "Risk accepted, 8 January 2024 Known." in words_of(get_page(client, address))
    client.post(f"{address}reopen/")
    assert "None yet." in words_of(get_page(client, address))
    typed = {name: value for name, value in content_of(one).__dict__.items() if isinstance(value, str)}
    typed |= {"document": str(review.pk), "agency": str(make_agency().pk), "expected_version": "1"}
    typed |= {"made_on_day": "30", "made_on_month": "11", "made_on_year": "2021", "reference": "3b"}
    client.post(f"{address}change/", typed)
    assert "Recommendation 3b" in get_page(client, address)
    client.post(f"{address}withdraw/")
    assert "Withdrawn" in get_page(client, address)
    assert "No recommendation is registered yet." in get_page(client, LIST)
    assert client.get(f"{address}trace/").status_code == 404


def test_a_reader_changes_nothing_and_a_tracing_to_a_draft_is_not_to_be_taken_off(client: Client) -> None:
    _scene()
    lead = make_person(Role.LEAD_OFFICER, agency=make_agency())
    client.force_login(lead)
    one = Recommendation.objects.get(reference="6")
    page = words_of(get_page(client, f"{LIST}{one.pk}/"))
    assert "1 action of a plan that is still a draft answers it." in page
    assert "Trace it to an action" not in page
    client.force_login(make_person(Role.COORDINATOR, group=make_group()))
    trace = RecommendationTrace.objects.get(recommendation=one)
    assert client.post(f"{LIST}{one.pk}/traces/{trace.pk}/remove/").status_code == 404
    Plan.objects.update(state="agreed")
    assert client.get(f"{LIST}{one.pk}/traces/{trace.pk}/remove/").status_code == 200


def test_an_action_typed_twice_in_other_letters_is_traced_once(client: Client, coordinator: Person) -> None:
    one, action = make_recommendation("3"), make_action("8.1a")
    typed = {"plan": action.plan_id, "references": "8.1A; 8.1a,"}
    answer = client.post(f"{LIST}{one.pk}/trace/", typed, follow=True)
    assert "Traced to 8.1a of Delivery plan 2023-24." in answer.content.decode()
    assert RecommendationTrace.objects.get().action == action


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    client: Client, coordinator: Person, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        plan = make_plan(f"plan-{number}", board=make_group(f"Board {number}"))
        actions = [make_action(f"1.{n}", objective=make_objective("1", plan=plan)) for n in range(count)]
        make_update(make_request(actions[0], make_period(board=plan.board)), state="accepted")
        one = _traced(f"{number}", *actions, agency=make_agency(f"Agency {number}"))
    client.get("/healthz")
    # The shell's four, plan of the menu; recommendations, traces, plans to read, periods, requests, moves.
    with django_assert_num_queries(11):
        client.get(LIST)
    # The same; history, meanings.
    with django_assert_num_queries(13):
        client.get(f"{LIST}{one.pk}/")
