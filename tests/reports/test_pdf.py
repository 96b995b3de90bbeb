"""The printed pack: accessible, marked, numbered, and the same bytes each time."""

import hashlib
import io
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdf
import pytest

from reports.board_pack import BoardPack, PackState
from reports.rendering.pdf import print_html, render_html, render_pdf
from tests.reports.pack_factory import empty_pack, front, pack_of
from tests.reports.positions_factory import position

ROOT = Path(__file__).resolve().parents[2]
A4 = (595, 842)


def marked_pack() -> BoardPack:
    return pack_of(12, front=front(marking="OFFICIAL-SENSITIVE", state=PackState.ISSUED, revision=3))


@pytest.fixture(scope="module")
def printed() -> bytes:
    return render_pdf(marked_pack())


@pytest.fixture(scope="module")
def pages(printed: bytes) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(printed)).pages)


def below(element: Any, kind: str) -> Iterator[Any]:
    """Structure elements of one kind within another, in reading order."""
    if isinstance(element, pikepdf.Array):
        for kid in element:
            yield from below(kid, kind)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        if kind == element.S:
            yield element
        yield from below(element.get("/K", pikepdf.Array([])), kind)


def elements(document: pikepdf.Pdf, kind: str) -> Iterator[Any]:
    return below(document.Root.StructTreeRoot.K, kind)


def test_a_full_pack_and_an_empty_one_pass_pdf_ua(printed: bytes) -> None:
    for document in (printed, render_pdf(empty_pack())):
        report = page.validate_pdf_bytes(document, profile="ua1")
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []
        assert report.is_compliant
        assert report.rules.total >= 104


def test_every_table_has_header_cells_that_say_their_scope(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as document:
        tables = list(elements(document, "/Table"))
        assert len(tables) > 15
        scopes = Counter(str(cell.A.Scope) for cell in elements(document, "/TH"))
        assert set(scopes) == {"/Column", "/Row"}
        assert all(any(True for _cell in below(table, "/TH")) for table in tables)


def test_headings_run_in_order_and_charts_have_their_words(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as document:
        assert len(list(elements(document, "/H1"))) == 1
        assert len(list(elements(document, "/H2"))) == 14  # purpose, recommendations, contents, 2 to 12
        figures = list(elements(document, "/Figure"))
        assert [str(figure.Alt).split(".")[0] for figure in figures] == [
            "Ratings by strategic objective",
            "Ratings by agency",
            "Ratings by quarter",
        ]
        assert str(document.Root.Lang) == "en-GB"


def test_title_dates_and_bookmarks_come_from_the_pack(printed: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed))
    assert reader.metadata is not None
    assert reader.metadata.title == "VAWG Strategy Delivery Plan: progress report, Q2 2023-24"
    assert reader.metadata.creation_date_raw == reader.metadata.modification_date_raw == "D:20231020"
    names = [str(entry["/Title"]) for entry in reader.outline if not isinstance(entry, list)]
    assert [name for name in names if name[0].isdigit()] == [
        "2. The quarter on a page",
        "3. Decisions asked for",
        "4. Exceptions",
        "5. Concerns, risks and funding",
        "6. Overdue actions and missing updates",
        "7. Completed since Q1 2023-24",
        "8. Ratings, travel, trend and measures",
        "9. Sub-group reports",
        "10. Next quarter: Q3 2023-24 (October to December 2023)",
        "11. Key",
        "12. Appendix: the whole plan",
    ]


def test_each_page_is_marked_twice_and_numbered(pages: list[pypdf.PageObject]) -> None:
    for number, one in enumerate(pages, start=1):
        text = one.extract_text()
        assert text.count("OFFICIAL-SENSITIVE") >= 2
        assert f"Issued, revision 3, page {number} of {len(pages)}" in text
        assert "As at 13 October 2023 at 6pm" in text
    assert pages[0].extract_text().count("OFFICIAL-SENSITIVE") >= 4  # header, footer, box, table


def test_the_appendix_alone_lies_on_its_side(pages: list[pypdf.PageObject]) -> None:
    sizes = [(round(one.mediabox.width), round(one.mediabox.height)) for one in pages]
    upright = sizes.count(A4)
    assert sizes == [A4] * upright + [A4[::-1]] * (len(sizes) - upright)
    assert "12. Appendix: the whole plan" in pages[upright].extract_text()


def test_the_contents_say_the_page_of_each_section(pages: list[pypdf.PageObject]) -> None:
    contents = pages[0].extract_text(extraction_mode="layout").split("Contents", 1)[1]
    for heading in ("3. Decisions asked for", "9. Sub-group reports", "12. Appendix: the whole plan"):
        found = [number for number, one in enumerate(pages, start=1) if heading in one.extract_text()]
        assert re.search(rf"{heading} +{found[-1]}\b", contents)


def test_the_same_pack_gives_the_same_bytes_in_another_process_too(printed: bytes) -> None:
    assert render_pdf(marked_pack()) == printed
    program = (
        "import django, hashlib; django.setup()\n"
        "from reports.rendering.pdf import render_pdf\n"
        "from tests.reports.test_pdf import marked_pack\n"
        "print(hashlib.sha256(render_pdf(marked_pack())).hexdigest())"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert elsewhere.stdout.strip() == hashlib.sha256(printed).hexdigest()


def test_printing_reads_neither_disk_nor_network(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>secret</text></svg>')
    html = (
        '<html lang="en-GB"><title>t</title><body><p>Shown</p>'
        f'<img alt="disk" src="{secret.as_uri()}"><img alt="network" src="http://192.0.2.1/x.png"></body></html>'
    )
    text = "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(print_html(html))).pages)
    assert "Shown" in text
    assert "secret" not in text
    assert caplog.text.count("disallowed protocol") == 2


def test_odd_characters_and_long_words_still_make_an_accessible_document() -> None:
    pack = empty_pack()
    odd = position(
        title="Ŵyl — “curly” £5 café ½",
        happened="a\x00b\x0bc\ufffed\ufeffe\u2011f \uf0b7 g\u2028h 🙂",
        next_steps="x" * 300,
    )
    document = render_pdf(replace(pack, appendix=(odd,)))
    assert page.validate_pdf_bytes(document, profile="ua1").is_compliant
    text = "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(document)).pages)
    assert "abcde-f • g h" in text


def test_empty_sections_say_so() -> None:
    html = render_html(empty_pack())
    assert "None asked for this quarter." in html
    assert "None: no action is Red, and no Amber has worsened or repeats." in html
    assert html.count("None recorded this quarter.") == 5
    assert "No action is overdue." in html
    assert "No update was asked for this quarter." in html
    assert "The coordinator has written no summary for this quarter." in html
    assert "The plan has no actions yet." in html


def test_what_people_wrote_is_escaped_and_pages_hold_no_style_attribute() -> None:
    pack = marked_pack()
    first = replace(pack.appendix[0], title="<script>alert(1)</script>", happened="a < b\nnext line")
    html = render_html(replace(pack, appendix=(first, *pack.appendix[1:])))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "a &lt; b<br>next line" in html
    assert "<script>" not in html
    assert ' style="' not in html
