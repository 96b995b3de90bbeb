"""Sub-groups' reports in section 9 of the pack, from the open round and from its frozen words."""

import datetime as dt
from dataclasses import replace

import pytest

from actions.models import SubgroupReport as Written
from actions.subgroup_reporting import ReportContent, save_report
from reports.board_pack import BoardPack, SubgroupReport
from reports.packs import read_quarter
from reports.snapshots import close_period
from reports.sources.rounds import read_rounds
from tests.factories import NOW, make_group, make_objective
from tests.pages import words_of
from tests.reports.scene import Scene, make_scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


@pytest.fixture
def scene() -> Scene:
    """Of two sub-groups with objectives one has submitted; the other's report is a draft."""
    made = make_scene()
    for name, numbers, submit in (("Communication", ("S1", "S2"), True), ("Accommodation", ("S3",), False)):
        group = make_group(name, kind="sub_group", reports_to=made.plan.board)
        for number in numbers:
            make_objective(number, plan=made.plan, owner_group=group)
        save_report(
            group=group,
            period=made.open_period,
            content=ReportContent(progress="It moved.", asks="Nothing at present."),
            submit=submit,
            expected_version=0,
            by=made.coordinator,
            at=NOW,
        )
    return made


SENT = SubgroupReport(
    group="Communication",
    objectives="S1, S2",
    filed_on=dt.date(2024, 1, 8),
    progress="It moved.",
    asks="Nothing at present.",
)
MISSING = SubgroupReport(group="Accommodation", objectives="S3")


def pack_of(scene: Scene) -> BoardPack:
    rounds = read_rounds(scene.plan)
    return read_quarter(rounds[-1], rounds, at=NOW).assemble()


def test_what_is_submitted_stands_in_the_pack_and_is_frozen_with_it(scene: Scene) -> None:
    assert pack_of(scene).subgroup_reports == (MISSING, SENT)

    close_period(period=scene.open_period, by=scene.coordinator, at=NOW)
    Written.objects.update(progress="Rewritten.", state="submitted", submitted_on=dt.date(2024, 1, 9))
    assert pack_of(scene).subgroup_reports == (MISSING, SENT)
    assert replace(SENT, progress="Rewritten.") not in pack_of(scene).subgroup_reports


def test_the_pack_and_the_round_say_who_has_not_reported(scene: Scene) -> None:
    client = scene.signed_in(scene.coordinator)
    page = words_of(client.get(scene.url("pack", "2023-Q3")).content.decode())
    assert "Accommodation Not received at the cut-off Objectives: S3" in page
    assert "Communication Received 8 January 2024 Objectives: S1, S2 Progress It moved." in page
    shown = words_of(client.get(f"/plans/{scene.plan.slug}/rounds/2023-Q3/").content.decode())
    assert "Accommodation (objectives S3): Draft" in shown
    assert "Communication (objectives S1, S2): Submitted 8 January 2024" in shown
