#!/usr/bin/env python3
"""Print the Debian packages that are missing here, on one line. Prints nothing when all is well.

    python bin/missing_packages.py           what the service needs
    python bin/missing_packages.py --tests   and what the tests need

Each part is tried, not looked up, so it counts however it was installed.
"""

import io
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import redirect_stdout

# One family with every letter, sign and mark that a UK plan and its board pack use.
FONT_FAMILY = "Liberation Sans"
FONT_PACKAGE = "fonts-liberation"

# The one without windows first: it starts and draws in two thirds of the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def missing_for_pdf() -> Iterator[str]:
    """The libraries that WeasyPrint draws with."""
    try:
        # It warns of what is asked for just below, and prints advice where the names are to stand.
        with warnings.catch_warnings(action="ignore"), redirect_stdout(io.StringIO()):
            from weasyprint.text import ffi
    except OSError:
        yield from ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
    else:
        if ffi.harfbuzz_subset is None:
            yield "libharfbuzz-subset0"


def missing_fonts() -> Iterator[str]:
    """The font, asked of fontconfig, which WeasyPrint asks too."""
    match = shutil.which("fc-match")
    question = [match or "", "--format=%{fullname}", FONT_FAMILY]
    if match is None or subprocess.check_output(question, text=True) != FONT_FAMILY:
        yield FONT_PACKAGE


def missing_for_tests() -> Iterator[str]:
    """The browser that the tests drive, the reader of a PDF's text, and a spreadsheet program."""
    if not any(map(shutil.which, BROWSERS)):
        yield "chromium-headless-shell"
    if shutil.which("pdftotext") is None:
        yield "poppler-utils"
    if shutil.which("soffice") is None:
        yield "libreoffice-calc"


def main() -> None:
    """Print what is missing."""
    missing = [*missing_for_pdf(), *missing_fonts()]
    if "--tests" in sys.argv[1:]:
        missing += missing_for_tests()
    if missing:
        print(*missing)


if __name__ == "__main__":
    main()
