"""Words that every form of the pack writes alike."""

import datetime as dt
import re

from django.utils import timezone

from governance.days import hour_in_words, in_words
from reports.board_pack import FrontSheet

NOT_TEXT = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
"""Pattern of characters that no reader sees, that XML cannot hold or that PDF/UA refuses."""


NOT_PRINTED = re.compile(rf"{NOT_TEXT}|[\u2011\u2028\u2029\ue000-\uf8ff\U0001f000-\U0001fbff]")
"""What no text font draws: pictures, and the private signs that word processors leave behind."""
PRINTED_AS = {"\u2011": "-", "\u2028": " ", "\u2029": " ", "\uf0b7": "•"}


def printable(words: str) -> str:
    """The words without what would print as an empty box; hyphens, line ends and bullets are kept as such."""
    return NOT_PRINTED.sub(lambda found: PRINTED_AS.get(found[0], ""), words)


def moment(at: dt.datetime) -> str:
    """Such as "13 October 2023 at 5:30pm", in the tracker's time zone."""
    local = timezone.localtime(at)
    return f"{in_words(local)} at {hour_in_words(local.time())}"


def as_at(front: FrontSheet) -> str:
    return f"As at {moment(front.cut_off)}"


def revision(front: FrontSheet) -> str:
    """Such as "Issued, number 3, revision 2"."""
    number = f", number {front.number}" if front.number else ""
    return f"{front.state}{number}, revision {front.revision}"
