"""Who sits on a group: an agency, a post of one, or a body that the tracker knows by its name alone."""

from django.db import models

from governance.models.agencies import Agency, Post
from governance.models.dated import DatedQuerySet, dates_in_order
from governance.models.groups import Group


class GroupMember(models.Model):
    """A seat on a group, never a person: whoever holds the post today sits on it. ``name`` is as written."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="seats")
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="seats")
    chair = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    order = models.PositiveSmallIntegerField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet["GroupMember"].as_manager()

    class Meta:
        ordering = ["group", "-chair", "order"]
        constraints = [
            models.UniqueConstraint(fields=["group", "name"], name="member_named_once_in_a_group"),
            models.UniqueConstraint(
                fields=["group"],
                condition=models.Q(chair=True, ends_on=None),
                name="member_one_chair_at_a_time",
            ),
            models.CheckConstraint(name="member_has_a_name", condition=~models.Q(name="")),
            dates_in_order("member_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.name
