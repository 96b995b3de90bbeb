"""What bodies answered moves from the step to a verdict with its decision; a draft gets its board's step."""

from typing import Any

from django.db import migrations, models
from django.utils import timezone


def carry_over(apps: Any, schema_editor: Any) -> None:
    Approval = apps.get_model("actions", "Approval")
    Decision = apps.get_model("governance", "Decision")
    Verdict = apps.get_model("actions", "Verdict")
    Plan = apps.get_model("actions", "Plan")
    now = timezone.now()
    for step in Approval.objects.exclude(decided_on=None).select_related("plan"):
        outcome = step.outcome if step.outcome in ("agreed", "approved", "refused") else "agreed"
        plan = step.plan.short_title or step.plan.title
        text = f"{outcome.capitalize()}: {step.of_what[:1].lower()}{step.of_what[1:]} ({plan})."
        said = {"group_id": step.group_id, "decided_on": step.decided_on, "text": text}
        # There already where the answers were carried back before.
        decision = Decision.objects.filter(**said).first() or Decision.objects.create(**said, recorded_at=now)
        Verdict.objects.create(step=step, outcome=outcome, decision=decision)
    for plan in Plan.objects.filter(state="draft", approvals=None):
        Approval.objects.create(plan=plan, group_id=plan.board_id, order=1, of_what="The plan")


def carry_back(apps: Any, schema_editor: Any) -> None:
    """Back: a step holds its last answer, or else a due date; and a plan's steps are one row of numbers.

    The decisions stay with their groups. An answer before the last, and which version a step was of, go.
    """
    Approval = apps.get_model("actions", "Approval")
    Verdict = apps.get_model("actions", "Verdict")
    for verdict in Verdict.objects.select_related("decision").order_by("pk"):
        Approval.objects.filter(pk=verdict.step_id).update(
            outcome=verdict.outcome, decided_on=verdict.decision.decided_on
        )
    Approval.objects.filter(decided_on=None, due_words="").update(due_words="To be confirmed")
    places: dict[int, int] = {}
    steps = Approval.objects.order_by("plan", models.F("version__number").asc(nulls_first=True), "order")
    for step in steps:
        places[step.plan_id] = places.get(step.plan_id, 0) + 1
        step.version_id, step.order = None, places[step.plan_id]
        step.due_words = step.due_words[:100]
    # None of a plan is in another's place on the way there: all leave theirs first.
    Approval.objects.update(order=models.F("order") + 10_000)
    Approval.objects.bulk_update(steps, ["version", "order", "due_words"])


class Migration(migrations.Migration):

    dependencies = [
        ("actions", "0009_sign_off_and_versions"),
    ]

    operations = [
        migrations.RunPython(carry_over, carry_back),
    ]
