"""A sub-group's reports: those that its lead owes and has sent, and the one that is written."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actions.addresses import period_at, plan_at
from actions.forms.subgroup_report import SubgroupReportForm
from actions.models import Objective, SubgroupReport
from actions.pages.subgroup_reports import is_open, may_write, reports_of
from actions.policies import Refusal, Unfinished
from actions.subgroup_reporting import StaleReport, save_report
from governance import clock
from governance.guards import Request, requires
from governance.models import Group, ReportingPeriod
from governance.roles import Permission, Role
from governance.views.steps import said


@requires(Permission.WRITE_GROUP_REPORT)
@require_safe
def my_reports(request: Request) -> HttpResponse:
    """What one's sub-groups owe the board, and what they have sent."""
    rows = reports_of(request.access)
    context = {
        "owed": [row for row in rows if is_open(row.period)],
        "past": [row for row in rows if not is_open(row.period)],
        "today": clock.today(),
    }
    return render(request, "actions/my_reports.html", context)


@require_http_methods(["GET", "POST"])
def group_report(request: Request, plan: str, quarter: str, group: str) -> HttpResponse:
    """Write the report of one sub-group, or read it once its period is closed."""
    found = plan_at(request, plan)
    owner = get_object_or_404(Group, slug=group)
    if not may_write(owner, request.access):
        raise PermissionDenied
    period = period_at(found, quarter)
    objectives = list(Objective.objects.filter(plan=found, owner_group=owner).order_by("order"))
    if not objectives:
        raise Http404(f"{owner} owns no objective of this plan.")
    report = SubgroupReport.objects.filter(group=owner, period=period).first()
    first = {name: getattr(report, name) for name in _WORDS} if report else {}
    form = SubgroupReportForm(said(request), initial={**first, "version": report.version if report else 0})
    theirs: SubgroupReport | None = None
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, owner, period, form)
        except Unfinished as unfinished:
            form.add_problems(unfinished.problems)
        except StaleReport as stale:
            theirs = stale.theirs
            form = _against(request, stale)
        except Refusal as refusal:
            form.add_problems([("", str(refusal))])
        else:
            done = "submitted" if saved.is_submitted else "saved as a draft"
            messages.success(request, f"The report of {owner} is {done}.")
            if request.access.holds(Role.SUB_GROUP_LEAD):
                return redirect("actions:my_reports")
            return redirect("actions:round", found.slug, period.key)
    context = {
        "form": form,
        "plan": found,
        "period": period,
        "group": owner,
        "report": report,
        "theirs": theirs,
        "objectives": objectives,
        "may_save": is_open(period),
    }
    return render(request, "actions/group_report.html", context)


_WORDS = ("progress", "exceptions", "asks", "not_for_publication")


def _against(request: Request, stale: StaleReport) -> SubgroupReportForm:
    """What was typed, to be saved over the report that is now shown beside it."""
    sent = request.POST.copy()
    sent["version"] = str(stale.theirs.version)
    form = SubgroupReportForm(sent)
    form.is_valid()
    form.add_problems([("", f"{stale} It is shown above: take over what you need, and save again.")])
    return form


def _save(
    request: Request, owner: Group, period: ReportingPeriod, form: SubgroupReportForm
) -> SubgroupReport:
    return save_report(
        group=owner,
        period=period,
        content=form.content(),
        submit=request.POST.get("step") == "submit",
        expected_version=form.cleaned_data["version"] or 0,
        by=request.user,
        at=clock.now(),
    )
