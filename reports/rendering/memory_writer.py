"""Writes a workbook without touching the disk."""

import io
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter


class MemoryWriter(ExcelWriter):
    """openpyxl writes each sheet to a temporary file first.

    That leaves a plan's words on the disk for a while, and takes a good part of the time of a small workbook.
    """

    def __init__(self, workbook: Workbook, archive: ZipFile) -> None:
        super().__init__(workbook, archive)
        self._zip = archive

    def write_worksheet(self, ws: Any) -> None:
        """A sheet of cells and tables; drawings and comments, which a pack has none of, are not written."""
        writer: Any = WorksheetWriter(ws, io.BytesIO())
        writer.write()
        ws._rels = writer._rels
        self._zip.writestr(ws.path[1:], writer.read())
        self.manifest.append(ws)
