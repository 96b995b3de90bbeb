"""The timeline as inline SVG: a bar from start to due, in its rating's fill, with its dates in text.

The bar of what was completed or closed ends on that day, and a thin line goes on to the due date. A first due
date is a hollow diamond, and a dotted line leads from it to the date in force. What has no start or no due
date is drawn with a broken line to the edge. Nothing rests on colour: the letter stands beside.
"""

from collections.abc import Iterator
from html import escape

from django.utils.safestring import SafeString

from governance.days import in_words
from reports.rendering.charts import FONT, words_at
from reports.rendering.palette import INK, MARKS, PAPER
from reports.timeline import Span, Timeline

LEFT, RIGHT = 262, 806
NARROWEST = 1020
TOP, ROW, BAR = 58, 24, 12
TITLE_LETTERS = 40
# How wide a letter of the dates is at most, on average.
LETTER = 6.2
LINES = "#b1b4b6"


def draw_timeline(timeline: Timeline, *, ident: str, title: str) -> SafeString:
    """One image; the page's table holds the same dates for whoever does not see it."""
    height = TOP + ROW * len(timeline.spans) + 8
    longest = max((len(span.words) for span in timeline.spans), default=0)
    width = max(NARROWEST, RIGHT + 36 + round(longest * LETTER))
    name = f"{ident}-title"
    return SafeString(
        "\n".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" class="app-chart app-timeline-chart" role="img" '
                f'aria-labelledby="{name}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
                f'font-family="{FONT}" font-size="12">',
                f'<title id="{name}">{escape(title)}</title>',
                *_legend(timeline),
                *_quarters(timeline, height),
                *(line for place, span in enumerate(timeline.spans) for line in _row(timeline, span, place)),
                *_today(timeline, height),
                "</svg>",
            )
        )
    )


def _x(timeline: Timeline, share: float) -> float:
    return LEFT + share * (RIGHT - LEFT)


def _legend(timeline: Timeline) -> Iterator[str]:
    left = 4.0
    for key in [key for key in MARKS if any(span.mark == key for span in timeline.spans)]:
        mark = MARKS[key]
        label = f"{mark.letter} {mark.label}"
        yield f'<rect x="{left:.1f}" y="4" width="14" height="14" fill="{mark.fill}"/>'
        yield words_at(label, x=left + 19, y=15)
        left += 38 + 7 * len(label)
    yield _diamond(left + 8, 11)
    yield words_at("First due date", x=left + 19, y=15)


def _quarters(timeline: Timeline, height: int) -> Iterator[str]:
    """A line where each quarter begins, and its label where there is room for all."""
    room = (RIGHT - LEFT) / len(timeline.quarters)
    for quarter in timeline.quarters:
        x = _x(timeline, timeline.share(quarter.start))
        yield f'<path d="M{x:.1f} {TOP - 2} V{height}" stroke="{LINES}" stroke-width="1"/>'
        if room > 62 or quarter.number == 1:
            yield words_at(quarter.label, x=x + 3, y=TOP - 20, size=11)


def _row(timeline: Timeline, span: Span, place: int) -> Iterator[str]:
    top = TOP + ROW * place
    middle = top + ROW / 2
    mark = MARKS[span.mark]
    words = f"{span.position.reference}  {span.position.title}"
    shown = words if len(words) <= TITLE_LETTERS else f"{words[: TITLE_LETTERS - 3].rstrip()}..."
    yield words_at(shown, x=4, y=middle + 4)
    begins = _x(timeline, timeline.share(span.start) if span.start else 0)
    due = _x(timeline, timeline.share(span.due) if span.due else 1)
    ends = _x(timeline, timeline.share(span.until)) if span.until else due
    if span.ended and span.due and due > ends:
        yield f'<path d="M{ends:.1f} {middle:.1f} H{due:.1f}" stroke="{mark.fill}" stroke-width="2"/>'
    if span.start and span.until:
        yield (
            f'<rect x="{begins:.1f}" y="{middle - BAR / 2:.1f}" width="{max(3.0, ends - begins):.1f}" '
            f'height="{BAR}" fill="{mark.fill}" stroke="{PAPER}"/>'
        )
    elif span.start or span.until or span.position.ongoing:
        yield (
            f'<path d="M{begins:.1f} {middle:.1f} H{ends:.1f}" stroke="{mark.fill}" stroke-width="4" '
            f'stroke-dasharray="8 5"/>'
        )
    if span.moved_from:
        first = _x(timeline, timeline.share(span.moved_from))
        yield (
            f'<path d="M{first:.1f} {middle:.1f} H{due:.1f}" stroke="{PAPER}" stroke-width="2" '
            f'stroke-dasharray="2 3"/>'
        )
        yield _diamond(first, middle)
    yield words_at(mark.letter, x=RIGHT + 12, y=middle + 4, bold=True)
    yield words_at(span.words, x=RIGHT + 28, y=middle + 4, size=11)


def _diamond(x: float, y: float) -> str:
    return (
        f'<path d="M{x - 6:.1f} {y:.1f} L{x:.1f} {y - 6:.1f} L{x + 6:.1f} {y:.1f} L{x:.1f} {y + 6:.1f} Z" '
        f'fill="{PAPER}" stroke="{INK}" stroke-width="1.5"/>'
    )


def _today(timeline: Timeline, height: int) -> Iterator[str]:
    if not timeline.shows_today:
        return
    x = _x(timeline, timeline.share(timeline.today))
    anchor = "end" if timeline.share(timeline.today) > 0.7 else "start"
    yield f'<path d="M{x:.1f} {TOP - 14} V{height}" stroke="{INK}" stroke-width="2" stroke-dasharray="6 3"/>'
    beside = x - 5 if anchor == "end" else x + 5
    yield words_at(f"Today, {in_words(timeline.today)}", x=beside, y=TOP - 5, anchor=anchor, bold=True)
