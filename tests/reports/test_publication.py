"""A copy for publication leaves out persons, and keeps every figure."""

import json
from dataclasses import replace

from hypothesis import given, settings

from reports.board_pack import (
    Concern,
    DecisionRequest,
    Funding,
    Measure,
    PackContext,
    Reading,
    RequestKind,
    SubgroupReport,
    assemble,
    publication_copy,
)
from reports.board_pack.pack import pack_to_json
from reports.positions import ActionPosition
from tests.reports.pack_factory import front, pack_of
from tests.reports.positions_factory import AT, lead, position
from tests.reports.strategies import plans

SECRET = "Kept from the public"
WORDS = (
    "title",
    "description",
    "awaiting",
    "completion_note",
    "rating_reason",
    "happened",
    "next_steps",
    "risk",
    "mitigation",
    "issue",
    "path_step",
    "ask",
)
"""The fields of a position that hold somebody's words."""


@given(plans)
@settings(max_examples=25)
def test_the_figures_stay_the_same(rows: list[ActionPosition]) -> None:
    pack = assemble(PackContext(front=front()), rows)
    public = publication_copy(pack)
    assert public.headline == pack.headline
    assert public.ratings == pack.ratings
    assert [row.reference for row in public.appendix] == [row.reference for row in pack.appendix]
    assert public.exceptions.number == pack.exceptions.number
    assert public.late.missing == pack.late.missing


def test_persons_go_and_posts_stay() -> None:
    pack = pack_of(42, front=front(author="Person 9"))
    held = json.dumps(pack_to_json(pack))
    shown = json.dumps(pack_to_json(publication_copy(pack)))
    assert "Person 9" in held
    assert "Person 2" in held
    assert "Person " not in shown
    assert "Victims Lead" in shown
    assert publication_copy(pack).front.publication_copy
    assert not pack.front.publication_copy


def test_who_carries_a_path_to_green_goes() -> None:
    row = position(path_who=SECRET, leads=(replace(lead(1), person=SECRET),))
    public = publication_copy(assemble(PackContext(front=front()), [row]))
    assert SECRET not in json.dumps(pack_to_json(public))


def test_what_is_marked_not_for_publication_stands_without_its_words() -> None:
    words = dict.fromkeys(WORDS, SECRET)
    row = position(not_for_publication=True, flags=(SECRET,), requested=True, **words)
    pack = assemble(
        PackContext(
            front=front(),
            concerns=(Concern(text=SECRET, raised_by="A", raised_with="B", not_for_publication=True),),
            funding=(Funding(source=SECRET, ends_on=AT, amount=SECRET, not_for_publication=True),),
            subgroup_reports=(SubgroupReport(group="G", progress=SECRET, not_for_publication=True),),
            requests=(
                DecisionRequest(
                    kind=RequestKind.HOLD, reference="4.1", title=SECRET, asked=SECRET, reason=SECRET
                ),
            ),
        ),
        [row],
    )
    public = publication_copy(pack)
    assert SECRET in json.dumps(pack_to_json(pack))
    assert SECRET not in json.dumps(pack_to_json(public))
    (shown,) = public.appendix
    assert (shown.reference, shown.title, shown.risk) == ("4.1", "Not for publication", "Not for publication")
    assert public.concerns.concerns[0].text == "Not for publication"
    assert (public.decisions.requests[0].reference, public.decisions.number) == ("4.1", 1)


def test_a_measure_is_published_without_remarks_and_of_no_withheld_row() -> None:
    number = Reading(quarter_label="Q2 2023-24", value=53, note=SECRET)
    words = Reading(quarter_label="Q3 2023-24", note="Survivors say that they are heard.")
    measures = (
        Measure(title="Trust", objective_number="4", readings=(number, words)),
        Measure(title=SECRET, action_reference="4.1"),
    )
    pack = assemble(PackContext(front=front(), measures=measures), [position(not_for_publication=True)])

    assert publication_copy(pack).ratings.measures == (
        Measure(title="Trust", objective_number="4", readings=(replace(number, note=""), words)),
    )


def test_that_a_draft_was_begun_is_not_published() -> None:
    rows = [position(reference="1.1", update_state="draft"), position(update_state="accepted")]
    pack = assemble(PackContext(front=front()), rows)
    assert [row.update_state for row in pack.appendix] == ["draft", "accepted"]
    assert [row.update_state for row in publication_copy(pack).appendix] == ["", "accepted"]


def test_what_may_be_published_keeps_its_words() -> None:
    pack = pack_of(16)
    public = publication_copy(pack)
    assert public.concerns.concerns == pack.concerns.concerns
    assert public.concerns.funding == pack.concerns.funding
    assert public.subgroup_reports == pack.subgroup_reports
    assert [row.happened for row in public.appendix] == [row.happened for row in pack.appendix]
