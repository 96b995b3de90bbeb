"""What the plan can be narrowed by. The address holds every choice."""

from functools import cached_property
from typing import Any, cast

import django_filters
from django import forms
from django.db.models import Q
from django.http import QueryDict

from actions.models import Action, LeadRole, Objective, Priority
from actions.models.actions import ActionQuerySet
from actions.rag import Rating, Status
from actions.standing import Standing
from governance.models import Agency

FLAGS = [
    ("overdue", "Overdue"),
    ("awaiting", "Waiting for an event"),
    ("ongoing", "On-going"),
    ("not_returned", "No update this quarter"),
]

BESIDE = ("sort",)
"""What else the address of a plan may hold."""


class ActionFilter(django_filters.FilterSet):
    """Narrows a plan's actions. Ratings and lateness come of rules, so ``keeps`` judges them afterwards."""

    q = django_filters.CharFilter(method="search", label="Words or reference")
    objective = django_filters.ChoiceFilter(method="under", label="Objective", empty_label="Any objective")
    agency = django_filters.ChoiceFilter(method="of_agency", label="Agency", empty_label="Any agency")
    part = django_filters.ChoiceFilter(
        method="unchanged",
        label="The agency's part",
        empty_label="Leads or supports",
        choices=[("leads", "Leads"), ("supports", "Supports")],
    )
    priority = django_filters.ChoiceFilter(choices=Priority.choices, empty_label="Any priority")
    status = django_filters.ChoiceFilter(
        method="unchanged", choices=Status.choices(), label="Status", empty_label="Any status"
    )
    rating = django_filters.ChoiceFilter(
        method="unchanged", choices=Rating.choices(), label="Rating", empty_label="Any rating"
    )
    only = django_filters.ChoiceFilter(
        method="unchanged", choices=FLAGS, label="Only those that are", empty_label="All"
    )

    class Meta:
        model = Action
        fields: list[str] = []

    def __init__(
        self,
        data: QueryDict | None,
        queryset: ActionQuerySet,
        *,
        level: str,
        objectives: list[Objective],
        agencies: list[Agency],
    ) -> None:
        super().__init__(data=data, queryset=queryset)
        self.filters["objective"].extra["choices"] = _objective_choices(objectives)
        self.filters["objective"].label = level
        self.filters["objective"].extra["empty_label"] = f"Any {level.lower()}"
        self.filters["agency"].extra["choices"] = [(a.slug, a.short_name) for a in agencies]
        for choice in self.filters.values():
            if isinstance(choice, django_filters.ChoiceFilter):
                sentence = f"Choose one of the list, or “{choice.extra['empty_label']}”."
                choice.extra["error_messages"] = {"invalid_choice": sentence}

    @property
    def unknown(self) -> list[str]:
        """Names in the address by which a plan is neither narrowed nor sorted: nothing comes of them."""
        return [name for name in self.data if name not in self.filters and name not in BESIDE]

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """The choices that are made and valid, by field."""
        if not self.form.is_valid():
            return {}
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    def in_words(self) -> list[tuple[str, str, str]]:
        """Each choice made: its field, the field's label and the choice in words."""
        rows = []
        for name, value in self.chosen.items():
            field = self.form.fields[name]
            words = (
                dict(cast(list[tuple[str, str]], field.choices)).get(value, value)
                if isinstance(field, forms.ChoiceField)
                else value
            )
            rows.append((name, str(field.label), str(words)))
        return rows

    def keeps(self, standing: Standing) -> bool:
        """True when the action, as it stands, fits the choices that only the rules can judge."""
        chosen = self.chosen
        if chosen.get("rating", standing.rating) != standing.rating:
            return False
        if chosen.get("status", standing.status) != standing.status:
            return False
        return _fits(standing, chosen.get("only", ""))

    def unchanged(self, queryset: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        """The database cannot judge this choice, or another filter takes it along."""
        return queryset

    def search(self, queryset: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        """Every word must stand somewhere: reference, title, description, objective, lead or agency."""
        return queryset.with_words(value)

    def under(self, queryset: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        """Actions of an objective, or of all that stand under an upper one."""
        return queryset.filter(Q(objective__number=value) | Q(objective__parent__number=value))

    def of_agency(self, queryset: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        """Actions that the agency leads or supports, as ``part`` says."""
        part = self.chosen_part()
        named = Q(leads__post__agency__slug=value)
        if part == "supports":
            named &= Q(leads__role=LeadRole.SUPPORTING)
        elif part == "leads":
            named &= Q(leads__role__in=[LeadRole.ACCOUNTABLE, LeadRole.JOINT])
        return queryset.filter(named).distinct()

    def chosen_part(self) -> str:
        """Which part of the agency is asked about."""
        return cast(str, self.form.cleaned_data.get("part", ""))


def _objective_choices(objectives: list[Objective]) -> list[tuple[str, str]]:
    """Upper ones, each with its lower ones behind it."""
    choices: list[tuple[str, str]] = []
    for upper in (o for o in objectives if o.parent_id is None):
        choices.append((upper.number, upper.heading))
        choices += [(o.number, f"– {o}") for o in objectives if o.parent_id == upper.pk]
    return choices


def _fits(standing: Standing, only: str) -> bool:
    if only == "overdue":
        return standing.days_overdue > 0
    if only == "awaiting":
        return bool(standing.action.awaiting)
    if only == "ongoing":
        return standing.action.ongoing
    if only == "not_returned":
        request = standing.request
        return request is not None and request.asked and standing.current_update is None
    return True
