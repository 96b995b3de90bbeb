"""What the board is asked to decide, and what is off track."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from actions.rag import Rating
from reports.board_pack import BoardPack, DecisionRequest
from reports.positions import ActionPosition
from reports.rendering.sheets.shape import Sheet, date, number, rating, sheet, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the sheet: a request to decide, or an action off track."""

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
        text("List", 16, lambda line: line.list_name),
        text("Reference", 9, lambda line: line.reference),
        text("Action", 26, lambda line: line.title),
        text("Lead", 20, lambda line: line.lead),
        rating("Rating", lambda line: line.rating, 9),
        number("Days overdue", lambda line: line.days_overdue),
        text("Why", 26, lambda line: line.why),
        text("Issue", 26, lambda line: line.issue),
        text("Risk", 22, lambda line: line.risk),
        text("Path to green", 26, lambda line: line.path_step),
        date("By", lambda line: line.path_by, 17),
        text("Asked of the Board", 28, lambda line: line.asked),
        text("Mitigation", 26, lambda line: line.mitigation),
        text("Travel", 14, lambda line: line.travel),
        text("Due", 26, lambda line: line.due),
        *(() if pack.front.publication_copy else (text("Who", 18, lambda line: line.path_who),)),
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


def _request(request: DecisionRequest) -> Line:
    return Line(
        list_name=f"Decision: {request.kind.label.lower()}",
        reference=request.reference,
        title=request.title,
        lead=request.asked_by,
        why=request.reason,
        asked=request.asked,
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
