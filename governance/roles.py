"""Roles and what each may do. Pure data: the table at the end is the whole policy.

Roles are stored as these short strings, so a role's wording can change and its code cannot. A role
is held for an agency, for a group (a board or a sub-group) or everywhere; the table says how far
each of its permissions then reaches. Who decides is ``access.py``.
"""

from enum import StrEnum


class Role(StrEnum):
    """The eight roles of the tracker."""

    LEAD_OFFICER = "lead_officer"
    AGENCY_SPONSOR = "agency_sponsor"
    SUB_GROUP_LEAD = "sub_group_lead"
    COORDINATOR = "coordinator"
    BOARD_CHAIR = "board_chair"
    BOARD_MEMBER = "board_member"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"

    @property
    def label(self) -> str:
        """The role in words, such as ``Lead officer``."""
        return self.value.replace("_", " ").replace("sub group", "sub-group").capitalize()

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of stored value and words, for a form or a column."""
        return [(role.value, role.label) for role in cls]


class Holding(StrEnum):
    """What a role is held for."""

    AGENCY = "agency"
    GROUP = "group"
    EVERYWHERE = "everywhere"


# What each role can be given for. A coordinator held everywhere serves every board.
HOLDINGS: dict[Role, frozenset[Holding]] = {
    Role.LEAD_OFFICER: frozenset({Holding.AGENCY}),
    Role.AGENCY_SPONSOR: frozenset({Holding.AGENCY}),
    Role.SUB_GROUP_LEAD: frozenset({Holding.GROUP}),
    Role.COORDINATOR: frozenset({Holding.GROUP, Holding.EVERYWHERE}),
    Role.BOARD_CHAIR: frozenset({Holding.GROUP}),
    Role.BOARD_MEMBER: frozenset({Holding.GROUP}),
    Role.ADMINISTRATOR: frozenset({Holding.EVERYWHERE}),
    Role.AUDITOR: frozenset({Holding.EVERYWHERE}),
}


class Permission(StrEnum):
    """One thing that a person may do."""

    READ_PLAN = "read_plan"
    READ_DRAFT_PLAN = "read_draft_plan"
    READ_DRAFTS = "read_drafts"
    READ_NOTES = "read_notes"  # why a coordinator confirmed another rating than the one reported
    WRITE_UPDATE = "write_update"
    SUBMIT_UPDATE = "submit_update"
    ASK_DATE_CHANGE = "ask_date_change"
    RECORD_READING = "record_reading"  # of a success measure: who supplies it, or serves its board
    ASK_QUESTION = "ask_question"
    SEE_ROUND = "see_round"
    SEE_ENGAGEMENT = "see_engagement"  # how an agency has answered over the quarters
    ACCEPT_UPDATE = "accept_update"
    ENTER_FOR = "enter_for"
    RUN_PERIOD = "run_period"
    EDIT_PLAN = "edit_plan"
    ADD_GROUP = "add_group"
    EDIT_GROUP = "edit_group"  # whom a group reports to, and who sits on it
    EDIT_REGISTERS = "edit_registers"  # documents, recommendations, abbreviations
    RECORD_DECISION = "record_decision"
    RAISE_CONCERN = "raise_concern"
    READ_MEETING = "read_meeting"
    RUN_MEETING = "run_meeting"
    WRITE_GROUP_REPORT = "write_group_report"
    READ_DASHBOARD = "read_dashboard"
    READ_PACK = "read_pack"
    READ_DRAFT_PACK = "read_draft_pack"
    WRITE_PACK = "write_pack"
    APPROVE_PACK = "approve_pack"
    ISSUE_PACK = "issue_pack"  # and amend it
    PUBLISH_PLAN = "publish_plan"  # what anybody may read of it
    READ_PEOPLE = "read_people"
    MANAGE_PEOPLE = "manage_people"
    APPOINT = "appoint"


class Reach(StrEnum):
    """How far a permission reaches within the role that gives it."""

    OWN_POSTS = "own_posts"  # what the person's posts lead or support
    OWN_AGENCY = "own_agency"  # everything of the agency that the role is held for
    OWN_GROUP = "own_group"  # the plans and periods of the board that the role is held for
    EVERYWHERE = "everywhere"


_PARTNER = {Permission.READ_PLAN: Reach.EVERYWHERE}

PERMISSIONS: dict[Role, dict[Permission, Reach]] = {
    Role.LEAD_OFFICER: {
        **_PARTNER,
        Permission.READ_DRAFTS: Reach.OWN_AGENCY,
        Permission.READ_NOTES: Reach.OWN_AGENCY,
        Permission.WRITE_UPDATE: Reach.OWN_POSTS,
        Permission.ASK_DATE_CHANGE: Reach.OWN_POSTS,
        Permission.RECORD_READING: Reach.OWN_AGENCY,
    },
    Role.AGENCY_SPONSOR: {
        **_PARTNER,
        Permission.READ_DRAFTS: Reach.OWN_AGENCY,
        Permission.READ_NOTES: Reach.OWN_AGENCY,
        Permission.WRITE_UPDATE: Reach.OWN_AGENCY,
        Permission.SUBMIT_UPDATE: Reach.OWN_AGENCY,
        Permission.ASK_DATE_CHANGE: Reach.OWN_AGENCY,
        Permission.RECORD_READING: Reach.OWN_AGENCY,
        Permission.SEE_ENGAGEMENT: Reach.OWN_AGENCY,
        Permission.READ_PEOPLE: Reach.OWN_AGENCY,
        Permission.APPOINT: Reach.OWN_AGENCY,
    },
    Role.SUB_GROUP_LEAD: {
        **_PARTNER,
        Permission.RAISE_CONCERN: Reach.OWN_GROUP,
        Permission.READ_MEETING: Reach.OWN_GROUP,
        Permission.RUN_MEETING: Reach.OWN_GROUP,
        Permission.WRITE_GROUP_REPORT: Reach.OWN_GROUP,
    },
    Role.COORDINATOR: {
        **_PARTNER,
        Permission.READ_DRAFT_PLAN: Reach.OWN_GROUP,
        Permission.READ_DRAFTS: Reach.OWN_GROUP,
        Permission.READ_NOTES: Reach.OWN_GROUP,
        Permission.ASK_DATE_CHANGE: Reach.OWN_GROUP,
        Permission.RECORD_READING: Reach.OWN_GROUP,
        Permission.SEE_ROUND: Reach.OWN_GROUP,
        Permission.SEE_ENGAGEMENT: Reach.OWN_GROUP,
        Permission.ACCEPT_UPDATE: Reach.OWN_GROUP,
        Permission.ENTER_FOR: Reach.OWN_GROUP,
        Permission.RUN_PERIOD: Reach.OWN_GROUP,
        Permission.EDIT_PLAN: Reach.OWN_GROUP,
        Permission.ADD_GROUP: Reach.EVERYWHERE,
        Permission.EDIT_GROUP: Reach.OWN_GROUP,
        Permission.EDIT_REGISTERS: Reach.EVERYWHERE,
        Permission.RECORD_DECISION: Reach.OWN_GROUP,
        Permission.RAISE_CONCERN: Reach.OWN_GROUP,
        Permission.READ_MEETING: Reach.OWN_GROUP,
        Permission.RUN_MEETING: Reach.OWN_GROUP,
        Permission.WRITE_GROUP_REPORT: Reach.OWN_GROUP,
        Permission.ASK_QUESTION: Reach.OWN_GROUP,
        Permission.READ_DASHBOARD: Reach.OWN_GROUP,
        Permission.READ_PACK: Reach.OWN_GROUP,
        Permission.READ_DRAFT_PACK: Reach.OWN_GROUP,
        Permission.WRITE_PACK: Reach.OWN_GROUP,
        Permission.ISSUE_PACK: Reach.OWN_GROUP,
        Permission.PUBLISH_PLAN: Reach.OWN_GROUP,
        Permission.READ_PEOPLE: Reach.EVERYWHERE,
        Permission.APPOINT: Reach.EVERYWHERE,
    },
    Role.BOARD_CHAIR: {
        **_PARTNER,
        Permission.READ_MEETING: Reach.OWN_GROUP,
        Permission.READ_NOTES: Reach.OWN_GROUP,
        Permission.SEE_ROUND: Reach.OWN_GROUP,
        Permission.SEE_ENGAGEMENT: Reach.OWN_GROUP,
        Permission.ASK_QUESTION: Reach.OWN_GROUP,
        Permission.READ_DASHBOARD: Reach.OWN_GROUP,
        Permission.READ_PACK: Reach.OWN_GROUP,
        Permission.READ_DRAFT_PACK: Reach.OWN_GROUP,
        Permission.APPROVE_PACK: Reach.OWN_GROUP,
    },
    Role.BOARD_MEMBER: {
        **_PARTNER,
        Permission.READ_MEETING: Reach.OWN_GROUP,
        Permission.ASK_QUESTION: Reach.OWN_GROUP,
        Permission.READ_DASHBOARD: Reach.OWN_GROUP,
        Permission.READ_PACK: Reach.OWN_GROUP,
    },
    Role.ADMINISTRATOR: {
        **_PARTNER,
        Permission.READ_PEOPLE: Reach.EVERYWHERE,
        Permission.MANAGE_PEOPLE: Reach.EVERYWHERE,
        Permission.ADD_GROUP: Reach.EVERYWHERE,
        Permission.EDIT_GROUP: Reach.EVERYWHERE,
        Permission.APPOINT: Reach.EVERYWHERE,
    },
    Role.AUDITOR: {
        **_PARTNER,
        Permission.READ_MEETING: Reach.EVERYWHERE,
        Permission.READ_DRAFT_PLAN: Reach.EVERYWHERE,
        Permission.READ_DRAFTS: Reach.EVERYWHERE,
        Permission.READ_NOTES: Reach.EVERYWHERE,
        Permission.SEE_ROUND: Reach.EVERYWHERE,
        Permission.SEE_ENGAGEMENT: Reach.EVERYWHERE,
        Permission.READ_DASHBOARD: Reach.EVERYWHERE,
        Permission.READ_PACK: Reach.EVERYWHERE,
        Permission.READ_DRAFT_PACK: Reach.EVERYWHERE,
        Permission.READ_PEOPLE: Reach.EVERYWHERE,
    },
}
