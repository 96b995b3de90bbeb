"""Agency engagement as one person may see it, and as a table to download."""

from collections.abc import Iterable, Sequence

from tablib import Dataset

from actions.models import Plan
from actions.resources import PlainCsv, PlainXlsx
from governance.access import Access, Target
from governance.models import Agency
from governance.roles import Permission
from reports.board_pack.engagement import AgencyEngagement

HEADS = (
    "Agency", "Quarter", "Asked", "Returned", "Return rate, %", "Late", "Days late", "No change",
    "Pasted again", "Round missed",
)  # fmt: skip


class EngagementXlsx(PlainXlsx):
    """Its own name on the tab, and agency and quarter in sight."""

    tab, fixed = "Engagement", "C2"


_FORMS: dict[str, type[PlainCsv] | type[PlainXlsx]] = {"csv": PlainCsv, "xlsx": EngagementXlsx}


def sees_all(access: Access, plan: Plan) -> bool:
    """Whether the person sees every agency of the plan, and not their own alone."""
    extent = access.extent(Permission.SEE_ENGAGEMENT)
    return extent.everywhere or extent.covers(Target(boards=frozenset({plan.board_id})))


def lines_for(access: Access, plan: Plan, lines: Sequence[AgencyEngagement]) -> list[AgencyEngagement]:
    """The lines that the person may see. One query for those who see their own agency alone."""
    if sees_all(access, plan):
        return list(lines)
    own = Agency.objects.filter(pk__in=access.extent(Permission.SEE_ENGAGEMENT).agencies)
    names = set(own.values_list("name", flat=True))
    return [line for line in lines if line.name in names]


def as_table(lines: Iterable[AgencyEngagement]) -> Dataset:
    """A row an agency and quarter in which it was asked."""
    rows = [
        (
            line.name, one.label, one.asked, one.returned, one.percent, one.late, one.days_late,
            one.unchanged, one.pasted, "Yes" if one.is_missed else "No",
        )
        for line in lines
        for one in line.quarters
        if one.asked
    ]  # fmt: skip
    return Dataset(*rows, headers=HEADS)


def as_file(lines: Iterable[AgencyEngagement], kind: str) -> bytes:
    """The table as xlsx or csv; KeyError for another kind."""
    form = _FORMS[kind]()
    content = form.export_data(as_table(lines))
    # The mark lets spreadsheet programs read it as UTF-8.
    return b"\xef\xbb\xbf" + content.encode() if isinstance(content, str) else content
