"""The summary, sub-group reports and the key."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from governance.days import in_words
from reports.board_pack import BoardPack, Count, Funding
from reports.positions import ActionPosition
from reports.rendering.sheets.shape import Sheet, date, number, percent, sheet, text
from reports.rendering.words import revision


@dataclass(frozen=True, slots=True)
class Line:
    """A figure, or words where the pack holds no figure."""

    section: str
    item: str
    words: str = ""
    number: int | None = None
    previous: int | None = None
    change: int | None = None
    per_cent: int | None = None
    out_of: int | None = None


def summary_sheet(pack: BoardPack) -> Sheet:
    columns = (
        text("Section", lambda line: line.section, 24),
        text("Item", lambda line: line.item, 40),
        number("Number", lambda line: line.number),
        number("Quarter before", lambda line: line.previous),
        number("Change", lambda line: line.change),
        percent("Share", lambda line: line.per_cent),
        number("Out of", lambda line: line.out_of),
        text("Words", lambda line: line.words, 70),
    )
    return sheet("Summary", "The quarter on a page", columns, _lines(pack), fixed=2)


def _lines(pack: BoardPack) -> Iterator[Line]:
    yield from _front(pack)
    headline = pack.headline
    yield from (Line("The coordinator's words", "", sentence) for sentence in headline.sentences)
    yield _figure("Plan", headline.total)
    yield from (_figure("By delivery status", count) for count in headline.by_status)
    yield from (_figure("By rating", count) for count in headline.by_rating)
    yield from (_figure("Wanting attention", count) for count in headline.attention)
    yield from (_figure("Direction of travel", count) for count in pack.ratings.travel)
    yield _rows("Completed", f"Since {headline.compared_with or 'the plan began'}", pack.completed)
    yield _rows("Completed", "Reported complete, awaits acceptance", pack.awaiting_acceptance)
    coming = pack.next_quarter
    section = f"Next quarter, {coming.label}"
    yield _rows(section, "Due to start", coming.starts)
    yield _rows(section, "Falling due", coming.due)
    yield _rows(section, "On-going, to review", coming.reviews)
    yield from (Line(section, in_words(one.on), one.words) for one in coming.dates)
    yield from _concerns(pack)


def _front(pack: BoardPack) -> Iterator[Line]:
    front = pack.front
    items = (
        ("Plan", front.plan),
        ("Version of the plan", front.plan_version),
        ("Board", front.board),
        ("Meeting", in_words(front.meeting_on) if front.meeting_on else "Date to be set"),
        ("Author", front.author),
        ("Date of the pack", in_words(front.pack_on)),
        ("State", revision(front)),
        ("Issued on", in_words(front.issued_on) if front.issued_on else ""),
        ("Approved by", front.approved_by),
        ("What this revision amends", front.amendment),
        ("Purpose", front.purpose),
    )
    yield from (Line("Front sheet", item, words) for item, words in items if words)
    for one in front.recommendations:
        yield Line("Recommendations", f"({one.letter}) {one.kind}", one.text)


def _figure(section: str, count: Count) -> Line:
    return Line(
        section=section,
        item=f"of which {count.label}" if count.part_of else count.label,
        words=count.out_of_words and f"Share of {count.out_of_words}",
        number=count.number,
        previous=count.previous,
        change=count.change,
        per_cent=count.percent,
        out_of=count.out_of,
    )


def _rows(section: str, item: str, rows: Iterable[ActionPosition]) -> Line:
    references = [row.reference for row in rows]
    return Line(section, item, ", ".join(references) or "None", number=len(references))


def _concerns(pack: BoardPack) -> Iterator[Line]:
    for one in pack.concerns.concerns:
        answer = f" {one.answer}" if one.answer else ""
        state = f"{one.state}, reply late" if one.late else one.state
        yield Line("Concerns", one.text, f"{state}. By {one.raised_by} with {one.raised_with}.{answer}")
    until = in_words(pack.concerns.funding_until)
    for money in pack.concerns.funding:
        yield Line(f"Funding that ends by {until}", money.source, _money(money))


def _money(money: Funding) -> str:
    """A fund in a line: when it ends and how it stands, how much, what follows, and what it pays for."""
    parts = (
        f"Ends {in_words(money.ends_on)}",
        money.outlook.label if money.outlook else "",
        money.amount or "Amount not given",
        money.follow_on or "Nothing arranged to follow",
        f"If nothing does: {money.fallback}" if money.fallback else "",
        f"Pays for {', '.join(money.references)}" if money.references else "",
    )
    return ". ".join(part.removesuffix(".") for part in parts if part) + "."


def subgroups_sheet(pack: BoardPack) -> Sheet:
    columns = (
        text("Sub-group", lambda report: report.group, 34),
        text("Objectives", lambda report: report.objectives, 14),
        text("Received", lambda report: "Yes" if report.filed_on else "Not received", 14),
        date("Received on", lambda report: report.filed_on),
        text("Progress", lambda report: report.progress, 50),
        text("Exceptions", lambda report: report.exceptions, 40),
        text("Asked of the Board", lambda report: report.asks, 40),
    )
    return sheet("Sub-groups", "Sub-group reports", columns, pack.subgroup_reports)


def key_sheet(pack: BoardPack) -> Sheet:
    columns = (
        text("Section", lambda line: line.section, 34),
        text("Item", lambda line: line.item, 24),
        text("Meaning", lambda line: line.words, 100),
    )
    return sheet("Key", "What the words and figures mean", columns, _key(pack), fixed=2)


def _key(pack: BoardPack) -> Iterator[Line]:
    key, limits = pack.key, pack.key.thresholds
    yield from (Line("Ratings", one.rating.label, one.meaning) for one in key.definitions)
    yield Line("Thresholds in force", "Overdue", f"{limits.overdue_days} days")
    yield Line("Thresholds in force", "Slip of the due date", f"{limits.slip_days} days")
    yield Line("Thresholds in force", "Updates missed running", str(limits.missed_updates))
    for rule in key.rules:
        suggests = rule.rating.label if rule.tag == rule.rating.label else f"{rule.rating.label} ({rule.tag})"
        yield Line("Rules, in the order tried", f"Rule {rule.number}", f"{suggests}: {rule.when}")
    yield from (Line("How to read the rules", "", note) for note in key.rule_notes)
    yield from (Line("Notes on the data", "", note) for note in key.notes)
    yield from (Line("Contradictions in the plan", one.reference, one.sentence) for one in key.flags)
    yield from (Line("Abbreviations", one.short, one.meaning) for one in key.abbreviations)
