"""What bodies answered moves from the step to a verdict with its decision; a draft gets its board's step."""

from django.db import migrations
from django.utils import timezone


def carry_over(apps, schema_editor):
    Approval = apps.get_model("actions", "Approval")
    Decision = apps.get_model("governance", "Decision")
    Verdict = apps.get_model("actions", "Verdict")
    Plan = apps.get_model("actions", "Plan")
    now = timezone.now()
    for step in Approval.objects.exclude(decided_on=None).select_related("plan"):
        outcome = step.outcome if step.outcome in ("agreed", "approved", "refused") else "agreed"
        plan = step.plan.short_title or step.plan.title
        text = f"{outcome.capitalize()}: {step.of_what[:1].lower()}{step.of_what[1:]} ({plan})."
        decision = Decision.objects.create(
            group_id=step.group_id, decided_on=step.decided_on, text=text, recorded_at=now
        )
        Verdict.objects.create(step=step, outcome=outcome, decision=decision)
    for plan in Plan.objects.filter(state="draft", approvals=None):
        Approval.objects.create(plan=plan, group_id=plan.board_id, order=1, of_what="The plan")


class Migration(migrations.Migration):

    dependencies = [
        ("actions", "0009_sign_off_and_versions"),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
