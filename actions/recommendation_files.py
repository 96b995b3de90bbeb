"""The recommendations that a page shows, as a table to download: a row each."""

from collections.abc import Iterable

from tablib import Dataset

from actions.pages.recommendations import RecommendationShown
from actions.resources import PlainCsv, PlainXlsx

HEADS = (
    "Review", "Reference", "Recommendation", "Addressed to", "Made on", "How it stands", "Actions",
    "Worst rating of them", "Why no action is needed", "Settled on",
)  # fmt: skip
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class RecommendationsXlsx(PlainXlsx):
    """Its own name on the tab, and review and reference in sight."""

    tab, fixed = "Recommendations", "C2"


_FORMS: dict[str, type[PlainCsv] | type[PlainXlsx]] = {"csv": PlainCsv, "xlsx": RecommendationsXlsx}


def as_file(rows: Iterable[RecommendationShown], kind: str) -> bytes:
    """The table as xlsx or csv; KeyError for another kind."""
    content = _FORMS[kind]().export_data(Dataset(*map(_row, rows), headers=HEADS))
    # The mark lets spreadsheet programs read it as UTF-8.
    return b"\xef\xbb\xbf" + content.encode() if isinstance(content, str) else content


def _row(shown: RecommendationShown) -> tuple[object, ...]:
    one, worst = shown.recommendation, shown.worst
    actions = "; ".join(
        f"{trace.standing.action.reference} of {trace.standing.action.plan}: {trace.standing.tag}"
        for trace in shown.traces
    )
    return (
        one.document.title,
        one.reference,
        one.text,
        one.addressee,
        one.made_on,
        shown.state_words,
        actions,
        worst.rating.label if worst else "",
        one.settled_reason,
        one.settled_on,
    )
