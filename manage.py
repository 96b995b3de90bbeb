#!/usr/bin/env python
"""Run a management command of the tracker."""

import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

DEMO = Path(__file__).with_name("var") / "demo-settings"


def keep_the_demos_settings() -> None:
    """Without DATABASE_URL a shell works on the demo: on its day and address, as ``bin/demo`` wrote them."""
    chosen = {"DATABASE_URL", "TRACKER_TODAY", "TRACKER_ENV"}
    if DEMO.exists() and not os.environ.keys() & chosen:
        for line in DEMO.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            os.environ.setdefault(name, value)


if __name__ == "__main__":
    keep_the_demos_settings()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vawg_tracker.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as wrong:
        sys.exit(str(wrong))
    except BrokenPipeError:
        # Whoever read has enough, as ``head`` has; what Python would still write at its end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
