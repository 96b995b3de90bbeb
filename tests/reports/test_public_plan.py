"""What the public is told of each action, in plain English, from a copy for publication alone."""

import datetime as dt
from typing import Any

import pytest

from actions.rag import Rating, Status
from reports.board_pack import (
    Going,
    PackContext,
    Promise,
    PublicPlan,
    assemble,
    publication_copy,
    tell_public,
)
from tests.reports.pack_factory import front, pack_of
from tests.reports.positions_factory import lead, position

DUE = dt.date(2023, 12, 31)
PATH: dict[str, Any] = {
    "issue": "The trainer left.",
    "path_step": "Hire another.",
    "path_by": DUE,
    "path_who": "Superintendent Kept Back",
    "risk": "Nobody may apply.",
    "mitigation": "Pay more.",
}
DONE: dict[str, Any] = {
    "status": Status.COMPLETE,
    "suggested_rating": Rating.BLUE,
    "rating": Rating.BLUE,
    "completed_on": DUE,
    "completion_note": "Every school has them.",
}


def public(**changes: Any) -> PublicPlan:
    """Of a plan of one action."""
    return tell_public(publication_copy(assemble(PackContext(front=front()), [position(**changes)])))


def promise(**changes: Any) -> Promise:
    ((only,),) = (aim.promises for theme in public(**changes).themes for aim in theme.aims)
    return only


def test_a_promise_names_agencies_and_dates() -> None:
    leads = (lead(0), lead(2))
    moved = promise(leads=leads, due_on=DUE, original_due_on=dt.date(2023, 9, 30), **PATH)
    assert moved == Promise(
        reference="4.1",
        title="Lessons on healthy relationships in every secondary school",
        description="",
        going=Going.TO_PLAN,
        by_whom="Warwickshire County Council and Warwickshire Police",
        due="To be done by 31 December 2023. It was first to be done by 30 September 2023",
        trouble="",
        answer="",
        answer_by=None,
        done_on=None,
        outcome="",
    )
    assert (
        promise(ongoing=True, due_on=DUE).due == "Goes on all the time, looked at again by 31 December 2023"
    )


@pytest.mark.parametrize(
    ("changes", "going"),
    [
        (DONE, Going.DONE),
        ({"status": Status.COMPLETE}, Going.SAID_DONE),
        ({}, Going.TO_PLAN),
        ({"rating": Rating.AMBER}, Going.AT_RISK),
        ({"rating": Rating.RED}, Going.BEHIND),
        ({"rating": Rating.GREY, "status": Status.NOT_STARTED}, Going.NOT_STARTED),
        ({"rating": Rating.GREY, "status": Status.ON_HOLD}, Going.PAUSED),
        ({"rating": Rating.GREY, "awaiting": "the Bill becomes law"}, Going.WAITING),
        ({"rating": Rating.GREY}, Going.UNRATED),
        ({"rating": Rating.GREY, "status": Status.CLOSED, "suggested_rule": 1}, Going.STOPPED),
    ],
)
def test_each_rating_in_plain_words(changes: dict[str, Any], going: Going) -> None:
    told = public(**changes)
    assert told.counts == ((going, 1),)
    assert [len(told.behind), len(told.at_risk), len(told.done)] == [
        int(going is one) for one in (Going.BEHIND, Going.AT_RISK, Going.DONE)
    ]


def test_what_is_wrong_and_what_is_done_about_it() -> None:
    said = {
        rating: (row.trouble, row.answer, row.answer_by)
        for rating in (Rating.RED, Rating.AMBER, Rating.GREEN)
        for row in [promise(rating=rating, **PATH)]
    }
    assert said == {
        Rating.RED: ("The trainer left.", "Hire another.", DUE),
        Rating.AMBER: ("Nobody may apply.", "Pay more.", None),
        Rating.GREEN: ("", "", None),
    }
    assert [promise(rating=Rating.RED, requested=asked).trouble for asked in (True, False)] == [
        "Nobody has told the Board how it goes.",
        "The report to the Board gives no reason.",
    ]
    assert promise(**DONE).outcome == "Every school has them."


def test_what_is_withheld_stands_without_its_words() -> None:
    row = promise(rating=Rating.RED, not_for_publication=True, description="Kept back", **PATH)
    assert (row.title, row.description, row.trouble, row.answer, row.by_whom) == (
        "A promise that is not described here",
        "",
        "",
        "",
        "Warwickshire County Council",
    )


def test_every_promise_stands_once_under_its_aim_and_the_quarter_is_named() -> None:
    told = tell_public(publication_copy(pack_of(42)))
    listed = [row.reference for theme in told.themes for aim in theme.aims for row in aim.promises]
    assert (len(listed), len(set(listed)), sum(number for _, number in told.counts)) == (42, 42, 42)
    assert (told.months, told.quarter, told.known_on) == (
        "July to September 2023",
        "Q2 2023-24",
        dt.date(2023, 10, 13),
    )
    owned = [aim for theme in told.themes for aim in theme.aims if not aim.promises]
    assert {aim.group for aim in owned} == {"Safe Accommodation Working Group"}


def test_the_boards_own_copy_is_not_told() -> None:
    with pytest.raises(ValueError, match="Only a copy for publication"):
        tell_public(pack_of(1))
