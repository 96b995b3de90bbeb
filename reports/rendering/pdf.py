"""A board pack as PDF/UA: an accessible document with tags, bookmarks and numbered contents.

The same pack gives the same bytes: no clock, no disk and no network is read, beyond the tracker's own
styles and the fonts of the machine (Liberation Sans).
"""

from typing import Any

from django.template.loader import render_to_string

from reports.board_pack import BoardPack
from reports.rendering.charts import draw_bars, draw_trend
from reports.rendering.palette import MARKS
from reports.rendering.words import printable

VARIANT = "pdf/ua-1"
TEMPLATE = "reports/pack/pack.html"
WIDTHS = range(5, 86)
"""Per cent of a table's width that a column may ask for: class app-w-5 and so on."""


def draw_charts(pack: BoardPack) -> dict[str, str]:
    """The pack's charts by name, for ``_body.html`` on a page or in a document."""
    ratings = pack.ratings
    return {
        "strategic": draw_bars(
            ratings.by_strategic, ident="chart-strategic", title="Ratings by strategic objective"
        ),
        "agency": draw_bars(ratings.by_agency, ident="chart-agency", title="Ratings by agency"),
        "trend": draw_trend(ratings.trend, ident="chart-trend", title="Ratings by quarter"),
    }


def render_html(pack: BoardPack) -> str:
    """The pack as one HTML document that needs nothing beside it."""
    return render_to_string(
        TEMPLATE, {"pack": pack, "charts": draw_charts(pack), "marks": MARKS.values(), "widths": WIDTHS}
    )


def render_pdf(pack: BoardPack) -> bytes:
    """The pack as PDF/UA-1."""
    return print_html(render_html(pack))


def print_html(html: str) -> bytes:
    """Finished HTML as PDF/UA-1.

    WeasyPrint is imported here: it takes a second or more, which commands that print nothing should not
    pay. Anything but ``data:`` that the HTML points to is left out, not fetched.
    """
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    printed: bytes = HTML(
        string=printable(html), url_fetcher=URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    ).write_pdf(pdf_variant=VARIANT, finisher=_say_scope)
    return printed


def _say_scope(_document: Any, pdf: Any) -> None:
    """Write each header cell's /Scope, which PDF/UA asks for and WeasyPrint leaves out.

    A header in a table's head is of its column, any other of its row.
    """
    for element in pdf.objects:
        if isinstance(element, dict) and element.get("S") == "/TH":
            row = _object(pdf, element["P"])
            in_head = _object(pdf, row["P"])["S"] == "/THead"
            element["A"]["Scope"] = "/Column" if in_head else "/Row"


def _object(pdf: Any, reference: bytes) -> Any:
    """The object that a reference such as ``b"12 0 R"`` names."""
    return pdf.objects[int(reference.split()[0])]
