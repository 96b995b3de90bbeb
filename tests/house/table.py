"""Reads ``access.txt``: every address, and what it answers to whom."""

from dataclasses import dataclass
from pathlib import Path

from tests.house.world import ANONYMOUS, COLUMNS


@dataclass(frozen=True)
class Row:
    """One line of the table. ``deed`` is what a POST asks for, where an address may be asked several."""

    name: str
    place: str
    method: str
    deed: str
    answers: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.name} {self.place} {self.deed}".strip()

    @property
    def key(self) -> str:
        return f"{self.name}:{self.deed}" if self.deed else self.name


def read_table() -> list[Row]:
    text = (Path(__file__).parent / "access.txt").read_text(encoding="utf-8")
    heads, *lines = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    assert heads[3:] == [ANONYMOUS, *COLUMNS]
    rows = []
    for name, place, asked, *answers in lines:
        method, _, deed = asked.partition(":")
        rows.append(Row(name, place, method, deed, dict(zip(heads[3:], answers, strict=True))))
    return rows


TABLE = read_table()
READS = [row for row in TABLE if row.method == "GET"]
OWN_READS = [row for row in READS if not row.name.startswith("account_")]
ACTS = [row for row in TABLE if row.method == "POST"]
