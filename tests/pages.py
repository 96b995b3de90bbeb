"""Reads a page as a person would: its words, the cells of its tables, what its boxes hold."""

import re
from collections.abc import Mapping
from html import unescape

from django.test import Client


def get_page(client: Client, address: str) -> str:
    """The page's HTML with its characters unescaped; it must be there."""
    response = client.get(address)
    assert response.status_code == 200, f"{address} answers {response.status_code}"
    return unescape(response.content.decode())


def post_page(client: Client, address: str, typed: Mapping[str, object]) -> str:
    """The page that answers what was typed, unescaped."""
    return unescape(client.post(address, dict(typed)).content.decode())


def words_of(html: str) -> str:
    """What is read, on one line."""
    shown = re.sub(r"<(script|style).*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def table_rows(html: str, css_class: str) -> list[list[str]]:
    """The words of each cell of each row of the first table with the class."""
    table = re.search(rf'<table class="[^"]*{css_class}.*?</table>', html, re.DOTALL)
    assert table is not None, f"no table {css_class}"
    rows = re.findall(r"<tr.*?</tr>", table[0], re.DOTALL)
    return [[words_of(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows]


def boxes_of(html: str) -> dict[str, str]:
    """What each hidden box and each of one line holds, by name, as typed."""
    boxes = re.findall(r'<input type="(?:text|hidden)" name="(\w+)" value="([^"]*)"', html)
    return {name: value for name, value in boxes if name not in {"csrfmiddlewaretoken", "kept_words_owner"}}


def chosen_in(html: str, name: str) -> str:
    """The value chosen in a list; empty when none is."""
    select = re.search(rf'<select name="{name}".*?</select>', html, re.DOTALL)
    assert select is not None, f"no list {name}"
    chosen = re.search(r'<option value="([^"]*)" selected', select[0])
    return chosen[1] if chosen else ""


def options_of(html: str, name: str) -> list[tuple[str, str]]:
    """Value and words of each choice of a list."""
    select = re.search(rf'<select name="{name}".*?</select>', html, re.DOTALL)
    assert select is not None, f"no list {name}"
    return [
        (value, words.strip())
        for value, words in re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)', select[0])
    ]
