"""Approving, issuing and amending a closed quarter's pack: each says what it does, asks once, does it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actions.policies import Refusal, Unfinished
from governance import clock
from governance.guards import Request
from governance.kept_words import kept_post
from governance.personal_data import NOTICE
from governance.roles import Permission
from reports.addresses import Quarters, pack_at, quarter_at
from reports.board_pack import FrontSheet, find_unasked
from reports.formats import FORMATS, file_name
from reports.forms import AmendForm, ApproveForm, IssueForm, RevisionForm
from reports.issuing import amend_pack, approve_pack, issue_pack, mark_of, read_waiting
from reports.models import IssuedPack, PublicationCopy
from reports.pack_standing import PackStanding, read_standings
from reports.plain_form import from_plain
from reports.sources.rounds import Round

KEPT = ("pdf", "xlsx")
"""The files whose bytes are kept with an issue."""


@require_http_methods(["GET", "POST"])
def approve(request: Request, plan: str, quarter: str) -> HttpResponse:
    """The chair's word that the revision may be issued."""
    quarters, current = quarter_at(request, plan, quarter, to=Permission.APPROVE_PACK)

    def do(form: ApproveForm) -> str:
        approve_pack(
            current=current,
            rounds=quarters.rounds,
            expected_revision=form.revision,
            pack_read=form.cleaned_data["pack_read"],
            by=request.user,
            at=clock.now(),
        )
        return f"Revision {form.revision} of the pack is approved. The coordinator can issue it now."

    return _settle(request, quarters, current, "approve", ApproveForm, PackStanding.check_can_approve, do)


@require_http_methods(["GET", "POST"])
def issue(request: Request, plan: str, quarter: str) -> HttpResponse:
    """Number the approved revision, and keep it as it goes to the board."""
    quarters, current = quarter_at(request, plan, quarter, to=Permission.ISSUE_PACK)

    def do(form: IssueForm) -> str:
        issued = issue_pack(
            snapshot=current.kept, expected_revision=form.revision, by=request.user, at=clock.now()
        )
        return f"The pack is issued as number {issued.number}, revision {issued.revision}."

    return _settle(request, quarters, current, "issue", IssueForm, PackStanding.check_can_issue, do)


@require_http_methods(["GET", "POST"])
def amend(request: Request, plan: str, quarter: str) -> HttpResponse:
    """Begin another revision of an issued pack, with its reason."""
    quarters, current = quarter_at(request, plan, quarter, to=Permission.ISSUE_PACK)

    def do(form: AmendForm) -> str:
        amendment = amend_pack(
            snapshot=current.kept,
            reason=form.cleaned_data["reason"],
            not_personal=form.cleaned_data["not_personal"],
            expected_revision=form.revision,
            by=request.user,
            at=clock.now(),
        )
        return f"Revision {amendment.revision} is begun. It waits for the chair’s approval."

    return _settle(request, quarters, current, "amend", AmendForm, PackStanding.check_can_amend, do)


@require_safe
def revision_file(request: Request, plan: str, quarter: str, revision: int, kind: str) -> HttpResponse:
    """One revision's file, byte for byte as it was issued."""
    _, current = pack_at(request, plan, quarter)
    rows = IssuedPack.objects.filter(snapshot=current.snapshot, revision=revision)
    issued = rows.first() if kind in KEPT else None
    if issued is None:
        raise Http404
    return sent(issued, kind)


def sent(kept: IssuedPack | PublicationCopy, kind: str) -> HttpResponse:
    """The kept bytes of an issue or of its copy for publication, as a file."""
    name = file_name(from_plain(FrontSheet, kept.pack["front"]), kind)
    return HttpResponse(
        bytes(kept.pdf if kind == "pdf" else kept.xlsx),
        content_type=FORMATS[kind].content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _settle[F: RevisionForm](
    request: Request,
    quarters: Quarters,
    current: Round,
    step: str,
    kind: type[F],
    check: Callable[[PackStanding], object],
    do: Callable[[F], str],
) -> HttpResponse:
    """Ask once (GET), do it (POST); where it cannot be done, say why and lead back to the packs."""
    try:
        if not current.is_closed:
            raise Refusal(f"{current.quarter.label} is still open. Close its round first.")
        standing = read_standings([current.kept])[current.kept.pk]
        check(standing)
        waiting = None
        if step != "amend":
            waiting = read_waiting(current, quarters.rounds, standing, at=clock.now())
        data = request.POST if request.method == "POST" else kept_post(request)
        form = kind(data, revision=standing.revision, pack_read=mark_of(waiting) if waiting else "")
        if request.method == "POST" and form.is_valid() and _done(request, form, do):
            return redirect("reports:packs", quarters.plan.slug)
    except Refusal as refusal:
        messages.info(request, str(refusal))
        return redirect("reports:packs", quarters.plan.slug)
    context: dict[str, Any] = {
        "plan": quarters.plan,
        "doubts": list(find_unasked(waiting)) if waiting else [],
        "current": current,
        "standing": standing,
        "step": step,
        "form": form,
        "notice": NOTICE,
    }
    return render(request, "reports/settle_pack.html", context)


def _done[F: RevisionForm](request: Request, form: F, do: Callable[[F], str]) -> bool:
    try:
        messages.success(request, do(form))
    except Unfinished as unfinished:
        form.add_problems(unfinished.problems)
        return False
    return True
