#!/usr/bin/env python
"""Run a management command of the tracker."""

import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

DEMO_DAY = Path(__file__).with_name("var") / "demo-day"


def keep_the_demos_day() -> None:
    """Without DATABASE_URL a shell works on the demo, and so on its day, which ``bin/demo`` wrote down."""
    chosen = {"DATABASE_URL", "TRACKER_TODAY", "TRACKER_ENV"}
    if DEMO_DAY.exists() and not os.environ.keys() & chosen:
        os.environ["TRACKER_TODAY"] = DEMO_DAY.read_text(encoding="utf-8").strip()


if __name__ == "__main__":
    keep_the_demos_day()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vawg_tracker.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as wrong:
        sys.exit(str(wrong))
    except BrokenPipeError:
        # Whoever read has enough, as ``head`` has; what Python would still write at its end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
