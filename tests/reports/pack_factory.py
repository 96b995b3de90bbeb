"""A pack's inputs with something in every section, and packs of any size made of them."""

import datetime as dt
from dataclasses import replace
from typing import Any

from governance.quarters import Quarter
from reports.board_pack import (
    Abbreviation,
    BoardPack,
    Concern,
    DecisionRequest,
    FrontSheet,
    Funding,
    HeldUp,
    KeyDate,
    Measure,
    ObjectiveShown,
    PackContext,
    Reading,
    RequestKind,
    SubgroupReport,
    assemble,
    count_quarter,
)
from reports.positions import ActionPosition
from tests.reports.positions_factory import AT, plan_of

QUARTER = Quarter(2023, 2)
CUT_OFF = dt.datetime(AT.year, AT.month, AT.day, 17, 0, tzinfo=dt.UTC)


def pack_of(size: int = 42, **changes: Any) -> BoardPack:
    """A whole pack with a quarter before it and a trend of two; ``changes`` are of the context."""
    positions = plan_of(size)
    previous = plan_of(max(0, size - 2), shift=1)
    return assemble(
        context(objectives=objectives_of(positions), **changes),
        positions,
        previous=previous,
        trend=[
            count_quarter(plan_of(size, shift=2), quarter_key="2022-Q4", quarter_label="Q4 2022-23"),
            count_quarter(previous, quarter_key="2023-Q1", quarter_label="Q1 2023-24"),
        ],
    )


def empty_pack(**changes: Any) -> BoardPack:
    """A pack of a plan with no action and nothing to say."""
    return assemble(PackContext(front=front(**changes)), ())


def front(**changes: Any) -> FrontSheet:
    base = FrontSheet(
        title="VAWG Strategy Delivery Plan: progress report",
        plan="VAWG Strategy Delivery Plan 2023-24",
        plan_slug="vawg-2023-24",
        quarter_key=QUARTER.key,
        quarter_label=QUARTER.label,
        quarter_long_label=QUARTER.long_label,
        board="VAWG Board",
        pack_on=dt.date(2023, 10, 20),
        meeting_on=dt.date(2023, 11, 2),
        cut_off=CUT_OFF,
        author="Coordinator, VAWG Board",
    )
    return replace(base, **changes)


def objectives_of(positions: tuple[ActionPosition, ...]) -> tuple[ObjectiveShown, ...]:
    """The plan's objectives, and two that a sub-group owns and that hold no action."""
    held = (
        ObjectiveShown(
            number=row.objective_number,
            title=row.objective_title,
            strategic_number=row.strategic_number,
            strategic_title=row.strategic_title,
        )
        for row in positions
    )
    owned = (
        ObjectiveShown(
            number=f"S{number}",
            title=title,
            strategic_number="SUB",
            strategic_title="Sub-group objectives",
            owner_group="Safe Accommodation Working Group",
        )
        for number, title in enumerate(
            ("Safe accommodation needs assessed", "Move-on support agreed"), start=1
        )
    )
    by_number = {one.number: one for one in (*held, *owned)}
    return tuple(by_number.values())


def context(**changes: Any) -> PackContext:
    """A pack's inputs with something in every section."""
    base = PackContext(
        front=front(),
        sentences=(
            "Prevention work has picked up since the summer.",
            "Three actions wait for one provider's signature.",
            "Returns came in sooner than last quarter.",
        ),
        requests=(
            DecisionRequest(
                kind=RequestKind.DATE_CHANGE,
                reference="2.1",
                title="Review of repeat high-risk cases",
                asked="Move the due date from 31 December 2023 to 31 March 2024.",
                reason="The audit tool arrived two months late.",
                asked_by="OPCC, Victims Lead",
                asked_on=dt.date(2023, 10, 4),
                from_on=dt.date(2023, 12, 31),
                to_on=dt.date(2024, 3, 31),
            ),
            DecisionRequest(
                kind=RequestKind.CLOSURE,
                reference="6.2",
                title="Map of services for young people",
                asked="Close the action; the partnership's directory now does its work.",
                reason="Two lists of the same services confuse people.",
                asked_by="WCC, Vulnerable People Team",
            ),
        ),
        held_up=(
            HeldUp(
                reference="2.1",
                title="Review of repeat high-risk cases",
                why="“the grant is given” was expected by 30 September 2023 and is not recorded as happened",
                lead="OPCC, Victims Lead",
            ),
        ),
        concerns=(
            Concern(
                text="Waiting times for court dates",
                raised_by="VAWG Board",
                raised_with="Local Criminal Justice Board",
                raised_on=dt.date(2023, 8, 24),
                reply_due_on=dt.date(2023, 11, 1),
            ),
        ),
        funding=(
            Funding(
                source="Perpetrator programme grant",
                ends_on=dt.date(2024, 3, 31),
                amount="£120,000",
                follow_on="A bid is with the Home Office.",
                references=("9.1",),
            ),
            Funding(source="Core grant", ends_on=dt.date(2026, 3, 31)),
        ),
        measures=(
            Measure(
                title="People trained",
                objective_number="4",
                unit="people",
                better="Higher",
                baseline=40,
                target=200,
                supplied_by="Warwickshire County Council",
                readings=(
                    Reading(quarter_label="Q1 2023-24", value=66),
                    Reading(quarter_label="Q2 2023-24", value=96.5, note="One session counted by halves"),
                ),
            ),
        ),
        subgroup_reports=(
            SubgroupReport(
                group="Safe Accommodation Working Group",
                objectives="S1, S2",
                filed_on=dt.date(2023, 10, 9),
                progress="The needs assessment is drafted.",
                exceptions="None.",
                asks="A named finance contact.",
            ),
            SubgroupReport(group="VAWG Communication Subgroup", objectives="S3"),
        ),
        key_dates=(
            KeyDate(on=dt.date(2023, 11, 2), words="VAWG Board meets"),
            KeyDate(on=dt.date(2024, 5, 2), words="VAWG Board meets"),
        ),
        abbreviations=(
            Abbreviation(short="OPCC", meaning="Office of the Police and Crime Commissioner"),
            Abbreviation(short="VAWG", meaning="Violence against women and girls"),
            Abbreviation(short="HMCTS", meaning="HM Courts & Tribunals Service"),
        ),
    )
    return replace(base, **changes)
