"""Inviting somebody, and the page behind the invitation's link."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from governance import clock, mail
from governance.addresses import person_at
from governance.forms.invitation import SetPasswordForm
from governance.forms.people import OF_AGENCY, OF_GROUP, InviteForm
from governance.forms.problems import add_problems
from governance.guards import Request, requires
from governance.invitations import (
    SpentLink,
    find_invited,
    invite,
    make_key,
    send_invitation,
    take_up,
)
from governance.invitations import invite_again as invite_again_verb
from governance.models import Person
from governance.problems import Refused
from governance.roles import Permission
from governance.views.steps import said


@requires(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def add_person(request: Request) -> HttpResponse:
    """Invite somebody: makes the account and sends the link."""
    form = InviteForm(said(request), today=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            person = invite(invitation=form.invitation(), by=request.user, at=clock.now())
        except Refused as refused:
            add_problems(form, refused)
        else:
            _send(request, person)
            return redirect("governance:person", person.pk)
    context = {"form": form, "of_agency": OF_AGENCY, "of_group": OF_GROUP, "mail_folder": _folder_to_show()}
    return render(request, "governance/add_person.html", context)


@requires(Permission.READ_PEOPLE)
@require_POST
def invite_again(request: Request, pk: int) -> HttpResponse:
    """Send a new link to somebody who has not set a password yet; earlier ones stop working."""
    person = person_at(request, pk, to=Permission.MANAGE_PEOPLE)
    try:
        person = invite_again_verb(person=person, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        _send(request, person)
    return redirect("governance:person", pk)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Set the first password. A GET changes nothing, since mail scanners follow links."""
    try:
        form = SetPasswordForm(request.POST or None, person=find_invited(key, at=clock.now()))
        if request.method == "POST" and form.is_valid():
            take_up(key=key, password=form.cleaned_data["password"], at=clock.now())
            logout(request)
            messages.success(request, "Your password is set. Sign in with it.")
            return redirect("account_login")
    except SpentLink as spent:
        return render(request, "governance/spent_link.html", {"why": str(spent)}, status=410)
    return render(request, "governance/set_password.html", {"form": form, "person": form.person})


def _send(request: Request, person: Person) -> None:
    """E-mail the link, and say what became of it."""
    now = clock.now()
    path = reverse("governance:invitation", args=[make_key(person, at=now)])
    try:
        send_invitation(person, link=request.build_absolute_uri(path), by=request.user, at=now)
    except mail.NotSent as why:
        messages.error(
            request,
            f"{person} has an account, but the e-mail could not be sent ({why}). "
            "Send the invitation again once the mail server answers.",
        )
        return
    folder = _folder_to_show()
    where = (
        f"The e-mail is a file in the folder {folder}"
        if folder
        else f"The link is on its way to {person.email}"
    )
    messages.success(request, f"{person} is invited. {where}; it works once, for 7 days.")


def _folder_to_show() -> str:
    """Where e-mails go when no mail server is named, said in development and in the demo alone."""
    return mail.folder() if settings.DEBUG or clock.is_stopped() else ""
