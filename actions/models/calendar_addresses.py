"""The secret address of a person's calendar."""

from django.db import models

from governance.models import Person


class CalendarAddress(models.Model):
    """One a person at most. Of its secret part the hash alone is kept: a copied database opens nothing."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="calendar_address")
    secret_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "calendar addresses"
        constraints = [
            models.UniqueConstraint(fields=["secret_hash"], name="calendar_address_secret_unique"),
        ]

    def __str__(self) -> str:
        return f"Calendar of {self.person}"
