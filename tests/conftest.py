"""Fixtures that any test may ask for. Rows come from ``tests/factories.py``."""

from datetime import date

import pytest
from pytest_django.fixtures import SettingsWrapper

from tests.factories import TODAY


@pytest.fixture
def demo_clock(settings: SettingsWrapper) -> date:
    """Pages are seen on the demo's day, 8 January 2024, within the open round of Q3 2023-24."""
    settings.TRACKER_TODAY = TODAY
    return TODAY
