"""Values to JSON-safe data and back by their types."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import pytest

from reports.plain_form import from_plain, to_plain


class Shade(StrEnum):
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Leaf:
    name: str
    shade: Shade | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    planted: dt.date
    seen_at: dt.datetime
    leaves: tuple[Leaf, ...]
    pairs: tuple[tuple[str, ...], ...] = ()
    height: float | None = None
    alive: bool = True


TREE = Tree(
    planted=dt.date(2023, 4, 1),
    seen_at=dt.datetime(2023, 10, 13, 17, 0, tzinfo=dt.UTC),
    leaves=(Leaf("a", Shade.DARK), Leaf("b")),
    pairs=(("x", "y"),),
    height=3,
)
PLAIN = {
    "planted": "2023-04-01",
    "seen_at": "2023-10-13T17:00:00+00:00",
    "leaves": [{"name": "a", "shade": "dark"}, {"name": "b", "shade": None}],
    "pairs": [["x", "y"]],
    "height": 3,
    "alive": True,
}


def test_there_and_back() -> None:
    assert to_plain(TREE) == PLAIN
    assert list(to_plain(TREE)) == list(PLAIN)
    assert type(to_plain(Shade.DARK)) is str
    assert from_plain(Tree, PLAIN) == TREE


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"height": "3"}, "Tree.height should be float, not str."),
        ({"height": True}, "Tree.height should be float, not bool."),
        ({"alive": 1}, "Tree.alive should be bool, not int."),
        ({"leaves": {}}, "Tree.leaves should be list, not dict."),
        ({"planted": None}, "Tree.planted should be str, not NoneType."),
        ({"leaves": [{"name": "a", "shade": "pale"}]}, "'pale' is not a valid Shade"),
        ({"bark": 1}, "Tree has no bark."),
    ],
)
def test_other_shapes_are_refused(changed: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        from_plain(Tree, PLAIN | changed)


def test_a_kind_of_value_that_no_report_holds_is_refused() -> None:
    with pytest.raises(TypeError, match="A report holds no Decimal"):
        to_plain(Decimal(1))
