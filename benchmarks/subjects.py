"""What is timed: our pages and documents, and the bare things that each is held against."""

import io
from typing import Any

from django.test import Client
from openpyxl import Workbook, load_workbook

from actions.models import Plan
from governance import clock
from governance.models import Person
from reports.board_pack import BoardPack
from reports.packs import read_quarter
from reports.rendering import excel, pdf
from reports.sources.rounds import read_rounds

BARE_PAGE = "/accessibility/"
PLAIN_TABLE = "/plain-table/{}/"


def signed_in(email: str) -> Client:
    """A client of a demo person whose session has been noted, so that a page read writes nothing."""
    client = Client()
    client.force_login(Person.objects.get(email=email))
    fetch(client, BARE_PAGE)
    return client


def fetch(client: Client, address: str) -> bytes:
    """The page; raises RuntimeError unless it answers 200."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}.")
    return answer.content


def read_pack(quarter: str) -> BoardPack:
    """The pack of a quarter of the demo's plan."""
    rounds = read_rounds(Plan.objects.get(slug="vawg-2023-24"))
    current = next(one for one in rounds if one.quarter.key == quarter)
    return read_quarter(current, rounds, at=clock.now()).assemble()


def finished_html(pack: BoardPack) -> str:
    """The document that the PDF is printed from."""
    return pdf.render_html(pack)


def render_pdf(pack: BoardPack) -> bytes:
    """The pack's PDF, from the pack to the bytes."""
    return pdf.render_pdf(pack)


def bare_weasyprint(html: str) -> bytes:
    """The same finished HTML, printed by the library as it comes."""
    from weasyprint import HTML

    printed: bytes = HTML(string=html).write_pdf(pdf_variant=pdf.VARIANT)
    return printed


def render_workbook(pack: BoardPack) -> bytes:
    """The pack's workbook."""
    return excel.render_excel(pack)


def cells_of(pack: BoardPack) -> list[list[Any]]:
    """Every row of every sheet, as plain values."""
    book = load_workbook(io.BytesIO(render_workbook(pack)))
    return [list(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]


def bare_openpyxl(rows: list[list[Any]]) -> bytes:
    """As many cells written by the library with no style at all."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
