"""What an address names, for the person who asks: a plan's quarters, and one of them."""

from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied

from actions.addresses import plan_at
from actions.models import Plan
from governance.access import Target
from governance.addresses import UnknownQuarter
from governance.guards import Request
from governance.roles import Permission
from reports.sources.rounds import Round, read_rounds


@dataclass(frozen=True)
class Quarters:
    """A plan's periods, oldest first. ``shown`` are those whose figures the person may read.

    ``drafts_too`` of who reads a pack before it is issued; another reads issued packs alone.
    """

    plan: Plan
    rounds: list[Round]
    shown: list[Round]
    drafts_too: bool

    @property
    def with_pack(self) -> "Quarters":
        """Of those shown, the quarters whose pack the person may read."""
        return replace(self, shown=[one for one in self.shown if self.shows_pack_of(one)])

    def shows_pack_of(self, one: Round) -> bool:
        """Whether the person may read the quarter's pack: an issued one, or any for readers of drafts."""
        return self.drafts_too or one.is_issued

    @property
    def newest(self) -> Round | None:
        """The draft, for readers of drafts; else the newest closed quarter; None when there is neither."""
        drafts = [one for one in self.shown if one.is_draft]
        return next(iter([*drafts, *reversed(self.shown)]), None)

    def at(self, key: str) -> Round:
        """The quarter of that key, such as ``2023-Q2``. Raises UnknownQuarter, naming those shown."""
        found = next((one for one in self.shown if one.quarter.key == key), None)
        if found is None:
            raise UnknownQuarter(key, [one.quarter for one in self.shown])
        return found


def quarters_at(request: Request, slug: str, *, to: Permission) -> Quarters:
    """The plan's quarters: closed ones, and the open one for readers of drafts. Two queries.

    Raises Http404 for a plan out of reach, PermissionDenied where the person may not do ``to`` to it.
    """
    plan = plan_at(request, slug, to=to)
    return _quarters_of(request, plan)


def quarter_at(request: Request, slug: str, key: str, *, to: Permission) -> tuple[Quarters, Round]:
    """The plan's quarters and one of them. Two queries.

    A quarter that the plan has not is 404 also for who may not do ``to``; else as ``quarters_at``.
    """
    plan = plan_at(request, slug)
    quarters = _quarters_of(request, plan)
    if not may(request, plan, to):
        if key not in {one.quarter.key for one in quarters.rounds}:
            raise UnknownQuarter(key)
        raise PermissionDenied
    return quarters, quarters.at(key)


def _quarters_of(request: Request, plan: Plan) -> Quarters:
    rounds = read_rounds(plan)
    drafts_too = may(request, plan, Permission.READ_DRAFT_PACK)
    shown = [one for one in rounds if one.is_closed or (one.is_draft and drafts_too)]
    return Quarters(plan, rounds, shown, drafts_too)


def pack_at(request: Request, slug: str, key: str) -> tuple[Quarters, Round]:
    """The plan's quarters and the one whose pack is asked for. Raises as ``quarter_at`` does, and
    UnknownQuarter for a pack that the person may not read before it is issued. Two queries.
    """
    quarters, _ = quarter_at(request, slug, key, to=Permission.READ_PACK)
    readable = quarters.with_pack
    return readable, readable.at(key)


def may(request: Request, plan: Plan, to: Permission) -> bool:
    """True when the person may do that to the plan's board."""
    return request.access.can(to, Target(boards=frozenset({plan.board_id})))
