"""Fixtures that any test may ask for. Rows come from ``tests/factories.py``."""

import datetime as dt

import pytest
from pytest_django import Settings


@pytest.fixture
def demo_clock(settings: Settings) -> dt.date:
    """Pages are seen on the demo's day, 8 January 2024, within the open round of Q3 2023-24."""
    settings.TRACKER_TODAY = dt.date(2024, 1, 8)
    return settings.TRACKER_TODAY
