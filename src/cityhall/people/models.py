"""The city, its areas and offices, and the persons who hold posts in them.

Names of classes and fields follow Popolo: organization, post, membership, area.
"""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from cityhall.people.names import name_in


class City(models.Model):
    """One row: what makes this installation this city."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.JSONField()  # {"fa": …, "en": …}
    zone = models.CharField(max_length=64, default="Asia/Tehran")
    work = models.JSONField(default=dict)  # working hours and holidays, for divan.worktime.load
    emergency_phone = models.CharField(max_length=20, blank=True)
    accent = models.CharField(max_length=7, blank=True)  # #rrggbb instead of tile blue
    emblem = models.TextField(blank=True)  # the path data of a 32 × 32 SVG
    second_factor = models.BooleanField(default=True)  # staff must have one
    is_demo = models.BooleanField(default=False)
    map_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_city")]

    def __str__(self) -> str:
        return name_in(self.name)


class MapLayer(models.Model):
    """A GeoJSON FeatureCollection of the base map: streets, parks, water, landmarks."""

    class Kind(models.TextChoices):
        WATER = "water"
        PARK = "park"
        STREET = "street"
        LANDMARK = "landmark"

    kind = models.CharField(max_length=10, choices=Kind, unique=True)
    features = models.JSONField()


class Area(models.Model):
    """A district, with its boundary as a GeoJSON geometry (Polygon or MultiPolygon)."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.JSONField()
    geometry = models.JSONField(null=True)
    sort_key = models.CharField(max_length=200, db_index=True)

    class Meta:
        ordering = ("sort_key",)

    def __str__(self) -> str:
        return name_in(self.name)


class Organization(models.Model):
    """The city, a department or unit of it, or a body outside it."""

    class Classification(models.TextChoices):
        CITY = "city"
        UNIT = "unit"
        OUTSIDE = "outside"

    code = models.SlugField(max_length=40, unique=True)
    name = models.JSONField()
    classification = models.CharField(max_length=10, choices=Classification)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="units")
    phone = models.CharField(max_length=20, blank=True)
    sort_key = models.CharField(max_length=200, db_index=True)
    dissolved_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("sort_key",)

    def __str__(self) -> str:
        return name_in(self.name)


class Power(models.TextChoices):
    """What a post may do, within its organization and the units under it."""

    HANDLE = "service.handle"  # work on the reports of its units
    FIELD = "service.field"  # work on the reports handed to the holder
    DISPATCH = "service.dispatch"  # hand reports to any unit; see all of them
    ASSIST = "service.assist"  # write reports down for others, at a desk or by phone
    SERVICES = "service.manage"  # make and change kinds of report
    PEOPLE = "people.manage"  # make units and posts, appoint persons; the city's settings


class Post(models.Model):
    """An office that a person may hold, such as dispatcher of the lighting unit."""

    code = models.SlugField(max_length=60, unique=True)
    label = models.JSONField()
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="posts")
    powers = models.JSONField(default=list)  # of `Power`
    superior = models.ForeignKey(  # who is told when work here is late
        "self", models.PROTECT, null=True, blank=True, related_name="below"
    )
    sort_key = models.CharField(max_length=200, db_index=True)
    abolished_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("sort_key",)

    def __str__(self) -> str:
        return name_in(self.label)


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, *, email: str, password: str | None = None, **facts: object) -> Person:
        person = self.model(email=self.normalize_email(email).lower(), **facts)
        person.set_password(password)
        person.save()
        return person

    def get_by_natural_key(self, email: str | None) -> Person:
        return self.get(email__iexact=email)


class Person(AbstractBaseUser):
    """Somebody who can sign in. Nothing here goes into the record or a log."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=8, blank=True)
    is_active = models.BooleanField(default=True)
    session_epoch = models.PositiveIntegerField(default=0)  # raising it ends all sessions
    joined_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)  # shown to be theirs: on the register since then

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    objects = PersonManager()

    class Meta:
        indexes = [
            models.Index(
                fields=["confirmed_at"], name="person_register", condition=Q(is_active=True)
            )
        ]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"

    def get_session_auth_hash(self) -> str:
        """What a session must hold to stay open: changes with the password and the epoch."""
        return salted_hmac(
            "divan.session", f"{self.password}|{self.session_epoch}", algorithm="sha256"
        ).hexdigest()


class Membership(models.Model):
    """A person holds a post from one day until before another."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    post = models.ForeignKey(Post, models.PROTECT, related_name="memberships")
    start_date = models.DateField()
    end_date = models.DateField(null=True, blank=True)  # the first day without the post

    class Meta:
        ordering = ("-start_date", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(end_date__gte=F("start_date")),
                name="membership_ends_not_before_start",
            ),
            models.UniqueConstraint(
                fields=["person", "post"],
                condition=Q(end_date__isnull=True),
                name="one_open_membership_per_post",
            ),
        ]
