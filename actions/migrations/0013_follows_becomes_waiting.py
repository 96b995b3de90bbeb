"""What an action followed is one thing among those that it waits on: each becomes a row of its own."""

from typing import Any

from django.db import migrations, models


def keep_what_follows(apps: Any, editor: Any) -> None:
    Dependency = apps.get_model("actions", "Dependency")
    following = apps.get_model("actions", "Action").objects.exclude(follows=None).order_by("pk")
    Dependency.objects.bulk_create(
        Dependency(action_id=pk, on_action_id=on)
        for pk, on in following.values_list("pk", "follows")
        if pk != on
    )


def name_what_follows(apps: Any, editor: Any) -> None:
    """Back: an action follows one alone, the first that it waits on in its own plan."""
    Action = apps.get_model("actions", "Action")
    same = apps.get_model("actions", "Dependency").objects.filter(on_action__plan=models.F("action__plan"))
    for action, on in same.order_by("-pk").values_list("action", "on_action"):
        Action.objects.filter(pk=action).update(follows=on)


class Migration(migrations.Migration):
    dependencies = [("actions", "0012_dependencies")]

    operations = [
        migrations.RunPython(keep_what_follows, name_what_follows),
        migrations.RemoveField("action", "follows"),
    ]
