"""An update's content read against what is known of its action: what the rules say, and what is missing."""

import datetime as dt
from dataclasses import dataclass

from actions.content import UpdateContent, with_no_change
from actions.models import Action, ProgressUpdate, UpdateState
from actions.problems import Problem, answer_problems, find_problems, word_problems
from actions.rag import Suggestion, suggest
from actions.standing import Standing, cut_off, evidence_of, standings
from actions.thresholds import thresholds_on
from governance.models import ReportingPeriod

_NOTHING_BEFORE = (
    "There is no earlier update to repeat. Choose that something has changed, and answer the questions."
)


@dataclass(frozen=True)
class Reading:
    """``content`` is what would be handed in: a "no change" says last quarter's answers again."""

    content: UpdateContent
    suggestion: Suggestion
    problems: list[Problem]


def read_content(
    content: UpdateContent, *, action: Action, period: ReportingPeriod, at: dt.date, whole: bool
) -> Reading:
    """Read the content as if it were received today (``at``). A draft (``whole`` false) may be unfinished.

    The rules rate it as at the period's cut-off. Two queries.
    """
    [standing] = standings([action], period=period, at=cut_off(period, today=at))
    return read_against(standing, content, today=at, whole=whole)


def read_against(standing: Standing, content: UpdateContent, *, today: dt.date, whole: bool) -> Reading:
    """The same, against a standing already read. No query."""
    before = standing.previous
    if not content.no_change:
        suggestion = _suggestion(content, standing)
        problems = find_problems(
            content, action=standing.action, suggestion=suggestion, today=today, whole=whole
        )
        return Reading(content, suggestion, problems)
    if before is None:
        return Reading(content, _suggestion(content, standing), [("no_change", _NOTHING_BEFORE)])
    repeated = with_no_change(content, before)
    suggestion = _suggestion(repeated, standing)
    problems = word_problems(content)
    if whole:
        answers = answer_problems(
            repeated, action=standing.action, suggestion=suggestion, today=today, whole=True
        )
        problems += _as_no_change(answers)
    return Reading(repeated, suggestion, problems)


def suggestion_with(
    content: UpdateContent, *, action: Action, period: ReportingPeriod, at: dt.date
) -> Suggestion:
    """What the rules would say of the action if this content were received."""
    return read_content(content, action=action, period=period, at=at, whole=False).suggestion


def _as_no_change(problems: list[Problem]) -> list[Problem]:
    """A question that a "no change" does not show is put right by answering the questions."""
    own = [problem for problem in problems if problem[0] == "happened"]
    others = [sentence for name, sentence in problems if name != "happened"]
    if others:
        own.append(("no_change", f"Something has changed, so answer the questions. {others[0]}"))
    return own


def _suggestion(content: UpdateContent, standing: Standing) -> Suggestion:
    said = ProgressUpdate(
        action=standing.action, period=standing.period, state=UpdateState.SUBMITTED, **content.columns()
    )
    if not said.status:
        said.status = standing.action.status
    evidence = evidence_of(standing.action, update=said, missed=0, moves=standing.moves)
    return suggest(evidence, at=standing.at, thresholds=thresholds_on(standing.at, plan=standing.action.plan))
