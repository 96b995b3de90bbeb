"""The whole plan, one row an action: what a reader prints first, then all else there is to filter by."""

from collections.abc import Iterator

from reports.board_pack import BoardPack
from reports.positions import ActionPosition
from reports.rendering.sheets.shape import Column, Sheet, date, number, rating, sheet, text, widened, yes

PRINTED = 13


def actions_sheet(pack: BoardPack) -> Sheet:
    columns = [
        *_printed(),
        *widened(_plan(), 34),
        *widened(_dates(), 18),
        *widened(_ratings(), 18),
        *widened(_update(), 12),
        *widened(_words(), 34),
        *widened(_lists(pack), 24),
    ]
    if not pack.front.publication_copy:
        columns += widened(_withheld_from_publication(), 24)
    return sheet("Actions", "The whole plan", columns, pack.appendix, printed=PRINTED, fixed=2)


def _printed() -> Iterator[Column]:
    """The columns that fit the width of a page."""
    yield text("Reference", lambda row: row.reference, 9)
    yield text("Action", lambda row: row.title, 34)
    yield text("Objective", lambda row: row.objective_number, 9)
    yield text("Accountable lead", lambda row: row.accountable_words, 24)
    yield text("Priority", lambda row: row.priority, 10)
    yield text("Due", lambda row: row.due_shown, 24)
    yield text("Status", lambda row: row.status.label, 11)
    yield rating("Rating", lambda row: row.rating)
    yield text("Travel", lambda row: row.travel.label, 12)
    yield number("Days overdue", lambda row: row.days_overdue, 9)
    yield text("Why this rating", lambda row: row.rating_words, 30)
    yield text("What happened", lambda row: row.happened, 44)
    yield text("What is next", lambda row: row.next_steps, 32)


def _plan() -> Iterator[Column]:
    yield text("Description", lambda row: row.description)
    yield text("Objective title", lambda row: row.objective_title)
    yield text("Strategic objective", lambda row: row.strategic_title)
    yield text("Owning group", lambda row: row.owner_group)
    yield text("Accountable agency", lambda row: row.accountable_agency_name)
    yield text("Other leads", _other_leads)


def _other_leads(row: ActionPosition) -> str:
    """Those who lead jointly or support, one a line."""
    others = (lead for lead in row.leads if lead.role != "accountable")
    return "\n".join(f"{lead.words} ({lead.role.label.lower()})" for lead in others)


def _dates() -> Iterator[Column]:
    yield text("Start as written", lambda row: row.start_words)
    yield date("Start date", lambda row: row.start_on)
    yield text("Due as written", lambda row: row.due_words)
    yield date("Due date", lambda row: row.due_on)
    yield date("Original due date", lambda row: row.original_due_on)
    yield number("Times moved", lambda row: row.moves)
    yield yes("On-going", lambda row: row.ongoing)
    yield text("Waiting for", lambda row: row.awaiting)
    yield date("Forecast", lambda row: row.forecast_on)
    yield date("Completed on", lambda row: row.completed_on)
    yield date("On hold until", lambda row: row.hold_until)
    yield text("Closed by", lambda row: row.closed_by)
    yield date("Closed on", lambda row: row.closed_on)


def _ratings() -> Iterator[Column]:
    yield text("Whose rating", lambda row: row.rating_source.label)
    yield rating("Rules suggest", lambda row: row.suggested_rating)
    yield text("Suggested as", lambda row: row.suggested_tag)
    yield number("Rule", lambda row: row.suggested_rule)
    yield text("Rule's reason", lambda row: row.suggested_reason)
    yield rating("Lead reported", lambda row: row.reported_rating)
    yield text("Lead's reason", lambda row: row.rating_reason)
    yield rating("Confirmed", lambda row: row.confirmed_rating)
    yield rating("Last quarter", lambda row: row.previous_rating)
    yield text("Lead's own call", lambda row: row.call.label if row.call else "")
    yield number("Quarters Amber", lambda row: row.amber_rounds)


def _update() -> Iterator[Column]:
    yield yes("Update asked for", lambda row: row.requested)
    yield yes("Update returned", lambda row: row.returned)
    yield text("Update state", lambda row: row.update_state.capitalize())
    yield yes("Late", lambda row: row.late)
    yield number("Rounds missed", lambda row: row.missed_rounds)
    yield date("Last update", lambda row: row.last_update_on)
    yield yes("No change reported", lambda row: row.no_change)


def _words() -> Iterator[Column]:
    yield text("Risk", lambda row: row.risk)
    yield text("Mitigation", lambda row: row.mitigation)
    yield text("Issue", lambda row: row.issue)
    yield text("Path to green", lambda row: row.path_step)
    yield date("Path to green by", lambda row: row.path_by)
    yield text("Asked of the Board", lambda row: row.ask)
    yield text("What changed as a result", lambda row: row.completion_note)


def _lists(pack: BoardPack) -> Iterator[Column]:
    """Which sections of the pack an action stands in, and what a reader must know of the row."""
    asked = {one.reference for one in pack.decisions.requests}
    asked |= {row.reference for row in pack.decisions.ratings}
    found = pack.exceptions
    exceptions = {row.reference for row in (*found.red, *found.amber_worse, *found.amber_repeated)}
    completed = {row.reference for row in pack.completed}
    yield yes("Decision asked for", lambda row: row.reference in asked)
    yield yes("Exception", lambda row: row.reference in exceptions)
    yield yes("Completed this quarter", lambda row: row.reference in completed)
    yield text("Contradictions in the plan", lambda row: "\n".join(row.flags))
    yield yes("Sample data", lambda row: row.sample)


def _withheld_from_publication() -> Iterator[Column]:
    yield text("Named officers", lambda row: "\n".join(lead.person for lead in row.leads if lead.person))
    yield text("Path to green: who", lambda row: row.path_who)
