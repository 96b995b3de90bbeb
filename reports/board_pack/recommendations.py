"""What the coordinator recommends, held against what waits: a decision may have been made meanwhile."""

import re
from collections.abc import Iterator

from reports.board_pack.inputs import RecommendationKind
from reports.board_pack.pack import BoardPack

_REFERENCE = re.compile(r"(?<![\w.])[\w]+(?:\.[\w]+)*")


def find_unasked(pack: BoardPack) -> Iterator[str]:
    """A sentence for each recommendation "To decide" that names an action of which nothing waits."""
    known = {row.reference for row in pack.appendix if not row.reference.isdigit()}
    waiting = {one.reference for one in pack.decisions.requests}
    waiting |= {row.reference for row in pack.decisions.ratings}
    for one in pack.front.recommendations:
        if one.kind is not RecommendationKind.DECIDE:
            continue
        named = [reference for reference in _REFERENCE.findall(one.text) if reference in known]
        if named and not waiting.intersection(named):
            actions = " and ".join(dict.fromkeys(named))
            yield (
                f"Recommendation {one.letter} asks the Board to decide on {actions}, of which nothing waits "
                "for a decision in section 3."
            )
