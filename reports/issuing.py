"""Issuing a pack: the chair approves a revision, the coordinator issues it, an amendment makes another."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from actions.policies import Refusal, Unfinished
from governance.free_text import find_text_problems
from governance.history import record
from governance.models import Group, PeriodState, Person, ReportingPeriod
from reports.board_pack import BoardPack, PackState, pack_to_json, reword
from reports.formats import FORMATS
from reports.models import IssuedPack, PackAmendment, PackApproval, PeriodSnapshot
from reports.models.issued import FIRST
from reports.notes import content_of, find_words
from reports.pack_standing import PackStanding, read_standings
from reports.packs import read_unissued
from reports.plain_form import from_plain
from reports.publication_copies import make_copy, may_be_published
from reports.sources.rounds import Round

LONGEST_REASON = 800


def read_waiting(
    current: Round, rounds: Sequence[Round], standing: PackStanding, *, at: dt.datetime
) -> BoardPack:
    """The revision that waits for the chair or, once approved, to be issued, as they are to read it."""
    if standing.approval is not None:
        pack = from_plain(BoardPack, PackApproval.objects.get(pk=standing.approval.pk).pack)
    else:
        pack = _with_own_words(read_unissued(current, rounds, at=at), current, standing.revision)
    reason = standing.amendment.reason if standing.amendment else ""
    front = replace(pack.front, state=PackState.CLOSED, revision=standing.revision, amendment=reason)
    return replace(pack, front=front)


def mark_of(pack: BoardPack) -> str:
    """A short mark of all that a pack says: another for a pack that says anything else."""
    said = json.dumps(pack_to_json(pack), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _with_own_words(pack: BoardPack, current: Round, revision: int) -> BoardPack:
    """Those that the coordinator wrote for an amendment, or for one before it; else as frozen."""
    note = find_words(current.period, current.plan, revision=revision) if revision > FIRST else None
    if note is None or note.revision == FIRST:
        return pack
    words = content_of(note)
    return reword(
        pack, purpose=words.purpose, sentences=words.sentences, recommendations=words.recommendations
    )


@transaction.atomic
def approve_pack(
    *,
    current: Round,
    rounds: Sequence[Round],
    expected_revision: int,
    pack_read: str,
    by: Person,
    at: dt.datetime,
) -> PackApproval:
    """The chair's approval of the revision, kept by value: what is tabled later is no part of it.

    ``pack_read`` is the mark (``mark_of``) of the pack that was read: whoever writes its words takes the same
    lock. Raises Refusal when it is approved, at another revision, or says something else by now.
    """
    snapshot = current.kept
    standing = _locked(snapshot, expected_revision)
    standing.check_can_approve()
    pack = read_waiting(current, rounds, standing, at=at)
    if mark_of(pack) != pack_read:
        raise Refusal("The pack was changed after you opened this page. Read it again first.")
    approval = PackApproval.objects.create(
        snapshot=snapshot, revision=standing.revision, by=by, by_name=by.name, at=at, pack=pack_to_json(pack)
    )
    record(
        by=by, at=at, subject=snapshot, verb="approved", sentence=f"Revision {standing.revision} of the pack"
    )
    return approval


def issue_pack(
    *, snapshot: PeriodSnapshot, expected_revision: int, by: Person, at: dt.datetime
) -> IssuedPack:
    """Number the approved revision and keep it, with its very files and the copy that may be published.

    It cannot be undone. The files are made before anything is locked, and kept only if nothing moved
    meanwhile. Raises Refusal when the revision is not approved, or is issued.
    """
    standing = read_standings([snapshot])[snapshot.pk]
    number, approval = _number_of(snapshot, standing), standing.check_can_issue()
    final = _final(standing, approval, number=number, at=at)
    pdf, xlsx = (FORMATS[kind].render(final) for kind in ("pdf", "xlsx"))
    copy = make_copy(final, at=at) if may_be_published(final) else None
    with transaction.atomic():
        standing = _locked(snapshot, expected_revision)
        approval = standing.check_can_issue()
        if _number_of(snapshot, standing) != number:
            raise Refusal(f"Another pack was issued as number {number} just now. Issue this one again.")
        issued = IssuedPack.objects.create(
            snapshot=snapshot,
            board_id=snapshot.period.board_id,
            number=number,
            revision=standing.revision,
            reason=standing.amendment.reason if standing.amendment else "",
            approval=approval,
            by=by,
            by_name=by.name,
            at=at,
            pack=pack_to_json(final),
            pdf=pdf,
            xlsx=xlsx,
        )
        if copy is not None:
            copy.issued = issued
            copy.save()
        _mark_issued(snapshot.period)
        sentence = f"Pack {number}, revision {standing.revision}"
        record(by=by, at=at, subject=snapshot, verb="issued", sentence=sentence)
    return issued


@transaction.atomic
def amend_pack(
    *,
    snapshot: PeriodSnapshot,
    reason: str,
    expected_revision: int,
    by: Person,
    at: dt.datetime,
    not_personal: bool = False,
) -> PackAmendment:
    """Begin another revision of an issued pack; it is then approved and issued as the first was.

    Raises Refusal unless the newest revision is issued, Unfinished (``reason``) for words that will not do.
    """
    standing = _locked(snapshot, expected_revision)
    standing.check_can_amend()
    words = reason.strip()
    problems = _reason_problems(words, excused=not_personal)
    if problems:
        raise Unfinished(problems)
    amendment = PackAmendment.objects.create(
        snapshot=snapshot, revision=standing.revision + 1, reason=words, by=by, by_name=by.name, at=at
    )
    record(by=by, at=at, subject=snapshot, verb="amended", sentence=words)
    return amendment


def _reason_problems(words: str, *, excused: bool) -> list[tuple[str, str]]:
    if not words:
        return [("reason", "Say what is amended, and why.")]
    return find_text_problems("reason", words, excused=excused, longest=LONGEST_REASON)


def _locked(snapshot: PeriodSnapshot, expected_revision: int) -> PackStanding:
    """How far the pack has come, with its board locked: numbers are counted for the board.

    Raises Refusal when it is at another revision than the one that was read.
    """
    Group.objects.select_for_update().get(pk=snapshot.period.board_id)
    standing = read_standings([snapshot])[snapshot.pk]
    if standing.revision != expected_revision:
        raise Refusal(f"The pack is at revision {standing.revision} now. Read it again first.")
    return standing


def _number_of(snapshot: PeriodSnapshot, standing: PackStanding) -> int:
    """A revision keeps its pack's number; a new pack takes the board's next."""
    if standing.in_force is not None:
        return standing.in_force.number
    issued = IssuedPack.objects.filter(board=snapshot.period.board_id)
    return (issued.aggregate(most=Max("number"))["most"] or 0) + 1


def _final(standing: PackStanding, approval: PackApproval, *, number: int, at: dt.datetime) -> BoardPack:
    """The pack as the board gets it: as it was approved, with its number on the front sheet."""
    pack = from_plain(BoardPack, approval.pack)
    front = replace(
        pack.front,
        state=PackState.ISSUED,
        number=number,
        revision=standing.revision,
        issued_on=timezone.localtime(at).date(),
        approved_by=approval.by_name,
        amendment=standing.amendment.reason if standing.amendment else "",
    )
    return replace(pack, front=front)


def _mark_issued(period: ReportingPeriod) -> None:
    """A period is issued once the packs of all its plans are."""
    held = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    if held.snapshots.filter(issues=None).exists():
        return
    held.state = PeriodState.ISSUED.value
    held.save(update_fields=["state"])
