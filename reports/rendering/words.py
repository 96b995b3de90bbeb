"""Words that every form of the pack writes alike."""

import datetime as dt

from django.utils import timezone

from governance.days import in_words
from reports.board_pack import FrontSheet


def moment(at: dt.datetime) -> str:
    """Such as "13 October 2023 at 5:30pm", in the tracker's time zone."""
    local = timezone.localtime(at)
    minutes = f":{local.minute:02}" if local.minute else ""
    half = "am" if local.hour < 12 else "pm"
    return f"{in_words(local)} at {local.hour % 12 or 12}{minutes}{half}"


def as_at(front: FrontSheet) -> str:
    return f"As at {moment(front.cut_off)}"


def revision(front: FrontSheet) -> str:
    """Such as "Issued, revision 2"."""
    return f"{front.state}, revision {front.revision}"
