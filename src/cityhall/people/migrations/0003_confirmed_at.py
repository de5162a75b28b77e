from django.db import migrations, models
from django.db.models import F


def of_earlier_accounts(apps, schema_editor):
    """When an address was confirmed was not kept: no earlier than the account was made."""
    verified = apps.get_model("account", "EmailAddress").objects.filter(verified=True)
    people = apps.get_model("people", "Person").objects
    people.filter(pk__in=verified.values("user_id")).update(confirmed_at=F("joined_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0001_initial"),
        ("people", "0002_routing"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="confirmed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(of_earlier_accounts, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["confirmed_at"],
                name="person_register",
                condition=models.Q(is_active=True),
            ),
        ),
    ]
