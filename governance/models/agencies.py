"""Agencies, the other names they go by, and the posts (or teams) that lead actions."""

from django.db import models
from django.db.models import F, Q

from governance.models.dated import DatedQuerySet, dates_in_order

SECTORS = [
    ("council", "Council"),
    ("police", "Police"),
    ("police_and_crime_commissioner", "Police and crime commissioner"),
    ("health", "Health"),
    ("probation", "Probation"),
    ("prosecution", "Prosecution"),
    ("courts", "Courts"),
    ("charity", "Charity"),
    ("district", "District or borough council"),
    ("education", "Education"),
    ("partnership", "Partnership body"),
]


class AgencyQuerySet(DatedQuerySet["Agency"]):
    """The way to read agencies."""

    agency_path = "pk"


class Agency(models.Model):
    """A partner organisation. When it is abolished it keeps its name, gets an end and a successor."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    slug = models.SlugField(max_length=60)
    sector = models.CharField(max_length=40, choices=SECTORS)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )
    leads_may_submit = models.BooleanField(default=False)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"
        constraints = [
            models.UniqueConstraint(fields=["name"], name="agency_name_unique"),
            models.UniqueConstraint(fields=["short_name"], name="agency_short_name_unique"),
            models.UniqueConstraint(fields=["slug"], name="agency_slug_unique"),
            models.CheckConstraint(
                name="agency_not_its_own_successor", condition=Q(successor=None) | ~Q(successor=F("id"))
            ),
            models.CheckConstraint(
                name="agency_with_successor_has_ended", condition=Q(successor=None) | Q(ends_on__isnull=False)
            ),
            dates_in_order("agency_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


class AgencyAlias(models.Model):
    """Another name that people write for an agency; it finds one agency only."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agency aliases"
        constraints = [models.UniqueConstraint(fields=["name"], name="agency_alias_unique")]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(DatedQuerySet["Post"]):
    """The way to read posts."""

    agency_path = "agency"


class Post(models.Model):
    """A team or post of an agency that can lead an action; a blank title is the agency as a whole."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["agency__name", "title"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "title"], name="post_title_unique_in_agency"),
            dates_in_order("post_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.agency.short_name}, {self.title}" if self.title else self.agency.short_name
