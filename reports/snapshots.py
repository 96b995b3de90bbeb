"""Closing a period: every plan of its board is copied by value, once and for good."""

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from actions import policies
from actions.models import Action, Plan, UpdateState
from actions.rounds import plans_of
from governance.history import record
from governance.models import PeriodState, Person, ReportingPeriod
from reports.board_pack import PackContext, PackState, count_quarter
from reports.models import ActionSnapshot, PeriodSnapshot
from reports.plain_form import to_plain
from reports.sources.drafts import Draft, read_draft
from reports.sources.positions import LiveRow
from reports.sources.rounds import read_rounds


@transaction.atomic
def close_period(*, period: ReportingPeriod, by: Person, at: dt.datetime) -> list[PeriodSnapshot]:
    """Freeze every plan that the round is about as at the cut-off, and close the period, for good.

    The period is locked first, as every writer of an update does, and then the actions: what is copied is
    what stood at one moment. Raises Refusal unless the period is open.
    """
    held = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    policies.check_can_close(held)
    snapshots = [_freeze(plan, held, by=by, at=at) for plan in plans_of(held)]
    held.state = PeriodState.CLOSED.value
    held.closed_at, held.closed_by = at, by
    held.save(update_fields=["state", "closed_at", "closed_by"])
    record(by=by, at=at, subject=held, verb="closed", sentence=_sentence(snapshots))
    period.refresh_from_db()
    return snapshots


def _freeze(plan: Plan, period: ReportingPeriod, *, by: Person, at: dt.datetime) -> PeriodSnapshot:
    """Copy one plan. The actions are locked, so that no decision moves one while it is copied."""
    list(Action.objects.select_for_update().filter(plan=plan).order_by("pk").values_list("pk"))
    rounds = read_rounds(plan)
    current = next(one for one in rounds if one.period.pk == period.pk)
    draft = read_draft(current, rounds, at=at, closing=True)
    figures = count_quarter(
        (row.position for row in draft.rows),
        quarter_key=current.quarter.key,
        quarter_label=current.quarter.label,
    )
    snapshot = PeriodSnapshot.objects.create(
        period=period,
        plan=plan,
        previous=draft.earlier[-1].kept if draft.earlier else None,
        closed_at=at,
        cut_off=draft.cut_off,
        closed_by=by,
        closed_by_name=by.name,
        context=to_plain(_closed(draft, by=by, at=at)),
        figures=to_plain(figures),
    )
    ActionSnapshot.objects.bulk_create(_kept(row, snapshot) for row in draft.rows)
    return snapshot


def _closed(draft: Draft, *, by: Person, at: dt.datetime) -> PackContext:
    """The draft's context, no longer a draft; whoever closes it stands for it where nobody wrote a word."""
    front = draft.context.front
    closed = replace(
        front,
        state=PackState.CLOSED,
        pack_on=timezone.localtime(at).date(),
        author=front.author or by.name,
    )
    return replace(draft.context, front=closed)


def _kept(row: LiveRow, snapshot: PeriodSnapshot) -> ActionSnapshot:
    latest = row.latest
    return ActionSnapshot(
        snapshot=snapshot,
        action=row.action,
        update=latest,
        swept_up=latest is not None and latest.state != UpdateState.ACCEPTED,
        reference=row.position.reference,
        rating=row.position.rating.value,
        position=row.position.to_json(),
    )


def _sentence(snapshots: list[PeriodSnapshot]) -> str:
    kept = ActionSnapshot.objects.filter(snapshot__in=snapshots).count()
    return "Kept 1 action as it stood" if kept == 1 else f"Kept {kept} actions as they stood"
