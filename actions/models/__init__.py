"""The tables of the plan and its progress, a noun a file."""

from actions.models.actions import Action, ActionLead, Closure, LeadRole, Priority
from actions.models.calendar_addresses import CalendarAddress
from actions.models.contact_notes import ContactNote, ContactWay
from actions.models.dates import DateChange, DateChangeState, Milestone
from actions.models.decided import DecidedAction
from actions.models.dependencies import Dependency, OutsideEvent
from actions.models.equality import EqualityMitigation, EqualityReview, ProtectedCharacteristic
from actions.models.funding import Funding
from actions.models.in_place import InPlace
from actions.models.late_updates import LateOutcome, LateSettlement, LateUpdate
from actions.models.links import ActionLink, ActionPartner, Interdependency
from actions.models.measures import Better, Measure
from actions.models.notices import Notice, NoticeKind, NoticeState
from actions.models.objectives import Objective
from actions.models.plans import Plan, PlanState
from actions.models.questions import Answer, Question, Withdrawal
from actions.models.readings import MeasureReading
from actions.models.recommendations import NoActionNeeded, Recommendation, RecommendationTrace
from actions.models.requests import UpdateRequest
from actions.models.return_uploads import ReturnState, ReturnUpload
from actions.models.sign_off import Approval, Verdict, VerdictOutcome
from actions.models.subgroup_reports import ReportState, SubgroupReport
from actions.models.updates import ProgressUpdate, UpdateState
from actions.models.versions import PlanVersion

__all__ = [
    "Action",
    "ActionLead",
    "ActionLink",
    "ActionPartner",
    "Answer",
    "Approval",
    "Better",
    "CalendarAddress",
    "Closure",
    "ContactNote",
    "ContactWay",
    "DateChange",
    "DateChangeState",
    "DecidedAction",
    "Dependency",
    "EqualityMitigation",
    "EqualityReview",
    "Funding",
    "InPlace",
    "Interdependency",
    "LateOutcome",
    "LateSettlement",
    "LateUpdate",
    "LeadRole",
    "Measure",
    "MeasureReading",
    "Milestone",
    "NoActionNeeded",
    "Notice",
    "NoticeKind",
    "NoticeState",
    "Objective",
    "OutsideEvent",
    "Plan",
    "PlanState",
    "PlanVersion",
    "Priority",
    "ProgressUpdate",
    "ProtectedCharacteristic",
    "Question",
    "Recommendation",
    "RecommendationTrace",
    "ReportState",
    "ReturnState",
    "ReturnUpload",
    "SubgroupReport",
    "UpdateRequest",
    "UpdateState",
    "Verdict",
    "VerdictOutcome",
    "Withdrawal",
]
