"""Issuing a pack: the chair approves a revision, the coordinator issues it, an amendment makes another."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from actions.policies import Refusal, Unfinished
from governance import personal_data
from governance.days import in_words
from governance.history import record
from governance.models import Group, PeriodState, Person, ReportingPeriod
from reports.board_pack import BoardPack, PackState, pack_to_json, reword
from reports.formats import FORMATS
from reports.models import IssuedPack, PackAmendment, PackApproval, PeriodSnapshot
from reports.models.issued import FIRST
from reports.notes import content_of, find_words
from reports.packs import read_unissued
from reports.plain_form import from_plain
from reports.publication_copies import make_copy, may_be_published
from reports.sources.rounds import Round

LONGEST_REASON = 800


@dataclass(frozen=True)
class PackStanding:
    """How far the pack of one closed quarter has come.

    ``revision`` is the one being settled or, when nothing is amended, the one in force. ``issued`` are all
    that were issued, newest first.
    """

    revision: int = FIRST
    amendment: PackAmendment | None = None
    approval: PackApproval | None = None
    issued: tuple[IssuedPack, ...] = ()

    @property
    def in_force(self) -> IssuedPack | None:
        """The newest revision that was issued."""
        return self.issued[0] if self.issued else None

    @property
    def issue(self) -> IssuedPack | None:
        """The issue of the very revision; None until then."""
        newest = self.in_force
        return newest if newest and newest.revision == self.revision else None

    @property
    def can_approve(self) -> bool:
        return self.approval is None

    @property
    def can_issue(self) -> bool:
        return self.approval is not None and self.issue is None

    @property
    def can_reword(self) -> bool:
        """Whether it is an amendment, whose words the coordinator may still change."""
        return self.amendment is not None and self.approval is None

    @property
    def can_amend(self) -> bool:
        return self.issue is not None

    def check_can_approve(self) -> None:
        """Raises Refusal when the revision was approved already."""
        if self.approval is not None:
            raise Refusal(f"Revision {self.revision} was approved by {_by_whom(self.approval)} already.")

    def check_can_issue(self) -> PackApproval:
        """The approval to issue it on. Raises Refusal unless the revision is approved and not issued."""
        if self.issue is not None:
            said = f"Revision {self.revision} was issued by {_by_whom(self.issue)} already"
            raise Refusal(f"{said}, as pack {self.issue.number}.")
        if self.approval is None:
            raise Refusal(f"The chair has not approved revision {self.revision} yet, so it cannot be issued.")
        return self.approval

    def check_can_amend(self) -> None:
        """Raises Refusal unless the newest revision is issued."""
        if self.issue is None:
            raise Refusal(f"Revision {self.revision} has not been issued yet, so there is nothing to amend.")


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


def _with_own_words(pack: BoardPack, current: Round, revision: int) -> BoardPack:
    """Those that the coordinator wrote for an amendment, or for one before it; else as frozen."""
    note = find_words(current.period, current.plan, revision=revision) if revision > FIRST else None
    if note is None or note.revision == FIRST:
        return pack
    words = content_of(note)
    return reword(
        pack, purpose=words.purpose, sentences=words.sentences, recommendations=words.recommendations
    )


def read_standings(snapshots: Iterable[PeriodSnapshot]) -> dict[int, PackStanding]:
    """How far the packs of some closed quarters have come, by the snapshot's key. Three queries."""
    keys = [snapshot.pk for snapshot in snapshots]
    amendments = {one.snapshot_id: one for one in PackAmendment.objects.filter(snapshot__in=keys)}
    approvals = {
        (one.snapshot_id, one.revision): one
        for one in PackApproval.objects.without_content().filter(snapshot__in=keys)
    }
    issued = IssuedPack.objects.without_content().filter(snapshot__in=keys).select_related("approval")
    newest_first = list(issued.order_by("-revision"))
    found = {}
    for key in keys:
        amendment = amendments.get(key)
        revision = amendment.revision if amendment else FIRST
        found[key] = PackStanding(
            revision=revision,
            amendment=amendment,
            approval=approvals.get((key, revision)),
            issued=tuple(one for one in newest_first if one.snapshot_id == key),
        )
    return found


@transaction.atomic
def approve_pack(
    *, snapshot: PeriodSnapshot, pack: BoardPack, expected_revision: int, by: Person, at: dt.datetime
) -> PackApproval:
    """The chair's approval of the revision, kept by value: what is tabled later is no part of it.

    ``pack`` is the closed quarter's as it stands. Raises Refusal when it is approved, or at another revision.
    """
    standing = _locked(snapshot, expected_revision)
    standing.check_can_approve()
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
    problems = []
    if len(words) > LONGEST_REASON:
        shorten = f"Shorten this to {LONGEST_REASON} characters or fewer. It has {len(words):,}."
        problems.append(("reason", shorten))
    for found in personal_data.find(words, partner_domains=settings.PARTNER_DOMAINS):
        if found.severity == "refuse" or not excused:
            problems.append(("reason", found.sentence))
    return problems


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


def _by_whom(done: PackApproval | IssuedPack) -> str:
    return f"{done.by_name} on {in_words(timezone.localtime(done.at))}"
