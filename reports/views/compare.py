"""Two quarters side by side, chosen in the address."""

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance import clock
from governance.guards import Request
from governance.roles import Permission
from reports.addresses import Quarters, may, quarters_at
from reports.comparing import read_two
from reports.filters import DashboardFilter
from reports.sources.rounds import Round
from reports.views.narrowing import action_root, choices_of


class QuartersForm(forms.Form):
    """Which two quarters; the newest two until someone chooses."""

    def __init__(self, asked: QueryDict, quarters: Quarters) -> None:
        data = asked.copy()
        for name, one in zip(("later", "earlier"), reversed(quarters.shown), strict=False):
            data.setdefault(name, one.quarter.key)
        super().__init__(data)
        self.quarters = quarters
        choices = [(one.quarter.key, _label(one)) for one in quarters.shown]
        for name, label in (("earlier", "Earlier quarter"), ("later", "Later quarter")):
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=choices,
                error_messages={"invalid_choice": "Choose a quarter from the list."},
            )

    def clean_later(self) -> str:
        """Refuse one quarter twice."""
        later: str = self.cleaned_data["later"]
        if later == self.cleaned_data.get("earlier"):
            raise forms.ValidationError("Choose two different quarters.")
        return later

    @property
    def swapped(self) -> bool:
        """Whether the one chosen as the later is the earlier."""
        earlier, later = (self.quarters.at(self.cleaned_data[name]) for name in ("earlier", "later"))
        return earlier.quarter > later.quarter

    @property
    def two(self) -> tuple[Round, Round]:
        """The quarters chosen, in the order of time, however they were chosen."""
        chosen = (self.quarters.at(self.cleaned_data[name]) for name in ("earlier", "later"))
        earlier, later = sorted(chosen, key=lambda one: one.quarter)
        return earlier, later


@require_safe
def compare_quarters(request: Request, plan: str) -> HttpResponse:
    """What improved, worsened, was re-dated, completed, closed and added between two quarters, and why."""
    quarters = quarters_at(request, plan, to=Permission.READ_DASHBOARD)
    context = {"plan": quarters.plan, "shown": quarters.shown, "action_root": action_root(quarters.plan)}
    if len(quarters.shown) < 2:
        may_run = may(request, quarters.plan, Permission.RUN_PERIOD)
        return render(request, "reports/compare.html", context | {"may_run": may_run})
    form = QuartersForm(request.GET, quarters)
    if not form.is_valid():
        return render(request, "reports/compare.html", context | {"form": form})
    earlier, later = form.two
    two = read_two(earlier, later, quarters.rounds, at=clock.now())
    narrower = DashboardFilter(request.GET, positions=two.later)
    if narrower.chosen:
        two = two.narrowed(narrower.keeps)
    context |= {
        "form": form,
        "narrower": narrower,
        "chosen": choices_of(request, narrower),
        "earlier": earlier,
        "later": later,
        "two": two,
        "swapped": form.swapped,
        "sections": list(two.sections()),
        "removed": two.compare().removed,
    }
    return render(request, "reports/compare.html", context)


def _label(one: Round) -> str:
    return f"{one.quarter.label} (draft)" if one.is_draft else one.quarter.label
