"""The project's own app: it wires the others, and holds no table."""

from django.apps import AppConfig


class TrackerConfig(AppConfig):
    name = "vawg_tracker"
    verbose_name = "VAWG tracker"
