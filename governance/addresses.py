"""What an address names, for the person who asks: 404 when out of their reach, 403 when only to be read."""

from collections.abc import Iterable

from django.http import Http404

from governance.guards import Request, find_or_refuse
from governance.models import Agency, Appointment, Person, Post, RoleAssignment
from governance.quarters import Quarter
from governance.roles import Permission


class UnknownQuarter(Http404):
    """The address names a quarter that is not there. ``others`` may stand in its place, for whoever asks."""

    def __init__(self, key: str, others: Iterable[Quarter] = ()) -> None:
        super().__init__(f"“{key[:20]}” is no quarter that you can open here.")
        self.others = tuple(sorted(others))


def person_at(request: Request, pk: int, *, to: Permission | None = None) -> Person:
    """The person, who may be read and, when ``to`` is given, have that done to. One query, or two."""
    rows = Person.objects.all()
    return find_or_refuse(rows, request.access, read=Permission.READ_PEOPLE, write=to, pk=pk)


def agency_at(request: Request, pk: int, *, to: Permission | None = None) -> Agency:
    """The agency with its successor. One query, or two."""
    rows = Agency.objects.select_related("successor")
    return find_or_refuse(rows, request.access, read=Permission.READ_PEOPLE, write=to, pk=pk)


def post_at(request: Request, pk: int, *, to: Permission | None = None) -> Post:
    """The post with its agency. One query, or two."""
    rows = Post.objects.select_related("agency")
    return find_or_refuse(rows, request.access, read=Permission.READ_PEOPLE, write=to, pk=pk)


def role_of(person: Person, pk: int) -> RoleAssignment:
    """A role of the person. One query."""
    held = RoleAssignment.objects.select_related("person", "agency", "group").filter(person=person, pk=pk)
    return _there(held.first())


def appointment_of(request: Request, person: Person, pk: int) -> Appointment:
    """An appointment of the person, to a post that the asker may appoint to. Three queries."""
    rows = Appointment.objects.select_related("person", "post__agency")
    held = _there(rows.filter(person=person, pk=pk).first())
    post_at(request, held.post_id, to=Permission.APPOINT)
    return held


def _there[T](found: T | None) -> T:
    if found is None:
        raise Http404
    return found
