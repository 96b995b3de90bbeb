"""Round-trip exchange of the plan's rows: what is exported is exactly what the page shows."""

import io
from typing import Any

from import_export import fields, resources
from import_export.formats.base_formats import CSV, XLSX
from import_export.widgets import CharWidget, DateWidget
from openpyxl import Workbook
from openpyxl.cell.cell import TYPE_STRING
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from tablib import Dataset

from actions.models import Action, LeadRole, ProgressUpdate
from actions.pages.plan import PlanTable, leads_in_words
from actions.standing import Standing
from governance.access import Access

# What a spreadsheet program would take for a formula (OWASP, "CSV injection").
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n", "\r")


class ActionResource(resources.ModelResource):
    """One row an action. Facts of the moment (rating, reason) stand behind those of the plan."""

    objective = fields.Field("objective__number", "Objective")
    objective_title = fields.Field("objective__title", "Objective title")
    reference = fields.Field("reference", "Reference")
    title = fields.Field("title", "Action")
    description = fields.Field("description", "Description")
    priority = fields.Field("get_priority_display", "Priority")
    accountable = fields.Field(None, "Accountable lead")
    joint = fields.Field(None, "Joint leads")
    supporting = fields.Field(None, "Supporting")
    start = fields.Field("start_words", "Start")
    original_due = fields.Field("original_due_words", "Original due")
    due = fields.Field("due_words", "Due")
    due_on = fields.Field("due_on", "Due on", widget=DateWidget(coerce_to_string=False))
    status = fields.Field(None, "Status")
    rating = fields.Field(None, "Rating")
    suggested = fields.Field(None, "Suggested rating")
    reason = fields.Field(None, "Reason of the suggestion")
    happened = fields.Field(None, "Latest update")
    updated_on = fields.Field(None, "Updated on")

    # A blank cell of a workbook is an empty text, never a null.
    WIDGETS_MAP = {**resources.ModelResource.WIDGETS_MAP, "TextField": CharWidget}

    class Meta:
        model = Action
        fields = (
            "objective",
            "objective_title",
            "reference",
            "title",
            "description",
            "priority",
            "accountable",
            "joint",
            "supporting",
            "start",
            "original_due",
            "due",
            "due_on",
            "status",
            "rating",
            "suggested",
            "reason",
            "happened",
            "updated_on",
        )

    def __init__(self, table: PlanTable, access: Access) -> None:
        super().__init__()
        self._standing = {row.action.pk: row for row in table.rows}
        updates = ProgressUpdate.objects.filter(action__plan=table.plan)
        self._readable = set(updates.readable(access).values_list("pk", flat=True))

    def standing(self, action: Action) -> Standing:
        """How the action stands on the page that is exported."""
        return self._standing[action.pk]

    def said(self, action: Action) -> ProgressUpdate | None:
        """The newest update handed in whose words the person may read."""
        latest = (request.latest for request in reversed(self.standing(action).requests))
        received = (update for update in latest if update is not None and update.is_received)
        return next((update for update in received if update.pk in self._readable), None)

    def dehydrate_accountable(self, action: Action) -> str:
        return leads_in_words(action, role=LeadRole.ACCOUNTABLE)

    def dehydrate_joint(self, action: Action) -> str:
        return leads_in_words(action, role=LeadRole.JOINT)

    def dehydrate_supporting(self, action: Action) -> str:
        return leads_in_words(action, role=LeadRole.SUPPORTING)

    def dehydrate_status(self, action: Action) -> str:
        return self.standing(action).status.label

    def dehydrate_rating(self, action: Action) -> str:
        return self.standing(action).rating.label

    def dehydrate_suggested(self, action: Action) -> str:
        return self.standing(action).suggestion.rating.label

    def dehydrate_reason(self, action: Action) -> str:
        return self.standing(action).suggestion.reason

    def dehydrate_happened(self, action: Action) -> str:
        update = self.said(action)
        return update.happened if update else ""

    def dehydrate_updated_on(self, action: Action) -> Any:
        update = self.said(action)
        return update.at.date() if update else None


class PlainCsv(CSV):
    """CSV in which text that looks like a formula stays text: it is led by an apostrophe."""

    def export_data(self, dataset: Dataset, **kwargs: Any) -> str:
        safe = Dataset(*([_as_text(value) for value in row] for row in dataset), headers=dataset.headers)
        return str(super().export_data(safe, **kwargs))


class PlainXlsx(XLSX):
    """A workbook with real dates, in which text is text whatever it begins with.

    ``tab`` is the name of its sheet; what stands above and left of ``fixed`` stays in sight.
    """

    tab, fixed = "Actions", "D2"

    def export_data(self, dataset: Dataset, **kwargs: Any) -> bytes:
        book = Workbook()
        book.remove(book.worksheets[0])
        sheet = book.create_sheet(self.tab)
        sheet.append(dataset.headers or [])
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for row in dataset:
            sheet.append([value if value != "" else None for value in row])
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str):
                    cell.data_type = TYPE_STRING
        sheet.freeze_panes = self.fixed
        sheet.auto_filter.ref = sheet.dimensions
        for place, heading in enumerate(dataset.headers or [], start=1):
            sheet.column_dimensions[get_column_letter(place)].width = 14 if len(heading) < 12 else 26
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()


def _as_text(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def export_plan(table: PlanTable, kind: str, *, access: Access) -> tuple[bytes, str]:
    """The table's rows as bytes and their media type. ``kind`` is xlsx or csv; KeyError for another.

    The words of an update are those of the newest that the person may read. One query.
    """
    form: CSV | XLSX = {"csv": PlainCsv, "xlsx": PlainXlsx}[kind]()
    data = ActionResource(table, access).export([row.action for row in table.rows])
    content = form.export_data(data)
    if isinstance(content, str):
        # The mark lets spreadsheet programs read it as UTF-8.
        return b"\xef\xbb\xbf" + content.encode(), "text/csv; charset=utf-8"
    return content, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
