"""The verb of a sub-group's report: save it as a draft or submit it, while its period is open."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import QuerySet

from actions import policies
from actions.models import Objective, Plan, ReportState, SubgroupReport
from actions.policies import Refusal, Unfinished
from actions.problems import Problem
from governance.free_text import personal_problems, too_long_problems
from governance.history import record
from governance.models import Group, Person, ReportingPeriod


@dataclass(frozen=True, kw_only=True)
class ReportContent:
    """The words of a report. ``not_personal``: what looks like personal data is none."""

    progress: str = ""
    exceptions: str = ""
    asks: str = ""
    not_for_publication: bool = False
    not_personal: bool = False


class StaleReport(Refusal):
    """Somebody else saved it first. ``theirs`` is the report as it stands; nothing is written."""

    def __init__(self, theirs: SubgroupReport) -> None:
        super().__init__(f"{theirs.written_by_name} saved this report while you were writing.")
        self.theirs = theirs


def find_report_problems(content: ReportContent, *, whole: bool) -> list[Problem]:
    """Pairs of field and sentence; a draft (``whole`` false) may be unfinished."""
    problems: list[Problem] = []
    if whole and not content.progress.strip():
        problems.append(("progress", "Say what moved on the objectives this quarter."))
    if whole and not content.asks.strip():
        problems.append(("asks", "Say what you ask of the Board, or that you ask for nothing."))
    for name in ("progress", "exceptions", "asks"):
        text = getattr(content, name)
        problems += too_long_problems(name, text)
        problems += personal_problems(name, text, excused=content.not_personal)
    return problems


def groups_to_report(period: ReportingPeriod) -> list[Group]:
    """Those that own an objective of a plan that the round is about, and stand when it is due. One query."""
    return list(_asked(period))


def _asked(period: ReportingPeriod) -> QuerySet[Group]:
    plans = Plan.objects.begun_in(period.quarter).filter(board=period.board_id)
    owned = Objective.objects.filter(plan__in=plans)
    standing = Group.objects.in_force(period.due_on)
    return standing.filter(pk__in=owned.exclude(owner_group=None).values("owner_group"))


def groups_missing(period: ReportingPeriod) -> list[Group]:
    """Those of whom a report is asked and that have not submitted it, by name. One query."""
    sent = SubgroupReport.objects.filter(period=period, state=ReportState.SUBMITTED)
    return list(_asked(period).exclude(pk__in=sent.values("group")))


@transaction.atomic
def save_report(
    *,
    group: Group,
    period: ReportingPeriod,
    content: ReportContent,
    submit: bool,
    expected_version: int,
    by: Person,
    at: dt.datetime,
    sample: bool = False,
) -> SubgroupReport:
    """Save the report, and submit it when asked; one that was submitted is changed by submitting it again.

    ``expected_version`` is 0 for the first. Raises ClosedPeriod, StaleReport, Unfinished, and Refusal when
    no report is asked of the group or a submitted one would fall back to a draft.
    """
    held = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    policies.check_period_open(held)
    if group not in groups_to_report(held):
        raise Refusal(
            f"{group} owns no objective of a plan of this board, or does not stand when the round is due: "
            "no report is asked of it."
        )
    report = SubgroupReport.objects.filter(group=group, period=held).first()
    if (report.version if report else 0) != expected_version and report is not None:
        raise StaleReport(report)
    if report is not None and report.is_submitted and not submit:
        raise Refusal("This report was submitted already. Submit it again to change it.")
    problems = find_report_problems(content, whole=submit)
    if problems:
        raise Unfinished(problems)
    report = report or SubgroupReport(group=group, period=held, version=0, is_sample=sample)
    words = asdict(content)
    del words["not_personal"]
    for name, value in words.items():
        setattr(report, name, value.strip() if isinstance(value, str) else value)
    report.version += 1
    report.written_by, report.written_by_name, report.written_at = by, by.name, at
    if submit:
        report.state, report.submitted_on = ReportState.SUBMITTED.value, at.date()
    report.save()
    if submit:
        record(by=by, at=at, subject=report, verb="submitted", on_behalf_of=str(group))
    return report
