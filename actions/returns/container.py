"""What an uploaded file is, told by its content and not its name, before anything in it is parsed. Pure."""

import io
import re
import zipfile
from collections.abc import Iterator

# In bytes: the file; all of it unpacked; and how much larger than packed a part may be, once it is large.
LARGEST = 5 * 1024 * 1024
LARGEST_UNPACKED = 40 * 1024 * 1024
STEEPEST, LARGE_PART = 100, 1024 * 1024
MOST_PARTS = 500

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NEEDED = {"[Content_Types].xml", "xl/workbook.xml"}
_AS_XLSX = "Open it in a spreadsheet program and save it as an Excel workbook (.xlsx)."
_DOCTYPES = tuple("<!DOCTYPE".encode(kind) for kind in ("utf-8", "utf-16-le", "utf-16-be"))
_OUTSIDE = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.I)


class Unreadable(ValueError):
    """A file that is not read; the message is a sentence for the person who sent it."""


def check_container(data: bytes) -> None:
    """Raises Unreadable unless it is a plain .xlsx workbook of a bearable size."""
    if not data:
        raise Unreadable("The file is empty.")
    if len(data) > LARGEST:
        raise Unreadable(f"The file is larger than {LARGEST // 1024 // 1024} MB, more than any return needs.")
    if data.startswith(_OLE):
        raise Unreadable(_why_ole(data))
    if not data.startswith(b"PK\x03\x04"):
        raise Unreadable("This is not an Excel workbook. Choose the .xlsx file that the agency sent back.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _check_parts(packed)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError) as broken:
        raise Unreadable("The file is damaged and cannot be opened. Ask for it to be sent again.") from broken


def _why_ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "The workbook is protected by a password to open it. Save it without one, and upload that."
    return f"This is an older kind of Office file. {_AS_XLSX}"


def _check_parts(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("The workbook is protected by a password to open it. Save it without one.")
    _check_sizes(parts)
    if "mimetype" in names and b"opendocument" in packed.read("mimetype"):
        raise Unreadable(f"This is an OpenDocument file (.ods). {_AS_XLSX}")
    if not names >= _NEEDED:
        raise Unreadable("This is not an Excel workbook. Choose the .xlsx file that the agency sent back.")
    _check_names(names)
    for name, content in _markup(packed, parts):
        _check_markup(name, content)


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    """By what the file says of itself; more than it says is never unpacked."""
    unpacked = sum(part.file_size for part in parts)
    steep = any(
        part.file_size > LARGE_PART and part.file_size > STEEPEST * max(part.compress_size, 1)
        for part in parts
    )
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or steep:
        raise Unreadable("The file unpacks to far more than a return can hold, so it was not opened.")


def _check_names(names: set[str]) -> None:
    lower = {name.casefold() for name in names}
    if any("vbaproject" in name or "/macrosheets/" in name for name in lower):
        raise Unreadable("The workbook holds macros. Save it without them, as .xlsx, and upload that.")
    if any("/externallinks/" in name for name in lower):
        raise Unreadable("The workbook refers to other files. Remove those links, and upload it again.")
    if any("/embeddings/" in name or "/activex/" in name for name in lower):
        raise Unreadable("The workbook holds other files inside it. Remove them, and upload it again.")


def _markup(packed: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    for part in parts:
        if part.filename.endswith((".xml", ".rels", ".vml")):
            yield part.filename, packed.read(part)


def _check_markup(name: str, content: bytes) -> None:
    if any(mark in content for mark in _DOCTYPES):
        raise Unreadable("The workbook holds what no spreadsheet program writes, so it was not opened.")
    if name == "[Content_Types].xml" and b"macroEnabled" in content:
        raise Unreadable("The workbook holds macros. Save it without them, as .xlsx, and upload that.")
    # A hyperlink points outside as well, but nothing fetches it.
    if name.endswith(".rels") and any(b"/hyperlink" not in found for found in _OUTSIDE.findall(content)):
        raise Unreadable("The workbook refers to other files. Remove those links, and upload it again.")
