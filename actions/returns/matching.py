"""What saving a return would do, row by row, held against the plan as it is now. Writes nothing."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from actions.content import UpdateContent, carried_forward, content_of
from actions.models import Action, ProgressUpdate, ReturnUpload
from actions.pages.update import UpdatePage
from actions.returns.asked import agency_of, of_agency, pages_of
from actions.returns.identity import Identity, RowCode, Tampered, read_row_code
from actions.returns.judging import Judged, Ruling, Said, counted, judge, misplaced
from actions.returns.reading import Row
from governance.access import Access

type Bases = Mapping[tuple[int, int], UpdateContent]


@dataclass(frozen=True)
class Preview:
    """The rows in the order of the file, and the actions still asked for that are not in it."""

    upload: ReturnUpload
    rows: list[Judged]
    missing: list[Action]

    @cached_property
    def counts(self) -> list[tuple[Ruling, int]]:
        return list(counted(self.rows).items())

    @property
    def to_save(self) -> list[Judged]:
        """The rows that may be saved, ticked or not."""
        return [row for row in self.rows if row.can_be_saved]


def preview_of(upload: ReturnUpload, *, access: Access, today: dt.date) -> Preview:
    """Five queries for any number of rows. ``upload`` wants its plan, period and agency."""
    pages = pages_of(upload.plan, upload.period, access=access, today=today)
    rows = [_row(stored) for stored in upload.rows]
    codes = [_code(row) for row in rows]
    opened = [code for code in codes if isinstance(code, RowCode)]
    bases = _bases(upload, opened)
    by_key = {page.action.pk: page for page in pages}
    times = Counter(code.action for code in opened)
    judged = [_judge(upload, row, code, by_key, bases, times) for row, code in zip(rows, codes, strict=True)]
    there = {code.action for code in opened}
    missing = [p.action for p in of_agency(pages, upload.agency) if p.action.pk not in there]
    return Preview(upload, judged, missing)


def _row(stored: Mapping[str, object]) -> Row:
    row = Row(**stored)  # type: ignore[arg-type]  # as staging stored it
    return replace(row, problems=[(name, sentence) for name, sentence in row.problems])


def _code(row: Row) -> RowCode | str:
    """What the row's code says, or why it says nothing."""
    text = row.cells.get("code", "")
    if not text:
        return "This row has no code, so it is none of the workbook's. Rows cannot be added to a return."
    try:
        return read_row_code(text)
    except Tampered as tampered:
        return str(tampered)


def _bases(upload: ReturnUpload, codes: Sequence[RowCode]) -> Bases:
    """The revisions that the rows were written from. One query."""
    found = ProgressUpdate.objects.filter(
        period=upload.period, action__in=[code.action for code in codes],
        revision__in={code.revision for code in codes},
    )  # fmt: skip
    return {(update.action_id, update.revision): content_of(update) for update in found}


def _judge(
    upload: ReturnUpload,
    row: Row,
    code: RowCode | str,
    pages: Mapping[int, UpdatePage],
    bases: Bases,
    times: Mapping[int, int],
) -> Judged:
    if isinstance(code, str):
        return misplaced(row, code)
    page = pages.get(code.action)
    wrong = _why_misplaced(upload, row, code, page)
    if wrong or page is None:
        return misplaced(row, wrong)
    if times[code.action] > 1:
        return misplaced(row, f"Action {page.action.reference} is there twice. Keep one of its rows.")
    saved = upload.saved.get(str(code.action))
    if saved:
        return Judged(row, Ruling.SAVED, said=(Said("", f"Saved as revision {saved}."),), page=page)
    base = bases.get((code.action, code.revision)) or carried_forward(page.previous, page.action)
    return judge(row, page, code, base)


def _why_misplaced(upload: ReturnUpload, row: Row, code: RowCode, page: UpdatePage | None) -> str:
    """Why the row is none of this workbook's, agency's or action's; empty when it is."""
    whole = Identity(upload.plan.slug, upload.period.key, upload.agency.slug)
    if code.identity.agency != whole.agency:
        return "This row comes from another agency's workbook, so it is not taken."
    if code.identity != whole:
        return "This row comes from the workbook of another quarter or plan, so it is not taken."
    if page is None:
        return "This round does not ask about the row's action any more."
    if agency_of(page.action) != upload.agency:
        return f"Action {page.action.reference} is not led by {upload.agency.name} any more."
    written = row.cells.get("reference", "")
    if written != page.action.reference:
        return (
            f"The row says {written or 'nothing'} as its reference, but its code is that of "
            f"{page.action.reference}: the columns were sorted apart. Put them together again."
        )
    return ""
