"""The copy a partnership may publish: no named officer and no draft. No pack has a coordinator's note."""

from dataclasses import replace

from reports.board_pack.funding import Funding
from reports.board_pack.inputs import Addendum, Concern, SubgroupReport
from reports.board_pack.key import SourceFlag
from reports.board_pack.measures import Measure, Reading
from reports.board_pack.pack import BoardPack
from reports.board_pack.sections import Decisions, MissingAgency
from reports.board_pack.unsent import UNSENT
from reports.positions import ActionPosition

WITHHELD = "Not for publication"


def publication_copy(pack: BoardPack) -> BoardPack:
    """The same figures, with less said. Every row still stands, so that the counts tie up.

    What the board asks of a lead is between the two until it is answered: it stays out.

    Posts and agencies stay; persons, who carries a path to green and the pack's author go. The words of a
    row marked not for publication are withheld, and the row says so.
    """
    late = replace(
        pack.late, overdue=_rows(pack.late.overdue), agencies=tuple(map(_agency, pack.late.agencies))
    )
    concerns = replace(
        pack.concerns,
        concerns=tuple(_concern(one) for one in pack.concerns.concerns),
        risks=_rows(pack.concerns.risks),
        funding=tuple(_funding(one) for one in pack.concerns.funding),
    )
    withheld = _withheld(pack)
    exceptions = replace(
        pack.exceptions,
        red=_rows(pack.exceptions.red),
        amber_worse=_rows(pack.exceptions.amber_worse),
        amber_repeated=_rows(pack.exceptions.amber_repeated),
        questions=(),
        held_up=tuple(one for one in pack.exceptions.held_up if one.reference not in withheld),
    )
    coming = replace(
        pack.next_quarter,
        starts=_rows(pack.next_quarter.starts),
        due=_rows(pack.next_quarter.due),
        reviews=_rows(pack.next_quarter.reviews),
    )
    return replace(
        pack,
        front=replace(pack.front, author="", approved_by="", publication_copy=True),
        decisions=_decisions(pack),
        exceptions=exceptions,
        concerns=concerns,
        late=late,
        completed=_rows(pack.completed),
        awaiting_acceptance=_rows(pack.awaiting_acceptance),
        subgroup_reports=tuple(_report(one) for one in pack.subgroup_reports),
        ratings=replace(pack.ratings, measures=_measures(pack)),
        next_quarter=coming,
        key=replace(pack.key, flags=_flags(pack)),
        appendix=_rows(pack.appendix),
        addenda=_addenda(pack),
    )


def _rows(positions: tuple[ActionPosition, ...]) -> tuple[ActionPosition, ...]:
    return tuple(map(publish_position, positions))


def publish_position(position: ActionPosition) -> ActionPosition:
    """One row without persons; without its words as well when it is marked so."""
    leads = tuple(replace(lead, person="") for lead in position.leads)
    state = "" if position.update_state in UNSENT else position.update_state
    published = replace(position, leads=leads, path_who="", update_state=state)
    if not position.not_for_publication:
        return published
    return replace(
        published,
        title=WITHHELD,
        description="",
        awaiting=WITHHELD if position.awaiting else "",
        completion_note="",
        rating_reason="",
        happened="",
        next_steps="",
        risk=WITHHELD if position.risk else "",
        mitigation="",
        issue="",
        path_step="",
        ask="",
        start_words="",
        due_words="",
        flags=(),
    )


def _withheld(pack: BoardPack) -> set[str]:
    """References of the rows that are marked not for publication."""
    return {row.reference for row in pack.appendix if row.not_for_publication}


def _addenda(pack: BoardPack) -> tuple[Addendum, ...]:
    withheld = _withheld(pack)
    return tuple(
        replace(one, title=WITHHELD, happened=WITHHELD, why="") if one.reference in withheld else one
        for one in pack.addenda
    )


def _decisions(pack: BoardPack) -> Decisions:
    withheld = _withheld(pack)
    requests = tuple(
        replace(one, title=WITHHELD, asked=WITHHELD, reason="") if one.reference in withheld else one
        for one in pack.decisions.requests
    )
    return replace(pack.decisions, requests=requests, ratings=_rows(pack.decisions.ratings))


def _agency(agency: MissingAgency) -> MissingAgency:
    return replace(agency, missing=_rows(agency.missing))


def _concern(concern: Concern) -> Concern:
    return replace(concern, text=WITHHELD, answer="") if concern.not_for_publication else concern


def _funding(funding: Funding) -> Funding:
    if not funding.not_for_publication:
        return funding
    return replace(funding, source=WITHHELD, amount="", follow_on="", fallback="")


def _report(report: SubgroupReport) -> SubgroupReport:
    if not report.not_for_publication:
        return report
    return replace(report, progress=WITHHELD, exceptions="", asks="")


def _measures(pack: BoardPack) -> tuple[Measure, ...]:
    """Without those of a withheld row, and without what was remarked beside a number.

    A reading that is no number is words alone, and stands: it is what the measure says.
    """
    withheld = _withheld(pack)
    return tuple(
        replace(one, readings=tuple(map(_reading, one.readings)))
        for one in pack.ratings.measures
        if one.action_reference not in withheld
    )


def _reading(reading: Reading) -> Reading:
    return reading if reading.value is None else replace(reading, note="")


def _flags(pack: BoardPack) -> tuple[SourceFlag, ...]:
    withheld = _withheld(pack)
    return tuple(flag for flag in pack.key.flags if flag.reference not in withheld)
