"""Versions of a plan: kept by value, what changed since, and an amended one put to further bodies."""

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actions.models import Action, Milestone, Objective, Plan, PlanVersion
from actions.plan_content import content_of_action
from actions.planning import change_action
from actions.policies import Refusal, Unfinished
from actions.promises import Promise, Promises, read_promises
from actions.version_comparison import Change, changes_between
from actions.versions import VersionContent, record_version, suggest_name
from governance.models import AppendOnlyError, Event, Person
from tests.actions.signing import BOARD, CABINET, agree, answer, asked, make_draft, step_of
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_decision,
    make_group,
    make_milestone,
    make_person,
    make_plan,
    make_post,
)
from tests.pages import table_rows, words_of
from tests.races import together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]
PLAN = "/plans/vawg-2023-24/"


@pytest.fixture
def plan(coordinator: Person) -> Plan:
    """Agreed a month ago, as version 1.0."""
    found = make_draft()
    agree(found, coordinator, on=TODAY - dt.timedelta(days=30))
    return found


def _amend(by: Person, title: str = "Train every officer") -> None:
    action = Action.objects.with_leads().get(reference="1.1")
    change_action(
        action=action,
        content=replace(content_of_action(action), title=title),
        expected_version=action.version,
        by=by,
        at=NOW,
    )


def _record(plan: Plan, by: Person, expected: int = 1, **fields: Any) -> PlanVersion:
    usual: dict[str, Any] = {"name": "1.1", "reason": "Every officer, not some.", "dated_on": TODAY}
    content = VersionContent(**(usual | fields))
    return record_version(plan=plan, content=content, expected=expected, by=by, at=NOW)


class TestKeeping:
    def test_every_promise_is_kept_by_value(self, coordinator: Person) -> None:
        plan = make_draft()
        make_milestone(Action.objects.get(), "A course", "April 2023")
        closed: dict[str, Any] = {
            "status": "closed",
            "closure": "merged",
            "closure_decision": make_decision(),
        }
        into = Action.objects.get(reference="1.1")
        merged = make_action("1.2", due="TBC once the Bill is law", continued_in=into, **closed)
        agree(plan, coordinator)
        kept = Promises.from_json(plan.versions.get().promises)
        assert kept == read_promises(plan)
        assert kept.plan.said == {"title": "Delivery plan 2023-24", "runs": "1 April 2023 to 31 March 2024"}
        assert [(one.name, one.said) for one in kept.objectives] == [
            ("Prevention", {"title": "Prevention"}),
            ("1. Objective 1", {"title": "Objective 1", "under": "Prevention"}),
        ]
        assert [one.said for one in kept.actions] == [
            {
                "title": "Train officers", "objective": "1", "priority": "High",
                "leads": "Warwickshire Police, Superintendent (accountable lead)",
                "start": "1 April 2023", "due": "31 March 2024", "steps": "A course, by April 2023",
            },
            {
                "title": "Action 1.2", "objective": "1", "priority": "High", "start": "1 April 2023",
                "due": "To be confirmed once the Bill is law", "halted": "Merged into action 1.1",
            },
        ]  # fmt: skip
        Milestone.objects.all().delete(), Objective.objects.filter(number="1").update(title="Another")
        assert Promises.from_json(plan.versions.get().promises) == kept
        assert merged.pk == kept.actions[1].key

    def test_a_version_is_never_changed(self, plan: Plan) -> None:
        with pytest.raises(AppendOnlyError):
            plan.versions.get().save()
        with pytest.raises(AppendOnlyError):
            plan.versions.all().update(name="2.0")

    def test_a_form_that_is_not_known_is_refused(self) -> None:
        with pytest.raises(ValueError, match="This version is of form 9; 1 can be read"):
            Promises.from_json({"schema": 9})


def test_what_differs_is_told_thing_by_thing() -> None:
    def promises(*actions: Promise) -> Promises:
        return Promises(Promise(1, "p", "P", {"title": "Plan"}), (), actions)

    before = promises(
        Promise(1, "1.1", "1.1 Train", {"title": "Train", "due": "May 2023"}),
        Promise(2, "1.2", "1.2 Ask", {"title": "Ask"}),
        Promise(3, "1.3", "1.3 Same", {"title": "Same"}),
    )
    after = promises(
        Promise(1, "1.1", "1.1 Train", {"title": "Train", "due": "June 2023", "halted": "Cancelled"}),
        Promise(3, "1.3", "1.3 Same", {"title": "Same"}),
        Promise(4, "1.4", "1.4 New", {"title": "New"}),
    )
    changes = changes_between(before, after)
    assert [_shown(change) for change in changes.actions] == [
        ("changed", "1.1", [("Due", "May 2023", "June 2023"), ("Held or closed", "", "Cancelled")]),
        ("added", "1.4", [("Title", "", "New")]),
        ("gone", "1.2", [("Title", "Ask", "")]),
    ]
    assert changes.in_words == "1 action added, 1 action changed, 1 action gone"
    assert not changes_between(after, after)


def _shown(change: Change) -> tuple[str, str, list[tuple[str, str, str]]]:
    parts = [(part.label, part.first, part.second) for part in change.parts]
    return change.kind.value, change.promise.reference, parts


class TestAmending:
    def test_without_a_body_it_is_in_force_at_once(self, plan: Plan, coordinator: Person) -> None:
        _amend(coordinator)
        version = _record(plan, coordinator)
        plan.refresh_from_db()
        assert (version.number, plan.version, plan.state) == (2, "1.1", "agreed")
        newest = Event.objects.about(plan)[0]
        assert (newest.verb, newest.sentence) == (
            "recorded version 1.1", "Every officer, not some. (1 action changed)"
        )  # fmt: skip

    def test_with_bodies_the_version_in_force_stands_until_the_last_agrees(
        self, plan: Plan, coordinator: Person
    ) -> None:
        _amend(coordinator)
        _record(plan, coordinator, route=[asked(BOARD), asked(CABINET, due="May 2024")])
        answer(step_of(plan, BOARD), coordinator)
        plan.refresh_from_db()
        assert plan.version == "1.0"
        with pytest.raises(Unfinished, match=r"Version 1.1 is dated 8 January 2024"):
            answer(step_of(plan, CABINET), coordinator, on=TODAY - dt.timedelta(days=1))
        answer(step_of(plan, CABINET), coordinator)
        plan.refresh_from_db()
        assert plan.version == "1.1"

    def test_a_later_version_takes_the_place_of_one_that_waits(
        self, plan: Plan, coordinator: Person, client: Client
    ) -> None:
        _amend(coordinator)
        _record(plan, coordinator, route=[asked(CABINET)])
        left = step_of(plan, CABINET)
        _amend(coordinator, "Train all who meet survivors")
        _record(plan, coordinator, 2, name="1.2")
        with pytest.raises(Refusal, match=r"Version 1.1 has been replaced by a later one, so Cabinet is not"):
            answer(left, coordinator)
        rows = table_rows(client.get(f"{PLAN}about/").content.decode(), "app-table")
        assert [row[:2] for row in rows[1:]] == [
            ["Version 1.2", "In force since 8 January 2024"],
            ["Version 1.1", "Not agreed"],
            ["Version 1.0", "Replaced since 9 December 2023"],
        ]

    def test_what_cannot_be_recorded_is_told(self, plan: Plan, coordinator: Person) -> None:
        with pytest.raises(Refusal, match=r"Nothing has changed since version 1.0, so there is nothing"):
            _record(plan, coordinator)
        _amend(coordinator)
        wrong: list[tuple[dict[str, Any], tuple[str, str]]] = [
            ({"name": " "}, ("name", "Enter what the version is called, such as 1.1.")),
            ({"name": "1.0"}, ("name", "The plan has a version 1.0 already. Choose another name.")),
            ({"reason": ""}, ("reason", "Say why the plan was amended.")),
            ({"dated_on": TODAY + dt.timedelta(days=1)},
             ("dated_on", "The date of the version must be today or in the past.")),
            ({"dated_on": TODAY - dt.timedelta(days=31)}, ("dated_on",
             "Version 1.0 is dated 9 December 2023. A later one cannot be dated before it.")),
            ({"route": [asked(CABINET, "")]},
             ("of_what_0", "Say what Cabinet is asked to approve, such as The strategy.")),
        ]  # fmt: skip
        for fields, problem in wrong:
            with pytest.raises(Unfinished) as refused:
                _record(plan, coordinator, **fields)
            assert refused.value.problems == [problem]
        with pytest.raises(Refusal, match=r"Version 1.0 was recorded after you opened this page"):
            _record(plan, coordinator, expected=0)
        with pytest.raises(Refusal, match="A draft gets its first version when the last body"):
            _record(make_plan("other", state="draft"), coordinator)
        assert plan.versions.count() == 1

    @pytest.mark.parametrize(
        ("name", "next_name"),
        [("1.0", "1.1"), ("2.9", "2.10"), ("28 July 2023", "2"), ("4", "2")],
    )
    def test_the_next_name_is_suggested(self, name: str, next_name: str) -> None:
        assert suggest_name(PlanVersion(number=1, name=name)) == next_name


class TestPages:
    def test_a_version_is_recorded_and_read_in_the_browser(
        self, client: Client, plan: Plan, coordinator: Person
    ) -> None:
        quiet = words_of(client.get(f"{PLAN}versions/add/", follow=True).content.decode())
        assert "Nothing has changed since version 1.0." in quiet
        _amend(coordinator)
        changed = client.get(f"{PLAN}changes/").content.decode()
        assert "1 action changed since Version 1.0 of 9 December 2023." in words_of(changed)
        was_now = [["Which", "What", "Was", "Now"],
                   ["1.1 Train every officer", "Title", "Train officers", "Train every officer"]]  # fmt: skip
        assert table_rows(changed, "app-was-now") == was_now
        typed = {"name": "1.1", "reason": "", "expected": "1", "group_0": str(make_group(CABINET).pk)}
        typed |= {"of_what_0": "The plan", "due_0": "Dec 2023"}
        typed |= {"dated_on_day": "8", "dated_on_month": "1", "dated_on_year": "2024"}
        shown = client.post(f"{PLAN}versions/add/", typed).context["form"]
        assert (shown.errors, shown["of_what_0"].value()) == (
            {"reason": ["Say why the plan was amended."]}, "The plan"
        )  # fmt: skip
        personal = client.post(f"{PLAN}versions/add/", typed | {"reason": "So.", "name": "01926 555010"})
        assert [*personal.context["form"].errors] == ["name"]
        assert personal.context["form"].vouch
        page = client.post(f"{PLAN}versions/add/", typed | {"reason": "Every officer."}, follow=True)
        html = page.content.decode()
        assert table_rows(html, "app-was-now") == was_now
        assert "Waiting for the Cabinet, due December 2023" in words_of(html)
        assert "Cabinet Overdue The plan. Was due December 2023" in words_of(html)
        about = words_of(client.get(f"{PLAN}about/").content.decode())
        assert "Version 1.1 waits for the Cabinet, due December 2023. Version 1.0 stays in force" in about
        first = words_of(client.get(f"{PLAN}versions/1/").content.decode())
        assert "It is the first version kept, so there is none to compare it with." in first
        assert "Train officers" in first
        assert client.get(f"{PLAN}versions/9/").status_code == 404

    def test_a_plan_of_which_none_is_kept_gets_its_first(self, client: Client, coordinator: Person) -> None:
        make_action("1.1", leads=[make_post()])
        assert "No version is kept yet." in words_of(client.get(f"{PLAN}changes/").content.decode())
        assert _record(make_plan(), coordinator, expected=0, name="1.0").number == 1
        assert Plan.objects.get().version == "1.0"

    @pytest.mark.parametrize("count", [1, 3])
    def test_queries_do_not_grow(
        self,
        client: Client,
        plan: Plan,
        coordinator: Person,
        django_assert_num_queries: DjangoAssertNumQueries,
        count: int,
    ) -> None:
        for number in range(count):
            make_action(f"2.{number}", leads=[make_post(title=f"Post {number}")])
            _amend(coordinator, f"Train {number}")
            route = [asked(f"Body {place}") for place in range(count)]
            _record(plan, coordinator, number + 1, name=f"2.{number}", route=route)
            answer(step_of(plan, "Body 0"), coordinator)
        _amend(coordinator, "Train again")
        client.get("/healthz")
        # The shell's four, plan; versions, steps, answers, promises.
        with django_assert_num_queries(9):
            client.get(f"{PLAN}versions/{count + 1}/")
        # Newest version, objectives, actions, leads, milestones, measures, events.
        with django_assert_num_queries(12):
            client.get(f"{PLAN}changes/")
        # Versions, steps, answers; objectives, in place, measures, interdependencies, equality reviews.
        with django_assert_num_queries(13):
            client.get(f"{PLAN}about/")


@pytest.mark.django_db(transaction=True)
def test_of_two_versions_at_once_one_is_recorded() -> None:
    plan, people = make_draft(), [make_person(name=name) for name in ("First", "Second")]
    agree(plan, people[0])
    _amend(people[0])

    answers = together([partial(_record, plan, by) for by in people])

    [told] = [one for one in answers if isinstance(one, Refusal)]
    assert (
        str(told)
        == "Version 1.1 was recorded after you opened this page. Open it again to read what it says."
    )
    assert list(plan.versions.values_list("name", flat=True)) == ["1.0", "1.1"]
