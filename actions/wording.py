"""Whether one narrative is another pasted again. Pure."""

from rapidfuzz import fuzz

# A sentence shorter than this is alike by chance; only the very same one counts.
SHORTEST = 60


def same_words(now: str, before: str, *, percent: float) -> bool:
    """Whether one narrative is the other, but for case, spacing and a few characters.

    ``percent`` is how much of both must be alike.
    """
    now, before = _plain(now), _plain(before)
    if not now or not before:
        return False
    if min(len(now), len(before)) < SHORTEST:
        return now == before
    return fuzz.ratio(now, before, score_cutoff=percent) >= percent


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
