"""What a draft pack is told beside its rows: front sheet, words, requests, objectives and dates."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils import timezone

from actions.thresholds import thresholds_on
from governance.models import ReportingPeriod
from reports.board_pack import Abbreviation, FrontSheet, KeyDate, PackContext, PackState
from reports.notes import NO_WORDS, content_of
from reports.sources.concerns import read_concerns
from reports.sources.funding import find_funding
from reports.sources.held_up import find_held_up
from reports.sources.measures import read_measures
from reports.sources.objectives import read_objectives, show_objectives, show_reports
from reports.sources.positions import LiveRow
from reports.sources.questions import read_questions
from reports.sources.requests import find_requests
from reports.sources.rounds import Round
from reports.sources.small_print import read_small_print


def read_context(
    current: Round,
    rows: Sequence[LiveRow],
    *,
    at: dt.datetime,
    cut_off: dt.date,
    since: dt.datetime | None,
    later: Sequence[Round],
) -> PackContext:
    """The context of a pack assembled ``at`` a moment from rows as at ``cut_off``. Five queries.

    ``since`` is when the quarter before closed, if one did. ``later`` are the board's periods after this
    one, whose dates the board is told.
    """
    words = content_of(current.note) if current.note else NO_WORDS
    objectives = read_objectives(current)
    small_print = read_small_print(current)
    return PackContext(
        front=_front(current, at=at, cut_off=cut_off),
        thresholds=thresholds_on(cut_off, plan=current.plan),
        objectives=show_objectives(objectives),
        subgroup_reports=show_reports(objectives, due_on=current.period.due_on),
        sentences=words.sentences,
        requests=find_requests(rows),
        questions=read_questions(current.plan, rows),
        held_up=find_held_up(rows, small_print.waits, at=cut_off),
        concerns=read_concerns(current.period.board, at=at, since=since),
        measures=read_measures(current, rows),
        funding=find_funding(rows, at=cut_off, quarter=current.quarter),
        key_dates=(*_dates_of_rounds(current, later), *small_print.steps),
        abbreviations=_abbreviations(current, rows, small_print.meanings),
        data_notes=tuple(_notes(rows)),
    )


def _front(current: Round, *, at: dt.datetime, cut_off: dt.date) -> FrontSheet:
    words = content_of(current.note) if current.note else NO_WORDS
    period, quarter = current.period, current.quarter
    return FrontSheet(
        title=f"Progress report to the {period.board}",
        plan=current.plan.title,
        plan_slug=current.plan.slug,
        plan_version=current.plan.version,
        quarter_key=quarter.key,
        quarter_label=quarter.label,
        quarter_long_label=quarter.long_label,
        board=period.board.name,
        pack_on=timezone.localtime(at).date(),
        cut_off=moment_of(cut_off, at=at),
        meeting_on=period.meets_on,
        author=current.note.author_name if current.note else "",
        state=PackState.DRAFT,
        marking=settings.PROTECTIVE_MARKING,
        purpose=words.purpose,
        recommendations=words.recommendations,
    )


def moment_of(cut_off: dt.date, *, at: dt.datetime) -> dt.datetime:
    """The last moment that counts: ``at``, unless the day of the cut-off was over before it."""
    local = timezone.localtime(at)
    over = dt.datetime.combine(cut_off, dt.time(23, 59), local.tzinfo)
    return min(local.replace(second=0, microsecond=0), over)


def _dates_of_rounds(current: Round, later: Sequence[Round]) -> Iterator[KeyDate]:
    yield KeyDate(on=current.period.meets_on, words=_meeting(current.period))
    for one in later:
        yield KeyDate(on=one.period.opens_on, words=f"Updates for {one.quarter.label} are asked for")
        yield KeyDate(on=one.period.due_on, words=f"Updates for {one.quarter.label} are due")
        yield KeyDate(on=one.period.meets_on, words=_meeting(one.period))


def _meeting(period: ReportingPeriod) -> str:
    return f"{period.board} meets to consider {period.quarter.label}"


def _abbreviations(
    current: Round, rows: Sequence[LiveRow], known: dict[str, str]
) -> tuple[Abbreviation, ...]:
    """Those that are known, then the agencies and the board by their own short names, which win."""
    board = current.period.board
    meanings = known | ({board.short_name: board.name} if board.short_name else {})
    meanings |= {lead.agency_short: lead.agency_name for row in rows for lead in row.position.leads}
    return tuple(
        Abbreviation(short=short, meaning=meaning) for short, meaning in meanings.items() if short != meaning
    )


def _notes(rows: Sequence[LiveRow]) -> Iterator[str]:
    """What stands in the rows though nobody accepted it, and what was begun and stays out."""
    taken = [row.position.reference for row in rows if row.position.update_state == "submitted"]
    begun = [
        row.position.reference for row in rows if row.position.update_state in ("draft", "ready", "returned")
    ]
    if taken:
        yield f"Shown as submitted, not yet accepted by the coordinator: {', '.join(taken)}."
    if begun:
        yield f"Begun and not handed in, so left out: {', '.join(begun)}."
