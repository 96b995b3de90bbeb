"""Charts say their values in text, and hold nothing that a strict content policy refuses."""

import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from reports.board_pack import TrendPoint, assemble, count_quarter
from reports.rendering.charts import draw_bars, draw_trend
from reports.rendering.palette import MARKS
from tests.reports.pack_factory import context, pack_of
from tests.reports.positions_factory import plan_of, position

SVG = "{http://www.w3.org/2000/svg}"
PACK = pack_of(42)


def texts(chart: str) -> list[str]:
    return [str(one.text) for one in ET.fromstring(chart).iter(f"{SVG}text")]


def point(**numbers: Any) -> TrendPoint:
    empty = count_quarter((), quarter_key="2023-Q2", quarter_label="Q2 2023-24")
    return replace(empty, total=sum(numbers.values()), **numbers)


@pytest.mark.parametrize(
    "chart",
    [
        draw_bars(PACK.ratings.by_strategic, ident="one", title="Ratings"),
        draw_trend(PACK.ratings.trend, ident="two", title="Trend"),
        draw_bars((), ident="three", title="Nothing"),
        draw_trend((), ident="four", title="Nothing"),
    ],
)
def test_a_chart_is_one_image_with_a_title_first_and_no_style(chart: str) -> None:
    root = ET.fromstring(chart)
    title = root[0]
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert title.tag == f"{SVG}title"
    assert root.get("aria-labelledby") == title.get("id")
    assert not re.search(r"\bstyle=|<style|<script|\bon[a-z]+=", chart)
    ids = re.findall(r'\bid="([^"]+)"', chart)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", chart)) <= set(ids)


def test_bars_carry_every_value_in_text_and_in_the_title() -> None:
    rows = PACK.ratings.by_strategic
    chart = draw_bars(rows, ident="one", title="Ratings by strategic objective")
    title = ET.fromstring(chart)[0].text or ""
    shown = texts(chart)
    assert title.startswith("Ratings by strategic objective. Strategic actions: 1 Blue, 3 Green, 2 Amber")
    for row in rows:
        parts = [f"{MARKS[cell.key].letter}{cell.number}" for cell in row.cells if cell.number]
        assert f"{row.total}: {' '.join(parts)}" in shown
        assert ", ".join(f"{cell.number} {cell.label}" for cell in row.cells if cell.number) in title


def test_a_column_s_small_parts_have_their_values_beside_it() -> None:
    shown = texts(draw_trend([point(blue=1, green=60, amber=1, red=1)], ident="t", title="Trend"))
    assert {"B1", "G60", "A1", "R1"} <= set(shown)
    crowded = ET.fromstring(draw_trend([point(blue=1, green=1, red=200)], ident="t", title="Trend"))
    heights = [float(one.get("y", "0")) for one in crowded.iter(f"{SVG}text") if one.text in {"B1", "G1"}]
    assert abs(heights[0] - heights[1]) >= 11


def test_what_is_nought_is_not_drawn() -> None:
    shown = texts(draw_trend([point(green=3)], ident="t", title="Trend"))
    assert shown == ["G Green", "Q2", "2023-24", "G3", "3"]


def test_names_are_escaped() -> None:
    row = position(strategic_number="", strategic_title="Homes & <shelter>")
    chart = draw_bars(assemble(context(), [row]).ratings.by_strategic, ident="x", title="A < B")
    assert "Homes & <shelter>" in texts(chart)


def test_a_large_plan_s_bars_stay_on_the_page() -> None:
    rows = assemble(context(), plan_of(420)).ratings.by_agency
    root = ET.fromstring(draw_bars(rows, ident="x", title="Large"))
    for rect in root.iter(f"{SVG}rect"):
        if rect.get("x"):
            assert float(rect.get("x", "0")) + float(rect.get("width", "0")) <= 680
