"""The files a pack comes in: what each is called, its content type, and its bytes."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from reports.board_pack import BoardPack, FrontSheet, PackState, pack_to_json
from reports.rendering.pdf import render_html, render_pdf


@dataclass(frozen=True)
class Format:
    """One kind of file. ``kind`` is its ending, and how an address or a command asks for it."""

    kind: str
    label: str
    content_type: str
    render: Callable[[BoardPack], bytes]


def _workbook(pack: BoardPack) -> bytes:
    from reports.rendering.excel import render_excel  # openpyxl: half a second that a page need not pay

    return render_excel(pack)


@lru_cache(maxsize=4)
def _pdf(pack: BoardPack) -> bytes:
    """The same pack gives the same bytes, and printing takes seconds: the last few are kept at hand."""
    return render_pdf(pack)


def _html(pack: BoardPack) -> bytes:
    return render_html(pack).encode()


def _json(pack: BoardPack) -> bytes:
    return (json.dumps(pack_to_json(pack), ensure_ascii=False, indent=2) + "\n").encode()


FORMATS = {
    one.kind: one
    for one in (
        Format("pdf", "PDF", "application/pdf", _pdf),
        Format(
            "xlsx",
            "Excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _workbook,
        ),
        Format("html", "Web page", "text/html; charset=utf-8", _html),
        Format("json", "Data (JSON)", "application/json", _json),
    )
}
DOWNLOADS = ("pdf", "xlsx", "json")
"""What the site offers; the page itself is the HTML report."""


def file_name(front: FrontSheet, kind: str) -> str:
    """Such as ``vawg-2023-24-2023-Q2-draft.pdf``: plan, quarter, and what kind of copy it is."""
    parts = [front.plan_slug, front.quarter_key]
    if front.state is PackState.DRAFT:
        parts.append("draft")
    if front.number:
        parts.append(f"pack-{front.number}-revision-{front.revision}")
    if front.publication_copy:
        parts.append("for-publication")
    return f"{'-'.join(parts)}.{kind}"
