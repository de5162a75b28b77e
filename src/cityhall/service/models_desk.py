"""What the desk keeps beside the reports: looks, undoing, replies kept ready, views, splits."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cityhall.people.models import Organization, Person
from cityhall.people.names import name_in


class Look(models.Model):
    """What an officer saw of a case last, and when: what is new since, and who is there now."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    request = models.ForeignKey("service.Request", models.CASCADE, related_name="looks")
    version = models.PositiveIntegerField()
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "request"], name="one_look_per_case")
        ]


class Undo(models.Model):
    """How a report stood before the last act of an officer on it; gone once it cannot be undone."""

    request = models.OneToOneField("service.Request", models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    act = models.BigIntegerField()  # its position
    verb = models.CharField(max_length=64)
    version = models.PositiveIntegerField()  # of the report after the act
    before = models.JSONField()
    made_at = models.DateTimeField(db_index=True)


class Submission(models.Model):
    """A form that was sent and done: sent again, it is known by the key that it carried."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=36)
    request = models.ForeignKey("service.Request", models.CASCADE, related_name="+", db_index=False)
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key", "request"], name="one_act_per_form")
        ]


class ReplyTemplate(models.Model):
    """Words kept ready, by language, with places to fill in (`service.replies`)."""

    class Use(models.TextChoices):
        REPLY = "reply"
        ASK = "ask"
        PAUSE = "pause"
        CLOSE = "close"

    use = models.CharField(max_length=8, choices=Use)
    outcome = models.CharField(max_length=14, blank=True)  # for closing
    unit = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey("service.Service", models.PROTECT, null=True, related_name="+")
    name = models.JSONField()
    text = models.JSONField()
    active = models.BooleanField(default=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("use", "order", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(use="close") | Q(outcome=""), name="outcome_only_when_closing"
            )
        ]

    def __str__(self) -> str:
        return name_in(self.name)


class SavedView(models.Model):
    """Filters of the queue under a name: an officer's own, or shared with a unit."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey(Organization, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=400, blank=True)  # of the desk's address
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="one_view_of_a_name"),
            models.CheckConstraint(condition=~Q(name=""), name="view_has_a_name"),
        ]


class Split(models.Model):
    """A report that was made out of another because that one held two matters."""

    part = models.OneToOneField(
        "service.Request", models.CASCADE, primary_key=True, related_name="split"
    )
    origin = models.ForeignKey("service.Request", models.CASCADE, related_name="parts")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(part=F("origin")), name="not_split_from_itself")
        ]
