"""What of a round was noted of talks about each of its rows, as far as the person may read it."""

from collections.abc import Mapping

from actions.models import ContactNote
from governance.access import Access
from governance.models import ReportingPeriod
from governance.roles import Permission


def read_contacts(period: ReportingPeriod, access: Access) -> Mapping[int, ContactNote]:
    """By the key of each request, the last talk about it. One query; none for whoever may read no drafts."""
    if not access.can(Permission.READ_DRAFTS):
        return {}
    readable = ContactNote.objects.permitted(access, Permission.READ_DRAFTS).filter(period=period)
    links = ContactNote.requests.through.objects.filter(contactnote__in=readable)
    links = links.select_related("contactnote").order_by("contactnote__on", "contactnote")
    return {link.updaterequest_id: link.contactnote for link in links}
