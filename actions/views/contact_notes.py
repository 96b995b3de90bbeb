"""The coordinator's note of talking to an agency about what it has not handed in."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actions.addresses import plan_and_period_at
from actions.contact_notes import note_contact as keep_note
from actions.forms.contact_note import OTHER, ContactNoteForm
from actions.models import ContactWay, Plan
from actions.pages.round import NO_AGENCY, narrow, read_round
from actions.pages.round_rows import RoundRow
from actions.policies import Refusal, Unfinished
from governance import clock
from governance.guards import Request
from governance.kept_words import kept_post
from governance.models import Agency, ReportingPeriod
from governance.roles import Permission


@require_http_methods(["GET", "POST"])
def note_contact(request: Request, plan: str, quarter: str, agency: str) -> HttpResponse:
    """Who was spoken to, and what was said (GET); keep it (POST)."""
    found, period = plan_and_period_at(request, plan, quarter, to=Permission.RUN_PERIOD)
    if not period.is_open:
        raise Http404
    rows = _rows(request, found, period, agency)
    if not rows:
        messages.warning(request, "Everything that this agency was asked for has been handed in.")
        return redirect("actions:round", found.slug, period.key)
    wanted = request.GET.get("action", "")
    chosen = [row.request.pk for row in rows if wanted in ("", row.request.action.reference)]
    data = request.POST if request.method == "POST" else kept_post(request)
    form = ContactNoteForm(data, rows=rows, chosen=chosen, today=clock.today())
    of = Agency.objects.get(slug=agency)
    if request.method == "POST" and form.is_valid() and _keep(request, period, of, form, rows):
        messages.success(request, f"The note of speaking with {of.short_name} is kept.")
        return redirect("actions:round", found.slug, period.key)
    context = {"plan": found, "period": period, "agency": of, "form": form}
    return render(request, "actions/note_contact.html", context)


def _rows(request: Request, plan: Plan, period: ReportingPeriod, agency: str) -> list[RoundRow]:
    """The agency's rows that are not handed in. Raises Http404 when the round has none of that agency."""
    table = read_round(plan, period, access=request.access, at=clock.today())
    rows = narrow(table.rows, agency=agency)
    if agency == NO_AGENCY or not rows:
        raise Http404
    return [row for row in rows if row.is_missing]


def _keep(
    request: Request, period: ReportingPeriod, agency: Agency, form: ContactNoteForm, rows: list[RoundRow]
) -> bool:
    values = form.cleaned_data
    try:
        keep_note(
            period=period,
            agency=agency,
            requests=[row.request for row in rows if str(row.request.pk) in values["requests"]],
            way=ContactWay(values["way"]),
            on=values["on"],
            with_whom=form.post,
            said=values["said"],
            promised_on=values["promised_on"],
            by=request.user,
            at=clock.now(),
            not_personal=values["not_personal"],
        )
    except Unfinished as unfinished:
        other = values["with_whom"] == OTHER
        problems = [
            ("with_whom_other" if name == "with_whom" and other else name, sentence)
            for name, sentence in unfinished.problems
        ]
        form.add_problems(problems)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False
