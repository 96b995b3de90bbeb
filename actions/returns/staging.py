"""Takes in an uploaded return: read once, checked, and kept by value until it is decided on."""

import datetime as dt
import hashlib
from dataclasses import asdict, replace

from django.db import transaction

from actions import policies
from actions.models import Plan, ReturnState, ReturnUpload
from actions.policies import Refusal
from actions.returns.container import Unreadable
from actions.returns.identity import Identity, Tampered, read_identity
from actions.returns.reading import Row, read_return
from governance.free_text import personal_problems
from governance.history import record
from governance.models import Agency, Person, ReportingPeriod
from governance.quarters import Quarter


@transaction.atomic
def stage(
    *,
    data: bytes,
    plan: Plan,
    period: ReportingPeriod,
    received_on: dt.date,
    by: Person,
    at: dt.datetime,
) -> ReturnUpload:
    """Keep the rows of a file; the same file again is the same upload. Raises Refusal, with a sentence."""
    policies.check_period_open(period)
    try:
        found = read_return(data)
        identity = read_identity(found.code)
    except (Unreadable, Tampered) as refused:
        raise Refusal(str(refused)) from refused
    agency = _agency_of(identity, plan, period)
    values = {
        "state": ReturnState.WAITING,
        "received_on": received_on,
        "uploaded_by": by,
        "uploaded_at": at,
        "rows": [asdict(_without_identities(row)) for row in found.rows],
        "notes": found.notes,
    }
    lookup = {"plan": plan, "period": period, "agency": agency, "sha256": hashlib.sha256(data).hexdigest()}
    upload, made = ReturnUpload.objects.get_or_create(**lookup, defaults=values)
    if not made and upload.state == ReturnState.DISCARDED:
        ReturnUpload.objects.filter(pk=upload.pk).update(**values)
        upload.refresh_from_db()
        made = True
    if made:
        count = "1 row" if len(found.rows) == 1 else f"{len(found.rows)} rows"
        record(by=by, at=at, subject=period, verb="uploaded an Excel return",
               sentence=f"{agency.name}: {count}, received on {received_on:%-d %B %Y}.")  # fmt: skip
    return upload


@transaction.atomic
def discard(*, upload: ReturnUpload, by: Person, at: dt.datetime) -> None:
    """Put an upload aside; its words go, and what was saved of it stays."""
    held = (
        ReturnUpload.objects.select_for_update(of=("self",))
        .select_related("agency", "period")
        .get(pk=upload.pk)
    )
    if held.state == ReturnState.DISCARDED:
        return
    held.state, held.rows, held.notes = ReturnState.DISCARDED, [], []
    held.save(update_fields=["state", "rows", "notes"])
    record(by=by, at=at, subject=held.period, verb="discarded an Excel return", sentence=held.agency.name)


def _agency_of(identity: Identity, plan: Plan, period: ReportingPeriod) -> Agency:
    """Raises Refusal when the workbook is of another plan or quarter, or of an agency that is no more."""
    if identity.quarter != period.key:
        raise Refusal(
            f"This workbook is of {Quarter.parse(identity.quarter).label}, and this round is "
            f"{period.quarter.label}. Nothing of it was kept."
        )
    if identity.plan != plan.slug:
        raise Refusal("This workbook is of another plan. Upload it on that plan's round.")
    agency = Agency.objects.filter(slug=identity.agency).first()
    if agency is None:
        raise Refusal("The agency that this workbook was made for is no longer known. Download it again.")
    return agency


def _without_identities(row: Row) -> Row:
    """What would identify a person is never kept: the cell is emptied, and its sentence says so."""
    cells, problems = dict(row.cells), list(row.problems)
    for name, words in row.cells.items():
        found = personal_problems(name, words, excused=True)
        if found:
            cells[name] = ""
            problems += found
    return replace(row, cells=cells, problems=problems)
