"""A board's questions on an action: ask one, and withdraw one that waits."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from actions import policies, questions
from actions.addresses import action_at
from actions.forms.question import QuestionForm
from actions.models import Action, Question
from actions.pages.questions import may_withdraw
from actions.policies import Refusal, Unfinished
from governance import clock
from governance.guards import Request
from governance.kept_words import kept_post
from governance.roles import Permission


@require_http_methods(["GET", "POST"])
def ask_question(request: Request, plan: str, reference: str) -> HttpResponse:
    """Ask the action's lead something: it waits at the top of the next update."""
    found = action_at(request, plan, reference, to=Permission.ASK_QUESTION)
    data = request.POST if request.method == "POST" else kept_post(request)
    form = QuestionForm(data)
    if request.method == "POST" and form.is_valid() and _ask(request, found, form):
        messages.success(request, f"The question on {found.reference} waits for its next update.")
        return redirect("actions:action", found.plan.slug, found.reference)
    return render(request, "actions/ask_question.html", _context(found, form))


def _context(found: Action, form: QuestionForm) -> dict[str, object]:
    try:
        policies.check_can_ask_question(found)
    except Refusal as refusal:
        sentence = str(refusal)
    else:
        sentence = ""
    waiting = Question.objects.waiting().filter(action=found)
    return {"action": found, "form": form, "sentence": sentence, "waiting": waiting}


def _ask(request: Request, found: Action, form: QuestionForm) -> Question | None:
    try:
        return questions.ask_question(
            action=found,
            text=form.cleaned_data["text"],
            by=request.user,
            at=clock.now(),
            not_personal=form.cleaned_data["not_personal"],
        )
    except Unfinished as unfinished:
        form.add_problems(unfinished.problems)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return None


@require_http_methods(["GET", "POST"])
def withdraw_question(request: Request, plan: str, reference: str, pk: int) -> HttpResponse:
    """Say what will happen (GET), and withdraw it (POST)."""
    found = action_at(request, plan, reference)
    question = get_object_or_404(Question.objects.with_state(), action=found, pk=pk)
    if not may_withdraw(question, found, request.access):
        raise PermissionDenied
    if request.method == "POST":
        try:
            questions.withdraw_question(question=question, by=request.user, at=clock.now())
        except Refusal as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, f"The question on {found.reference} is withdrawn.")
        return redirect("actions:action", found.plan.slug, found.reference)
    return render(request, "actions/withdraw_question.html", {"action": found, "question": question})
