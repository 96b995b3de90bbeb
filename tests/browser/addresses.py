"""Where to find each page of the demo: at least one address for every URL name that answers with a page."""

from collections.abc import Callable, Iterator, Mapping

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str

from actions.models import (
    ActionLink,
    Approval,
    DateChange,
    Dependency,
    Funding,
    LateUpdate,
    Measure,
    Plan,
    Question,
    Recommendation,
    ReturnUpload,
    UpdateRequest,
)
from governance.invitations import make_key
from governance.models import (
    Abbreviation,
    Agency,
    Concern,
    GroupMember,
    Matter,
    Meeting,
    Person,
    Post,
    RegisteredDocument,
)
from tests.browser import people
from tests.factories import NOW
from tests.house.places import every_name
from tests.house.returned import make_return

_PLAN = "/plans/vawg-2023-24/"
_ACTIONS = f"{_PLAN}actions/"

# Addresses by URL name. What stands in braces is read from the demo (``Facts``).
PAGES: dict[str, list[str]] = {
    "home": ["/"],
    "account_login": [
        "/sign-in/",
        "/sign-in/?ended=session",
        "/sign-in/?ended=kept",
        "/sign-in/?ended=lost",
    ],
    "account_logout": ["/sign-out/"],
    "account_signup": ["/sign-up/"],
    "account_inactive": ["/sign-in/ended/"],
    "account_reauthenticate": ["/sign-in/again/"],
    "account_change_password": ["/password/"],
    "account_reset_password": ["/password/reset/"],
    "account_reset_password_done": ["/password/reset/sent/"],
    "account_reset_password_from_key": [
        # The first puts the key away in the session, and leads to the second.
        "/password/reset/{reset}/",
        "/password/reset/{uid}-set-password/",
        "/password/reset/1-none/",
    ],
    "account_reset_password_from_key_done": ["/password/reset/done/"],
    "accessibility": ["/accessibility/"],
    "privacy": ["/privacy/"],
    "help": [f"/help/{role}/" for role in ("lead", "sponsor", "coordinator", "chair", "administrator", "x")],
    "governance:people": ["/people/", "/people/?q=police", "/people/?q=nobody-of-that-name"],
    "governance:add_person": ["/people/add/"],
    "governance:invitation": ["/people/invitation/{invitation}/", "/people/invitation/wrong/"],
    "governance:my_posts": ["/people/my-posts/"],
    "governance:hand_over_own": ["/people/my-posts/{appointment}/hand-over/"],
    "governance:person": ["/people/{lead}/", "/people/{coordinator}/"],
    "governance:change_person": ["/people/{lead}/change/"],
    "governance:invite_again": ["/people/{newcomer}/invite/"],
    "governance:disable_person": ["/people/{lead}/disable/"],
    "governance:enable_person": ["/people/{gone}/enable/"],
    "governance:give_role": ["/people/{lead}/roles/add/"],
    "governance:end_role": ["/people/{lead}/roles/{role}/end/"],
    "governance:appoint_person": ["/people/{sponsor}/posts/add/"],
    "governance:end_appointment": ["/people/{lead}/posts/{appointment}/end/"],
    "governance:hand_over_posts": ["/people/{lead}/hand-over/"],
    "governance:agencies": ["/people/agencies/"],
    "governance:add_agency": ["/people/agencies/add/"],
    "governance:agency": ["/people/agencies/{police}/"],
    "governance:change_agency": ["/people/agencies/{police}/change/"],
    "governance:add_post": ["/people/agencies/{police}/posts/add/"],
    "governance:post": ["/people/posts/{post}/"],
    "governance:rename_post": ["/people/posts/{post}/rename/"],
    "governance:end_post": ["/people/posts/{post}/end/"],
    "governance:appoint_to_post": ["/people/posts/{post}/appoint/"],
    "reports:dashboard": [f"{_PLAN}dashboard/"],
    "reports:quarter_dashboard": [
        f"{_PLAN}dashboard/2023-Q1/",
        f"{_PLAN}dashboard/2023-Q3/?accountable=Police",
        f"{_PLAN}dashboard/2023-Q9/",
    ],
    "reports:dashboard_rows": [
        f"{_PLAN}dashboard/2023-Q3/rows/travel.worse/",
        f"{_PLAN}dashboard/2023-Q3/rows/nothing/",
    ],
    "reports:timeline": [f"{_PLAN}timeline/"],
    "reports:compare": [f"{_PLAN}compare/", f"{_PLAN}compare/?earlier=2023-Q1&later=2023-Q1"],
    "reports:close_round": [f"{_PLAN}rounds/2023-Q3/close/"],
    "reports:engagement": [f"{_PLAN}engagement/"],
    "reports:packs": [f"{_PLAN}packs/"],
    "reports:pack": [f"{_PLAN}packs/2023-Q3/", f"{_PLAN}packs/2023-Q2/?copy=publication"],
    "reports:approve_pack": [f"{_PLAN}packs/2023-Q2/approve/"],
    # Until the chair has approved, these two lead back to the packs and say so.
    "reports:issue_pack": [f"{_PLAN}packs/2023-Q2/issue/"],
    "reports:amend_pack": [f"{_PLAN}packs/2023-Q2/amend/"],
    "reports:public_page": ["/public/vawg-2023-24/", "/public/nothing/"],
    "reports:public_easy_read": ["/public/vawg-2023-24/easy-read/"],
    "reports:publishing": [f"{_PLAN}public-page/", "/plans/police-2023/public-page/"],
    "reports:preview_public_page": [
        f"{_PLAN}public-page/preview/",
        f"{_PLAN}public-page/preview/?page=easy-read",
    ],
    # The demo's page is public: this leads back to its settings and says so.
    "reports:make_public": [f"{_PLAN}public-page/on/"],
    "reports:take_back": [f"{_PLAN}public-page/off/"],
    "reports:edit_pack": [f"{_PLAN}packs/2023-Q3/edit/"],
    "actions:end_agency": ["/people/agencies/{police}/end/"],
    "actions:no_active_lead": ["/people/no-active-lead/"],
    "actions:hand_over_actions": ["/people/posts/{post}/actions/"],
    "actions:plans": ["/plans/"],
    "registers:documents": ["/registers/documents/", "/registers/documents/?state=expired&sort=-title&q=x"],
    "registers:document": ["/registers/documents/{document}/"],
    "registers:add_document": ["/registers/documents/add/"],
    "registers:change_document": ["/registers/documents/{document}/change/"],
    "registers:withdraw_document": ["/registers/documents/{document}/withdraw/"],
    "registers:abbreviations": ["/registers/abbreviations/", "/registers/abbreviations/?q=zebra"],
    "registers:add_abbreviation": ["/registers/abbreviations/add/"],
    "registers:change_abbreviation": ["/registers/abbreviations/{abbreviation}/change/"],
    "registers:withdraw_abbreviation": ["/registers/abbreviations/{abbreviation}/withdraw/"],
    "actions:groups": ["/groups/", "/groups/?ended=yes"],
    "actions:group": ["/groups/vawg-board/", "/groups/vawg-strategic-board/"],
    "actions:change_reporting": ["/groups/vawg-board/change/"],
    "actions:add_seat": ["/groups/vawg-board/seats/add/"],
    "actions:end_seat": ["/groups/police-executive-board/seats/{seat}/end/"],
    "actions:across_plans": ["/across-plans/", "/across-plans/?agency=police", "/across-plans/?agency=x"],
    "actions:about_plan": [
        f"/plans/{slug}/about/" for slug in ("vawg-2023-24", "vawg-2015-18", "commissioners-2022-23")
    ],
    "actions:change_plan": [f"{_PLAN}about/change/"],
    "actions:funding": [f"{_PLAN}funding/", "/plans/commissioners-2022-23/funding/"],
    "actions:add_funding": [f"{_PLAN}funding/add/?action=6.1"],
    "actions:fund": [f"{_PLAN}funding/{{fund}}/"],
    "actions:change_funding": [f"{_PLAN}funding/{{fund}}/change/"],
    "actions:close_funding": [f"{_PLAN}funding/{{fund}}/close/"],
    "actions:measures": [f"{_PLAN}measures/", "/plans/commissioners-2022-23/measures/"],
    "actions:add_measure": [f"{_PLAN}measures/add/?of=objective-7"],
    "actions:measure": [f"{_PLAN}measures/{{measure}}/"],
    "actions:change_measure": [f"{_PLAN}measures/{{measure}}/change/"],
    "actions:retire_measure": [f"{_PLAN}measures/{{measure}}/retire/"],
    "actions:reading": [
        f"{_PLAN}measures/{{measure}}/readings/{quarter}/" for quarter in ("2023-Q3", "2023-Q2")
    ],
    "actions:link_action": [f"{_ACTIONS}12.2/links/add/"],
    "actions:unlink_action": [f"{_ACTIONS}12.2/links/{{link}}/remove/"],
    "actions:plan": [
        _PLAN,
        "/plans/vawg-2015-18/",
        "/plans/commissioners-2022-23/",
        f"{_PLAN}?agency=police&sort=-due",
        f"{_PLAN}?rating=red&priority=medium&overdue=on&awaiting=on",
    ],
    "actions:equality": [f"{_PLAN}equality/", "/plans/police-2023/equality/"],
    "actions:review_equality": [f"{_PLAN}equality/review/", "/plans/police-2023/equality/review/"],
    "actions:waiting": [
        f"{_PLAN}waiting/",
        "/plans/commissioners-2022-23/waiting/",
        "/plans/police-2023/waiting/",
    ],
    "actions:expect_event": [f"{_PLAN}waiting/expect/?event=it+is+law"],
    "actions:record_event": [f"{_PLAN}waiting/happened/", "/plans/police-2023/waiting/happened/"],
    "actions:add_wait": [f"{_ACTIONS}12.2/waits/add/"],
    "actions:end_wait": [f"{_ACTIONS}7.4/waits/{{wait}}/end/"],
    "actions:add_action": [f"{_PLAN}actions/add/"],
    "actions:action": [
        *(f"{_ACTIONS}{ref}/" for ref in ("7.2", "12.1", "7.3", "19.3")),
        "/plans/commissioners-2022-23/actions/12/",
    ],
    "actions:close_action": [f"{_ACTIONS}11.1/close/"],
    "actions:date_change": [f"{_ACTIONS}11.1/date-change/", f"{_ACTIONS}12.1/date-change/"],
    "actions:ask_question": [f"{_ACTIONS}9.1/question/", f"{_ACTIONS}3.1/question/"],
    "actions:withdraw_question": [f"{_ACTIONS}9.1/questions/{{question}}/withdraw/"],
    "actions:edit_action": [f"{_ACTIONS}11.1/edit/"],
    "actions:enter_for": [f"{_ACTIONS}11.1/enter/2023-Q3/", f"{_ACTIONS}16.1/enter/2023-Q3/"],
    "actions:put_on_hold": [f"{_ACTIONS}11.1/hold/"],
    "actions:review": [f"{_ACTIONS}{ref}/review/2023-Q3/" for ref in ("6.1", "9.3", "16.1", "18.1", "11.1")],
    "actions:record_trigger": [f"{_ACTIONS}7.3/trigger/"],
    "actions:update": [
        *(f"{_ACTIONS}{ref}/updates/2023-Q3/" for ref in ("9.1", "11.1", "18.1", "15.1", "17.1", "16.1")),
        f"{_ACTIONS}11.1/updates/2023-Q2/",
    ],
    "actions:decide_date_change": [f"{_PLAN}date-changes/{{date_change}}/"],
    "actions:add_group": ["/groups/add/"],
    "actions:add_plan": ["/plans/add/"],
    "actions:add_objective": [f"{_PLAN}objectives/add/"],
    "actions:change_route": [f"{_PLAN}route/"],
    "actions:record_approval": [f"{_PLAN}approvals/{{step}}/"],
    "actions:record_version": [f"{_PLAN}versions/add/"],
    "actions:plan_version": [f"{_PLAN}versions/2/", "/plans/police-2023/versions/1/"],
    "actions:plan_changes": [f"{_PLAN}changes/", "/plans/vawg-2015-18/changes/"],
    "actions:edit_objective": [f"{_PLAN}objectives/11/edit/"],
    "actions:current_round": [f"{_PLAN}rounds/"],
    "actions:open_round": [f"{_PLAN}rounds/open/"],
    "actions:round": [
        f"{_PLAN}rounds/2023-Q3/",
        f"{_PLAN}rounds/2023-Q2/",
        f"{_PLAN}rounds/2023-Q3/?agency=police&state=draft",
    ],
    "actions:returns": [f"{_PLAN}rounds/2023-Q3/returns/", f"{_PLAN}rounds/2023-Q2/returns/"],
    "actions:return_upload": [f"{_PLAN}rounds/2023-Q3/returns/{{returned}}/"],
    "actions:late_update": [f"{_ACTIONS}6.2/late/2023-Q2/"],
    "actions:settle_late_update": [f"{_PLAN}late-updates/{{late}}/"],
    "actions:note_contact": [f"{_PLAN}rounds/2023-Q3/contact/police/?action=15.1"],
    "actions:remind_now": [f"{_PLAN}rounds/2023-Q3/remind/", f"{_PLAN}rounds/2023-Q3/remind/?agency=police"],
    "actions:calendar": ["/calendar/"],
    "actions:notice": ["/notices/999/"],
    "actions:concerns": ["/concerns/", "/concerns/?state=late&group=vawg-board", "/concerns/?state=closed"],
    "actions:concern": ["/concerns/{concern}/", "/concerns/{further}/"],
    "actions:raise_concern": ["/concerns/raise/"],
    "actions:answer_concern": ["/concerns/{concern}/answer/"],
    "actions:escalate_concern": ["/concerns/{concern}/further/"],
    "actions:close_concern": ["/concerns/{concern}/close/"],
    "actions:recommendations": [
        "/recommendations/",
        "/recommendations/?state=none",
        "/recommendations/?agency=nhs&state=complete",
    ],
    "actions:recommendation": ["/recommendations/{traced}/", "/recommendations/{settled}/"],
    "actions:add_recommendation": ["/recommendations/add/?made=2021-11-30"],
    "actions:change_recommendation": ["/recommendations/{untraced}/change/"],
    "actions:withdraw_recommendation": ["/recommendations/{untraced}/withdraw/"],
    "actions:trace_recommendation": ["/recommendations/{untraced}/trace/"],
    "actions:untrace_recommendation": ["/recommendations/{traced}/traces/{trace}/remove/"],
    "actions:settle_recommendation": ["/recommendations/{untraced}/settle/"],
    "actions:reopen_recommendation": ["/recommendations/{settled}/reopen/"],
    "actions:my_reports": ["/reports/"],
    "actions:group_report": [
        f"{_PLAN}rounds/{quarter}/reports/vawg-communication-subgroup/" for quarter in ("2023-Q3", "2023-Q2")
    ],
    "actions:meetings": ["/meetings/"],
    "actions:meeting": ["/meetings/{held}/", "/meetings/{planned}/"],
    "actions:plan_meeting": ["/meetings/add/"],
    "actions:cancel_meeting": ["/meetings/{planned}/cancel/"],
    "actions:change_meeting": ["/meetings/{planned}/change/"],
    "actions:record_meeting": ["/meetings/{held}/record/"],
    "actions:record_decision": ["/meetings/{held}/decide/", "/meetings/{planned}/decide/"],
    "actions:close_matter": ["/meetings/matters/{matter}/close/"],
    "reports:agenda": ["/meetings/{planned}/agenda/"],
    "actions:search": ["/search/", "/search/?q=police", "/search/?q=zebra"],
    "actions:my_updates": ["/updates/"],
    "actions:submit_ready": ["/updates/submit/"],
}
# These answer with a file, or with a word for a machine.
WITHOUT_A_PAGE = {
    "healthz",
    "readyz",
    "reports:pack_file",
    "reports:revision_file",
    "reports:public_file",
    "reports:engagement_file",
    "actions:plan_export",
    "actions:recommendations_file",
    "actions:return_workbook",
    "actions:calendar_feed",
}

__all__ = ["PAGES", "WITHOUT_A_PAGE", "Facts", "every_name"]


class Facts(Mapping[str, object]):
    """The keys that addresses of the demo ask for, each looked up when it is asked for."""

    def __getitem__(self, name: str) -> object:
        return _FACTS[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(_FACTS)

    def __len__(self) -> int:
        return len(_FACTS)


def _person(email: str) -> Person:
    return Person.objects.get(email=email)


def _reset() -> str:
    lead = _person(people.LEAD)
    return f"{user_pk_to_url_str(lead)}-{default_token_generator.make_token(lead)}"


def _returned() -> ReturnUpload:
    """A return of the police that waits to be looked through; made once."""
    coordinator = Person.objects.get(email=people.COORDINATOR)
    return ReturnUpload.objects.first() or make_return(Plan.objects.get(slug="vawg-2023-24"), coordinator)


def _late_update() -> LateUpdate:
    """What was sent after Q2 had closed; made once."""
    asked = UpdateRequest.objects.get(action__reference="14.1", period__year=2023, period__number=2)
    values = {"status": "in_progress", "happened": "It came late.", "by_name": "Lead officer", "at": NOW}
    return LateUpdate.objects.get_or_create(request=asked, defaults=values)[0]


def _recommended(reference: str) -> Recommendation:
    return Recommendation.objects.get(reference=reference)


_FACTS: dict[str, Callable[[], object]] = {
    "lead": lambda: _person(people.LEAD).pk,
    "sponsor": lambda: _person(people.SPONSOR).pk,
    "coordinator": lambda: _person(people.COORDINATOR).pk,
    "newcomer": lambda: _person(people.NEWCOMER).pk,
    "gone": lambda: _person(people.GONE).pk,
    "role": lambda: _person(people.LEAD).roles.get().pk,
    "appointment": lambda: _person(people.LEAD).appointments.get().pk,
    "police": lambda: Agency.objects.get(slug="police").pk,
    "post": lambda: Post.objects.filter(agency__slug="police").order_by("pk")[0].pk,
    "returned": lambda: _returned().pk,
    "seat": lambda: GroupMember.objects.get(group__slug="police-executive-board").pk,
    "document": lambda: RegisteredDocument.objects.get(number=8).pk,
    "abbreviation": lambda: Abbreviation.objects.filter(short="RASSO")[0].pk,
    "late": lambda: _late_update().pk,
    "wait": lambda: Dependency.objects.filter(action__reference="7.4").earliest("pk").pk,
    "link": lambda: ActionLink.objects.get(other__reference="12.2").pk,
    "fund": lambda: Funding.objects.get(source="DiAmond counselling contract").pk,
    # The one with a corrected reading.
    "measure": lambda: Measure.objects.get(action__reference="16.1", is_sample=True).pk,
    "question": lambda: Question.objects.get().pk,
    "date_change": lambda: DateChange.objects.waiting().get().pk,
    "concern": lambda: Concern.objects.get(text__startswith="Interpreters").pk,
    "further": lambda: Concern.objects.exclude(carries_on=None).get().pk,
    "traced": lambda: _recommended("A3").pk,
    "trace": lambda: _recommended("A3").traces.get().pk,
    "untraced": lambda: _recommended("A2").pk,
    "settled": lambda: _recommended("23").pk,
    "held": lambda: Meeting.objects.get(group__slug="vawg-board", on="2023-10-26").pk,
    "planned": lambda: Meeting.objects.get(group__slug="vawg-board", on="2024-01-31").pk,
    "matter": lambda: Matter.objects.get(text__startswith="Tell the Board").pk,
    "step": lambda: Approval.objects.filter(version__name="1.1").order_by("order").reverse()[0].pk,
    "invitation": lambda: make_key(_person(people.NEWCOMER), at=NOW),
    "uid": lambda: user_pk_to_url_str(_person(people.LEAD)),
    "reset": _reset,
}
