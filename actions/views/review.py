"""The review of a submitted update: accept it, or return it with a reason; then the next that waits."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actions import policies, progress
from actions.addresses import action_at, period_at
from actions.forms.review import AcceptForm, ReturnForm
from actions.models import ProgressUpdate
from actions.notices.telling import tell_of_return
from actions.pages.review import Review, overtaken, queue_of, received_in_words
from actions.pages.update import UpdatePage, update_page
from actions.policies import Refusal, Unfinished
from actions.views.posting import send_now
from governance import clock
from governance.access import Access, Target
from governance.guards import Request
from governance.kept_words import kept_post
from governance.roles import Permission

ACCEPT, RETURN = "accept", "return"


@require_http_methods(["GET", "POST"])
def review(request: Request, plan: str, reference: str, quarter: str) -> HttpResponse:
    """The update beside last quarter's, with what the rules suggested, and the two answers to it."""
    action = action_at(request, plan, reference)
    target = action.target()
    may_judge = request.access.can(Permission.ACCEPT_UPDATE, target)
    if not may_judge and (request.method == "POST" or not _may_look(request.access, target)):
        raise PermissionDenied
    page = update_page(action, period_at(action.plan, quarter), request.access, today=clock.today())
    judged = may_judge and policies.can_judge(page.request)
    if page.latest is None or not judged:
        late = overtaken(page, by=request.user) if request.method == "POST" else ""
        return _show(request, page, late=late, typed=request.POST.get("return_reason", ""))
    data = request.POST if request.method == "POST" else kept_post(request)
    step = data.get("step") if data else ""
    accept = AcceptForm(data if step == ACCEPT else None, said=page.latest)
    back = ReturnForm(data if step == RETURN else None, said=page.latest)
    if request.method == "POST":
        if step == ACCEPT and accept.is_valid() and _accept(request, page, accept):
            return _next(request, page, "accepted")
        if step == RETURN and back.is_valid() and _return(request, page, back):
            return _next(request, page, "returned to its lead")
    return _show(request, page, accept=accept, back=back)


def _may_look(access: Access, target: Target) -> bool:
    """Whoever sees the round and may read what was not accepted yet: an auditor, beside the coordinator."""
    return access.can(Permission.SEE_ROUND, target) and access.can(Permission.READ_DRAFTS, target)


def _accept(request: Request, page: UpdatePage, form: AcceptForm) -> ProgressUpdate | None:
    try:
        return progress.accept(
            request=page.request,
            by=request.user,
            at=clock.now(),
            confirmed_rating=form.rating,
            confirmed_note=form.cleaned_data["confirmed_note"],
            not_personal=form.cleaned_data["not_personal"],
            expected_revision=form.revision,
        )
    except Unfinished as unfinished:
        form.add_problems(unfinished.problems)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return None


def _return(request: Request, page: UpdatePage, form: ReturnForm) -> ProgressUpdate | None:
    at = clock.now()
    try:
        with transaction.atomic():
            returned = progress.send_back(
                request=page.request,
                by=request.user,
                at=at,
                reason=form.cleaned_data["return_reason"],
                not_personal=form.cleaned_data["not_personal"],
                expected_revision=form.revision,
            )
            told = tell_of_return(update=returned, by=request.user, at=at)
        send_now(request, told)
        return returned
    except Unfinished as unfinished:
        form.add_problems(unfinished.problems)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return None


def _next(request: Request, page: UpdatePage, done: str) -> HttpResponse:
    """On to the next that waits; back to the round when none does."""
    queue = queue_of(page)
    following = queue.after()
    left = len(queue.references)
    if following:
        waiting = "1 more waits" if left == 1 else f"{left} more wait"
        messages.success(request, f"{page.action.reference} is {done}. {waiting}: this is the next.")
        return redirect("actions:review", page.action.plan.slug, following, page.period.key)
    messages.success(request, f"{page.action.reference} is {done}. Nothing else waits to be accepted.")
    return redirect("actions:round", page.action.plan.slug, page.period.key)


def _show(
    request: Request,
    page: UpdatePage,
    *,
    accept: AcceptForm | None = None,
    back: ReturnForm | None = None,
    late: str = "",
    typed: str = "",
) -> HttpResponse:
    """``late`` says why an answer changed nothing; ``typed`` are its words, which were not saved."""
    said = page.latest
    context = {
        "page": page,
        "review": Review(page),
        "received": received_in_words(said) if said else "",
        "queue": queue_of(page),
        "accept": accept,
        "back": back,
        "form": accept if accept and accept.errors else back,
        "late": late,
        "typed": typed,
    }
    return render(request, "actions/review.html", context, status=409 if late else 200)
