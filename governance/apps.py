"""Who may act, for whom, in which period, and what the boards decided."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "Governance"
