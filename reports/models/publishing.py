"""What the public may read of a plan: the switch with its words, and what each issue gives away."""

from django.db import models
from django.db.models import Q

from actions.models import Plan
from governance.models import AppendOnly
from governance.models.append_only import AppendOnlyQuerySet
from governance.scoping import PermittedQuerySet
from reports.models.issued import IssuedPack


class PublicationCopyQuerySet(AppendOnlyQuerySet["PublicationCopy"]):
    """The way to read copies for publication."""

    board_path = "issued__board"


class PublicationCopy(AppendOnly):
    """What may be published of one issue, by value and by its very bytes, so that it stays as it was."""

    issued = models.OneToOneField(IssuedPack, on_delete=models.PROTECT, related_name="publication")
    made_at = models.DateTimeField()
    pack = models.JSONField()
    pdf = models.BinaryField()
    xlsx = models.BinaryField()

    objects = PublicationCopyQuerySet.as_manager()

    class Meta:
        ordering = ["issued"]

    def __str__(self) -> str:
        return f"Copy for publication of {self.issued}"


class PublicPageQuerySet(PermittedQuerySet["PublicPage"]):
    """The way to read the switches."""

    board_path = "plan__board"


class PublicPage(models.Model):
    """Whether anybody may read how a plan goes, and the coordinator's words on it. One a plan.

    ``easy_read_of`` is the issue that the easy-read words were written for. ``version`` is one more with
    each change.
    """

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="public_page")
    is_on = models.BooleanField(default=False)
    help_words = models.TextField(blank=True)
    easy_read = models.TextField(blank=True)
    easy_read_of = models.ForeignKey(
        IssuedPack, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    objects = PublicPageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="public_page_says_how_to_get_help", condition=Q(is_on=False) | ~Q(help_words="")
            ),
            models.CheckConstraint(
                name="public_easy_read_has_words", condition=Q(easy_read_of=None) | ~Q(easy_read="")
            ),
        ]

    def __str__(self) -> str:
        return f"Public page of {self.plan}"
