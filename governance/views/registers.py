"""The registers: documents round the plans, and abbreviations. Every partner reads, a coordinator changes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from governance import abbreviations as short_forms
from governance import clock
from governance import documents as register
from governance.forms.problems import add_problems
from governance.forms.registers import (
    AbbreviationFilterForm,
    AbbreviationForm,
    DocumentFilterForm,
    DocumentForm,
    as_initial,
)
from governance.guards import Request, requires
from governance.models import Abbreviation, Event, RegisteredDocument
from governance.pages.registers import abbreviation_rows, document_rows
from governance.problems import Refused
from governance.roles import Permission
from governance.views.steps import said

EVENTS = 20


@requires(Permission.READ_PLAN)
@require_safe
def documents(request: Request) -> HttpResponse:
    """The register of documents, narrowed and sorted by the address."""
    form = DocumentFilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = document_rows(chosen, sort=request.GET.get("sort", ""), at=clock.today())
    context = {"form": form, "rows": rows, "narrowed": any(chosen.values()), "may_edit": _may_edit(request)}
    return render(request, "governance/documents.html", context)


@requires(Permission.READ_PLAN)
@require_safe
def document(request: Request, pk: int) -> HttpResponse:
    """One document: its themes, what links to what, and its history."""
    found = get_object_or_404(
        RegisteredDocument.objects.select_related("agency").prefetch_related(
            "themes", "links", "linked_from"
        ),
        pk=pk,
    )
    context = {
        "document": found,
        "expired": found.has_expired(clock.today()),
        "events": Event.objects.about(found)[:EVENTS],
        "may_edit": _may_edit(request) and found.withdrawn_on is None,
    }
    return render(request, "governance/document.html", context)


@requires(Permission.EDIT_REGISTERS)
@require_http_methods(["GET", "POST"])
def add_document(request: Request) -> HttpResponse:
    """Register a document."""
    form = DocumentForm(said(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = register.add_document(content=form.content(), by=request.user, at=clock.now())
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, f"{made} is in the register.")
            return redirect("registers:document", made.pk)
    return render(request, "governance/document_form.html", {"form": form})


@requires(Permission.EDIT_REGISTERS)
@require_http_methods(["GET", "POST"])
def change_document(request: Request, pk: int) -> HttpResponse:
    """Change what the register says of a document."""
    found = get_object_or_404(RegisteredDocument.objects.standing(), pk=pk)
    form = DocumentForm(said(request), initial=as_initial(register.content_of(found), version=found.version))
    if request.method == "POST" and form.is_valid():
        try:
            changed = register.change_document(
                document=found,
                content=form.content(),
                expected_version=form.cleaned_data["expected_version"] or 0,
                by=request.user,
                at=clock.now(),
            )
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, f"{changed} is saved.")
            return redirect("registers:document", pk)
    return render(request, "governance/document_form.html", {"form": form, "document": found})


@requires(Permission.EDIT_REGISTERS)
@require_http_methods(["GET", "POST"])
def withdraw_document(request: Request, pk: int) -> HttpResponse:
    """Ask once, then take a document off the register."""
    found = get_object_or_404(RegisteredDocument.objects.standing(), pk=pk)
    if request.method == "POST":
        register.withdraw_document(document=found, by=request.user, at=clock.now())
        messages.success(request, f"{found} is withdrawn from the register.")
        return redirect("registers:documents")
    sentences = [f"“{found}” no longer stands in the register. Its page, links and history are kept."]
    return _confirm(
        request,
        title="Withdraw the document",
        sentences=sentences,
        back=reverse("registers:document", args=[pk]),
    )


@requires(Permission.READ_PLAN)
@require_safe
def abbreviations(request: Request) -> HttpResponse:
    """The register of abbreviations, narrowed and sorted by the address."""
    sources = Abbreviation.objects.standing().order_by("source").values_list("source", flat=True).distinct()
    form = AbbreviationFilterForm(request.GET, sources=list(sources))
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = abbreviation_rows(chosen, sort=request.GET.get("sort", ""))
    context = {"form": form, "rows": rows, "narrowed": any(chosen.values()), "may_edit": _may_edit(request)}
    return render(request, "governance/abbreviations.html", context)


@requires(Permission.EDIT_REGISTERS)
@require_http_methods(["GET", "POST"])
def add_abbreviation(request: Request) -> HttpResponse:
    """Register a short form."""
    form = AbbreviationForm(said(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = short_forms.add_abbreviation(content=form.content(), by=request.user, at=clock.now())
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, f"{made} is in the register.")
            return redirect("registers:abbreviations")
    return render(request, "governance/abbreviation_form.html", {"form": form})


@requires(Permission.EDIT_REGISTERS)
@require_http_methods(["GET", "POST"])
def change_abbreviation(request: Request, pk: int) -> HttpResponse:
    """Change what the register says of a short form."""
    found = get_object_or_404(Abbreviation.objects.standing(), pk=pk)
    known = vars(short_forms.content_of(found)) | {"expected_version": found.version}
    form = AbbreviationForm(said(request), initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            changed = short_forms.change_abbreviation(
                abbreviation=found,
                content=form.content(),
                expected_version=form.cleaned_data["expected_version"] or 0,
                by=request.user,
                at=clock.now(),
            )
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, f"{changed} is saved.")
            return redirect("registers:abbreviations")
    return render(request, "governance/abbreviation_form.html", {"form": form, "abbreviation": found})


@requires(Permission.EDIT_REGISTERS)
@require_http_methods(["GET", "POST"])
def withdraw_abbreviation(request: Request, pk: int) -> HttpResponse:
    """Ask once, then take a short form out of use."""
    found = get_object_or_404(Abbreviation.objects.standing(), pk=pk)
    if request.method == "POST":
        short_forms.withdraw_abbreviation(abbreviation=found, by=request.user, at=clock.now())
        messages.success(request, f"{found} is withdrawn from the register.")
        return redirect("registers:abbreviations")
    sentences = [f"Pages and new packs no longer explain {found} by {found.source}. Its history is kept."]
    return _confirm(
        request, title=f"Withdraw {found}", sentences=sentences, back=reverse("registers:abbreviations")
    )


def _may_edit(request: Request) -> bool:
    return request.access.can(Permission.EDIT_REGISTERS)


def _confirm(request: Request, **words: Any) -> HttpResponse:
    context = {"button": "Withdraw", "warning": True} | words
    return render(request, "governance/confirm.html", context)
