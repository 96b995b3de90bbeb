"""What a browser would send of a page's form as it stands, so that a test types only what matters."""

from html.parser import HTMLParser

type Typed = dict[str, list[str]]

_TICKED = frozenset({"checkbox", "radio"})
_UNSENT = frozenset({"submit", "button", "reset", "file", "image"})


class _Reader(HTMLParser):
    """Collects the boxes of the forms of ``main`` that are sent by POST."""

    def __init__(self) -> None:
        super().__init__()
        self.typed: Typed = {}
        self.in_main = self.in_form = False
        self.select = self.textarea = ""
        self.words: list[str] = []
        self.first_option = ""
        self.chosen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "main":
            self.in_main = True
        elif tag == "form":
            self.in_form = self.in_main and values.get("method", "").lower() == "post"
        elif self.in_form:
            self._box(tag, values)

    def _box(self, tag: str, values: dict[str, str]) -> None:
        name, kind = values.get("name", ""), values.get("type", "text")
        if tag == "input" and name and kind not in _UNSENT and (kind not in _TICKED or "checked" in values):
            self._add(name, values.get("value", "on" if kind in _TICKED else ""))
        elif tag == "select":
            self.select, self.first_option, self.chosen = name, "", False
        elif tag == "option" and self.select:
            self.first_option = self.first_option or values.get("value", "")
            if "selected" in values:
                self._add(self.select, values.get("value", ""))
                self.chosen = True
        elif tag == "textarea":
            self.textarea, self.words = name, []

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.in_main = False
        elif tag == "form":
            self.in_form = False
        elif tag == "select":
            if not self.chosen and self.select:
                self._add(self.select, self.first_option)
            self.select = ""
        elif tag == "textarea" and self.textarea:
            self._add(self.textarea, "".join(self.words).removeprefix("\n"))
            self.textarea = ""

    def _add(self, name: str, value: str) -> None:
        self.typed.setdefault(name, []).append(value)


def read_form(html: str) -> Typed:
    """Each box's values by its name; of a page without a form, nothing."""
    reader = _Reader()
    reader.feed(html)
    return reader.typed
