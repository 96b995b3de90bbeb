"""What the board is asked to decide, and what is off track."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from actions.rag import Rating
from governance.days import in_words
from reports.board_pack import Addendum, BoardPack, BoardQuestion, DecisionRequest, HeldUp
from reports.positions import ActionPosition
from reports.rendering.sheets.shape import Sheet, date, number, rating, sheet, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row: a request to decide, an action off track or held up, a question that waits, what came late."""

    list_name: str
    reference: str
    title: str
    lead: str = ""
    rating: Rating | None = None
    travel: str = ""
    due: str = ""
    days_overdue: int | None = None
    why: str = ""
    issue: str = ""
    risk: str = ""
    mitigation: str = ""
    path_step: str = ""
    path_who: str = ""
    path_by: dt.date | None = None
    asked: str = ""


def exceptions_sheet(pack: BoardPack) -> Sheet:
    columns = (
        text("List", lambda line: line.list_name, 16),
        text("Reference", lambda line: line.reference, 9),
        text("Action", lambda line: line.title, 26),
        text("Lead", lambda line: line.lead, 20),
        rating("Rating", lambda line: line.rating, 9),
        number("Days overdue", lambda line: line.days_overdue),
        text("Why", lambda line: line.why, 26),
        text("Issue", lambda line: line.issue, 26),
        text("Risk", lambda line: line.risk, 22),
        text("Path to green", lambda line: line.path_step, 26),
        date("By", lambda line: line.path_by, 17),
        text("Asked of the Board", lambda line: line.asked, 28),
        text("Mitigation", lambda line: line.mitigation, 26),
        text("Travel", lambda line: line.travel, 14),
        text("Due", lambda line: line.due, 26),
        *(() if pack.front.publication_copy else (text("Who", lambda line: line.path_who, 18),)),
    )
    return sheet(
        "Exceptions", "Decisions asked for, and exceptions", columns, _lines(pack), printed=12, fixed=3
    )


def _lines(pack: BoardPack) -> Iterator[Line]:
    yield from map(_request, pack.decisions.requests)
    groups = (
        ("Decision: rating", pack.decisions.ratings),
        ("Red", pack.exceptions.red),
        ("Amber, worse", pack.exceptions.amber_worse),
        ("Amber, repeated", pack.exceptions.amber_repeated),
    )
    for name, rows in groups:
        for row in rows:
            yield _action(name, row)
    yield from map(_held_up, pack.exceptions.held_up)
    yield from map(_question, pack.exceptions.questions)
    yield from map(_addendum, pack.addenda)


def _request(request: DecisionRequest) -> Line:
    return Line(
        list_name=f"Decision: {request.kind.label.lower()}",
        reference=request.reference,
        title=request.title,
        lead=request.asked_by,
        why=request.reason,
        asked=request.asked,
    )


def _held_up(held: HeldUp) -> Line:
    return Line(
        list_name="Held up by what it waits on",
        reference=held.reference,
        title=held.title,
        lead=held.lead,
        why=held.why,
    )


def _question(question: BoardQuestion) -> Line:
    return Line(
        list_name="Asked, not answered",
        reference=question.reference,
        title=question.title,
        lead=question.lead,
        why=f"{question.asked_by} asked on {in_words(question.asked_on)}: {question.text}",
    )


def _addendum(addendum: Addendum) -> Line:
    said = "\n".join(part for part in (addendum.happened, addendum.why) if part)
    return Line(
        list_name="Addendum, received after closing",
        reference=addendum.reference,
        title=addendum.title,
        lead=addendum.lead,
        rating=addendum.rating,
        why=f"Received {in_words(addendum.received_on)}. {addendum.status.label}. {said}",
    )


def _action(list_name: str, row: ActionPosition) -> Line:
    return Line(
        list_name=list_name,
        reference=row.reference,
        title=row.title,
        lead=row.accountable_words,
        rating=row.rating,
        travel=row.travel.label,
        due=row.due_shown,
        days_overdue=row.days_overdue,
        why=". ".join(part for part in (row.rating_words, row.rating_reason) if part),
        issue=row.issue,
        risk=row.risk,
        mitigation=row.mitigation,
        path_step=row.path_step,
        path_who=row.path_who,
        path_by=row.path_by,
        asked=row.ask,
    )
