"""The tracker's addresses with a few more: a form that keeps words, a page that fails, one refused."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.views.decorators.http import require_POST

from governance.kept_words import kept_post
from governance.widgets import LongText
from vawg_tracker import urls

handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404
handler429, handler500 = urls.handler429, urls.handler500

PAGE = """{% extends "base.html" %}{% load govuk_forms interface %}
{% block title %}Write{% endblock %}
{% block content %}{% error_summary form %}<h1>Write</h1>
<form method="post" novalidate>{% csrf_token %}{% kept_words_owner %}
{% govuk_field form.words %}{% govuk_field form.agencies %}{% button "Save" %}</form>{% endblock %}"""


class WriteForm(forms.Form):
    words = forms.CharField(
        label="What happened?", widget=LongText(), error_messages={"required": "Enter what happened."}
    )
    agencies = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B"), ("c", "C")], required=False)


def write(request: HttpRequest, number: int) -> HttpResponse:
    """A form page as the cheat sheet says; a valid POST answers with what would be saved."""
    form = WriteForm(request.POST if request.method == "POST" else kept_post(request))
    if request.method == "POST" and form.is_valid():
        return HttpResponse(f"saved {form.cleaned_data['words']}")
    page = engines["django"].from_string(PAGE)
    return HttpResponse(page.render({"form": form}, request))


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the secret detail")


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@require_POST
def press(request: HttpRequest) -> HttpResponse:
    return HttpResponse("pressed")


urlpatterns = [
    path("write/<int:number>/", write),
    path("fail/", fail),
    path("refuse/", refuse),
    path("press/", press),
    *urls.urlpatterns,
]
