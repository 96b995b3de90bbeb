"""Reminders by the schedule, to a real mail server: to whom, once, after missed nights, past refusals."""

import datetime as dt
from email.message import EmailMessage

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from actions.models import Action, Notice, NoticeKind, NoticeState, ProgressUpdate, UpdateRequest
from actions.notices.delivery import ServerAway, deliver
from actions.notices.reminding import plan_due, remind
from actions.questions import ask_question, withdraw_question
from governance.models import Agency, Event, Person, Post, ReportingPeriod
from governance.roles import Role
from tests.factories import (
    LONDON,
    make_action,
    make_agency,
    make_decision,
    make_group,
    make_period,
    make_person,
    make_post,
    make_request,
    make_update,
)
from tests.mail_server import MailServer, text_of

pytestmark = pytest.mark.django_db

ADDRESS = "https://tracker.example"
WEEK_BEFORE = dt.datetime(2024, 1, 8, 21, 0, tzinfo=LONDON)
DAY_AFTER = dt.datetime(2024, 1, 16, 21, 0, tzinfo=LONDON)
THREE_DAYS_AFTER = dt.datetime(2024, 1, 18, 21, 0, tzinfo=LONDON)


class Cast:
    """A police force and a council, each with a post, and a round due on 15 January 2024."""

    def __init__(self) -> None:
        self.police: Agency = make_agency("Warwickshire Police", short_name="Police")
        self.council: Agency = make_agency("Warwickshire County Council", short_name="Council")
        self.inspector: Post = make_post(self.police, "Inspector")
        self.director: Post = make_post(self.council, "Director")
        self.period: ReportingPeriod = make_period()
        role, posts = Role.LEAD_OFFICER, [self.inspector]
        self.lead = make_person(role, agency=self.police, posts=posts, name="Lead, Police")
        self.deputy = make_person(role, agency=self.police, deputy_for=posts, name="Deputy, Police")
        self.sponsor = make_person(Role.AGENCY_SPONSOR, agency=self.police, name="Sponsor, Police")
        self.coordinator = make_person(Role.COORDINATOR, group=make_group(), name="Coordinator")

    def asked(self, reference: str, *posts: Post) -> UpdateRequest:
        leads = posts or [self.inspector]
        action = make_action(
            reference, leads=leads, title="Train every officer", description="A course of two days."
        )
        return make_request(action, self.period)

    def run(self, at: dt.datetime = WEEK_BEFORE) -> list[tuple[str, str, int]]:
        """Person, state and count of each."""
        outcomes = remind(self.period, now=lambda: at, address=ADDRESS)
        return [(one.notice.person.name, one.state.value, one.count) for one in outcomes]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def plan_text() -> list[str]:
    """Whatever of the plan and of its updates might leak."""
    texts = [text for action in Action.objects.all() for text in (action.title, action.description)]
    references = [f" {action.reference}" for action in Action.objects.all()]
    said = [text for row in ProgressUpdate.objects.all() for text in (row.happened, row.return_reason)]
    return [text for text in [*texts, *references, *said] if text.strip()]


def assert_holds_no_plan_text(message: EmailMessage) -> None:
    whole = "\n".join([message["Subject"], text_of(message), text_of(message, "html")])
    assert plan_text()
    assert [text for text in plan_text() if text in whole] == []


def test_a_reminder_says_that_the_board_s_questions_wait_and_not_what_they_are(
    cast: Cast, mail_server: MailServer
) -> None:
    asked, other = cast.asked("1.1"), cast.asked("1.2")
    chair = make_person(Role.BOARD_CHAIR, group=make_group(), name="Chair")
    for action, text in ((asked.action, "Who pays for it?"), (other.action, "When does it start?")):
        question = ask_question(action=action, text=text, by=chair, at=WEEK_BEFORE)
    withdraw_question(question=question, by=chair, at=WEEK_BEFORE)

    cast.run()

    [message] = mail_server.arrived
    sentence = (
        "The Board waits for an answer to 1 question on them. An update can be handed in once it answers."
    )
    for kind in ("plain", "html"):
        assert sentence in " ".join(text_of(message, kind).split())
        assert "Who pays" not in text_of(message, kind)
    assert_holds_no_plan_text(message)


def test_a_week_before_each_lead_gets_one_e_mail_that_counts(cast: Cast, mail_server: MailServer) -> None:
    for reference in ("1.1", "1.2", "1.3"):
        cast.asked(reference)
    make_update(cast.asked("1.4"), state="submitted")
    make_update(cast.asked("1.5"), state="returned")

    assert cast.run() == [("Lead, Police", "sent", 4)]

    [message] = mail_server.arrived
    assert (message["To"], message["Subject"]) == (
        cast.lead.email,
        "OFFICIAL: Q3 2023-24 updates are due on 15 January 2024",
    )
    assert text_of(message).replace("\r\n", "\n") == (
        "OFFICIAL\n\nHello Lead, Police,\n\n"
        "4 updates for Q3 2023-24 (October to December 2023) have not been handed in. "
        "They are due on 15 January 2024, in 7 days.\n\n"
        "See your updates here:\nhttps://tracker.example/updates/\n\n"
    )
    assert '<a href="https://tracker.example/updates/">See your updates</a>' in text_of(message, "html")
    assert_holds_no_plan_text(message)
    notice = Notice.objects.get()
    assert (notice.kind, notice.step, notice.part, notice.state, notice.email, notice.attempts) == (
        NoticeKind.REMINDER,
        "7 days before",
        "lead",
        NoticeState.SENT,
        cast.lead.email,
        1,
    )
    assert notice.requests.count() == 4
    assert [(e.verb, e.sentence, e.by_name) for e in Event.objects.about(cast.period)] == [
        ("reminded", "By the schedule: 1 person", "The system")
    ]


def test_a_second_run_sends_nothing(cast: Cast, mail_server: MailServer) -> None:
    cast.asked("1.1")

    assert cast.run() == [("Lead, Police", "sent", 1)]
    assert cast.run() == []
    assert cast.run(WEEK_BEFORE + dt.timedelta(days=1)) == []
    assert len(mail_server.arrived) == 1


def test_nights_that_were_missed_are_made_up_for_by_one_e_mail(cast: Cast, mail_server: MailServer) -> None:
    cast.asked("1.1")
    ReportingPeriod.objects.update(opens_on=dt.date(2023, 12, 1))
    cast.period.refresh_from_db()
    nobody_ran_on = dt.datetime(2024, 1, 10, 3, 0, tzinfo=LONDON)

    assert cast.run(nobody_ran_on) == [("Lead, Police", "sent", 1)]
    assert "due on 15 January 2024, in 5 days." in text_of(mail_server.arrived[0])
    assert cast.run(nobody_ran_on + dt.timedelta(hours=1)) == []
    assert cast.run(nobody_ran_on + dt.timedelta(days=1)) == [("Lead, Police", "sent", 1)]
    assert [notice.step for notice in Notice.objects.order_by("pk")] == [
        "7 days before",
        "2 working days before",
    ]


def test_they_stop_when_everything_is_handed_in(cast: Cast, mail_server: MailServer) -> None:
    request = cast.asked("1.1")
    cast.run()
    make_update(request, state="submitted")

    assert cast.run(DAY_AFTER) == []
    assert cast.run(THREE_DAYS_AFTER) == []
    assert len(mail_server.arrived) == 1


def test_a_day_after_lead_and_deputy_three_days_after_sponsor_and_coordinator(
    cast: Cast, mail_server: MailServer
) -> None:
    cast.asked("1.1")

    assert cast.run(DAY_AFTER) == [("Deputy, Police", "sent", 1), ("Lead, Police", "sent", 1)]
    assert cast.run(THREE_DAYS_AFTER) == [("Coordinator", "sent", 1), ("Sponsor, Police", "sent", 1)]
    coordinators, sponsors = (mail_server.to(who.email)[0] for who in (cast.coordinator, cast.sponsor))
    assert coordinators["Subject"] == "OFFICIAL: Q3 2023-24 updates were due on 15 January 2024"
    assert "It was due on 15 January 2024, 3 days ago." in text_of(sponsors)
    assert f"{ADDRESS}/plans/vawg-2023-24/rounds/2023-Q3/" in text_of(coordinators)
    assert f"{ADDRESS}/updates/" in text_of(sponsors)
    assert_holds_no_plan_text(coordinators)


def test_what_is_ready_waits_for_the_sponsor_not_for_its_writer(cast: Cast, mail_server: MailServer) -> None:
    make_update(cast.asked("1.1"), state="ready")

    assert cast.run() == [("Sponsor, Police", "sent", 1)]
    assert "It is ready and waits for the agency's sponsor to submit." in text_of(mail_server.arrived[0])


def test_where_leads_submit_themselves_what_is_ready_waits_for_them(
    cast: Cast, mail_server: MailServer
) -> None:
    Agency.objects.filter(pk=cast.police.pk).update(leads_may_submit=True)
    make_update(cast.asked("1.1"), state="ready")

    assert cast.run() == [("Lead, Police", "sent", 1)]


@pytest.mark.parametrize(
    ("gone", "told", "because"),
    [
        ([], ["Lead, Police"], ""),
        (["lead"], ["Deputy, Police"], "The post Police, Inspector is vacant."),
        (["lead", "deputy"], ["Sponsor, Police"], "The post Police, Inspector is vacant."),
        (["lead", "deputy", "sponsor"], ["Coordinator"], "The post Police, Inspector is vacant."),
    ],
)
def test_a_vacant_post_falls_to_deputy_sponsor_coordinator(
    cast: Cast, mail_server: MailServer, gone: list[str], told: list[str], because: str
) -> None:
    cast.asked("1.1")
    Person.objects.filter(pk__in=[getattr(cast, name).pk for name in gone]).update(is_active=False)

    assert [name for name, _, _ in cast.run()] == told
    assert Notice.objects.get().because == because
    assert (f"You are told because: {because}" in text_of(mail_server.arrived[0])) is bool(because)


def test_an_action_without_a_lead_is_the_coordinators(cast: Cast, mail_server: MailServer) -> None:
    make_request(make_action("1.1"), cast.period)

    assert cast.run() == [("Coordinator", "sent", 1)]
    assert Notice.objects.get().because == "An action has no lead."


def test_supporting_posts_are_not_chased(cast: Cast, mail_server: MailServer) -> None:
    director = make_person(Role.LEAD_OFFICER, agency=cast.council, posts=[cast.director], name="Director")
    make_request(make_action("1.1", leads=[cast.inspector], supporting=[cast.director]), cast.period)
    make_request(make_action("1.2", leads=[cast.inspector, cast.director]), cast.period)

    assert cast.run() == [("Director", "sent", 1), ("Lead, Police", "sent", 2)]
    assert mail_server.addresses == [director.email, cast.lead.email]


def test_a_closed_action_and_one_that_was_not_asked_are_left_out(cast: Cast, mail_server: MailServer) -> None:
    make_request(
        make_action("1.1", leads=[cast.inspector], status="closed", closure_decision=make_decision()),
        cast.period,
    )
    make_request(make_action("1.2", leads=[cast.inspector]), cast.period, asked=False)

    assert cast.run() == []


# ------------------------------------------------ refusals


def test_a_refused_address_is_kept_and_the_reminder_goes_to_the_next_in_turn(
    cast: Cast, mail_server: MailServer
) -> None:
    cast.asked("1.1")
    mail_server.refused = {
        cast.lead.email: "550 No such user",
        cast.deputy.email: "551 Moved away",
    }

    assert cast.run() == [
        ("Lead, Police", "failed", 1),
        ("Deputy, Police", "failed", 1),
        ("Sponsor, Police", "sent", 1),
    ]
    assert list(Notice.objects.order_by("pk").values_list("person__name", "state", "said", "because")) == [
        ("Lead, Police", "failed", "550 No such user", ""),
        (
            "Deputy, Police",
            "failed",
            "551 Moved away",
            "An e-mail to the post Police, Inspector could not be delivered.",
        ),
        ("Sponsor, Police", "sent", "", "An e-mail to the post Police, Inspector could not be delivered."),
    ]
    assert cast.run() == []
    assert mail_server.addresses == [cast.sponsor.email]


def test_a_mended_address_is_written_to_again(cast: Cast, mail_server: MailServer) -> None:
    cast.asked("1.1")
    mail_server.refused = {cast.lead.email: "550 No such user"}
    cast.run()
    Person.objects.filter(pk=cast.lead.pk).update(email="right@police.example")

    assert cast.run() == [("Lead, Police", "sent", 1)]
    assert mail_server.addresses == [cast.deputy.email, "right@police.example"]


def test_a_full_mailbox_is_tried_again_by_the_next_run(cast: Cast, mail_server: MailServer) -> None:
    cast.asked("1.1")
    mail_server.refused = {cast.lead.email: "452 Mailbox full"}

    assert cast.run() == [("Lead, Police", "due", 1)]
    assert Notice.objects.get().said == "452 Mailbox full"
    mail_server.refused = {}
    assert cast.run() == [("Lead, Police", "sent", 1)]
    notice = Notice.objects.get()
    assert (notice.state, notice.said, notice.attempts) == ("sent", "", 2)


def test_a_server_that_is_away_leaves_everything_due(
    cast: Cast, mail_server: MailServer, settings: Settings
) -> None:
    cast.asked("1.1")
    settings.MAILERS = MailServer().mailers

    with pytest.raises(ServerAway):
        cast.run()
    assert Notice.objects.get().state == NoticeState.DUE
    settings.MAILERS = mail_server.mailers
    assert cast.run() == [("Lead, Police", "sent", 1)]


# ------------------------------------------------ a run that was stopped


def _queued(cast: Cast, **fields: object) -> Notice:
    values = {"kind": "reminder", "once": "x", "state": "due", "step": "7 days before", "part": "lead"}
    notice = Notice.objects.create(
        person=cast.lead, period=cast.period, queued_at=WEEK_BEFORE, **(values | fields)
    )
    notice.requests.set(UpdateRequest.objects.all())
    return notice


def _deliver(at: dt.datetime) -> list[tuple[str, str]]:
    outcomes = deliver(now=lambda: at, address=ADDRESS)
    return [(one.notice.once, one.state.value) for one in outcomes]


def test_one_that_was_being_sent_when_its_run_was_killed_is_taken_up_a_quarter_of_an_hour_later(
    cast: Cast, mail_server: MailServer
) -> None:
    cast.asked("1.1")
    _queued(cast, state="sending", claimed_at=WEEK_BEFORE, attempts=1)

    assert _deliver(WEEK_BEFORE + dt.timedelta(minutes=14)) == []
    assert _deliver(WEEK_BEFORE + dt.timedelta(minutes=15)) == [("x", "sent")]
    assert Notice.objects.get().attempts == 2


def test_what_is_no_longer_so_is_dropped(cast: Cast, mail_server: MailServer) -> None:
    request = cast.asked("1.1")
    _queued(cast)
    make_update(request, state="accepted")

    assert _deliver(WEEK_BEFORE) == [("x", "dropped")]
    assert mail_server.arrived == []


def test_of_several_that_wait_for_one_person_the_newest_goes(cast: Cast, mail_server: MailServer) -> None:
    cast.asked("1.1")
    for once in ("first", "second"):
        _queued(cast, once=once)

    assert _deliver(WEEK_BEFORE) == [("first", "dropped"), ("second", "sent")]


def test_the_notice_of_opening_goes_rather_than_a_reminder(cast: Cast, mail_server: MailServer) -> None:
    cast.asked("1.1")
    _queued(cast, once="opened", kind="opened", step="")
    _queued(cast, once="reminder")

    assert _deliver(WEEK_BEFORE) == [("opened", "sent"), ("reminder", "dropped")]


# ------------------------------------------------ cost


@pytest.mark.parametrize("actions", [1, 3, 100])
def test_a_persons_digest_costs_the_same_for_any_number_of_actions(
    cast: Cast, mail_server: MailServer, actions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(actions):
        cast.asked(f"1.{number}")

    with django_assert_num_queries(7):
        plan_due(cast.period, at=WEEK_BEFORE)
    with django_assert_num_queries(0):
        plan_due(cast.period, at=dt.datetime(2023, 12, 22, tzinfo=LONDON))


@pytest.mark.parametrize("people", [1, 3])
def test_a_run_costs_two_queries_more_for_each_e_mail(
    cast: Cast, mail_server: MailServer, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(people):
        post = make_post(cast.police, f"Sergeant {number}")
        make_person(Role.LEAD_OFFICER, agency=cast.police, posts=[post])
        cast.asked(f"2.{number}", post)

    with django_assert_num_queries(20 + 2 * people):
        cast.run()
