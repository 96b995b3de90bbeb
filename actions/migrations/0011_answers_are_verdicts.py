from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("actions", "0010_carry_answers_over"),
    ]

    operations = [
        migrations.RemoveField(model_name="approval", name="decided_on"),
        migrations.RemoveField(model_name="approval", name="outcome"),
    ]
