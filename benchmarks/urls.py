"""The tracker's addresses, and one page more: a plain table that the plan's page is held against."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

_PAGE = """{% extends "base.html" %}{% block content %}<h1>Plain</h1><table>{% for row in rows %}<tr>
{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>{% endblock %}"""
_ROW = [
    "1.1",
    "Take the strategy through sign-off",
    "WCC, Vulnerable People Team (Domestic Abuse)",
    "High",
    "31 March 2024, moved once",
    "In progress",
    "Amber",
    "Forecast 31 days late",
]


def plain_table(request: HttpRequest, count: int) -> HttpResponse:
    """A signed-in page with a table of as many rows and cells as the plan's, read from nowhere."""
    page = engines["django"].from_string(_PAGE)
    return HttpResponse(page.render({"rows": [_ROW] * count}, request))


urlpatterns = [
    path("plain-table/<int:count>/", plain_table),
    path("", include("vawg_tracker.urls")),
]
