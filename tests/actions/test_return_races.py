"""A return saved by two at once, or while its lead writes: nothing twice, nothing lost, all or none."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.content import UpdateContent
from actions.models import ProgressUpdate, ReturnUpload, UpdateState
from actions.policies import Refusal
from actions.progress import save_update
from actions.returns.apply import Answers, save_return
from governance.people import access_of
from governance.roles import Role
from tests.actions.returning import RETURNS, WHOLE, WORKBOOK, Desk, filled
from tests.actions.updating import settled
from tests.factories import NOW, TODAY, make_agency, make_group, make_person
from tests.races import together

ADDRESSES = [RETURNS, WORKBOOK]
in_threads = pytest.mark.django_db(transaction=True)


def save(desk: Desk, *, take: tuple[int, ...] = ()) -> list[ProgressUpdate]:
    """As the coordinator who looked while nothing was saved for the quarter."""
    seen = {request.action_id: 0 for request in desk.requests.values()}
    return save_return(
        upload=ReturnUpload.objects.get(),
        answers=Answers(seen=seen, take=take),
        access=access_of(desk.coordinator, at=TODAY),
        by=desk.coordinator,
        at=NOW,
    )


@in_threads
@pytest.mark.usefixtures("demo_clock")
def test_of_two_who_save_a_return_at_once_one_saves_it() -> None:
    desk = Desk(2)
    desk.preview(filled(desk.download(), r1=WHOLE, r2=WHOLE))

    answers = together([lambda: save(desk), lambda: save(desk)])

    assert sorted(len(answer) for answer in answers if isinstance(answer, list)) == [0, 2]
    rows = ProgressUpdate.objects.filter(period=desk.period).order_by("action__order")
    assert [(row.action.reference, row.revision, row.state) for row in rows] == [
        ("1.1", 1, "submitted"),
        ("1.2", 1, "submitted"),
    ]


@in_threads
@pytest.mark.usefixtures("demo_clock")
def test_of_a_lead_who_saves_while_the_return_is_saved_no_words_are_lost() -> None:
    """Whichever is first, the other is told; a return that is told saves none of its rows."""
    desk = Desk(2)
    desk.preview(filled(desk.download(), r1=WHOLE, r2=WHOLE))
    request = desk.requests["1.2"]

    def write() -> Any:
        return save_update(
            action=request.action, period=request.period, content=UpdateContent(happened="By the lead."),
            state=UpdateState.DRAFT, expected_revision=0, by=desk.force.lead, at=NOW,
        )  # fmt: skip

    answers = together([lambda: save(desk, take=(request.action_id,)), write])

    saved = list(ProgressUpdate.objects.filter(period=desk.period).order_by("action__order", "revision"))
    said = [(row.action.reference, row.happened) for row in saved]
    if isinstance(answers[0], Refusal):
        assert said == [("1.2", "By the lead.")]
    else:
        assert isinstance(answers[1], Refusal)
        assert said == [("1.1", WHOLE["What happened"]), ("1.2", WHOLE["What happened"])]


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_clock")
def test_an_import_that_stops_on_its_way_leaves_the_plan_as_it_was() -> None:
    """The first row is written when the second turns out to have been changed."""
    desk = Desk(2)
    desk.preview(filled(desk.download(), r1=WHOLE, r2=WHOLE))
    upload = ReturnUpload.objects.get()

    with pytest.raises(Refusal, match=r"^1\.2 Train group 2 was changed after you looked at this page"):
        save_return(
            upload=upload,
            answers=Answers(seen={desk.requests["1.1"].action_id: 0}),
            access=access_of(desk.coordinator, at=TODAY),
            by=desk.coordinator,
            at=NOW,
        )

    assert not ProgressUpdate.objects.filter(period=desk.period).exists()
    upload.refresh_from_db()
    assert (upload.state, upload.saved) == ("waiting", {})


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_clock")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_only_the_coordinator_of_the_board_sends_and_takes_returns(role: Role) -> None:
    desk = Desk(1)
    data = filled(desk.download(), r1=WHOLE)
    desk.preview(data)
    of_group = {Role.BOARD_CHAIR, Role.BOARD_MEMBER, Role.SUB_GROUP_LEAD}
    of_agency = {Role.LEAD_OFFICER, Role.AGENCY_SPONSOR}
    person = make_person(
        role,
        group=make_group() if role in of_group else None,
        agency=desk.force.agency if role in of_agency else None,
    )
    other = make_person(Role.COORDINATOR, group=make_group("Another board"))
    pages = [*ADDRESSES, f"{RETURNS}{ReturnUpload.objects.get().pk}/"]

    assert [settled(person).get(page).status_code for page in pages] == [403] * 3
    assert [settled(other).get(page).status_code for page in pages] in ([403] * 3, [404] * 3)
    assert settled(person).post(pages[2], {"step": "save"}).status_code == 403
    assert make_agency("Warwickshire Police") == desk.force.agency
    assert not ProgressUpdate.objects.filter(period=desk.period).exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_clock")
@pytest.mark.parametrize("count", [1, 3])
def test_each_page_asks_as_often_for_one_row_as_for_three(count: int) -> None:
    desk = Desk(count)
    desk.preview(filled(desk.download(), **{f"r{number}": WHOLE for number in range(1, count + 1)}))
    client = settled(desk.coordinator)
    asked = []
    for address in (*ADDRESSES, f"{RETURNS}{ReturnUpload.objects.get().pk}/"):
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        asked.append(len(found))

    assert asked == [12, 11, 13]
