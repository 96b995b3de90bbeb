"""Figures that lead to the rows they count."""

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.board_pack import BoardPack, Count, RatingRow, TrendPoint
from reports.links import RowsLinks

register = template.Library()

_NOUGHT = SafeString('<span class="app-none">0</span>')


@register.simple_tag(takes_context=True)
def rows_url(context: Context, what: str, **narrower: str) -> str:
    """The address of the rows that a figure counts. The page's context holds ``links``."""
    links: RowsLinks = context["links"]
    return links.url(what, **narrower)


@register.simple_tag(takes_context=True)
def rows_number(context: Context, number: int, what: str, *words: str, **narrower: str) -> SafeString:
    """A number as a link to its rows, with words that a screen reader adds; nought leads nowhere."""
    if not number:
        return _NOUGHT
    links: RowsLinks = context["links"]
    return format_html(
        '<a class="govuk-link govuk-link--no-visited-state" href="{}" data-count="{}">{}{}</a>',
        links.url(what, **narrower),
        number,
        number,
        format_html('<span class="govuk-visually-hidden"> {}</span>', " ".join(words)) if words else "",
    )


@register.simple_tag(takes_context=True)
def rows_phrase(
    context: Context, number: int, what: str, words: str, before: str = "", **narrower: str
) -> SafeString:
    """A number and its words as one link to the rows, such as "3 due to start"; nought leads nowhere.

    ``before`` are words between the two that a screen reader adds: 3 (not returned by) Warwickshire Police.
    """
    if not number:
        return format_html("{} {}", _NOUGHT, words)
    links: RowsLinks = context["links"]
    return format_html(
        '<a class="govuk-link govuk-link--no-visited-state" href="{}" data-count="{}">{} {}{}</a>',
        links.url(what, **narrower),
        number,
        number,
        format_html('<span class="govuk-visually-hidden">{} </span>', before) if before else "",
        words,
    )


@register.filter
def count_words(count: Count, pack: BoardPack) -> str:
    """What a figure counts, by itself."""
    return pack.words_of(count)


@register.simple_tag(takes_context=True)
def rating_cells(context: Context, row: RatingRow, narrows: str) -> SafeString:
    """The cells of a row of ratings, each number a link. ``narrows`` is the filter that picks the row."""
    picked = {narrows: row.key} if narrows else {}
    numbers = [(cell.number, f"rating.{cell.key}", f"{cell.label}, {row.title}") for cell in row.cells]
    numbers += [
        (row.total, "total", f"in all, {row.title}"),
        (row.overdue, "overdue", f"overdue, {row.title}"),
    ]
    cells = [(rows_number(context, number, what, words, **picked),) for number, what, words in numbers]
    share = f"{row.on_track_percent}% of {row.rated} rated" if row.rated else "None rated"
    return format_html('{}<td class="govuk-table__cell">{}</td>', _numeric(cells), share)


@register.simple_tag(takes_context=True)
def trend_cells(context: Context, point: TrendPoint) -> SafeString:
    """The cells of one quarter, each number a link to that quarter's own rows."""
    figures = [(key, f"rating.{key}") for key in ("blue", "green", "amber", "red", "grey", "closed")]
    figures += [
        ("total", "total"),
        ("overdue", "overdue"),
        ("returned", "returned"),
        ("requested", "requested"),
    ]
    cells = [
        (
            rows_number(
                context,
                getattr(point, field),
                what,
                f"{field}, {point.quarter_label}",
                quarter=point.quarter_key,
            ),
        )
        for field, what in figures
    ]
    return _numeric(cells)


def _numeric(cells: list[tuple[SafeString]]) -> SafeString:
    return format_html_join("", '<td class="govuk-table__cell govuk-table__cell--numeric">{}</td>', cells)
