"""What people write where a plan wants a date, read without losing a word or guessing one. Pure.

Readings that the words alone do not settle:

- "On-going" with a date: the date is its next review, and only where the words speak of a review.
- "TBC once ..." waits for a trigger, whose words are kept; "TBC" alone waits for nothing named.
- Words in brackets after a date are a note. With a yearly review in it the action still ends on its date.
- "November annually" names a month of every year, and so no day.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime

from actions import date_words
from actions.date_words import MONTH, ImpossibleDate, Span
from governance.days import in_words, month_in_words
from governance.quarters import Quarter

HELP = "Enter a date such as March 2027, 31 March 2027 or On-going."
LONGEST = 300


@dataclass(frozen=True, slots=True)
class PlanDate:
    """Words as typed and what they mean. `last_day` is the value that ratings use.

    `precision` is day, month, quarter, season, year, or "" where there is no date. For an on-going action
    the days are those of its next review. `recurs` is "year" or "", and `month` the month (1 to 12) of a
    recurrence that names no year, else 0. `awaiting` holds the words of a trigger. Where `understood` is
    False, `problem` is a sentence.
    """

    words: str = ""
    first_day: date | None = None
    last_day: date | None = None
    precision: str = ""
    ongoing: bool = False
    recurs: str = ""
    awaiting: str = ""
    note: str = ""
    understood: bool = True
    to_be_confirmed: bool = False
    month: int = 0
    problem: str = ""


def parse(words: object, *, number_format: str = "") -> PlanDate:
    """Read a cell or a box; never raises.

    A real date is a day, unless `number_format`, the cell's own, shows its month and not its day.
    """
    if isinstance(words, date):
        return _of_cell(words, number_format)
    typed = "" if words is None else str(words).strip()
    try:
        found = _read(_tidy(typed))
    except ImpossibleDate as impossible:
        found = PlanDate(understood=False, problem=str(impossible))
    return replace(found, words=typed)


def _of_cell(value: date, number_format: str) -> PlanDate:
    day = value.date() if isinstance(value, datetime) else value
    shown = re.sub(r'"[^"]*"|\[[^]]*\]|\\.', "", number_format).casefold()
    by_month = "m" in shown and "y" in shown and not set("dhs") & set(shown)
    return parse(month_in_words(day) if by_month else in_words(day))


# ------------------------------------------------ tidying what is read; what was typed is kept

_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТУХаеорсух‐‑‒–—−’", "ABEKMHOPCTYXaeopcyx------'")
_GLOSS = re.compile(r"(q[1-4] \d{4}-\d\d) \([a-z]+ to [a-z]+ \d{4}\)", re.IGNORECASE)


def _tidy(typed: str) -> str:
    if len(typed) > LONGEST:
        raise ImpossibleDate(f"Shorten this to a date of {LONGEST} characters or fewer.")
    plain = unicodedata.normalize("NFKC", typed).translate(_LOOK_ALIKES)
    kept = (c for c in plain if c.isspace() or unicodedata.category(c) not in {"Cc", "Cf", "Co"})
    text = " ".join("".join(kept).split())
    return _GLOSS.sub(_without_gloss, text.strip(" -*•·.,;:"))


def _without_gloss(found: re.Match[str]) -> str:
    """ "Q3 2023-24 (October to December 2023)" is its label, when the months in brackets are its own."""
    quarter = Quarter(int(found[1][3:7]), int(found[1][1]))
    return quarter.label if found[0].casefold() == quarter.long_label.casefold() else found[0]


def _bare(text: str) -> str:
    text = text.strip(" -.,;:")
    return text[1:-1].strip() if re.fullmatch(r"\([^()]*\)", text) else text


def _split_note(text: str) -> tuple[str, str]:
    """ "April 2023 (mapping complete)" is the date and the note."""
    found = re.fullmatch(r"([^(]+?)\s*\((.*)\)", text)
    return (found[1], found[2].strip()) if found else (text, "")


# ------------------------------------------------ readers: each answers None to what is not its own

_YEARLY = re.compile(
    r"\b(?:(?:to be )?review(?:ed)? )?(?:annually|(?:annual|yearly)(?: review|(?=\W*$))"
    rf"|(?:each|every|per) year|(?:each|every)(?= {MONTH}\b))\b",
    re.IGNORECASE,
)
_TO_BE_CONFIRMED = re.compile(
    r"(?:t\.?b\.?[acd]|to be (?:confirmed|agreed|decided|determined|announced))(?![a-z])(.*)", re.IGNORECASE
)
_ONGOING = re.compile(r"on[- ]?going(?![a-z])(.*)", re.IGNORECASE)
_REVIEW = re.compile(r"\breview", re.IGNORECASE)
# What a trigger may begin with, besides "once" and "when", and is then shown with.
TRIGGERS = re.compile(
    r"(?:after|following|pending|awaiting|subject to|depend[ae]nt on|depending on|upon"
    r"|on (?:receipt|completion|approval|agreement) of) ",
    re.IGNORECASE,
)
_NO_YEAR = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[ -])?{MONTH}(?: \d{{1,2}}(?:st|nd|rd|th))?|spring|summer|autumn|winter",
    re.I,
)
# Words that say no more than that there will be a review.
_SAYS_NOTHING = re.compile(
    r"\b(?:to|be|is|due|date|next|then|and|an?|the|at|in|on|by|of|for|review(?:ed|s)?)\b", re.IGNORECASE
)


def _read(text: str) -> PlanDate:
    for reader in (_blank, _to_be_confirmed, _ongoing, _every_year, _dated):
        found = reader(text)
        if found is not None:
            return found
    raise ImpossibleDate(HELP)


def _blank(text: str) -> PlanDate | None:
    return PlanDate() if text.casefold() in {"", "n/a", "no date"} else None


def _to_be_confirmed(text: str) -> PlanDate | None:
    found = _TO_BE_CONFIRMED.fullmatch(text)
    if found is None:
        return None
    tail = _bare(found[1])
    if clause := re.fullmatch(r"(?:once|when) (.+)", tail, re.IGNORECASE):
        return PlanDate(to_be_confirmed=True, awaiting=clause[1])
    if TRIGGERS.match(tail):
        return PlanDate(to_be_confirmed=True, awaiting=tail)
    if _hints_at_a_date(tail):
        raise ImpossibleDate("Enter either a date, or To be confirmed once something has happened.")
    return PlanDate(to_be_confirmed=True, note=tail)


def _ongoing(text: str) -> PlanDate | None:
    found = _ONGOING.fullmatch(text)
    if found is None:
        return None
    tail = _bare(found[1])
    core, note = _split_note(tail)
    span, rest = _find_date(core)
    if span is None and note:
        (span, rest), note = _find_date(re.sub(r"[()]", " ", tail)), ""
    recurs = "year" if _YEARLY.search(tail) else ""
    if span is None:
        return _ongoing_undated(tail, recurs)
    if not _REVIEW.search(tail):
        raise ImpossibleDate("Say that the date is a review, such as On-going, next review March 2027.")
    notes = [part for part in (_significant(rest), note) if part]
    return PlanDate("", span.first, span.last, span.precision, True, recurs, note="; ".join(notes))


def _ongoing_undated(tail: str, recurs: str) -> PlanDate:
    months = re.findall(rf"\b{MONTH}\b", _without_the_verb_may(tail), re.IGNORECASE)
    if recurs and len(months) == 1 and not re.search(r"\d", tail):
        rest = re.sub(rf"\b{MONTH}\b", "", _YEARLY.sub(" ", tail), flags=re.IGNORECASE)
        month = date_words.month_number(months[0])
        return PlanDate(ongoing=True, recurs=recurs, month=month, note=_significant(rest))
    if _hints_at_a_date(tail):
        raise ImpossibleDate(
            "Give the month and year of the review, such as On-going, next review March 2027."
        )
    return PlanDate(ongoing=True, recurs=recurs, note=_significant(tail))


def _every_year(text: str) -> PlanDate | None:
    """ "November annually", "every November", "annually"."""
    if not _YEARLY.search(text):
        return None
    rest = _bare(_YEARLY.sub(" ", text)).casefold().removeprefix("in ")
    if rest and not re.fullmatch(MONTH, rest):
        return None
    return PlanDate(ongoing=True, recurs="year", month=date_words.month_number(rest) if rest else 0)


def _dated(text: str) -> PlanDate | None:
    span, note, recurs = date_words.read(text), "", ""
    if span is None:
        core, note = _split_note(text)
        span = date_words.read(_bare(_YEARLY.sub(" ", core)))
        recurs = "year" if _YEARLY.search(text) else ""
    if span is not None:
        return PlanDate("", span.first, span.last, span.precision, recurs=recurs, note=note)
    if _NO_YEAR.fullmatch(text):
        raise ImpossibleDate("Give the year too, such as March 2027.")
    return None


def _find_date(text: str) -> tuple[Span | None, str]:
    """The longest date among other words, and the rest of them. Two dates raise ImpossibleDate."""
    words = text.split()
    for size in range(min(8, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            span = date_words.read(" ".join(words[start : start + size]).strip(" ,.;:()"))
            if span is None:
                continue
            rest = " ".join(words[:start] + words[start + size :])
            if _find_date(rest)[0] is not None:
                raise ImpossibleDate("Give one review date, such as On-going, next review March 2027.")
            return span, rest
    return None, text


def _significant(rest: str) -> str:
    """The words beside a review date as a note, or "" where they only say that there will be a review."""
    note = _bare(" ".join(_YEARLY.sub(" ", rest).split()))
    return note if re.search(r"\w", _SAYS_NOTHING.sub("", note)) else ""


def _hints_at_a_date(text: str) -> bool:
    return bool(
        re.search(rf"\d|\b{MONTH}\b|spring|summer|autumn|winter", _without_the_verb_may(text), re.IGNORECASE)
    )


def _without_the_verb_may(text: str) -> str:
    return re.sub(r"\bmay\b", "", text)
