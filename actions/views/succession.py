"""Ending an agency, with what becomes of its open work, its posts and its people."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actions.forms.handover import EndAgencyForm
from actions.succession import Estate, end_and_pass_on, estate_of, find_succession_problems
from governance import clock
from governance.addresses import agency_at
from governance.days import in_words
from governance.endings import Ending
from governance.forms.problems import add_problems
from governance.guards import Request, requires
from governance.models import Agency
from governance.problems import Refused
from governance.roles import Permission
from governance.views.steps import carried, is_confirmed, said, wants_change


@requires(Permission.READ_PEOPLE)
@require_http_methods(["GET", "POST"])
def end_agency(request: Request, pk: int) -> HttpResponse:
    """End an agency in two steps: when and in whose favour, then what will happen."""
    agency = agency_at(request, pk, to=Permission.MANAGE_PEOPLE)
    others = Agency.objects.filter(ends_on=None).exclude(pk=pk)
    form = EndAgencyForm(said(request), initial={"last_day": clock.today()}, agencies=others)
    if request.method == "POST" and form.is_valid() and not wants_change(request):
        ending = form.ending()
        try:
            if is_confirmed(request):
                return _end(request, agency, ending)
            problems = find_succession_problems(ending, agency, today=clock.today())
            if not problems:
                return _check(request, agency, ending)
            raise Refused(*problems)
        except Refused as refused:
            add_problems(form, refused)
    estate = estate_of(agency, at=clock.today())
    return render(request, "actions/end_agency.html", {"form": form, "agency": agency, "estate": estate})


def _end(request: Request, agency: Agency, ending: Ending) -> HttpResponse:
    changed = end_and_pass_on(agency=agency, ending=ending, by=request.user, at=clock.now())
    passed = f" {_count(len(changed), 'open action')} passed on to {ending.successor}." if changed else ""
    messages.success(request, f"{agency} ends on {in_words(ending.last_day)}.{passed}")
    return redirect("governance:agency", agency.pk)


def _check(request: Request, agency: Agency, ending: Ending) -> HttpResponse:
    estate = estate_of(agency, at=min(ending.last_day, clock.today()))
    context = {
        "title": f"End {agency}",
        "sentences": _what_happens(agency, ending, estate),
        "things": [str(action) for action in estate.actions],
        "things_words": "Its open actions",
        "button": "End the agency",
        "warning": True,
        "carried": carried(request),
        "back": reverse("governance:agency", args=[agency.pk]),
    }
    return render(request, "governance/check.html", context)


def _what_happens(agency: Agency, ending: Ending, estate: Estate) -> list[str]:
    """One sentence each on the posts, the actions, the people and the past."""
    actions = _count(len(estate.actions), "open action")
    people = _count(len(estate.holdings.people), "person", "people")
    posts = _count(len(estate.holdings.posts), "post")
    last = in_words(ending.last_day)
    sentences = [f"{agency} will end on {last}, with its {posts}."]
    if ending.successor:
        named = _count(len(estate.posts), "post")
        sentences.append(
            f"{actions} of {named} will pass on to {ending.successor} at once, to posts of the same titles."
        )
    else:
        sentences.append(
            f"{actions} will stay with posts that have ended, and be listed as without an active lead."
        )
    if ending.people_move:
        sentences.append(f"{people} will keep their roles and posts at {ending.successor}.")
    else:
        sentences.append(f"The roles and appointments of {people} will end with that day.")
    sentences.append(
        f"What is complete or closed, every update and every pack will keep the name of {agency}."
    )
    return sentences


def _count(number: int, thing: str, things: str = "") -> str:
    return f"{number} {thing if number == 1 else things or f'{thing}s'}"
