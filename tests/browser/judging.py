"""What is wrong with a page for its reader: axe's findings, sideways scrolling, print."""

from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Page

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A page of 1280 pixels at 400%: WCAG 2.2, 1.4.10 Reflow.
NARROW = {"width": 320, "height": 800}
WIDE = {"width": 1280, "height": 800}

# What only a choice or a press shows is shown, so that it is judged too: as the page stands without scripts.
_UNFOLD = """() => {
  for (const part of document.querySelectorAll("details")) part.open = true;
  const hiding = ["app-shown-for--hidden", "govuk-radios__conditional--hidden"];
  for (const name of hiding)
    for (const part of document.querySelectorAll("." + name)) part.classList.remove(name);
}"""
_AXE = """(tags) => axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]})"""
# The elements that stick out, but for those in a region that may scroll.
_STICKING_OUT = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const out = [...document.body.querySelectorAll("*")].filter((part) =>
    part.getBoundingClientRect().right > page.clientWidth + 1 && !part.closest(".app-scroll"));
  const inmost = out.filter((part) => !out.some((other) => other !== part && part.contains(other)));
  const shown = inmost.slice(0, 3).map((part) => part.outerHTML.slice(0, 120));
  return [`${page.scrollWidth} pixels wide: ${shown.join(" | ")}`];
}"""
_PRINTED = """(names) => names.filter((name) =>
  [...document.querySelectorAll(name)].some((part) => part.checkVisibility()))"""
# Nobody presses paper.
NOT_PRINTED = [
    ".govuk-service-navigation",
    ".govuk-skip-link",
    ".govuk-back-link",
    ".govuk-breadcrumbs",
    ".app-header__account",
    "main .govuk-button",
]


def judge(page: Page) -> list[str]:
    """Every fault of the page as it stands, in words; leaves it wide, on a screen, unfolded."""
    page.evaluate(_UNFOLD)
    return [*axe_faults(page), *reflow_faults(page), *print_faults(page)]


def axe_faults(page: Page) -> list[str]:
    """What axe finds. The source was put in by ``add_init_script``, which no CSP forbids."""
    found: dict[str, Any] = page.evaluate(_AXE, TAGS)
    return [
        f"axe {violation['id']}: {node['html'][:200]} ({node['failureSummary']})"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def reflow_faults(page: Page) -> list[str]:
    """What sticks out at 320 pixels, beside the regions that scroll by themselves."""
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a TypedDict of these two
    found: list[str] = page.evaluate(_STICKING_OUT)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]  # a TypedDict of these two
    return [f"at 320 pixels: {words}" for words in found]


def print_faults(page: Page) -> list[str]:
    """What is printed and should not be."""
    page.emulate_media(media="print")
    found: list[str] = page.evaluate(_PRINTED, NOT_PRINTED)
    page.emulate_media(media="screen")
    return [f"printed: {name}" for name in found]
