"""Where what was typed of the plan differs from what somebody else saved meanwhile."""

from actions.amending import in_text, leads_in_words
from actions.comparison import Difference
from actions.plan_content import ActionContent, ObjectiveContent

_ACTION = {
    "objective": "Objective",
    "title": "Title",
    "description": "Description",
    "priority": "Priority",
    "start_words": "Planned start",
}
_OBJECTIVE = {
    "title": "Title",
    "description": "Description",
    "priority": "Priority",
    "owner_group": "Owned by",
}


def action_differences(theirs: ActionContent, mine: ActionContent) -> list[Difference]:
    """The parts that differ, in the order of the form, each as theirs and as mine."""
    pairs = [
        Difference(name, label, in_text(name, getattr(theirs, name)), in_text(name, getattr(mine, name)))
        for name, label in _ACTION.items()
    ]
    pairs.append(Difference("leads", "Leads", leads_in_words(theirs.leads), leads_in_words(mine.leads)))
    return [pair for pair in pairs if pair.first != pair.second]


def objective_differences(theirs: ObjectiveContent, mine: ObjectiveContent) -> list[Difference]:
    """The parts that differ, in the order of the form, each as theirs and as mine."""
    pairs = (
        Difference(name, label, in_text(name, getattr(theirs, name)), in_text(name, getattr(mine, name)))
        for name, label in _OBJECTIVE.items()
    )
    return [pair for pair in pairs if pair.first != pair.second]
