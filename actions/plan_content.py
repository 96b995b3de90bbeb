"""What the plan says of an action or an objective, and what must be mended before it is put there.

One value and one check serve the forms and every other way in, as ``content.py`` does for updates.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from actions import plan_dates
from actions.models import Action, LeadRole, Objective, Plan, Priority
from actions.plan_dates import PlanDate
from actions.problems import LONGEST, Problem
from governance.free_text import personal_problems, too_long_problems
from governance.models import Group, Post

LONGEST_TITLE = 200
LONGEST_DATE = 200

type Leads = tuple[tuple[Post, LeadRole], ...]


@dataclass(frozen=True, kw_only=True)
class ActionContent:
    """The words, place and leads of an action. The due date is no part: a decision alone moves it."""

    title: str
    description: str = ""
    priority: str = ""
    objective: Objective
    start_words: str = ""
    # Posts in the order named, each with its role.
    leads: Leads = ()
    # The writer says that what looked like a telephone number or the like is not about a person.
    not_personal: bool = False

    @property
    def start(self) -> PlanDate:
        """B, read from the words as typed."""
        return plan_dates.parse(self.start_words)


@dataclass(frozen=True, kw_only=True)
class ObjectiveContent:
    """The words of an objective, and the sub-group that owns it when one does."""

    title: str
    description: str = ""
    priority: str = ""
    owner_group: Group | None = None
    not_personal: bool = False


def content_of_action(action: Action) -> ActionContent:
    """What the plan says now. Reads leads and objective: wants ``with_leads``."""
    return ActionContent(
        title=action.title,
        description=action.description,
        priority=action.priority,
        objective=action.objective,
        start_words=action.start_words,
        leads=tuple((lead.post, LeadRole(lead.role)) for lead in action.leads.all()),
    )


def content_of_objective(objective: Objective) -> ObjectiveContent:
    """What the plan says now. Reads the owning group: wants it selected."""
    return ObjectiveContent(
        title=objective.title,
        description=objective.description,
        priority=objective.priority,
        owner_group=objective.owner_group,
    )


def find_action_problems(
    content: ActionContent, *, plan: Plan, due: PlanDate, unchanged: ActionContent | None = None
) -> list[Problem]:
    """Pairs of field name and sentence; empty when nothing is wrong.

    ``due`` is the due date in force or asked for. Of what is ``unchanged`` from before, dates are not
    asked again: a contradiction that came with the plan is kept and flagged (``rag.md``).
    """
    problems = [
        *_wordings(content.title, content.description, content.not_personal),
        *_placing(content, plan),
        *find_lead_problems(content.leads),
    ]
    if content.priority not in Priority.values:
        problems.append(("priority", "Choose a priority, or “To be confirmed”."))
    if unchanged is None or unchanged.start_words != content.start_words:
        problems += find_start_problems(content.start_words, due=due)
    return problems


def find_due_problems(words: str, *, start: PlanDate) -> list[Problem]:
    """What is wrong with a due date as typed, for the field ``due_words``."""
    if not words.strip():
        return [("due_words", f"{plan_dates.HELP} If it waits for something, enter “TBC once” and what.")]
    problems = find_date_problems("due_words", words)
    if not problems and plan_dates.ends_before_start(start, plan_dates.parse(words)):
        problems = [
            ("due_words", f"The due date must be on or after the start, {plan_dates.show_days(start)}.")
        ]
    return problems


def find_start_problems(words: str, *, due: PlanDate) -> list[Problem]:
    """What is wrong with a planned start as typed, for the field ``start_words``; empty is allowed."""
    if not words.strip():
        return []
    problems = find_date_problems("start_words", words)
    start = plan_dates.parse(words)
    if not problems and plan_dates.ends_before_start(start, due):
        problems = [
            ("start_words", f"The start must be on or before the due date, {plan_dates.show_days(due)}.")
        ]
    if not problems and start.ongoing:
        problems = [("start_words", "Enter the date when the work starts, such as March 2027.")]
    return problems


def find_date_problems(name: str, words: str) -> list[Problem]:
    """What is wrong with the words of a date, as ``parse_or_explain`` says it."""
    if len(words.strip()) > LONGEST_DATE:
        return [(name, f"Shorten this to a date of {LONGEST_DATE} characters or fewer.")]
    try:
        plan_dates.parse_or_explain(words)
    except ValueError as problem:
        return [(name, str(problem))]
    return []


def find_lead_problems(leads: Sequence[tuple[Post, LeadRole]]) -> list[Problem]:
    """A post is named once, and one lead at most is accountable."""
    problems: list[Problem] = []
    twice = [str(post) for post, times in Counter(post for post, _ in leads).items() if times > 1]
    if twice:
        problems.append(("leads", f"{twice[0]} is named twice. Keep one of the two."))
    accountable = [str(post) for post, role in leads if role == LeadRole.ACCOUNTABLE]
    if len(accountable) > 1:
        problems.append(
            ("leads", f"Only one lead can be accountable: choose between {' and '.join(accountable)}.")
        )
    return problems


def find_objective_problems(
    content: ObjectiveContent, *, objective: Objective, holds_actions: bool
) -> list[Problem]:
    """Pairs of field name and sentence; empty when nothing is wrong."""
    problems = _wordings(content.title, content.description, content.not_personal)
    if content.priority not in ("", *Priority.values):
        problems.append(("priority", "Choose a priority, or leave it out."))
    if content.owner_group is not None and holds_actions:
        problems.append(
            (
                "owner_group",
                f"Objective {objective.number} holds actions, so a sub-group cannot own it. "
                "Move its actions first.",
            )
        )
    return problems


def _wordings(title: str, description: str, not_personal: bool) -> list[Problem]:
    problems: list[Problem] = []
    if not title.strip():
        problems.append(("title", "Enter a title that says what will be done."))
    for name, text, longest in (("title", title, LONGEST_TITLE), ("description", description, LONGEST)):
        problems += too_long_problems(name, text, longest)
        problems += personal_problems(name, text, excused=not_personal)
    return problems


def _placing(content: ActionContent, plan: Plan) -> list[Problem]:
    objective = content.objective
    if objective.plan_id != plan.pk:
        return [("objective", "Choose an objective of this plan.")]
    if objective.parent_id is None and not Objective.objects.holding().filter(pk=objective.pk).exists():
        return [("objective", f"Choose one of the numbered objectives under “{objective.title}”.")]
    if objective.owner_group is not None:
        return [
            (
                "objective",
                f"Objective {objective.number} is owned by the {objective.owner_group} and holds no actions. "
                "Choose another.",
            )
        ]
    return []
