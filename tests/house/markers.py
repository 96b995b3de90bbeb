"""Words that stand nowhere else, put into updates of the police in each state: what could leak.

Each is a token such as ``Zqdrafthappenedqz``: which kind of thing says it, and in which field.
"""

import io
import re
import zipfile
from typing import Any

from pypdf import PdfReader

from actions.content import UpdateContent
from actions.models import UpdateState
from actions.progress import accept, save_update, send_back, submit
from actions.rag import Rating
from tests.factories import NOW
from tests.house.world import World

# The kind of words, and the action of the police that says them in the open round.
ACTIONS = {
    "draft": "15.1",
    "ready": "11.1",
    "returned": "12.2",
    "reason": "12.2",
    "submitted": "17.1",
    "earlier": "23.1",
    "accepted": "23.1",
    "note": "23.1",
}
FIELDS = ("happened", "rating_reason", "issue", "path_step", "path_who", "ask", "next_steps")


def token(kind: str, field: str = "") -> str:
    """The word of that kind in that field."""
    return f"Zq{kind}{field.replace('_', '')}qz"


def tokens(kinds: frozenset[str]) -> set[str]:
    """Every word of these kinds, as ``find_tokens`` gives them."""
    alone = {"reason", "note"}
    fields = {kind: ("",) if kind in alone else FIELDS for kind in kinds}
    return {token(kind, field).lower() for kind in kinds for field in fields[kind]}


def find_tokens(kind: str, body: bytes) -> set[str]:
    """The words that an answer tells, whatever its media type: a page, a workbook, a PDF, JSON or CSV."""
    letters = re.sub(r"[^a-z]", "", _text_of(kind, body).lower())
    return {word for word in tokens(frozenset(ACTIONS)) if word in letters}


def _text_of(kind: str, body: bytes) -> str:
    if "spreadsheetml" in kind:
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "".join(book.read(name).decode() for name in book.namelist())
    if kind == "application/pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return body.decode()


def write_markers(world: World) -> None:
    """Each kind of words, by the verbs that write them: a draft, a ready one, one sent back, and so on."""
    _save(world, "draft", UpdateState.DRAFT)
    _save(world, "ready", UpdateState.READY)
    _hand_in(world, "returned")
    sponsor, coordinator = world.people["spon"], world.people["coord"]
    returned = world.request(ACTIONS["returned"])
    send_back(request=returned, reason=token("reason"), by=coordinator, at=NOW)
    _hand_in(world, "submitted")
    _save(world, "earlier", UpdateState.DRAFT)
    _save(world, "accepted", UpdateState.READY, before=1)
    submit(request=world.request(ACTIONS["accepted"]), by=sponsor, at=NOW)
    accept(
        request=world.request(ACTIONS["accepted"]),
        by=coordinator,
        at=NOW,
        confirmed_rating=Rating.AMBER,
        confirmed_note=token("note"),
    )


def _save(world: World, kind: str, state: UpdateState, *, before: int = 0) -> None:
    request = world.request(ACTIONS[kind])
    words: dict[str, Any] = {field: f"{token(kind, field)}." for field in FIELDS}
    content = UpdateContent(
        status="in_progress",
        call="off_track",
        reported_rating="red",
        path_by=NOW.date(),
        forecast_words="March 2024",
        **words,
    )
    save_update(
        action=request.action,
        period=request.period,
        content=content,
        state=state,
        expected_revision=before,
        by=world.people["lead"],
        at=NOW,
    )


def _hand_in(world: World, kind: str) -> None:
    _save(world, kind, UpdateState.READY)
    submit(request=world.request(ACTIONS[kind]), by=world.people["spon"], at=NOW)
