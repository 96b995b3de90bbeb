"""An update that reached the coordinator some other way, entered for its lead."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actions import progress
from actions.addresses import action_at, period_at
from actions.answering import answer_gaps
from actions.comparison import answers, differences
from actions.content import UpdateContent, applicable, content_of, says_the_same
from actions.forms.entering import EnteredForm
from actions.forms.update import UpdateForm
from actions.models import ProgressUpdate, UpdateState
from actions.pages.update import UpdatePage, better_than, update_page
from actions.policies import Refusal, StaleUpdate, Unfinished
from actions.problems import may_be_vouched_for, words_of
from governance import clock
from governance.guards import Request
from governance.kept_words import kept_post
from governance.roles import Permission


@require_http_methods(["GET", "POST"])
def enter_for(request: Request, plan: str, reference: str, quarter: str) -> HttpResponse:
    """The lead's questions, and whose answers they are. What is entered goes in as submitted."""
    action = action_at(request, plan, reference, to=Permission.ENTER_FOR)
    page = update_page(action, period_at(action.plan, quarter), request.access, today=clock.today())
    data = request.POST if request.method == "POST" else kept_post(request)
    entered = EnteredForm(data, action=action, today=page.today)
    form = UpdateForm(
        data,
        content=page.start,
        revision=page.revision,
        can_repeat=page.previous is not None,
        repeated=page.unchanged,
        questions=page.questions,
        answers=page.answers,
    )
    if request.method == "POST":
        return _receive(request, page, entered, form)
    try:
        page.check_open()
    except Refusal as refusal:
        return _show_closed(request, page, refusal)
    return _show(request, page, entered, form)


def _receive(request: Request, page: UpdatePage, entered: EnteredForm, form: UpdateForm) -> HttpResponse:
    readable = [entered.is_valid(), form.is_valid()]
    content = form.content()
    content = content if content.no_change else applicable(content)
    try:
        page.check_open()
        if not all(readable):
            gaps = answer_gaps(page.questions, form.answers(), whole=True, excused=content.not_personal)
            raise Unfinished([*gaps, *page.read(content, whole=True).problems])
        progress.save_update(
            action=page.action,
            period=page.period,
            content=content,
            state=UpdateState.SUBMITTED,
            expected_revision=form.revision,
            by=request.user,
            at=clock.now(),
            entered=entered.entered(),
            answers=form.answers(),
        )
    except Unfinished as unfinished:
        form.add_problems(unfinished.problems)
        return _show(request, page, entered, form, typed=content)
    except StaleUpdate as stale:
        return _show(request, page, entered, form, typed=content, theirs=stale.theirs)
    except Refusal as refusal:
        if not _sent_twice(request, page, content):
            return _show_closed(request, page, refusal, typed=form)
    messages.success(request, f"The update of {page.action.reference} is entered, and waits to be accepted.")
    return redirect("actions:review", page.action.plan.slug, page.action.reference, page.period.key)


def _sent_twice(request: Request, page: UpdatePage, content: UpdateContent) -> bool:
    """A form that was sent twice was saved once."""
    latest = page.latest
    if latest is None or latest.by != request.user or latest.state != UpdateState.SUBMITTED:
        return False
    return says_the_same(latest, content)


def _show(
    request: Request,
    page: UpdatePage,
    entered: EnteredForm,
    form: UpdateForm,
    *,
    typed: UpdateContent | None = None,
    theirs: ProgressUpdate | None = None,
) -> HttpResponse:
    suggestion = page.read(typed or page.start).suggestion
    context = {
        "page": page,
        "entered": entered,
        "form": form,
        "suggestion": suggestion,
        "better": better_than(suggestion),
        "vouch": typed is not None and may_be_vouched_for([*words_of(typed), *form.answers().values()]),
        "theirs": theirs,
        "differences": differences(content_of(theirs), typed) if theirs and typed else [],
        "revision": theirs.revision if theirs else form["expected_revision"].value() or 0,
    }
    return render(request, "actions/enter_for.html", context, status=409 if theirs else 200)


def _show_closed(
    request: Request, page: UpdatePage, refusal: Refusal, *, typed: UpdateForm | None = None
) -> HttpResponse:
    """Why it can no longer be entered, what stands and, after a try, what was typed, to be copied."""
    context = {
        "page": page,
        "sentence": str(refusal),
        "said": answers(content_of(page.latest)) if page.latest else [],
        "typed": [*typed.answered(), *answers(typed.content())] if typed else [],
    }
    return render(request, "actions/enter_for_closed.html", context, status=409 if typed else 200)
