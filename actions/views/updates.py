"""The page of one update: one action in one period."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actions import progress
from actions.addresses import action_at, period_at
from actions.answering import answer_gaps, answers_of
from actions.comparison import Difference, answer_differences, answers, differences
from actions.content import UpdateContent, applicable, content_of, says_the_same
from actions.forms.update import UpdateForm
from actions.late_updates import may_write_late
from actions.models import ProgressUpdate, UpdateState
from actions.pages.update import UpdatePage, better_than, update_page
from actions.policies import Refusal, StaleUpdate, Unfinished
from actions.problems import may_be_vouched_for, words_of
from governance import clock
from governance.guards import Request
from governance.kept_words import kept_post
from governance.personal_data import NOTICE
from governance.roles import Permission

# What each button asks for, and how the page says that it was done.
STEPS = {"save": UpdateState.DRAFT, "ready": UpdateState.READY, "submit": UpdateState.SUBMITTED}
DONE = {
    UpdateState.DRAFT: "saved as a draft",
    UpdateState.READY: "marked as ready",
    UpdateState.SUBMITTED: "submitted",
}
KEEP_THEIRS = "theirs"


@require_http_methods(["GET", "POST"])
def update(request: Request, plan: str, reference: str, quarter: str) -> HttpResponse:
    """Write the update of an action in a period; or read it, and why it can no longer be written."""
    action = action_at(request, plan, reference, to=Permission.WRITE_UPDATE)
    period = period_at(action.plan, quarter)
    page = update_page(action, period, request.access, today=clock.today())
    if request.method == "POST":
        return _receive(request, page)
    form = _form(page, kept_post(request))
    try:
        page.check_open()
    except Refusal as refusal:
        form.is_valid()
        return _show_closed(request, page, refusal, typed=form if form.is_bound else None)
    return _show(request, page, form)


def _form(page: UpdatePage, data: object = None) -> UpdateForm:
    return UpdateForm(
        data,
        content=page.start,
        revision=page.revision,
        can_repeat=page.previous is not None,
        repeated=page.unchanged,
        questions=page.questions,
        answers=page.answers,
    )


def _receive(request: Request, page: UpdatePage) -> HttpResponse:
    step = request.POST.get("step", "save")
    state = STEPS.get(step, UpdateState.DRAFT)
    if state is UpdateState.SUBMITTED and not page.may_submit:
        raise PermissionDenied
    form = _form(page, request.POST)
    readable = form.is_valid()
    content = form.content() if state is UpdateState.DRAFT else _asked(form.content())
    try:
        page.check_open()
        if not readable:
            whole = state is not UpdateState.DRAFT
            gaps = answer_gaps(page.questions, form.answers(), whole=whole, excused=content.not_personal)
            raise Unfinished([*gaps, *page.read(content, whole=whole).problems])
        _write(request, page, form, content, step)
    except Unfinished as unfinished:
        form.add_problems(unfinished.problems)
        return _show(request, page, form, typed=content)
    except Refusal as refusal:
        return _answer_refusal(request, page, form, content, state, refusal)
    return _done(request, page, state, gave_way=step == KEEP_THEIRS)


def _asked(content: UpdateContent) -> UpdateContent:
    """What is handed in: what was typed before a choice put its question aside is left out."""
    return content if content.no_change else applicable(content)


def _write(
    request: Request, page: UpdatePage, form: UpdateForm, content: UpdateContent, step: str
) -> ProgressUpdate:
    if step == KEEP_THEIRS:
        return progress.keep_theirs(
            action=page.action, period=page.period, mine=content,
            expected_revision=form.revision, by=request.user, at=clock.now(), answers=form.answers(),
        )  # fmt: skip
    return progress.save_update(
        action=page.action,
        period=page.period,
        content=content,
        state=STEPS.get(step, UpdateState.DRAFT),
        expected_revision=form.revision,
        by=request.user,
        at=clock.now(),
        answers=form.answers(),
    )


def _answer_refusal(
    request: Request,
    page: UpdatePage,
    form: UpdateForm,
    content: UpdateContent,
    state: UpdateState,
    refusal: Refusal,
) -> HttpResponse:
    """A form sent twice was saved once; a stale one is compared; any other is shown to be copied from."""
    newest = refusal.theirs if isinstance(refusal, StaleUpdate) else page.latest
    if newest and newest.by == request.user and newest.state == state and _repeats(newest, form, content):
        return _done(request, page, state)
    if isinstance(refusal, StaleUpdate):
        return _show(request, page, form, typed=content, theirs=refusal.theirs)
    return _show_closed(request, page, refusal, typed=form)


def _repeats(newest: ProgressUpdate, form: UpdateForm, content: UpdateContent) -> bool:
    """Whether it says and answers what was typed."""
    answers = {key: text.strip() for key, text in form.answers().items() if text.strip()}
    return says_the_same(newest, content) and answers.items() <= answers_of(newest).items()


def _done(
    request: HttpRequest, page: UpdatePage, state: UpdateState, *, gave_way: bool = False
) -> HttpResponse:
    done = "what was saved first stands, and what you typed is kept in its history"
    done = done if gave_way else DONE[state]
    messages.success(request, f"{page.action}: {done}.")
    return redirect("actions:my_updates")


def _show(
    request: Request,
    page: UpdatePage,
    form: UpdateForm,
    *,
    typed: UpdateContent | None = None,
    theirs: ProgressUpdate | None = None,
) -> HttpResponse:
    """The form: as it starts, as it was typed with its errors, or beside what somebody else saved."""
    suggestion = page.read(typed or page.start).suggestion
    context = {
        "page": page,
        "form": form,
        "suggestion": suggestion,
        "better": better_than(suggestion),
        "vouch": typed is not None and (typed.not_personal or may_be_vouched_for(_words(form, typed))),
        "theirs": theirs,
        "notice": NOTICE,
        "differences": _differences(theirs, form, typed) if theirs and typed else [],
        "revision": theirs.revision if theirs else form["expected_revision"].value() or 0,
    }
    return render(request, "actions/update.html", context, status=409 if theirs else 200)


def _words(form: UpdateForm, typed: UpdateContent) -> list[str]:
    return [*words_of(typed), *form.answers().values()]


def _differences(theirs: ProgressUpdate, form: UpdateForm, typed: UpdateContent) -> list[Difference]:
    """Where two texts differ, answers to the Board first."""
    said = answers_of(theirs)
    return [
        *answer_differences(form.asked(), said, form.answers()),
        *differences(content_of(theirs), typed),
    ]


def _show_closed(
    request: Request, page: UpdatePage, refusal: Refusal, *, typed: UpdateForm | None
) -> HttpResponse:
    """What stands, why it can no longer be written and, after a try, what was typed, to be copied."""
    context = {
        "page": page,
        "sentence": str(refusal),
        "may_write_late": page.request.pk is not None and may_write_late(page.request),
        "said": answers(content_of(page.latest)) if page.latest else [],
        "typed": [*typed.answered(), *answers(typed.content())] if typed else [],
    }
    return render(request, "actions/update_closed.html", context, status=200 if typed is None else 409)
