"""What stands round every page: the menu of the person's roles, search, help, the demo's date, marking."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from governance import clock
from governance.access import Access
from governance.models import Person
from governance.roles import Permission, Role
from vawg_tracker.current_plan import CurrentPlan, current_plan


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the menu. ``name`` takes the plan's slug when ``of_plan``.

    ``views`` are the other pages under it; those of ``app`` are too, unless another line names them.
    """

    label: str
    name: str
    shown: Callable[[Access, CurrentPlan | None], bool]
    of_plan: bool = True
    views: frozenset[str] = frozenset()
    app: str = ""


@dataclass(frozen=True)
class Item:
    """An entry as shown; ``current`` is the value of aria-current: page, true or empty."""

    label: str
    url: str
    current: str


@dataclass(frozen=True)
class Shell:
    """All that the base page asks for."""

    person: Person | None
    items: tuple[Item, ...]
    search_url: str
    posts_url: str
    help_url: str
    demo_date: dt.date | None
    marking: str


def _of_plan(permission: Permission) -> Callable[[Access, CurrentPlan | None], bool]:
    return lambda access, plan: plan is not None and access.can(permission, plan.target)


_reads_for_the_board = _of_plan(Permission.READ_DASHBOARD)


def _serves_a_group(access: Access, plan: CurrentPlan | None, permission: Permission) -> bool:
    """Whether the person reads for the plan's board, or does that for any group."""
    return plan is not None and (_reads_for_the_board(access, plan) or access.can(permission))


MENU = (
    Entry(
        label="My updates",
        name="actions:my_updates",
        shown=lambda access, _: access.holds(Role.LEAD_OFFICER, Role.AGENCY_SPONSOR),
        of_plan=False,
        views=frozenset({"actions:submit_ready", "actions:update", "actions:late_update"}),
    ),
    Entry(
        label="My reports",
        name="actions:my_reports",
        shown=lambda access, plan: plan is not None and access.holds(Role.SUB_GROUP_LEAD),
        of_plan=False,
        views=frozenset({"actions:group_report"}),
    ),
    Entry(
        label="Round",
        name="actions:current_round",
        shown=_of_plan(Permission.SEE_ROUND),
        views=frozenset(
            {
                "actions:round",
                "actions:open_round",
                "actions:note_contact",
                "actions:settle_late_update",
                "actions:remind_now",
                "actions:review",
                "actions:enter_for",
                "actions:returns",
                "actions:return_workbook",
                "actions:return_upload",
                "reports:close_round",
                "reports:engagement",
                "reports:engagement_file",
            }
        ),
    ),
    Entry(
        label="Dashboard",
        name="reports:dashboard",
        shown=_of_plan(Permission.READ_DASHBOARD),
        app="reports",
    ),
    Entry(
        label="Plan",
        name="actions:plan",
        shown=lambda access, plan: plan is not None and access.can(Permission.READ_PLAN),
        app="actions",
        views=frozenset({"registers:documents", "registers:abbreviations"}),
    ),
    Entry(
        label="Packs",
        name="reports:packs",
        shown=_of_plan(Permission.READ_PACK),
        views=frozenset(
            {
                "reports:pack",
                "reports:edit_pack",
                "reports:pack_file",
                "reports:approve_pack",
                "reports:issue_pack",
                "reports:amend_pack",
                "reports:publishing",
                "reports:make_public",
                "reports:take_back",
            }
        ),
    ),
    Entry(
        label="Meetings",
        name="actions:meetings",
        shown=lambda access, plan: _serves_a_group(access, plan, Permission.RUN_MEETING),
        of_plan=False,
        views=frozenset(
            {
                "actions:meeting",
                "actions:plan_meeting",
                "actions:change_meeting",
                "actions:cancel_meeting",
                "actions:record_meeting",
                "actions:record_decision",
                "actions:close_matter",
                "reports:agenda",
            }
        ),
    ),
    Entry(
        label="Concerns",
        name="actions:concerns",
        shown=lambda access, plan: _serves_a_group(access, plan, Permission.RAISE_CONCERN),
        of_plan=False,
        views=frozenset(
            {
                "actions:concern",
                "actions:raise_concern",
                "actions:answer_concern",
                "actions:close_concern",
                "actions:escalate_concern",
            }
        ),
    ),
    Entry(
        label="People",
        name="governance:people",
        shown=lambda access, _: access.can(Permission.READ_PEOPLE),
        of_plan=False,
        app="governance",
        views=frozenset({"actions:no_active_lead", "actions:end_agency", "actions:hand_over_actions"}),
    ),
)

HELP_FOR = (
    (Role.COORDINATOR, "coordinator"),
    (Role.LEAD_OFFICER, "lead"),
    (Role.AGENCY_SPONSOR, "sponsor"),
    (Role.ADMINISTRATOR, "administrator"),
)
HELP_FOR_READERS = "chair"


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The context processor. Costs nothing until a page asks; then one query beside those of the access."""
    return {"shell": SimpleLazyObject(lambda: shell_of(request))}


def shell_of(request: HttpRequest) -> Shell:
    """The shell of one page; for somebody who has not signed in, without a menu."""
    person = getattr(request, "user", None)
    known = isinstance(person, Person) and person.is_authenticated
    access: Access = getattr(request, "access", Access()) if known else Access()
    plan = _plan_of(request, access) if known else None
    return Shell(
        person=person if known else None,
        items=tuple(_items(access, plan, _view_name(request))),
        search_url=reverse("actions:search") if known else "",
        posts_url=reverse("governance:my_posts") if access.posts else "",
        help_url=reverse("help", args=[help_role(access)]),
        demo_date=clock.today() if clock.is_stopped() else None,
        marking=settings.PROTECTIVE_MARKING,
    )


def _plan_of(request: HttpRequest, access: Access) -> CurrentPlan | None:
    """The plan that the page is of, which its view has found; else the one that ``current_plan`` finds."""
    shown: tuple[str, int] | None = getattr(request, "shown_plan", None)
    if shown:
        return CurrentPlan(*shown)
    return current_plan(access, today=clock.today(), wanted=_slug_in_address(request))


def help_role(access: Access) -> str:
    """Which help page suits the person's roles; readers of every kind share the chair's."""
    return next((page for role, page in HELP_FOR if access.holds(role)), HELP_FOR_READERS)


def section_of(view_name: str) -> Entry | None:
    """The line of the menu that a page stands under."""
    named = (entry for entry in MENU if view_name == entry.name or view_name in entry.views)
    of_app = (entry for entry in MENU if entry.app and view_name.startswith(f"{entry.app}:"))
    return next(named, None) or next(of_app, None)


def _items(access: Access, plan: CurrentPlan | None, view_name: str) -> list[Item]:
    here = section_of(view_name)
    items = []
    for entry in MENU:
        if not entry.shown(access, plan):
            continue
        url = reverse(entry.name, args=[plan.slug] if entry.of_plan and plan else [])
        current = "" if entry is not here else "page" if view_name == entry.name else "true"
        items.append(Item(entry.label, url, current))
    return items


def _view_name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _slug_in_address(request: HttpRequest) -> str:
    return str(request.resolver_match.kwargs.get("plan", "")) if request.resolver_match else ""
