"""Reports of sub-groups are chased like updates: by the same schedule, in the same e-mail, until filed."""

import datetime as dt

import pytest

from actions.models import Notice, NoticeState
from actions.notices.reminding import plan_by_hand, remind, remind_by_hand
from actions.notices.telling import tell_of_opening
from actions.subgroup_reporting import ReportContent, save_report
from governance.models import Group, Person, ReportingPeriod
from governance.roles import Role
from tests.factories import (
    LONDON,
    make_action,
    make_group,
    make_objective,
    make_period,
    make_person,
    make_post,
    make_request,
    make_role,
)
from tests.mail_server import MailServer, text_of

pytestmark = pytest.mark.django_db

ADDRESS = "https://tracker.example"
WEEK_BEFORE = dt.datetime(2024, 1, 8, 21, 0, tzinfo=LONDON)
THREE_DAYS_AFTER = dt.datetime(2024, 1, 18, 21, 0, tzinfo=LONDON)


class Cast:
    """Two sub-groups that own an objective, one with a lead; a round that is due on 15 January 2024."""

    def __init__(self) -> None:
        board = make_group()
        self.led: Group = make_group("Communication Subgroup", kind="sub_group", reports_to=board)
        self.unled: Group = make_group("Review Group", kind="sub_group", reports_to=board)
        make_objective("S1", owner_group=self.led)
        make_objective("S2", owner_group=self.unled)
        self.period: ReportingPeriod = make_period()
        self.lead: Person = make_person(Role.SUB_GROUP_LEAD, group=self.led, name="Lead of the sub-group")
        self.coordinator: Person = make_person(Role.COORDINATOR, group=board, name="Coordinator")

    def run(self, at: dt.datetime = WEEK_BEFORE) -> list[tuple[str, str, int, int]]:
        """Person, state, updates and reports of each."""
        outcomes = remind(self.period, now=lambda: at, address=ADDRESS)
        return [(one.notice.person.name, one.state.value, one.count, one.reports) for one in outcomes]

    def file(self, group: Group) -> None:
        content = ReportContent(progress="It moved.", asks="Nothing.")
        save_report(
            group=group,
            period=self.period,
            content=content,
            submit=True,
            expected_version=0,
            by=self.lead,
            at=WEEK_BEFORE,
        )


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_a_report_is_chased_until_it_is_filed(cast: Cast, mail_server: MailServer) -> None:
    assert cast.run() == [("Coordinator", "sent", 0, 1), ("Lead of the sub-group", "sent", 0, 1)]
    (to_lead,) = mail_server.to(cast.lead.email)
    assert to_lead["Subject"].endswith("Q3 2023-24 sub-group reports are due on 15 January 2024")
    assert "1 sub-group report for Q3 2023-24 (October to December 2023) has not been submitted. It is" in (
        " ".join(text_of(to_lead).split())
    )
    assert f"{ADDRESS}/reports/" in text_of(to_lead)
    assert cast.run() == []
    cast.file(cast.led)
    cast.file(cast.unled)
    assert cast.run(THREE_DAYS_AFTER) == []


def test_what_was_filed_before_the_e_mail_went_is_not_asked_for(cast: Cast, mail_server: MailServer) -> None:
    tell_of_opening(period=cast.period, by=cast.coordinator, at=WEEK_BEFORE)
    because = "Review Group has no lead."
    assert list(Notice.objects.order_by("person__name").values_list("person__name", "kind", "because")) == [
        ("Coordinator", "opened", because),
        ("Lead of the sub-group", "opened", ""),
    ]
    cast.file(cast.led)
    cast.run()
    assert mail_server.addresses == [cast.coordinator.email]
    assert Notice.objects.get(person=cast.lead).state == NoticeState.DROPPED


def test_two_reports_are_announced_as_two_and_none_of_a_group_that_has_ended(
    cast: Cast, mail_server: MailServer
) -> None:
    make_role(cast.lead, Role.SUB_GROUP_LEAD, group=cast.unled)
    ended = make_group("Old Group", kind="sub_group", ends_on=dt.date(2024, 1, 14))
    make_role(cast.lead, Role.SUB_GROUP_LEAD, group=ended)
    make_objective("S3", owner_group=ended)
    tell_of_opening(period=cast.period, by=cast.coordinator, at=WEEK_BEFORE)
    cast.run()
    (to_lead,) = mail_server.to(cast.lead.email)
    words = " ".join(text_of(to_lead).split())
    assert "2 sub-group reports are asked for, under My reports. They are due on 15 January 2024" in words


def test_updates_and_reports_of_one_person_are_one_e_mail(cast: Cast, mail_server: MailServer) -> None:
    post = make_post()
    make_role(cast.lead, Role.LEAD_OFFICER, agency=post.agency)
    cast.lead.appointments.create(post=post, starts_on=dt.date(2020, 1, 1))
    make_request(make_action("1.1", leads=[post]), cast.period)
    assert ("Lead of the sub-group", "sent", 1, 1) in cast.run()
    (to_lead,) = mail_server.to(cast.lead.email)
    words = " ".join(text_of(to_lead).split())
    assert "1 update for Q3" in words
    assert (
        "1 sub-group report for Q3 2023-24 (October to December 2023) has not been submitted, under My"
        in words
    )


def test_a_reminder_by_hand_asks_for_reports_of_every_agency_alone(cast: Cast) -> None:
    planned = plan_by_hand(cast.period, at=WEEK_BEFORE)
    assert [(one.digest.person.name, [*one.digest.groups]) for one in planned] == [
        ("Coordinator", [cast.unled.pk]),
        ("Lead of the sub-group", [cast.led.pk]),
    ]
    assert plan_by_hand(cast.period, agency="police", at=WEEK_BEFORE) == []
    chosen = [one.key for one in planned]
    queued = remind_by_hand(period=cast.period, chosen=chosen, by=cast.coordinator, at=WEEK_BEFORE)
    assert [(one.person.name, [*one.groups.all()]) for one in queued] == [
        ("Coordinator", [cast.unled]),
        ("Lead of the sub-group", [cast.led]),
    ]
