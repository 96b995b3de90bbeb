"""Addresses by URL name and a short word for the place, such as ``15.1/2023-Q3`` or ``mate``."""

from collections.abc import Callable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from actions.calendars.secret import make_address
from actions.models import (
    ActionLink,
    Approval,
    DateChange,
    Dependency,
    Funding,
    LateUpdate,
    Measure,
    Notice,
    Question,
    Recommendation,
    ReturnUpload,
)
from governance.models import (
    Abbreviation,
    Concern,
    GroupMember,
    Matter,
    Meeting,
    RegisteredDocument,
)
from tests.factories import NOW
from tests.house.accounts import KEYS
from tests.house.world import PLAN, World

NOWHERE = "."


def every_name() -> set[str]:
    """The name of each address that the tracker answers, with its namespace."""
    return set(_names(get_resolver().url_patterns, ""))


def _names(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _names(pattern.url_patterns, space)
        else:
            yield f"{prefix}{pattern.name}"


def address_of(world: World, name: str, place: str) -> str:
    """The address of a URL name at a place; of the demo's plan where it asks for one."""
    parts = [] if place == NOWHERE else place.split("/")
    app = name.partition(":")[0]
    if app == "governance" or name in _OF_GOVERNANCE:
        return reverse(name, args=[KEYS[name.partition(":")[2]](world, part) for part in parts])
    if name in _ROWS:
        parts = [str(_ROWS[name](world, parts[0]))]
    if name in _KEY_IN_PART:
        part, find = _KEY_IN_PART[name]
        parts[part] = str(find(parts[part]))
    if name == "actions:calendar_feed":
        parts = [make_address(person=world.people[parts[0]], at=NOW) if parts[0] in world.people else "x"]
    if name in _ENDS_IN:
        parts.append(str(_ENDS_IN[name](world, parts[0])))
    if name == "actions:end_seat":
        seat = GroupMember.objects.select_related("group").get(group__slug=_SEATED[parts[0]])
        parts = [seat.group.slug, str(seat.pk)]
    if name in _KEY_OF:
        parts = [str(_KEY_OF[name](parts[0])), *parts[1:]]
    if app == "registers":
        parts = [str(_registered(part)) for part in parts]
    of_plan = app in {"actions", "reports"} and name not in _WITHOUT_A_PLAN
    return reverse(name, args=[*([PLAN] if of_plan else []), *parts])


_OF_GOVERNANCE = frozenset({"actions:end_agency", "actions:hand_over_actions"})
_OF_A_CONCERN = frozenset(
    {"actions:concern", "actions:answer_concern", "actions:escalate_concern", "actions:close_concern"}
)
_OF_A_MEETING = frozenset(
    {
        "actions:meeting",
        "actions:change_meeting",
        "actions:cancel_meeting",
        "actions:record_meeting",
        "actions:record_decision",
        "reports:agenda",
    }
)
_OF_A_RECOMMENDATION = frozenset(
    {
        "actions:recommendation",
        "actions:change_recommendation",
        "actions:reopen_recommendation",
        "actions:settle_recommendation",
        "actions:trace_recommendation",
        "actions:untrace_recommendation",
        "actions:withdraw_recommendation",
    }
)
_WITHOUT_A_PLAN = (
    _OF_A_CONCERN
    | _OF_A_MEETING
    | _OF_A_RECOMMENDATION
    | frozenset(
        {
            "actions:meetings",
            "actions:plan_meeting",
            "actions:close_matter",
            "actions:across_plans",
            "actions:add_seat",
            "actions:change_reporting",
            "actions:end_seat",
            "actions:group",
            "actions:groups",
            "actions:concerns",
            "actions:raise_concern",
            "actions:calendar",
            "actions:calendar_feed",
            "actions:my_reports",
            "actions:my_updates",
            "actions:no_active_lead",
            "actions:notice",
            "actions:plans",
            "actions:add_recommendation",
            "actions:recommendations",
            "actions:recommendations_file",
            "actions:add_group",
            "actions:add_plan",
            "actions:search",
            "actions:submit_ready",
        }
    )
)


def _meeting(word: str) -> int:
    """The nearest that is planned of a group with the word in its slug."""
    rows = Meeting.objects.filter(group__slug__contains=word, state="planned", is_sample=True)
    return rows.order_by("on")[0].pk


def _concern(word: str) -> int:
    """The one that begins with the word."""
    return Concern.objects.get(text__startswith=word.capitalize()).pk


def _matter(word: str) -> int:
    """The one that begins with the word."""
    return Matter.objects.get(text__startswith=word.capitalize()).pk


def _recommendation(reference: str) -> int:
    """The one of that reference in its review."""
    return Recommendation.objects.get(reference=reference).pk


def _step(version: str) -> int:
    """The last body on the route of the version of that name."""
    return Approval.objects.filter(version__name=version).order_by("order").reverse()[0].pk


_KEY_OF: dict[str, Callable[[str], int]] = {
    **dict.fromkeys(_OF_A_CONCERN, _concern),
    **dict.fromkeys(_OF_A_MEETING, _meeting),
    **dict.fromkeys(_OF_A_RECOMMENDATION, _recommendation),
    "actions:close_matter": _matter,
    "actions:record_approval": _step,
}


def _upload(agency: str) -> int:
    return ReturnUpload.objects.get(agency__slug=agency).pk


def _measure(number: str) -> int:
    """The demo's own of the objective."""
    return Measure.objects.get(objective__number=number, is_sample=True).pk


def _fund(reference: str) -> int:
    """The one on the list that pays for the action."""
    return Funding.objects.in_force().get(actions__reference=reference).pk


# Which part of the place stands for a row's key, and how that row is found.
_KEY_IN_PART: dict[str, tuple[int, Callable[[str], int]]] = {
    "actions:return_upload": (1, _upload),
    **dict.fromkeys(("actions:fund", "actions:change_funding", "actions:close_funding"), (0, _fund)),
    **dict.fromkeys(
        ("actions:measure", "actions:change_measure", "actions:retire_measure", "actions:reading"),
        (0, _measure),
    ),
}


# Short words for groups of one seat.
_SEATED = {"police-board": "police-executive-board"}


def _registered(word: str) -> int:
    """A document by its number, or an abbreviation of the delivery plan by its short form."""
    if word.isdigit():
        return RegisteredDocument.objects.get(number=word).pk
    return Abbreviation.objects.get(short=word, source="VAWG Delivery Plan 2023-24").pk


def _notice(world: World, word: str) -> int:
    """An e-mail that told the person of the open round."""
    values = {"kind": "opened", "once": "opened", "queued_at": NOW, "period": world.period("2023-Q3")}
    return Notice.objects.create(person=world.people[word], **values).pk


def _date_change(world: World, reference: str) -> int:
    """The one of the action that waits for a decision."""
    return DateChange.objects.waiting().get(action__reference=reference).pk


def _late_update(world: World, reference: str) -> int:
    """What the action's lead sent after Q2 had closed."""
    values = {"status": "in_progress", "happened": "It came late.", "by_name": "Lead", "at": NOW}
    return LateUpdate.objects.create(request=world.request(reference, "2023-Q2"), **values).pk


# Names of addresses that name something, and end in the key of a row that hangs on it.
_ENDS_IN: dict[str, Callable[[World, str], int]] = {
    "actions:end_wait": lambda world, reference: (
        Dependency.objects.filter(action__reference=reference, action__plan=world.plan).earliest("pk").pk
    ),
    "actions:unlink_action": lambda world, reference: (
        ActionLink.objects.get(other__reference=reference, other__plan=world.plan).pk
    ),
    "actions:withdraw_question": lambda world, reference: (
        Question.objects.get(action__reference=reference, action__plan=world.plan).pk
    ),
    "actions:untrace_recommendation": lambda world, reference: (
        Recommendation.objects.get(reference=reference).traces.get().pk
    ),
}
# Names of addresses that end in the key of a row, which is found or made from the place.
_ROWS: dict[str, Callable[[World, str], int]] = {
    "actions:decide_date_change": _date_change,
    "actions:notice": _notice,
    "actions:settle_late_update": _late_update,
}
