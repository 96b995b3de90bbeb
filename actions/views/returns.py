"""Excel returns of a round: the workbooks that go out, and what comes back, looked through and saved."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actions.addresses import plan_and_period_at
from actions.forms.returns import UploadForm, read_decisions
from actions.models import Plan, ReturnState, ReturnUpload
from actions.policies import Refusal
from actions.returns.apply import save_return
from actions.returns.asked import agencies_of, of_agency, pages_of
from actions.returns.matching import preview_of
from actions.returns.staging import discard, stage
from actions.returns.workbook import write_workbook
from governance import clock
from governance.guards import Request
from governance.models import ReportingPeriod
from governance.roles import Permission

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def returns(request: Request, plan: str, quarter: str) -> HttpResponse:
    """Each agency's workbook to download, the box for one that came back, and those that came before."""
    found, period = _round_at(request, plan, quarter)
    sent = request.method == "POST"
    form = UploadForm(request.POST if sent else None, request.FILES if sent else None, today=clock.today())
    if sent and form.is_valid():
        try:
            upload = stage(
                data=form.cleaned_data["file"].read(), plan=found, period=period,
                received_on=form.cleaned_data["received_on"], by=request.user, at=clock.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("actions:return_upload", found.slug, period.key, upload.pk)
    pages = pages_of(found, period, access=request.access, today=clock.today()) if period.is_open else []
    uploads = ReturnUpload.objects.filter(plan=found, period=period).exclude(state=ReturnState.DISCARDED)
    context = {
        "plan": found,
        "period": period,
        "form": form,
        "agencies": agencies_of(pages),
        "uploads": uploads.select_related("agency", "uploaded_by").defer("rows", "notes"),
    }
    return render(request, "actions/returns.html", context)


@require_safe
def return_workbook(request: Request, plan: str, quarter: str, agency: str) -> HttpResponse:
    """One agency's workbook, as things stand."""
    found, period = _round_at(request, plan, quarter)
    pages = pages_of(found, period, access=request.access, today=clock.today()) if period.is_open else []
    asked = next((one for one in agencies_of(pages) if one.agency.slug == agency and one.open), None)
    if asked is None:
        raise Http404
    content = write_workbook(
        of_agency(pages, asked.agency), plan=found, period=period, agency=asked.agency,
        marking=settings.PROTECTIVE_MARKING,
    )  # fmt: skip
    name = f"return-{asked.agency.slug}-{found.slug}-{period.key}.xlsx"
    return HttpResponse(
        content, content_type=MEDIA_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_http_methods(["GET", "POST"])
def return_upload(request: Request, plan: str, quarter: str, pk: int) -> HttpResponse:
    """What a return would change, row by row; sent, it saves the rows agreed to, or puts the return aside."""
    found, period = _round_at(request, plan, quarter)
    rows = ReturnUpload.objects.exclude(state=ReturnState.DISCARDED).select_related(
        "agency", "uploaded_by", "plan__board", "period__board"
    )
    upload = get_object_or_404(rows, pk=pk, plan=found, period=period)
    if request.method == "POST" and request.POST.get("step") == "discard":
        discard(upload=upload, by=request.user, at=clock.now())
        messages.success(request, f"The return of {upload.agency.name} is discarded, and its words with it.")
        return redirect("actions:returns", found.slug, period.key)
    if request.method == "POST":
        return _save(request, upload)
    return _show(request, upload)


def _save(request: Request, upload: ReturnUpload) -> HttpResponse:
    try:
        saved = save_return(
            upload=upload, answers=read_decisions(request.POST), access=request.access, by=request.user,
            at=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        return _show(request, upload, refusal=str(refusal))
    if saved:
        count = (
            "1 update is saved, and waits" if len(saved) == 1 else f"{len(saved)} updates are saved, and wait"
        )
        messages.success(request, f"{count} to be accepted.")
    else:
        messages.info(request, "Nothing was saved: no row was left to save, or none was ticked.")
    return redirect("actions:return_upload", upload.plan.slug, upload.period.key, upload.pk)


def _show(request: Request, upload: ReturnUpload, *, refusal: str = "") -> HttpResponse:
    preview = preview_of(upload, access=request.access, today=clock.today())
    answers = read_decisions(request.POST)
    context = {
        "upload": upload,
        "plan": upload.plan,
        "period": upload.period,
        "preview": preview,
        "refusal": refusal,
        "take": answers.take,
        "vouched": answers.vouched,
    }
    return render(request, "actions/return_upload.html", context, status=409 if refusal else 200)


def _round_at(request: Request, plan: str, quarter: str) -> tuple[Plan, ReportingPeriod]:
    """The round, for whoever may enter updates for others in it."""
    return plan_and_period_at(request, plan, quarter, to=Permission.ENTER_FOR)
