"""Goes through a page with the Tab key, and looks at where the focus is."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

# More stops than any page has before its main button.
MOST_STOPS = 250

# A radio and a tick box are drawn by their label, beneath an input that nobody sees.
_HERE = """() => {
  const part = document.activeElement;
  if (!part || part === document.body) return null;
  const drawn = part.matches(".govuk-radios__input, .govuk-checkboxes__input")
    ? getComputedStyle(part.nextElementSibling, "::before") : getComputedStyle(part);
  const clear = (colour) => colour === "transparent" || colour.endsWith(", 0)");
  const outlined =
    drawn.outlineStyle !== "none" && parseFloat(drawn.outlineWidth) >= 2 && !clear(drawn.outlineColor);
  const yellow = drawn.backgroundColor === "rgb(255, 221, 0)";
  const box = part.getBoundingClientRect();
  return {
    words: part.getAttribute("aria-label") || part.innerText || part.getAttribute("name") || part.tagName,
    html: part.outerHTML.slice(0, 150),
    shows: outlined || yellow || drawn.boxShadow !== "none",
    inside:
      box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


@dataclass(frozen=True)
class Stop:
    """Where the focus is. ``shows``: it is drawn; ``inside``: the part of the page on the screen holds it."""

    words: str
    html: str
    shows: bool
    inside: bool


def stop_at(page: Page) -> Stop | None:
    """The element that has the focus; None for the page itself."""
    found: dict[str, Any] | None = page.evaluate(_HERE)
    return None if found is None else Stop(**{**found, "words": " ".join(found["words"].split())})


def tab_to(page: Page, words: str) -> list[Stop]:
    """Press Tab until the focus is on the element of these words; every stop on the way, it last.

    Raises AssertionError with the stops when the focus never gets there.
    """
    stops: list[Stop] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = stop_at(page)
        if stop is None:
            break
        stops.append(stop)
        if stop.words == words:
            return stops
    seen = [stop.words[:20] for stop in stops[:60]]
    raise AssertionError(f"Tab did not reach {words!r} in {len(stops)} stops: {seen}")
