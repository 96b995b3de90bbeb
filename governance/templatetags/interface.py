"""The pieces of a page that are not forms: tags, links back, tables that scroll and sort, details."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest
from django.template.context import RequestContext
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from governance.days import hour_in_words, in_words

register = template.Library()

TAG_COLOURS = frozenset(
    {"", "grey", "green", "teal", "blue", "light-blue", "purple", "magenta", "red", "orange", "yellow"}
)
_SAMPLE = SafeString('<strong class="govuk-tag govuk-tag--purple app-sample">Sample</strong>')


@register.filter
def moment(at: dt.datetime | None) -> str:
    """Such as "8 January 2024 at 5:30pm", in the tracker's time zone; empty for none."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{in_words(local)} at {hour_in_words(local.time())}"


@register.simple_tag
def govuk_tag(words: str, colour: str = "grey") -> SafeString:
    """A status in a coloured tag; red is for errors. Raises ValueError for a colour unknown to GOV.UK."""
    if colour not in TAG_COLOURS:
        raise ValueError(f"'{colour}' is no colour of a tag. Use one of {', '.join(sorted(TAG_COLOURS))}.")
    modifier = f" govuk-tag--{colour}" if colour else ""
    return format_html('<strong class="govuk-tag{}">{}</strong>', modifier, words)


@register.simple_tag
def sample_tag(is_sample: object = True) -> SafeString:
    """The mark of an update made up for the demonstration; nothing for a real one."""
    return _SAMPLE if is_sample else SafeString("")


@register.simple_tag
def back_link(url: str, words: str = "Back") -> SafeString:
    """One step back; stands in the block ``before_content``."""
    return format_html('<nav aria-label="Back"><a href="{}" class="govuk-back-link">{}</a></nav>', url, words)


@register.simple_tag
def breadcrumbs(*words_and_urls: str) -> SafeString:
    """The way here, words and address in turn: ``{% breadcrumbs "Plan" plan_url "Action" action_url %}``."""
    pairs = zip(words_and_urls[::2], words_and_urls[1::2], strict=True)
    items = format_html_join(
        "",
        '<li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="{}">{}</a></li>',
        ((url, words) for words, url in pairs),
    )
    return format_html(
        '<nav class="govuk-breadcrumbs" aria-label="Breadcrumb">'
        '<ol class="govuk-breadcrumbs__list">{}</ol></nav>',
        items,
    )


@register.simple_tag
def button(words: str, *, name: str = "", value: str = "", kind: str = "") -> SafeString:
    """A button that sends the form. ``kind`` is empty, secondary or warning."""
    modifier = f" govuk-button--{kind}" if kind else ""
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html(
        '<button type="submit" class="govuk-button{}" data-module="govuk-button"'
        ' data-prevent-double-click="true"{}>{}</button>',
        modifier,
        named,
        words,
    )


@register.simple_tag
def button_link(words: str, url: str, *, kind: str = "") -> SafeString:
    """A link that looks like a button, for a task's first step. ``kind`` is empty, secondary or start."""
    modifier = f" govuk-button--{kind}" if kind else ""
    return format_html(
        '<a href="{}" role="button" draggable="false" class="govuk-button{}"'
        ' data-module="govuk-button">{}</a>',
        url,
        modifier,
        words,
    )


@register.simple_tag(takes_context=True)
def sort_header(
    context: RequestContext, words: str, key: str, *, classes: str = "", first: str = ""
) -> SafeString:
    """A column's heading that sorts by ``key``: ``?sort=key`` up, ``?sort=-key`` down, page 1 again.

    ``first`` is the sort in force when the address names none.
    """
    request: HttpRequest = context["request"]
    current = request.GET.get("sort", first)
    state = {key: "ascending", f"-{key}": "descending"}.get(current, "none")
    query = request.GET.copy()
    query["sort"] = f"-{key}" if state == "ascending" else key
    query.pop("page", None)
    return format_html(
        '<th scope="col" class="govuk-table__header app-sort {}" aria-sort="{}">'
        '<a class="app-sort__link" href="?{}">{}'
        '<span class="app-sort__mark" aria-hidden="true"></span></a></th>',
        classes,
        state,
        query.urlencode(),
        words,
    )


@register.simple_block_tag(end_name="endscroll")
def scroll(content: str, label: str) -> SafeString:
    """A wide table's region: it scrolls by itself, can be reached by keyboard, and has a name."""
    return format_html(
        '<div class="app-scroll" role="region" aria-label="{}" tabindex="0">{}</div>',
        label,
        SafeString(content),
    )


@register.simple_block_tag(end_name="enddetails")
def details(content: str, summary: str, is_open: object = False) -> SafeString:
    """Words that most readers can do without."""
    return format_html(
        '<details class="govuk-details"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        SafeString(" open") if is_open else "",
        summary,
        SafeString(content),
    )


@register.simple_block_tag(end_name="endnotification")
def notification(content: str, title: str = "Important") -> SafeString:
    """Something that a reader must know before the rest of the page."""
    return format_html(
        '<div class="govuk-notification-banner" role="group" aria-label="{}">'
        '<div class="govuk-notification-banner__header">'
        '<p class="govuk-notification-banner__title">{}</p></div>'
        '<div class="govuk-notification-banner__content">{}</div></div>',
        title,
        title,
        SafeString(content),
    )


@register.filter
def page_numbers(page: Page[Any]) -> Iterator[str | int]:
    """The numbers of the pages near this one and at both ends, with an ellipsis for those left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
