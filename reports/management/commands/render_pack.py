"""``manage.py render_pack``: the pack of a quarter from the shell, as PDF, workbook, web page or data."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from actions.models import Plan
from governance import clock
from governance.days import in_words
from governance.quarters import Quarter
from reports.board_pack import BoardPack, PackState, publication_copy
from reports.formats import FORMATS
from reports.packs import read_pack
from reports.sources.rounds import Round, read_rounds

STANDARD_OUTPUT = "-"


class Command(BaseCommand):
    help = "Write the board pack of a quarter to a file. An open quarter gives a draft."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--plan", required=True, help="the plan, such as vawg-2023-24")
        parser.add_argument(
            "--quarter",
            required=True,
            help="the financial year's first year and the quarter: 2023-Q2 is July to September 2023",
        )
        parser.add_argument("--format", required=True, choices=sorted(FORMATS))
        parser.add_argument(
            "--output", required=True, help=f"the file to write, or {STANDARD_OUTPUT} for standard output"
        )
        parser.add_argument(
            "--publication",
            action="store_true",
            help="a copy for publication: no named officers and no coordinator's notes",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        output = options["output"]
        if output != STANDARD_OUTPUT:
            _check_folder(Path(output))
        pack = _find_pack_or_explain(plan=options["plan"], quarter=options["quarter"])
        if options["publication"]:
            pack = _publishable(pack)
        content = FORMATS[options["format"]].render(pack)
        try:
            self._write(content, output)
        except OSError as refused:
            raise CommandError(f"Cannot write to {output}: {refused.strerror}.") from refused
        if output != STANDARD_OUTPUT:
            self.stdout.write(
                f"Wrote the {pack.front.state.lower()} pack of {pack.front.quarter_label} to {output}."
            )

    def _write(self, content: bytes, output: str) -> None:
        if output == STANDARD_OUTPUT:
            binary: BinaryIO = getattr(self.stdout, "buffer")  # noqa: B009 (the stream beneath Django's wrapper)
            binary.write(content)
            binary.flush()
        else:
            Path(output).write_bytes(content)


def _check_folder(output: Path) -> None:
    if not output.parent.is_dir():
        raise CommandError(
            f"There is no folder {output.parent}. Make it first, or choose another for --output."
        )
    if output.is_dir():
        raise CommandError(f"{output} is a folder. Give --output the name of a file.")


def _find_pack_or_explain(*, plan: str, quarter: str) -> BoardPack:
    try:
        return _find_pack(plan=plan, quarter=quarter)
    except DatabaseError as unread:
        raise CommandError(
            f"The database cannot be read ({unread}). Has it been set up with manage.py migrate?"
        ) from unread


def _find_pack(*, plan: str, quarter: str) -> BoardPack:
    """The pack, or a sentence (CommandError) that says what there is instead."""
    found = Plan.objects.select_related("board").filter(slug=plan).first()
    if found is None:
        known = ", ".join(Plan.objects.order_by("slug").values_list("slug", flat=True))
        raise CommandError(
            f"There is no plan called {plan}. "
            + (f"There are: {known}." if known else "No plan is stored yet.")
        )
    rounds = read_rounds(found)
    current = _find_round(found, rounds, quarter)
    return read_pack(current, rounds, at=clock.now())


def _publishable(pack: BoardPack) -> BoardPack:
    if pack.front.state is PackState.DRAFT:
        raise CommandError(
            f"{pack.front.quarter_label} is still open, so its pack is a draft, and no draft is published. "
            "Close the quarter first, or leave out --publication."
        )
    return publication_copy(pack)


def _find_round(plan: Plan, rounds: list[Round], words: str) -> Round:
    begun = [one for one in rounds if one.is_closed or one.is_draft]
    try:
        wanted = Quarter.parse(words)
    except ValueError as unreadable:
        raise CommandError(f"{unreadable} {_known(begun)}") from unreadable
    found = next((one for one in begun if one.quarter == wanted), None)
    if found is not None:
        return found
    if any(one.quarter == wanted for one in rounds):
        raise CommandError(f"{wanted.label} has not begun, so it has no pack. {_known(begun)}")
    if not plan.has_quarter(wanted):
        raise CommandError(
            f"{plan} starts on {in_words(plan.starts_on)}, after {wanted.label} has ended, so it has no pack "
            f"of that quarter. {_known(begun)}"
        )
    raise CommandError(f"No updates were asked for in {wanted.label}, so it has no pack. {_known(begun)}")


def _known(begun: list[Round]) -> str:
    if not begun:
        return "No quarter of this plan has begun."
    return f"There are: {', '.join(one.quarter.key for one in begun)}."
