"""The tables of governance, a noun a file."""

from governance.models.abbreviations import Abbreviation
from governance.models.agencies import Agency, AgencyAlias, Post
from governance.models.append_only import AppendOnly, AppendOnlyError
from governance.models.concerns import Concern, ConcernKind, ConcernState
from governance.models.decisions import Decision
from governance.models.documents import DocumentKind, DocumentTheme, RegisteredDocument
from governance.models.groups import Group
from governance.models.history import Event
from governance.models.meetings import Attendance, Matter, Meeting, MeetingState, Presence
from governance.models.members import GroupMember
from governance.models.people import Appointment, Person, RoleAssignment
from governance.models.periods import PeriodState, ReportingPeriod

__all__ = [
    "Abbreviation",
    "Agency",
    "AgencyAlias",
    "AppendOnly",
    "AppendOnlyError",
    "Appointment",
    "Attendance",
    "Concern",
    "ConcernKind",
    "ConcernState",
    "Decision",
    "DocumentKind",
    "DocumentTheme",
    "Event",
    "Group",
    "GroupMember",
    "Matter",
    "Meeting",
    "MeetingState",
    "PeriodState",
    "Person",
    "Post",
    "Presence",
    "RegisteredDocument",
    "ReportingPeriod",
    "RoleAssignment",
]
