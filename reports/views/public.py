"""What anybody may read of a plan, without signing in: the page, its easy-read version and the files."""

import hashlib
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from governance.public_answers import answer_everybody
from reports.models import PublicationCopy, PublicPage
from reports.published import Published, find_published, read_copy, render_easy_read, render_plan
from reports.views.issuing import KEPT, sent

HELD_FOR = 24 * 3600
"""Seconds for which a page is held. Its key names the issue and the words, so it cannot be out of date."""


@login_not_required
@require_safe
def public_page(request: HttpRequest, plan: str) -> HttpResponse:
    """What the plan promises and how it goes. 404 whenever nothing is public, for whatever reason.

    One query once the page is held.
    """
    return _page(request, plan, "plan", lambda published: render_plan(read_copy(published), _words_of(plan)))


@login_not_required
@require_safe
def public_easy_read(request: HttpRequest, plan: str) -> HttpResponse:
    """The same in the coordinator's easy-read words, where there are any."""
    return _page(request, plan, "easy-read", lambda published: _easy_read(plan, published))


@login_not_required
@require_safe
def public_file(request: HttpRequest, plan: str, kind: str) -> HttpResponse:
    """The copy for publication as it was made when the pack was issued, byte for byte."""
    published = _published(plan)
    if kind not in KEPT:
        raise Http404
    return answer_everybody(
        request,
        etag=published.key(kind),
        changed_at=published.changed_at,
        make=lambda: _file(published, kind),
    )


def _published(slug: str) -> Published:
    published = find_published(slug)
    if published is None:
        raise Http404
    return published


def _page(request: HttpRequest, slug: str, what: str, render: Callable[[Published], str]) -> HttpResponse:
    published = _published(slug)
    held = caches["pages"]
    html: bytes | None = held.get(published.key(what))
    if html is None:
        html = render(published).encode()
        held.set(published.key(what), html, HELD_FOR)
    return answer_everybody(
        request,
        etag=hashlib.sha256(html).hexdigest()[:32],
        changed_at=published.changed_at,
        make=lambda: HttpResponse(html),
    )


def _words_of(slug: str) -> PublicPage:
    rows = PublicPage.objects.select_related("plan", "easy_read_of__snapshot__period")
    return rows.defer(
        "easy_read_of__pack", "easy_read_of__pdf", "easy_read_of__xlsx", "easy_read_of__snapshot__context"
    ).get(plan__slug=slug)


def _easy_read(slug: str, published: Published) -> str:
    page = _words_of(slug)
    if not page.easy_read:
        raise Http404
    issue = page.easy_read_of
    title = read_copy(published).front.plan
    quarter = issue.snapshot.period.quarter if issue else None
    return render_easy_read(page, title=title, slug=slug, quarter=quarter)


def _file(published: Published, kind: str) -> HttpResponse:
    copy = PublicationCopy.objects.defer("xlsx" if kind == "pdf" else "pdf")
    return sent(copy.get(pk=published.copy), kind)
