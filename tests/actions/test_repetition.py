"""Updates that repeat: the same words, the words with a date changed, and honest ones that are alike."""

from typing import Any

import pytest
from django.test import Client

from actions.models import UpdateRequest
from actions.wording import same_words
from governance.models import Person
from governance.roles import Role
from tests.actions.people import person_with
from tests.actions.updating import signed_in
from tests.factories import make_action, make_agency, make_period, make_post, make_request, make_update
from tests.pages import get_page, table_rows, words_of

SAID = (
    "In the quarter forty two officers from the two public protection teams finished the course, and "
    "feedback was good. The next cohort of twenty begins in February."
)


@pytest.mark.parametrize(
    ("now", "same"),
    [
        (SAID, True),
        (f" {SAID.upper()}\r\n", True),
        (SAID.replace("February", "May"), True),
        (SAID.replace("forty two", "fifty one").replace("February", "May"), True),
        (f"{SAID} The trainer has agreed to a third course, for the call handlers.", False),
        (
            "In this quarter thirty officers from the three teams finished, and most said it was useful.",
            False,
        ),
        ("", False),
    ],
)
def test_the_same_words_but_for_a_few_characters(now: str, same: bool) -> None:
    assert same_words(now, SAID, percent=90) is same
    assert same_words(SAID, now, percent=90) is same


def test_a_short_sentence_is_the_same_when_it_is_the_very_same() -> None:
    assert same_words("Trained 10 officers.", "trained 10  officers.", percent=90)
    assert not same_words("Trained 10 officers.", "Trained 20 officers.", percent=90)
    assert not same_words("", "", percent=90)


ROUND = "/plans/vawg-2023-24/rounds/2023-Q3/"
NEXT = "An inspector now leads it, and the force's analyst has the first figures for the north of the county."


def said_in(quarter: str, request: UpdateRequest, happened: str, **fields: Any) -> None:
    earlier = make_request(request.action, make_period("closed", quarter=quarter))
    make_update(earlier, state="accepted", happened=happened, **fields)


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_clock")
def test_the_round_and_the_review_say_which_updates_repeat(client: Client, coordinator: Person) -> None:
    police = make_post(make_agency("Police"))
    pasted, unchanged, fresh, draft = (
        make_request(make_action(f"1.{number}", leads=[police])) for number in (1, 2, 3, 4)
    )
    for request in (pasted, unchanged, fresh, draft):
        said_in("2023-Q1", request, SAID)
        said_in("2023-Q2", request, "Nothing new yet.", no_change=True)
    make_update(pasted, state="submitted", happened=SAID.replace("February", "May"))
    make_update(unchanged, state="submitted", happened="The same as it was.", no_change=True)
    make_update(fresh, state="submitted", happened=NEXT)
    make_update(draft, state="draft", happened=SAID)
    flags = {"1.1": "What happened is worded as in Q1 2023-24.", "1.2": "“No change” for 2 quarters running."}

    rows = {
        row[0].split()[0]: row[3] for row in table_rows(get_page(client, ROUND), "app-round-rows") if row[1:]
    }
    assert rows | {"Action": ""} == {
        "Action": "",
        "1.1": f"Green {flags['1.1']}",
        "1.2": f"Green {flags['1.2']}",
        "1.3": "Green",
        "1.4": "",
    }
    for reference in ("1.1", "1.2", "1.3"):
        review = words_of(get_page(client, f"/plans/vawg-2023-24/actions/{reference}/review/2023-Q3/"))
        assert [flag in review for flag in flags.values()] == [reference == one for one in flags]
    chair = signed_in(person_with(Role.BOARD_CHAIR, police))
    assert not any(flag in get_page(chair, ROUND) for flag in flags.values())
