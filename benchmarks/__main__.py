"""Prints how fast the tracker is, as ratios of one run. ``bin/bench`` sets up what it needs."""

import argparse
import os
import tempfile
from functools import partial
from pathlib import Path

# Before Django reads its settings: a database of this run's own, at the demo's date.
_FOLDER = tempfile.TemporaryDirectory(prefix="tracker-bench-")
os.environ["DATABASE_URL"] = f"sqlite:///{Path(_FOLDER.name) / 'bench.sqlite3'}"
os.environ["TRACKER_TODAY"] = "2024-01-08"
os.environ["DEBUG"] = "0"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vawg_tracker.settings")

import django  # noqa: E402  # the environment comes first

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks import bulk, grown, subjects  # noqa: E402
from benchmarks.timing import Comparison, compare  # noqa: E402

PAGES = {
    "Plan": "/plans/vawg-2023-24/",
    "Dashboard, open quarter": "/plans/vawg-2023-24/dashboard/2023-Q3/",
    "Dashboard, closed quarter": "/plans/vawg-2023-24/dashboard/2023-Q2/",
    "Round": "/plans/vawg-2023-24/rounds/2023-Q3/",
    "Pack as a page": "/plans/vawg-2023-24/packs/2023-Q3/",
}


def _line(one: Comparison, aim: str = "") -> None:
    print(
        f"{one.name:<58} {one.ratio:6.2f}  ({one.least:.2f} to {one.most:.2f})  "
        f"{one.ours * 1000:9.1f} ms / {one.other * 1000:.1f} ms  {aim}"
    )


def _measure(count: int, *, pairs: int, slow: int) -> dict[str, Comparison]:
    print(f"\n{count} actions{'':<47} ratio  (least to most)  ours / the other  aim")
    client = subjects.signed_in("coordinator@demo.example")
    found = {}
    for name, address in PAGES.items():
        found[name] = compare(
            f"{name} over a bare signed-in page",
            partial(subjects.fetch, client, address),
            partial(subjects.fetch, client, subjects.BARE_PAGE),
            pairs=pairs,
        )
        _line(found[name])
    found["table"] = compare(
        f"Plan page over a plain page of a {count}-row table",
        lambda: subjects.fetch(client, PAGES["Plan"]),
        lambda: subjects.fetch(client, subjects.PLAIN_TABLE.format(count)),
        pairs=pairs,
    )
    _line(found["table"], "2 or less at 42")
    pack = subjects.read_pack("2023-Q2")
    html = subjects.finished_html(pack)
    found["pdf"] = compare(
        "PDF of the pack over WeasyPrint on the same finished HTML",
        lambda: subjects.render_pdf(pack),
        lambda: subjects.bare_weasyprint(html),
        pairs=slow,
    )
    _line(found["pdf"], "1.2 or less")
    cells = subjects.cells_of(pack)
    found["xlsx"] = compare(
        f"Workbook over bare openpyxl writing its {len(cells):,} cells",
        lambda: subjects.render_workbook(pack),
        lambda: subjects.bare_openpyxl(cells),
        pairs=pairs,
    )
    _line(found["xlsx"], "1.5 or less")
    return found


def _queries() -> dict[str, int]:
    client = subjects.signed_in("coordinator@demo.example")
    counts = {}
    for name, address in PAGES.items():
        with CaptureQueriesContext(connection) as captured:
            subjects.fetch(client, address)
        counts[name] = len(captured)
    return counts


def _print_bulk(work: list[bulk.Bulk]) -> None:
    for one in work:
        counted = f"{one.queries} queries for {one.number} {one.things}"
        print(f"{one.name:<58} {counted}: {one.a_hundred:.0f} per 100")


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench", description="Ratios of one run; medians over pairs.")
    parser.add_argument("--pairs", type=int, default=11, help="pairs of runs of what is quick (11)")
    parser.add_argument("--slow", type=int, default=3, help="pairs of runs of the PDF (3)")
    options = parser.parse_args()
    settings.ROOT_URLCONF = "benchmarks.urls"
    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=open(os.devnull, "w"))  # noqa: SIM115, PTH123  # closed with the process
    few, few_queries = _measure(42, pairs=options.pairs, slow=options.slow), _queries()
    few_bulk = bulk.measure()
    many_actions = grown.grow(10)
    many, many_queries = _measure(many_actions, pairs=options.pairs, slow=options.slow), _queries()
    print(f"\nGrowth from 42 to {many_actions} actions: time of ours, and queries of a page")
    for name, one in few.items():
        queries = f"{few_queries[name]} -> {many_queries[name]} queries" if name in few_queries else ""
        print(f"{one.name:<58} x {many[name].ours / one.ours:5.2f}  {queries}")
    print(f"\nBulk work of a round, at 42 actions and then at {many_actions}")
    _print_bulk(few_bulk)
    _print_bulk(bulk.measure())


if __name__ == "__main__":
    main()
